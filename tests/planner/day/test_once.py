"""What is looked up of a route is what would be worked out, and an edit leaves the other routes alone."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from planner.day import edit, locking, once
from planner.day.facts import as_told
from planner.day.locks import held
from planner.translate import orders_of
from routing import schedule
from routing.check import check
from routing.solution import Solution
from tests.builders import day, visit
from tests.planner.day.handmade import any_day, any_plan, framed, planned


@pytest.mark.parametrize("seed", range(12))
def test_routes_are_timed_and_checked_as_ever(seed: int) -> None:
    random = Random(seed)
    dp = framed(any_day(random, random.randint(6, 16), random.randint(2, 4)))
    plan = any_plan(random, dp)
    for _ in range(4):
        plan = edit.move(dp, plan, random.choice(dp.day.visits).id, random.choice(dp.day.shifts).id)
        problem, orders = held(dp, plan).problem, orders_of(dp, plan)
        timed = once.time_all(problem, orders)
        assert timed == schedule.time_all(problem, orders)
        told, solution = as_told(dp, plan).problem, Solution(timed, ())
        assert once.check(told, solution) == check(told, solution)


def test_what_is_not_touched_is_the_very_same() -> None:
    the_day = day(*(visit(n, north=500 * n) for n in range(6)), teams=3)
    dp, (one, two, three) = framed(the_day), the_day.shifts
    ids = [each.id for each in the_day.visits]
    before = planned(dp, {one.id: ids[:2], two.id: ids[2:4], three.id: ids[4:]})
    after = edit.move(dp, before, ids[0], two.id, 1)
    assert after.routes[2] is before.routes[2]
    locked = locking.lock(after, [ids[4]])
    again = edit.follow(dp, locked)
    assert again.routes[1] is after.routes[1]
    assert again.routes[2] == locked.routes[2] != after.routes[2]


def test_another_day_has_other_times() -> None:
    the_day = day(visit(0, north=500), visit(1, north=900), teams=1)
    ids = [each.id for each in the_day.visits]
    dp = framed(the_day)
    longer = replace(the_day.visits[0], service_time=2 * the_day.visits[0].service_time)
    other = framed(replace(the_day, visits=(longer, the_day.visits[1])))
    plan = planned(dp, {the_day.shifts[0].id: ids})
    assert edit.follow(other, plan).routes[0].end > plan.routes[0].end
    assert edit.follow(dp, edit.follow(other, plan)).routes == plan.routes
