"""What is shown before a hand lets go is what is there afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from planner.day import edit, locking
from planner.day.effect import Effect, newly_broken
from planner.day.foreseen import foreseen
from planner.day.locks import held, locks_of
from planner.day.preview import Preview
from planner.day.totals import totals
from planner.day.touched import Touched
from planner.model import Plan, Violation
from planner.translate import DayProblem
from routing.weights import Weights
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, any_day, any_plan, framed, planned


def broken(dp: DayProblem, plan: Plan) -> tuple[Violation, ...]:
    return edit.violations(dp, plan, PACK, OPEN)


def holds(dp: DayProblem, before: Plan, effect: Effect, after: Plan) -> None:
    """The oracle: the whole day edited, timed and judged anew."""
    now, then = ({route.shift_id: route for route in plan.routes} for plan in (before, after))
    assert {route.shift_id: route for route in effect.routes} == {
        key: route for key, route in then.items() if now[key] != route
    }
    expected = newly_broken(broken(dp, before), broken(dp, after))
    assert sorted(map(repr, effect.broken)) == sorted(map(repr, expected))
    assert effect.travel == after.travel_time - before.travel_time == sum(effect.roads.values(), timedelta(0))
    assert effect.distance == after.distance - before.distance
    assert foreseen(dp.day, before, broken(dp, before), effect) == totals(dp.day, after, broken(dp, after))


@pytest.mark.parametrize("seed", [*range(60), 116, 202, 218])  # the last: a day under way, a visit with two windows
def test_after_the_drop_the_plan_is_as_it_was_shown(seed: int) -> None:
    random = Random(seed)
    weights = Weights(fair_days=random.choice((0, 1)))
    dp = framed(any_day(random, random.randint(4, 16), random.randint(2, 4)), weights)
    plan = any_plan(random, dp)
    ids = tuple(visit.id for visit in random.sample(dp.day.visits, random.choice((1, 1, 1, 3))))
    preview = Preview(dp, plan, ids, PACK, OPEN, random.choice((None, broken(dp, plan))))
    for shift in dp.day.shifts:
        holds(dp, plan, preview.best(shift.id), edit.move_all(dp, plan, ids, shift.id))
        position = random.randint(0, 5)
        holds(dp, plan, preview.at(shift.id, position), edit.move_all(dp, plan, ids, shift.id, position))
    holds(dp, plan, preview.out(), edit.take_all_out(dp, plan, ids))
    assert preview.prices() == {shift.id: preview.best(shift.id) for shift in dp.day.shifts}


@pytest.mark.parametrize("seed", range(20))
def test_a_locked_visit_in_hand_is_asked_about_as_if_it_were_moved(seed: int) -> None:
    random = Random(seed)
    dp = framed(any_day(random, random.randint(4, 16), random.randint(2, 4)))
    plan = any_plan(random, dp)
    for each in locks_of(plan, dp.day):
        found = Touched(dp, plan, [each], PACK, OPEN).in_hand(each)
        assert found.problem == held(dp, plan, in_hand=each).problem


def test_several_visits_stand_one_behind_the_other_among_those_that_stay() -> None:
    the_day = day(*(visit(n, north=500 * n) for n in range(6)), teams=2)
    dp, (one, two) = framed(the_day), the_day.shifts
    a, b, c, d, e, f = (each.id for each in the_day.visits)
    plan = planned(dp, {one.id: [a, b, c, d], two.id: [e, f]})
    after = edit.move_all(dp, plan, [a, e, c], one.id, 1)
    assert [stop.visit_id for stop in after.routes[0].stops] == [b, a, e, c, d]
    holds(dp, plan, Preview(dp, plan, [a, e, c], PACK, OPEN).at(one.id, 1), after)
    assert Preview(dp, plan, [a, e, c], PACK, OPEN).at(one.id, 1).position == 1


def test_what_has_begun_or_may_not_be_visited_stays() -> None:
    blocked = replace(visit(9), approved_by="")
    the_day = day(*(visit(n, north=500 * n) for n in range(4)), blocked, teams=2)
    dp, (one, two) = framed(the_day), the_day.shifts
    ids = [each.id for each in the_day.visits]
    plan = locking.begin(planned(dp, {one.id: ids[:2], two.id: ids[2:4]}), ids[:1])
    preview = Preview(dp, plan, [ids[0], blocked.id], PACK, OPEN)
    assert (preview.moving, preview.best(two.id).changes, preview.out().changes) == ((), False, False)
    first = Preview(dp, plan, ids[2:3], PACK, OPEN).at(one.id, 0)
    assert [stop.visit_id for route in first.routes if route.shift_id == one.id for stop in route.stops] == [
        ids[0], ids[2], ids[1],
    ]  # fmt: skip


def test_amounts_and_who_starts_later() -> None:
    the_day = day(*(visit(n, north=2000 * n) for n in range(1, 4)), teams=2)
    dp, (one, two) = framed(the_day), the_day.shifts
    a, b, c = (each.id for each in the_day.visits)
    plan = planned(dp, {one.id: [a, b], two.id: [c]})
    effect = Preview(dp, plan, [a], PACK, OPEN).at(two.id, 0)
    assert set(effect.shifted) == {b, c}
    assert effect.shifted[c] > timedelta(0) > effect.shifted[b]
    assert (effect.work[two.id] > timedelta(0), effect.work[one.id] < timedelta(0)) == (True, True)
    assert (effect.late, effect.overtime, effect.legal) == (timedelta(0), timedelta(0), ())
    assert effect.fairness == _spread(edit.move_all(dp, plan, [a], two.id, 0)) - _spread(plan)


def _spread(plan: Plan) -> timedelta:
    lengths = [route.end - route.start for route in plan.routes if route.stops]
    return max(lengths) - min(lengths)
