"""Plans changed while teams are out: nothing is put into the past, budgets and locks hold, and times stay as shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking, searches
from planner.day.from_now import LEAD, under_way
from planner.day.workday import Workday, judged, work_on
from planner.model import Day, Plan, Visit
from planner.running.searches import spread_team
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import day, visit

ONE = datetime(2026, 11, 24, 13, tzinfo=UTC)


def never() -> bool:
    return False


def unheard(message: object) -> None:
    pass


@pytest.fixture(autouse=True)
def _soon(office: Office) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))


def work_with(office: Office, worker: Worker, town: Day, *routes: tuple[Visit, ...]) -> Workday:
    """The day with these visits on its routes, in this order."""
    framed = work_on(office, town, None, worker)
    plan = edit.follow(framed.problem, Plan(town.id))
    for shift, visits in zip(town.shifts, routes, strict=False):
        for number, each in enumerate(visits):
            plan = edit.move(framed.problem, plan, each.id, shift.id, number)
    return judged(office, framed, plan)


def starts(plan: Plan) -> list[list[datetime]]:
    return [[stop.start for stop in route.stops] for route in plan.routes]


def test_what_was_planned_from_now_on_stays_out_of_the_past_when_it_is_opened_again_or_edited(
    office: Office, worker: Worker
) -> None:
    town = day(*(visit(n, north=700 * n) for n in range(6)))
    work = work_with(office, worker, town, town.visits[:2])
    assert work.plan
    after = searches.plan_rest(office, worker, work, work.plan, ONE, never, on_message=unheard, cancelled=never)
    assert after.plan
    had = {stop.visit_id for route in work.plan.routes for stop in route.stops}
    new = [stop for route in after.plan.routes for stop in route.stops if stop.visit_id not in had]
    assert len(new) == 4
    assert all(stop.start >= ONE + LEAD for stop in new)
    assert starts(edit.follow(after.problem, after.plan)) == starts(after.plan)
    with office.store.writing() as session:
        session.save_day(town)
        session.save_plan(after.plan)
    with office.store.reading() as session:
        kept = session.draft(town.id)
    again = work_on(office, town, kept, worker)
    assert again.plan
    assert starts(again.plan) == starts(after.plan)
    moved = edit.move(again.problem, again.plan, new[0].visit_id, town.shifts[0].id, 0)
    assert all(stop.start >= ONE for r in moved.routes for stop in r.stops if stop.visit_id not in had)


def test_what_was_taken_off_one_team_on_its_way_another_begins_no_sooner_than_it_can_be_told(
    office: Office, worker: Worker
) -> None:
    town = day(*(visit(n, ("13:00", "17:00"), north=700 * n) for n in range(1, 3)))
    work = work_with(office, worker, town, town.visits)
    assert work.plan
    on_the_way = town.visits[0].id
    plan = under_way(work.plan, ONE)
    assert plan.on_the_way == {on_the_way}
    left = edit.take_out(work.problem, plan, on_the_way)
    given = edit.move(work.problem, left, on_the_way, town.shifts[1].id)
    (stop,) = given.stops_of(town.shifts[1].id)
    assert stop.start >= ONE + LEAD
    assert starts(edit.follow(work.problem, given)) == starts(given)


def test_a_late_visit_whose_window_is_over_is_not_moved_into_the_past(office: Office, worker: Worker) -> None:
    town = day(visit(1, ("09:00", "10:00")), *(visit(n, north=300 * n) for n in range(2, 13)))
    work = work_with(office, worker, town, (*town.visits[2:], town.visits[0]))
    late = town.visits[0].id
    assert work.plan
    assert [violation.visit_id for violation in work.violations if violation.kind == "late"] == [late]
    for most in (None, 0, 1):
        after = searches.replan(office, worker, work, work.plan, most, ONE, never, on_message=unheard, cancelled=never)
        assert after.plan
        found = [s.start for route in after.plan.routes for s in route.stops if s.visit_id == late]
        assert all(start >= ONE for start in found)


def test_a_budget_and_locks_hold_where_the_plan_at_hand_breaks_rules(office: Office, worker: Worker) -> None:
    both = tuple(visit(n, ("10:00", "10:05"), north=3000 * n) for n in (1, 2, 3, 4))
    town = day(*both, *(visit(n, north=300 * n) for n in range(5, 9)))
    work = work_with(office, worker, town, both, town.visits[4:])
    assert work.plan
    plan = locking.lock(work.plan, [both[3].id])
    work = judged(office, work, plan)
    assert len(work.violations) > 1
    for most in (0, 1):
        after = searches.replan(office, worker, work, plan, most, None, never, on_message=unheard, cancelled=never)
        assert after.plan
        homes = [{route.shift_id for route in p.routes_of(v.id)} for v in town.visits for p in (plan, after.plan)]
        assert sum(a != b for a, b in zip(homes[::2], homes[1::2], strict=True)) <= most
        locked = after.plan.route_of(both[3].id)
        assert locked
        assert locked.shift_id == town.shifts[0].id


def test_a_team_falls_ill_before_anybody_has_set_out_and_nothing_is_put_into_the_past(
    office: Office, worker: Worker
) -> None:
    town = day(*(visit(n, ("14:00", "17:00"), north=300 * n) for n in range(2)), visit(2, north=100))
    work = work_with(office, worker, town, town.visits)
    assert work.plan
    noon = ONE - timedelta(hours=1)
    plan = edit.move(work.problem, work.plan, town.visits[2].id, town.shifts[0].id, 2)
    work = judged(office, work, plan)
    after = spread_team(office, worker, work, plan, town.shifts[0].id, noon, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert after.plan.planned == 3
    assert all(stop.start >= noon + LEAD for route in after.plan.routes for stop in route.stops)


def test_who_waited_for_a_visit_of_the_ill_team_does_not_start_in_the_past(office: Office, worker: Worker) -> None:
    town = day(visit(1, ("14:00", "16:00"), north=500), replace(visit(2, north=900), after="V-1"), teams=3)
    work = work_with(office, worker, town, town.visits[:1], town.visits[1:])
    assert work.plan
    ill = town.shifts[0].id
    after = spread_team(office, worker, work, work.plan, ill, ONE, never, on_message=unheard, cancelled=never)
    assert after.plan
    assert after.plan.planned == 2
    assert not after.violations
    assert all(stop.start >= ONE + LEAD for route in after.plan.routes for stop in route.stops)
