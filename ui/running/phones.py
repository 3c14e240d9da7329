"""Whom to ring up in an incident, each in a row: help first, then the supervisor, then the team. Rings nobody up."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from planner.running.alarm_words import STEPS, people_words
from planner.running.alarms import Rung
from planner.text import gettext as _
from planner.told import AlarmStep
from ui import theme
from ui.dialogs.frame import said

ORDER = (AlarmStep.EMERGENCY, AlarmStep.SUPERVISOR, AlarmStep.STAFF, AlarmStep.PARTNER)
"""Who may be in danger is not rung up first: a telephone that rings may make it worse."""


class Phones(QFrame):
    """Names and numbers that can be copied; hidden while there are none to show."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(_("Whom to ring up"))
        self.hide()

    def show_rungs(self, rungs: Iterable[Rung]) -> None:
        """Show whom each step means."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        known = {rung.step: rung for rung in rungs}
        for row, step in enumerate(step for step in ORDER if step in known):
            people = people_words(known[step].people, step)
            title = QLabel(_(STEPS[step]))
            title.setProperty("quiet", True)
            words = said(people)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if known[step].people:
                words.setFont(theme.scaled(words.font(), 1.1))
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1)
        self.setVisible(bool(known))
