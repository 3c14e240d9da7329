"""How the base map looks: muted grounds, quiet roads, so that routes are the only saturated thing. Draws nothing.

The window paints it as tiles, ``map.html`` draws it as plain vectors, paper takes the colors made for laser printers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MapColors:
    """One scheme, as ``#rrggbb``. `roads`, `casings` by kind of road; `edges` around areas; `inks` of names by kind,
    others have `text`; `plates` of signs as (ground, ink)."""

    areas: Mapping[str, str]
    edges: Mapping[str, str]
    roads: Mapping[str, str]
    casings: Mapping[str, str]
    plates: Mapping[str, tuple[str, str]]
    inks: Mapping[str, str]
    ground: str
    river: str
    rail: str
    boundary: str
    bridge: str
    text: str
    halo: str


LIGHT = MapColors(
    areas={
        "built": "#edebe7", "works": "#e9e7e6", "field": "#f1f0e4", "wood": "#dde7d5", "park": "#dfebd6",
        "water": "#c6dbe8", "building": "#e2ded7",
    },
    edges={"building": "#d3cec5"},
    roads={
        "motorway": "#f8d9a8", "primary": "#fbe6bd", "secondary": "#fdf4d6", "residential": "#ffffff",
        "service": "#ffffff", "path": "#cdc5b8",
    },
    casings={
        "motorway": "#dcb983", "primary": "#dfca9d", "secondary": "#dad1b3", "residential": "#d4d1ca",
        "service": "#dbd8d2",
    },
    plates={
        "shield": ("#fffdf6", "#6d675a"), "arrow": ("#f3f2ef", "#a9a59d"), "station": ("#6f7b87", "#ffffff"),
        "hospital": ("#a77272", "#ffffff"), "school": ("#8f8a80", "#ffffff"), "parking": ("#8d9cab", "#ffffff"),
    },
    inks={
        "place": "#55565a", "water": "#5f86a0", "green": "#66805a", "number": "#85827b", "station": "#5b6875",
        "hospital": "#8a5c5c", "school": "#757068", "arrow": "#b3aea4",
    },
    ground="#f3f2ef", river="#b4cfdf", rail="#bdbab4", boundary="#b9a8cc", bridge="#b9b5ac", text="#66655f",
    halo="#f7f6f4",
)  # fmt: skip
DARK = MapColors(
    areas={
        "built": "#22252a", "works": "#26282e", "field": "#1f2320", "wood": "#1f2a25", "park": "#22302a",
        "water": "#1d3242", "building": "#2e3239",
    },
    edges={"building": "#3a3f47"},
    roads={
        "motorway": "#665838", "primary": "#5a4f38", "secondary": "#4a4639", "residential": "#3c4148",
        "service": "#34393f", "path": "#4a4740",
    },
    casings={
        "motorway": "#2c281f", "primary": "#28251d", "secondary": "#23221e", "residential": "#181b1e",
        "service": "#181b1e",
    },
    plates={
        "shield": ("#2a2c2d", "#b3ad9d"), "arrow": ("#1c1f23", "#737981"), "station": ("#7d8894", "#1c1f23"),
        "hospital": ("#9b7373", "#1c1f23"), "school": ("#7d7a74", "#1c1f23"), "parking": ("#66727e", "#1c1f23"),
    },
    inks={
        "place": "#b4b8bc", "water": "#6391b0", "green": "#74927a", "number": "#7d828a", "station": "#95a2ae",
        "hospital": "#b08c8c", "school": "#96928b", "arrow": "#6c727a",
    },
    ground="#1c1f23", river="#24405a", rail="#4b5058", boundary="#6a5a80", bridge="#0f1113", text="#949aa0",
    halo="#1a1d20",
)  # fmt: skip
PRINT = MapColors(
    areas={
        "built": "#f1f1ee", "works": "#ecebe8", "field": "#f6f5ee", "wood": "#d6e0ce", "park": "#dbe6d3",
        "water": "#bfd2de", "building": "#d9d7d2",
    },
    edges={"building": "#a5a29b", "water": "#64808f", "park": "#a9b89b", "wood": "#a3b295"},
    roads={
        "motorway": "#ffffff", "primary": "#ffffff", "secondary": "#ffffff", "residential": "#ffffff",
        "service": "#ffffff", "path": "#9b9994",
    },
    casings={
        "motorway": "#6b6965", "primary": "#7d7b77", "secondary": "#8c8a85", "residential": "#9b9994",
        "service": "#acaaa5",
    },
    plates={
        "shield": ("#ffffff", "#333333"), "arrow": ("#ffffff", "#777571"), "station": ("#444444", "#ffffff"),
        "hospital": ("#444444", "#ffffff"), "school": ("#666666", "#ffffff"), "parking": ("#666666", "#ffffff"),
    },
    inks={
        "place": "#222222", "water": "#41606f", "green": "#4d5c43", "number": "#44423f", "station": "#333333",
        "hospital": "#333333", "school": "#444444", "arrow": "#777571",
    },
    ground="#f8f8f6", river="#8aa2b0", rail="#666666", boundary="#8f8a96", bridge="#55534f", text="#33322f",
    halo="#ffffff",
)  # fmt: skip
SCHEMES: Mapping[str, MapColors] = {"light": LIGHT, "dark": DARK, "print": PRINT}

AREAS = ("built", "works", "field", "wood", "park", "water", "building")
"""Kinds of areas in the order they are drawn."""
ROADS = ("path", "service", "residential", "secondary", "primary", "motorway")
"""Kinds of roads in the order they are drawn."""
FIRST_ZOOM = 8
WIDTHS: Mapping[str, tuple[float, ...]] = {
    "motorway": (1.4, 1.8, 2.2, 2.9, 3.6, 4.6, 6, 7.5, 9.5, 13, 17, 22),
    "primary": (0.9, 1.2, 1.6, 2.1, 2.8, 4, 5.4, 7.2, 9, 12, 16, 21),
    "secondary": (0.5, 0.7, 1, 1.4, 2, 3, 4.6, 6.4, 8.4, 11, 15, 20),
    "residential": (0, 0, 0.3, 0.5, 0.8, 1.4, 2.8, 4.6, 6.6, 9, 13, 18),
    "service": (0, 0, 0, 0, 0.4, 0.6, 1, 1.9, 3.2, 5, 8, 11),
    "path": (0, 0, 0, 0, 0, 0.5, 0.6, 0.8, 1, 1.3, 1.6, 2),
    "river": (1, 1.3, 1.7, 2.1, 2.6, 3.2, 4, 5, 6.5, 8, 10, 12),
    "stream": (0, 0, 0, 0.5, 0.6, 0.7, 0.9, 1.2, 1.6, 2, 2.6, 3.2),
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
    """As `width`, for a feature of the base map: streams are narrow rivers, ramps and side tracks narrow lines."""
    if kind == "river":
        return width("river" if importance >= 7 else "stream", zoom, minor=importance in (2, 7))
    full = {"motorway": 9, "primary": 8, "rail": 5}.get(kind, 0)
    return width(kind, zoom, minor=importance < full)
