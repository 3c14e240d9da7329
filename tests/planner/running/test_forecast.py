"""How a day goes on by itself, told in small stories; `tests/oracles/test_forecast.py` has the random ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from planner.day import outcomes
from planner.model import Plan, Wish
from planner.running.forecast import forecast
from planner.running.forecast_model import Forecast, Heard, Mark, State, heard_of
from planner.running.slow import slow
from planner.running.warning_words import act_words, warning_sentence, warning_short
from planner.running.warnings import DayWarning, WarningKind, warnings
from planner.told import CheckIn, Incident, IncidentKind, Said
from planner.translate import DayProblem
from tests.builders import TUESDAY, day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from tests.planner.day.locks.conftest import at

MINUTE = timedelta(minutes=1)
type Line = tuple[DayProblem, Plan]


@pytest.fixture
def line() -> Line:
    """One team, four visits along a road, a kilometer apart; the third was promised for the hour from its start."""
    dp = framed(day(*(visit(n, north=1000 * n) for n in range(1, 5)), teams=1))
    return dp, planned(dp, {dp.day.shifts[0].id: [each.id for each in dp.day.visits]})


def marks(found: Forecast) -> tuple[Mark, ...]:
    return found.teams[0].marks


def left_first(line: Line, late: timedelta) -> Plan:
    dp, plan = line
    first = plan.routes[0].stops[0]
    return outcomes.done(dp, plan, [first.visit_id], first.departure + late)


def test_before_the_day_begins_all_is_as_planned(line: Line) -> None:
    dp, plan = line
    found = forecast(dp, plan, at(7))
    assert found.plan.routes == plan.routes
    assert all(mark.delay == timedelta(0) and mark.state is State.AHEAD for mark in marks(found))


def test_teams_leave_as_their_papers_say_and_are_not_late_by_not_ringing_up(line: Line) -> None:
    dp, plan = line
    route, key = plan.routes[0], plan.routes[0].shift_id
    paper = {(key, stop.visit_id): stop.start for stop in route.stops}
    soon = forecast(dp, plan, route.stops[0].start - MINUTE, starts=paper)
    assert soon.plan.routes == plan.routes, "they will be there in a minute, for all that is known"
    now = route.stops[0].start + 40 * MINUTE
    assert marks(forecast(dp, plan, now, starts=paper))[0].start == now, "nobody has seen them at the door yet"
    told = forecast(dp, plan, now, heard=Heard(set_out={key: now - 30 * MINUTE}), starts=paper)
    assert (told.teams[0].start, told.teams[0].set_out) == (now - 30 * MINUTE, True)


def test_who_was_given_something_sooner_than_they_were_to_leave_leaves_now(line: Line) -> None:
    dp, plan = line
    route = plan.routes[0]
    paper = {(route.shift_id, stop.visit_id): at(15) for stop in route.stops}
    now = route.start + 40 * MINUTE
    assert forecast(dp, plan, now, starts=paper).teams[0].start == now
    assert forecast(dp, plan, now, starts={}).teams[0].start == now, "it came by telephone"


def test_who_is_silent_at_a_door_is_there_still_and_what_was_left_stays(line: Line) -> None:
    dp, plan = line
    second = plan.routes[0].stops[1]
    there = outcomes.begin(dp, left_first(line, 10 * MINUTE), [second.visit_id], second.start + 10 * MINUTE)
    now = second.departure + 50 * MINUTE
    found = forecast(dp, there, now)
    assert [mark.state for mark in marks(found)] == [State.MADE, State.THERE, State.AHEAD, State.AHEAD]
    assert (marks(found)[1].start, marks(found)[1].end) == (second.start + 10 * MINUTE, now)
    assert marks(found)[2].arrival == now + plan.routes[0].stops[2].travel_time
    assert marks(found)[0].end == plan.routes[0].stops[0].departure + 10 * MINUTE


def test_what_the_team_has_on_paper_is_one_mark_what_is_to_be_expected_another(line: Line) -> None:
    dp, plan = line
    key = plan.routes[0].shift_id
    paper = {(key, stop.visit_id): stop.start for stop in plan.routes[0].stops[:3]}
    late = left_first(line, 20 * MINUTE)
    found = forecast(dp, late, late.routes[0].stops[0].departure, starts=paper)
    assert [mark.delay for mark in marks(found)[1:3]] == [20 * MINUTE, 20 * MINUTE]
    assert marks(found)[3].planned is None, "it came by telephone, and is not confirmed"


def test_two_teams_wait_for_each_other_at_a_door() -> None:
    dp = framed(day(replace(visit(1, north=1000), two_teams=True), visit(2, north=4000), visit(3, north=8000)))
    one, two = (shift.id for shift in dp.day.shifts)
    both, far, last = (each.id for each in dp.day.visits)
    plan = planned(dp, {one: [both, last], two: [far, both]})
    started = plan.routes[1].stops[0].start
    plan = outcomes.begin(dp, plan, [far], started)
    now = started + 90 * MINUTE
    found = forecast(dp, plan, now)
    meeting = found.mark(two, both)
    assert meeting
    assert meeting.start == found.mark(one, both).start > now  # type: ignore[union-attr]
    assert found.mark(one, last).start > meeting.end  # type: ignore[union-attr]


def test_who_is_back_is_back_and_who_was_not_heard_comes_now(line: Line) -> None:
    dp, plan = line
    all_made = plan
    for stop in plan.routes[0].stops:
        all_made = outcomes.done(dp, all_made, [stop.visit_id], stop.departure)
    now, key = plan.routes[0].end + 30 * MINUTE, plan.routes[0].shift_id
    assert forecast(dp, all_made, now).teams[0].back == now
    assert forecast(dp, all_made, now, heard=Heard(back={key: now - MINUTE})).teams[0].back == now - MINUTE


def test_what_was_heard_is_read_from_the_facts_of_the_day() -> None:
    key, when = UUID(int=7), at(9)
    told = {"day": TUESDAY, "at": when, "by": "kim", "shift_id": key}
    out = CheckIn(**told, said=Said.SET_OUT, moment=when)  # type: ignore[arg-type]
    wrong = CheckIn(**told, said=Said.BACK, moment=when, taken_back=True)  # type: ignore[arg-type]
    stopped = Incident(**told, kind=IncidentKind.DANGER)  # type: ignore[arg-type]
    assert heard_of([out, wrong], [stopped]) == Heard({key: when}, {}, frozenset({key}))
    assert heard_of([], [replace(stopped, closed_at=when)]).paused == frozenset()


def test_on_a_slow_day_only_what_lies_ahead_takes_longer(line: Line) -> None:
    dp, plan = line
    second = plan.routes[0].stops[1]
    there = outcomes.begin(dp, left_first(line, 0 * MINUTE), [second.visit_id], second.start)
    wet = framed(slow(dp.day, 1.5))
    found = forecast(wet, there, second.start)
    before = forecast(dp, there, second.start)
    assert [(m.start, m.end) for m in marks(found)[:2]] == [(m.start, m.end) for m in marks(before)[:2]]
    assert (found.teams[0].start, marks(found)[0].arrival) == (before.teams[0].start, marks(before)[0].arrival)
    assert [s.travel_time for s in found.plan.routes[0].stops[:2]] == [s.travel_time for s in there.routes[0].stops[:2]]
    assert marks(found)[2].start > marks(before)[2].start
    assert wet.day.shifts[0].slow_factor == 1.5
    assert slow(wet.day, 1.0) == dp.day


# --- what will be missed


def promised(line: Line, span: timedelta, **more: object) -> Line:
    """The third visit is promised until so long after it is planned."""
    dp, plan = line
    third = plan.routes[0].stops[2]
    window = (third.start - span).time(), (third.start + span).time()
    told = {"promised": type(visit(1, ("09:00", "10:00")).windows[0])(*window), **more}
    visits = (replace(each, **told) if each.id == third.visit_id else each for each in dp.day.visits)  # type: ignore[arg-type]
    dp = framed(replace(dp.day, visits=tuple(visits)))
    return dp, planned(dp, {plan.routes[0].shift_id: [each.id for each in dp.day.visits]})


def seen(line: Line, late: timedelta, now: datetime | None = None) -> tuple[DayWarning, ...]:
    dp, plan = line
    paper = {(r.shift_id, stop.visit_id): stop.start for r in plan.routes for stop in r.stops}
    told = left_first(line, late)
    found = forecast(dp, told, now or told.routes[0].stops[0].departure, starts=paper)
    return warnings(dp, found, PACK, OPEN)


def test_a_promise_that_will_be_missed_is_told_once_and_early_enough(line: Line) -> None:
    dp, plan = line = promised(line, 15 * MINUTE)
    third, leaves = plan.routes[0].stops[2], plan.routes[0].stops[0].departure
    (warning,) = seen(line, 40 * MINUTE)
    assert (warning.kind, warning.visit_id, warning.late) == (WarningKind.PROMISE, third.visit_id, 25 * MINUTE)
    assert warning.red
    assert warning.in_reach, "were the second left for later, the third could be kept"
    assert leaves + 40 * MINUTE < warning.act_by < warning.due
    now = leaves + 40 * MINUTE
    assert warning_short(warning, dp.day) == "V-3: 25 min after the promised time"
    assert warning_sentence(warning, dp.day).startswith("Team 1 will be at V-3 at ")
    assert act_words(warning, dp.day, now).startswith("They still make it if they go there by ")
    assert seen(line, 0 * MINUTE) == ()
    (near,) = seen(line, 10 * MINUTE)
    assert (near.missed, near.red, near.late) == (False, False, -5 * MINUTE)


def test_when_nobody_can_be_there_in_time_the_customer_is_to_be_called(line: Line) -> None:
    dp, plan = line = promised(line, 5 * MINUTE)
    now = plan.routes[0].stops[2].start + 2 * MINUTE
    (warning,) = seen(line, 0 * MINUTE, now)
    assert not warning.in_reach
    assert warning.act_by == warning.due
    assert act_words(warning, dp.day, now).startswith("They do not make it any more.")


def test_a_wish_is_looked_at_last_and_gives_way_to_what_weighs_more(line: Line) -> None:
    _dp, plan = line
    wish = (plan.routes[0].stops[2].start + 5 * MINUTE).time()
    (warning,) = seen(promised(line, 60 * MINUTE, wish=Wish(None, wish)), 30 * MINUTE)
    assert (warning.kind, warning.missed, warning.red) == (WarningKind.WISH, True, False)
    (harder,) = seen(promised(line, 20 * MINUTE, wish=Wish(None, wish)), 30 * MINUTE)
    assert harder.kind is WarningKind.PROMISE


def test_the_law_and_the_end_of_the_shift_are_told_with_what_is_urgent_first(line: Line) -> None:
    dp, plan = line
    told = seen(line, 9 * 60 * MINUTE)
    assert {warning.kind for warning in told} == {WarningKind.LAW, WarningKind.SHIFT_END}
    assert [warning.act_by for warning in told] == sorted(warning.act_by for warning in told)
    assert all(warning.unlawful for warning in told if warning.visit_id)
    first = plan.routes[0].stops[0]
    there = outcomes.begin(dp, plan, [first.visit_id], at(19))
    overstayed = warnings(dp, forecast(dp, there, at(19, 50)), PACK, OPEN)[0]
    assert (overstayed.kind, overstayed.due) == (WarningKind.LEAVE, at(19, 45))
    assert overstayed.red


def test_a_team_that_stands_still_is_marked(line: Line) -> None:
    dp, plan = line = promised(line, 15 * MINUTE)
    now = plan.routes[0].stops[3].start
    found = forecast(dp, plan, now, heard=Heard(paused=frozenset({plan.routes[0].shift_id})))
    assert warnings(dp, found, PACK, OPEN)[0].paused
