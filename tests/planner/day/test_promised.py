"""A promised time is kept, begun outside of it, or not made at all: by visit, by the clocks of the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from planner.day.promised import Promised, promised
from planner.model import Actual, Plan, Route, Stop, Visit, Window
from tests.builders import day, visit

NINE = datetime(2026, 11, 24, 14, tzinfo=UTC)
"""As the clocks of New York have it."""


def told(number: int) -> Visit:
    return replace(visit(number), promised=Window(time(9), time(10)))


def gone(each: Visit, after: timedelta, *, over: bool = True) -> Stop:
    start = NINE + after
    actual = Actual(start, start + timedelta(minutes=20), "done") if over else None
    return Stop(each.id, start, start, start + timedelta(minutes=20), actual=actual)


@pytest.mark.parametrize(
    ("minutes", "over", "found"),
    [
        (0, True, Promised(kept=1)),
        (60, True, Promised(kept=1)),
        (61, True, Promised(outside=1)),
        (-1, True, Promised(outside=1)),
        (30, False, Promised(not_made=1)),
    ],
)
def test_both_ends_count_and_nobody_there_is_no_promise_kept(minutes: int, over: bool, found: Promised) -> None:
    town = day(told(1), visit(2), zone="America/New_York")
    stop = gone(town.visits[0], timedelta(minutes=minutes), over=over)
    plan = Plan(town.id, (Route(town.shifts[0].id, (stop,), NINE, NINE),))
    assert promised(town, plan) == found
    assert found.told == 1


def test_where_two_teams_meet_one_promise_was_made() -> None:
    town = day(replace(told(1), two_teams=True), zone="America/New_York")
    stop = gone(town.visits[0], timedelta(0))
    plan = Plan(town.id, tuple(Route(shift.id, (stop,), NINE, NINE) for shift in town.shifts))
    assert promised(town, plan) == Promised(kept=1)
