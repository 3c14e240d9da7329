"""Computes the travel times of the open day beside everything else, as soon as its places are known. Shows nothing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.travel import find_travel
from planner.model import Day
from routing.worker import Progress, Worker
from ui.background import Background, Ticket


class Roads(QObject):
    """One day at a time. Another day, or work that somebody waits for, ends it; what has come by then is remembered."""

    progressed = Signal(object)
    """The share done, 0 to 1; None when nothing is under way any more."""
    there = Signal()
    """All travel times of the day are remembered."""

    def __init__(self, office: Office, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._worker = worker
        self._background = Background(self)
        self._ticket: Ticket | None = None
        self._day: Day | None = None

    @property
    def busy(self) -> bool:
        """Whether travel times are being computed."""
        return self._ticket is not None

    def want(self, day: Day | None) -> None:
        """Compute what is missing of this day, in place of any other; None for nothing."""
        if day is self._day and (self._ticket or day is None):
            return
        self.close()
        if day is None:
            return
        self._day = day
        self._ticket = self._background.run(
            find_travel, self._office, day, self._worker,
            on_done=lambda _travel: self._ended(found=True), on_error=lambda _problem: self._ended(found=False),
            on_message=self._heard,
        )  # fmt: skip
        self.progressed.emit(0.0)

    def close(self) -> None:
        """Want it no longer."""
        self._background.close()
        if self._ticket:
            self._ticket = self._day = None
            self.progressed.emit(None)

    def _heard(self, message: object) -> None:
        if isinstance(message, Progress):
            self.progressed.emit(message.share)

    def _ended(self, *, found: bool) -> None:
        # What went wrong is told to whoever plans: that meets it again.
        self._ticket = None
        if found:
            self._day = None
        self.progressed.emit(None)
        if found:
            self.there.emit()
