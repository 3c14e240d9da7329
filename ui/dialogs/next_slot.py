"""Offers the next lawful times for a visit that failed, and keeps the chosen one as a visit of that day.

What is kept lies on another day, where undo does not reach; so it can be taken back here.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QRadioButton, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day.follow_up import follow_up, proposals, take_back
from planner.day.next_slot import AHEAD, Slot
from planner.day.outcomes import REFUSED
from planner.day.states import VisitRow
from planner.model import Day, Visit
from planner.plan_words import OUTCOMES, PARTS, SLOT_REASONS
from planner.text import clock, listed
from planner.text import gettext as _
from ui.dialogs.fields import Note
from ui.dialogs.frame import Frame, said, say_date
from ui.dialogs.problem import problem_words


class NextSlotDialog(Frame):
    """`value` is the visit that was kept; None once it was taken back."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, day: Day, row: VisitRow) -> Visit | None:
        """Offer it for a visit that has a stop: the follow-up that was kept, None where none was."""
        dialog = NextSlotDialog(parent, office, day, row)
        dialog.run()
        return dialog.value

    def __init__(self, parent: QWidget | None, office: Office, day: Day, row: VisitRow) -> None:
        title = _("Visit {name} again").format(name=row.visit.customer.name)
        super().__init__(parent, title, accept=_("Put it &there"), lead=_lead(day, row))
        self._office, self._day, self._row = office, day, row
        self._slots: tuple[Slot, ...] = ()
        self.value: Visit | None = None
        self.choices = QButtonGroup(self)
        self.column = QVBoxLayout()
        self.column.setSpacing(8)
        self.body.addLayout(self.column)
        self.note = Note()
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.back = QPushButton(_("Take it &back"))
        self.back.setAutoDefault(False)
        self.back.hide()
        self.back.clicked.connect(self._take_back)
        self.footer.add_left(self.back)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)
        self.primary.setEnabled(False)
        assert row.stop is not None
        self.background.run(proposals, office, day, row.visit, row.stop, on_done=self._show, on_error=self._fail)

    def _show(self, slots: tuple[Slot, ...]) -> None:
        self._slots = slots
        if not slots:
            self.note.say(self._none(), "legal")
            return
        self.column.addWidget(said(why_words(slots[0]), quiet=True))
        for number, slot in enumerate(slots):
            button = QRadioButton(f"&{number + 1}  {slot_words(slot)}")
            button.setAccessibleName(slot_words(slot))
            self.choices.addButton(button, number)
            self.column.addWidget(button)
        self.note.say(_("It must be approved anew: before that, no team is sent there."), "text2")
        self.choices.button(0).setChecked(True)
        self.choices.button(0).setFocus(Qt.FocusReason.OtherFocusReason)
        self.primary.setEnabled(True)

    def _none(self) -> str:
        actual = self._row.stop.actual if self._row.stop else None
        if actual and actual.reason == REFUSED:
            return _("§ The customer refused: nobody goes there again before the customer agrees.")
        words = _("§ Within {days} days the rules and the times of the customer leave no time for it.")
        return words.format(days=AHEAD.days)

    def confirm(self) -> None:
        """Keep the chosen one."""
        slot = self._slots[self.choices.checkedId()]
        self.primary.setEnabled(False)
        self.background.run(
            follow_up, self._office, self._day, self._row.visit, slot, on_done=self._kept, on_error=self._fail
        )

    def _kept(self, made: Visit) -> None:
        self.value = made
        words = _(
            "Kept as {reference} on {date}. It waits there for its approval. Undo does not reach that day: take it"
            " back here if it was a mistake."
        )
        self.note.say(words.format(reference=made.reference, date=say_date(made.date)), "better")
        self._settle(kept=True)

    def _take_back(self) -> None:
        if self.value:
            self.back.setEnabled(False)
            self.background.run(
                take_back, self._office, self.value, on_done=lambda _nothing: self._gone(), on_error=self._fail
            )

    def _gone(self) -> None:
        self.value = None
        self.note.say(_("It is taken back; nothing is left of it."), "text2")
        self._settle(kept=False)

    def _settle(self, *, kept: bool) -> None:
        for button in self.choices.buttons():
            button.setEnabled(not kept)
        self.back.setVisible(kept)
        self.back.setEnabled(kept)
        self.primary.setVisible(not kept)
        self.primary.setEnabled(not kept)
        self.cancel.setText(_("Close") if kept else _("Cancel"))
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, error: Exception) -> None:
        self.note.say(problem_words(error))
        self.primary.setEnabled(bool(self._slots) and self.value is None)
        self.back.setEnabled(self.value is not None)


def slot_words(slot: Slot) -> str:
    """A proposal in one line: the day, the part of it, from when to when it may start."""
    first, last = slot.window
    return f"{say_date(slot.date)} · {_(PARTS[slot.part])} · {first:%H:%M}–{last:%H:%M}"


def why_words(slot: Slot) -> str:
    """Why it is proposed, in one sentence."""
    return _("Proposed: {reasons}.").format(reasons=listed(_(SLOT_REASONS[code]) for code in slot.why))


def _lead(day: Day, row: VisitRow) -> str:
    actual = row.stop.actual if row.stop else None
    when = (actual and (actual.arrived or actual.left)) or (row.stop.start if row.stop else None)
    tried = f"{say_date(day.date)}, {clock(when, row.zone)}" if when else say_date(day.date)
    why = _(OUTCOMES[actual.reason]) if actual and actual.reason in OUTCOMES else ""
    return " · ".join(part for part in (row.visit.address.text, tried, why) if part)
