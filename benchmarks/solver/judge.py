"""Judges plans by their routes alone: which jobs, in which order, on which vehicle. It believes no times.

Knows nothing of `routing.schedule`, `routing.check` or any engine, on purpose; the conventions are those of
`routing.problem`. The times it finds for itself are in `drive`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.solver.drive import Route, can_be_driven
from routing.problem import Problem, Vehicle
from routing.travel import UNREACHABLE

Orders = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is broken (words, none for a good plan), and by what plans are compared, in this order."""

    broken: tuple[str, ...]
    must_left: int
    priority_left: int
    left: int
    travel: int

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Less is better; a broken plan is worse than any that is not."""
        return len(self.broken), self.must_left, self.priority_left, self.left, self.travel


def judge(problem: Problem, orders: Orders) -> Verdict:
    """Judge a plan; jobs in no order are left out."""
    broken = list(_membership(problem, orders))
    left = {job.id for job in problem.jobs} - {job_id for order in orders.values() for job_id in order}
    travel = 0
    if not broken:
        broken += _links(problem, orders, left)
        broken += [word for name, order in orders.items() for word in _alone(problem, name, order)]
        travel = sum(sum(_legs(problem, problem.vehicle(name), order)) for name, order in orders.items())
    if not broken:
        routes = [_route(problem, name, order) for name, order in orders.items() if order]
        broken += [] if can_be_driven(problem, routes) else ["times"]
    out = [problem.job(job_id) for job_id in left]
    return Verdict(
        tuple(sorted(set(broken))), sum(job.must for job in out), sum(job.priority for job in out), len(out), travel
    )


def _membership(problem: Problem, orders: Orders) -> Iterator[str]:
    vehicles, jobs = {vehicle.id for vehicle in problem.vehicles}, {job.id for job in problem.jobs}
    if set(orders) - vehicles:
        yield "unknown vehicle"
    counted = Counter(job_id for order in orders.values() for job_id in order)
    if set(counted) - jobs:
        yield "unknown job"
    if any(count > 1 for count in counted.values()):
        yield "job twice"


def _links(problem: Problem, orders: Orders, left: set[str]) -> Iterator[str]:
    # What one job asks of others, apart from times.
    on = {job_id: name for name, order in orders.items() for job_id in order}
    groups: dict[str, set[str]] = {}
    sides: dict[str, list[str | None]] = {}
    for job in problem.jobs:
        if job.group and job.id not in left:
            groups.setdefault(job.group, set()).add(on[job.id])
        if job.joint:
            sides.setdefault(job.joint, []).append(on.get(job.id))
        if job.after and job.id not in left and job.after in left:
            yield "nothing before"
    if any(len(names) > 1 for names in groups.values()):
        yield "group split"
    if any((one is None) != (other is None) for one, other in sides.values()):
        yield "joint alone"
    if any(one == other and one is not None for one, other in sides.values()):
        yield "joint on one vehicle"
    moved = sum(
        on.get(job_id) != before.vehicle for job_id, before in problem.before.items() if _is_job(problem, job_id)
    )
    if problem.max_moved is not None and moved > problem.max_moved:
        yield "moved too many"


def _is_job(problem: Problem, job_id: str) -> bool:
    return any(job.id == job_id for job in problem.jobs)


def _alone(problem: Problem, name: str, order: Sequence[str]) -> Iterator[str]:
    # What a route must keep whenever it is driven.
    vehicle, jobs = problem.vehicle(name), [problem.job(job_id) for job_id in order]
    for number, job in enumerate(jobs):
        if not job.skills <= vehicle.skills:
            yield "skill"
        if job.vehicles is not None and name not in job.vehicles:
            yield "vehicle not allowed"
        if job.position is not None and number not in (job.position, job.position + len(jobs)):
            yield "position"
    for dimension, most in enumerate(vehicle.capacity):
        if sum(job.amount[dimension] for job in jobs if job.amount) > most:
            yield "capacity"
    if vehicle.max_jobs is not None and len(jobs) > vehicle.max_jobs:
        yield "too many jobs"
    legs = _legs(problem, vehicle, order)
    if any(leg >= UNREACHABLE for leg in legs):
        yield "unreachable"
    elif vehicle.max_travel_time is not None and sum(legs) > vehicle.max_travel_time:
        yield "too much travel"


def _legs(problem: Problem, vehicle: Vehicle, order: Sequence[str]) -> list[int]:
    if not order:
        return []
    durations = problem.travel[vehicle.travel_mode].durations
    way = [vehicle.start_place, *(problem.job(job_id).place for job_id in order), vehicle.end_place]
    return [0 if a is None or b is None else int(durations[a, b]) for a, b in pairwise(way)]


def _route(problem: Problem, name: str, order: Sequence[str]) -> Route:
    vehicle = problem.vehicle(name)
    return Route(vehicle, tuple(problem.job(job_id) for job_id in order), tuple(_legs(problem, vehicle, order)))
