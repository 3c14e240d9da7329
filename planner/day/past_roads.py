"""The roads behind a team stay as they were driven, whatever today's have become: closed, slow, or walked from now on.

A plan knows how long the way into each stop was when the team was there. Where the day's travel times say otherwise
by now, that team gets times of its own, which differ in those ways alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from planner.day.job_ids import meeting_job, sides
from planner.model import Plan, Route, Stop
from planner.translate import DayProblem
from routing.problem import Vehicle
from routing.travel import TravelTimes

MOST_TEAMS = 64
"""So many teams' own times are remembered, so that what was worked out with them stays known."""

type Ways = tuple[tuple[int, int, int, int], ...]
"""From which place to which, in seconds and metres."""


def driven(dp: DayProblem, plan: Plan) -> DayProblem:
    """The day's problem in which every way that is behind a team is as long as its plan says."""
    travel, vehicles = dict(dp.problem.travel), {vehicle.id: vehicle for vehicle in dp.problem.vehicles}
    places = {job.id: job.place for job in dp.problem.jobs}
    for route in plan.routes:
        vehicle = vehicles.get(str(route.shift_id))
        if vehicle is None or not route.begun or is_own(vehicle.travel_mode):
            continue
        times = travel[vehicle.travel_mode]
        if ways := tuple(_otherwise(times, _ways(route, vehicle, places))):
            key = f"{vehicle.travel_mode}{OWN}{vehicle.id}"
            travel[key] = _with(times, ways)
            vehicles[vehicle.id] = replace(vehicle, travel_mode=key)
    if len(travel) == len(dp.problem.travel):
        return dp
    return replace(dp, problem=replace(dp.problem, travel=travel, vehicles=tuple(vehicles.values())))


OWN = "#"
"""Behind the way to travel of a team that has times of its own."""


def is_own(travel_mode: str) -> bool:
    """Whether these are one team's own times."""
    return OWN in travel_mode


def as_driven(made: Route, told: Route) -> Route:
    """A route made on today's roads, with the ways behind its team as they were before."""
    ways = dict(_ways_told(told, {each.meeting_id for each in made.meetings}))
    stops = tuple(_as_before(stop, ways.get(stop.visit_id)) for stop in made.stops)
    if stops == made.stops:
        return made
    pairs = list(zip(stops, made.stops, strict=True))
    longer = sum((one.travel_time - other.travel_time for one, other in pairs), timedelta(0))
    farther = sum(one.distance - other.distance for one, other in pairs)
    return replace(made, stops=stops, travel_time=made.travel_time + longer, distance=made.distance + farther)


def _ways_told(told: Route, meetings: Set[UUID]) -> Iterator[tuple[UUID, tuple[timedelta, int]]]:
    # The way into what has begun. It leads by a meeting that is over, and so in the route no more.
    longer, farther = timedelta(0), 0
    for each in told.in_order:
        way = each.travel_time + longer, each.distance + farther
        if isinstance(each, Stop) and each.begun:
            yield each.visit_id, way
        is_gone = not isinstance(each, Stop) and each.meeting_id not in meetings
        longer, farther = way if is_gone else (timedelta(0), 0)


def _as_before(stop: Stop, told: tuple[timedelta, int] | None) -> Stop:
    if told is None or not stop.begun or (stop.travel_time, stop.distance) == told:
        return stop
    return replace(stop, travel_time=told[0], distance=told[1])


def _ways(route: Route, vehicle: Vehicle, places: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    # From each place of what the problem has to the next, as far as it has begun.
    last = max(number for number, each in enumerate(route.in_order) if isinstance(each, Stop) and each.begun)
    before, seconds, metres = vehicle.start_place, 0, 0
    for each in route.in_order[: last + 1]:
        seconds, metres = seconds + round(each.travel_time.total_seconds()), metres + each.distance
        here = _place(each.visit_id, places) if isinstance(each, Stop) else places.get(
            meeting_job(each.meeting_id, route.shift_id)
        )  # fmt: skip
        if here is None:
            continue
        if before is not None and before != here:
            yield before, here, seconds, metres
        before, seconds, metres = here, 0, 0


def _place(visit_id: UUID, places: dict[str, int]) -> int | None:
    return next((places[job] for job in sides(visit_id) if job in places), None)


def _otherwise(times: TravelTimes, ways: Iterator[tuple[int, int, int, int]]) -> Ways:
    return tuple(way for way in ways if times.durations[way[0], way[1]] != way[2])


@lru_cache(MOST_TEAMS)
def _with(times: TravelTimes, ways: Ways) -> TravelTimes:
    durations, distances = times.durations.copy(), times.distances.copy()
    for start, end, seconds, metres in ways:
        durations[start, end], distances[start, end] = seconds, metres
    return TravelTimes(durations, distances)
