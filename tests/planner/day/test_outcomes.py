"""What teams tell of their day is a fact: it stays, and the rest of their routes follows from it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from planner.day import edit, locking, outcomes
from planner.day.lock_words import lock_sentence
from planner.day.outcomes import NOT_MET, REASONS, Told
from planner.day.states import VisitState, visit_rows
from planner.model import Actual, Plan, Stop
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from tests.planner.day.locks.conftest import at

HALF_HOUR = timedelta(minutes=30)
type Line = tuple[DayProblem, Plan]


@pytest.fixture
def line() -> Line:
    """One team, four visits along a road, a kilometer apart."""
    dp = framed(day(*(visit(n, north=1000 * n) for n in range(1, 5)), teams=1))
    return dp, planned(dp, {dp.day.shifts[0].id: [each.id for each in dp.day.visits]})


def broken(dp: DayProblem, plan: Plan) -> list[str]:
    return [violation.kind for violation in edit.violations(dp, plan, PACK, OPEN)]


def stops(plan: Plan) -> tuple[Stop, ...]:
    return plan.routes[0].stops


def test_a_team_that_arrived_late_has_the_rest_timed_from_there(line: Line) -> None:
    dp, plan = line
    first = stops(plan)[0]
    late = first.start + timedelta(minutes=50)
    begun = outcomes.begin(dp, plan, [first.visit_id], late)
    assert stops(begun)[0].actual == Actual(late)
    assert (stops(begun)[0].start, stops(begun)[0].departure) == (late, late + HALF_HOUR)
    assert stops(begun)[1].arrival == late + HALF_HOUR + stops(begun)[1].travel_time
    assert broken(dp, begun) == []


def test_a_team_that_left_early_is_at_the_next_door_early(line: Line) -> None:
    dp, plan = line
    first = stops(plan)[0]
    left = first.start + timedelta(minutes=10)
    done = outcomes.done(dp, plan, [first.visit_id], left)
    assert stops(done)[0].actual == Actual(None, left, "done"), "nobody told when it began"
    assert (stops(done)[0].start, stops(done)[0].departure) == (first.start, left)
    assert stops(done)[1].arrival == left + stops(done)[1].travel_time
    assert broken(dp, done) == [], "a short stay is a fact and no broken rule"


def test_a_team_that_was_quicker_than_the_road_allows_breaks_nothing(line: Line) -> None:
    dp, plan = line
    one, two, three = stops(plan)[:3]
    told = outcomes.done(dp, plan, [one.visit_id], one.start + timedelta(minutes=29))
    told = outcomes.begin(dp, told, [two.visit_id], one.start + timedelta(minutes=29, seconds=10))
    told = outcomes.done(dp, told, [two.visit_id], one.start + timedelta(minutes=35))
    assert [stop.start for stop in stops(told)[:2]] == [one.start, one.start + timedelta(minutes=29, seconds=10)]
    assert stops(told)[1].departure == one.start + timedelta(minutes=35)
    assert stops(told)[2].visit_id == three.visit_id
    assert stops(told)[2].arrival == stops(told)[1].departure + stops(told)[2].travel_time
    assert broken(dp, told) == []


def test_a_team_that_was_out_before_its_shift_breaks_nothing(line: Line) -> None:
    dp, plan = line
    first = stops(plan)[0].visit_id
    told = outcomes.done(dp, outcomes.begin(dp, plan, [first], at(9, 16)), [first], at(9, 20))
    early = outcomes.done(dp, outcomes.begin(dp, plan, [first], at(8, 0)), [first], at(8, 20))
    assert broken(dp, told) == []
    assert broken(dp, early) == ["visiting_hours"], "the law was broken"
    assert stops(early)[0].departure == at(8, 20)


def test_told_sooner_than_planned_those_before_were_sooner_as_well(line: Line) -> None:
    dp, plan = line
    third = stops(plan)[2]
    told = outcomes.done(dp, plan, [third.visit_id], stops(plan)[1].start)
    starts = [stop.start for stop in stops(told)]
    assert starts == sorted(starts)
    assert [stop.begun for stop in stops(told)] == [True, True, True, False]
    assert [stop.outcome for stop in stops(told)] == ["", "", "done", ""], "how it went before, nobody told"
    assert stops(told)[3].arrival == stops(plan)[1].start + stops(told)[3].travel_time
    assert broken(dp, told) == []


def test_of_several_of_one_route_the_time_is_the_last_ones(line: Line) -> None:
    dp, plan = line
    both = [stops(plan)[0].visit_id, stops(plan)[1].visit_id]
    left = stops(plan)[1].departure + timedelta(minutes=5)
    told = outcomes.tell(dp, plan, both, Told("done", left))
    assert [stop.actual for stop in stops(told)[:2]] == [Actual(outcome="done"), Actual(left=left, outcome="done")]
    assert stops(told)[0].start == stops(plan)[0].start


def test_a_break_stays_where_the_facts_leave_room_for_it(line: Line) -> None:
    dp, plan = line
    told = plan
    for number, (begun, left) in enumerate([((11, 0), (11, 30)), ((11, 50), (13, 25)), ((13, 40), (13, 50))]):
        key = stops(plan)[number].visit_id
        told = outcomes.begin(dp, told, [key], at(*begun))
        told = outcomes.done(dp, told, [key], at(*left))
        assert (stops(told)[number].start, stops(told)[number].departure) == (at(*begun), at(*left))
    assert broken(dp, told) in ([], ["break_late"])
    assert stops(told)[3].start >= at(13, 50)


@pytest.mark.parametrize("reason", REASONS)
def test_a_failed_visit_keeps_its_stop_and_says_why(line: Line, reason: str) -> None:
    dp, plan = line
    first = stops(plan)[0]
    told = outcomes.failed(dp, plan, [first.visit_id], first.departure, reason)
    assert stops(told)[0].actual == Actual(None, first.departure, "failed", reason)
    assert stops(told)[0].actual.met == (reason != NOT_MET)  # type: ignore[union-attr]
    row = next(row for row in visit_rows(dp.day, told) if row.visit.id == first.visit_id)
    assert row.state == VisitState.FAILED


def test_an_unknown_reason_is_refused(line: Line) -> None:
    with pytest.raises(ValueError, match="bored"):
        outcomes.failed(line[0], line[1], [], at(10), "bored")


def test_what_was_told_is_taken_back_from_behind(line: Line) -> None:
    dp, plan = line
    one, two = stops(plan)[0].visit_id, stops(plan)[1].visit_id
    told = outcomes.done(dp, outcomes.done(dp, plan, [one], at(10)), [two], at(11))
    assert outcomes.can_unmark(told, [one])
    back = outcomes.unmark(dp, told, [one])
    assert (stops(back)[0].begun, stops(back)[0].actual) == (True, None), "a visit behind it is done"
    assert stops(back)[1].actual
    free = outcomes.unmark(dp, told, [one, two])
    assert not outcomes.can_unmark(free, [one, two])
    assert [stop.lock for stop in stops(free)] == [None] * 4
    assert [stop.start for stop in stops(free)] == [stop.start for stop in stops(plan)]


def test_unlocked_it_is_as_if_nothing_had_been_told(line: Line) -> None:
    dp, plan = line
    told = outcomes.done(dp, plan, [stops(plan)[0].visit_id], at(10))
    assert stops(locking.unlock(told, [stops(plan)[0].visit_id]))[0].actual is None


def test_another_start_of_what_has_begun_is_when_it_began(line: Line) -> None:
    dp, plan = line
    first = stops(plan)[0].visit_id
    told = locking.lock_start(dp, outcomes.begin(dp, plan, [first], at(10)), [first], at(10, 5))
    assert stops(told)[0].actual == Actual(at(10, 5))
    assert stops(told)[0].start == at(10, 5)


def test_the_moments_around_a_visit_are_known(line: Line) -> None:
    dp, plan = line
    one, two, three = (stop.visit_id for stop in stops(plan)[:3])
    told = outcomes.done(dp, outcomes.begin(dp, plan, [one], at(10)), [one], at(10, 20))
    told = outcomes.done(dp, told, [three], at(11, 50))
    assert outcomes.told_around(told, two) == (at(10, 20), at(11, 50))
    assert outcomes.told_around(plan, two) == (None, None)


def test_a_stop_as_it_was_issued_says_so_until_it_is_otherwise(line: Line) -> None:
    dp, plan = line
    rows = visit_rows(dp.day, plan, issued=plan)
    assert {(row.state, row.issued) for row in rows} == {(VisitState.ISSUED, True)}
    later = outcomes.done(dp, plan, [stops(plan)[0].visit_id], stops(plan)[0].departure + HALF_HOUR)
    by_id = {row.visit.id: row for row in visit_rows(dp.day, later, issued=plan)}
    done, next_one = by_id[stops(plan)[0].visit_id], by_id[stops(plan)[1].visit_id]
    assert (done.state, done.told) == (VisitState.DONE, stops(plan)[0])
    assert (next_one.state, next_one.issued) == (VisitState.PLANNED, False), "it comes later than was told"


def test_a_team_that_left_and_told_no_more_is_on_its_way(line: Line) -> None:
    dp, plan = line
    first = stops(plan)[0]
    left = first.start + timedelta(minutes=20)
    told = outcomes.tell(dp, plan, [first.visit_id], Told(outcomes.LEFT, left))
    actual = stops(told)[0].actual
    assert actual == Actual(None, left)
    assert (actual.over, actual.met) == (True, False)
    assert stops(told)[1].arrival == left + stops(told)[1].travel_time
    sentence = lock_sentence(stops(told)[0], ZoneInfo("UTC"))
    assert sentence.startswith("Left · ")
