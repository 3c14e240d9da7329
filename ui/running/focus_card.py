"""A big row that takes the keys while it has the focus, and shows that it has it. What it says and does is its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame


class FocusCard(QFrame):
    """Chosen, as the style sheet knows it, while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _mark(self) -> None:
        self.setProperty("chosen", self.hasFocus())
        self.style().polish(self)

    # --- Qt

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()
