"""A search for a plan while it runs: the best plan so far, how long it may still last, and its stop. Searches nothing.

Plans may come faster than they can be drawn: the newest is shown when the window has time for it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from planner.model import Plan

DRAW_AFTER_MS = 100
TICK_MS = 250


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands: visits planned by the best plan so far, and the seconds that are left for a better one."""

    planned: int
    left_s: float
    share: float


class Search(QObject):
    """One search after the other; `stopped` may be read from any thread."""

    better = Signal(object)
    """A better `Plan` is there to be shown."""
    ticked = Signal(object)
    """The `Standing` of this moment, several times a second once there is a plan."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stopped = threading.Event()
        self._best: Plan | None = None
        self._limit_s = 0.0
        self._since = QElapsedTimer()
        self._drawer = QTimer(self, singleShot=True, interval=DRAW_AFTER_MS)
        self._drawer.timeout.connect(self._show)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def begin(self, limit_s: float) -> None:
        """A search begins that may take so long from its first plan on."""
        self.stopped.clear()
        self._best, self._limit_s = None, limit_s
        self._since.invalidate()

    def take(self, plan: Plan) -> None:
        """A better plan was found."""
        if not self._since.isValid():
            self._since.start()
            self._ticker.start()
        self._best = plan
        if not self._drawer.isActive():
            self._drawer.start()

    def end(self) -> None:
        """The search has ended: nothing of it is shown any more."""
        self._drawer.stop()
        self._ticker.stop()

    def _show(self) -> None:
        self.better.emit(self._best)
        self._tick()

    def _tick(self) -> None:
        if self._best:
            passed = self._since.elapsed() / 1000
            share = min(1.0, passed / self._limit_s) if self._limit_s else 1.0
            self.ticked.emit(Standing(self._best.planned, max(0.0, self._limit_s - passed), share))
