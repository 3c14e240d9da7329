"""A search for a plan while it runs: the best plan so far, how long it may still last, and its stop. Searches nothing.

Plans may come faster than they can be drawn: the newest is shown when the window has time for it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from planner.model import Plan

DRAW_AFTER_MS = 100
TICK_MS = 250
MOST_POINTS = 120
"""Of the curve: more than it has pixels tell nothing."""
LEFT_OUT_S = 3600
"""What a visit without a stop counts in the curve: more than a way could save."""

type Curve = tuple[tuple[float, float], ...]
"""Seconds since the first plan, and how much road the best plan took then; it only ever falls."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a search stands: visits planned by the best plan so far, and the seconds that are left for a better one.

    `quiet_s` is how long there has been no better one, `doing` what the search does, such as "Improving".
    """

    planned: int
    left_s: float
    share: float
    curve: Curve = ()
    quiet_s: float = 0.0
    doing: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a search ended: when, how long there had been no better plan, and whether a person stopped it."""

    at: datetime
    planned: int
    quiet_s: float
    stopped: bool
    curve: Curve = ()


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
        self._curve: list[tuple[float, float]] = []
        self._limit_s, self._doing = 0.0, ""
        self._since = QElapsedTimer()
        self._drawer = QTimer(self, singleShot=True, interval=DRAW_AFTER_MS)
        self._drawer.timeout.connect(self._show)
        self._ticker = QTimer(self, interval=TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def begin(self, limit_s: float, doing: str = "") -> None:
        """A search begins that may take so long from its first plan on."""
        self.stopped.clear()
        self._best, self._limit_s, self._doing = None, limit_s, doing
        self._curve.clear()
        self._since.invalidate()

    def take(self, plan: Plan) -> None:
        """A better plan was found."""
        if not self._since.isValid():
            self._since.start()
            self._ticker.start()
        self._best = plan
        self._note(_worth(plan))
        if not self._drawer.isActive():
            self._drawer.start()

    def stop(self) -> None:
        """A person wants it to end."""
        self.stopped.set()

    def end(self, at: datetime) -> Settled | None:
        """The search has ended: nothing of it is shown any more. How it ended, where it had found a plan."""
        self._drawer.stop()
        self._ticker.stop()
        if self._best is None:
            return None
        best, self._best = self._best, None
        return Settled(at, best.planned, self._quiet_s, self.stopped.is_set(), tuple(self._curve))

    @property
    def _quiet_s(self) -> float:
        return self._since.elapsed() / 1000 - self._curve[-1][0] if self._curve else 0.0

    def _note(self, worth: float) -> None:
        # Better by other measures than the road does not make the curve rise.
        if self._curve and worth >= self._curve[-1][1]:
            return
        self._curve.append((self._since.elapsed() / 1000, worth))
        if len(self._curve) > MOST_POINTS:
            del self._curve[1:-1:2]

    def _show(self) -> None:
        self.better.emit(self._best)
        self._tick()

    def _tick(self) -> None:
        if self._best:
            passed = self._since.elapsed() / 1000
            share = min(1.0, passed / self._limit_s) if self._limit_s else 1.0
            left = max(0.0, self._limit_s - passed)
            curve = tuple(self._curve)
            self.ticked.emit(Standing(self._best.planned, left, share, curve, self._quiet_s, self._doing))


def _worth(plan: Plan) -> float:
    return plan.travel_time.total_seconds() + LEFT_OUT_S * len(plan.unassigned)
