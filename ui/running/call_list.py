"""The customers to be called because of a change: one row each, with number and words, until somebody has called.

Who is listed follows from the plan: whoever takes the change back has nobody to call.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.cases.contact_words import room_words
from planner.running.call_sheet import CallLine, call_sheet
from planner.running.calls_due import ToCall, called
from planner.running.happens_words import call_title, call_words, tries_words
from planner.text import gettext as _
from planner.text import ngettext
from ui import theme
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.focus_card import FocusCard

DIAL = 1.15
"""How much larger a number is that somebody dials from across the desk."""


class CallCard(FocusCard):
    """A row that takes the keys: Y they were told, N nobody answered."""

    told = Signal(object, bool)
    """The `ToCall` of the row, and whether somebody answered."""
    stepped = Signal(object, int)
    """Itself, and by how many rows the focus goes on."""

    def __init__(self, line: CallLine, zone: ZoneInfo, now: datetime) -> None:
        super().__init__()
        self.call = line.call
        title, words = call_title(line.call), call_words(line.call, zone, now)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        name = QLabel(title)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setProperty("headline", True)
        number = said(line.phone or _("no number"), quiet=not line.phone)
        number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        number.setFont(theme.scaled(number.font(), DIAL))
        note = Note()
        if not line.room.open:
            note.say(_("Not now: {why}").format(why=room_words(line.room, zone, now)), "worse")
        text = QVBoxLayout()
        text.setSpacing(2)
        for widget in (name, number, said(words)):
            text.addWidget(widget)
        if line.call.tries:
            text.addWidget(said(tries_words(line.call), quiet=True))
        text.addWidget(note)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addLayout(text, 1)
        self.yes = self._button(_("Told"), _("The customer knows now. Y"))
        self.no = self._button(_("No answer"), _("Nobody answered; the row stays. N"))
        self.yes.clicked.connect(self._tell_yes)
        self.no.clicked.connect(self._tell_no)
        for button in (self.yes, self.no):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.accessibleName()}: {words}")
        return button

    def _tell_yes(self) -> None:
        self.told.emit(self.call, True)

    def _tell_no(self) -> None:
        self.told.emit(self.call, False)

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N):
            self.told.emit(self.call, event.key() == Qt.Key.Key_Y)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class CallListDialog(Frame):
    """All who are to be called on the open day."""

    @staticmethod
    def show_calls(parent: QWidget | None, document: Document) -> None:
        """Show them until it is closed."""
        CallListDialog(parent, document).run()

    def __init__(self, parent: QWidget | None, document: Document) -> None:
        super().__init__(parent, _("Customers to call"), lead=" ")
        self._document = document
        self.cards: list[CallCard] = []
        self.note = Note()
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._column)
        whole.addStretch(1)
        inner.setAutoFillBackground(False)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.note)
        self.body.addWidget(
            said(_("Keys: Y the customer knows now, N nobody answered, arrows to the next."), quiet=True)
        )
        open_at(self, 680, 520)
        self.look()

    def look(self) -> None:
        """Read them again, beside the window."""
        if work := self._document.work:
            office = self._document.office
            self.background.run(call_sheet, office, work, by=office.user, on_done=self._show, on_error=self._fail)

    def _show(self, lines: tuple[CallLine, ...]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        work = self._document.work
        zone = work.day.zone if work else ZoneInfo("UTC")
        now, self.cards = self._document.office.clock(), []
        for line in lines:
            card = CallCard(line, zone, now)
            card.told.connect(self._told)
            card.stepped.connect(self._step)
            self._column.addWidget(card)
            card.show()  # at once: what is hidden still takes no keys where its window is not active yet
            self.cards.append(card)
        self._say(len(lines))

    def _say(self, count: int) -> None:
        words = ngettext(
            "{count} customer expects a team that does not come, or comes at another time.",
            "{count} customers expect a team that does not come, or comes at another time.",
            count,
        )
        nobody = _("Nobody has to be called: everybody knows, or nothing has changed for them.")
        self.lead.setText(words.format(count=count) if count else nobody)
        self.lead.show()
        if self.cards:
            self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cancel.setDefault(True)
            self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _told(self, call: ToCall, answered: bool) -> None:
        if day := self._document.day:
            self._document.note(
                called, day, call, answered=answered, on_done=lambda _made: self.look(), on_error=self._fail
            )

    def _step(self, card: CallCard, by: int) -> None:
        # From customer to customer: the buttons of a row are the Tab key's.
        row = self.cards.index(card) + by
        if 0 <= row < len(self.cards):
            self.cards[row].setFocus(Qt.FocusReason.TabFocusReason)

    def _fail(self, error: Exception) -> None:
        self.note.say(problem_words(error))
