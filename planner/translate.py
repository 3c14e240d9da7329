"""The only border between people and numbers: visits and moments to jobs and seconds, and back.

Ids cross as text. Times cross through UTC, so a day on which the clocks change is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from planner import model
from planner.day import conditions
from planner.day.conditions import NO_LOCKS, Locks, Windows
from planner.day.job_ids import SECOND_SIDE as SECOND_SIDE
from planner.day.job_ids import is_meeting
from planner.day.job_ids import visit_of as visit_of
from planner.day.orders import orders_of as orders_of
from planner.day.orders import sides_of as sides_of
from planner.day.papers import Papers
from planner.day.travel import DayTravel, by_key, rounded, travel_key
from planner.model import Day, Plan, RouteBreak, Shift, Violation, Visit, place_of
from planner.policy.hours import moment
from routing import solution as numbers
from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.schedule import time_all
from routing.solution import Reason, Solution
from routing.travel import TravelTimes
from routing.weights import PLAIN_WEIGHTS, Before, Weights, Wish

WISH_PRICE = 0.5
"""Seconds on the road that a second before or after a visit's wish is worth."""


@dataclass(frozen=True, slots=True)
class DayProblem:
    """A day as a problem; `blocked` holds visits no solver gets, with the reason.

    `places` are indexes by place. `meetings` are a plan's, with whose part it is, by job: see `planner.day.meetings`.
    `papers` say where those of the visits are, once teams are out.
    """

    day: Day
    problem: Problem
    travel_source: str
    blocked: Mapping[UUID, str]
    places: Mapping[model.Coordinates, int] = field(default_factory=dict)
    meetings: Mapping[str, tuple[model.Meeting, UUID]] = field(default_factory=dict)
    papers: Papers | None = None

    def seconds(self, when: datetime) -> int:
        """A moment as seconds since the horizon's start."""
        return round((when - self.problem.horizon_start).total_seconds())

    def moment(self, seconds: int) -> datetime:
        """Seconds since the horizon's start as a moment in UTC."""
        return self.problem.horizon_start + timedelta(seconds=seconds)


def make_problem(
    day: Day,
    windows: Windows,
    blocked: Mapping[UUID, str],
    travel: DayTravel,
    setup_time: timedelta | Callable[[Visit], timedelta],
    weights: Weights = PLAIN_WEIGHTS,
) -> DayProblem:
    """The problem of a day within lawful windows (both ends included). Locks are a plan's: see `planner.day.locks`.

    `setup_time` is parking and walking to the door where a visit names none: one for all, or by the visit.
    """
    zone = day.zone
    start = moment(day.date, datetime.min.time(), zone)
    kept = conditions.keeping_promises(day, windows)
    blocked = {**blocked, **{key: conditions.PROMISE_OUTSIDE for key, each in kept.items() if not each}}
    able = {key: each for key, each in kept.items() if each}
    blocked |= conditions.out_of_order(day, able)
    able = {key: each for key, each in able.items() if key not in blocked}
    laid = _Laying(day, able, travel, setup_time, start)
    jobs = tuple(job for visit in day.visits if visit.id in able for job in laid.jobs(visit))
    vehicles = tuple(_vehicle(shift, laid.index, start, zone) for shift in day.shifts)
    return DayProblem(day, Problem(start, jobs, vehicles, by_key(travel, day), weights), travel.source, blocked,
                      laid.index)  # fmt: skip


class _Laying:
    # What jobs need to know of the day.

    def __init__(
        self,
        day: Day,
        windows: Windows,
        travel: DayTravel,
        setup_time: timedelta | Callable[[Visit], timedelta],
        start: datetime,
    ) -> None:
        self.index = {place: number for number, place in enumerate(travel.places)}
        self._day = day
        self._windows = windows
        self._setup_time = setup_time
        self._start = start
        self._zone = day.zone
        self._known = conditions.by_reference(day)
        self._groups = conditions.one_team(day, windows, {})

    def jobs(self, visit: Visit) -> Iterator[Job]:
        job = self._job(visit)
        if not visit.two_teams:
            yield job
            return
        # What both sides weigh together is what the visit weighs.
        half = job.priority // 2
        yield replace(job, priority=half, joint=job.id)
        yield replace(job, id=job.id + SECOND_SIDE, priority=job.priority - half, joint=job.id)

    def _job(self, visit: Visit) -> Job:
        assert visit.location is not None  # the gate lets no other through
        usual = self._setup_time if isinstance(self._setup_time, timedelta) else self._setup_time(visit)
        setup_time = usual if visit.setup_time is None else visit.setup_time
        before = self._known.get((visit.source, visit.after))
        return Job(
            id=str(visit.id),
            place=self.index[rounded(visit.location.coordinates)],
            service_time=_seconds(visit.service_time),
            windows=tuple(
                TimeWindow(_seconds(a - self._start), _seconds(b - self._start)) for a, b in self._windows[visit.id]
            ),
            setup_time=_seconds(setup_time),
            skills=visit.skills,
            priority=visit.priority,
            vehicles=self._teams(visit),
            preferred=self._named(visit.preferred_teams),
            must=visit.must_do,
            wish=self._wish(visit),
            after=str(before.id) if before else "",
            group=self._groups.get(visit.id, ""),
        )

    def _teams(self, visit: Visit) -> frozenset[str] | None:
        if not visit.only_teams and not visit.excluded_teams:
            return None
        return frozenset(str(shift.id) for shift in self._day.shifts if conditions.may_go(visit, shift))

    def _named(self, names: frozenset[str]) -> frozenset[str]:
        return frozenset(str(shift.id) for shift in self._day.shifts if names and conditions.is_among(shift, names))

    def _wish(self, visit: Visit) -> Wish | None:
        if visit.wish is None:
            return None
        first, last = (each and moment(visit.date, each, self._zone) - self._start for each in visit.wish)
        return Wish(_seconds(first) if first else None, _seconds(last) if last else None, WISH_PRICE)


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
        travel_mode=travel_key(shift),
        max_jobs=shift.max_visits,
        max_travel_time=None if shift.max_travel_time is None else _seconds(shift.max_travel_time),
        max_overtime=_seconds(shift.max_overtime),
    )


def near(dp: DayProblem, plan: Plan, told: Plan | None = None) -> DayProblem:
    """The same day with a plan to keep near: who goes where and, as in the plan `told`, when.

    A stop waits for its time of before, so whoever judges a plan must have told the same times as who made it.
    """
    starts = {stop.visit_id: dp.seconds(stop.start) for route in told.routes for stop in route.stops} if told else {}
    before = {
        job: Before(vehicle, starts.get(visit_of(job))) for vehicle, jobs in orders_of(dp, plan).items() for job in jobs
    }
    return replace(dp, problem=replace(dp.problem, before=before))


def to_plan(dp: DayProblem, solution: Solution, *, locks: Locks = NO_LOCKS, made_at: datetime | None = None) -> Plan:
    """A solution as a plan of the whole day, the blocked visits with their reasons.

    A visit for two teams that has one only is not among the unassigned; that one is missing is a broken rule.
    """
    placed = {visit_of(stop.job) for route in solution.routes for stop in route.stops}
    reasons: dict[UUID, str] = {}
    for each in solution.unassigned:
        if not is_meeting(each.job):
            reasons.setdefault(visit_of(each.job), str(each.reason))
    reasons |= dp.blocked
    left = tuple(model.Unassigned(key, reason) for key, reason in reasons.items() if key not in placed)
    routes = tuple(_route(dp, route, locks) for route in solution.routes)
    return Plan(dp.day.id, routes, left, dp.travel_source, made_at)


def _route(dp: DayProblem, route: numbers.Route, locks: Locks) -> model.Route:
    vehicle = dp.problem.vehicle(route.vehicle)
    travel = dp.problem.travel[vehicle.travel_mode]
    place, stops, meetings, shift_id = vehicle.start_place, [], [], UUID(route.vehicle)
    for stop in route.stops:
        before, place = place, dp.problem.job(stop.job).place
        way = _way(travel, before, place)
        if is_meeting(stop.job):
            meetings.append(_meeting(dp, stop, *way))
        else:
            stops.append(_stop(dp, stop, *way, locks.get(visit_of(stop.job), {}).get(shift_id)))
    last_travel_time, last_distance = _way(travel, place if route.stops else None, vehicle.end_place)
    return model.Route(
        shift_id=shift_id,
        stops=tuple(stops),
        start=dp.moment(route.start),
        end=dp.moment(route.end),
        breaks=tuple(_break(dp, route, rest) for rest in route.breaks),
        travel_time=timedelta(seconds=route.travel_time),
        distance=route.distance,
        last_travel_time=last_travel_time,
        last_distance=last_distance,
        meetings=tuple(meetings),
    )


def _stop(
    dp: DayProblem, stop: numbers.Stop, travel_time: timedelta, distance: int, lock: model.Lock | None
) -> model.Stop:
    return model.Stop(
        visit_id=visit_of(stop.job),
        arrival=dp.moment(stop.arrival),
        start=dp.moment(stop.start),
        departure=dp.moment(stop.departure),
        waiting=timedelta(seconds=stop.waiting),
        travel_time=travel_time,
        distance=distance,
        lock=lock,
    )


def _break(dp: DayProblem, route: numbers.Route, rest: numbers.BreakTaken) -> RouteBreak:
    stops = sum(not is_meeting(stop.job) for stop in route.stops[: rest.after])
    return RouteBreak(dp.moment(rest.start), dp.moment(rest.end), stops)


def _meeting(dp: DayProblem, stop: numbers.Stop, travel_time: timedelta, distance: int) -> model.RouteMeeting:
    meeting, _shift = dp.meetings[stop.job]
    arrival, start, end = (dp.moment(each) for each in (stop.arrival, stop.start, stop.departure))
    return model.RouteMeeting(meeting.id, arrival, start, end, travel_time, distance, meeting.place)


def _way(travel: TravelTimes, start: int | None, end: int | None) -> tuple[timedelta, int]:
    # Who may begin or end anywhere has no way to go there.
    if start is None or end is None:
        return timedelta(0), 0
    return timedelta(seconds=int(travel.durations[start, end])), int(travel.distances[start, end])


def to_solution(dp: DayProblem, plan: Plan) -> Solution:
    """The orders of a plan, timed anew for this day; visits and shifts the day no longer has are passed over."""
    routes = time_all(dp.problem, orders_of(dp, plan))
    placed = {stop.job for route in routes for stop in route.stops}
    left = (job.id for job in dp.problem.jobs if job.id not in placed)
    return Solution(routes, tuple(numbers.Unassigned(job, Reason.NO_ROOM) for job in left))


def to_violation(violation: numbers.Violation) -> Violation:
    """A broken rule of the numbers as one of the plan."""
    return Violation(
        violation.kind,
        shift_id=UUID(violation.vehicle) if violation.vehicle else None,
        visit_id=visit_of(violation.job) if violation.job else None,
        amount=violation.amount,
    )


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())
