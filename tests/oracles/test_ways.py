"""`planner.running.ways` on random days under way: what is offered keeps its word, and touches nothing that is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

from planner.day import edit
from planner.day.from_now import is_near
from planner.model import Plan, Window
from planner.policy import gate
from planner.running.forecast import forecast
from planner.running.team_warning import TeamWarning, by_team
from planner.running.trying import TOO_LATE, Trying
from planner.running.warnings import warnings
from planner.running.way_model import Way, WayKind
from planner.running.ways import ways_of
from planner.translate import DayProblem
from tests.oracles.test_forecast import any_town, at_some_time
from tests.planner.day.handmade import OPEN, PACK, framed

QUARTER = timedelta(minutes=15)


def promised(random: Random, dp: DayProblem, plan: Plan) -> tuple[DayProblem, Plan]:
    """Two of three customers were told a time about the planned one."""
    starts = {stop.visit_id: stop.start for route in plan.routes for stop in route.stops}
    visits = []
    for each in dp.day.visits:
        start = starts.get(each.id)
        span = Window((start - QUARTER).time(), (start + QUARTER).time()) if start and random.random() < 0.7 else None
        visits.append(replace(each, windows=(), promised=span))
    dp = framed(replace(dp.day, visits=tuple(visits)))
    return dp, edit.follow(dp, plan)


def problem_of(way: Way, dp: DayProblem) -> DayProblem:
    return framed(way.day) if way.day is not dp.day else dp


def frozen(day: Trying, way: Way) -> dict[UUID, list[UUID]]:
    """What is made or near, by team; where a hand moves what is near, what has begun."""
    return {
        route.shift_id: [
            stop.visit_id for stop in route.stops if (stop.begun if way.by_hand else is_near(stop, day.now))
        ]
        for route in day.found.plan.routes
    }


def broken(day: Trying, dp: DayProblem, plan: Plan) -> int:
    """How many rules a plan breaks, beside times that are missed as it goes on anyway."""
    late = {key for key, each in day.missed.items() if each.red}
    found = edit.violations(dp, plan, PACK, OPEN)
    return sum(not (each.kind in TOO_LATE and (each.visit_id or each.shift_id) in late) for each in found)


def kept(day: Trying, late: TeamWarning, way: Way) -> None:
    """What a way promises."""
    dp, mended = problem_of(way, day.dp), {each or late.shift_id for each in way.mended}
    after = forecast(dp, way.plan, day.now)
    missed = {each.visit_id or each.shift_id: each for each in warnings(dp, after, PACK, OPEN)}
    assert mended
    assert all(key not in missed or not missed[key].missed for key in mended)
    assert way.left == len(late.to_mend) - len(mended)
    had = {each for each, known in day.missed.items() if known.red}
    assert {each for each, then in missed.items() if then.red} <= had - mended
    assert len(gate.judge(PACK, OPEN, dp.day, after.plan)) <= len(gate.judge(PACK, OPEN, dp.day, day.found.plan))
    assert broken(day, dp, way.plan) <= broken(day, day.dp, day.plan)
    for shift_id, visits in frozen(day, way).items():
        stops = next((route.stops for route in way.plan.routes if route.shift_id == shift_id), ())
        assert [stop.visit_id for stop in stops][: len(visits)] == visits
    placed = {visit.id for visit in dp.day.visits if way.plan.route_of(visit.id)}
    before = {visit.id for visit in dp.day.visits if day.plan.route_of(visit.id)}
    assert before - placed == ({way.visit_id} if way.kind is WayKind.DROP else set())


def test_every_way_keeps_its_word() -> None:
    random, kinds, by_hand, whole = Random(21), dict[WayKind, int](), 0, 0
    for number in range(30):
        dp, plan = promised(random, *any_town(random, linked=number % 3 == 0))
        plan, now = at_some_time(random, dp, plan, 450)
        day = Trying(dp, plan, now, PACK, OPEN)
        for late in by_team(day.warned)[:2]:
            for way in ways_of(day, late):
                kinds[way.kind] = kinds.get(way.kind, 0) + 1
                by_hand += bool(way.by_hand)
                whole += len(late.to_mend) > 1 and not way.left
                kept(day, late, way)
    assert min(by_hand, whole) > 0, (by_hand, whole)
    assert kinds.keys() >= {WayKind.CALL, WayKind.DROP, WayKind.HAND_OVER}, kinds
