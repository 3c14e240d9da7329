"""Plan the rest, improve, re-plan within a budget, a team that is ill: what each may touch, and what it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit, searches
from planner.day.difference import difference
from planner.day.from_now import freeze, is_near, stakes, thaw
from planner.day.workday import Workday, judged, work_on
from planner.model import Lock, Plan
from planner.running.searches import spread_team
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import day, visit

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def never() -> bool:
    return False


def unheard(message: object) -> None:
    pass


@pytest.fixture
def work(office: Office, worker: Worker) -> Workday:
    """Twelve visits: six with the first team, in an order nobody would choose, two with the second, four with none."""
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.6))
    town = day(*(visit(n, north=700 * n, east=400 * (n % 3)) for n in range(12)))
    framed = work_on(office, town, None, worker)
    ids = [town.visits[n].id for n in (5, 0, 4, 1, 3, 2)]
    plan = edit.follow(framed.problem, Plan(town.id))
    for place, key in enumerate(ids):
        plan = edit.move(framed.problem, plan, key, town.shifts[0].id, place)
    plan = edit.move_all(framed.problem, plan, [v.id for v in town.visits[6:8]], town.shifts[1].id)
    return judged(office, framed, plan)


def orders(plan: Plan | None) -> list[list[object]]:
    assert plan
    return [[stop.visit_id for stop in route.stops] for route in plan.routes]


def teams(plan: Plan | None) -> list[set[object]]:
    return [set(order) for order in orders(plan)]


def test_the_rest_comes_in_and_what_is_there_keeps_team_and_order(
    office: Office, worker: Worker, work: Workday
) -> None:
    assert work.plan
    heard: list[object] = []
    after = searches.plan_rest(office, worker, work, work.plan, None, never, on_message=heard.append, cancelled=never)
    assert after.plan
    assert after.plan.planned == 12
    for before, now in zip(orders(work.plan), orders(after.plan), strict=True):
        assert [key for key in now if key in before] == before
    assert not difference(work.day, work.plan, after.plan).moved
    assert any(isinstance(message, Plan) for message in heard)


def test_a_route_that_a_person_made_late_is_kept_when_the_rest_is_planned(office: Office, worker: Worker) -> None:
    both = [visit(n, ("10:00", "10:05"), north=4000 * n) for n in (1, 2)]
    town = day(*both, visit(3, north=200))
    framed = work_on(office, town, None, worker)
    plan = edit.move_all(framed.problem, Plan(town.id), [each.id for each in both], town.shifts[0].id)
    work = judged(office, framed, edit.follow(framed.problem, plan))
    assert work.plan
    assert work.violations
    after = searches.plan_rest(office, worker, work, work.plan, None, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert after.plan.planned == 3
    assert orders(after.plan)[0] == orders(work.plan)[0]


def test_improving_changes_orders_and_no_team(office: Office, worker: Worker, work: Workday) -> None:
    assert work.plan
    after = searches.improve(office, worker, work, work.plan, None, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert teams(after.plan) == teams(work.plan)
    assert after.plan.travel_time < work.plan.travel_time


def test_improving_leaves_a_route_that_a_person_made_late_and_betters_the_others(
    office: Office, worker: Worker, work: Workday
) -> None:
    both = [visit(90 + n, ("10:00", "10:05"), north=4000 * n) for n in (1, 2)]
    town = replace(work.day, visits=(*work.day.visits, *both))
    framed = work_on(office, town, work.plan, worker)
    assert framed.plan
    plan = edit.move_all(framed.problem, framed.plan, [each.id for each in both], town.shifts[1].id)
    late = judged(office, framed, plan)
    assert late.violations
    after = searches.improve(office, worker, late, plan, None, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert after.plan.routes[1].stops == plan.routes[1].stops
    assert after.plan.travel_time < plan.travel_time


def test_a_new_plan_moves_no_more_than_it_may(office: Office, worker: Worker, work: Workday) -> None:
    assert work.plan
    after = searches.replan(office, worker, work, work.plan, 1, None, never, on_message=unheard, cancelled=never)
    assert after.plan
    found = difference(work.day, work.plan, after.plan)
    assert len(found.moved) <= 1
    assert not found.taken_out
    assert after.plan.planned == 12


def test_from_now_on_nothing_near_changes_and_nothing_is_put_into_the_past(
    office: Office, worker: Worker, work: Workday
) -> None:
    assert work.plan
    after = searches.replan(office, worker, work, work.plan, None, NOON, never, on_message=unheard, cancelled=never)
    assert after.plan
    near = [stop for route in work.plan.routes for stop in route.stops if is_near(stop, NOON)]
    assert near
    starts = {stop.visit_id: stop for route in after.plan.routes for stop in route.stops}
    for stop in near:
        assert starts[stop.visit_id].start == stop.start
        assert starts[stop.visit_id].lock == stop.lock
    others = [stop.start for key, stop in starts.items() if key not in {each.visit_id for each in near}]
    assert others
    assert min(others) >= NOON + timedelta(minutes=30)


def test_a_team_that_is_ill_leaves_its_visits_to_the_others(office: Office, worker: Worker, work: Workday) -> None:
    assert work.plan
    ill, other = work.day.shifts
    night = NOON - timedelta(hours=12)
    after = spread_team(office, worker, work, work.plan, ill.id, night, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert after.day.shifts == (other,)
    assert after.day.absent == {member.id for member in ill.members}
    assert teams(after.plan)[0] >= teams(work.plan)[1]
    assert after.plan.planned == 8, "nobody asked for the four without a team"


def test_a_team_that_falls_ill_at_noon_keeps_what_it_has_made(office: Office, worker: Worker, work: Workday) -> None:
    assert work.plan
    ill = work.day.shifts[0]
    made = [stop.visit_id for stop in work.plan.routes[0].stops if stop.start < NOON]
    after = spread_team(office, worker, work, work.plan, ill.id, NOON, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert 0 < len(made) < 6
    assert orders(after.plan)[0] == made
    assert after.day.shift(ill.id).max_visits == len(made)
    assert after.plan.planned == 8
    assert not [each for each in after.violations if each.legal]


def test_what_is_at_stake_is_counted_before_anything_is_searched(work: Workday) -> None:
    assert work.plan
    before = stakes(work.day, work.plan, None)
    assert (before.frozen, before.locked, before.free, before.promised) == (0, 0, 8, 0)
    now = stakes(work.day, work.plan, NOON)
    assert now.frozen > 0
    assert now.frozen + now.free == 8


def test_frozen_stops_have_their_own_locks_back_afterwards(work: Workday) -> None:
    assert work.plan
    first = work.plan.routes[0]
    locked = replace(first, stops=(replace(first.stops[0], lock=Lock(place=1)), *first.stops[1:]))
    plan = replace(work.plan, routes=(locked, *work.plan.routes[1:]))
    frozen = freeze(plan, NOON)
    assert frozen.routes[0].stops[0].begun
    assert thaw(frozen, plan) == plan


def test_a_search_that_is_stopped_at_once_leaves_the_plan_there_was(
    office: Office, worker: Worker, work: Workday
) -> None:
    assert work.plan
    after = searches.improve(office, worker, work, work.plan, None, lambda: True, on_message=unheard, cancelled=never)
    assert orders(after.plan) == orders(work.plan)
