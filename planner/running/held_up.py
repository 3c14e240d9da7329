"""Whose way ahead leads through an area, told at once from the lines on the map, before a road is asked. Pure.

How long the ways around take is worked out elsewhere (`planner.running.happens`); this is what is said until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from uuid import UUID

from planner.model import Day, Plan, place_of
from routing.problem import Coordinates
from routing.roads.closed import is_inside
from routing.travel import Leg

type Point = tuple[float, float]


def held_up(day: Day, plan: Plan, lines: Mapping[UUID, Sequence[Leg]], ring: Sequence[Point]) -> tuple[UUID, ...]:
    """The teams of which a way still to be made leads into the ring or through it.

    Parameters
    ----------
    lines
        The legs of each route, from its base or its first stop on; of teams without lines nothing is said.
    ring
        Corners as (lat, lon).
    """
    found = []
    for route in plan.routes:
        behind = route.begun if place_of(day.shift(route.shift_id).start_at) else max(0, route.begun - 1)
        ahead = tuple(lines.get(route.shift_id, ()))[behind:] if route.stops else ()
        if any(crosses(leg.path, ring) for leg in ahead):
            found.append(route.shift_id)
    return tuple(found)


def crosses(path: Sequence[Point], ring: Sequence[Point]) -> bool:
    """Whether a line touches an area."""
    south, west = (min(axis) for axis in zip(*ring, strict=True))
    north, east = (max(axis) for axis in zip(*ring, strict=True))
    sides = tuple(pairwise((*ring, ring[0])))
    for a, b in pairwise(path):
        if max(a[0], b[0]) < south or min(a[0], b[0]) > north or max(a[1], b[1]) < west or min(a[1], b[1]) > east:
            continue
        if any(_meet(a, b, *side) for side in sides) or is_inside(a, (_ring(ring),)):
            return True
    return False


def _ring(ring: Sequence[Point]) -> tuple[Coordinates, ...]:
    return tuple(Coordinates(*corner) for corner in ring)


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
