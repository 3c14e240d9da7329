"""Places for one job or for two at once against brute force: every vehicle, every position, every price."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import assume, given, settings

from routing.insertion import cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.objective import costs
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Solution
from routing.solvers.settle import settle
from tests.examples import examples
from tests.oracles import links
from tests.oracles.problems import bounded, problems


def _as_settled(problem: Problem, out: Collection[str]) -> tuple[Solution, links.Orders]:
    """Routes of all that stands but for some that are left out."""
    jobs = [job.id for job in problem.jobs if job.id not in out]
    dealt = {v.id: jobs[number :: len(problem.vehicles)] for number, v in enumerate(problem.vehicles)}
    solution = settle(problem, dealt, explained=False)
    return solution, {route.vehicle: tuple(stop.job for stop in route.stops) for route in solution.routes}


def _put(orders: links.Orders, vehicle: str, position: int, job: str) -> links.Orders:
    return {**orders, vehicle: (*orders[vehicle][:position], job, *orders[vehicle][position:])}


def _cost(problem: Problem, orders: links.Orders) -> float:
    return costs(problem, Solution(time_all(problem, orders))).total


@settings(bounded, max_examples=examples(100))
@given(problems(links=True, prices=True))
def test_each_vehicle_with_a_place_is_told_with_what_it_adds(problem: Problem) -> None:
    solution, orders = _as_settled(problem, {problem.jobs[-1].id})
    for left in (job for job in problem.jobs if job.id not in links.homes(orders)):
        found = cheapest_insertions(problem, solution, left.id)
        tried = {v: [_put(orders, v, n, left.id) for n in range(len(order) + 1)] for v, order in orders.items()}
        stands = {v: [links.stands(problem, each) for each in some] for v, some in tried.items()}
        assert {place.vehicle for place in found} == {vehicle for vehicle, each in stands.items() if any(each)}
        for place in found:
            added = _cost(problem, tried[place.vehicle][place.position]) - _cost(problem, orders)
            assert stands[place.vehicle][place.position]
            assert place.added_cost == pytest.approx(added, abs=1e-6)
        assert [place.added_cost for place in found] == sorted(place.added_cost for place in found)


@settings(bounded, max_examples=examples(100))
@given(problems(links=True))
def test_both_sides_of_a_joint_visit_find_the_cheapest_two_places(problem: Problem) -> None:
    assume(sides := [job.id for job in problem.jobs if job.joint])
    solution, orders = _as_settled(problem, sides)
    one, two = sides
    both = [
        _put(first, w, m, two)
        for v, order in orders.items()
        for first in [_put(orders, v, n, one) for n in range(len(order) + 1)]
        for w in orders
        for m in range(len(first[w]) + 1)
    ]
    added = [_cost(problem, each) - _cost(problem, orders) for each in both if links.stands(problem, each)]
    found = cheapest_joint(problem, solution, one)
    assert (found is None) == (not added)
    if found:
        for job, place in found.sides:
            orders = _put(orders, place.vehicle, place.position, job)
        starts = [s.start for route in time_all(problem, orders) for s in route.stops if s.job in sides]
        assert starts == [found.start] * 2
        assert found.added_cost == pytest.approx(min(added))
