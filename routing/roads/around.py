"""The straight way around closed areas, along the corners of the nearer side. Knows no roads, and no times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from routing.problem import Coordinates
from routing.roads.closed import Rings

type Points = npt.NDArray[np.float64]
"""Rows of (lat, lon)."""


def way_around(start: Coordinates, end: Coordinates, rings: Rings) -> list[Coordinates]:
    """The corners of a way that goes around the hull of every ring it would cross, both ends included."""
    way = [start, end]
    for ring in sorted(rings, key=lambda each: math.dist(start, each[0])):
        corners = hull(ring)
        legs = [_around(a, b, corners) if _crosses(a, b, corners) else [a, b] for a, b in pairwise(way)]
        way = [start, *(point for leg in legs for point in leg[1:])]
    return way


def crossing(starts: Points, ends: Points, rings: Rings) -> npt.NDArray[np.bool_]:
    """Which straight ways from each start (rows) to each end (columns) lead through a ring's hull."""
    found = np.zeros((len(starts), len(ends)), dtype=bool)
    a, b = starts[:, None, :], ends[None, :, :]
    for ring in rings:
        corners = np.array(hull(ring), dtype=float)
        for c, d in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            found |= (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
    return found


def hull(points: Sequence[Coordinates]) -> list[Coordinates]:
    """The convex hull, counterclockwise (A. M. Andrew 1979, doi:10.1016/0020-0190(79)90072-3)."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(some: Sequence[Coordinates]) -> list[Coordinates]:
        found: list[Coordinates] = []
        for point in some:
            while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
                found.pop()
            found.append(point)
        return found[:-1]

    return half(ordered) + half(ordered[::-1])


def _around(start: Coordinates, end: Coordinates, corners: list[Coordinates]) -> list[Coordinates]:
    # Who stands outside and would cross is a corner of the hull of all: its two sides are the two ways.
    joint = hull([start, end, *corners])
    if start not in joint or end not in joint:
        return [start, end]
    here = joint.index(start)
    turned = joint[here:] + joint[:here]
    there = turned.index(end)
    return min((turned[: there + 1], [start, *turned[: there - 1 : -1]]), key=_length)


def _crosses(start: Coordinates, end: Coordinates, corners: list[Coordinates]) -> bool:
    return any(
        _turn(start, end, c) * _turn(start, end, d) < 0 and _turn(c, d, start) * _turn(c, d, end) < 0
        for c, d in zip(corners, [*corners[1:], *corners[:1]], strict=True)
    )


def _length(way: Sequence[Coordinates]) -> float:
    # In degrees of latitude; on so short a way the earth is flat.
    narrow = math.cos(math.radians(way[0].lat))
    return sum(math.hypot(b.lat - a.lat, (b.lon - a.lon) * narrow) for a, b in pairwise(way))


def _turn(a: Coordinates, b: Coordinates, c: Coordinates) -> float:
    return (b.lat - a.lat) * (c.lon - a.lon) - (b.lon - a.lon) * (c.lat - a.lat)


def _side(a: Points, b: Points, c: Points) -> Points:
    found: Points = (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )
    return found
