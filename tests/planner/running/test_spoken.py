"""What a team says on the telephone is in the plan at once, for its own side, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from planner.day import edit
from planner.model import Plan
from planner.running.held import Held
from planner.running.spoken import bounds, next_of, numbers_on_paper, paper_numbers, standing, told, untell, untold
from planner.told import CheckIn, Said
from planner.translate import DayProblem
from tests.builders import TUESDAY, day, visit
from tests.planner.day.handmade import framed, planned
from tests.planner.day.locks.conftest import at

type Line = tuple[DayProblem, Plan]
EIGHT = at(8)


@pytest.fixture(scope="module")
def line() -> Line:
    """One team, four visits along a road."""
    dp = framed(day(*(visit(n, north=1000 * n) for n in range(1, 5)), teams=1))
    return dp, planned(dp, {dp.day.shifts[0].id: [each.id for each in dp.day.visits]})


@pytest.fixture(scope="module")
def pair() -> Line:
    """Two teams that meet at the second visit of both."""
    visits = (visit(1, north=500), visit(2, north=-500), replace(visit(3, north=900), two_teams=True))
    dp = framed(day(*visits, teams=2))
    one, two = (shift.id for shift in dp.day.shifts)
    first, second, both = (each.id for each in visits)
    return dp, planned(dp, {one: [first, both], two: [second, both]})


def heard(dp: DayProblem, said: Said, number: int, moment: datetime, code: str = "", team: int = 0) -> CheckIn:
    shift, visit_id = dp.day.shifts[team], dp.day.visits[number - 1].id if number else None
    return CheckIn(day=TUESDAY, at=moment, by="user", shift_id=shift.id, visit_id=visit_id, said=said, moment=moment,
                   stop=number, code=code)  # fmt: skip


def say(dp: DayProblem, plan: Plan, *check_ins: CheckIn) -> Plan:
    for each in check_ins:
        plan = told(dp, plan, each)
    return plan


def test_what_comes_next_follows_from_what_was_said(line: Line) -> None:
    dp, plan = line
    team, stops = dp.day.shifts[0].id, plan.routes[0].stops

    def comes(made: Plan, *said: CheckIn, now: datetime | None = None) -> tuple[Said, int] | None:
        found = next_of(made, team, said, now)
        return (found.said, found.number) if found else None

    there = heard(dp, Said.ARRIVED, 1, stops[0].start + timedelta(minutes=20))
    gone = heard(dp, Said.LEFT, 1, there.moment + timedelta(minutes=10), "B")
    assert comes(plan, now=plan.routes[0].start) == (Said.SET_OUT, 0)
    assert comes(plan, now=stops[0].start) == (Said.ARRIVED, 1)
    arrived = say(dp, plan, there)
    assert comes(arrived, there) == (Said.LEFT, 1)
    left = say(dp, arrived, gone)
    assert comes(left, there, gone) == (Said.ARRIVED, 2)
    assert left.routes[0].stops[1].start == gone.moment + stops[1].travel_time + timedelta(minutes=3), (
        "timed from there"
    )
    over = say(dp, left, *(heard(dp, Said.LEFT, n, at(15, n), "C") for n in (2, 3, 4)))
    assert comes(over) == (Said.BACK, 0)
    assert comes(over, heard(dp, Said.BACK, 0, at(16))) is None


def test_who_left_and_did_not_say_how_it_went_is_on_the_way_and_asked_for_it(line: Line) -> None:
    dp, plan = line
    team = dp.day.shifts[0].id
    left = say(dp, plan, heard(dp, Said.LEFT, 1, at(9, 30)))
    actual = left.routes[0].stops[0].actual
    assert actual
    assert (actual.over, actual.outcome, untold(left, team)) == (True, "", (1,))
    skipped = say(dp, left, heard(dp, Said.ARRIVED, 3, at(10, 40)))
    assert untold(skipped, team) == (1, 2), "of the door where it is nothing can be known yet"


def test_a_wrong_one_leaves_nothing_behind(line: Line) -> None:
    dp, plan = line
    right, wrong = heard(dp, Said.ARRIVED, 1, at(9, 10)), heard(dp, Said.ARRIVED, 4, at(9, 40))
    was = say(dp, plan, right)
    now = untell(dp, say(dp, was, wrong), wrong)
    assert [stop.begun for stop in now.routes[0].stops] == [True, False, False, False]
    assert now.routes[0].stops == was.routes[0].stops
    gone = heard(dp, Said.LEFT, 1, at(9, 50), "B")
    assert untell(dp, say(dp, was, gone), gone).routes[0].stops == was.routes[0].stops, "it is at that door still"
    assert untell(dp, was, right).routes[0].stops == plan.routes[0].stops


def test_what_the_plan_no_longer_says_counts_no_longer(line: Line) -> None:
    dp, plan = line
    well, there = heard(dp, Said.ALL_WELL, 0, EIGHT), heard(dp, Said.ARRIVED, 1, at(9, 10))
    gone = heard(dp, Said.LEFT, 1, at(9, 40), "B")
    arrived = say(dp, plan, there)
    assert standing(say(dp, arrived, gone), [gone, there, well]) == (well, there, gone)
    assert standing(arrived, [gone, there, well]) == (well, there), "undone: it is at the door again"
    assert standing(plan, [gone, there, replace(well, taken_back=True)]) == ()


def test_nothing_is_told_before_what_was_told_of_the_stop_before(line: Line) -> None:
    dp, plan = line
    made = say(dp, plan, heard(dp, Said.ARRIVED, 1, at(9, 10)), heard(dp, Said.ARRIVED, 3, at(11)))
    assert bounds(made, heard(dp, Said.LEFT, 1, at(9))) == (at(9, 10), at(11))
    assert bounds(made, heard(dp, Said.ARRIVED, 4, at(9))) == (at(11), None)
    assert bounds(made, heard(dp, Said.ARRIVED, 2, at(9))) == (at(9, 10), at(11))


def test_numbers_are_those_on_the_paper_whatever_became_of_the_route(line: Line) -> None:
    dp, plan = line
    team, (one, two, three, four) = dp.day.shifts[0].id, (each.id for each in dp.day.visits)
    paper = Held(team, printed=(one, two, four))  # three came by telephone, later
    now = edit.move(dp, edit.take_out(dp, plan, one), four, team, 0)
    assert numbers_on_paper(now, team, paper) == {one: 1, two: 2, four: 3, three: 4}
    assert list(paper_numbers(now, team, paper).items()) == [(four, 3), (two, 2), (three, 4)]


def test_of_two_teams_that_meet_each_speaks_for_itself(pair: Line) -> None:
    dp, plan = pair
    two = plan.routes[1].shift_id
    first = say(dp, plan, heard(dp, Said.ARRIVED, 3, at(11)))
    a, b = (route.stops[1] for route in first.routes)
    other = next_of(first, two, ())
    assert other
    assert (a.begun, b.begun, other.said, other.number) == (True, False, Said.ARRIVED, 1)
    second = say(dp, first, heard(dp, Said.ARRIVED, 3, at(11, 20), team=1))
    a, b = (route.stops[1] for route in second.routes)
    assert a.actual
    assert b.actual
    assert (a.actual.arrived, b.actual.arrived) == (at(11), at(11, 20))
    assert a.departure == b.departure == at(11, 50), "they go in together, when the second one is there"
    over = say(dp, second, heard(dp, Said.LEFT, 3, at(11, 45), "B"))
    assert [route.stops[1].outcome for route in over.routes] == ["done", "done"]
    came = [route.stops[1].actual and route.stops[1].actual.arrived for route in over.routes]
    assert came == [at(11), at(11, 20)], "when each came stays as it was told"
    alone = say(dp, first, heard(dp, Said.LEFT, 3, at(11, 45), "C"))
    assert [route.stops[1].outcome for route in alone.routes] == ["failed", ""], "the other one never was there"
    assert [route.begun for route in alone.routes] == [2, 0]
