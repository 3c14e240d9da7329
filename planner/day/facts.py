"""What teams have told of their day, brought into its numbers: the rest of a route is timed from where its team is.

A fact is no estimate: where a team was sooner at a door than the road allows, the estimates give way, never the fact.
How facts are told is `planner.day.outcomes`' business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from planner.day.past_roads import as_driven, driven
from planner.model import Plan, Route, Stop
from planner.translate import DayProblem, orders_of, visit_of
from routing.problem import Job, Problem, TimeWindow, Vehicle
from routing.schedule import time_route
from routing.travel import UNREACHABLE


@dataclass(frozen=True, slots=True)
class _Went:
    # A begun job: when it started, how long the team was there, and what the road to it takes at least. Seconds.
    job: Job
    start: int
    stay: int
    road: int


def as_told(dp: DayProblem, plan: Plan | None) -> DayProblem:
    """The day's problem in which everything that has begun was as it was told.

    Of each route all that counts is kept to the second: when its last begun stop started, and when its team left there.
    Before it, set-up and stays are shortened, and the shift begins sooner, where the road would not allow the facts.
    """
    begun = {(route.shift_id, stop.visit_id): stop for route in (plan.routes if plan else ()) for stop in route.stops
             if stop.begun}  # fmt: skip
    if plan is None or not begun:
        return dp
    dp = driven(dp, plan)
    jobs = {job.id: job for job in dp.problem.jobs}
    vehicles = {vehicle.id: vehicle for vehicle in dp.problem.vehicles}
    for key, order in orders_of(dp, plan).items():
        told = [(job, begun[UUID(key), visit_of(job)]) for job in order if (UUID(key), visit_of(job)) in begun]
        if told and key in vehicles:
            chain = list(_reachable(dp, vehicles[key], told))
            vehicles[key], kept = _driven(dp.problem, vehicles[key], chain)
            jobs |= {job.id: job for job in kept}
    problem = replace(dp.problem, jobs=tuple(_apart(jobs.values(), begun)), vehicles=tuple(vehicles.values()))
    return replace(dp, problem=problem)


def as_it_went(made: Plan, before: Plan | None) -> Plan:
    """A plan made on numbers, with the facts that were told of the plan before."""
    told = {(route.shift_id, stop.visit_id): stop for route in (before.routes if before else ()) for stop in route.stops
            if stop.begun}  # fmt: skip
    if not told:
        return made
    begun = {shift_id for shift_id, _visit_id in told}
    had = {route.shift_id: route for route in before.routes} if before else {}
    routes = (_route_as_told(as_driven(r, had[r.shift_id]), told) if r.shift_id in begun else r for r in made.routes)
    return replace(made, routes=tuple(routes))


def _route_as_told(route: Route, told: Mapping[tuple[UUID, UUID], Stop]) -> Route:
    stops = tuple(_as_fact(stop, told.get((route.shift_id, stop.visit_id))) for stop in route.stops)
    return replace(route, stops=stops)


def _as_fact(stop: Stop, told: Stop | None) -> Stop:
    if told is None or not stop.begun:
        return stop
    actual = told.actual
    start = (actual and actual.arrived) or (told.lock and told.lock.start) or stop.start
    left = (actual and actual.left) or max(start, stop.departure)
    if (start, left) == (stop.start, stop.departure):
        return replace(stop, actual=actual)
    waiting = stop.waiting if start == stop.start else timedelta(0)
    arrival = min(stop.arrival, start)
    return replace(stop, arrival=arrival, start=start, departure=left, waiting=waiting, actual=actual)


def _reachable(dp: DayProblem, vehicle: Vehicle, told: Sequence[tuple[str, Stop]]) -> Iterator[_Went]:
    # What was told, from the last to the first: each so early that those behind can be reached.
    durations = dp.problem.travel[vehicle.travel_mode].durations
    jobs = [dp.problem.job(job) for job, _stop in told]
    places = [vehicle.start_place, *(job.place for job in jobs)]
    roads = [0 if a is None or b is None or durations[a, b] >= UNREACHABLE else int(durations[a, b])
             for a, b in pairwise(places)]  # fmt: skip
    chain: list[_Went] = []
    for job, (_id, stop), road in zip(reversed(jobs), reversed(told), reversed(roads), strict=True):
        start = dp.seconds((stop.lock and stop.lock.start) or stop.start)
        left = stop.actual.left if stop.actual else None
        if chain:
            start = min(start, chain[-1].start - chain[-1].road)
        stay = job.service_time if left is None else max(0, dp.seconds(left) - start)
        chain.append(_Went(job, start, stay, road))
    return reversed(chain)


def _driven(problem: Problem, vehicle: Vehicle, chain: Sequence[_Went]) -> tuple[Vehicle, list[Job]]:
    # The estimates fitted to the facts: set-up gives way first, then the stay before; breaks that leave no room go.
    first = chain[0]
    vehicle = replace(vehicle, shift_start=min(vehicle.shift_start, first.start - first.road))
    jobs = [_fixed(first, min(first.job.setup_time, first.start - first.road - vehicle.shift_start))]
    for before, went in pairwise(chain):
        room = went.start - before.start - went.road
        stay = min(before.stay, room)
        jobs[-1] = replace(jobs[-1], service_time=stay)
        jobs.append(_fixed(went, min(went.job.setup_time, room - stay)))
    while vehicle.breaks and not _keeps(problem, vehicle, jobs):
        vehicle = replace(vehicle, breaks=vehicle.breaks[1:])
    return vehicle, jobs


def _fixed(went: _Went, setup: int) -> Job:
    return replace(
        went.job, windows=(TimeWindow(went.start, went.start),), setup_time=setup, service_time=went.stay, wish=None
    )


def _keeps(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job]) -> bool:
    # Whether the route alone, with its breaks, starts each when it started.
    if all(rest.earliest >= jobs[-1].windows[0].earliest for rest in vehicle.breaks):
        return True
    alone = tuple(replace(job, joint="", after="", group="") for job in jobs)
    route = time_route(
        replace(problem, jobs=alone, vehicles=(vehicle,), before={}), vehicle.id, [job.id for job in alone]
    )
    return all(stop.start == job.windows[0].earliest for stop, job in zip(route.stops, alone, strict=True))


def _apart(jobs: Iterable[Job], begun: Iterable[tuple[UUID, UUID]]) -> Iterator[Job]:
    # Two teams that both have begun a visit need no longer meet there: they were there when they were.
    sides = Counter(visit_id for _shift_id, visit_id in begun)
    met = {visit_id for visit_id, count in sides.items() if count > 1}
    for job in jobs:
        yield replace(job, joint="") if job.joint and visit_of(job.id) in met else job
