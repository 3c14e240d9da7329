"""Another program has changed the open day meanwhile: which of the two plans goes on is for a person to say."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.text import gettext as _
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said


class OvertakenDialog(Frame):
    """Nothing is lost: undo brings the other one back."""

    @staticmethod
    def ask(parent: QWidget | None) -> bool:
        """Whether the newer plan is taken in; else the own one becomes the newest."""
        return OvertakenDialog(parent).run()

    def __init__(self, parent: QWidget | None) -> None:
        title = _("This day was changed elsewhere")
        super().__init__(parent, title, accept=_("&Take the newer plan"))
        self.body.addWidget(said(_("Another program keeps a newer plan of it, such as a search on the command line.")))
        self.body.addWidget(
            said(_("If you take it, Undo brings yours back. If you keep yours, it becomes the newest."), quiet=True)
        )
        self.body.addStretch(1)
        self.cancel.setText(_("&Keep mine"))
        open_at(self, 460, 220)
