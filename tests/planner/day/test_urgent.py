"""Urgent visits come into the plan there is: at once, and the others stay where they are."""

from __future__ import annotations

import time
from dataclasses import replace

from planner.bootstrap import Office
from planner.day import edit
from planner.day.optimize import Planning, prepare
from planner.day.urgent import insert_urgent
from planner.model import Day, Plan
from planner.policy.closed import ClosedDays
from routing.worker import Worker
from tests.builders import day, visit

OPEN = ClosedDays()


def with_plan(office: Office, worker: Worker, the_day: Day) -> Plan:
    return Planning(office, the_day, None, worker, time_limit_s=0.5).wait()


def teams(the_day: Day, plan: Plan) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for route in plan.routes:
        for stop in route.stops:
            found.setdefault(the_day.visit(stop.visit_id).reference, set()).add(the_day.shift(route.shift_id).team.name)
    return found


def test_an_urgent_visit_comes_in_within_a_second_and_the_others_stay(office: Office, worker: Worker) -> None:
    before = day(*(visit(n, north=400 * n, east=300 * (n % 4) - 600) for n in range(12)))
    plan = with_plan(office, worker, before)
    fresh = visit(50, north=1500), replace(visit(51, north=900), priority=90)
    now = replace(before, visits=(*before.visits, *fresh))
    at_hand = edit.follow(prepare(office, now, worker), plan)
    began = time.monotonic()
    inserted = insert_urgent(office, now, at_hand, [fresh[0].id], worker)
    assert time.monotonic() - began < 4, "a second of search, and what goes with it on a busy machine"
    assert (inserted.placed, inserted.moved) == ((fresh[0].id,), ())
    assert teams(now, inserted.plan).items() >= teams(before, plan).items()
    assert [left.reason for left in inserted.plan.unassigned] == ["new"], "nobody asked for the other one"
    assert edit.violations(prepare(office, now, worker), inserted.plan, office.pack, OPEN) == ()


def test_others_move_only_as_far_as_they_may(office: Office, worker: Worker) -> None:
    # Both could be at ten with either team; the urgent one asks for what only the first can do.
    busy = [visit(n, ("10:00", "10:05"), north=300 * n) for n in (1, 2)]
    the_day = day(*busy, teams=3)
    first, *others = the_day.shifts
    able = tuple(replace(member, skills=frozenset({"sign"})) for member in first.members)
    urgent = replace(visit(9, ("10:00", "10:05")), skills=frozenset({"sign"}))
    the_day = replace(the_day, visits=(*busy, urgent), shifts=(replace(first, members=able), *others))
    dp = prepare(office, the_day, worker)
    plan = Plan(the_day.id)
    for each, shift in zip(busy, the_day.shifts, strict=False):
        plan = edit.move(dp, plan, each.id, shift.id)
    stuck = insert_urgent(office, the_day, plan, [urgent.id], worker, max_moved=0)
    assert (stuck.placed, stuck.moved) == ((), ())
    assert teams(the_day, stuck.plan) == teams(the_day, plan)
    made = insert_urgent(office, the_day, plan, [urgent.id], worker, max_moved=1)
    assert (made.placed, made.moved) == ((urgent.id,), (busy[0].id,))
    assert teams(the_day, made.plan) == {"V-1": {"Team 3"}, "V-2": {"Team 2"}, "V-9": {"Team 1"}}


def test_no_planned_visit_makes_room_by_being_left_out(office: Office, worker: Worker) -> None:
    humble = replace(visit(1, ("10:00", "10:05")), priority=1)
    urgent = replace(visit(2, ("10:00", "10:05"), north=500), priority=99, must_do=True)
    the_day = day(humble, urgent, teams=1)
    plan = edit.move(prepare(office, the_day, worker), Plan(the_day.id), humble.id, the_day.shifts[0].id)
    inserted = insert_urgent(office, the_day, plan, [urgent.id], worker, max_moved=2)
    assert inserted.placed == ()
    assert teams(the_day, inserted.plan) == {"V-1": {"Team 1"}}


def test_a_plan_that_a_person_made_break_a_rule_is_added_to_as_it_is(office: Office, worker: Worker) -> None:
    at_once = [visit(n, ("10:00", "10:05"), north=3000 * n) for n in (1, 2)]
    urgent = visit(3, north=200)
    the_day = day(*at_once, urgent, teams=1)
    dp = prepare(office, the_day, worker)
    plan = edit.move_all(dp, Plan(the_day.id), [each.id for each in at_once], the_day.shifts[0].id)
    inserted = insert_urgent(office, the_day, plan, [urgent.id], worker, max_moved=2)
    assert inserted.plan.planned == 2 + len(inserted.placed)
    assert inserted.moved == ()


def test_a_day_that_is_late_already_is_added_to_at_once_and_nothing_is_mended_first(
    office: Office, worker: Worker
) -> None:
    late = [visit(n, ("10:00", "10:05"), north=3000 * n) for n in (1, 2)]
    urgent = visit(3, north=200)
    the_day = day(*late, urgent)
    dp = prepare(office, the_day, worker)
    plan = edit.move_all(dp, Plan(the_day.id), [each.id for each in late], the_day.shifts[0].id)
    inserted = insert_urgent(office, the_day, plan, [urgent.id], worker, problem=dp, time_limit_s=60)
    assert (inserted.placed, inserted.moved) == ((urgent.id,), ()), "and not after a minute of search"
    assert teams(the_day, inserted.plan)["V-3"] == {"Team 2"}
