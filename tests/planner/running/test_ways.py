"""What can be done about a warning: small days on which one way is the right one, and what is never offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from planner.bootstrap import Office
from planner.cases.model import Hold, HoldKind
from planner.day import edit, outcomes
from planner.model import Day, Visit, Window
from planner.policy import gate
from planner.running.agreeing import agreed_windows, span_for
from planner.running.forecast import forecast
from planner.running.forecast_model import Heard
from planner.running.handover import ways_of_handover
from planner.running.handover_proof import law_of
from planner.running.reordering import better_orders
from planner.running.team_warning import by_team
from planner.running.trying import Trying
from planner.running.warnings import DayWarning
from planner.running.way_model import Way, WayKind
from planner.running.way_words import way_calls, way_effect, way_title
from planner.running.ways import ways, ways_of
from planner.told import Said
from routing.worker import Worker
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running
from tests.planner.running.roads import TEN, meeting_of, routed, town, under_way

MINUTE = timedelta(minutes=1)
NO_HEARD = Heard()


def promised(each: Visit, first: str, last: str) -> Visit:
    return replace(each, promised=visit(0, (first, last)).windows[0])


def running(the_day: Day, orders: dict[int, list[int]], now: datetime, heard: Heard = NO_HEARD) -> Trying:
    """The first team has just left its first stop; by number of team, the numbers of its visits in order."""
    dp = framed(the_day)
    shifts, visits = dp.day.shifts, dp.day.visits
    plan = planned(dp, {shifts[team].id: [visits[n].id for n in its] for team, its in orders.items()})
    first = plan.routes[0].stops[0].visit_id
    plan = outcomes.done(dp, outcomes.begin(dp, plan, [first], now - 20 * MINUTE), [first], now)
    return Trying(dp, plan, now, PACK, OPEN, heard)


def of(trying: Trying, visit_id: UUID | None = None) -> tuple[DayWarning, tuple[Way, ...]]:
    warning = trying.missed[visit_id] if visit_id else next(iter(trying.missed.values()))
    late = trying.late(warning.shift_id)
    assert late
    return warning, ways_of(trying, late)


def one(ways: tuple[Way, ...], kind: WayKind) -> Way:
    return next(way for way in ways if way.kind is kind)


@pytest.fixture
def late() -> Trying:
    """It is ten past eleven; the fourth was promised until noon, and there are two stops of half an hour before it."""
    visits = [visit(n, north=900 * n) for n in range(1, 5)]
    visits[3] = promised(visits[3], "11:00", "12:00")
    return running(day(*visits, visit(9, north=9000), teams=2), {0: [0, 1, 2, 3], 1: [4]}, at(11, 10))


def test_each_way_is_gone_to_the_end_and_the_cheapest_comes_first(late: Trying) -> None:
    last = late.dp.day.visits[3].id
    warning, found = of(late, last)
    assert warning.red
    assert [way.price for way in found] == sorted(way.price for way in found)
    assert {way.kind for way in found} >= {WayKind.CALL, WayKind.DROP, WayKind.HAND_OVER}
    for way in found:
        assert edit.violations(late.dp, way.plan, PACK, OPEN) == () or way.kind is WayKind.CALL
        assert gate.judge(PACK, OPEN, way.day, way.plan) == ()
        after = Trying(late.dp if way.kind is not WayKind.CALL else framed(way.day), way.plan, late.now, PACK, OPEN)
        assert last not in after.missed, way.kind


def test_another_order_keeps_the_promise_and_the_near_stop_stays(late: Trying) -> None:
    last = late.dp.day.visits[3].id
    _warning, found = of(late, last)
    way = one(found, WayKind.REORDER)
    before, after = (
        [late.dp.day.visit(s.visit_id).reference for s in p.routes[0].stops] for p in (late.plan, way.plan)
    )
    assert before == ["V-1", "V-2", "V-3", "V-4"]
    assert after[:2] == ["V-1", "V-2"], "one is made, the other within half an hour"
    assert after == ["V-1", "V-2", "V-4", "V-3"]
    assert way.ring_teams == (late.dp.day.shifts[0].id,)
    assert way_calls(way, late.dp.day) == "Ring up: Team 1"
    assert way_title(way, late.dp.day, late.plan) == "Team 1 goes to V-4 before V-3"
    assert way_effect(way, late.dp.day).startswith("V-4 at 11:")


def test_a_customer_is_asked_for_a_lawful_time_around_when_the_team_comes(late: Trying) -> None:
    last = late.dp.day.visits[3]
    warning, found = of(late, last.id)
    way = one(found, WayKind.CALL)
    assert way.span
    assert way.span.earliest <= warning.expected.time() <= way.span.latest
    assert way.ring_customers == (last.id,)
    assert way.day.visit(last.id).promised == way.span
    words = way_title(way, late.dp.day, late.plan)
    assert words.startswith("Ask the customer of V-4 for ")
    assert words.endswith(" instead of 11:00–12:00")
    evening = span_for(PACK, OPEN, late.dp.day, last, at(19, 10), at(18), timedelta(minutes=90))
    assert evening == Window(at(18, 30).time(), at(19, 15).time()), "the stay has to end within the lawful hours"
    assert span_for(PACK, OPEN, late.dp.day, last, at(19, 30), at(18), timedelta(minutes=90)) is None


def test_a_visit_left_for_another_day_comes_with_lawful_days_and_says_whom_to_ring(late: Trying) -> None:
    last = late.dp.day.visits[3]
    _warning, found = of(late, last.id)
    dropped = {way.visit_id: way for way in found if way.kind is WayKind.DROP}
    assert dropped[last.id].ring_customers == (last.id,), "they were told a time"
    others = [way for key, way in dropped.items() if key != last.id]
    assert all(not way.ring_customers for way in others)
    assert all(slot.date > last.date for way in dropped.values() for slot in way.slots)
    assert all(way.slots and way.plan.route_of(way.visit_id) is None for way in dropped.values() if way.visit_id)


def test_who_may_not_be_called_now_is_named_so_and_costs_the_same(late: Trying) -> None:
    last = late.dp.day.visits[3]
    way = next(way for way in of(late, last.id)[1] if way.kind is WayKind.DROP and way.visit_id == last.id)
    shut = replace(way, ring_customers=(), not_now=way.ring_customers)
    assert shut.price == way.price
    assert way_calls(shut, shut.day) == "Ring up: Team 1. Not to be called now: the customer of V-4"


def test_a_visit_is_left_out_though_its_customer_may_not_be_called(running: Running) -> None:
    key = running.visit(2, 2)
    running.hear(2, Said.ARRIVED, at(10, 5), stop=1)
    running.hear(2, Said.LEFT, at(11, 20), stop=1, code="A")
    told = promised(running.work.day.visit(key), "10:30", "11:00")
    dp = agreed_windows(running.work.problem, told, running.office.pack, running.office.closed(running.work.day))
    work = replace(running.work, day=dp.day, problem=dp, plan=edit.follow(dp, running.plan))
    found = forecast(dp, running.plan, running.now)

    def ways_now() -> dict[WayKind, Way]:
        return {way.kind: way for way in ways(running.office, work, running.team(2), found).ways}

    assert ways_now()[WayKind.DROP].ring_customers == (key,)
    assert WayKind.CALL in ways_now()
    with running.office.store.writing() as session:
        session.add_fact(Hold(customer_id=told.customer.id, at=running.now, by="user", kind=HoldKind.REPRESENTED))
    way = ways_now()[WayKind.DROP]
    assert (way.ring_customers, way.not_now) == ((), (key,))
    assert WayKind.CALL not in ways_now()


def test_who_stands_still_neither_makes_nor_hands_over_anything(late: Trying) -> None:
    still = replace(late, heard=Heard(paused=frozenset({late.dp.day.shifts[0].id})))
    _warning, found = of(still, late.dp.day.visits[3].id)
    assert {way.kind for way in found} == {WayKind.CALL, WayKind.DROP}


def test_no_way_leads_past_the_law() -> None:
    visits = [visit(n, north=900 * n) for n in range(1, 4)]
    visits[2] = promised(visits[2], "18:00", "19:10")
    shifts = day(*visits, teams=1)
    shifts = replace(shifts, shifts=(replace(shifts.shifts[0], max_overtime=timedelta(hours=3)),))
    trying = running(shifts, {0: [0, 1, 2]}, at(18, 45))
    warning, found = of(trying, visits[2].id)
    assert warning.unlawful
    assert all(way.kind is not WayKind.CALL for way in found)
    for way in found:
        assert gate.judge(PACK, OPEN, trying.dp.day, way.plan) == ()


def test_a_team_that_comes_back_late_may_agree_to_work_longer() -> None:
    visits = [visit(n, north=4000 * n, minutes=60) for n in range(1, 4)]
    trying = running(day(*visits, teams=1), {0: [0, 1, 2]}, at(15, 15))
    key = trying.dp.day.shifts[0].id
    warning = trying.missed[key]
    late = trying.late(key)
    assert late
    found = ways_of(trying, late)
    way = one(found, WayKind.OVERTIME)
    assert way.overtime >= warning.late
    assert way.day.shift(key).max_overtime == way.overtime
    assert "longer, if they agree" in way_title(way, trying.dp.day, trying.plan)
    assert WayKind.DROP in {each.kind for each in found}


def test_two_stops_change_places_where_one_is_not_enough() -> None:
    visits = [visit(n, north=300 * n, minutes=60) for n in range(1, 6)]
    for number in (3, 4):
        visits[number] = promised(visits[number], "09:00", "11:00")
    dp = framed(day(*visits, teams=1))
    vehicle, jobs = str(dp.day.shifts[0].id), [job.id for job in dp.problem.jobs]
    best = better_orders(dp.problem, vehicle, jobs, 0)[0]
    assert best.late == 0
    assert len(best.moves) == 2
    assert set(best.jobs[:2]) == set(jobs[3:])


def test_who_said_to_be_in_at_another_time_is_in_then_as_well(office: Office) -> None:
    narrow = replace(visit(1, ("10:00", "11:00")), promised=None)
    dp = framed(day(narrow, teams=1))
    plan = planned(dp, {dp.day.shifts[0].id: [narrow.id]})
    trying = Trying(dp, plan, at(11, 30), PACK, OPEN)
    way = one(of(trying)[1], WayKind.CALL)
    assert way.day.visits[0].windows == (narrow.windows[0], way.span)


def test_a_meeting_at_which_nobody_was_seen_is_still_to_come_for_both(office: Office, worker: Worker) -> None:
    work = under_way(routed(office, worker, town()))
    dp, (one, two), last = work.problem, work.day.shifts, work.day.visits[3].id
    assert work.plan
    plan = ways_of_handover(dp, work.plan, [last], two.id, TEN, law=law_of(office, work.day))[0].plan
    now = meeting_of(plan, two.id).end + 40 * MINUTE
    found = forecast(dp, plan, now)
    gives, takes = meeting_of(found.plan, one.id), meeting_of(found.plan, two.id)
    assert gives.start == takes.start >= now
    brought = found.mark(two.id, last)
    assert brought
    assert brought.start >= takes.end


# --- one team, late for several


@pytest.fixture
def late_for_three() -> Trying:
    """It is ten past eleven; three of the four stops ahead were promised, and what lies before them takes an hour."""
    visits = [visit(n, north=900 * n, minutes=60 if n == 3 else 30) for n in range(1, 7)]
    for number, last in ((3, "12:30"), (4, "13:00"), (5, "14:00")):
        visits[number] = promised(visits[number], "11:00", last)
    return running(day(*visits, visit(9, north=9000), teams=2), {0: [0, 1, 2, 3, 4, 5], 1: [6]}, at(11, 10))


def test_a_team_is_one_warning_and_one_choice_mends_all_it_would_miss(late_for_three: Trying) -> None:
    trying = late_for_three
    (only,) = by_team(trying.warned)
    assert len(only.to_mend) == 3
    found = ways_of(trying, only)
    whole = next(way for way in found if not way.left and way.kind is WayKind.DROP)
    assert whole.visit_id == trying.dp.day.visits[2].id
    assert way_effect(whole, trying.dp.day).startswith("all 3 kept")
    assert [way.price for way in found if way.kind is not WayKind.CALL] == sorted(
        way.price for way in found if way.kind is not WayKind.CALL
    )
    calls = [way for way in found if way.kind is WayKind.CALL]
    assert [way.mended for way in calls] == [(each.visit_id,) for each in only.to_mend], "each is one call"
    assert {way.left for way in calls} == {2}
    at_ = [number for number, way in enumerate(found) if way.kind is WayKind.CALL]
    assert at_ == list(range(at_[0], at_[0] + 3)), "and they stand together"


def test_a_stop_within_half_an_hour_is_helped_by_a_hand_that_sends_the_team_there_first() -> None:
    visits = [visit(n, north=900 * n, minutes=15) for n in range(1, 4)]
    visits[2] = promised(visits[2], "11:00", "11:32")
    trying = running(day(*visits, teams=1), {0: [0, 1, 2]}, at(11, 10))
    last = visits[2].id
    assert trying.is_near(last)
    _warning, found = of(trying, last)
    by_hand = [way for way in found if way.by_hand]
    assert {way.kind for way in by_hand} == {WayKind.REORDER, WayKind.DROP}
    first = one(tuple(by_hand), WayKind.REORDER)
    assert [stop.visit_id for stop in first.plan.routes[0].stops] == [visits[n].id for n in (0, 2, 1)]
    assert first.expected
    assert at(11, 10) <= first.expected <= at(11, 32)
    assert way_calls(first, trying.dp.day) == "Ring up at once: Team 1"
    assert way_effect(first, trying.dp.day).endswith("if they are not at V-2 yet")
