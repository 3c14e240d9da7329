"""Our own engines, by the door every user of `routing.solvers` takes."""

from __future__ import annotations

import time
from importlib import import_module

from benchmarks.solver.days import day
from benchmarks.solver.peers import Answer
from routing.problem import Problem
from routing.solution import Solution
from routing.solvers import prepare


def warm(*options: str) -> None:
    """Load the kernels, as the program does when it starts."""
    prepare()
    solve(day("40x6"), 0.1, 0, *options)


def solve(problem: Problem, seconds: float, seed: int, engine: str = "ruin_recreate") -> Answer:
    """The plan after so many seconds."""
    began = time.perf_counter()
    answer = Answer()

    def better(_: Solution) -> None:
        if answer.first_s is None:
            answer.first_s = time.perf_counter() - began

    module = import_module(f"routing.solvers.{engine}")
    more = {"threads": 2} if engine == "ruin_recreate" else {}
    solution = module.solve(problem, time_limit_s=seconds, seed=seed, on_better=better, **more)
    answer.orders = {route.vehicle: [stop.job for stop in route.stops] for route in solution.routes}
    return answer
