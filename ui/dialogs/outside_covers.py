"""At the first import of approved visits: which gates such an approval covers. Asked once of who may settle it.

Anybody else is told who may. Later it is settled in the settings, on the page of rules.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.bootstrap import Office
from planner.rules import gates_open_question
from planner.text import gettext as _
from planner.users import Right
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame
from ui.dialogs.settings_gates import GatesBox


class OutsideCoversDialog(Frame):
    """The gates to tick, or a note for who may not."""

    @staticmethod
    def ask_once(parent: QWidget | None, office: Office) -> None:
        """Ask, or tell, the first time."""
        if gates_open_question(office, office.user):
            OutsideCoversDialog(parent, office).run()

    def __init__(self, parent: QWidget | None, office: Office) -> None:
        settles = office.user.may(Right.SETTLE)
        lead = _("Visits have come in that were approved elsewhere. What is not covered needs evidence in the file.")
        if not settles:
            who = _(
                "An administrator settles it (Settings, Rules). Until then it covers nothing of a case that lies here."
            )
            lead = f"{lead} {who}"
        super().__init__(
            parent, _("What does an approval from outside cover?"), _("&Settle this") if settles else "", lead
        )  # fmt: skip
        self.box = GatesBox(office, office.settings, headed=False) if settles else None
        if self.box:
            self.box.look_up(self.background)
            self.box.settle.hide()
            self.box.show_all()
            self.box.settled.connect(self.accept)
            self.cancel.setText(_("&Later"))
            self.body.addWidget(self.box)
        self.body.addStretch(1)
        open_at(self, 580, 480 if settles else 190)

    def confirm(self) -> None:
        """Keep what is ticked; it closes once that is in the record."""
        if self.box:
            self.box.settle.click()
