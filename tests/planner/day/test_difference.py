"""What lies between two plans of a day, and who has to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit
from planner.day.difference import ChangeKind, difference
from planner.day.optimize import prepare
from planner.day.totals import changed_visits, totals
from planner.model import Day, Plan, Violation, Window
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import day, visit


@pytest.fixture
def town() -> Day:
    """Four visits in a row to the north, the second promised for between ten and eleven; two teams."""
    visits = [visit(n, north=500 * n) for n in range(1, 5)]
    visits[1] = replace(visits[1], promised=Window(time(10), time(11)))
    return day(*visits)


@pytest.fixture
def problem(office: Office, town: Day, worker: Worker) -> DayProblem:
    return prepare(office, town, worker)


@pytest.fixture
def plan(problem: DayProblem, town: Day) -> Plan:
    """The first team has the first three of them."""
    first = town.shifts[0].id
    return edit.move_all(problem, edit.follow(problem, Plan(town.id)), [v.id for v in town.visits[:3]], first)


def test_nothing_lies_between_a_plan_and_itself(town: Day, plan: Plan) -> None:
    found = difference(town, plan, plan)
    assert (found.changes, found.unchanged, found.teams) == ((), 3, ())


def test_what_another_team_makes_is_moved_and_names_both(town: Day, problem: DayProblem, plan: Plan) -> None:
    after = edit.move(problem, plan, town.visits[2].id, town.shifts[1].id)
    moved = difference(town, plan, after).moved
    assert [change.visit.reference for change in moved] == ["V-3"]
    assert moved[0].before[0].shift.team.name == "Team 1"
    assert moved[0].after[0].shift.team.name == "Team 2"
    assert moved[0].after[0].number == 1


def test_put_in_and_taken_out_are_told_apart(town: Day, problem: DayProblem, plan: Plan) -> None:
    after = edit.take_out(problem, plan, town.visits[1].id)
    after = edit.move(problem, after, town.visits[3].id, town.shifts[1].id)
    found = difference(town, plan, after)
    assert [change.visit.reference for change in found.put_in] == ["V-4"]
    assert [change.visit.reference for change in found.taken_out] == ["V-2"]
    assert found.customers == found.taken_out, "only one of the two was promised a time"
    assert not found.customers[0].kept
    assert (found.before.planned, found.after.planned) == (3, 3)


def test_a_start_more_than_a_quarter_of_an_hour_away_is_shifted(town: Day, plan: Plan) -> None:
    near, far = (later(plan, minutes) for minutes in (15, 16))
    assert difference(town, plan, near).changes == ()
    shifted = difference(town, plan, far).shifted
    assert len(shifted) == 3
    assert all(change.later == timedelta(minutes=16) for change in shifted)


def test_a_promise_that_a_few_minutes_break_is_told(town: Day, plan: Plan) -> None:
    second = plan.routes[0].stops[1]
    edge = datetime(2026, 11, 24, 11, tzinfo=UTC)
    inside = later(plan, round((edge - second.start).total_seconds() / 60) - 5)
    assert difference(town, inside, later(inside, 5)).customers == ()
    found = difference(town, inside, later(inside, 10))
    assert [change.visit.reference for change in found.customers] == ["V-2"]
    assert [change.kind for change in found.changes] == [ChangeKind.SHIFTED]
    assert not found.customers[0].kept
    assert found.unchanged == 2


def test_teams_are_told_only_when_their_paper_is_out(town: Day, problem: DayProblem, plan: Plan) -> None:
    after = edit.move(problem, plan, town.visits[2].id, town.shifts[1].id)
    assert difference(town, plan, after).teams == ()
    told = difference(town, plan, after, issued=replace(plan, version=1))
    assert [shift.team.name for shift in told.teams] == ["Team 1", "Team 2"]
    assert (told.before.changes, told.after.changes) == (0, len(changed_visits(plan, after)))


def test_a_team_that_is_gone_had_its_visits(town: Day, problem: DayProblem, plan: Plan) -> None:
    gone = replace(town, shifts=town.shifts[1:])
    after = replace(plan, routes=tuple(r for r in plan.routes if r.shift_id != town.shifts[0].id))
    found = difference(town, plan, after, day_after=gone)
    assert [change.kind for change in found.changes] == [ChangeKind.TAKEN_OUT] * 3
    assert found.changes[0].before[0].shift == town.shifts[0]


def test_more_overtime_is_named(town: Day, plan: Plan) -> None:
    ends = [route.end + timedelta(hours=10) if route.stops else route.end for route in plan.routes]
    after = replace(plan, routes=tuple(replace(r, end=e) for r, e in zip(plan.routes, ends, strict=True)))
    (shift, late), *others = difference(town, plan, after).overtime
    assert shift.team.name == "Team 1"
    assert late > timedelta(0)
    assert not others


def test_the_numbers_of_a_plan(town: Day, plan: Plan) -> None:
    town = replace(town, visits=(*town.visits[:3], replace(town.visits[3], priority=90)))
    broken = (Violation("late", visit_id=town.visits[0].id, amount=60), Violation("visiting_hours", legal=True))
    numbers = totals(town, plan, broken)
    assert (numbers.planned, numbers.priority_left, numbers.late, numbers.legal, numbers.broken) == (3, 1, 1, 1, 2)
    assert (numbers.fairness, numbers.overtime, numbers.changes) == (100, timedelta(0), None)


def later(plan: Plan, minutes: int) -> Plan:
    by = timedelta(minutes=minutes)
    return replace(
        plan,
        routes=tuple(
            replace(route, stops=tuple(replace(stop, start=stop.start + by) for stop in route.stops))
            for route in plan.routes
        ),
    )
