"""Functions that the worker's tests run in a child."""

from __future__ import annotations

import os
import sys
import time

from planner.errors import BadInput
from routing.errors import BadProblem
from routing.worker import Better, Report


def add(a: int, b: int, *, report: Report) -> int:
    report(Better(a))
    report(Better(a + b))
    return a + b


def forever(*, report: Report) -> None:
    report("begun")
    while True:
        time.sleep(60)


def loaded_modules(*, report: Report) -> list[str]:
    return sorted(sys.modules)


def process_id(*, report: Report) -> int:
    return os.getpid()


def crash(*, report: Report) -> None:
    report("last words")
    os.abort()


def bad_problem(*, report: Report) -> None:
    raise BadProblem("no_window", "Job 7 has no time window.", job="7")


def bad_input(*, report: Report) -> None:
    raise BadInput("bad_time", row=4)


def blunder(name: str, *, report: Report) -> None:
    raise KeyError(name)


def unpicklable(*, report: Report) -> object:
    return lambda: None


def echo(data: bytes, *, report: Report) -> bytes:
    report(data)
    return data


def with_a_child_of_its_own(*, report: Report) -> None:
    import subprocess

    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    report(program.pid)
    program.wait()


def chatter(*, report: Report) -> str:
    print("this must not reach standard output")  # noqa: T201
    sys.stdout.flush()
    return "done"
