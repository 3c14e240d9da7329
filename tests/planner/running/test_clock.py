"""When a team is to be heard again: at each door, or an hour after it was heard; and who keeps silent is missed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from planner.model import Plan
from planner.running.clock import Beat, Due, due
from planner.told import CheckIn, Said
from tests.builders import day, visit
from tests.planner.day.handmade import framed, planned
from tests.planner.day.locks.conftest import at
from tests.planner.running.test_spoken import Line, heard, say

BEAT = Beat()
QUARTER = timedelta(minutes=15)


@pytest.fixture(scope="module")
def line() -> Line:
    """One team: three visits along a road, the second a long one."""
    visits = (visit(1, north=1000), visit(2, north=2000, minutes=40), visit(3, north=3000))
    dp = framed(day(*visits, teams=1))
    return dp, planned(dp, {dp.day.shifts[0].id: [each.id for each in visits]})


def next_due(plan: Plan, *check_ins: CheckIn, beat: Beat = BEAT) -> Due:
    (found,) = due(plan, check_ins, beat)
    return found


def test_a_team_is_due_at_each_door_and_on_the_way_home(line: Line) -> None:
    dp, plan = line
    first = plan.routes[0].stops[0]
    never = next_due(plan)
    assert (never.said, never.number, never.at, never.alarm_at) == (Said.ARRIVED, 1, first.start, first.start + QUARTER)
    assert (never.late(first.start - QUARTER), never.late(first.start + QUARTER)) == (timedelta(0), QUARTER)
    assert (never.is_overdue(never.alarm_at - timedelta(seconds=1)), never.is_overdue(never.alarm_at)) == (False, True)
    there = heard(dp, Said.ARRIVED, 1, at(9, 10))
    arrived = say(dp, plan, there)
    assert (next_due(arrived, there).said, next_due(arrived, there).at) == (Said.LEFT, at(9, 40))
    gone = heard(dp, Said.LEFT, 1, at(9, 40), "B")
    left = say(dp, arrived, gone)
    assert next_due(left, there, gone).at == left.routes[0].stops[1].start
    rest = [heard(dp, Said.LEFT, n, at(12 + n), "B") for n in (2, 3)]
    over = say(dp, left, *rest)
    assert (next_due(over, *rest).said, next_due(over, *rest).at) == (Said.BACK, over.routes[0].end)
    assert due(over, (*rest, heard(dp, Said.BACK, 0, at(15, 20))), BEAT) == ()


def test_a_long_stay_is_asked_after_in_between(line: Line) -> None:
    dp, plan = line
    often = Beat(timedelta(minutes=30))
    there = heard(dp, Said.ARRIVED, 2, at(10))
    arrived = say(dp, plan, there)
    assert (next_due(arrived, there, beat=often).said, next_due(arrived, there, beat=often).at) == (
        Said.LEFT,
        at(10, 30),
    )
    well = heard(dp, Said.ALL_WELL, 0, at(10, 20))
    assert next_due(arrived, there, well, beat=often).at == arrived.routes[0].stops[1].departure == at(10, 40)
    longer = heard(dp, Said.ALL_WELL, 0, at(10, 45))
    assert next_due(arrived, there, longer, beat=often).at == at(11, 15), "it stays longer, and said so"


def test_who_sets_out_late_is_expected_later(line: Line) -> None:
    dp, plan = line
    route = plan.routes[0]
    late = heard(dp, Said.SET_OUT, 0, route.start + timedelta(minutes=25))
    assert next_due(plan, late).at == route.stops[0].start + timedelta(minutes=25)


def test_a_door_told_in_the_plan_was_heard_as_well_and_one_undone_was_not(line: Line) -> None:
    dp, plan = line
    there = heard(dp, Said.ARRIVED, 1, at(9, 10))
    arrived = say(dp, plan, there)
    assert next_due(arrived).heard_at == at(9, 10)
    assert next_due(plan, there) == next_due(plan), "undone in the plan, it is as if nobody had called"


def test_who_stands_still_has_no_work_or_is_not_watched_is_not_missed(line: Line) -> None:
    dp, plan = line
    assert due(plan, (), BEAT, paused={dp.day.shifts[0].id}) == ()
    assert due(plan, (), Beat(every=timedelta(0))) == ()
    assert due(planned(dp, {}), (), BEAT) == due(None, (), BEAT) == ()


def test_the_most_urgent_comes_first() -> None:
    visits = [visit(n, north=1000 * n) for n in range(1, 5)]
    dp = framed(day(*visits, teams=2))
    one, two = dp.day.shifts
    plan = planned(dp, {one.id: [each.id for each in visits[2:]], two.id: [each.id for each in visits[:2]]})
    order = [each.shift_id for each in due(plan, (), BEAT)]
    assert order == sorted(order, key=lambda shift_id: _first(plan, str(shift_id)))
    heard_of_two = heard(dp, Said.ALL_WELL, 0, at(12), team=1)
    assert [each.shift_id for each in due(plan, [heard_of_two], BEAT)] == [one.id, two.id]


def _first(plan: Plan, shift_id: str) -> datetime:
    return next(route.stops[0].start for route in plan.routes if str(route.shift_id) == shift_id)


def test_a_team_whose_whole_route_was_called_off_is_waited_for_until_it_is_back(line: Line) -> None:
    dp, _plan = line
    out, empty = heard(dp, Said.SET_OUT, 0, at(8, 40)), Plan(dp.day.id)
    assert (next_due(empty, out).said, next_due(empty, out).at) == (Said.BACK, at(9, 40)), "an hour after it was heard"
    assert due(empty, (out, heard(dp, Said.BACK, 0, at(9, 10))), BEAT) == ()
    assert due(empty, (), BEAT) == (), "it never left"
