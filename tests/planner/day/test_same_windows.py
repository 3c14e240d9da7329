"""Who comes too late for the morning is not expected in the evening: only a hand or a search takes the next window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from planner.day import edit
from planner.day.locks import held
from planner.day.outcomes import done
from planner.model import Plan
from planner.translate import DayProblem
from tests.builders import TUESDAY, day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned

TEN = datetime(TUESDAY.year, TUESDAY.month, TUESDAY.day, 10, tzinfo=UTC)


def late() -> tuple[DayProblem, Plan]:
    """The second customer is met before ten or after four; the first was left at ten."""
    visits = (visit(1), visit(2, ("09:00", "10:00"), ("16:00", "17:00"), north=500), visit(3, north=600))
    dp = framed(day(*visits, teams=1))
    shift = dp.day.shifts[0].id
    plan = planned(dp, {shift: [each.id for each in dp.day.visits]})
    return dp, done(dp, plan, [dp.day.visits[0].id], TEN)


def start(plan: Plan, number: int) -> datetime:
    return plan.routes[0].stops[number - 1].start


def test_a_late_stop_is_made_when_the_team_comes_and_those_behind_do_not_wait_for_it() -> None:
    dp, plan = late()
    assert TEN < start(plan, 2) < start(plan, 3) < TEN + timedelta(hours=1)
    (missed,) = edit.violations(dp, plan, PACK, OPEN)
    assert (missed.kind, missed.visit_id) == ("late", dp.day.visits[1].id)
    assert edit.follow(dp, plan).routes == plan.routes
    second = dp.day.visits[1].id
    assert edit.take_out(dp, plan, dp.day.visits[2].id).routes[0].stops[1].start == start(plan, 2)
    windows = {free: held(dp, plan, free=free).problem.job(str(second)).windows for free in ((), None, (second,))}
    assert [len(each) for each in windows.values()] == [1, 2, 2], "a search may look further"


def test_a_hand_moves_it_to_the_next_window_and_there_it_stays() -> None:
    dp, plan = late()
    second, shift = dp.day.visits[1].id, dp.day.shifts[0].id
    moved = edit.move(dp, plan, second, shift, 2)
    assert start(moved, 3).hour == 16
    assert edit.follow(dp, moved).routes == moved.routes


def test_before_anybody_is_under_way_any_window_will_do() -> None:
    visits = (visit(1, ("11:00", "12:00")), visit(2, ("09:00", "10:00"), ("16:00", "17:00"), north=500))
    dp = framed(day(*visits, teams=1))
    plan = planned(dp, {dp.day.shifts[0].id: [each.id for each in dp.day.visits]})
    assert start(plan, 2).hour == 16
