"""One choice as a big row: its key, what it is, and what is done about it. Knows nothing of what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from ui.dialogs.frame import said
from ui.running.focus_card import FocusCard

TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChoiceCard(FocusCard):
    """A row that is taken by a click, by Enter, or by whoever hears its digit."""

    taken = Signal()

    def __init__(self, key: str, title: str, detail: str = "") -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.key = QLabel(key)
        self.key.setProperty("key", True)
        self.key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.key.setVisible(bool(key))
        self.title = QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setProperty("headline", True)
        self.detail = said(detail, quiet=True)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{key} {title}".strip())
        self.setAccessibleDescription(detail)
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self.title)
        text.addWidget(self.detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self.key, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)

    # --- Qt

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.taken.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in TAKE:
            self.taken.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
