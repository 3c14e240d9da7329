"""One step of an alarm as a big row: its digit, whom to ring up, who was tried, and the two answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.running.alarm_words import STEPS, people_words, tried_words
from planner.running.alarms import TEAM_STEPS, Rung
from planner.text import gettext as _
from planner.told import AlarmStep
from ui import theme
from ui.dialogs.frame import said
from ui.running.focus_card import FocusCard

YES, NO = Qt.Key.Key_Y, Qt.Key.Key_N
DIAL = 1.15
"""How much larger a number is that somebody dials from across the desk."""


class StepCard(FocusCard):
    """A row that takes the keys: Y somebody answered, N nobody did."""

    answered = Signal(bool)
    chosen = Signal()

    def __init__(self, number: int, step: AlarmStep) -> None:
        super().__init__()
        self.step = step
        self.key = QLabel(str(number))
        self.key.setProperty("key", True)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel(_(STEPS[step]))
        self.title.setProperty("headline", True)
        self.people = QWidget()
        self._people = QGridLayout(self.people)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setHorizontalSpacing(16)
        self._people.setVerticalSpacing(2)
        self._people.setColumnStretch(2, 1)
        self.tried = said(quiet=True)
        over = _("Somebody answered and is well: the alarm is over. Y")
        known = over if step in TEAM_STEPS else _("They know now. Y")
        self.yes = self._button(_("Answered"), known, answered=True)
        self.no = self._button(_("No answer"), _("Nobody answered. N"), answered=False)
        self.setAccessibleName(f"{number} {self.title.text()}")
        self._lay_out()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        for widget in (self.title, self.people, self.tried):
            text.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        for button in (self.yes, self.no):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _button(self, words: str, tip: str, *, answered: bool) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setAccessibleName(f"{_(STEPS[self.step])}: {words}")
        button.clicked.connect(lambda: self.answered.emit(answered))
        return button

    def show_rung(self, rung: Rung, names: Mapping[str, str], zone: tzinfo) -> None:
        """Show whom it means now, and who was tried."""
        self._show_people(rung)
        self.tried.setText("\n".join(tried_words(each, names, zone) for each in rung.tried))
        self.tried.setVisible(bool(rung.tried))
        self.setAccessibleDescription(" ".join(filter(None, (people_words(rung.people, rung.step), self.tried.text()))))

    def _show_people(self, rung: Rung) -> None:
        while item := self._people.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, (name, number) in enumerate(rung.people):
            dial = said(number or _("no number"), quiet=not number)
            dial.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            font = theme.scaled(dial.font(), DIAL)
            font.setWeight(font.Weight.DemiBold if number else font.Weight.Normal)
            dial.setFont(font)
            for column, label in enumerate((said(name), dial)):
                label.setWordWrap(False)
                self._people.addWidget(label, row, column, Qt.AlignmentFlag.AlignBaseline)
        if not rung.people:
            self._people.addWidget(said(people_words((), rung.step), quiet=True), 0, 0, 1, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (YES, NO):
            self.answered.emit(key == YES)
        else:
            super().keyPressEvent(event)
