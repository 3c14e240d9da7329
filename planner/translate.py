"""The only border between people and numbers: visits and moments to jobs and seconds, and back.

Ids cross as text. Times cross through UTC, so a day on which the clocks change is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import model
from planner.day.travel import DayTravel, rounded
from planner.model import Day, Plan, RouteBreak, Shift, Violation, Visit, place_of
from planner.policy.hours import Moments, moment
from routing import solution as numbers
from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.schedule import time_route
from routing.solution import Reason, Solution
from routing.travel import TravelTimes


@dataclass(frozen=True, slots=True)
class DayProblem:
    """A day as a problem; `blocked` holds visits no solver gets, with the reason."""

    day: Day
    problem: Problem
    travel_source: str
    blocked: Mapping[UUID, str]

    def seconds(self, when: datetime) -> int:
        """A moment as seconds since the horizon's start."""
        return round((when - self.problem.horizon_start).total_seconds())

    def moment(self, seconds: int) -> datetime:
        """Seconds since the horizon's start as a moment in UTC."""
        return self.problem.horizon_start + timedelta(seconds=seconds)


def make_problem(
    day: Day,
    windows: Mapping[UUID, tuple[Moments, ...]],
    blocked: Mapping[UUID, str],
    travel: DayTravel,
    locks: Mapping[UUID, UUID],
    setup_time: timedelta,
) -> DayProblem:
    """The problem of a day: lawful windows (both ends included), and locks as visit id to shift id."""
    zone = ZoneInfo(day.branch.time_zone)
    start = moment(day.date, datetime.min.time(), zone)
    index = {place: number for number, place in enumerate(travel.places)}
    jobs = tuple(
        _job(visit, windows[visit.id], index, start, locks.get(visit.id), setup_time)
        for visit in day.visits
        if visit.id in windows
    )
    vehicles = tuple(_vehicle(shift, index, start, zone) for shift in day.shifts)
    return DayProblem(day, Problem(start, jobs, vehicles, travel.by_mode), travel.source, blocked)


def _job(
    visit: Visit,
    windows: tuple[Moments, ...],
    index: Mapping[model.Coordinates, int],
    start: datetime,
    lock: UUID | None,
    setup: timedelta,
) -> Job:
    assert visit.location is not None  # the gate lets no other through
    return Job(
        id=str(visit.id),
        place=index[rounded(visit.location.coordinates)],
        service_time=_seconds(visit.service_time),
        windows=tuple(TimeWindow(_seconds(a - start), _seconds(b - start)) for a, b in windows),
        setup_time=_seconds(setup if visit.setup_time is None else visit.setup_time),
        skills=visit.skills,
        priority=100 if lock else visit.priority,  # what a person has settled is the last to be left out
        vehicles=frozenset({str(lock)}) if lock else None,
    )


def _vehicle(shift: Shift, index: Mapping[model.Coordinates, int], start: datetime, zone: ZoneInfo) -> Vehicle:
    def at(local: object) -> int:
        return _seconds(moment(shift.date, local, zone) - start)  # type: ignore[arg-type]

    ends = [place_of(end) for end in (shift.start_at, shift.end_at)]
    first, last = (index[rounded(end)] if end else None for end in ends)
    breaks = sorted(shift.breaks, key=lambda rest: rest.earliest)
    return Vehicle(
        id=str(shift.id),
        start_place=first,
        end_place=last,
        shift_start=at(shift.start),
        shift_end=at(shift.end),
        breaks=tuple(
            Break(str(n), at(rest.earliest), at(rest.latest), _seconds(rest.duration)) for n, rest in enumerate(breaks)
        ),
        skills=shift.skills,
        travel_mode=str(shift.travel_mode),
        max_jobs=shift.max_visits,
    )


def to_plan(
    dp: DayProblem, solution: Solution, *, locked: frozenset[UUID] = frozenset(), made_at: datetime | None = None
) -> Plan:
    """A solution as a plan of the whole day, the blocked visits with their reasons."""
    left = [model.Unassigned(UUID(each.job), str(each.reason)) for each in solution.unassigned]
    left += [model.Unassigned(visit_id, reason) for visit_id, reason in dp.blocked.items()]
    routes = tuple(_route(dp, route, locked) for route in solution.routes)
    return Plan(dp.day.id, routes, tuple(left), dp.travel_source, made_at)


def _route(dp: DayProblem, route: numbers.Route, locked: frozenset[UUID]) -> model.Route:
    vehicle = dp.problem.vehicle(route.vehicle)
    travel = dp.problem.travel[vehicle.travel_mode]
    place, stops = vehicle.start_place, []
    for stop in route.stops:
        before, place = place, dp.problem.job(stop.job).place
        travel_time, distance = _way(travel, before, place)
        stops.append(
            model.Stop(
                visit_id=UUID(stop.job),
                arrival=dp.moment(stop.arrival),
                start=dp.moment(stop.start),
                departure=dp.moment(stop.departure),
                waiting=timedelta(seconds=stop.waiting),
                travel_time=travel_time,
                distance=distance,
                locked=UUID(stop.job) in locked,
            )
        )
    last_travel_time, last_distance = _way(travel, place if stops else None, vehicle.end_place)
    return model.Route(
        shift_id=UUID(route.vehicle),
        stops=tuple(stops),
        start=dp.moment(route.start),
        end=dp.moment(route.end),
        breaks=tuple(RouteBreak(dp.moment(rest.start), dp.moment(rest.end), rest.after) for rest in route.breaks),
        travel_time=timedelta(seconds=route.travel_time),
        distance=route.distance,
        last_travel_time=last_travel_time,
        last_distance=last_distance,
    )


def _way(travel: TravelTimes, start: int | None, end: int | None) -> tuple[timedelta, int]:
    # Who may begin or end anywhere has no way to go there.
    if start is None or end is None:
        return timedelta(0), 0
    return timedelta(seconds=int(travel.durations[start, end])), int(travel.distances[start, end])


def to_solution(dp: DayProblem, plan: Plan) -> Solution:
    """The orders of a plan, timed anew for this day; visits and shifts the day no longer has are passed over."""
    jobs = {job.id for job in dp.problem.jobs}
    orders = {
        str(route.shift_id): [str(s.visit_id) for s in route.stops if str(s.visit_id) in jobs] for route in plan.routes
    }
    routes = tuple(time_route(dp.problem, vehicle.id, orders.get(vehicle.id, [])) for vehicle in dp.problem.vehicles)
    placed = {stop.job for route in routes for stop in route.stops}
    return Solution(routes, tuple(numbers.Unassigned(job, Reason.NO_ROOM) for job in sorted(jobs - placed)))


def to_violation(violation: numbers.Violation) -> Violation:
    """A broken rule of the numbers as one of the plan."""
    return Violation(
        violation.kind,
        shift_id=UUID(violation.vehicle) if violation.vehicle else None,
        visit_id=UUID(violation.job) if violation.job else None,
        amount=violation.amount,
    )


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())
