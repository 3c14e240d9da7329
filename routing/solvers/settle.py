"""Turns orders of jobs, from any solver, into a solution: timed, within every rule, complete and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.explain import explain
from routing.insertion import cheapest_insertions, may_serve
from routing.problem import Problem
from routing.schedule import lateness, time_route
from routing.solution import Solution, Unassigned
from routing.travel import UNREACHABLE


def settle(problem: Problem, orders: Mapping[str, Sequence[str]], *, explained: bool = True) -> Solution:
    """The solution of these orders (job ids by vehicle id); what does not fit goes elsewhere or is left out.

    Quick without explanation: then every job left out carries the reason of the most common case.
    """
    kept = {vehicle.id: _kept(problem, vehicle.id, orders.get(vehicle.id, ())) for vehicle in problem.vehicles}
    routes = tuple(time_route(problem, vehicle, order) for vehicle, order in kept.items())
    placed = {job for order in kept.values() for job in order}
    solution = Solution(routes)
    left = [job.id for job in sorted(problem.jobs, key=lambda job: -job.priority) if job.id not in placed]
    if explained:
        solution, left = _fill(problem, solution, left)
    unassigned = tuple(Unassigned(job, explain(problem, solution, job)) for job in left) if explained else ()
    return Solution(solution.routes, unassigned) if explained else Solution(routes, _unexplained(left))


def _unexplained(left: Sequence[str]) -> tuple[Unassigned, ...]:
    from routing.solution import Reason

    return tuple(Unassigned(job, Reason.NO_ROOM) for job in left)


def _kept(problem: Problem, vehicle_id: str, order: Sequence[str]) -> list[str]:
    vehicle = problem.vehicle(vehicle_id)
    kept = [job for job in order if may_serve(vehicle, problem.job(job))]
    if vehicle.max_jobs is not None:
        kept = kept[: vehicle.max_jobs]
    while kept and not _fits(problem, vehicle_id, kept):
        # The stop whose absence helps most goes, among equals the least important.
        gone = min(
            kept,
            key=lambda job: (lateness(problem, vehicle_id, [j for j in kept if j != job]), problem.job(job).priority),
        )
        kept.remove(gone)
    return kept


def _fits(problem: Problem, vehicle_id: str, order: Sequence[str]) -> bool:
    limit = problem.vehicle(vehicle_id).max_travel_time
    travel = time_route(problem, vehicle_id, order).travel_time
    return lateness(problem, vehicle_id, order) == 0 and travel < UNREACHABLE and (limit is None or travel <= limit)


def _fill(problem: Problem, solution: Solution, left: Sequence[str]) -> tuple[Solution, list[str]]:
    still: list[str] = []
    for job in left:
        places = cheapest_insertions(problem, solution, job)
        if not places:
            still.append(job)
            continue
        orders = {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}
        orders[places[0].vehicle].insert(places[0].position, job)
        solution = Solution(tuple(time_route(problem, vehicle, order) for vehicle, order in orders.items()))
    return solution, still
