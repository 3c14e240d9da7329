"""A plan always comes back: stopped at any moment, after a crash, and on a day that has changed."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import replace

import pytest

from planner.bootstrap import Office
from planner.day import edit, locking
from planner.day.optimize import Planning, prepare
from planner.model import Day, Plan
from routing.errors import EngineUnavailable
from routing.worker import Worker
from tests.builders import day, visit
from tests.routing.worker_tasks import process_id


@pytest.fixture
def town() -> Day:
    """Twelve visits around the office."""
    return day(*(visit(n, north=400 * n, east=300 * (n % 4) - 600) for n in range(12)))


def orders(plan: Plan) -> list[list[object]]:
    return [[stop.visit_id for stop in route.stops] for route in plan.routes]


def reasons(plan: Plan) -> set[str]:
    return {left.reason for left in plan.unassigned}


def first_plan(planning: Planning) -> Plan:
    """The first plan that streams in."""
    while not planning.finished:
        for message in planning.poll():
            if isinstance(message, Plan):
                return message
        time.sleep(0.005)
    raise AssertionError("It ended without a plan.")


@pytest.mark.usefixtures("endless")
def test_stopped_in_the_middle_it_keeps_the_best_so_far(office: Office, worker: Worker, town: Day) -> None:
    planning = Planning(office, town, None, worker, time_limit_s=60)
    first_plan(planning)
    planning.stop()
    assert planning.finished
    assert planning.best
    assert planning.best.planned == 12
    assert planning.poll() == []


def test_stopped_at_once_the_plan_there_was_stays(office: Office, worker: Worker, town: Day) -> None:
    before = Planning(office, town, None, worker, time_limit_s=0.3).wait()
    by_hand = locking.lock(before, [before.routes[0].stops[0].visit_id])
    planning = Planning(office, town, by_hand, worker)
    planning.stop()
    assert planning.best
    assert orders(planning.best) == orders(by_hand)
    assert planning.best.routes[0].stops[0].locked


def test_stopped_before_the_roads_are_known_what_the_day_lost_is_gone(
    office: Office, worker: Worker, town: Day
) -> None:
    before = Planning(office, town, None, worker, time_limit_s=0.3).wait()
    gone, fresh = town.visits[0], visit(30, north=20_000)
    changed = replace(town, visits=(*town.visits[1:], fresh))
    planning = Planning(office, changed, before, worker)
    planning.stop()
    assert planning.best
    assert planning.best.planned == 11
    assert planning.best.route_of(gone.id) is None
    assert [(left.visit_id, left.reason) for left in planning.best.unassigned] == [(fresh.id, "stopped_early")]


@pytest.mark.usefixtures("endless")
@pytest.mark.skipif(sys.platform == "win32", reason="ends the child the POSIX way")
def test_a_crash_of_the_child_is_told_once_and_the_best_plan_is_kept(office: Office, worker: Worker, town: Day) -> None:
    child = worker.submit(process_id).wait()
    planning = Planning(office, town, None, worker, time_limit_s=60)
    first_plan(planning)
    os.kill(child, signal.SIGKILL)
    with pytest.raises(EngineUnavailable):
        planning.wait()
    assert planning.finished
    assert planning.best
    assert planning.best.planned == 12
    assert planning.poll() == []


def test_it_goes_on_from_a_plan_of_which_something_fits_no_more(office: Office, worker: Worker, town: Day) -> None:
    before = Planning(office, town, None, worker, time_limit_s=0.3).wait()
    tight = replace(town, shifts=tuple(replace(s, end=s.start.replace(hour=13)) for s in town.shifts))
    again = Planning(office, tight, before, worker, time_limit_s=0.3)
    made = again.wait()
    assert again.day_problem
    assert edit.violations(again.day_problem, made, office.pack, office.closed(tight)) == ()
    assert made.planned + len(made.unassigned) == 12
    assert reasons(made) <= {"no_room", "window_outside_shifts"}


def test_a_visit_that_has_been_located_meanwhile_is_new_and_no_longer_unlocated(
    office: Office, worker: Worker, town: Day
) -> None:
    lost = replace(town.visits[0], location=None)
    dp = prepare(office, replace(town, visits=(lost, *town.visits[1:])), worker)
    plan = edit.follow(dp, Plan(town.id))
    assert "not_located" in reasons(plan)
    found = edit.follow(prepare(office, town, worker), plan)
    assert reasons(found) == {"new"}
