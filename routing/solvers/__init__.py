"""One family of solvers behind one interface, and the function that runs the first of them in a child process."""

from __future__ import annotations

from collections.abc import Callable

from routing.problem import Problem
from routing.solution import Solution
from routing.worker import Better


def solve_in_child(
    problem: Problem, time_limit_s: float, seed: int, start: Solution | None = None, *, report: Callable[[object], None]
) -> Solution:
    """Solve with the default engine, reporting every better solution as `Better`."""
    from routing.solvers import ortools_routing

    def better(solution: Solution) -> None:
        report(Better(solution))

    return ortools_routing.solve(problem, time_limit_s=time_limit_s, seed=seed, start=start, on_better=better)
