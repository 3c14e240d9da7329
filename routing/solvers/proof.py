"""Proves by CP-SAT what no plan can do better: that a small day is planned at its best, and what can be placed at all.

The model of all rules is `routing.solvers.exact_model`, the looser one for whole days `routing.solvers.loose_model`.
Both run in a child process; neither is a way to plan a day.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import NamedTuple

from routing.check import check
from routing.errors import RoutingError
from routing.objective import Score, score
from routing.problem import Problem
from routing.solution import Solution
from routing.solvers.settle import settle
from routing.worker import Progress, Report

TINY = 1e-6
"""Costs that differ by less are one."""


class Left(NamedTuple):
    """What is left out, the first three parts of a `Score`: must-do jobs, priority, and how many."""

    must: int
    priority: int
    jobs: int


@dataclass(frozen=True, slots=True)
class Placeable:
    """What every plan of a day leaves out at least.

    Parameters
    ----------
    joint
        Of the joint visits, counted by their sides, by any plan: even by one that serves nothing else. `alone` is such
        a plan of the problem `only_joint` makes, if one was found; where it leaves out just that much, the bound is
        exact.
    all
        Of all jobs, by any plan, from a looser model: a plan that leaves out no more leaves out nothing it could place.
    """

    joint: Left
    all: Left
    alone: Solution | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known about the best plan of a day.

    Parameters
    ----------
    bound
        No solution scores less. Where time was over before even what must be left out was proven, its cost is 0.
    optimal
        Whether the best known solution (`better`, or else the given one) reaches the bound.
    better
        A solution that scores less than the given one, if any was found.
    """

    bound: Score
    optimal: bool
    better: Solution | None = None


def prove(
    problem: Problem,
    solution: Solution,
    time_limit_s: float,
    *,
    seed: int = 0,
    threads: int = 1,
    report: Report | None = None,
) -> Proof:
    """How good a solution is, measured against all others: for days of about 15 jobs and 3 vehicles.

    Larger days get a bound that is worth less. A solution that breaks a rule counts as none.

    Raises
    ------
    RoutingError
        ``not_provable``: the problem puts a price on things that the model does not know, which ``details`` names.
    """
    if names := unpriced(problem):
        raise RoutingError(
            "not_provable",
            f"Nothing can be proven where these have a price: {', '.join(names)}. Give them the weight 0.",
            names=", ".join(names),
        )
    _tell(report, 0.0)
    until = time.monotonic() + time_limit_s
    given = None if check(problem, solution) else score(problem, solution)
    known = [solution] if given else []
    bound = _bounded(problem, known, until, seed, threads, report)
    _tell(report, 1.0)
    return _judged(problem, given, bound, known)


def _bounded(
    problem: Problem, known: list[Solution], until: float, seed: int, threads: int, report: Report | None
) -> Score:
    # The bound; what is found on the way comes to what is known.
    from routing.solvers.exact_model import ExactModel, left_parts

    model = ExactModel(problem)
    if known:
        model.begin_at(known[0])
    first = model.minimize(model.left, (until - time.monotonic()) / 2, seed, threads)
    known += [settle(problem, first.orders)] if first.orders else []
    bound = Score(*left_parts(problem, first.bound), 0.0)
    if not first.proven or not known:
        return bound
    _tell(report, 0.5)
    model.keep_left(first.bound)
    model.begin_at(min(known, key=lambda each: score(problem, each)))
    second = model.minimize(model.cost, until - time.monotonic(), seed, threads)
    known += [settle(problem, second.orders)] if second.orders else []
    return bound._replace(cost=second.bound / model.unit)


def unpriced(problem: Problem) -> tuple[str, ...]:
    """What has a price in this problem that the model does not know, by the name of its weight or field."""
    weights = problem.weights
    wished = any(job.wish and job.wish.price for job in problem.jobs)
    shifted = any(before.start is not None for before in problem.before.values())
    found = {
        "wishes": weights.wishes and wished,
        "fair_days": weights.fair_days,
        "keep_plan (times of before)": weights.keep_plan and shifted,
    }
    return tuple(name for name, priced in found.items() if priced)


def placeable(
    problem: Problem, time_limit_s: float, *, seed: int = 0, threads: int = 1, report: Report | None = None
) -> Placeable:
    """Bounds on what can be placed of a day with joint visits, of whatever size, whatever its prices."""
    from routing.solvers.exact_model import ExactModel, left_parts
    from routing.solvers.loose_model import LooseModel

    until = time.monotonic() + time_limit_s
    _tell(report, 0.0)
    part = only_joint(problem)
    exact = ExactModel(part)
    joint = exact.minimize(exact.left, time_limit_s / 2, seed, threads)
    _tell(report, 0.5)
    least = LooseModel(problem).least_left(until - time.monotonic(), seed, threads)
    _tell(report, 1.0)
    alone = settle(part, joint.orders) if joint.orders else None
    return Placeable(Left(*left_parts(part, joint.bound)), Left(*left_parts(problem, least)), alone)


def only_joint(problem: Problem) -> Problem:
    """The problem with nothing but its joint visits, and free of whatever ties them to other jobs."""
    kept = {job.id for job in problem.jobs if job.joint}
    jobs = tuple(
        replace(job, after=job.after if job.after in kept else "", position=None)
        for job in problem.jobs
        if job.id in kept
    )
    return replace(problem, jobs=jobs, before={}, max_moved=None)


def left_of(problem: Problem, solution: Solution) -> Left:
    """What a solution leaves out of the jobs of a problem, which may be only some of those it was made for."""
    placed = {stop.job for route in solution.routes for stop in route.stops}
    left = [job for job in problem.jobs if job.id not in placed]
    return Left(sum(job.must for job in left), sum(job.priority for job in left), len(left))


def _judged(problem: Problem, given: Score | None, bound: Score, known: list[Solution]) -> Proof:
    sound = [each for each in known if not check(problem, each)]
    if not sound:
        return Proof(bound, False)
    best = min(sound, key=lambda each: score(problem, each))
    reached = score(problem, best)
    optimal = reached[:3] == bound[:3] and reached.cost <= bound.cost + TINY
    better = given is None or reached < given._replace(cost=given.cost - TINY)
    return Proof(bound, optimal, best if better else None)


def _tell(report: Report | None, share: float) -> None:
    if report:
        report(Progress(share, "proving"))
