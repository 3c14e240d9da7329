"""The part of the independent checker that looks across routes: groups, joint visits, order, and the plan before.

It shares no code with solvers or `routing.schedule` either, and asks nothing about a route's own times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from routing.problem import Job, Problem
from routing.solution import Solution, Stop, Violation


class _Served(NamedTuple):
    vehicle: str
    stop: Stop


def check_links(problem: Problem, solution: Solution) -> Iterator[Violation]:
    """Every rule that is broken between jobs, wherever they are served."""
    served: dict[str, _Served] = {}
    for route in solution.routes:
        for stop in route.stops:
            served.setdefault(stop.job, _Served(route.vehicle, stop))
    yield from _groups(problem, served)
    yield from _joint(problem, served)
    for job in problem.jobs:
        if job.after and job.id in served:
            yield from _after(job, served)
    yield from _budget(problem, served)


def _groups(problem: Problem, served: Mapping[str, _Served]) -> Iterator[Violation]:
    homes: dict[str, str] = {}
    for job in problem.jobs:
        if job.group and job.id in served:
            vehicle = served[job.id].vehicle
            if homes.setdefault(job.group, vehicle) != vehicle:
                yield Violation("group_split", vehicle=vehicle, job=job.id)


def _joint(problem: Problem, served: Mapping[str, _Served]) -> Iterator[Violation]:
    sides: dict[str, list[str]] = {}
    for job in problem.jobs:
        if job.joint and job.id in served:
            sides.setdefault(job.joint, []).append(job.id)
    for jobs in sides.values():
        first = served[jobs[0]]
        if len(jobs) == 1:
            yield Violation("joint_alone", vehicle=first.vehicle, job=jobs[0])
            continue
        other = served[jobs[1]]
        if first.vehicle == other.vehicle:
            yield Violation("joint_together", vehicle=first.vehicle, job=jobs[0])
        if apart := abs(first.stop.start - other.stop.start):
            yield Violation("joint_apart", vehicle=first.vehicle, job=jobs[0], amount=apart)


def _after(job: Job, served: Mapping[str, _Served]) -> Iterator[Violation]:
    vehicle, stop = served[job.id]
    if job.after not in served:
        yield Violation("nothing_before", vehicle=vehicle, job=job.id)
    elif (soon := served[job.after].stop.departure - stop.start) > 0:
        yield Violation("too_soon", vehicle=vehicle, job=job.id, amount=soon)


def _budget(problem: Problem, served: Mapping[str, _Served]) -> Iterator[Violation]:
    if problem.max_moved is None:
        return
    moved = sum(
        1
        for job in problem.jobs
        if job.id in problem.before
        and (job.id not in served or served[job.id].vehicle != problem.before[job.id].vehicle)
    )
    if moved > problem.max_moved:
        yield Violation("max_moved", amount=moved - problem.max_moved)
