"""Keeps the plan that the window shows: not with every stroke, but soon, and before anything else is opened."""

from __future__ import annotations

from collections import deque
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.model import Day, Plan
from ui.background import Background

SAVE_AFTER_MS = 1_200


class Keeper(QObject):
    """`want` a plan kept, and it is before long; `save` keeps it now."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = _Desk(office)
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_beside)

    def want(self, day: Day, plan: Plan | None) -> None:
        """Keep this plan of a day, in place of the one before if that was not kept yet."""
        self._desk.wanted.clear()
        if plan:
            self._desk.wanted.append((day, plan))
        self._timer.start()

    def save(self) -> None:
        """Keep what is wanted, if it is not kept yet."""
        self._timer.stop()
        self._desk.keep()

    def _save_beside(self) -> None:
        # Hundreds of stops take a while to be written down.
        self._background.run(self._desk.keep_and_look, on_done=_nothing, on_error=_tell)


class _Desk:
    # Where the plan lies that is to be kept: whoever comes first takes the newest, on whichever thread.

    def __init__(self, office: Office) -> None:
        self.wanted: deque[tuple[Day, Plan]] = deque(maxlen=1)
        self._office = office
        self._one_at_a_time = Lock()

    def keep(self) -> Day | None:
        with self._one_at_a_time:
            if not self.wanted:
                return None
            day, plan = self.wanted.pop()
            keep_plan(self._office, plan)
            return day

    def keep_and_look(self) -> None:
        # What was read before is not trusted after a write. The next edit asks for the rules of the day: read them
        # again here, and no window waits for it.
        if day := self.keep():
            self._office.closed(day)


def _nothing(_none: None) -> None:
    return None


def _tell(problem: Exception) -> None:
    raise problem
