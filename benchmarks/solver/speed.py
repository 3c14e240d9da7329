"""How soon the default engine answers, through the worker as the program uses it: first plan, cancel, an urgent visit.

What whole searches find is measured by `runner`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.solver.bars import Bar
from benchmarks.solver.days import day
from benchmarks.solver.judge import judge
from routing.errors import Cancelled
from routing.problem import Before, Problem
from routing.solution import Solution
from routing.solvers import solve_in_child
from routing.worker import Better, Run, Worker

DAY, TIMES = "120x14", 10
URGENT_S = 0.8
"""What the search for an urgent visit's place is given, of the second it may take in all."""


def bars() -> list[Bar]:
    """Every one of them, on a worker that is warm."""
    with Worker() as worker:
        worker.submit(solve_in_child, day("40x6"), 0.5, 0).wait()
        found = [_first_plan(worker)]
        found += [_urgent(worker, most) for most in (0, 1, 2)]
        found.append(_cancel(worker))
    return found


def _first_plan(worker: Worker) -> Bar:
    # The first plan with nobody left out, from having the problem to having the plan.
    waits = []
    for draw in range(1, TIMES + 1):
        began, complete = time.perf_counter(), []
        for better in _betters(worker.submit(solve_in_child, day(DAY, draw), 3.0, draw)):
            if not better.unassigned and not complete:
                complete.append(time.perf_counter() - began)
        waits += complete
    measured = f"{max(waits):.2f} s at most, {len(waits)} of {TIMES} draws complete within 3 s"
    return Bar(
        f"{DAY}, ten draws", "first complete plan within 0.5 s", measured, len(waits) == TIMES and max(waits) <= 0.5
    )


def _betters(run: Run[Solution]) -> Iterator[Solution]:
    while True:
        done = run.finished
        for message in run.poll():
            if isinstance(message, Better) and isinstance(message.value, Solution):
                yield message.value
        if done:
            return
        time.sleep(0.002)


def _cancel(worker: Worker) -> Bar:
    waits, kept = [], 0
    for number in range(TIMES):
        run, best, stopped = worker.submit(solve_in_child, day(DAY), 30.0, number), None, 0.0
        until = time.perf_counter() + 1.0
        while best is None or time.perf_counter() < until:
            best = next((each.value for each in reversed(run.poll()) if isinstance(each, Better)), best)
            time.sleep(0.002)
        stopped = time.perf_counter()
        run.stop()
        best = next((each.value for each in reversed(run.poll()) if isinstance(each, Better)), best)
        try:
            run.result()
        except Cancelled:
            waits.append(time.perf_counter() - stopped)
            kept += best is not None
    measured = f"{1000 * max(waits):.0f} ms at most, {kept} of {TIMES} with a plan"
    return Bar(DAY, "cancel returns the best so far within 100 ms", measured, max(waits) <= 0.1 and kept == TIMES)


@dataclass(frozen=True, slots=True)
class _Inserted:
    waited: float
    placed: bool
    broken: bool


def _urgent(worker: Worker, most: int) -> Bar:
    found = [_insert(worker, number, most) for number in range(TIMES)]
    slowest, placed = max(each.waited for each in found), sum(each.placed for each in found)
    measured = f"{slowest:.2f} s at most; {placed} of {TIMES} urgent visits placed"
    asked = f"an urgent visit placed within 1 s, at most {most} others moved"
    sound = not any(each.broken for each in found)
    return Bar(DAY, asked, measured + ("" if sound else "; breaks rules"), sound and slowest <= 1)


def _insert(worker: Worker, number: int, most: int) -> _Inserted:
    # A day without one of its visits is planned, then that one comes in and must be served.
    whole = day(DAY)
    urgent = whole.jobs[number * 11]
    rest = replace(whole, jobs=tuple(job for job in whole.jobs if job is not urgent))
    plan: Solution = worker.submit(solve_in_child, rest, 1.0, number).wait()
    asked = _with_urgent(whole, urgent.id, plan, most)
    began = time.perf_counter()
    answer: Solution = worker.submit(solve_in_child, asked, URGENT_S, number, plan).wait()
    waited = time.perf_counter() - began
    verdict = judge(asked, {route.vehicle: [stop.job for stop in route.stops] for route in answer.routes})
    return _Inserted(waited, verdict.must_left == 0, bool(verdict.broken))


def _with_urgent(whole: Problem, urgent: str, plan: Solution, most: int) -> Problem:
    before = {stop.job: Before(route.vehicle, stop.start) for route in plan.routes for stop in route.stops}
    jobs = tuple(replace(job, must=job.id == urgent) for job in whole.jobs)
    return replace(whole, jobs=jobs, before=before, max_moved=most)
