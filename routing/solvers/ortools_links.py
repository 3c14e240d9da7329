"""What ties jobs to one another, as constraints on OR-Tools' variables: groups, joint visits, order, the change budget.

Each is written so that it says nothing about a job that is left out.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from routing.problem import Job, Problem

if TYPE_CHECKING:
    from routing.solvers.ortools_model import Model


def linked(problem: Problem) -> bool:
    """Whether jobs depend on one another, so that a route cannot be judged alone."""
    return problem.max_moved is not None or any(job.group or job.joint or job.after for job in problem.jobs)


def add_links(model: Model) -> None:
    """All of them, before the model is closed."""
    groups, pairs = defaultdict(list), defaultdict(list)
    for job in model.jobs:
        if job.group:
            groups[job.group].append(job)
        if job.joint:
            pairs[job.joint].append(job)
        if job.after:
            _follow(model, model.problem.job(job.after), job)
    for group in groups.values():
        for one, other in combinations(group, 2):
            _together(model, one, other)
    for one, other in pairs.values():
        _jointly(model, one, other)
    if model.problem.max_moved is not None:
        _keep_near(model, model.problem.max_moved)


def _variables(model: Model, job: Job) -> tuple[Any, Any, Any]:
    # Its vehicle, whether it is served, when it starts.
    index = model.index(job.id)
    return model.routing.VehicleVar(index), model.routing.ActiveVar(index), model.time.CumulVar(index)


def _together(model: Model, one: Job, other: Job) -> None:
    solver = model.routing.solver()
    (home, served, _), (home_too, served_too, _) = _variables(model, one), _variables(model, other)
    solver.Add(solver.IsEqualVar(home, home_too) >= served + served_too - 1)


def _follow(model: Model, first: Job, then: Job) -> None:
    solver = model.routing.solver()
    (_, served, start), (_, served_too, start_too) = _variables(model, first), _variables(model, then)
    never = model.last - model.zero + first.service_time + 1
    solver.Add(served_too <= served)
    solver.Add(start_too >= start + first.service_time - never * (1 - served_too))
    # Told once more as the library's own rule, without which it does not find a first plan beside joint visits.
    model.time.AddNodePrecedence(model.index(first.id), model.index(then.id), first.service_time)


def _jointly(model: Model, one: Job, other: Job) -> None:
    solver = model.routing.solver()
    (home, served, start), (home_too, served_too, start_too) = _variables(model, one), _variables(model, other)
    never = model.last - model.zero + 1
    solver.Add(served == served_too)
    solver.Add(solver.IsEqualVar(home, home_too) + served <= 1)
    solver.Add(start - start_too <= never * (1 - served))
    solver.Add(start_too - start <= never * (1 - served))
    for job in (one, other):
        _wait_little(model, job)


def _wait_little(model: Model, job: Job) -> None:
    # The slack behind a stop holds breaks as well as idling; how much of it is break is not known here.
    solver, there = model.routing.solver(), model.index(job.id)
    resting = max(sum(rest.duration for rest in vehicle.breaks) for vehicle in model.problem.vehicles)
    most = model.problem.joint_wait + resting
    longest = model.last - model.zero
    if most >= longest:
        return
    for before in model.jobs:
        index = model.index(before.id)
        if index != there:
            next_is_joint = solver.IsEqualCstVar(model.routing.NextVar(index), there)
            solver.Add(model.time.SlackVar(index) <= longest - (longest - most) * next_is_joint)


def _keep_near(model: Model, most: int) -> None:
    solver, numbers = model.routing.solver(), {v.id: number for number, v in enumerate(model.problem.vehicles)}
    kept = [
        solver.IsEqualCstVar(model.routing.VehicleVar(model.index(job.id)), numbers[before.vehicle])
        for job in model.jobs
        if (before := model.problem.before.get(job.id)) is not None and before.vehicle in numbers
    ]
    counted = sum(job.id in model.problem.before for job in model.jobs)
    if kept and counted > most:
        solver.Add(solver.Sum(kept) >= min(len(kept), counted - most))
