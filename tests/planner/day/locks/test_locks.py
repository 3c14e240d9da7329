"""What a person has settled of a stop stays: its team, its place, its start."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.absence import take, ways_out
from planner.day.optimize import prepare
from planner.day.replacements import Kind
from planner.day.urgent import insert_urgent
from planner.day.wanted import Wanted
from routing.solvers import ENGINES
from routing.worker import Worker
from tests.builders import day, shift, visit
from tests.planner.day.locks.conftest import Settled, at, broken, searched, stop_of, where


def test_what_was_settled_is_at_once_as_it_was_told(office: Office, settled: Settled) -> None:
    settled.check(settled.plan)
    assert broken(office, settled.dp, settled.plan) == []
    assert all(stop.begun for stop in settled.plan.routes[0].stops[:2])
    assert settled.plan.routes[0].begun == 2
    assert edit.follow(settled.dp, settled.plan).routes == settled.plan.routes


@pytest.mark.parametrize("engine", ENGINES)
def test_it_holds_when_the_day_is_planned_again(office: Office, worker: Worker, settled: Settled, engine: str) -> None:
    again = searched(office, worker, settled.day, settled.plan, Wanted(engine))
    assert again.planned == 15
    settled.check(again)
    assert broken(office, settled.dp, again) == []


def test_it_holds_when_others_are_moved_and_taken_out(office: Office, settled: Settled) -> None:
    plan, dp = settled.plan, settled.dp
    free = [stop.visit_id for route in plan.routes for stop in route.stops if not stop.locked]
    for number, visit_id in enumerate(free):
        plan = edit.move(dp, plan, visit_id, settled.day.shifts[number % 3].id)
        settled.check(plan)
    plan = edit.take_all_out(dp, plan, free[:4])
    settled.check(plan)
    assert not {"position", "locked_start", "before_begun"} & {each.kind for each in broken(office, dp, plan)}


def test_it_holds_when_somebody_of_another_team_is_ill(office: Office, worker: Worker, settled: Settled) -> None:
    # A fourth team, which is dissolved: its visits go to the others.
    more = shift(4, depot=settled.day.depots[0])
    the_day = replace(settled.day, shifts=(*settled.day.shifts, more), staff=(*settled.day.staff, *more.members))
    dp, plan = prepare(office, the_day, worker), settled.plan
    free = [stop.visit_id for route in plan.routes for stop in route.stops if not stop.locked]
    plan = edit.move_all(dp, edit.follow(dp, plan), free[:5], more.id)
    ways = ways_out(office, the_day, plan, more.members[0].id, worker)
    spread = next(way for way in ways if way.arrangement.kind == Kind.DISSOLVE)
    changed, after = take(spread)
    assert after
    assert after.planned == 15
    settled.check(after)
    assert broken(office, prepare(office, changed, worker), after) == []


def test_it_holds_when_an_urgent_visit_comes(office: Office, worker: Worker, settled: Settled) -> None:
    urgent = visit(99, ("08:00", "18:00"), north=900, east=900)
    the_day = replace(settled.day, visits=(*settled.day.visits, urgent))
    plan = edit.follow(prepare(office, the_day, worker), settled.plan)
    found = insert_urgent(office, the_day, plan, [urgent.id], worker, max_moved=2)
    assert found.placed == (urgent.id,)
    settled.check(found.plan)


# --- places and starts


def test_locked_to_where_it_stands_it_stands_there_again(office: Office, worker: Worker, settled: Settled) -> None:
    third = settled.plan.routes[2].stops[2].visit_id
    plan = locking.lock_place(settled.plan, [third])
    assert stop_of(plan, third)[2].lock == replace(stop_of(plan, third)[2].lock, place=3)  # type: ignore[type-var]
    again = searched(office, worker, settled.day, plan)
    assert where(again, third)[:2] == where(plan, third)[:2]


def test_a_hand_may_put_another_before_it_and_is_told(office: Office, settled: Settled) -> None:
    dp, two = settled.dp, settled.day.shifts[1]
    other = settled.plan.routes[2].stops[0].visit_id
    plan = edit.move(dp, settled.plan, other, two.id, 0)
    assert where(plan, other)[1] == 0
    (told,) = broken(office, dp, plan)
    assert (told.kind, told.visit_id, told.amount) == ("position", settled.first, 1)
    again = edit.move(dp, plan, other, two.id)
    assert broken(office, dp, again) == [], "at its cheapest place it is behind"


def test_a_start_that_cannot_be_kept_is_told(office: Office, settled: Settled) -> None:
    dp, plan = settled.dp, settled.plan
    three, other = plan.routes[2], plan.routes[1].stops[1].visit_id
    early = locking.lock_start(dp, plan, [three.stops[1].visit_id])
    late = edit.move(dp, early, other, three.shift_id, 0)
    told = {each.kind: each for each in broken(office, dp, late)}
    assert told["locked_start"].visit_id == three.stops[1].visit_id
    assert told["locked_start"].amount > 0


def test_a_start_outside_the_window_is_told_and_no_search_breaks_the_law(office: Office, worker: Worker) -> None:
    the_day = day(visit(1, ("10:00", "11:00")), visit(2, north=900), teams=1)
    dp, plan = prepare(office, the_day, worker), searched(office, worker, the_day)
    plan = locking.lock_start(dp, plan, [the_day.visits[0].id], at(14))
    assert [each.kind for each in broken(office, dp, plan)] == ["locked_start"]
    again = searched(office, worker, the_day, plan)
    assert at(10) <= where(again, the_day.visits[0].id)[2] <= at(11)


def test_an_unlocked_visit_is_free_again(settled: Settled) -> None:
    plan = locking.unlock(settled.plan, [settled.timed])
    assert not stop_of(plan, settled.timed)[2].locked
    assert stop_of(plan, settled.first)[2].locked


def test_a_lock_takes_more_on_without_losing_what_it_had(settled: Settled) -> None:
    plan = locking.lock_start(settled.dp, settled.plan, [settled.first])
    lock = stop_of(plan, settled.first)[2].lock
    assert lock
    assert (lock.place, lock.start) == (1, stop_of(plan, settled.first)[2].start)


# --- what has begun


def test_locks_are_kept_with_the_plan(office: Office, settled: Settled) -> None:
    with office.store.writing() as session:
        stored = session.save_day(settled.day)
        session.save_plan(settled.plan)
    with office.store.reading() as session:
        assert session.draft(stored.id) == settled.plan
