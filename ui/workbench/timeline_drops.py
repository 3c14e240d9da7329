"""What is dragged over the timeline and dropped there: which row, and which place in it. Works no effect out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QCursor, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.workbench.dragging import VISITS, unpack
from ui.workbench.timeline_hits import position_at
from ui.workbench.timeline_layout import Row

if TYPE_CHECKING:
    from ui.workbench.timeline_chart import Chart

EDGE = 24
"""So near to an edge of the view, in pixels, what is dragged scrolls it."""
SCROLL_MS = 40
REACH = 9
"""A gap between two stops is meant so many pixels beside it."""


class Drops(QObject):
    """Listens to the rows and to both columns beside them; a column means the row's cheapest place."""

    entered = Signal(object)
    """Ids of what is dragged."""
    over = Signal(object, object, object)
    """Shift id, position or None, global point."""
    gone = Signal()
    dropped = Signal()

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._carried: frozenset[UUID] = frozenset()
        self._scroll = QTimer(self, interval=SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)
        self._step = QPoint()
        for widget in (chart.viewport(), chart.teams, chart.totals):
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what concerns dragged visits; all else goes its way."""
        if not isinstance(watched, QWidget):
            return False
        if isinstance(event, QDragEnterEvent):
            return self._enter(event)
        if event.type() == QEvent.Type.DragLeave:
            self._leave()
            return True
        if isinstance(event, QDropEvent) and event.mimeData().hasFormat(VISITS):
            if event.type() == QEvent.Type.Drop:
                self._drop(watched, event)
            elif isinstance(event, QDragMoveEvent):
                self._move(watched, event)
            return True
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        if not event.mimeData().hasFormat(VISITS):
            return False
        self._carried = frozenset(unpack(event.mimeData()))
        self.entered.emit(tuple(self._carried))
        event.acceptProposedAction()
        return True

    def _move(self, widget: QWidget, event: QDropEvent) -> None:
        at = event.position().toPoint()
        self._near_edge(self._chart.viewport().mapFromGlobal(widget.mapToGlobal(at)))
        if self._tell(widget, at):
            event.acceptProposedAction()
        else:
            event.ignore()

    def _tell(self, widget: QWidget, at: QPoint) -> bool:
        row = self._row(widget, at)
        if row is None:
            self.gone.emit()
            return False
        position = None
        if widget is self._chart.viewport():
            reach = REACH / self._chart.look.scale.density
            position = position_at(row, self._chart.seconds_at(at.x()), reach, self._carried)
        self.over.emit(row.id, position, widget.mapToGlobal(at))
        return True

    def _row(self, widget: QWidget, at: QPoint) -> Row | None:
        if widget is self._chart.viewport():
            return self._chart.row_under(at.y())
        column = self._chart.teams if widget is self._chart.teams else self._chart.totals
        return column.row_under(at.y())

    def _drop(self, widget: QWidget, event: QDropEvent) -> None:
        self._scroll.stop()
        if self._tell(widget, event.position().toPoint()):
            event.acceptProposedAction()
            self.dropped.emit()
        else:
            event.ignore()

    def _leave(self) -> None:
        self._scroll.stop()
        self.gone.emit()

    def _near_edge(self, at: QPoint) -> None:
        # In the columns only up and down.
        view, pace = self._chart.viewport().rect(), round(self._chart.look.row_height / 2)
        down = (at.y() > view.bottom() - EDGE) - (at.y() < EDGE)
        right = (at.x() > view.right() - EDGE) - (at.x() < EDGE) if view.contains(at) else 0
        self._step = QPoint(right * pace, down * pace)
        if self._step.isNull():
            self._scroll.stop()
        elif not self._scroll.isActive():
            self._scroll.start()

    def _scroll_on(self) -> None:
        # The pointer may rest while the rows pass under it.
        bars = (self._chart.horizontalScrollBar(), self._chart.verticalScrollBar())
        before = [bar.value() for bar in bars]
        for bar, step in zip(bars, (self._step.x(), self._step.y()), strict=True):
            bar.setValue(bar.value() + step)
        if before == [bar.value() for bar in bars]:
            self._scroll.stop()
            return
        at = self._chart.viewport().mapFromGlobal(QCursor.pos())
        if self._chart.viewport().rect().contains(at):
            self._tell(self._chart.viewport(), at)
