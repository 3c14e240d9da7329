"""The engine, the cheapest places and the reasons against brute force over every order."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings

from routing.check import check
from routing.insertion import cheapest_insertions
from routing.problem import Job, Problem, Vehicle
from routing.solution import Reason, Solution
from routing.solvers.ortools_routing import solve
from routing.solvers.settle import settle
from routing.travel import UNREACHABLE
from tests.examples import examples
from tests.oracles import timing
from tests.oracles.problems import bounded, problems


def _orders(solution: Solution) -> dict[str, tuple[str, ...]]:
    return {route.vehicle: tuple(stop.job for stop in route.stops) for route in solution.routes}


def _places(problem: Problem, vehicle: Vehicle, order: tuple[str, ...], job: str) -> list[tuple[int, int, int]]:
    """Every feasible place of a job in an order: added seconds, position, added metres."""
    found = []
    for position in range(len(order) + 1):
        tried = (*order[:position], job, *order[position:])
        if timing.feasible(problem, vehicle, tried):
            added = [timing.travel(problem, vehicle, tried, what) for what in ("durations", "distances")]
            base = [timing.travel(problem, vehicle, order, what) for what in ("durations", "distances")]
            found.append((added[0] - base[0], position, added[1] - base[1]))
    return found


def _reason(problem: Problem, solution: Solution, job: Job) -> Reason:
    """The first reason that is literally true, in the order in which `Reason` tells them."""
    here = [vehicle for vehicle in problem.vehicles if vehicle.max_jobs != 0]
    named = [vehicle for vehicle in here if job.vehicles is None or vehicle.id in job.vehicles]
    able = [vehicle for vehicle in named if job.skills <= vehicle.skills]
    orders = _orders(solution)
    truths = {
        Reason.NO_VEHICLE: not named,
        Reason.NO_SKILL: not able,
        Reason.UNREACHABLE: all(timing.travel(problem, v, (job.id,), "durations") >= UNREACHABLE for v in able),
        Reason.WINDOW_OUTSIDE_SHIFTS: not any(timing.feasible(problem, v, (job.id,)) for v in able),
        Reason.NO_ROOM: not any(_places(problem, v, orders[v.id], job.id) for v in problem.vehicles),
        Reason.STOPPED_EARLY: True,
    }
    assert list(truths) == list(Reason)
    return next(reason for reason, true in truths.items() if true)


def _most_placed(problem: Problem) -> int:
    """How much priority any solution can serve, every order of every share-out tried."""
    sets = {
        vehicle.id: {frozenset(order) for order in timing.orders(problem) if timing.feasible(problem, vehicle, order)}
        for vehicle in problem.vehicles
    }
    worth = {job.id: 10 + job.priority for job in problem.jobs}
    shares = (share for share in product(*sets.values()) if sum(map(len, share)) == len(frozenset().union(*share)))
    return max(sum(worth[job] for served in share for job in served) for share in shares)


@settings(bounded, max_examples=examples(60))
@given(problems(most_jobs=3))
def test_the_engine_leaves_out_nothing_that_fits_and_its_reasons_are_true(problem: Problem) -> None:
    solution = solve(problem, time_limit_s=0.06, seed=1)
    assert not check(problem, solution)
    assert all(timing.obeys(problem, route) for route in solution.routes)
    for left in solution.unassigned:
        assert left.reason == _reason(problem, solution, problem.job(left.job)), left
        assert left.reason != Reason.STOPPED_EARLY
    worth = {job.id: 10 + job.priority for job in problem.jobs}
    served = sum(worth[job] for order in _orders(solution).values() for job in order)
    assert served == _most_placed(problem)


@bounded
@given(problems())
def test_the_cheapest_places_are_those_of_brute_force(problem: Problem) -> None:
    orders = {
        vehicle.id: [job.id for job in problem.jobs[number::3]] for number, vehicle in enumerate(problem.vehicles)
    }
    solution = settle(problem, orders, explained=False)
    for route in solution.routes:
        assert timing.feasible(problem, problem.vehicle(route.vehicle), _orders(solution)[route.vehicle])
    for left in solution.unassigned:
        found = cheapest_insertions(problem, solution, left.job)
        tried = {v.id: _places(problem, v, _orders(solution)[v.id], left.job) for v in problem.vehicles}
        assert {place.vehicle: place.added_time for place in found} == {
            vehicle: min(places)[0] for vehicle, places in tried.items() if places
        }
        assert all((p.added_time, p.position, p.added_distance) in tried[p.vehicle] for p in found)
        assert [place.added_time for place in found] == sorted(place.added_time for place in found)


@bounded
@given(problems())
def test_what_is_settled_keeps_every_rule_and_says_why_not(problem: Problem) -> None:
    orders = {
        vehicle.id: [job.id for job in problem.jobs[::-1]][number::2] for number, vehicle in enumerate(problem.vehicles)
    }
    solution = settle(problem, orders)
    assert not check(problem, solution)
    for left in solution.unassigned:
        assert left.reason == _reason(problem, solution, problem.job(left.job)), left
