"""Turns orders of jobs, from any solver, into a solution: timed, within every rule, complete and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.explain import basic_reason, explain
from routing.insertion import cheapest_insertions, may_serve
from routing.problem import Problem
from routing.schedule import lateness, time_route
from routing.solution import Reason, Solution, Unassigned
from routing.travel import UNREACHABLE


def settle(problem: Problem, orders: Mapping[str, Sequence[str]], *, explained: bool = True) -> Solution:
    """The solution of these orders (job ids by vehicle id); what does not fit goes elsewhere or is left out.

    Quick without explanation: then nothing more is tried, and a job left out without a basic reason counts as not yet
    tried.
    """
    kept = {vehicle.id: _kept(problem, vehicle.id, orders.get(vehicle.id, ())) for vehicle in problem.vehicles}
    routes = tuple(time_route(problem, vehicle, order) for vehicle, order in kept.items())
    placed = {job for order in kept.values() for job in order}
    left = [job.id for job in sorted(problem.jobs, key=lambda job: -job.priority) if job.id not in placed]
    if not explained:
        return Solution(routes, _unexplained(problem, left))
    solution, left = _fill(problem, Solution(routes), left)
    return Solution(solution.routes, tuple(Unassigned(job, explain(problem, solution, job)) for job in left))


def _unexplained(problem: Problem, left: Sequence[str]) -> tuple[Unassigned, ...]:
    return tuple(Unassigned(job, basic_reason(problem, problem.job(job)) or Reason.STOPPED_EARLY) for job in left)


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
