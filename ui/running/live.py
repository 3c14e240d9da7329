"""Keeps the window up to the running day: its panel, the marks of the timeline, the title, and a call for a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from planner.running.needs import Need
from planner.text import gettext as _
from ui.dialogs.problem import problem_words
from ui.running.urgent_band import UrgentBand
from ui.running.watch import Watch

if TYPE_CHECKING:
    from ui.main_window import MainWindow

PANEL = "running"


class Live(QObject):
    """One for a window. What is urgent is told once: the window asks for attention, and its title says so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.watch = Watch(window.document, self)
        self.band = UrgentBand()
        self.band.wanted.connect(window.errands.see_to)
        window.welcome.above.addWidget(self.band)
        self.watch.changed.connect(self._show)
        self.watch.failed.connect(self._fail)
        self._called: frozenset[str] = frozenset()
        self._opened: date | None = None

    def close(self) -> None:
        """Look no longer."""
        self.watch.close()

    def _show(self) -> None:
        window, found = self._window, self.watch.situation
        window.views.show_situation(window.document, found, self.watch.needs)
        self.band.show_needs(found, self.watch.needs)
        count = len(self.watch.needs)
        window.workbench.name_tab(PANEL, _("Running ({count})").format(count=count) if count else _("Running day"))
        urgent = tuple(need for need in self.watch.needs if need.kind.is_urgent)
        self._call(urgent)
        self.show_title()
        if found and found.under_way and self._opened != found.day.date:
            self._opened = found.day.date
            QTimer.singleShot(0, self, self._open)

    def show_title(self) -> None:
        """Say in the title which day it is, and before it how much may not wait."""
        if day := self._window.document.day:
            title = _("{date} · {branch} – Rounds").format(date=day.date.isoformat(), branch=day.branch.name)
            self._window.setWindowTitle(f"({len(self._called)}) {title}" if self._called else title)

    def _fail(self, problem: Exception | None) -> None:
        words = problem_words(problem) if problem else _("The clock has not been read for a minute. Watch it yourself.")
        self._window.views.running.say(words)

    def _open(self) -> None:
        # Once for a day: who then closes it does without it.
        self._window.workbench.bring_up(PANEL)

    def _call(self, urgent: tuple[Need, ...]) -> None:
        # A window that is not looked at asks for it, once for each thing.
        keys = frozenset(need.key for need in urgent)
        if keys - self._called:
            QApplication.alert(self._window)
        self._called = keys
