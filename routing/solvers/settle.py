"""Turns orders of jobs, from any solver, into a solution: timed, within every rule, complete and explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.explain import basic_reason, explain
from routing.insertion import Insertion, Known, cheapest_insertions, may_serve
from routing.problem import Problem
from routing.schedule import lateness, time_route, timed
from routing.solution import Reason, Route, Solution, Unassigned
from routing.travel import UNREACHABLE


def settle(problem: Problem, orders: Mapping[str, Sequence[str]], *, explained: bool = True) -> Solution:
    """The solution of these orders (job ids by vehicle id); what does not fit goes elsewhere or is left out.

    Quick without explanation: then nothing more is tried, and a job left out without a basic reason counts as not yet
    tried.
    """
    routes = tuple(_kept(problem, vehicle.id, orders.get(vehicle.id, ())) for vehicle in problem.vehicles)
    placed = {stop.job for route in routes for stop in route.stops}
    left = [job.id for job in sorted(problem.jobs, key=lambda job: -job.priority) if job.id not in placed]
    if not explained:
        return Solution(routes, _unexplained(problem, left))
    known: Known = {}
    solution, left = _fill(problem, Solution(routes), left, known)
    return Solution(solution.routes, tuple(Unassigned(job, explain(problem, solution, job, known)) for job in left))


def _unexplained(problem: Problem, left: Sequence[str]) -> tuple[Unassigned, ...]:
    return tuple(Unassigned(job, basic_reason(problem, problem.job(job)) or Reason.STOPPED_EARLY) for job in left)


def _kept(problem: Problem, vehicle_id: str, order: Sequence[str]) -> Route:
    vehicle = problem.vehicle(vehicle_id)
    kept = [job for job in order if may_serve(vehicle, problem.job(job))]
    if vehicle.max_jobs is not None:
        kept = kept[: vehicle.max_jobs]
    while True:
        route, late = timed(problem, vehicle_id, kept)
        within = vehicle.max_travel_time is None or route.travel_time <= vehicle.max_travel_time
        if not kept or (late == 0 and within and route.travel_time < UNREACHABLE):
            return route
        # The stop whose absence helps most goes, among equals the least important.
        gone = min(
            kept,
            key=lambda job: (lateness(problem, vehicle_id, [j for j in kept if j != job]), problem.job(job).priority),
        )
        kept.remove(gone)


def _fill(problem: Problem, solution: Solution, left: Sequence[str], known: Known) -> tuple[Solution, list[str]]:
    still: list[str] = []
    for job in left:
        places = cheapest_insertions(problem, solution, job, known)
        if not places:
            still.append(job)
            continue
        solution = Solution(tuple(_with(problem, route, places[0], job) for route in solution.routes))
    return solution, still


def _with(problem: Problem, route: Route, place: Insertion, job: str) -> Route:
    if route.vehicle != place.vehicle:
        return route
    order = [stop.job for stop in route.stops]
    return time_route(problem, route.vehicle, [*order[: place.position], job, *order[place.position :]])
