"""Draws an estimate as a point with its error bar, against a tick at what is planned with. All rows share one scale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.day.measured import Estimate, What
from ui import theme

ESTIMATE = Qt.ItemDataRole.UserRole
SPAN = {What.WAY: 1.0, What.STAY: 1.0, What.DOOR: 8.0}
"""How far the scale reaches to each side of what is planned with, at least: times as long, and minutes."""


class BarDelegate(QStyledItemDelegate):
    """For the column whose items hold an `Estimate`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._reach = dict(SPAN)

    def fit(self, found: Sequence[Estimate]) -> None:
        """Choose a scale on which all of them have room."""
        self._reach = dict(SPAN)
        for each in found:
            away = max(abs(each.high - each.now), abs(each.low - each.now))
            self._reach[each.what] = max(self._reach[each.what], away)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.fontMetrics.averageCharWidth() * 30, round(option.fontMetrics.height() * 1.7))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        each = index.data(ESTIMATE)
        if not isinstance(each, Estimate):
            return
        box, c = QRectF(option.rect).adjusted(8, 0, -8, 0), theme.colors()
        scale = box.width() / 2 / self._reach[each.what]

        def x(value: float) -> float:
            return box.center().x() + (value - each.now) * scale

        middle = box.center().y()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.text3), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(x(each.now), box.top() + 2, x(each.now), box.bottom() - 2))
        ink = QColor(c.accent if each.proposed else c.text2)
        painter.setPen(QPen(ink, 1.6))
        painter.drawLine(QLineF(x(each.low), middle, x(each.high), middle))
        for end in (each.low, each.high):
            painter.drawLine(QLineF(x(end), middle - 4, x(end), middle + 4))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x(each.mean), middle), 3.6, 3.6)
        painter.restore()
