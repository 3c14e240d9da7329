"""Looks how the day stands: every few seconds, and as soon as something was told. On a thread; draws nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.running.needs import Need, needs
from planner.running.situation import Situation, situation
from ui.background import Background
from ui.document import Document

LOOK_MS = 15_000
MOST_WAITED = 4
"""So many times of that may one look last."""


class Watch(QObject):
    """`situation` and `needs` are of the last look; None before the first.

    People rely on it: that it cannot look, or has not for a minute, is told.
    """

    changed = Signal()
    failed = Signal(object)
    """Why it could not look (an error), or None where it still has not for too long."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.situation: Situation | None = None
        self.needs: tuple[Need, ...] = ()
        self._looking = self._again = False
        self._waited = 0
        self._background = Background(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        document.changed.connect(self.look)
        document.told.connect(self.look)

    def look(self) -> None:
        """Look soon; what is wanted while it looks is looked for once more. Plans of a search are not looked at."""
        if self._document.planning:
            return
        if self._looking:
            self._again = True
        else:
            self._soon.start()

    def close(self) -> None:
        """Look no longer."""
        self._document.changed.disconnect(self.look)  # a document may outlive its window
        self._document.told.disconnect(self.look)
        self._timer.stop()
        self._soon.stop()
        self._background.close()

    def _tick(self) -> None:
        self._waited = self._waited + 1 if self._looking else 0
        if self._waited >= MOST_WAITED:
            self.failed.emit(None)
        self._document.look_for_newer()
        self._look()

    def _look(self) -> None:
        work = self._document.work
        if work is None or self._looking:
            return
        self._looking, self._again = True, False
        self._background.run(_looked, self._document.office, work, on_done=self._show, on_error=self._fail)

    def _show(self, found: tuple[Situation, tuple[Need, ...]]) -> None:
        self._looking = False
        if self._again:
            self.look()
        self.situation, self.needs = found
        self.changed.emit()

    def _fail(self, problem: Exception) -> None:
        self._looking = False
        self.failed.emit(problem)


def _looked(office: Office, work: Workday) -> tuple[Situation, tuple[Need, ...]]:
    found = situation(office, work, office.clock())
    return found, needs(found)
