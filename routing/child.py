"""The child's side of `routing.worker`: takes functions from the pipe, runs them, answers; ends with its parent.

Imports nothing but what is needed to listen: no Qt, no solver, and not the parent's main module.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection

from routing.errors import InternalError


def serve(connection: Connection, prepare: Callable[[], None] | None = None) -> None:
    """The child's life: take a function, run it, answer; until the parent goes."""
    _settle_in()
    if prepare:
        threading.Thread(target=_try, args=(prepare,), name="prepare", daemon=True).start()
    with contextlib.suppress(EOFError, OSError):
        while True:
            _answer(connection)


def _settle_in() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this child
    if sys.platform != "win32":
        os.setpgid(0, 0)
    with contextlib.suppress(OSError):
        os.dup2(2, 1)  # what engines print must not mix with the answer of a command
    threading.Thread(target=_leave_with_parent, name="parent watch", daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)


def _try(prepare: Callable[[], None]) -> None:
    with contextlib.suppress(Exception):  # whoever needs it will fail, and say so
        prepare()


def _answer(connection: Connection) -> None:
    try:
        function, args, kwargs = connection.recv()

        def report(message: object) -> None:
            connection.send(("message", message))

        answer: tuple[str, object] = ("done", function(*args, report=report, **kwargs))
    except EOFError:
        raise
    except Exception as error:
        answer = ("failed", error if hasattr(error, "code") and hasattr(error, "details") else internal_error(error))
    try:
        connection.send(answer)
    except (pickle.PicklingError, AttributeError, TypeError) as unpicklable:
        connection.send(("failed", internal_error(unpicklable)))


def internal_error(error: BaseException) -> InternalError:
    """A fault as it may cross the pipe and reach the log."""
    # Frames and the kind of error, never its text: a text may quote a customer.
    frames = "".join(traceback.format_tb(error.__traceback__))
    kind = type(error).__name__
    return InternalError("internal", f"An unexpected {kind} in a background program.", kind=kind, traceback=frames)
