"""Rehearses a plan before it is issued: plays its day many times, and tells where it is weak. Changes nothing.

How days differ (`STATED`), until it is measured. All of it is judgement, and cautious rather than exact:

- **Ways and stays are log-normal, of median 1.** They cannot be negative, what delays them multiplies (a jam, a long
  talk), and they are more often much too long than much too short. Half of them take no longer than planned.
- **Ways: sigma 0.25 each, and 0.10 for the whole day together.** Four of five ways take 71 to 141 % of what was
  planned; weather and traffic are every team's alike, so that late teams are late together.
- **Stays: sigma 0.40, with parking and walking to the door.** Four of five take 60 to 167 %; one of ten takes longer.
- **Called off: 3 of 100 visits**, early enough that the team drives on. **Nobody is home: 15 of 100**, known after five
  minutes. Both give time back, so they are rather too low than too high.

All of it is taken from what was told instead, as soon as that is enough (`spread_of`): the shares from `MEASURED_FROM`
outcomes on, the sigmas from as many ways and stays (`planner.day.scatter`). What is no part of it: staff who fall
ill (that is `planner.day.absence`'s), and changes of the plan on its way: the teams go on as planned, however late they
are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.cases.called import Request
from planner.cases.model import Contact, Purpose
from planner.cases.outcomes import Code, VisitOutcome
from planner.day import once
from planner.day.by_hand import orders_once
from planner.day.due import Due, due_of
from planner.day.factors import days_told
from planner.day.job_ids import is_meeting
from planner.day.locks import held
from planner.day.measured import seen
from planner.day.meetings import with_meetings
from planner.day.scatter import scatter
from planner.model import Plan
from planner.settings import read_settings
from planner.storage.session import Session
from planner.translate import DayProblem, visit_of
from routing.drawn_days import Drawn, Spread, Step, draw, steps_of
from routing.problem import Vehicle
from routing.rehearsal import Played, play
from routing.rehearsed import Cause, Spot, all_in_time, spot, weakness
from routing.solution import Route

RUNS = 500
WEAK = 0.8
"""A stop or a team that is in time on fewer of the days is a weak place."""
STATED = Spread(day=0.10, travel=0.25, stay=0.40, called_off=0.03, nobody_home=0.15, moment=300)
MEASURED_FROM = 100
"""From so many entered outcomes on their shares are taken: with fewer, 15 of 100 may as well be 8 or 22."""


class Measured(StrEnum):
    """What is measured; the rest is stated."""

    SHARES = "shares"
    """Of visits that come to nothing."""
    TIMES = "times"
    """How much ways and stays differ."""


@dataclass(frozen=True, slots=True)
class Why:
    """What makes a place weak. `visit_id` is the stop that the way leads to or the stay is at, None for the way home.

    `time` is how much more that takes on the days that go wrong, or how near to the last moment it is planned.
    """

    cause: Cause
    visit_id: UUID | None
    time: timedelta


@dataclass(frozen=True, slots=True)
class StopChance:
    """How a stop does over the days on which it is made: the share in time, and how late it is on the mean of all.

    `room` is how much later than planned it is on the worst but one of five days: the buffer that it needs. `slack` is
    the one that it has, below zero where it is planned too late.
    """

    visit_id: UUID
    shift_id: UUID
    number: int
    planned: datetime
    due: Due
    on_time: float
    late: timedelta
    room: timedelta
    slack: timedelta
    why: Why


@dataclass(frozen=True, slots=True)
class TeamChance:
    """How often a team is back by the end of its shift, and by that of the overtime it may work; the rest as stops."""

    shift_id: UUID
    in_shift: float
    in_overtime: float
    late: timedelta
    room: timedelta
    slack: timedelta
    weakest: StopChance | None
    why: Why


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What many days of one plan come to. `all_well` is the share on which every stop and every team is in time."""

    runs: int
    seed: int
    spread: Spread
    stops: tuple[StopChance, ...]
    teams: tuple[TeamChance, ...]
    all_well: float

    @property
    def weak(self) -> tuple[StopChance, ...]:
        """The stops that are in time on fewer than `WEAK` of the days, the weakest first."""
        found = (stop for stop in self.stops if stop.on_time < WEAK)
        return tuple(sorted(found, key=lambda stop: (stop.on_time, -stop.late, stop.planned)))

    @property
    def weak_teams(self) -> tuple[TeamChance, ...]:
        """The teams that are back in their shift (with its overtime) on fewer than `WEAK` of the days, as above."""
        found = (team for team in self.teams if team.in_overtime < WEAK)
        return tuple(sorted(found, key=lambda team: (team.in_overtime, -team.late)))

    @property
    def risk(self) -> float:
        """How many stops and teams are too late on a day, on the mean: what a sturdier plan has less of."""
        return sum(1 - stop.on_time for stop in self.stops) + sum(1 - team.in_overtime for team in self.teams)


def spread_of(session: Session, today: date) -> tuple[Spread, frozenset[Measured]]:
    """How days differ, as far as teams and the office have told it, and what of it is measured."""
    spread, measured = _shares(session, STATED)
    times = scatter(seen(days_told(session, today)), read_settings(session).setup_time)
    if times is None:
        return spread, measured
    return replace(spread, **times._asdict()), measured | {Measured.TIMES}


def _shares(session: Session, stated: Spread) -> tuple[Spread, frozenset[Measured]]:
    outcomes = [each for each in session.facts(VisitOutcome) if not each.taken_back]
    if len(outcomes) < MEASURED_FROM:
        return stated, frozenset()
    off = sum(each.purpose == Purpose.INCOMING and each.template == Request.CANCEL for each in session.facts(Contact))
    nobody = sum(each.code == Code.NOT_AT_HOME for each in outcomes)
    called_off, nobody_home = off / (off + len(outcomes)), nobody / len(outcomes)
    return replace(stated, called_off=called_off, nobody_home=nobody_home), frozenset({Measured.SHARES})


def rehearse(dp: DayProblem, plan: Plan, *, runs: int = RUNS, seed: int = 1, spread: Spread = STATED) -> Rehearsal:
    """The same day, plan and seed always come to the same. Where teams meet, they wait for each other."""
    dp = with_meetings(dp, plan)
    routes = _routes(dp, plan)
    drawn = _agreed(steps := steps_of(dp.problem, routes), draw(steps, spread, runs, seed))
    return _summed(dp, plan, routes, replayed(dp, plan, drawn), seed, spread)


def replayed(dp: DayProblem, plan: Plan, drawn: Drawn) -> Played:
    """The days of a plan as they are drawn: start by start."""
    dp = with_meetings(dp, plan)
    begun = {
        (str(route.shift_id), stop.visit_id): dp.seconds(stop.departure) if stop.actual and stop.actual.over else None
        for route in plan.routes
        for stop in route.stops
        if stop.begun
    }
    routes = _routes(dp, plan)
    keys = ((route.vehicle, stop.job) for route in routes for stop in route.stops)
    facts = {(v, job): begun[v, visit_of(job)] for v, job in keys if (v, visit_of(job)) in begun}
    return play(held(dp, plan).problem, routes, drawn, facts)


def _agreed(steps: Sequence[Step], drawn: Drawn) -> Drawn:
    # A meeting of teams is not called off, and both are there.
    if not any(step.job and is_meeting(step.job.id) for step in steps):
        return drawn
    visits = [not (step.job and is_meeting(step.job.id)) for step in steps]
    return replace(drawn, called_off=drawn.called_off & visits, nobody_home=drawn.nobody_home & visits)


def _routes(dp: DayProblem, plan: Plan) -> tuple[Route, ...]:
    return once.time_all(held(dp, plan).problem, orders_once(dp, plan))


def _summed(
    dp: DayProblem, plan: Plan, routes: tuple[Route, ...], played: Played, seed: int, spread: Spread
) -> Rehearsal:
    begun = {(str(r.shift_id), stop.visit_id) for r in plan.routes for stop in r.stops if stop.begun}
    found = _Summing(dp, played, {route.vehicle: route for route in routes})
    stops = {
        column: found.stop(column)
        for column, step in enumerate(played.steps)
        if step.job and not is_meeting(step.job.id) and (step.vehicle, visit_of(step.job.id)) not in begun
    }
    teams = {column: found.team(column, stops) for column, step in enumerate(played.steps) if step.job is None}
    due = {column: dp.seconds(stop.due.at) for column, stop in stops.items()}
    due |= {column: _last(found.vehicle(column)) for column in teams}
    return Rehearsal(
        len(played.starts), seed, spread, tuple(stops.values()), tuple(teams.values()), all_in_time(played, due)
    )


@dataclass(frozen=True, slots=True)
class _Summing:
    dp: DayProblem
    played: Played
    routes: Mapping[str, Route]

    def vehicle(self, column: int) -> Vehicle:
        return self.dp.problem.vehicle(self.played.steps[column].vehicle)

    def stop(self, column: int) -> StopChance:
        step, dp = self.played.steps[column], self.dp
        assert step.job is not None
        planned = self.routes[step.vehicle].stops[step.number].start
        due = due_of(dp, visit_of(step.job.id), planned)
        found = spot(self.played, column, dp.seconds(due.at))
        return StopChance(
            visit_of(step.job.id), UUID(step.vehicle), self._number(step), dp.moment(planned), due,
            found.in_time, timedelta(seconds=round(found.late)), *_room(found, planned),
            self._why(found, planned),
        )  # fmt: skip

    def team(self, column: int, stops: Mapping[int, StopChance]) -> TeamChance:
        vehicle = self.vehicle(column)
        mine = [stop for stop in stops.values() if str(stop.shift_id) == vehicle.id]
        in_shift = spot(self.played, column, vehicle.shift_end)
        found, end = spot(self.played, column, _last(vehicle)), self.routes[vehicle.id].end
        return TeamChance(
            UUID(vehicle.id), in_shift.in_time, found.in_time, timedelta(seconds=round(in_shift.late)),
            *_room(found, end), min(mine, key=lambda stop: stop.on_time, default=None),
            self._why(found, end),
        )  # fmt: skip

    def _number(self, step: Step) -> int:
        stops = self.routes[step.vehicle].stops[: step.number + 1]
        return sum(not is_meeting(stop.job) for stop in stops)

    def _why(self, found: Spot, planned: int) -> Why:
        weak = weakness(self.played, found.column, found.due, planned)
        here, cause = self.played.steps[weak.column :], weak.cause
        if here[0].job and is_meeting(here[0].job.id) and cause == Cause.STAY:
            cause = Cause.OTHER_TEAM
        # What a meeting costs is told of the stop that it comes before.
        job = next(step.job for step in here if step.job is None or not is_meeting(step.job.id))
        return Why(cause, visit_of(job.id) if job else None, timedelta(seconds=weak.seconds))


def _room(found: Spot, planned: int) -> tuple[timedelta, timedelta]:
    return timedelta(seconds=max(0, found.usual - planned)), timedelta(seconds=found.due - planned)


def _last(vehicle: Vehicle) -> int:
    return vehicle.shift_end + vehicle.max_overtime
