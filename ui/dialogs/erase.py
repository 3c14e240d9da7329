"""Asks once more before a customer is erased for good: their reference is typed. It erases nothing itself."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from planner.text import gettext as _
from ui.dialogs.fields import FieldForm, open_at
from ui.dialogs.frame import Frame


class EraseDialog(Frame):
    """The button waits until the reference is there; the way back is where the keys are."""

    @staticmethod
    def ask(parent: QWidget | None, reference: str, *, timed: bool = False) -> bool:
        """Whether it is wanted; `timed` tells that the rules name how long records are kept, and that it is over."""
        return EraseDialog(parent, reference, timed=timed).run()

    def __init__(self, parent: QWidget | None, reference: str, *, timed: bool = False) -> None:
        lead = _(
            "File, history, documents and the name in past visits go for good. The record stays whole, and no longer"
            " tells who it was. Backups made before still hold them."
        )
        lead += " " + (
            _("The time for which the rules ask to keep records is over.")
            if timed
            else _("The rules in force name no time for which records must be kept: see first that yours is over.")
        )
        super().__init__(parent, _("Erase this customer?"), _("&Erase for good"), lead)
        self._wanted = reference
        form = FieldForm()
        self.typed = form.add("typed", _("&Type {reference}").format(reference=reference), QLineEdit())
        self.typed.textChanged.connect(self._look)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.cancel.setDefault(True)
        self._look()
        open_at(self, 460, 250)

    def _look(self) -> None:
        self.primary.setEnabled(self.typed.text().strip().casefold() == self._wanted.casefold())
