"""How the base map looks: muted grounds, quiet roads, so that routes are the only saturated thing. Draws nothing.

The window paints it as tiles, ``map.html`` draws it as plain vectors; colors follow the looks of the workbench.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapColors:
    """One scheme, as ``#rrggbb``. `roads` and `casings` by kind of road; `halo` lies around text."""

    areas: Mapping[str, str]
    roads: Mapping[str, str]
    casings: Mapping[str, str]
    ground: str
    river: str
    building_line: str
    rail: str
    boundary: str
    text: str
    street_text: str
    water_text: str
    park_text: str
    halo: str


LIGHT = MapColors(
    areas={
        "built": "#eeece8", "field": "#f0eedf", "park": "#dbe8d2", "water": "#c6dbe8", "building": "#e2ded7",
    },
    roads={
        "motorway": "#f8d9a8", "primary": "#fbe6bd", "secondary": "#fdf4d6", "residential": "#ffffff",
        "service": "#ffffff", "path": "#cfc6b8",
    },
    casings={
        "motorway": "#dfbf8e", "primary": "#e2cfa6", "secondary": "#e0d8bd", "residential": "#d9d6cf",
        "service": "#dedbd5",
    },
    ground="#f3f2ef", river="#b4cfdf", building_line="#d5d0c7", rail="#bdbab4", boundary="#b9a8cc",
    text="#6a6a68", street_text="#75746f", water_text="#6f93ab", park_text="#7b9470", halo="#f7f6f4",
)  # fmt: skip
DARK = MapColors(
    areas={
        "built": "#212429", "field": "#25271f", "park": "#222d27", "water": "#1d3242", "building": "#2a2e34",
    },
    roads={
        "motorway": "#665838", "primary": "#5a4f38", "secondary": "#4a4639", "residential": "#3c4148",
        "service": "#33383e", "path": "#4a4740",
    },
    casings={
        "motorway": "#2c281f", "primary": "#28251d", "secondary": "#23221e", "residential": "#181b1e",
        "service": "#181b1e",
    },
    ground="#1c1f23", river="#24405a", building_line="#33383f", rail="#4b5058", boundary="#6a5a80",
    text="#a3a7ab", street_text="#8f949a", water_text="#5f8aa8", park_text="#6d8a72", halo="#1a1d20",
)  # fmt: skip

AREAS = ("built", "field", "park", "water", "building")
"""Kinds of areas in the order they are drawn."""
ROADS = ("path", "service", "residential", "secondary", "primary", "motorway")
"""Kinds of roads in the order they are drawn."""
FIRST_ZOOM = 8
WIDTHS: Mapping[str, tuple[float, ...]] = {
    "motorway": (1.4, 1.8, 2.2, 2.9, 3.6, 4.6, 6, 7.5, 9.5, 13, 17, 22),
    "primary": (1, 1.4, 1.8, 2.3, 3, 4.2, 5.6, 7.2, 9, 12, 16, 21),
    "secondary": (0.5, 0.8, 1.2, 1.6, 2.2, 3.2, 4.8, 6.4, 8.4, 11, 15, 20),
    "residential": (0, 0, 0.3, 0.5, 0.9, 1.7, 3.2, 4.8, 6.6, 9, 13, 18),
    "service": (0, 0, 0, 0, 0.4, 0.7, 1.3, 2.2, 3.4, 5, 8, 11),
    "path": (0, 0, 0, 0, 0, 0.5, 0.6, 0.9, 1.1, 1.4, 1.7, 2.1),
    "river": (1, 1.3, 1.7, 2.1, 2.6, 3.2, 4, 5, 6.5, 8, 10, 12),
    "stream": (0, 0, 0, 0.5, 0.6, 0.8, 1, 1.4, 1.8, 2.2, 2.8, 3.4),
    "rail": (0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.4, 1.6, 2, 2.2, 2.5, 3),
}
"""Widths in pixels of a 256 px tile, from `FIRST_ZOOM` on."""
CASING_PX = 1.3
"""The casing stands out by so much in all, where the road is wide enough to have one."""
MIN_CASED_PX = 1.8


def width(kind: str, zoom: float, *, minor: bool = False) -> float:
    """How wide a line is at a zoom; minor ones (ramps) are narrower."""
    widths = WIDTHS[kind]
    step = min(max(zoom - FIRST_ZOOM, 0), len(widths) - 1)
    low, high = widths[math.floor(step)], widths[math.ceil(step)]
    return (low + (high - low) * (step % 1)) * (0.7 if minor else 1)


def line_width(kind: str, importance: int, zoom: float) -> float:
    """As `width`, for a feature of the base map: streams are narrow rivers, ramps narrow roads."""
    if kind == "river":
        return width("river" if importance >= 8 else "stream", zoom)
    return width(kind, zoom, minor=kind in ("motorway", "primary") and importance < (9 if kind == "motorway" else 8))
