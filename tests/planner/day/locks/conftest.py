"""A day of which something is settled, and how it is searched and looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.locking import FIRST, LAST
from planner.day.optimize import Planning, prepare
from planner.day.wanted import Wanted
from planner.model import Day, Plan, Route, Stop, Violation
from planner.policy.closed import ClosedDays
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import day, visit

OPEN = ClosedDays()


@pytest.fixture
def town() -> Day:
    """Fifteen visits on a spiral around the office, three teams."""
    return day(*(visit(n, north=700 * (n % 5) - 1400, east=500 * (n % 7) - 1500) for n in range(15)), teams=3)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


def searched(
    office: Office, worker: Worker, the_day: Day, start: Plan | None = None, wanted: Wanted | None = None
) -> Plan:
    return Planning(office, the_day, start, worker, time_limit_s=0.4, wanted=wanted or Wanted()).wait()


def broken(office: Office, dp: DayProblem, plan: Plan) -> list[Violation]:
    return list(edit.violations(dp, plan, office.pack, OPEN))


def stop_of(plan: Plan, visit_id: UUID) -> tuple[UUID, int, Stop]:
    """The shift, the number in its route from 0, and the stop."""
    return next(
        (route.shift_id, number, stop)
        for route in plan.routes
        for number, stop in enumerate(route.stops)
        if stop.visit_id == visit_id
    )


def where(plan: Plan, visit_id: UUID) -> tuple[UUID, int, datetime]:
    shift_id, number, stop = stop_of(plan, visit_id)
    return shift_id, number, stop.start


def ids(route: Route) -> list[UUID]:
    return [stop.visit_id for stop in route.stops]


class Settled:
    """A planned day: one visit is locked first, one last, one to a later start, and a team has begun two visits."""

    def __init__(self, office: Office, worker: Worker, town: Day) -> None:
        self.day = town
        self.dp = prepare(office, town, worker)
        plan = searched(office, worker, town)
        one, two, three = plan.routes
        self.first, self.last = two.stops[2].visit_id, two.stops[0].visit_id
        self.timed, self.begun = three.stops[-1].visit_id, ids(one)[:2]
        plan = locking.lock_end(self.dp, plan, self.first, FIRST)
        plan = locking.lock_end(self.dp, plan, self.last, LAST)
        self.start = at(15, 10)
        plan = locking.lock_start(self.dp, plan, [self.timed], self.start)
        self.plan = locking.begin(plan, [self.begun[-1]])
        self.marks = [where(self.plan, key) for key in self.begun]

    def check(self, plan: Plan) -> None:
        _one, two, three = self.day.shifts
        assert [where(plan, key) for key in self.begun] == self.marks
        assert where(plan, self.first)[:2] == (two.id, 0)
        route = next(route for route in plan.routes if route.shift_id == two.id)
        assert ids(route)[-1] == self.last
        assert (where(plan, self.timed)[0], where(plan, self.timed)[2]) == (three.id, self.start)
        assert all(stop_of(plan, key)[2].locked for key in (self.first, self.last, self.timed, *self.begun))


@pytest.fixture
def settled(office: Office, worker: Worker, town: Day) -> Settled:
    return Settled(office, worker, town)
