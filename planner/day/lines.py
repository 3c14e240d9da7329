"""The lines that routes take on the roads, and the directions, for map and paper. Times are not taken from here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from uuid import UUID

from planner.bootstrap import Office
from planner.day.travel import spec_of
from planner.model import Coordinates, Day, Plan, Route, RouteMeeting, place_of
from routing.problem import Coordinates as Point
from routing.roads import compute_directions, compute_paths
from routing.roads.directions import Maneuver
from routing.travel import Leg
from routing.worker import Worker

type Lines = Mapping[UUID, tuple[Leg, ...]]
type Directions = Mapping[UUID, tuple[tuple[Maneuver, ...], ...]]


def route_places(day: Day, route: Route) -> list[Coordinates]:
    """The places of a route in order, base to base."""
    shift = day.shift(route.shift_id)
    stops = [location.coordinates for stop in route.stops if (location := day.visit(stop.visit_id).location)]
    return [place for place in (place_of(shift.start_at), *stops, place_of(shift.end_at)) if place]


def way_places(day: Day, route: Route) -> list[Coordinates]:
    """The same with the places where it meets another team, or fetches papers, between."""
    return _way(day, route)[0]


def _way(day: Day, route: Route) -> tuple[list[Coordinates], list[int]]:
    # With of how many pieces each leg is: one that leads to a meeting and on is told as one.
    shift = day.shift(route.shift_id)
    places, pieces, between = (
        [place for place in (place_of(shift.start_at),) if place],
        list[int](),
        list[Coordinates](),
    )
    for each in (*route.in_order, None):
        if isinstance(each, RouteMeeting):
            between += [each.place] if each.place and places else []
            continue
        location = day.visit(each.visit_id).location if each else None
        place = (location.coordinates if location else None) if each else place_of(shift.end_at)
        if place is None:
            continue
        if places:
            pieces.append(len(between) + 1)
        places += [*between, place]
        between = []
    return places, pieces


def route_lines(office: Office, day: Day, plan: Plan, worker: Worker) -> Lines:
    """The legs of every route with stops, by shift."""
    used = [route for route in plan.routes if route.stops]
    run = worker.submit(compute_paths, spec_of(office, day), _asked(day, used))
    found = zip(used, run.wait(), strict=True)
    return {route.shift_id: tuple(map(_joined, _by_leg(day, route, legs))) for route, legs in found}


def route_directions(office: Office, day: Day, plan: Plan, worker: Worker) -> Directions:
    """What to do on each leg of every route with stops, by shift; a leg without a way has nothing."""
    used = [route for route in plan.routes if route.stops]
    run = worker.submit(compute_directions, spec_of(office, day), _asked(day, used))
    found = zip(used, run.wait(), strict=True)
    return {
        route.shift_id: tuple(tuple(chain.from_iterable(parts)) for parts in _by_leg(day, route, legs))
        for route, legs in found
    }


def _by_leg[Part](day: Day, route: Route, parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    first = 0
    for count in _way(day, route)[1]:
        yield parts[first : first + count]
        first += count


def _joined(parts: Sequence[Leg]) -> Leg:
    if len(parts) == 1:
        return parts[0]
    path = tuple(point for point, _more in groupby(chain.from_iterable(part.path for part in parts)))
    return Leg(sum(part.duration for part in parts), sum(part.distance for part in parts), path)


def _asked(day: Day, routes: list[Route]) -> list[tuple[list[Point], str]]:
    return [
        ([Point(*p) for p in way_places(day, route)], str(day.shift(route.shift_id).travel_mode)) for route in routes
    ]
