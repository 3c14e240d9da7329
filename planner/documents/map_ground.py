"""The region within bounds as small whole numbers: clipped, simplified, and counted from the south-west corner.

For pages that carry their own base map; what it looks like is `map_style`'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np

from planner.documents import map_style
from routing.region.basemap import Array, Basemap, Bounds, Shape
from routing.region.basemap_build import simplified

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
            rings = [_clipped(ring, bounds) for ring in shape.rings]
            steps = [_steps(ring - corner, 4) for ring in rings if len(ring)]
            if steps and steps[0]:
                areas[shape.kind].append([ring for ring in steps if ring])
        else:
            kind = "stream" if shape.kind == "river" and shape.importance < 8 else shape.kind
            lines[kind] += filter(None, (_steps(part - corner, 2) for part in _within(shape.rings[0], bounds)))
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


def _within(line: Array, bounds: Bounds) -> Iterator[Array]:
    # The runs of a line whose steps may touch the box; they reach out of it on either side.
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    kept = (high >= bounds[:2]).all(axis=1) & (low <= bounds[2:]).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], kept.astype(int), [0]))))
    for start, end in edges.reshape(-1, 2).tolist():
        yield line[start : end + 1]


def _clipped(ring: Array, bounds: Bounds) -> Array:
    """The part of an area's ring inside the box (Sutherland & Hodgman 1974, doi 10.1145/360767.360802)."""
    south, west, north, east = bounds
    if (ring >= (south, west)).all() and (ring <= (north, east)).all():
        return ring
    for axis, limit, sign in ((0, south, 1), (0, north, -1), (1, west, 1), (1, east, -1)):
        ring = _cut(ring, axis, limit, sign)
    return ring


def _cut(ring: Array, axis: int, limit: float, sign: int) -> Array:
    side = (ring[:, axis] - limit) * sign if len(ring) else np.empty(0)
    if (side >= 0).all():
        return ring
    kept: list[Array] = []
    for number, point in enumerate(ring):
        before = number - 1
        if (side[number] >= 0) != (side[before] >= 0):
            share = side[before] / (side[before] - side[number])
            kept.append(ring[before] + share * (point - ring[before]))
        if side[number] >= 0:
            kept.append(point)
    return np.array(kept).reshape(-1, 2)


def _holds(bounds: Bounds, place: Shape) -> bool:
    lat, lon = place.rings[0][0].tolist()
    return bool(bounds[0] <= lat <= bounds[2] and bounds[1] <= lon <= bounds[3])


def _place(shape: Shape, language: str) -> list[object]:
    lat, lon = shape.rings[0][0].tolist()
    return [round(lat, 5), round(lon, 5), shape.label(language), shape.importance]
