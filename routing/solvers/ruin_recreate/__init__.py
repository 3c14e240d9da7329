"""Ruin and recreate: the default engine. The search runs as compiled kernels; what comes in and goes out is here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from routing.objective import score
from routing.problem import Job, Problem, TimeWindow, Vehicle
from routing.solution import Solution
from routing.solvers.ruin_recreate import compiled
from routing.solvers.ruin_recreate.arrays import Day
from routing.solvers.ruin_recreate.layout import lay_out
from routing.solvers.ruin_recreate.population import Member, Routes, Seedling, bound
from routing.solvers.settle import orders_before, settle
from routing.travel import TravelTimes

PAUSE_S = 0.1
"""Between two plans that are told: a person sees no more, and a stop loses no more."""


def solve(
    problem: Problem,
    *,
    time_limit_s: float = 60.0,
    seed: int,
    start: Solution | None = None,
    on_better: Callable[[Solution], None] | None = None,
    threads: int | None = None,
    iterations: int | None = None,
) -> Solution:
    """A plan for every job, or a reason why not.

    Parameters
    ----------
    time_limit_s
        Seconds; the temperature falls over them, so a longer search is a better one. Small days end earlier.
    seed, threads, iterations
        With `iterations` (steps on each island) the answer follows from these three alone; without `threads` there is
        an island for every core.
    start
        Where to begin; without one, the plan `before` if the problem has one. What does not fit is left out of it.
    on_better
        Gets each solution that is better than all before, not more often than every `PAUSE_S`.
    """
    if not problem.jobs or not problem.vehicles:
        return settle(problem, {})
    first = _first(problem, start)
    search = _Search(problem, first, on_better, time.monotonic() + time_limit_s)
    search.run(seed, threads or cores(), iterations)
    found = settle(problem, search.orders)
    if first is None or score(problem, found) <= score(problem, first):
        return found
    return settle(problem, _orders(first))


_loaded: list[bool] = []  # something, once this process has run the kernels


def prepare() -> None:
    """Load the kernels, compiled if need be, by planning a day of one visit."""
    travel = TravelTimes(np.zeros((1, 1), np.int32), np.zeros((1, 1), np.int32))
    job, vehicle = Job("visit", 0, 0, (TimeWindow(0, 0),)), Vehicle("team", 0, 0, 0, 0)
    day = Problem(datetime(2026, 1, 1, tzinfo=UTC), (job,), (vehicle,), {"car": travel})
    solve(day, seed=0, threads=1, iterations=1)
    compiled.forget_older()


def is_prepared() -> bool:
    """Whether the kernels have been compiled on this machine."""
    return compiled.are_there()


def cores() -> int:
    """How many processors this program may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Search:
    # Remembers the best plan, and tells it now and then.

    def __init__(
        self, problem: Problem, first: Solution | None, on_better: Callable[[Solution], None] | None, until: float
    ) -> None:
        self.problem = problem
        self.first = first
        self.on_better = on_better
        self.until = until
        self.best: Member | None = None
        self.told: Member | None = None
        self.told_at = 0.0

    def run(self, seed: int, threads: int, iterations: int | None) -> None:
        """Search until the limit or the end."""
        began = time.monotonic()
        with compiled.kernels():
            from routing.solvers.ruin_recreate.islands import Islands, Limit
        day = lay_out(self.problem)
        if not _loaded:  # compiling and loading are not searching
            Islands(day, seed, 1, Limit(0.0), lambda _: None).begin(None, None)
            _loaded.append(True)
            self.until += time.monotonic() - began
        islands = Islands(day, seed, threads, Limit(self.until, iterations), self._look)
        islands.begin(seedling(day, self.problem, self.first) if self.first else None, self.problem.max_moved)

    @property
    def orders(self) -> dict[str, list[str]]:
        """The routes of the best plan, as job ids by vehicle id."""
        return self._orders(self.best.routes) if self.best else {}

    def _orders(self, routes: Routes) -> dict[str, list[str]]:
        jobs = self.problem.jobs
        return {v.id: [jobs[job].id for job in route] for v, route in zip(self.problem.vehicles, routes, strict=True)}

    def _look(self, member: Member) -> None:
        if self.best is None or member.weight < self.best.weight:
            self.best = member
        now = time.monotonic()
        if self.on_better and self.told is not self.best and now >= self.told_at + PAUSE_S:
            self.told = self.best
            self.on_better(settle(self.problem, self.orders, explained=False, budget_s=PAUSE_S))
            self.told_at = time.monotonic()


def seedling(day: Day, problem: Problem, solution: Solution) -> Seedling:
    """A plan as the islands begin from it."""
    index = {job.id: number for number, job in enumerate(problem.jobs)}
    routes = [[index[stop.job] for stop in route.stops] for route in solution.routes]
    low = [0] * len(problem.jobs)
    ends = {stop.job: stop.departure for route in solution.routes for stop in route.stops}
    for route in solution.routes:
        for stop in route.stops:
            job = problem.job(stop.job)
            low[index[job.id]] = stop.start if job.joint else ends.get(job.after, 0)
    return bound(day, routes, low, {job for route in routes for job in route})


def _first(problem: Problem, start: Solution | None) -> Solution | None:
    if start:
        return settle(problem, _known(problem, _orders(start)), explained=False)
    return settle(problem, orders_before(problem), explained=False) if problem.before else None


def _orders(solution: Solution) -> dict[str, list[str]]:
    return {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}


def _known(problem: Problem, orders: dict[str, list[str]]) -> dict[str, list[str]]:
    jobs = {job.id for job in problem.jobs}
    return {vehicle: [job for job in order if job in jobs] for vehicle, order in orders.items()}
