"""What the mouse does on the timeline: select, draw a rectangle, scroll, hover, and begin to drag."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand

from ui.workbench.timeline_hits import inside
from ui.workbench.timeline_scale import Span
from ui.workbench.timeline_steps import Spot

if TYPE_CHECKING:
    from ui.workbench.timeline_chart import Chart

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Mouse:
    """Follows one press until it is let go."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._from: QPointF | None = None
        self._on: Spot | None = None
        self._panning = self._kept = False
        self._before: frozenset[UUID] = frozenset()
        self._band: QRubberBand | None = None

    def pressed(self, event: QMouseEvent) -> None:
        """A button went down."""
        keys, button = event.modifiers(), event.button()
        found = self._chart.block_under(event.position())
        self._from, self._on, self._kept = event.position(), None, False
        self._panning = button == Qt.MouseButton.MiddleButton or (found is None and bool(keys & SHIFT))
        self._before = self._chart.look.selected if keys & CTRL else frozenset()
        if self._panning or button != Qt.MouseButton.LeftButton:
            self._from = self._from if self._panning else None
            return
        if found:
            self._on = Spot(found[0].id, found[1].visit_id)
            self._choose(self._on, keys)

    def _choose(self, spot: Spot, keys: Qt.KeyboardModifier) -> None:
        chart, look = self._chart, self._chart.look
        assert spot.visit_id
        if keys & CTRL:
            chart.choose(look.selected ^ {spot.visit_id}, spot)
        elif keys & SHIFT and look.spot and chart.block_of(look.spot):
            chart.choose({*look.selected, *self._reached(look.spot, spot)})
        elif spot.visit_id in look.selected:
            self._kept = True  # several may be dragged from here; a mere click means this one
            look.spot = spot
        else:
            chart.choose({spot.visit_id}, spot)

    def _reached(self, start: Spot, end: Spot) -> tuple[UUID, ...]:
        # Everything between two stops: rows and times.
        chart = self._chart
        a, b = chart.block_of(start), chart.block_of(end)
        rows = [chart.look.row_number(spot.shift_id) for spot in (start, end)]
        if a is None or b is None or rows[0] is None or rows[1] is None:
            return ()
        times = Span(min(a.span.start, b.span.start), max(a.span.end, b.span.end))
        return inside(chart.look.sheet, times, rows[0], rows[1])

    def moved(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        at = event.position()
        if self._from is None:
            self._hover(at)
            return
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._panning:
            self._pan(at)
        elif self._on and far:
            self._drag()
        elif self._on is None and (far or self._band):
            self._stretch(at)

    def _hover(self, at: QPointF) -> None:
        found = self._chart.block_under(at)
        self._tell_hover(found[1].visit_id if found else None)

    def _tell_hover(self, visit_id: UUID | None) -> None:
        if visit_id != self._chart.look.hovered:
            self._chart.touch_visits((self._chart.look.hovered, visit_id))
            self._chart.look.hovered = visit_id
            self._chart.hovered.emit(visit_id)

    def _pan(self, at: QPointF) -> None:
        assert self._from
        for bar, step in (
            (self._chart.horizontalScrollBar(), at.x() - self._from.x()),
            (self._chart.verticalScrollBar(), at.y() - self._from.y()),
        ):
            bar.setValue(bar.value() - round(step))
        self._from = at

    def _drag(self) -> None:
        # What has begun is a fact and stays.
        chart, pulled = self._chart, self._on.visit_id if self._on else None
        self._from = self._on = None
        begun = {block.visit_id for _row, block in chart.look.sheet.blocks() if block.begun}
        carried = chart.in_order(chart.look.selected - begun)
        if pulled in carried:
            self.left()
            chart.drag_wanted.emit(carried)

    def _stretch(self, at: QPointF) -> None:
        assert self._from
        chart = self._chart
        if self._band is None:
            self._band = QRubberBand(QRubberBand.Shape.Rectangle, chart.viewport())
            self._band.show()
        box = QRect(self._from.toPoint(), at.toPoint()).normalized()
        self._band.setGeometry(box)
        shift, height = chart.verticalScrollBar().value(), chart.look.row_height
        rows = (int((y + shift) // height) for y in (box.top(), box.bottom()))
        times = Span(chart.seconds_at(box.left()), chart.seconds_at(box.right()))
        chart.choose({*self._before, *inside(chart.look.sheet, times, *rows)})

    def released(self, event: QMouseEvent) -> None:
        """The button was let go."""
        chart = self._chart
        if self._band:
            self._band.deleteLater()
            self._band.hide()
        elif self._kept and self._on and self._on.visit_id:
            chart.choose({self._on.visit_id}, self._on)
        elif self._from is not None and self._on is None and not self._panning and not event.modifiers() & CTRL:
            chart.choose_nothing()
        self._from, self._on, self._band, self._panning, self._kept = None, None, None, False, False

    def left(self) -> None:
        """The pointer went elsewhere."""
        self._tell_hover(None)

    def asked(self, event: QContextMenuEvent) -> None:
        """The menu of what is selected: of the block under the pointer, or where the keys are; else of a row's team."""
        chart, where, row = self._chart, event.globalPos(), self._chart.row_under(event.pos().y())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if chart.look.spot:
                row, box = chart.look.sheet.row(chart.look.spot.shift_id), chart.box_under(chart.look.spot)
                where = chart.viewport().mapToGlobal(QPoint(round(box.left()) + 8, round(box.bottom())))
        elif (found := chart.block_under(QPointF(event.pos()))) and found[1].visit_id not in chart.look.selected:
            chart.choose({found[1].visit_id}, Spot(found[0].id, found[1].visit_id))
        if row and not chart.look.selected:
            chart.ask_team(row.id, where)
        else:
            chart.asked.emit(where)
