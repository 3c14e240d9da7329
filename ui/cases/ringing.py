"""Teams to ring up, in red, each until somebody has noted who answered. Rings nobody up itself."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.cases.morning_words import ring_words
from planner.cases.ringing import ToRing
from planner.running.confirming import answered
from planner.text import gettext as _
from planner.users import Right
from ui.cases.desk import Desk
from ui.dialogs.fields import Note
from ui.dialogs.frame import said
from ui.dialogs.problem import problem_words
from ui.rights import guard


class Rings(QWidget):
    """A card for each team; Enter in its field notes who answered."""

    noted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.cards: dict[UUID, RingCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_rings(self, rings: Iterable[ToRing]) -> None:
        """Show them; what is typed into one that stays is kept."""
        wanted = {ring.phone.id: ring for ring in rings}
        for key in [key for key in self.cards if key not in wanted]:
            gone = self.cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, ring in wanted.items():
            if key not in self.cards:
                self.cards[key] = RingCard(self._desk, ring)
                self.cards[key].noted.connect(self.noted)
                self._column.addWidget(self.cards[key])
        self.setVisible(bool(wanted))


class RingCard(QFrame):
    """One team: whom to ring up about which visit, and who answered."""

    noted = Signal()

    def __init__(self, desk: Desk, ring: ToRing) -> None:
        super().__init__()
        self._desk, self.ring = desk, ring
        self.setProperty("card", True)
        words = said(ring_words(ring), wrong=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words = words
        self.who = QLineEdit()
        self.who.setPlaceholderText(_("Name"))
        self.who.setMaximumWidth(self.fontMetrics().averageCharWidth() * 32)
        label = QLabel(_("&Who answered?"))
        label.setBuddy(self.who)
        self.who.setAccessibleName(_("Who of {team} answered").format(team=ring.phone.team))
        self.done = QPushButton(_("Note it"))
        self.done.setAutoDefault(False)
        self.done.setToolTip(_("They know: the time is noted too. Enter"))
        self.done.clicked.connect(self.note_it)
        self.who.returnPressed.connect(self.note_it)
        self.problem = Note()
        row = QHBoxLayout()
        for widget in (label, self.who, self.done):
            row.addWidget(widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.problem)
        guard(self.done, desk.user, Right.CONTACT)

    def note_it(self) -> None:
        """Note who answered."""
        self.done.setEnabled(False)
        self._desk.act(
            answered, self._desk.office, self.ring.phone, self.who.text(), by=self._desk.user,
            on_done=lambda _phone: self.noted.emit(), on_error=self._fail,
        )  # fmt: skip

    def _fail(self, problem: Exception) -> None:
        self.done.setEnabled(True)
        self.problem.say(problem_words(problem))
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)
