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
from planner.running.trying import Trying
from planner.running.warnings import DayWarning, warnings
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


def frozen(day: Trying, but: UUID | None) -> dict[UUID, list[UUID]]:
    """What is made or near, by team."""
    return {
        route.shift_id: [stop.visit_id for stop in route.stops if is_near(stop, day.now) and stop.visit_id != but]
        for route in day.found.plan.routes
    }


def kept(day: Trying, warning: DayWarning, way: Way) -> None:
    """What a way promises."""
    dp, key = problem_of(way, day.dp), warning.visit_id or warning.shift_id
    after = forecast(dp, way.plan, day.now)
    missed = {each.visit_id or each.shift_id: each for each in warnings(dp, after, PACK, OPEN)}
    assert key not in missed or not missed[key].missed
    had = {each for each, known in day.missed.items() if known.red}
    assert {each for each, then in missed.items() if then.red} <= had - {key}
    assert len(gate.judge(PACK, OPEN, dp.day, after.plan)) <= len(gate.judge(PACK, OPEN, dp.day, day.found.plan))
    assert len(edit.violations(dp, way.plan, PACK, OPEN)) <= len(edit.violations(day.dp, day.plan, PACK, OPEN))
    for shift_id, visits in frozen(day, way.visit_id if way.kind is WayKind.DROP else None).items():
        stops = next((route.stops for route in way.plan.routes if route.shift_id == shift_id), ())
        assert [stop.visit_id for stop in stops][: len(visits)] == visits
    placed = {visit.id for visit in dp.day.visits if way.plan.route_of(visit.id)}
    before = {visit.id for visit in dp.day.visits if day.plan.route_of(visit.id)}
    assert before - placed == ({way.visit_id} if way.kind is WayKind.DROP else set())


def test_every_way_keeps_its_word() -> None:
    random, kinds = Random(21), dict[WayKind, int]()
    for number in range(30):
        dp, plan = promised(random, *any_town(random, linked=number % 3 == 0))
        plan, now = at_some_time(random, dp, plan, 450)
        day = Trying(dp, plan, now, PACK, OPEN)
        for warning in tuple(day.missed.values())[:2]:
            found = ways_of(day, warning)
            for way in found:
                kinds[way.kind] = kinds.get(way.kind, 0) + 1
                kept(day, warning, way)
    assert kinds.keys() >= {WayKind.CALL, WayKind.DROP, WayKind.HAND_OVER}, kinds
