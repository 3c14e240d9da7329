"""Judges the plans that a search finds, beside the window: one at a time, and of those that wait the newest."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.workday import Workday, judged
from planner.model import Plan
from ui.background import Background


class Judging(QObject):
    """`want` a plan judged, and it is told with what it breaks; a fault tells nothing, the search goes on."""

    found = Signal(object)
    """A `Workday` with the plan and everything that it breaks."""

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._background = Background(self)
        self._next: tuple[Workday, Plan] | None = None

    def want(self, work: Workday, plan: Plan) -> None:
        """Judge a plan of this day, in place of one that still waits."""
        self._next = work, plan
        if not self._background.busy:
            self._go_on()

    def forget(self) -> None:
        """Nothing of it is wanted any longer."""
        self._next = None
        self._background.close()

    def _go_on(self) -> None:
        wanted, self._next = self._next, None
        if wanted:
            self._background.run(judged, self._office, *wanted, on_done=self._done, on_error=lambda _: self._go_on())

    def _done(self, work: Workday) -> None:
        self.found.emit(work)
        self._go_on()
