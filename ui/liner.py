"""Fetches the lines of the routes beside the window, in a child of its own: a search must not keep the map waiting."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.lines import Lines, route_lines
from planner.model import Day, Plan
from routing.worker import Worker
from ui.background import Background


class Liner(QObject):
    """The lines of the newest plan. One request at a time; a plan that changed meanwhile is asked for next."""

    changed = Signal()

    def __init__(self, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Lines = {}
        self._office = office
        self._worker = Worker()
        self._background = Background(self)
        self._running = False
        self._next: tuple[Day, Plan] | None = None

    def want(self, day: Day, plan: Plan | None) -> None:
        """Fetch the lines of a plan; without one there are none."""
        if plan is None:
            self._next = None
            if self.lines:
                self._came({})
        elif self._running:
            self._next = day, plan
        else:
            self._running, self._next = True, None
            self._background.run(
                route_lines, self._office, day, plan, self._worker, on_done=self._came, on_error=self._failed
            )

    def close(self) -> None:
        """End the child."""
        self._background.close()
        self._worker.close()

    def _came(self, lines: Lines) -> None:
        self.lines = lines
        self.changed.emit()
        self._go_on()

    def _failed(self, _problem: Exception) -> None:
        # Straight lines stand in for roads until the next request; the search itself tells what is wrong.
        self._go_on()

    def _go_on(self) -> None:
        self._running = False
        if self._next:
            self.want(*self._next)
