"""Long work beside the window: functions on threads, and runs of the child process, heard on the window's own thread.

What the work does is `planner`'s business; how far it has come is shown by `ui.progress_panel`.
"""

from __future__ import annotations

import contextlib
import inspect
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, QTimer, Signal

from planner.errors import PlannerError
from routing.errors import RoutingError
from routing.worker import Run
from ui.progress_panel import ProgressPanel as ProgressPanel

POLL_MS = 40
THREADS = 8
"""Most of them wait for a file, the database or a child; none of them computes for long. As many as may wait at once
(travel times, lines of routes, a search, prices), and still some for the map's page and its tiles."""

TURN_S = 0.001
"""How long a thread that computes keeps the interpreter while another wants it. Python's own 5 ms is what the window
would wait each time Qt asks one of its widgets something, and Qt asks hundreds of times to lay out a panel."""

log = logging.getLogger(__name__)


class Ticket:
    """One piece of work under way. After `cancel` nothing of it is delivered any more."""

    def __init__(self, stop: Callable[[], object] | None = None) -> None:
        self._flag = threading.Event()
        self._stop = stop
        self.finished = False

    @property
    def cancelled(self) -> bool:
        """Whether the work is no longer wanted."""
        return self._flag.is_set()

    def cancel(self) -> None:
        """Want it no longer. Returns at once, whatever the work does."""
        if not self.finished and not self.cancelled:
            self._flag.set()
            if self._stop:
                _threads().start(self._stop)  # ending a child may take a moment


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    ticket: Ticket
    work: Callable[[], Any]
    on_done: Callable[[Any], None]
    on_error: Callable[[Exception], None]
    on_message: Callable[[object], None] | None

    def take(self, outcome: _Outcome) -> None:
        self.ticket.finished = self.ticket.finished or outcome.last
        if self.ticket.cancelled:
            return
        if outcome.error:
            self.on_error(outcome.error)
        elif outcome.last:
            self.on_done(outcome.value)
        elif self.on_message:
            self.on_message(outcome.value)


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any = None
    error: Exception | None = None
    last: bool = False


class Background(QObject):
    """Runs work for one window or dialog; `close` it with its owner.

    Errors come to `on_error` as they were raised: `PlannerError`, `RoutingError` and `OSError` are for people, anything
    else is a fault of ours and was logged, without its text.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickets: list[Ticket] = []
        self._watched: list[tuple[Run[Any], _Job]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self.destroyed.connect(partial(_give_up, self._tickets))

    def run[T](
        self,
        function: Callable[..., T],
        *args: object,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_message: Callable[[object], None] | None = None,
        **kwargs: object,
    ) -> Ticket:
        """Call ``function(*args, **kwargs)`` on a thread.

        A function with a parameter ``cancelled`` is given a function that says so; one with ``on_message`` or
        ``on_progress`` is given what hands a message to `on_message`. Function and arguments hold no widgets.
        """
        ticket = self._ticket()
        key = next(_keys)
        kwargs |= _extras(function, ticket._flag.is_set, partial(_send, key) if on_message else None)
        _jobs[key] = _Job(ticket, partial(function, *args, **kwargs), on_done, on_error, on_message)
        _post()
        _threads().start(partial(_work, key))
        return ticket

    def watch[T](
        self,
        run: Run[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
        on_message: Callable[[object], None] | None = None,
    ) -> Ticket:
        """Follow a run of the child process. Cancelling its ticket stops the run."""
        ticket = self._ticket(run.stop)
        self._watched.append((run, _Job(ticket, run.result, on_done, on_error, on_message)))
        self._timer.start()
        return ticket

    @property
    def busy(self) -> bool:
        """Whether anything wanted is under way."""
        return any(not ticket.finished and not ticket.cancelled for ticket in self._tickets)

    def close(self) -> None:
        """Want none of it any longer."""
        _give_up(self._tickets)

    def _ticket(self, stop: Callable[[], object] | None = None) -> Ticket:
        self._tickets[:] = [ticket for ticket in self._tickets if not ticket.finished]
        self._tickets.append(Ticket(stop))
        return self._tickets[-1]

    def _poll(self) -> None:
        for run, job in tuple(self._watched):
            ended = run.finished
            for message in run.poll():
                job.take(_Outcome(message))
            if ended:
                self._watched.remove((run, job))
                job.take(_outcome(job.work))
        if not self._watched:
            self._timer.stop()


def drain(wait_ms: int = 3000) -> bool:
    """At the end of the program: let threads finish what they are at; whether they did in time."""
    return _threads().waitForDone(wait_ms)


# A thread holds the number of its job and nothing else: were it the last to let go of a window, the window would be
# destroyed on the wrong thread.
_jobs: dict[int, _Job] = {}
_keys = count()


class _Post(QObject):
    # Carries what threads send to the window's thread, where it was made.
    arrived = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.instance())
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def _deliver(self, key: int, outcome: _Outcome) -> None:
        job = _jobs.pop(key) if outcome.last else _jobs[key]
        job.take(outcome)


@cache
def _post() -> _Post:
    return _Post()


@cache
def _threads() -> QThreadPool:
    pool = QThreadPool(QCoreApplication.instance())
    pool.setMaxThreadCount(THREADS)
    sys.setswitchinterval(TURN_S)
    return pool


def _work(key: int) -> None:
    _send_outcome(key, _outcome(_jobs[key].work))


def _outcome(work: Callable[[], Any]) -> _Outcome:
    try:
        return _Outcome(work(), last=True)
    except (PlannerError, RoutingError, OSError) as error:
        return _Outcome(error=error, last=True)
    except Exception as error:
        # Kind and frames, never the text: it may quote a customer.
        log.error("Unexpected %s\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
        return _Outcome(error=error, last=True)


def _send(key: int, message: object) -> None:
    _send_outcome(key, _Outcome(message))


def _send_outcome(key: int, outcome: _Outcome) -> None:
    with contextlib.suppress(RuntimeError):  # the program has ended
        _post().arrived.emit(key, outcome)


def _give_up(tickets: list[Ticket], *_: object) -> None:
    for ticket in tickets:
        ticket.cancel()


def _extras(
    function: Callable[..., Any], cancelled: Callable[[], bool], report: Callable[[object], None] | None
) -> dict[str, Any]:
    takes = inspect.signature(function).parameters
    found: dict[str, Any] = {"cancelled": cancelled} if "cancelled" in takes else {}
    hears = next((name for name in ("on_message", "on_progress") if name in takes), None)
    return found | {hears: report} if hears and report else found
