"""Turns orders of jobs, from any solver, into a solution: timed, within every rule, complete and explained."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence

from routing.explain import basic_reason, explain
from routing.insertion import Insertion, Known, cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.problem import Problem
from routing.schedule import groups_of, time_all, time_route
from routing.solution import Reason, Route, Solution, Unassigned
from routing.solvers.standing import Orders, standing

BUDGET_S = 1.0
"""The longest that is tried to keep to so many moves: on a day that is very late no plan may keep to them at all."""


def settle(
    problem: Problem, orders: Mapping[str, Sequence[str]], *, explained: bool = True, budget_s: float = BUDGET_S
) -> Solution:
    """The solution of these orders (job ids by vehicle id); what does not fit goes elsewhere or is left out.

    Quick without explanation: then nothing more is tried, and a job left out without a basic reason counts as not yet
    tried. Only where more jobs have moved than may is something tried nevertheless, for `budget_s`: that they go back.
    """
    known: Known = {}
    first = Solution(time_all(problem, standing(problem, orders)))
    solution = _within_budget(problem, first, known, time.monotonic() + budget_s)
    placed = {stop.job for route in solution.routes for stop in route.stops}
    left = [job.id for job in problem.jobs if job.id not in placed]
    if not explained:
        return Solution(solution.routes, _unexplained(problem, left))
    solution, left = fill(problem, solution, left, known)
    return Solution(solution.routes, tuple(Unassigned(job, explain(problem, solution, job, known)) for job in left))


def _unexplained(problem: Problem, left: Sequence[str]) -> tuple[Unassigned, ...]:
    return tuple(Unassigned(job, basic_reason(problem, problem.job(job)) or Reason.STOPPED_EARLY) for job in left)


def fill(
    problem: Problem, solution: Solution, left: Sequence[str], known: Known, until: float = math.inf
) -> tuple[Solution, list[str]]:
    """Put jobs into the routes where each costs least, the most important first; what is left then, or at `until`."""
    # Who must be second finds a place once there is a first.
    solution, still = _filled(problem, solution, left, known, until)
    if len(still) < len(left) and any(problem.job(job).position is not None for job in still):
        return fill(problem, solution, still, known, until)
    return solution, still


def _filled(
    problem: Problem, solution: Solution, left: Sequence[str], known: Known, until: float
) -> tuple[Solution, list[str]]:
    still: list[str] = []
    for job in _in_turn(problem, left):
        if any(stop.job == job for route in solution.routes for stop in route.stops):
            continue  # came in with its other side
        changed = _inserted(problem, solution, job, known) if time.monotonic() < until else None
        if changed is None:
            still.append(job)
        solution = changed or solution
    return solution, still


def _in_turn(problem: Problem, left: Sequence[str]) -> Iterator[str]:
    # The most important first, but none before the one it comes after.
    waiting = dict.fromkeys(sorted(left, key=lambda job: (-problem.job(job).must, -problem.job(job).priority)))
    while waiting:
        job = next(iter(waiting))
        while problem.job(job).after in waiting:
            job = problem.job(job).after
        del waiting[job]
        yield job


def _inserted(problem: Problem, solution: Solution, job: str, known: Known) -> Solution | None:
    if problem.job(job).joint:
        pair = cheapest_joint(problem, solution, job)
        return None if pair is None else _with(problem, solution, dict(pair.sides))
    places = cheapest_insertions(problem, solution, job, known)
    return _with(problem, solution, {job: places[0]}) if places else None


def _with(problem: Problem, solution: Solution, places: Mapping[str, Insertion]) -> Solution:
    orders = _orders_of(solution)
    for job, place in places.items():
        orders = {vehicle: [each for each in order if each != job] for vehicle, order in orders.items()}
        orders[place.vehicle].insert(place.position, job)
    return Solution(_retimed(problem, solution, orders))


def _retimed(problem: Problem, solution: Solution, orders: Orders) -> tuple[Route, ...]:
    # What has not changed need not be timed again where no route hangs on another.
    if groups_of(problem, orders):
        return time_all(problem, orders)
    return tuple(
        route
        if orders[route.vehicle] == [stop.job for stop in route.stops]
        else time_route(problem, route.vehicle, orders[route.vehicle])
        for route in solution.routes
    )


def _orders_of(solution: Solution) -> Orders:
    return {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}


def _within_budget(problem: Problem, solution: Solution, known: Known, until: float) -> Solution:
    # Where more have moved than may and cannot just go back, all that is not where it was makes room for them.
    solution = _sent_back(problem, solution, known, until)
    if is_within_budget(problem, solution):
        return solution
    for orders in (_at_home(problem, _orders_of(solution)), orders_before(problem)):
        bare = _sent_back(problem, Solution(time_all(problem, standing(problem, orders))), known, until)
        if is_within_budget(problem, bare):
            placed = {job for order in _orders_of(bare).values() for job in order}
            left = [job for order in _orders_of(solution).values() for job in order if job not in placed]
            return fill(problem, bare, left, known, until)[0]
    return solution


def _at_home(problem: Problem, orders: Orders) -> Orders:
    # Only what is on the vehicle that had it before.
    homes = {job: before.vehicle for job, before in problem.before.items()}
    return {vehicle: [job for job in order if homes.get(job) == vehicle] for vehicle, order in orders.items()}


def orders_before(problem: Problem) -> Orders:
    """The plan before, as far as the problem still has its jobs and vehicles; stops without a time come last."""
    jobs = [job.id for job in problem.jobs if job.id in problem.before]
    jobs.sort(key=lambda job: (problem.before[job].start is None, problem.before[job].start or 0))
    return {v.id: [job for job in jobs if problem.before[job].vehicle == v.id] for v in problem.vehicles}


def _sent_back(problem: Problem, solution: Solution, known: Known, until: float) -> Solution:
    # They go back, or in again, those first that cost least there, until no more have moved than may.
    went = True
    while went and not is_within_budget(problem, solution):
        went = False
        for job in _by_cost(problem, solution, known, until):
            nearer = _nearer(problem, solution, job, known) if time.monotonic() < until else None
            went, solution = (True, nearer) if nearer else (went, solution)
            if is_within_budget(problem, solution):
                break
    return solution


def _by_cost(problem: Problem, solution: Solution, known: Known, until: float) -> list[str]:
    # One look at all of them: to look anew after each that went back takes minutes where many have moved.
    costs = {
        job: found[0]
        for job in _moved(problem, solution)
        if time.monotonic() < until and (found := _back(problem, solution, job, known))
    }
    return sorted(costs, key=costs.__getitem__)


def _nearer(problem: Problem, solution: Solution, job: str, known: Known) -> Solution | None:
    # With this job back where it was, and fewer moved on the whole. What it leaves behind has to stand without it.
    if (found := _back(problem, solution, job, known)) is None:
        return None
    nearer = _with(problem, solution, found[1])
    orders = standing(problem, _orders_of(nearer))
    if orders != _orders_of(nearer):
        nearer = Solution(time_all(problem, orders))
    return nearer if len(_moved(problem, nearer)) < len(_moved(problem, solution)) else None


def is_within_budget(problem: Problem, solution: Solution) -> bool:
    """Whether no more jobs have moved than may."""
    return problem.max_moved is None or len(_moved(problem, solution)) <= problem.max_moved


def _moved(problem: Problem, solution: Solution) -> list[str]:
    homes = {stop.job: route.vehicle for route in solution.routes for stop in route.stops}
    return [
        job.id
        for job in problem.jobs
        if job.id in problem.before and homes.get(job.id) != problem.before[job.id].vehicle
    ]


def _back(
    problem: Problem, solution: Solution, job_id: str, known: Known
) -> tuple[float, Mapping[str, Insertion]] | None:
    # What it costs, and where it goes; with the other side of a joint.
    job, home = problem.job(job_id), problem.before[job_id].vehicle
    if job.joint:
        homes = {
            each.id: problem.before[each.id].vehicle
            for each in problem.jobs
            if each.joint == job.joint and each.id in problem.before
        }
        pair = cheapest_joint(problem, solution, job.id, homes)
        return None if pair is None else (pair.added_cost, dict(pair.sides))
    places = cheapest_insertions(problem, solution, job.id, known, {home})
    return (places[0].added_cost, {job.id: places[0]}) if places else None
