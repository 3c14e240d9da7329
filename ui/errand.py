"""What all errands stand on: the window they are asked in, the day they act on, and work beside the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from planner.bootstrap import Office
from routing.worker import Worker
from ui.background import Background
from ui.dialogs.problem import show_problem
from ui.document import Document


class Errand(QObject):
    """Dialogs are loaded when they are asked for: a window without them is there sooner."""

    settings_changed = Signal(bool)
    """The window must be made anew; whether the day in it stays as it is, because only language or theme are others."""
    region_changed = Signal()

    def __init__(self, window: QWidget, document: Document) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._background = Background(self)

    @property
    def _office(self) -> Office:
        return self._document.office

    @property
    def _worker(self) -> Worker:
        return self._document.worker

    def close(self) -> None:
        """Want nothing any longer."""
        self._background.close()

    def _guarded(self, function: Callable[[], object]) -> None:
        try:
            function()
        except Exception as problem:
            show_problem(self._window, problem)
