"""A field to search in: a lens before it, its key behind it while it is empty; Escape empties it. Searches nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import paint_icon
from ui.theme import colors, small

GAP = 6


class SearchField(QLineEdit):
    """One line. `key` is shown in it as a reminder; who makes the field makes the shortcut too."""

    left = Signal()
    """Down or Enter was pressed, or Escape in the empty field: go on to what was found."""

    def __init__(self, hint: str, key: QKeySequence | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self._key = key.toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ") if key else ""
        if key:
            self.setToolTip(f"{hint} ({key.toString(QKeySequence.SequenceFormat.NativeText)})")
        self._make_room()

    def _make_room(self) -> None:
        self.setTextMargins(self.fontMetrics().height(), 0, 0, 0)

    # --- Qt

    def event(self, event: QEvent) -> bool:
        """Escape empties the field before it stops a search for a plan."""
        asked_for = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and asked_for == Qt.Key.Key_Escape and self.text():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape, and the ways out of the field."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another room for the lens."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lens and key stand in the field itself, and take no place beside it."""
        super().paintEvent(event)
        c, height = colors(), self.fontMetrics().height()
        painter = QPainter(self)
        side = height * 0.95
        paint_icon(painter, QRectF(GAP, (self.height() - side) / 2, side, side), "search", c.text3)
        if self.text() or not self._key:
            return
        painter.setFont(small(self.font()))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(self._key) + 10
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        if self.width() < hint + height + wide + 5 * GAP:
            return
        box = QRectF(self.width() - wide - GAP, (self.height() - height) / 2 - 0.5, wide, height + 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(c.line))
        painter.setBrush(QColor(c.window))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(c.text3))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._key)
