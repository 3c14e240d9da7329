"""Lines of a list with a word and a quieter word: below it, or beside it at the right. Knows no subject."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme

QUIET = Qt.ItemDataRole.UserRole + 1
PAD = 6

type Index = QModelIndex | QPersistentModelIndex


class QuietLines(QListWidget):
    """A list of two words each. `below` puts the quieter one on a line of its own."""

    def __init__(self, *, below: bool) -> None:
        super().__init__()
        self.setItemDelegate(_Lines(below, self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, word: str, quiet: str) -> QListWidgetItem:
        """One more line."""
        item = QListWidgetItem()
        self.say(item, word, quiet)
        self.addItem(item)
        return item

    def say(self, item: QListWidgetItem, word: str, quiet: str) -> None:
        """Change what a line says; whoever hears it instead of seeing it hears both words."""
        item.setText(word)
        item.setData(QUIET, quiet)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{word}, {quiet}")
        item.setToolTip(f"{word}\n{quiet}")


class _Lines(QStyledItemDelegate):
    def __init__(self, below: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._below = below

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = 2 if self._below else 1
        return QSize(120, option.fontMetrics.lineSpacing() * lines + PAD * 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = theme.colors()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(colors.selected))
        box = option.rect.adjusted(PAD + 2, PAD, -PAD - 2, -PAD)
        upper, lower = self._boxes(box, option, str(index.data() or ""), str(index.data(QUIET) or ""))
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if ink else QColor(colors.text))
        self._draw(painter, upper, option, str(index.data() or ""), Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QColor(colors.text if chosen else colors.text2))
        side = Qt.AlignmentFlag.AlignLeft if self._below else Qt.AlignmentFlag.AlignRight
        self._draw(painter, lower, option, str(index.data(QUIET) or ""), side)
        painter.restore()

    def _boxes(self, box: QRect, option: QStyleOptionViewItem, word: str, quiet: str) -> tuple[QRect, QRect]:
        if self._below:
            height = box.height() // 2
            return QRect(box.topLeft(), QSize(box.width(), height)), box.adjusted(0, height, 0, 0)
        # The quieter word gives way first, down to a third.
        room = max(box.width() - option.fontMetrics.horizontalAdvance(word) - 14, box.width() // 3)
        width = min(option.fontMetrics.horizontalAdvance(quiet) + 2, room)
        return box.adjusted(0, 0, -width - 12, 0), box.adjusted(box.width() - width, 0, 0, 0)

    def _draw(
        self, painter: QPainter, box: QRect, option: QStyleOptionViewItem, text: str, side: Qt.AlignmentFlag
    ) -> None:
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(option.font)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
