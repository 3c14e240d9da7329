"""Asks once more before something that cannot be taken back. The way back is where the keys are."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame


class SureDialog(Frame):
    """Says what will be and what will not; Enter leaves it as it is."""

    @staticmethod
    def ask(parent: QWidget | None, title: str, lead: str, accept: str) -> bool:
        """Whether it is wanted."""
        return SureDialog(parent, title, lead, accept).run()

    def __init__(self, parent: QWidget | None, title: str, lead: str, accept: str) -> None:
        super().__init__(parent, title, accept, lead)
        self.primary.setAutoDefault(False)
        self.cancel.setDefault(True)
        self.body.addStretch(1)
        open_at(self, 420, 160)
        self.cancel.setFocus()
