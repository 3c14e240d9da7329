"""Days with joint visits: what CP-SAT shows of them, and whether the checker sees two starts a second apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from benchmarks.solver.bars import Bar
from benchmarks.solver.days import KINDS, day
from benchmarks.solver.runner import Run
from routing.check import check
from routing.problem import Problem
from routing.schedule import time_all
from routing.solution import Reason, Route, Solution, Unassigned
from routing.solvers.proof import placeable
from routing.worker import Worker

BOUND_S = 60.0
"""What CP-SAT gets for a bound."""


def bars(runs: Sequence[Run]) -> list[Bar]:
    """What our plans of such days are held to."""
    found = []
    for name in dict.fromkeys(run.day for run in runs if run.day in KINDS and KINDS[run.day].joint):
        ours = [run for run in runs if run.day == name and run.engine == "rounds"]
        found += [_kept(name, ours), _placed(name, ours), _seen(name, ours)] if ours else []
    return found


def _kept(name: str, ours: Sequence[Run]) -> Bar:
    broken = [run for run in ours if run.verdict.broken]
    asked = "both teams start in the same second, each waits at most 10 min"
    return Bar(name, asked, f"broken in {len(broken)} of {len(ours)} plans", not broken)


def _placed(name: str, ours: Sequence[Run]) -> Bar:
    # Fewer left out than CP-SAT shows to be needed is impossible; as many is none that it shows placeable.
    with Worker() as worker:
        needed = {}
        for draw in sorted({run.draw for run in ours}):
            bound = worker.submit(placeable, day(name, draw), BOUND_S, threads=2).wait()
            needed[draw] = max(bound.joint.jobs, bound.all.jobs)
    over = [run for run in ours if run.verdict.left > needed[run.draw]]
    asked = f"none left out that CP-SAT shows placeable (it must be {max(needed.values())})"
    return Bar(name, asked, f"more left out in {len(over)} of {len(ours)} plans", not over)


def _seen(name: str, ours: Sequence[Run]) -> Bar:
    seen = [bool(check(day(name, run.draw), each)) for run in ours for each in _apart(day(name, run.draw), run)]
    silent = [run for run in ours if not check(day(name, run.draw), _solution(day(name, run.draw), run))]
    asked = "the checker is silent, and finds any one start of two moved by a second"
    measured = f"silent on {len(silent)} of {len(ours)} plans, found {sum(seen)} of {len(seen)}"
    return Bar(name, asked, measured, all(seen) and len(silent) == len(ours))


def _solution(problem: Problem, run: Run) -> Solution:
    placed = {job for order in run.orders.values() for job in order}
    left = tuple(Unassigned(job.id, Reason.NO_ROOM) for job in problem.jobs if job.id not in placed)
    return Solution(time_all(problem, run.orders), left)


def _apart(problem: Problem, run: Run) -> Iterator[Solution]:
    # The same plan with one side of one joint visit a second later, which its team could well be.
    solution = _solution(problem, run)
    for number, route in enumerate(solution.routes):
        for place, stop in enumerate(route.stops):
            if problem.job(stop.job).joint:
                moved = replace(stop, start=stop.start + 1, departure=stop.departure + 1, waiting=stop.waiting + 1)
                stops = (*route.stops[:place], moved, *route.stops[place + 1 :])
                yield replace(solution, routes=_with(solution, number, replace(route, stops=stops)))


def _with(solution: Solution, number: int, route: Route) -> tuple[Route, ...]:
    return (*solution.routes[:number], route, *solution.routes[number + 1 :])
