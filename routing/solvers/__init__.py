"""One family of solvers behind one interface, and the function that runs one of them in a child process."""

from __future__ import annotations

from collections.abc import Callable

from routing.errors import BadProblem
from routing.problem import Problem
from routing.solution import Solution
from routing.worker import Better, Progress

ENGINES = ("ruin_recreate", "ortools_routing")
"""By name, the default first. The second is slower and serves as a yardstick."""


def prepare(*, report: Callable[[object], None] | None = None) -> None:
    """Load the default engine's kernels, and compile them before where this has not been done on this machine.

    Takes a second where they have been compiled, else about a minute.
    """
    from routing.solvers import ruin_recreate

    if report and not ruin_recreate.is_prepared():
        report(Progress(0.0, "compiling"))
    ruin_recreate.prepare()


def solve_in_child(
    problem: Problem,
    time_limit_s: float,
    seed: int,
    start: Solution | None = None,
    *,
    engine: str = ENGINES[0],
    threads: int | None = None,
    report: Callable[[object], None],
) -> Solution:
    """Solve with an engine, reporting every better solution as `Better`. Only the default one uses `threads`."""

    def better(solution: Solution) -> None:
        report(Better(solution))

    if engine == "ruin_recreate":
        from routing.solvers import ruin_recreate

        prepare(report=report)
        return ruin_recreate.solve(
            problem, time_limit_s=time_limit_s, seed=seed, start=start, on_better=better, threads=threads
        )
    if engine == "ortools_routing":
        from routing.solvers import ortools_routing

        return ortools_routing.solve(problem, time_limit_s=time_limit_s, seed=seed, start=start, on_better=better)
    raise BadProblem("unknown_engine", f"There is no engine {engine!r}; there are: {', '.join(ENGINES)}.")
