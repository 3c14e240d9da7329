"""A column beside the timeline, which stays in view: rows that are pressed, opened and asked about. Says no words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from ui.theme import Colors, colors
from ui.workbench.timeline_hits import row_at
from ui.workbench.timeline_ink import mixed
from ui.workbench.timeline_layout import Row
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_tips import team_tip

HEAD = 24 / 13
"""The height of the header, as a share of the font's size."""


class Column(QWidget):
    """Sticks to a side of its area, and follows its vertical scroll bar. A header stands above its rows."""

    pressed = Signal(object)
    """The id of the shift whose row was pressed."""
    opened = Signal(object)
    """The id of the shift whose row was pressed twice."""
    asked = Signal(object, object)
    """A menu for a shift is wanted: its id, and a global point."""

    def __init__(self, look: Look, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self.look, self._area = look, area
        self.setCursor(Qt.CursorShape.ArrowCursor)

    @property
    def head(self) -> int:
        """The height of the header."""
        return round(HEAD * 13 * self.look.fonts.unit)

    def row_under(self, y: float) -> Row | None:
        """The row at a height of this widget."""
        if y < self.head:
            return None
        return row_at(self.look.sheet, y - self.head + self._area.verticalScrollBar().value(), self.look.row_height)

    def paint_head(self, painter: QPainter, rect: QRectF) -> None:
        """Draw the titles."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, row: Row, rect: QRectF) -> None:
        """Draw what is told of a row."""
        raise NotImplementedError

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in view and the header over them."""
        painter, c, look = QPainter(self), colors(), self.look
        painter.fillRect(event.rect(), QColor(c.window))
        height, offset = look.row_height, self._area.verticalScrollBar().value()
        top = max(self.head, event.rect().top())
        for number, row in look.rows_between(offset + top - self.head, offset + event.rect().bottom() - self.head):
            rect = QRectF(0, self.head + number * height - offset, self.width(), height)
            painter.fillRect(rect, _ground(look, row, c))
            painter.setPen(QPen(QColor(c.faint), 0))
            painter.drawLine(QLineF(rect.left(), rect.bottom() - 1, rect.right(), rect.bottom() - 1))
            self.paint_row(painter, row, rect)
        painter.fillRect(QRectF(0, 0, self.width(), self.head), QColor(c.panel))
        painter.setPen(QPen(QColor(c.line), 0))
        painter.drawLine(QLineF(0, self.head - 1, self.width(), self.head - 1))
        painter.setPen(QColor(c.text2))
        painter.setFont(look.fonts.plain)
        self.paint_head(painter, QRectF(0, 0, self.width(), self.head - 2))
        edge = self.width() - 1 if self.x() == 0 else 0
        painter.setPen(QPen(QColor(c.line), 0))
        painter.drawLine(QLineF(edge, 0, edge, self.height()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press chooses a team."""
        row = self.row_under(event.position().y())
        if row and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second one opens it."""
        if row := self.row_under(event.position().y()):
            self.opened.emit(row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the team under the pointer?"""
        if row := self.row_under(event.pos().y()):
            self.asked.emit(row.id, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Beside the rows the wheel scrolls through the teams."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() - round(event.angleDelta().y() / 120 * self.look.row_height * 2))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tell about the team under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_under(event.pos().y())
            QToolTip.showText(event.globalPos(), team_tip(self.look, row) if row else "", self)
            return True
        return super().event(event)


def _ground(look: Look, row: Row, c: Colors) -> QColor:
    if look.effect is not None:
        return QColor(c.selected) if look.effect.shift_id == row.id else QColor(c.panel)
    if row.id == look.chosen_team:
        return QColor(c.selected)
    active = any(block.visit_id in look.selected for block in row.blocks)
    return mixed(QColor(c.panel), QColor(c.selected), 0.5) if active else QColor(c.panel)
