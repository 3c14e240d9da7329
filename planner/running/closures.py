"""Roads that are closed today: put on and lifted as edits of the day, and whom they shut in. Pure.

A closed road belongs to its day as a team does: it is undone, kept and seen elsewhere with it. How ways lead around it
is `routing.roads.closed`'s business.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.errors import BadInput
from planner.model import ClosedRoad, Coordinates, Day, Visit
from routing.problem import Coordinates as Point
from routing.roads.closed import is_inside

USUAL_RADIUS_M = 40
"""Around a crossing: wide enough to close all its arms, and no other."""
RADII_M = (40, 100, 250, 500)
"""What the keyboard goes through."""
CORNERS = 12
"""Of a circle."""
MOST_CORNERS = 200
LARGEST_KM = 50.0
"""Across; more is a slip of the hand."""
KM_PER_DEGREE = 111.195
"""Of latitude, on a sphere of 6,371 km."""


def close(day: Day, ring: Iterable[Coordinates], at: datetime, by: str) -> Day:
    """The day on which no way ahead leads through this ring; what lies behind the teams stays as it was.

    Raises
    ------
    BadInput
        ``ring_too_few_corners``, ``ring_too_many_corners`` or ``ring_too_large``.
    """
    corners = _corners(ring)
    if len(corners) < 3 or not _is_area(corners):
        raise BadInput("ring_too_few_corners")
    if len(corners) > MOST_CORNERS:
        raise BadInput("ring_too_many_corners", most=MOST_CORNERS)
    if _across_km(corners) > LARGEST_KM:
        raise BadInput("ring_too_large", most=round(LARGEST_KM))
    return replace(day, closed=(*day.closed, ClosedRoad(corners, at, by)))


def lift(day: Day, road_id: UUID | None = None) -> Day:
    """The day on which a road is open again; without an id all are."""
    return replace(day, closed=tuple(road for road in day.closed if road_id is not None and road.id != road_id))


def circle(center: Coordinates, radius_m: float = USUAL_RADIUS_M) -> tuple[Coordinates, ...]:
    """A ring around a place."""
    north = radius_m / 1000 / KM_PER_DEGREE
    east = north / math.cos(math.radians(center.lat))
    turns = (math.tau * number / CORNERS for number in range(CORNERS))
    return tuple(
        Coordinates(round(center.lat + north * math.sin(a), 6), round(center.lon + east * math.cos(a), 6))
        for a in turns
    )


def shut_in(day: Day, roads: Iterable[ClosedRoad] | None = None) -> tuple[Visit, ...]:
    """The visits within closed roads (all of the day, or these): somebody should ask how to get there."""
    rings = tuple(tuple(Point(*place) for place in road.ring) for road in (day.closed if roads is None else roads))
    return tuple(
        visit for visit in day.visits if rings and visit.location and is_inside(visit.location.coordinates, rings)
    )


def middle(road: ClosedRoad) -> Coordinates:
    """About where a closed road is."""
    lats, lons = zip(*road.ring, strict=True)
    return Coordinates((min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2)


def _corners(ring: Iterable[Coordinates]) -> tuple[Coordinates, ...]:
    # Without what says nothing: the first corner once more, and the second click of a double click.
    found: list[Coordinates] = []
    for lat, lon in ring:
        corner = Coordinates(round(lat, 6), round(lon, 6))
        if not found or corner != found[-1]:
            found.append(corner)
    return tuple(found[:-1] if len(found) > 1 and found[0] == found[-1] else found)


def _is_area(ring: tuple[Coordinates, ...]) -> bool:
    area = sum(a.lon * b.lat - b.lon * a.lat for a, b in zip(ring, (*ring[1:], ring[0]), strict=True))
    return abs(area) > 1e-12


def _across_km(ring: tuple[Coordinates, ...]) -> float:
    lats, lons = zip(*ring, strict=True)
    across: float = max(max(lats) - min(lats), (max(lons) - min(lons)) * math.cos(math.radians(lats[0])))
    return KM_PER_DEGREE * across
