"""Whatever hands do to a day with meetings, its plan stays whole: an attack by chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking, outcomes
from planner.day.from_now import freeze, thaw
from planner.day.meetings import coming_of
from planner.day.preview import Preview
from planner.model import Day, Plan, Stop, Visit
from planner.running.handover import hand_over, ways_of_handover
from planner.running.handover_proof import Law, law_of
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import day, visit
from tests.planner.running.roads import TEN, route_of, routed, under_way

type Hand = Callable[[random.Random, DayProblem, Plan, Stop, Law], Plan]


def somewhere(dice: random.Random, number: int) -> Visit:
    return visit(number, north=dice.uniform(-5000, 5000), east=dice.uniform(-5000, 5000), minutes=20)


def any_team(dice: random.Random, dp: DayProblem, plan: Plan, stop: Stop, law: Law) -> Plan:
    ways = hand_over(dp, plan, [stop.visit_id], TEN, law=law)
    return dice.choice(ways).plan if ways else plan


def one_team(dice: random.Random, dp: DayProblem, plan: Plan, stop: Stop, law: Law) -> Plan:
    ways = ways_of_handover(dp, plan, [stop.visit_id], dice.choice(dp.day.shifts).id, TEN, law=law)
    had = {(each.kind, each.visit_id) for each in edit.broken(dp, plan)}
    for way in ways:
        assert {(each.kind, each.visit_id) for each in edit.broken(dp, way.plan)} <= had
    return ways[0].plan if ways else plan


def take_out(_dice: random.Random, dp: DayProblem, plan: Plan, stop: Stop, _law: Law) -> Plan:
    return edit.take_out(dp, plan, stop.visit_id)


def lock(dice: random.Random, _dp: DayProblem, plan: Plan, stop: Stop, _law: Law) -> Plan:
    return dice.choice([locking.lock, locking.lock_place, locking.unlock])(plan, [stop.visit_id])


def tell(dice: random.Random, dp: DayProblem, plan: Plan, stop: Stop, _law: Law) -> Plan:
    at = max(TEN, stop.start) + timedelta(minutes=dice.randrange(-10, 20))
    return dice.choice([outcomes.begin, outcomes.done])(dp, plan, [stop.visit_id], at)


def take_back(dice: random.Random, dp: DayProblem, plan: Plan, _stop: Stop, _law: Law) -> Plan:
    told = [stop.visit_id for route in plan.routes for stop in route.stops if stop.begun]
    return outcomes.unmark(dp, plan, [dice.choice(told)]) if told else plan


def stand_still(dice: random.Random, dp: DayProblem, plan: Plan, _stop: Stop, _law: Law) -> Plan:
    assert dp.papers
    still = replace(dp, papers=replace(dp.papers, paused=frozenset({dice.choice(dp.day.shifts).id})))
    rests = edit.follow(still, plan)
    assert not any(each.visit_id for each in edit.broken(still, rests) if each.kind == "meeting_missed")
    return edit.follow(dp, rests)


HANDS: tuple[Hand, ...] = (any_team, one_team, one_team, take_out, lock, tell, take_back, stand_still)


@pytest.mark.parametrize("seed", range(6))
def test_a_plan_stays_whole(office: Office, worker: Worker, seed: int) -> None:
    dice = random.Random(seed)
    the_day = day(*(somewhere(dice, number) for number in range(12)), teams=3)
    work = under_way(routed(office, worker, the_day, *(the_day.visits[n : n + 4] for n in (0, 4, 8))))
    dp, plan, law = work.problem, work.plan, law_of(office, work.day)
    assert plan
    plan = hand_over(dp, plan, [plan.routes[0].stops[-1].visit_id], TEN, law=law)[0].plan
    assert plan.meetings
    for _step in range(12):
        free = [stop for route in plan.routes for stop in route.stops if not stop.begun]
        if not free:
            break
        plan = dice.choice(HANDS)(dice, dp, plan, dice.choice(free), law)
        plan = dragged(office, dice, dp, plan)
        look_at(the_day, dp, plan)


def dragged(office: Office, dice: random.Random, dp: DayProblem, plan: Plan) -> Plan:
    """A drag, which comes to what was shown before the hand let go."""
    free = [stop.visit_id for route in plan.routes for stop in route.stops if not stop.begun]
    if not free or dice.random() < 0.6:
        return plan
    shift, visit_id = dice.choice(dp.day.shifts).id, dice.choice(free)
    position = dice.randrange(len(route_of(plan, shift).stops) + 1)
    shown = Preview(dp, plan, [visit_id], office.pack, office.closed(dp.day)).at(shift, position)
    moved = edit.move(dp, plan, visit_id, shift, position)
    assert all(route == route_of(moved, route.shift_id) for route in shown.routes)
    return moved


def look_at(the_day: Day, dp: DayProblem, plan: Plan) -> None:
    """Nothing is lost, all is in order, teams meet in the same second, and nothing changes by being looked at again."""
    assert edit.follow(dp, plan).routes == plan.routes
    placed = {stop.visit_id for route in plan.routes for stop in route.stops}
    assert len(placed) + len(plan.unassigned) == len(the_day.visits)
    for route in plan.routes:
        starts = [each.start for each in route.in_order]
        assert starts == sorted(starts)
        assert all(rest.after <= len(route.stops) for rest in route.breaks)
    broken = {each.kind for each in edit.broken(dp, plan)}
    for meeting in coming_of(plan):
        there = {each.start for route in plan.routes for each in route.meetings if each.meeting_id == meeting.id}
        assert len(there) == 1 or "meeting_missed" in broken
    held = thaw(edit.follow(dp, freeze(plan, TEN)), plan)
    assert [len(route.meetings) for route in held.routes] == [len(route.meetings) for route in plan.routes]
