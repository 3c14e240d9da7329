"""The lines that routes take on the roads, and the directions, for map and paper. Times are not taken from here."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from planner.bootstrap import Office
from planner.model import Coordinates, Day, Plan, Route, place_of
from planner.regions import network_spec
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


def route_lines(office: Office, day: Day, plan: Plan, worker: Worker) -> Lines:
    """The legs of every route with stops, by shift."""
    used = [route for route in plan.routes if route.stops]
    run = worker.submit(compute_paths, network_spec(office), _asked(day, used))
    return dict(zip((route.shift_id for route in used), run.wait(), strict=True))


def route_directions(office: Office, day: Day, plan: Plan, worker: Worker) -> Directions:
    """What to do on each leg of every route with stops, by shift; a leg without a way has nothing."""
    used = [route for route in plan.routes if route.stops]
    run = worker.submit(compute_directions, network_spec(office), _asked(day, used))
    return dict(zip((route.shift_id for route in used), run.wait(), strict=True))


def _asked(day: Day, routes: list[Route]) -> list[tuple[list[Point], str]]:
    return [
        ([Point(*p) for p in route_places(day, route)], str(day.shift(route.shift_id).travel_mode)) for route in routes
    ]
