"""Runs any importable function in a child process, streams what it reports, and stops it by ending the child.

The child is spawned, never forked, talks over one pipe, and imports nothing but what the function needs: no Qt, and not
the parent's main module. What is run (solvers, matrices, region builds, paper) lives with its own package.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import Empty, SimpleQueue
from typing import Any, Self, cast

from routing.child import internal_error, serve
from routing.errors import Cancelled, EngineUnavailable

Report = Callable[[object], None]
"""What a function run in a child calls to tell its parent something; the value must be picklable."""

_spawning = threading.Lock()
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long piece of work has come: the share done, 0 to 1, and a code of the step it is at."""

    share: float
    step: str


@dataclass(frozen=True, slots=True)
class Better:
    """A better answer than all before it; the work goes on. `value` is a `Solution` where a solver speaks."""

    value: object


class Run[T]:
    """One function under way in a child. Made by `Worker.submit`."""

    def __init__(self, stop_child: Callable[[Run[Any]], None]) -> None:
        self._stop_child = stop_child
        self._messages: SimpleQueue[object] = SimpleQueue()
        self._finishing = threading.Lock()
        self._done = threading.Event()
        self._value: T | None = None
        self._error: BaseException | None = None

    def poll(self) -> list[object]:
        """What was reported since the last poll; never blocks."""
        found: list[object] = []
        with contextlib.suppress(Empty):
            while True:
                found.append(self._messages.get_nowait())
        return found

    @property
    def finished(self) -> bool:
        """Whether there is a result or an error."""
        return self._done.is_set()

    def result(self) -> T:
        """What the function returned. Only when `finished`.

        Raises
        ------
        Cancelled
            After `stop`.
        EngineUnavailable
            ``worker_died``: the child ended by itself, as by a crash of an engine or for want of memory.
        InternalError
            The function raised something that is no error of ours with a code.
        """
        if not self.finished:
            raise RuntimeError("The result was asked for before the run had finished.")
        if self._error is not None:
            raise self._error
        return cast("T", self._value)

    def wait(
        self, on_message: Callable[[object], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> T:
        """Block until finished, handing over each message as it comes; stops where `cancelled` says so."""
        while True:
            if cancelled and cancelled():
                self.stop()  # does nothing where it has finished
            done = self._done.wait(0.02)
            for message in self.poll() if on_message else ():
                cast("Callable[[object], None]", on_message)(message)
            if done:
                return self.result()

    def stop(self) -> None:
        """End the child now. Messages already received stay available; `result` raises `Cancelled`."""
        if self._finish(error=Cancelled()):
            self._stop_child(self)

    def _take(self, message: object) -> None:
        if not self.finished:
            self._messages.put(message)

    def _finish(self, value: T | None = None, error: BaseException | None = None) -> bool:
        # The first end counts: a stop and an answer may cross.
        with self._finishing:
            if self.finished:
                return False
            self._value, self._error = value, error
            self._done.set()
            return True


class Worker:
    """One child process, started before it is needed and reused.

    Functions submitted while one is running wait for their turn. All methods return at once: a thread of the parent
    does nothing but write requests to the pipe and read answers from it.

    Parameters
    ----------
    prepare
        Called in every new child beside its work, to have ready what will be wanted; importable by its name.
    """

    def __init__(self, prepare: Callable[[], None] | None = None) -> None:
        self._prepare = prepare
        self._requests: SimpleQueue[tuple[Run[Any], object] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._child: tuple[SpawnProcess, Connection] | None = None
        self._active: Run[Any] | None = None
        self._closed = self._leaving = False
        self._apart: list[Worker] = []
        self._pipe = threading.Thread(target=self._converse, name="worker pipe", daemon=True)
        self._pipe.start()

    def submit[T](self, function: Callable[..., T], /, *args: object, **kwargs: object) -> Run[T]:
        """Call ``function(*args, report=report, **kwargs)`` in the child; `function` is importable by its name."""
        if self._closed:
            raise RuntimeError("The worker is closed.")
        run: Run[T] = Run(self._stop)
        self._requests.put((run, (function, args, kwargs)))
        return run

    def apart[T](self, function: Callable[..., T], /, *args: object, **kwargs: object) -> Run[T]:
        """As `submit`, but at once, in a child of its own that ends with it and so gives back the memory it took."""
        if self._closed:
            raise RuntimeError("The worker is closed.")
        other = Worker()
        run = other.submit(function, *args, **kwargs)
        other._leaving = True
        other._requests.put(None)
        with self._lock:
            self._apart = [each for each in self._apart if each._pipe.is_alive()] + [other]
        return run

    def close(self) -> None:
        """End the child and whatever it is doing."""
        with self._lock:
            self._closed = True
            active, apart = self._active, tuple(self._apart)
            self._end_child()
        for other in apart:
            other.close()
        if active:
            active._finish(error=Cancelled())
        self._requests.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stop(self, run: Run[Any]) -> None:
        with self._lock:
            if self._active is run:
                self._end_child()

    def _end_child(self) -> None:
        if self._child:
            _kill(self._child[0])

    def _converse(self) -> None:
        # The only code that reads or writes the pipe.
        self._start_child()
        while (request := self._requests.get()) is not None:
            run, call = request
            with self._lock:
                self._active = run
            if not run.finished:
                self._have_run(run, call)
            with self._lock:
                self._active = None
        with self._lock:
            self._end_child()
        self._forget_child()

    def _have_run(self, run: Run[Any], call: object) -> None:
        connection = self._start_child()
        if connection is None or run.finished:
            run._finish(error=Cancelled())
            return
        try:
            connection.send(call)
            while not _receive(connection, run):
                pass
        except (EOFError, OSError) as gone:
            died = not run.finished
            code = self._forget_child()
            run._finish(error=_death(code, gone))
            if not died and not self._leaving:
                self._start_child()  # after a stop the next one is wanted soon; after a crash nothing is certain
        except Exception as unpicklable:
            run._finish(error=internal_error(unpicklable))

    def _start_child(self) -> Connection | None:
        with self._lock:
            if self._closed:
                return None
            if self._child is None or not self._child[0].is_alive():
                self._child = _spawn(self._prepare)
            return self._child[1]

    def _forget_child(self) -> int | None:
        with self._lock:
            child, self._child = self._child, None
        if child is None:
            return None
        child[0].join(5)
        child[1].close()
        return child[0].exitcode


def _spawn(prepare: Callable[[], None] | None) -> tuple[SpawnProcess, Connection]:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=serve, args=(theirs, prepare), name="rounds worker", daemon=True)
    with _spawning:
        # Spawning imports the parent's main module again in the child. Ours would bring the window's libraries with
        # it, and a script without a guard would run twice: so there is none to import.
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            process.start()
        finally:
            sys.modules["__main__"] = main
    theirs.close()
    return process, ours


def _receive(connection: Connection, run: Run[Any]) -> bool:
    # One message from the child; True when it was the last of this run.
    try:
        kind, value = connection.recv()
    except (EOFError, OSError):
        raise
    except Exception as unreadable:
        kind, value = "failed", internal_error(unreadable)
    if kind == "message":
        run._take(value)
        return False
    if kind == "done":
        run._finish(value=value)
    else:
        run._finish(error=value)
    return True


def _kill(process: SpawnProcess) -> None:
    # Programs the child has started end with it.
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(cast("int", process.pid), signal.SIGKILL)
    process.kill()


def _death(exit_code: int | None, cause: BaseException) -> EngineUnavailable:
    error = EngineUnavailable(
        "worker_died",
        f"The background program ended by itself (exit code {exit_code}). Try again.",
        exit_code=exit_code,
    )
    error.__cause__ = cause
    return error
