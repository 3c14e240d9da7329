"""The lines of routes as GeoJSON has them, and which lane each takes where several go along one road. Says no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from planner.day.lines import route_places
from planner.model import Coordinates, Day, Depot, Route, place_of
from routing.travel import Leg

type Line = list[list[float]]

NEAR = 0.005
"""Degrees: a leg that begins or ends further from its places belongs to an older plan."""
LANES = 4
"""Routes on one road are drawn beside each other; more than so many share again."""


@dataclass(frozen=True, eq=False)
class RoutePaths:
    """A route as `[lon, lat]` lines: `legs` between its stops; `out` and `back`, from and to its bases, where told."""

    legs: list[Line]
    out: Line | None
    back: Line | None

    @property
    def ways(self) -> list[Line]:
        """The ways from and to its bases."""
        return [way for way in (self.out, self.back) if way]

    @cached_property
    def leg_steps(self) -> frozenset[int]:
        """The pieces of road between stops, whichever way they are gone."""
        return _steps(self.legs)

    @cached_property
    def way_steps(self) -> frozenset[int]:
        """The pieces of road from and to its bases."""
        return _steps(self.ways)


def route_paths(day: Day, route: Route, legs: Sequence[Leg], *, names: bool) -> RoutePaths:
    """The lines of a route; legs without one on the road are straight. Without `names` no way leads to a home."""
    places, shift = route_places(day, route), day.shift(route.shift_id)
    paths = [
        _path(legs[number].path if len(legs) == len(places) - 1 else (), start, end)
        for number, (start, end) in enumerate(pairwise(places))
    ]
    first, last = place_of(shift.start_at), place_of(shift.end_at)
    return RoutePaths(
        paths[bool(first) : len(paths) - bool(last)],
        paths[0] if first and paths and (names or isinstance(shift.start_at, Depot)) else None,
        paths[-1] if last and paths and (names or isinstance(shift.end_at, Depot)) else None,
    )


def lanes(roads: Sequence[frozenset[int]]) -> list[int]:
    """A lane for each of the routes: the first that none of those has which it meets and that came before it."""
    on_road: dict[int, int] = defaultdict(int)
    found: list[int] = []
    for number, steps in enumerate(roads):
        taken = 0
        for step in steps & on_road.keys():
            taken |= on_road[step]
        lane = next((lane for lane in range(LANES) if not taken >> lane & 1), number % LANES)
        for step in steps:
            on_road[step] |= 1 << lane
        found.append(lane)
    return found


def _steps(paths: Sequence[Line]) -> frozenset[int]:
    # Hashes will do: that two pieces of road have the same one moves a line by two pixels at worst.
    return frozenset(hash((*a, *b) if a < b else (*b, *a)) for path in paths for a, b in pairwise(path))


def _path(points: tuple[tuple[float, float], ...], start: Coordinates, end: Coordinates) -> Line:
    # The points of a road have six digits already; rounding each of them again took most of a redraw.
    if len(points) < 2 or _far(points[0], start) or _far(points[-1], end):
        return [[round(lon, 6), round(lat, 6)] for lat, lon in (start, end)]
    return [[lon, lat] for lat, lon in points]


def _far(point: tuple[float, float], place: Coordinates) -> bool:
    return abs(point[0] - place.lat) > NEAR or abs(point[1] - place.lon) > NEAR
