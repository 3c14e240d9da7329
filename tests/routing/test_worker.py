"""The worker: streams, stops, survives crashes, and brings neither Qt nor the parent's main module along."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planner.errors import BadInput
from routing.errors import BadProblem, Cancelled, EngineUnavailable, InternalError
from routing.worker import Better, Run, Worker
from tests.routing import worker_tasks as tasks

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


def eventually[T](look: Callable[[], T], seconds: float = 10) -> T:
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.005)
    return found


def quickest(act: Callable[[], object]) -> float:
    """Seconds: of three times, as a busy machine may keep anybody waiting once."""

    def once() -> float:
        before = time.monotonic()
        act()
        return time.monotonic() - before

    return min(once() for _ in range(3))


def begun(run: Run[None]) -> list[object]:
    return eventually(run.poll)


def test_messages_come_in_order_and_then_the_result(worker: Worker) -> None:
    heard: list[object] = []
    assert worker.submit(tasks.add, 2, 3).wait(heard.append) == 5
    assert heard == [Better(2), Better(5)]


def test_the_window_polls_and_never_waits(worker: Worker) -> None:
    assert quickest(lambda: worker.submit(tasks.add, 0, b=0).poll()) < 0.05
    run = worker.submit(tasks.add, 1, b=1)
    assert eventually(lambda: run.finished)
    assert run.result() == 2
    assert run.poll() == [Better(1), Better(2)]


def test_asking_too_early_is_a_mistake_of_the_caller(worker: Worker) -> None:
    run = worker.submit(tasks.forever)
    with pytest.raises(RuntimeError):
        run.result()
    run.stop()


def test_stop_is_immediate_and_the_next_run_works(worker: Worker) -> None:
    runs = [worker.submit(tasks.forever) for _ in range(3)]
    spent = []
    for run in runs:
        assert begun(run) == ["begun"]
        before = time.monotonic()
        run.stop()
        spent.append(time.monotonic() - before)
        assert run.finished
        with pytest.raises(Cancelled):
            run.result()
    assert min(spent) < 0.05
    assert worker.submit(tasks.add, 1, 1).wait() == 2


def test_a_run_stopped_before_its_turn_never_starts(worker: Worker) -> None:
    first, second, third = worker.submit(tasks.forever), worker.submit(tasks.forever), worker.submit(tasks.add, 1, 2)
    assert begun(first)
    second.stop()
    first.stop()
    assert third.wait() == 3
    assert second.poll() == []


def test_the_child_is_reused(worker: Worker) -> None:
    assert worker.submit(tasks.process_id).wait() == worker.submit(tasks.process_id).wait() != os.getpid()


def test_a_crash_is_told_and_the_worker_recovers(worker: Worker) -> None:
    heard: list[object] = []
    with pytest.raises(EngineUnavailable) as caught:
        worker.submit(tasks.crash).wait(heard.append)
    assert caught.value.code == "worker_died"
    assert heard == ["last words"]
    assert worker.submit(tasks.add, 1, 1).wait() == 2


def test_our_errors_arrive_whole(worker: Worker) -> None:
    with pytest.raises(BadProblem) as routing:
        worker.submit(tasks.bad_problem).wait()
    assert (routing.value.code, routing.value.details) == ("no_window", {"job": "7"})
    with pytest.raises(BadInput) as planner:
        worker.submit(tasks.bad_input).wait()
    assert planner.value.details == {"row": 4}


def test_other_errors_arrive_without_the_words_of_their_data(worker: Worker) -> None:
    with pytest.raises(InternalError) as caught:
        worker.submit(tasks.blunder, "Maria Secret").wait()
    assert caught.value.code == "internal"
    assert "blunder" in str(caught.value.details["traceback"])
    assert "Secret" not in str(caught.value.details) + str(caught.value)


def test_what_cannot_cross_the_pipe_is_an_error_not_a_hang(worker: Worker) -> None:
    with pytest.raises(InternalError):
        worker.submit(tasks.unpicklable).wait()
    with pytest.raises(InternalError):
        worker.submit(lambda report: None).wait()
    assert worker.submit(tasks.add, 1, 1).wait() == 2


def test_huge_values_cross_both_ways(worker: Worker) -> None:
    data = bytes(8_000_000)
    runs: list[Run[bytes]] = []
    assert quickest(lambda: runs.append(worker.submit(tasks.echo, data))) < 0.05
    assert {len(run.wait()) for run in runs} == {len(data)}


def test_the_child_has_no_qt_and_no_main_module_of_ours(worker: Worker) -> None:
    modules = worker.submit(tasks.loaded_modules).wait()
    assert not [name for name in modules if name.split(".")[0] in ("PySide6", "shiboken6", "pytest", "ui")]


@pytest.mark.skipif(sys.platform == "win32", reason="looks at process ids the POSIX way")
def test_programs_of_the_child_end_with_it(worker: Worker) -> None:
    run = worker.submit(tasks.with_a_child_of_its_own)
    program = begun(run)[0]
    assert isinstance(program, int)
    run.stop()
    assert eventually(lambda: not alive(program))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


UNGUARDED = """
import sys
print("main runs")
import PySide6.QtCore
from routing.worker import Worker
from tests.routing import worker_tasks as tasks
with Worker() as worker:
    print("PySide6" in worker.submit(tasks.loaded_modules).wait(), worker.submit(tasks.chatter).wait())
"""


def test_a_main_module_without_a_guard_runs_once_and_its_output_is_its_own(tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, encoding="utf-8", timeout=60, env=environment
    )
    assert run.stdout == "main runs\nFalse done\n", run.stderr


DIES = """
import os, sys, time
from routing.worker import Worker
from tests.routing import worker_tasks as tasks
worker = Worker()
print(worker.submit(tasks.process_id).wait(), flush=True)
run = worker.submit(tasks.forever)
while not run.poll(): time.sleep(0.01)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks at process ids the POSIX way")
def test_the_child_goes_when_its_parent_is_gone() -> None:
    parent = subprocess.run(
        [sys.executable, "-c", DIES], capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=ROOT
    )
    child = int(parent.stdout)
    assert eventually(lambda: not alive(child))


SOLVES = """
import os, signal, time
from routing.solvers import solve_in_child
from routing.worker import Worker
from tests.routing import worker_tasks as tasks
from tests.routing.solvers.test_contract import city
if __name__ == "__main__":
    worker = Worker()
    print(worker.submit(tasks.process_id).wait(), flush=True)
    run = worker.submit(solve_in_child, city(200, 20, 1), 60.0, 0, None)
    while not run.poll(): time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks at process ids the POSIX way")
def test_a_solver_at_work_goes_at_once_when_its_parent_is_killed() -> None:
    parent = subprocess.run(
        [sys.executable, "-c", SOLVES], capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=ROOT
    )
    assert parent.returncode == -9, parent.stderr
    assert eventually(lambda: not alive(int(parent.stdout)), 3)  # 0.1 s; it would search for a minute


def test_work_apart_does_not_wait_for_its_turn_and_its_child_ends_with_it(worker: Worker) -> None:
    long = worker.submit(tasks.forever)
    assert begun(long)
    pid = worker.apart(tasks.process_id).wait()
    assert not long.finished
    assert eventually(lambda: not alive(pid))
    long.stop()


def test_work_apart_can_be_stopped_and_ends_with_its_worker() -> None:
    with Worker() as own:
        first, second = own.apart(tasks.forever), own.apart(tasks.forever)
        assert begun(first)
        assert begun(second)
        first.stop()
    for run in (first, second):
        with pytest.raises(Cancelled):
            run.wait()
    with pytest.raises(RuntimeError):
        own.apart(tasks.forever)
