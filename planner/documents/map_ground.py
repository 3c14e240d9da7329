"""The region within bounds as small whole numbers: clipped, simplified, and counted from the south-west corner.

For pages that carry their own base map; what it looks like is `map_style`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import numpy as np

from planner.documents import map_style
from routing.region.basemap import Array, Basemap, Bounds, Shape
from routing.region.outlines import clipped, runs, simplified

UNIT = 1e-5
"""Degrees: about a metre."""
TOLERANCE = 2 * UNIT
FEW = 6
"""Points not worth thinning out."""
NAMED_PLACES = 60


def ground_parts(basemap: Basemap, bounds: Bounds, left_out: Collection[str], language: str) -> dict[str, Any]:
    """Kinds of areas and lines with their rings, and the places with their names.

    A ring is a flat list: the first point's (x, y) from the corner, east and north in units of 1e-5 degrees, then
    steps. An area is a list of rings, the first the outer one.
    """
    kinds = {*map_style.AREAS, *map_style.ROADS, "river", "rail"} - set(left_out)
    corner = np.array(bounds[:2])
    areas: dict[str, list[list[list[int]]]] = defaultdict(list)
    lines: dict[str, list[list[int]]] = defaultdict(list)
    for shape in basemap.shapes(bounds, kinds=kinds):
        if shape.kind in map_style.AREAS:
            rings = [clipped(ring, bounds) for ring in shape.rings]
            steps = [_steps(ring - corner, 4) for ring in rings if len(ring)]
            if steps and steps[0]:
                areas[shape.kind].append([ring for ring in steps if ring])
        else:
            kind = "stream" if shape.kind == "river" and shape.importance < 7 else shape.kind
            line = shape.rings[0]
            parts = (line[first:past] for first, past in runs(line, bounds))
            lines[kind] += filter(None, (_steps(part - corner, 2) for part in parts))
    return {
        "corner": list(bounds[:2]), "unit": UNIT, "areas": areas, "lines": lines,
        "places": [_place(shape, language) for shape in basemap.places() if _holds(bounds, shape)][:NAMED_PLACES],
    }  # fmt: skip


def _steps(points: Array, fewest: int) -> list[int]:
    fewer = simplified(points, TOLERANCE) if len(points) > FEW else points
    whole = np.rint(fewer[:, ::-1] / UNIT).astype(int)
    kept = whole[np.append(True, (np.diff(whole, axis=0) != 0).any(axis=1))]
    if len(kept) < fewest:
        return []
    steps: list[int] = np.diff(kept, axis=0, prepend=np.zeros((1, 2), int)).ravel().tolist()
    return steps


def _holds(bounds: Bounds, place: Shape) -> bool:
    lat, lon = place.rings[0][0].tolist()
    return bool(bounds[0] <= lat <= bounds[2] and bounds[1] <= lon <= bounds[3])


def _place(shape: Shape, language: str) -> list[object]:
    lat, lon = shape.rings[0][0].tolist()
    return [round(lat, 5), round(lon, 5), shape.label(language), shape.importance]
