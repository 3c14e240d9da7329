"""The cheapest place for one job in given routes: while editing, for suggestions, and to fill what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from routing.problem import Job, Problem, Vehicle
from routing.schedule import lateness
from routing.solution import Solution
from routing.travel import UNREACHABLE, Seconds


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where a job could go: before the stop at `position`, and what that adds to the route (seconds, metres)."""

    vehicle: str
    position: int
    added_time: int
    added_distance: int


type Known = dict[tuple[str, tuple[str, ...], str], Insertion | None]
"""What was worked out before: the best place by vehicle, order and job."""


def cheapest_insertions(
    problem: Problem, solution: Solution, job_id: str, known: Known | None = None
) -> tuple[Insertion, ...]:
    """The cheapest feasible place in each allowed route that has one, cheapest first.

    Whoever asks about many jobs in much the same routes hands over one `known`, which is added to.
    """
    job, known = problem.job(job_id), {} if known is None else known
    found = []
    for route in solution.routes:
        vehicle = problem.vehicle(route.vehicle)
        order = [stop.job for stop in route.stops if stop.job != job_id]
        if may_serve(vehicle, job) and (vehicle.max_jobs is None or len(order) < vehicle.max_jobs):
            key = vehicle.id, tuple(order), job_id
            if key not in known:
                known[key] = next(iter(best_in_order(problem, vehicle, order, job)), None)
            if place := known[key]:
                found.append(place)
    return tuple(sorted(found, key=lambda place: place.added_time))


def may_serve(vehicle: Vehicle, job: Job) -> bool:
    """Whether skills and restrictions let this vehicle serve this job at all."""
    return job.skills <= vehicle.skills and may_have(vehicle, job)


def may_have(vehicle: Vehicle, job: Job) -> bool:
    """Whether the vehicle takes any jobs today, and the job is not restricted to others."""
    return vehicle.max_jobs != 0 and (job.vehicles is None or vehicle.id in job.vehicles)


def best_in_order(problem: Problem, vehicle: Vehicle, order: list[str], job: Job) -> list[Insertion]:
    """The cheapest feasible place in one order, in a list of one or none."""
    times = problem.travel[vehicle.travel_mode]
    places = [vehicle.start_place, *(problem.job(each).place for each in order), vehicle.end_place]
    used = bool(order)  # an unused vehicle goes nowhere
    added = [_detour(times.durations, a, job.place, b, used) for a, b in pairwise(places)]
    base = sum(_way(times.durations, a, b) for a, b in pairwise(places)) if used else 0
    most = UNREACHABLE - 1 if vehicle.max_travel_time is None else vehicle.max_travel_time
    for position in sorted(range(len(added)), key=added.__getitem__):
        if base + added[position] > most:
            break  # so are all that follow
        tried = [*order[:position], job.id, *order[position:]]
        if lateness(problem, vehicle.id, tried) == 0:
            a, b = places[position], places[position + 1]
            metres = _detour(times.distances, a, job.place, b, used)
            return [Insertion(vehicle.id, position, added[position], metres)]
    return []


def _detour(cells: Seconds, start: int | None, over: int, end: int | None, used: bool) -> int:
    return _way(cells, start, over) + _way(cells, over, end) - (_way(cells, start, end) if used else 0)


def _way(cells: Seconds, start: int | None, end: int | None) -> int:
    return 0 if start is None or end is None else int(cells[start, end])
