"""The lines that routes take on the roads, for the map and the paper. Times are not taken from here."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from planner.bootstrap import Office
from planner.model import Coordinates, Day, Plan, Route, place_of
from planner.regions import network_spec
from routing.problem import Coordinates as Point
from routing.roads import compute_paths
from routing.travel import Leg
from routing.worker import Run, Worker

type Lines = Mapping[UUID, tuple[Leg, ...]]


def route_places(day: Day, route: Route) -> list[Coordinates]:
    """The places of a route in order, base to base."""
    shift = day.shift(route.shift_id)
    stops = [location.coordinates for stop in route.stops if (location := day.visit(stop.visit_id).location)]
    return [place for place in (place_of(shift.start_at), *stops, place_of(shift.end_at)) if place]


def start_lines(
    office: Office, day: Day, plan: Plan, worker: Worker
) -> tuple[Run[tuple[tuple[Leg, ...], ...]], tuple[UUID, ...]]:
    """Ask the child for the lines of all routes with stops; the run, and the shifts in its order."""
    used = [route for route in plan.routes if route.stops]
    asked = [
        ([Point(*p) for p in route_places(day, route)], str(day.shift(route.shift_id).travel_mode)) for route in used
    ]
    return worker.submit(compute_paths, network_spec(office), asked), tuple(route.shift_id for route in used)


def route_lines(office: Office, day: Day, plan: Plan, worker: Worker) -> Lines:
    """The legs of every route with stops, by shift."""
    run, shifts = start_lines(office, day, plan, worker)
    return dict(zip(shifts, run.wait(), strict=True))
