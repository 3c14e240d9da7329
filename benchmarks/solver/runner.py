"""Runs an engine in a process of its own on two cores, one run after the other, and has every plan judged.

Seconds are counted from having the problem: neither starting the process nor importing and compiling is in them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from benchmarks.solver.judge import Verdict, judge
from benchmarks.solver.peers import ENGINES, Answer, Engine
from routing.problem import Problem

CORES = 2
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Run:
    """One plan of one engine: what was asked, what came, and what it took.

    `length` is the exact length of the routes where that counts instead of travel, as on Solomon's instances.
    """

    day: str
    draw: int
    engine: str
    seconds: float
    seed: int
    took: float
    verdict: Verdict
    orders: Mapping[str, Sequence[str]]
    first_s: float | None
    iterations: int | None
    memory_mb: float | None
    length: float | None = None

    @property
    def asked(self) -> tuple[str, int, str, float, int]:
        """What tells it from other runs."""
        return self.day, self.draw, self.engine, self.seconds, self.seed


def two_cores() -> bool:
    """Keep this process and all it starts to the first two cores; False where the system cannot or there are fewer."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:CORES])
    return len(cores) >= CORES


def run(engine: Engine, problem: Problem, seconds: float, seed: int, day: str = "", draw: int = 1) -> Run:
    """One run; an engine of one thread runs in as many copies as it has, and the better plan counts.

    Raises
    ------
    RuntimeError
        Where the engine's process ends without an answer.
    """
    children = [_start(engine) for _ in range(engine.copies)]
    try:
        for _, connection in children:
            _receive(engine, connection)  # loaded
        for copy, (_, connection) in enumerate(children):
            connection.send((problem, seconds, seed * engine.copies + copy))
        answers = [_receive(engine, connection) for _, connection in children]
    finally:
        for process, connection in children:
            connection.close()
            process.join(5)
            process.kill()
    judged = [(judge(problem, answer.orders), answer, took, memory) for answer, took, memory in answers]
    verdict, answer, took, memory = min(judged, key=lambda each: each[0].rank)
    return Run(
        day,
        draw,
        engine.name,
        seconds,
        seed,
        took,
        verdict,
        answer.orders,
        answer.first_s,
        answer.iterations,
        memory,
    )


def _start(engine: Engine) -> tuple[SpawnProcess, Connection]:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(engine.name, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _receive(engine: Engine, connection: Connection) -> tuple[Answer, float, float | None]:
    try:
        return connection.recv()  # type: ignore[no-any-return]
    except EOFError as gone:
        raise RuntimeError(f"The process of {engine.title} ended without an answer.") from gone


def _serve(name: str, connection: Connection) -> None:
    # The whole life of a child: load, get the problem, answer.
    engine = ENGINES[name]
    solve = engine.load()
    connection.send(None)
    problem, seconds, seed = connection.recv()
    began = time.perf_counter()
    answer = solve(problem, seconds, seed, *engine.options)
    connection.send((answer, time.perf_counter() - began, _memory_mb()))
    connection.close()


def _memory_mb() -> float | None:
    # The most this process and what it started ever held; None where the system does not tell.
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    own, others = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    return sum(resource.getrusage(who).ru_maxrss for who in (own, others)) * unit / 2**20
