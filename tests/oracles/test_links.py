"""Whole plans against the oracle: times that hang on each other, what is settled, and what the checker believes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routing.check import check
from routing.problem import Problem
from routing.schedule import lateness_all, time_all, timed_all
from routing.solution import Reason, Solution, Unassigned
from routing.solvers.settle import settle
from routing.weights import Before
from tests.examples import examples
from tests.oracles import links
from tests.oracles.problems import bounded, problems
from tests.oracles.test_checker import mutations


@st.composite
def shares(draw: st.DrawFn, problem: Problem) -> dict[str, tuple[str, ...]]:
    """Every job on some vehicle, in some order; the two sides of a joint apart where that can be."""
    orders: dict[str, tuple[str, ...]] = {vehicle.id: () for vehicle in problem.vehicles}
    turns = draw(st.permutations(list(orders)))
    taken: dict[str, str] = {}
    for job in draw(st.permutations(problem.jobs)):
        there = turns[-1] if taken.get(job.joint) == turns[0] else draw(st.sampled_from(turns))
        taken[job.joint] = there
        orders[there] = (*orders[there], job.id)
    return orders


@settings(bounded, max_examples=examples(100))
@given(problems(links=True), st.data())
def test_orders_are_late_exactly_when_no_times_keep_all_that_routes_ask_of_each_other(
    problem: Problem, data: st.DataObject
) -> None:
    for _ in range(4):
        orders = data.draw(shares(problem))
        if not links.shared(problem, orders):
            continue
        routes, late = timed_all(problem, orders)
        assert (late == 0) == links.on_time(problem, orders), orders
        assert (lateness_all(problem, orders) == 0) == (late == 0), orders
        if links.stands(problem, orders):
            assert links.obeys(problem, Solution(routes)), routes


@settings(bounded, max_examples=examples(100))
@given(problems(links=True, prices=True), st.data())
def test_the_checker_believes_of_whole_plans_what_the_oracle_believes(problem: Problem, data: st.DataObject) -> None:
    solution = Solution(time_all(problem, data.draw(shares(problem))))
    for _ in range(8):
        number = data.draw(st.integers(0, len(solution.routes) - 1))
        changed = data.draw(mutations(solution.routes[number]))
        each = replace(solution, routes=(*solution.routes[:number], changed, *solution.routes[number + 1 :]))
        served = [stop.job for route in each.routes for stop in route.stops]
        left = tuple(Unassigned(job.id, Reason.NO_ROOM) for job in problem.jobs if job.id not in served)
        assert (not check(problem, replace(each, unassigned=left))) == links.obeys(problem, each), each


@settings(bounded, max_examples=examples(100))
@given(problems(links=True, prices=True), st.data())
def test_what_is_settled_keeps_every_rule_and_leaves_out_nothing_that_could_be_put_in(
    problem: Problem, data: st.DataObject
) -> None:
    problem = replace(problem, max_moved=None)
    solution = settle(problem, data.draw(shares(problem)))
    assert not check(problem, solution)
    assert links.obeys(problem, solution)
    orders = {route.vehicle: tuple(stop.job for stop in route.stops) for route in solution.routes}
    assert links.stands(problem, orders)
    for left in solution.unassigned:
        assert not any(links.stands(problem, tried) for tried in _with(problem, orders, left.job)), left


@settings(bounded, max_examples=examples(100))
@given(problems(links=True), st.data())
def test_no_more_visits_move_than_may_where_the_plan_before_still_stands(problem: Problem, data: st.DataObject) -> None:
    plan = settle(problem, data.draw(shares(problem)))
    before = {stop.job: Before(route.vehicle, stop.start) for route in plan.routes for stop in route.stops}
    today = replace(problem, before=before, max_moved=data.draw(st.integers(0, 1)))
    assert not check(today, settle(today, data.draw(shares(problem))))


def _with(problem: Problem, orders: links.Orders, job_id: str) -> list[links.Orders]:
    """The orders with the job at every place; with both sides, where it is one of two."""
    job = problem.job(job_id)
    found = _places(orders, job_id)
    other = next((each.id for each in problem.jobs if job.joint and each.joint == job.joint and each is not job), None)
    return found if other is None else [both for one in found for both in _places(one, other)]


def _places(orders: links.Orders, job: str) -> list[links.Orders]:
    return [
        {**orders, vehicle: (*order[:place], job, *order[place:])}
        for vehicle, order in orders.items()
        for place in range(len(order) + 1)
    ]
