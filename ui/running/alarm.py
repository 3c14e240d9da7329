"""A team is not heard: whom to ring up in which order, where it was, and who was tried. It ends when the team is heard.

A digit chooses a step, Y or N says whether somebody answered. What is noted is `planner.running.alarms`' business.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from planner.running.alarm_words import lead_words, where_words
from planner.running.alarms import next_step, try_step
from planner.running.sought import Sought, read_sought
from planner.text import clock
from planner.text import gettext as _
from planner.told import Alarm, AlarmStep
from ui.background import Ticket
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words
from ui.document import Document
from ui.running.alarm_steps import StepCard

DIGITS = {str(number): step for number, step in enumerate(AlarmStep, start=1)}


class AlarmDialog(Frame):
    """The four steps of one team's alarm."""

    @staticmethod
    def ask(parent: QWidget | None, document: Document, shift_id: UUID) -> bool:
        """Look for a team. Whether somebody found that it is in danger: the caller goes on from there."""
        dialog = AlarmDialog(parent, document, shift_id)
        dialog.run()
        return dialog.in_danger

    def __init__(self, parent: QWidget | None, document: Document, shift_id: UUID) -> None:
        self._document, self._shift_id = document, shift_id
        work = document.work
        team = next((each.team.name for each in (work.day.shifts if work else ()) if each.id == shift_id), "")
        super().__init__(parent, _("{team} is not heard").format(team=team), lead=" ")
        self.in_danger = False
        self.sought: Sought | None = None
        self._looking: Ticket | None = None
        self._zone = work.day.zone if work else ZoneInfo("UTC")
        self.note = Note()
        self.where = said()
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cards = {step: StepCard(number, step) for number, step in enumerate(AlarmStep, start=1)}
        self._lay_out()
        document.told.connect(self._look)
        self._look()
        open_at(self, 640, 540)

    def _lay_out(self) -> None:
        self.body.addWidget(self.where)
        column = QVBoxLayout()
        column.setSpacing(8)
        for card in self.cards.values():
            card.answered.connect(partial(self._tried, card.step))
            card.chosen.connect(partial(self.choose, card.step))
            card.installEventFilter(self)
            column.addWidget(card)
        self.body.addLayout(column)
        self.body.addWidget(self.note)
        keys = _("Keys: 1 to 4 choose, Y somebody answered, N nobody did. It is over when the team is heard.")
        self.keys = said(keys, quiet=True)
        self.body.addWidget(self.keys)
        self.body.addStretch(1)
        self.danger = QPushButton(_("They are in &danger…"))
        self.danger.setAutoDefault(False)
        self.danger.setToolTip(_("Their day stands still, and an incident opens."))
        self.danger.clicked.connect(self._is_danger)
        self.footer.add_left(self.danger)

    # --- what is shown

    @property
    def alarm(self) -> Alarm | None:
        """The alarm; None once the team was heard."""
        return self.sought.alarm if self.sought else None

    def _look(self, _found: object = None) -> None:
        if self._looking:
            self._looking.cancel()  # what it read may be of before
        if work := self._document.work:
            self._looking = self.background.run(
                read_sought, self._document.office, work, self._shift_id, on_done=self._show, on_error=self._fail
            )

    def _show(self, found: Sought) -> None:
        before, self.sought = self.sought, found
        if found.alarm is None:
            self._show_over(found)
            return
        self.lead.setText(lead_words(found, self._zone))
        self.where.setText(where_words(found, self._zone))
        self.where.setVisible(bool(self.where.text()))
        for rung in found.rungs:
            self.cards[rung.step].show_rung(rung, found.names, self._zone)
        tries = len(found.alarm.tried)
        if before is None or before.alarm is None or len(before.alarm.tried) != tries:
            self.choose(next_step(found.alarm))

    def _show_over(self, found: Sought) -> None:
        when = clock(found.heard_at or found.now, self._zone)
        self.show_title(_("{team} is heard").format(team=found.shift.team.name), _("At {time}.").format(time=when))
        self.note.say(_("The alarm is over."), "better")
        for card in self.cards.values():
            card.setEnabled(False)
        self.danger.setEnabled(False)
        self.keys.hide()
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    def choose(self, step: AlarmStep) -> None:
        """Go to a step."""
        self.cards[step].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- what is noted

    def _tried(self, step: AlarmStep, answered: bool) -> None:
        if (alarm := self.alarm) is None:
            return
        self.note.say("")
        self._document.note(try_step, alarm, step, answered=answered, on_error=self._fail)

    def _is_danger(self) -> None:
        self.in_danger = True
        self.accept()

    def _fail(self, problem: Exception) -> None:
        self.note.say(problem_words(problem))
        self._look()

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits choose a step, also from within another one."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._digit(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._digit(event):
            super().keyPressEvent(event)

    def _digit(self, event: QKeyEvent) -> bool:
        if (step := DIGITS.get(event.text())) and self.alarm:
            self.choose(step)
            return True
        return False
