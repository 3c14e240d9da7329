"""Asks how a copy was lost, and says what was on it before anything is kept. Loses nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QRadioButton, QWidget

from planner.cases.copy_model import Copy, CopyState
from planner.cases.copy_words import field_words, paper_words
from planner.cases.lost_copies import NOTIFY
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.frame import Frame, said


class LostDialog(Frame):
    """`how` is what was answered."""

    @staticmethod
    def ask(parent: QWidget | None, copies: Sequence[Copy]) -> CopyState | None:
        """Ask it; None where they are not lost after all."""
        dialog = LostDialog(parent, copies)
        return dialog.how if dialog.run() else None

    def __init__(self, parent: QWidget | None, copies: Sequence[Copy]) -> None:
        hours = int(NOTIFY.total_seconds() // 3600)
        lead = ngettext(
            "From now on there is {hours} hour to notify. Look for it first, if it may still be found.",
            "From now on there are {hours} hours to notify. Look for it first, if it may still be found.",
            hours,
        ).format(hours=hours)
        super().__init__(parent, _("Lost"), accept=_("Note the loss"), lead=lead)
        for copy in copies[:8]:
            self.body.addWidget(said(_("No. {number}: {paper}").format(number=copy.number, paper=paper_words(copy))))
        held = [each for copy in copies for each in copy.held]
        people = len({each.customer_id for each in held})
        words = ngettext("On it of {count} customer: {fields}.", "On it of {count} customers: {fields}.", people)
        fields = field_words(field for each in held for field in each.fields)
        self.body.addWidget(said(words.format(count=people, fields=fields)))
        self.lost = QRadioButton(_("It cannot be &found"))
        self.wrong = QRadioButton(_("Somebody &else has it, or has read it"))
        self.lost.setChecked(True)
        self.body.addWidget(self.lost)
        self.body.addWidget(self.wrong)

    @property
    def how(self) -> CopyState:
        """Lost, or in wrong hands."""
        return CopyState.WRONG_HANDS if self.wrong.isChecked() else CopyState.LOST
