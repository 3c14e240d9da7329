"""The rest of a running day, timed from what was told and from now. Pure: changes no plan, and warns of nothing.

Told is told: what has begun stays as it was. For the rest three things hold beside the rules of every plan. Nobody
starts in the past a visit at which they have not been seen; who is at a door and should have left is there still; and
who has not set out leaves now at the earliest. Teams are thought to have set out as their papers say, whether they said
so or not: nobody is late by not ringing up. The times are made as all times of the house are
(`routing.schedule`), so a forecast is what `planner.day.edit.follow` would say with these floors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from planner.day import edit
from planner.day.job_ids import is_meeting, meeting_job
from planner.day.locks import from_then, held
from planner.model import Plan, Route, Shift, Stop
from planner.running.forecast_model import SILENT, Forecast, Heard, HeldStarts, Mark, State, TeamForecast
from planner.translate import DayProblem, orders_of
from routing.problem import Job, TimeWindow, Vehicle


def forecast(
    dp: DayProblem, plan: Plan, now: datetime, *, heard: Heard = SILENT, starts: HeldStarts | None = None
) -> Forecast:
    """How the day goes on if nobody does anything about it.

    Parameters
    ----------
    now
        Aware.
    heard
        What teams said that is no part of a plan.
    starts
        When each team was to be where, as it has it; None for the times of the plan itself.
    """
    known = held(dp, plan)
    usual = edit.timed(known, plan)
    asked = from_now(known, usual, now, heard, starts)
    made = usual if asked is known else edit.timed(asked, plan)
    made = replace(made, routes=tuple(_home(route, now, heard) for route in made.routes))
    before = {route.shift_id: route for route in plan.routes}
    teams = tuple(_team(dp, each, before.get(each.shift_id), heard, starts) for each in made.routes if each.stops)
    return Forecast(now, made, teams, asked, heard, starts)


def from_now(
    known: DayProblem, usual: Plan, now: datetime, heard: Heard = SILENT, starts: HeldStarts | None = None
) -> DayProblem:
    """The problem within locks and facts in which nothing that was not told lies in the past.

    `usual` is the plan as it would be without that: what is not touched by it stays as it is, and is not timed again.
    """
    floors = _Floors(known, now, heard, starts)
    orders = orders_of(known, usual)
    jobs: dict[str, Job] = {}
    vehicles: dict[str, Vehicle] = {}
    for route in usual.routes:
        vehicles |= floors.leaving(route)
        order = orders.get(str(route.shift_id), ())
        jobs |= floors.stops(route, [job for job in order if not is_meeting(job)])
        jobs |= floors.meetings(route)
    if not jobs and not vehicles:
        return known
    problem = known.problem
    return replace(
        known,
        problem=replace(
            problem,
            jobs=tuple(jobs.get(job.id, job) for job in problem.jobs),
            vehicles=tuple(vehicles.get(each.id, each) for each in problem.vehicles),
        ),
    )


class _Floors:
    # What may not lie in the past.

    def __init__(self, known: DayProblem, now: datetime, heard: Heard, starts: HeldStarts | None) -> None:
        self._known = known
        self._now = now
        self._heard = heard
        self._starts = starts

    def leaving(self, route: Route) -> dict[str, Vehicle]:
        """When a team leaves that has been nowhere yet; who still waits to leave has rested."""
        if not route.stops or route.begun:
            return {}
        vehicle, seconds = self._known.problem.vehicle(str(route.shift_id)), self._known.seconds
        if told := self._heard.set_out.get(route.shift_id):
            return {vehicle.id: _leaving(vehicle, seconds(told))}
        if route.start >= self._now or self._is_out(route):
            return {}
        now = seconds(self._now)
        rests = tuple(rest for rest in vehicle.breaks if rest.latest >= now)
        return {vehicle.id: replace(_leaving(vehicle, now), breaks=rests)}

    def _is_out(self, route: Route) -> bool:
        # Whether it should have left by now for what is its first stop: by its papers, not by a change since.
        if self._starts is None:
            return True
        first, held = route.stops[0], self._starts.get((route.shift_id, route.stops[0].visit_id))
        return held is not None and held - (first.start - route.start) <= self._now

    def stops(self, route: Route, order: Sequence[str]) -> dict[str, Job]:
        """The stop where a team is, and the next one, where they have to take or to start longer than usual."""
        found, begun, job = {}, route.begun, self._known.problem.job
        if begun and (there := self._there(route.stops[begun - 1], job(order[begun - 1]))):
            found[there.id] = there
        if begun < len(route.stops) and route.stops[begun].start < self._now:
            found[order[begun]] = self._later(job(order[begun]))
        return found

    def meetings(self, route: Route) -> dict[str, Job]:
        """Meetings that nobody has been seen at."""
        late = [meeting_job(each.meeting_id, route.shift_id) for each in route.meetings if each.start < self._now]
        jobs = {job: self._known.problem.job(job) for job in late if job in self._known.meetings}
        return {key: self._later(job) for key, job in jobs.items()}

    def _later(self, job: Job) -> Job:
        now = self._known.seconds(self._now)
        return from_then(job, now) or replace(job, windows=(TimeWindow(now, now),))

    def _there(self, stop: Stop, job: Job) -> Job | None:
        # A stop that nobody left stays so long; one that waits for its other team is as long as that one makes it.
        if stop.departure >= self._now or (stop.actual and stop.actual.over) or job.joint:
            return None
        return replace(job, service_time=self._known.seconds(self._now) - job.windows[0].earliest)


def _leaving(vehicle: Vehicle, at: int) -> Vehicle:
    return replace(vehicle, shift_start=at, shift_end=max(at, vehicle.shift_end))


def _home(route: Route, now: datetime, heard: Heard) -> Route:
    # Who has said that they are back was back then; nobody else comes back in the past.
    if not route.stops:
        return route
    back = heard.back.get(route.shift_id) or max(route.end, now)
    start = heard.set_out.get(route.shift_id) or route.start
    return route if (start, back) == (route.start, route.end) else replace(route, start=start, end=back)


def _team(dp: DayProblem, route: Route, before: Route | None, heard: Heard, starts: HeldStarts | None) -> TeamForecast:
    planned = {stop.visit_id: stop for stop in before.stops} if before else {}
    marks = tuple(_mark(route, number, planned.get(stop.visit_id), starts) for number, stop in enumerate(route.stops))
    shift = dp.day.shift(route.shift_id)
    set_out = route.begun > 0 or route.shift_id in heard.set_out
    return TeamForecast(
        route.shift_id, marks, route.start, route.end, before.end if before else None, _ends(dp, shift),
        set_out=set_out, paused=route.shift_id in heard.paused, back_told=route.shift_id in heard.back,
    )  # fmt: skip


def _mark(route: Route, number: int, planned: Stop | None, starts: HeldStarts | None) -> Mark:
    stop, begin = route.stops[number], planned.start if planned else None
    if starts is not None:
        begin = starts.get((route.shift_id, stop.visit_id))
    return Mark(
        route.shift_id, stop.visit_id, number + 1, _state(route, number), begin, stop.actual, stop.arrival,
        stop.start, stop.departure,
    )  # fmt: skip


def _state(route: Route, number: int) -> State:
    # Where it was not told how a stop went, whoever is at a later one has left it.
    stop = route.stops[number]
    if not stop.begun:
        return State.AHEAD
    return State.MADE if (stop.actual and stop.actual.over) or number < route.begun - 1 else State.THERE


def _ends(dp: DayProblem, shift: Shift) -> datetime:
    vehicle = dp.problem.vehicle(str(shift.id))
    return dp.moment(vehicle.shift_end + vehicle.max_overtime)
