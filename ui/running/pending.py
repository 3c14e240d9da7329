"""A change is read out to its team on the telephone, and somebody of it confirms: by name, and now. Keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from planner.model import Day
from planner.running.pending import Pending
from planner.running.pending_words import near_words, read_out, since_words
from planner.text import gettext as _
from ui import theme
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.running.who_answered import WhoAnswered


class PendingDialog(Frame):
    """What to say, step by step; a digit takes one of the team, any other name is typed, Enter confirms."""

    @staticmethod
    def ask(parent: QWidget | None, day: Day, pending: Pending, zone: ZoneInfo) -> str:
        """Who confirmed; empty where nobody did."""
        dialog = PendingDialog(parent, day, pending, zone)
        return dialog.who.text().strip() if dialog.run() else ""

    def __init__(self, parent: QWidget | None, day: Day, pending: Pending, zone: ZoneInfo) -> None:
        team = pending.shift.team.name
        super().__init__(parent, _("{team} has to be told").format(team=team), _("They have con&firmed it"))
        self.show_title(self.windowTitle(), since_words(pending, zone))
        self.near = Note()
        self.body.addWidget(self.near)
        if words := near_words(pending):
            self.near.say(words)
        self.body.addWidget(said(_("Read it out, and let them read it back:")))
        self.steps = _Steps(read_out(day, pending))
        self.body.addWidget(_scrolled(self.steps), 1)
        self.answered = WhoAnswered(pending.people, _("Who of {team} confirmed").format(team=team))
        self.who, self.people = self.answered.field, self.answered.buttons
        self.note = Note()
        self.answered.taken.connect(self.note.hide)
        self.body.addWidget(self.answered)
        self.body.addWidget(self.note)
        open_at(self, 560, 400)
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """They have read it back; who did must be said."""
        if self.who.text().strip():
            self.accept()
            return
        self.note.say(_("Say who answered: it is kept with the time."))
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolled(steps: QWidget) -> QScrollArea:
    # Of a team that stops there may be many.
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(_("What to say to them"))
    area.viewport().setAutoFillBackground(False)
    steps.setAutoFillBackground(False)
    area.setWidget(steps)
    return area


class _Steps(QWidget):
    # Numbered and large: they are read aloud.

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = tuple(lines)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(lines), 1)
        font = theme.scaled(self.font(), 1.15)
        for number, line in enumerate(lines):
            count = QLabel(f"{number + 1}.")
            count.setProperty("quiet", True)
            words = said(line)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, label in enumerate((count, words)):
                label.setFont(font)
                grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(_("What to say to them"))
        self.setAccessibleDescription(" ".join(lines))
