"""The cheapest place for one job in given routes: while editing, for suggestions, and to fill what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from routing.problem import Job, Problem, Vehicle
from routing.schedule import lateness, time_route
from routing.solution import Solution
from routing.travel import UNREACHABLE


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where a job could go: before the stop at `position`, and what that adds to the route (seconds, metres)."""

    vehicle: str
    position: int
    added_time: int
    added_distance: int


def cheapest_insertions(problem: Problem, solution: Solution, job_id: str) -> tuple[Insertion, ...]:
    """The cheapest feasible place in each allowed route that has one, cheapest first."""
    job = problem.job(job_id)
    found = []
    for route in solution.routes:
        vehicle = problem.vehicle(route.vehicle)
        order = [stop.job for stop in route.stops if stop.job != job_id]
        if may_serve(vehicle, job) and (vehicle.max_jobs is None or len(order) < vehicle.max_jobs):
            found += best_in_order(problem, vehicle, order, job)
    return tuple(sorted(found, key=lambda place: place.added_time))


def may_serve(vehicle: Vehicle, job: Job) -> bool:
    """Whether skills and restrictions let this vehicle serve this job at all."""
    return job.skills <= vehicle.skills and (job.vehicles is None or vehicle.id in job.vehicles)


def best_in_order(problem: Problem, vehicle: Vehicle, order: list[str], job: Job) -> list[Insertion]:
    """The cheapest feasible place in one order, in a list of one or none."""
    base = time_route(problem, vehicle.id, order)
    best: Insertion | None = None
    for position in range(len(order) + 1):
        tried = [*order[:position], job.id, *order[position:]]
        timed = time_route(problem, vehicle.id, tried)
        added = timed.travel_time - base.travel_time
        if (best is not None and added >= best.added_time) or timed.travel_time >= UNREACHABLE:
            continue
        within = vehicle.max_travel_time is None or timed.travel_time <= vehicle.max_travel_time
        if within and lateness(problem, vehicle.id, tried) == 0:
            best = Insertion(vehicle.id, position, added, timed.distance - base.distance)
    return [best] if best else []
