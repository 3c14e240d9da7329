"""What CP-SAT proves, against brute force on tiny days, and in stories that a coordinator would tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings

from routing.check import check
from routing.errors import RoutingError
from routing.objective import Score, away_costs, moved_costs, score, travel_costs
from routing.problem import Problem, TimeWindow
from routing.solution import Solution
from routing.solvers.proof import Left, Proof, left_of, only_joint, placeable, prove, unpriced
from routing.solvers.settle import settle
from routing.weights import Before, Costs, Weights, Wish
from routing.worker import Progress, Worker
from tests.oracles import links, timing
from tests.oracles.problems import bounded, problems
from tests.routing.situations import job, problem, vehicle

MINUTE = 60


def proven(the_problem: Problem, solution: Solution | None = None) -> Proof:
    return prove(the_problem, solution or settle(the_problem, {}), 20)


# --- stories


def test_a_detour_is_found_out_and_the_best_order_is_proven() -> None:
    there = problem(*(job(f"j{n}", n) for n in (1, 2, 3, 4)), vehicle("v"))
    detour = settle(there, {"v": ["j2", "j1", "j4", "j3"]})
    proof = proven(there, detour)
    assert proof.better
    assert (detour.travel_time, proof.better.travel_time) == (100 * MINUTE, 80 * MINUTE)
    assert (proof.bound, proof.optimal) == (Score(0, 0, 0, 80 * MINUTE), True)
    again = proven(there, proof.better)
    assert (again.optimal, again.better) == (True, None)


def test_the_more_important_visit_is_worth_any_way() -> None:
    near, far = job("near", 1, priority=49), job("far", 9, priority=50)
    rivals = problem(near, far, vehicle("v", end=215))
    proof = proven(rivals, settle(rivals, {"v": ["near"]}))
    assert proof.bound == Score(0, 49, 1, 180 * MINUTE)
    assert proof.better
    assert [stop.job for stop in proof.better.routes[0].stops] == ["far"]


def test_a_plan_that_breaks_a_rule_is_no_plan_to_compare_with() -> None:
    narrow = problem(job("j", 3, (0, 40)), vehicle("v"))
    good = settle(narrow, {})
    route = good.routes[0]
    early = replace(good, routes=(replace(route, stops=(replace(route.stops[0], start=0),)),))
    assert check(narrow, early)
    proof = proven(narrow, early)
    assert proof.better == good
    assert proof.optimal


def test_what_has_a_price_that_is_not_known_is_refused_by_name() -> None:
    wished = problem(job("j", 1, wish=Wish(latest=0)), vehicle("v"))
    with pytest.raises(RoutingError) as refused:
        proven(wished)
    assert (refused.value.code, refused.value.details) == ("not_provable", {"names": "wishes"})
    assert unpriced(replace(wished, weights=Weights(wishes=0, fair_days=1))) == ("fair_days",)
    kept = replace(problem(job("j", 1), vehicle("v")), before={"j": Before("v", 60)}, weights=Weights(keep_plan=1))
    assert unpriced(kept) == ("keep_plan (times of before)",)
    assert unpriced(replace(kept, before={"j": Before("v")})) == ()


def test_it_is_proven_in_the_child_and_says_how_far_it_is() -> None:
    day = problem(*(job(f"j{n}", n, priority=n) for n in range(1, 8)), vehicle("v", (120, 180, 30)), vehicle("w"))
    heard: list[object] = []
    with Worker() as worker:
        proof = worker.submit(prove, day, settle(day, {}), 20, seed=1).wait(heard.append)
    assert proof.optimal
    assert [message.share for message in heard if isinstance(message, Progress)] == [0, 0.5, 1]


def test_a_day_nobody_works_on_and_one_without_visits_are_proven_too() -> None:
    assert proven(problem(job("j", 1, must=True, priority=7))) == Proof(Score(1, 7, 1, 0), True)
    assert proven(problem(vehicle("v"))) == Proof(Score(0, 0, 0, 0), True)


def test_joint_visits_that_cannot_both_be_made_are_bounded_alone_and_beside_all_others() -> None:
    def both(name: str, place: int, *window: tuple[int, int]) -> tuple[object, ...]:
        return tuple(job(f"{name}{side}", place, *window, joint=name, priority=30) for side in "ab")

    teams = vehicle("v"), vehicle("w")
    rivals = problem(*both("x", 1, (60, 70)), *both("y", 5, (60, 70)), *teams)  # type: ignore[arg-type]
    found = placeable(rivals, 10)
    assert (found.joint, found.all) == (Left(0, 60, 2), Left(0, 60, 2))
    assert found.alone
    assert left_of(only_joint(rivals), found.alone) == found.joint
    third = problem(*both("x", 1, (60, 70)), *both("y", 5, (60, 70)), *teams, vehicle("u"), vehicle("t"))  # type: ignore[arg-type]
    assert placeable(third, 10).joint == Left(0, 0, 0)


def test_joint_visits_alone_are_free_of_what_ties_them_to_others() -> None:
    tied = problem(
        job("first", 1, (500, 510)),
        job("a", 2, (0, 60), joint="x", after="first", position=1),
        job("b", 2, (0, 60), joint="x"),
        vehicle("v"),
        vehicle("w"),
    )
    found = placeable(replace(tied, before={"first": Before("v")}, max_moved=0), 10)
    assert found.joint == Left(0, 0, 0)
    assert found.alone
    assert not check(only_joint(tied), found.alone)


# --- every rule in a day of its own: minutes of travel, and what the rule makes of it


def rules() -> Iterator[tuple[str, Problem, Score]]:
    """A day each, whose best plan would be another without the rule."""
    a, b, v, w = job("a", 1), job("b", 2), vehicle("v"), vehicle("w")
    left, none = (0, 50, 1), (0, 0, 0)
    # 20 minutes there and back to the one, 40 to the other, 40 to both in one go.
    yield "limit of visits", problem(a, b, vehicle("v", max_jobs=1)), Score(*left, 20)
    yield "limit of travel", problem(a, b, vehicle("v", max_travel_time=39 * MINUTE)), Score(*left, 20)
    yield "skill", problem(job("a", 1, skills=frozenset({"sign"})), b, v), Score(*left, 40)
    yield (
        "only",
        problem(job("a", 1, vehicles=frozenset("v")), job("b", 2, vehicles=frozenset("w")), v, w),
        Score(*none, 60),
    )
    full = job("a", 1, amount=(3, 0)), job("b", 2, amount=(3, 1)), vehicle("v", capacity=(5, 9))
    yield "capacity", problem(*full), Score(*left, 20)
    must = job("a", 1, must=True, priority=0), job("b", 2, priority=100), vehicle("v", max_jobs=1)
    yield "must", problem(*must), Score(0, 100, 1, 20)
    # An hour at two doors, 40 minutes on the road, 30 to park: 130, but not with parking twice.
    house = job("a", 2, setup=30), job("b", 2, setup=30)
    yield "one set-up", problem(*house, vehicle("v", end=130)), Score(*none, 40)
    yield "set-up", problem(*house, vehicle("v", end=129)), Score(*left, 40)
    tired = vehicle("v", (0, 30, 20), (10, 30, 20), end=109)
    yield "two breaks one after the other", problem(job("a", 2), tired), Score(*left, 0)
    yield "both breaks", problem(job("a", 2), replace(tired, shift_end=110 * MINUTE)), Score(*none, 40)
    yield "breaks that cross", problem(a, vehicle("v", (0, 0, 20), (10, 10, 20))), Score(*left, 0)
    yield "break not owed", problem(a, vehicle("v", (50, 50, 60), end=50)), Score(*none, 20)
    yield "break that was before", problem(a, replace(vehicle("v", (0, 9, 5)), shift_start=600)), Score(*left, 0)
    late = replace(vehicle("v", end=49), max_overtime=120)
    yield "overtime has a price", problem(a, late), Score(*none, 20 + 2)
    yield "and an end", problem(a, replace(late, max_overtime=59)), Score(*left, 0)
    dear = vehicle("v", costs=Costs(600, 1800, 90))
    yield "costs of a vehicle", problem(a, dear), Score(*none, 10 + 10 + 20 * 90 / 60)
    yield (
        "preferred",
        problem(job("a", 1, preferred=frozenset("v")), job("b", 2, preferred=frozenset("w")), v, w),
        Score(*none, 40 + 10),
    )
    kept = problem(a, b, v, w)
    kept = replace(kept, before={"a": Before("v"), "b": Before("w")}, weights=Weights(keep_plan=1))
    yield "the plan before", kept, Score(*none, 40 + 15)
    yield "no more moved", replace(kept, max_moved=0), Score(*none, 60)
    yield "group", problem(job("a", 1, (0, 20), group="g"), job("b", 2, (0, 20), group="g"), v, w), Score(*left, 20)
    first = job("a", 1, (30, 60), position=0)
    yield "position", problem(first, job("b", 2, (0, 20)), v), Score(*left, 20)
    yield "last", problem(job("a", 1, (0, 20), position=-1), job("b", 2, (30, 60)), v), Score(*left, 20)
    then = job("b", 2, (0, 60), after="a", priority=40)
    yield "after", problem(job("a", 1, (31, 60)), then, v, w), Score(0, 40, 1, 20)
    yield "after, just so", problem(job("a", 1, (30, 60)), then, v, w), Score(*none, 60)
    both = job("a", 1, (100, 100), joint="x"), job("b", 1, joint="x")
    yield "joint", problem(*both, v, vehicle("w", start=91)), Score(0, 100, 2, 0)
    yield "joint, just so", problem(*both, v, vehicle("w", start=90)), Score(*none, 40)
    # Before the joint visit there is one that must begin by 20 and takes 30 minutes.
    busy = job("c", 1, (0, 20), vehicles=frozenset("v"), priority=10), v, w
    one, other = job("a", 1, joint="x", vehicles=frozenset("v")), job("b", 1, joint="x", vehicles=frozenset("w"))
    for name, second, best in (("", 3600, Score(*none, 40)), ("too long ", 3601, Score(0, 10, 1, 40))):
        at = (TimeWindow(second, second),)
        yield f"idle {name}before a joint visit", problem(replace(one, windows=at), other, *busy), best


@pytest.mark.parametrize(("the_problem", "best"), [pytest.param(p, best, id=name) for name, p, best in rules()])
def test_every_rule_counts(the_problem: Problem, best: Score) -> None:
    proof = proven(the_problem, settle(the_problem, {}, explained=False))
    assert proof.optimal
    assert list(proof.bound) == pytest.approx([*best[:3], best.cost * MINUTE])
    found = placeable(the_problem, 10)
    assert found.all <= Left(*best[:3])


# --- brute force


def every(the_problem: Problem) -> Iterator[dict[str, tuple[str, ...]]]:
    """Every share-out of some of the jobs, in every order."""
    vehicles = [each.id for each in the_problem.vehicles]
    jobs = [each.id for each in the_problem.jobs]
    for share in product([None, *vehicles], repeat=len(jobs)):
        mine = {v: [job for job, there in zip(jobs, share, strict=True) if there == v] for v in vehicles}
        for orders in product(*(permutations(some) for some in mine.values())):
            yield dict(zip(vehicles, orders, strict=True))


def standing(the_problem: Problem) -> list[tuple[Score, dict[str, tuple[str, ...]]]]:
    """All that keep every rule, with what they leave out and cost."""
    found = []
    for orders in every(the_problem):
        at = links.homes(orders)
        moved = sum(at.get(each) != old.vehicle for each, old in the_problem.before.items())
        if the_problem.max_moved is not None and moved > the_problem.max_moved:
            continue
        if links.stands(the_problem, orders):
            left = [each for each in the_problem.jobs if each.id not in at]
            parts = sum(each.must for each in left), sum(each.priority for each in left), len(left)
            found.append((Score(*parts, cost_of(the_problem, orders)), orders))
    return found


def cost_of(the_problem: Problem, orders: dict[str, tuple[str, ...]]) -> float:
    """What orders cost at least; overtime only where no route hangs on another."""
    total = 0.0
    for each in the_problem.vehicles:
        order = orders[each.id]
        if order:
            seconds, metres = (timing.travel(the_problem, each, order, what) for what in ("durations", "distances"))
            total += each.costs.fixed + travel_costs(each, seconds, metres)
            if each.max_overtime:
                over = min(timing.ends(the_problem, each, order)) - each.shift_end
                total += the_problem.weights.overtime * max(0, over)
        for job_id in order:
            total += away_costs(the_problem, each, the_problem.job(job_id))
            total += moved_costs(the_problem, each, the_problem.job(job_id))
    return total


def provable(the_problem: Problem) -> Problem:
    """The problem without prices that the model does not know."""
    return replace(
        the_problem,
        jobs=tuple(replace(each, wish=None) for each in the_problem.jobs),
        weights=replace(the_problem.weights, fair_days=0),
        before={each: replace(old, start=None) for each, old in the_problem.before.items()},
    )


def assert_proven_to_be_the_best(the_problem: Problem) -> None:
    given = settle(the_problem, {}, explained=False)
    proof = prove(the_problem, given, 20)
    reachable = standing(the_problem)
    if not reachable:  # more would have to stay where it was than can
        assert (proof.optimal, proof.better) == (False, None)
        return
    best, _orders = min(reachable, key=lambda each: each[0])
    assert proof.bound[:3] == best[:3]
    assert proof.bound.cost == pytest.approx(best.cost)
    known = proof.better or given
    assert not check(the_problem, known)
    assert score(the_problem, known) == pytest.approx(best)
    assert proof.optimal


@settings(bounded, max_examples=50)
@given(problems(most_jobs=3, prices=True))
def test_nothing_on_a_tiny_day_is_better_than_what_is_proven(the_problem: Problem) -> None:
    assert_proven_to_be_the_best(provable(the_problem))


@settings(bounded, max_examples=50)
@given(problems(most_jobs=3, links=True, prices=True))
def test_nothing_on_a_tiny_day_of_linked_visits_is_better_than_what_is_proven(the_problem: Problem) -> None:
    vehicles = tuple(replace(each, max_overtime=0) for each in the_problem.vehicles)
    assert_proven_to_be_the_best(provable(replace(the_problem, vehicles=vehicles)))


@settings(bounded, max_examples=50)
@given(problems(most_jobs=3, links=True, prices=True))
def test_no_plan_of_a_tiny_day_leaves_out_less_than_the_bounds(the_problem: Problem) -> None:
    found = placeable(the_problem, 20)
    joint = [each for each in the_problem.jobs if each.joint]
    for reached, orders in standing(the_problem):
        assert found.all <= Left(*reached[:3])
        at = links.homes(orders)
        left = [each for each in joint if each.id not in at]
        assert found.joint <= Left(sum(each.must for each in left), sum(each.priority for each in left), len(left))
    part = only_joint(the_problem)
    least = min(reached for reached, _orders in standing(part))
    assert found.joint == Left(*least[:3])
