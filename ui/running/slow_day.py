"""Rain or snow: how much longer ways take from now on, for all teams or for one. Asks only; changes nothing."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from planner.model import Day
from planner.running.slow import CHOICES, ORDINARY
from planner.text import N_
from planner.text import gettext as _
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said

WORDS = (N_("&Dry"), N_("&Wet"), N_("&Rain"), N_("&Heavy rain"), N_("&Snow"), N_("&Ice"))
"""What the factors of `planner.running.slow.CHOICES` are judged to be."""


class Chosen(NamedTuple):
    """How much longer, and for which team; None for all."""

    factor: float
    shift_id: UUID | None


class SlowDayDialog(Frame):
    """Begins at what holds now."""

    @staticmethod
    def ask(parent: QWidget | None, day: Day) -> Chosen | None:
        """How slow the day is from now on; None where nothing is to change."""
        dialog = SlowDayDialog(parent, day)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, day: Day) -> None:
        lead = _("What was told does not move. The rest of each route is timed anew, and can be undone.")
        super().__init__(parent, _("A slow day"), accept=_("&Apply"), lead=lead)
        self._day = day
        self.teams = QComboBox()
        self.teams.setAccessibleName(_("For which team"))
        self.teams.addItem(_("All teams"), None)
        for shift in day.shifts:
            self.teams.addItem(shift.team.name, shift.id)
        label = QLabel(_("&For"))
        label.setBuddy(self.teams)
        self.choices = {
            factor: QRadioButton(_words(factor, words)) for factor, words in zip(CHOICES, WORDS, strict=True)
        }
        column = QVBoxLayout()
        column.setSpacing(6)
        for choice in self.choices.values():
            column.addWidget(choice)
        self.body.addLayout(column)
        self.body.addWidget(label)
        self.body.addWidget(self.teams)
        self.body.addWidget(said(_("Another factor can be given to a team in the roster."), quiet=True))
        self.body.addStretch(1)
        self.teams.currentIndexChanged.connect(self._begin)
        self._begin()
        open_at(self, 420, 340)

    @property
    def value(self) -> Chosen:
        """What is chosen."""
        factor = next((each for each, choice in self.choices.items() if choice.isChecked()), 1.0)
        return Chosen(factor, self.teams.currentData())

    def _begin(self) -> None:
        chosen = self.teams.currentData()
        now = [shift.slow_factor for shift in self._day.shifts if chosen in (None, shift.id)]
        nearest = min(self.choices, key=lambda each: abs(each - max(now, default=1.0)))
        self.choices[nearest].setChecked(True)


def _words(factor: float, words: str) -> str:
    if factor == ORDINARY:
        return _("{weather}: ways take as long as planned").format(weather=_(words))
    return _("{weather}: {factor} times as long").format(weather=_(words), factor=factor)
