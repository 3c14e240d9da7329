"""Asks whether a large day is planned on the roads, which takes a while, or on a quick estimate. Plans nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from planner.text import gettext as _
from ui.dialogs.frame import Frame, said


class QuickEstimateDialog(Frame):
    """`value` is whether a quick estimate is enough for now."""

    @staticmethod
    def ask(parent: QWidget | None, places: int) -> bool | None:
        """Ask for a day of so many places; None where nothing is planned."""
        dialog = QuickEstimateDialog(parent, places)
        return dialog.value if dialog.run() else None

    def __init__(self, parent: QWidget | None, places: int) -> None:
        super().__init__(parent, _("Travel times are not all there"), accept=_("Plan"))
        self.value = False
        told = _("Between {places} places there are {ways} ways, and each is looked for on the roads.")
        self.body.addWidget(said(told.format(places=places, ways=f"{places * (places - 1):,}")))
        self.exact = QRadioButton(_("&Wait for the roads, then plan"))
        self.quick = QRadioButton(_("Plan now on a &quick estimate"))
        self.exact.setChecked(True)
        self.body.addWidget(self.exact)
        self.body.addWidget(self.quick)
        note = _(
            "The estimate may be minutes off, most of all near gated compounds. The plan says so wherever it is shown, "
            "follows the roads as soon as they are known, and is not issued before."
        )
        self.body.addWidget(said(note, quiet=True))
        self.body.addStretch(1)
        self.setMinimumWidth(440)

    def confirm(self) -> None:
        """Take the choice."""
        self.value = self.quick.isChecked()
        self.accept()
