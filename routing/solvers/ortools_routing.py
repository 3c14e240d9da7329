"""OR-Tools' routing library as a solver, and the yardstick of the others. The model is made in `ortools_model`.

Every order it finds is timed again by `routing.schedule`, brought within every rule by `settle`, and judged by
`routing.objective`: what the library believes to be better is not told before it is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.check import check
from routing.objective import Score, score, working_time
from routing.problem import Problem
from routing.solution import Solution
from routing.solvers.ortools_links import linked
from routing.solvers.ortools_model import Model
from routing.solvers.settle import is_within_budget, orders_before, settle

PAUSE_S = 0.2
"""Between two plans that are told: a person sees no more, and a stop loses no more."""

SKETCH = 0.3
"""The share of the time after which the library has found nothing to begin with if it has not yet."""

type Orders = Mapping[str, Sequence[str]]


def solve(
    problem: Problem,
    *,
    time_limit_s: float,
    seed: int,
    start: Solution | None = None,
    on_better: Callable[[Solution], None] | None = None,
    patience: float | None = None,
) -> Solution:
    """A plan for every job, or a reason why not.

    Parameters
    ----------
    time_limit_s
        Seconds for the search; the last look at what it left out comes on top.
    seed
        Draws the order in which the library sees the jobs.
    start
        Where to begin; what does not fit any more is left out of it. No worse plan than this comes back.
    on_better
        Gets each solution that is better than all before.
    patience
        Seconds without anything better after which it ends earlier; None for the whole time.
    """
    until = time.monotonic() + time_limit_s
    if not problem.jobs or not problem.vehicles:
        return settle(problem, {})
    best = _Best(problem, on_better)
    first = _first(problem, seed, start, until)
    if first is not None:
        best.offer(first)
    _Search(Model(problem, seed, _work(problem, first)), best.offer, until, patience).run(first)
    return settle(problem, orders_before(problem) if best.solution is None else _orders(problem, best.solution))


def _first(problem: Problem, seed: int, start: Solution | None, until: float) -> Solution | None:
    # The library neither adds two jobs at once nor moves them, so that a plan to begin with needs filling up where
    # jobs depend on one another; and even shares can be told only when it is known how much work there is.
    filled = linked(problem) or problem.weights.fair_days > 0
    if start is not None and is_within_budget(problem, start):
        return settle(problem, _orders(problem, start), explained=filled)
    if not filled:
        return None
    if problem.before:
        return settle(problem, orders_before(problem))
    now = time.monotonic()
    sketched: list[Solution] = []
    _Search(Model(problem, seed), sketched.append, now + SKETCH * (until - now), 0.0).run(None)
    return settle(problem, _orders(problem, sketched[-1]) if sketched else {})


def _orders(problem: Problem, solution: Solution) -> Orders:
    jobs = {job.id for job in problem.jobs}
    return {route.vehicle: [stop.job for stop in route.stops if stop.job in jobs] for route in solution.routes}


def _work(problem: Problem, plan: Solution | None) -> int:
    # Seconds on the road and at doors, as far as they are known.
    return 0 if plan is None else sum(working_time(problem, route) for route in plan.routes)


class _Best:
    # The best plan so far, settled and judged; tells of each that is better.

    def __init__(self, problem: Problem, on_better: Callable[[Solution], None] | None) -> None:
        self.problem, self.on_better = problem, on_better
        self.solution: Solution | None = None
        self._score: Score | None = None

    def offer(self, solution: Solution) -> None:
        reached = score(self.problem, solution)
        if (self._score is None or reached < self._score) and not check(self.problem, solution):
            self.solution, self._score = solution, reached
            if self.on_better:
                self.on_better(solution)


class _Search:
    # Hands over a plan now and then, each better in the eyes of the library than the one before.

    def __init__(self, model: Model, offer: Callable[[Solution], None], until: float, patience: float | None) -> None:
        self.model, self.offer, self.until = model, offer, until
        self.patience = float("inf") if patience is None else patience
        self.cost: int | None = None
        self.found: Orders | None = None
        self.looked_at = -PAUSE_S
        self.last_better = time.monotonic()

    def run(self, first: Solution | None) -> None:
        """Search until the limit, the patience or the end."""
        routing, parameters = self.model.routing, self._parameters()
        routing.CloseModelWithParameters(parameters)
        routing.AddAtSolutionCallback(self._at_solution)
        routing.AddSearchMonitor(routing.solver().CustomLimit(self._enough))
        initial = None if first is None else self.model.read(_orders(self.model.problem, first))
        if initial is None or routing.SolveFromAssignmentWithParameters(initial, parameters) is None:
            routing.SolveWithParameters(parameters)
        self._look(time.monotonic())

    def _parameters(self) -> Any:
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(max(50, round((self.until - time.monotonic()) * 1000)))
        return parameters

    def _enough(self) -> bool:
        now = time.monotonic()
        if now >= self.looked_at + PAUSE_S:
            self._look(now)
        return now > self.until or (self.cost is not None and now > self.last_better + self.patience)

    def _at_solution(self) -> None:
        cost = self.model.routing.CostVar().Value()
        if self.cost is None or cost < self.cost:
            self.cost, self.last_better = cost, time.monotonic()
            self.found = self.model.orders()

    def _look(self, now: float) -> None:
        # Settling takes longer than finding something better does at first: the search goes on in between.
        if self.found is not None:
            found, self.found, self.looked_at = self.found, None, now
            self.offer(settle(self.model.problem, found, explained=False))
