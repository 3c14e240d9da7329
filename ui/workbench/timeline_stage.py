"""The ground of the timeline: rows that scroll and zoom, with time, teams and totals that stay in view.

What is selected there and what mouse, keys and drops do is told in `timeline_chart`.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import floor
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QToolTip,
    QWidget,
)

from planner.text import gettext as _
from ui.theme import is_dark
from ui.workbench.timeline_columns import TeamColumn, TotalsColumn
from ui.workbench.timeline_ground import paint_now, paint_spot
from ui.workbench.timeline_header import TimeHeader
from ui.workbench.timeline_hits import row_at, stop_at
from ui.workbench.timeline_ink import inks_of
from ui.workbench.timeline_layout import Block, Row, Sheet
from ui.workbench.timeline_look import Fonts, Look
from ui.workbench.timeline_paint import paint_moving, paint_openings
from ui.workbench.timeline_pictures import Pictures
from ui.workbench.timeline_scale import Scale
from ui.workbench.timeline_steps import Spot
from ui.workbench.timeline_tips import stop_tip, strip_tip

REACH = 4
"""Pixels beside a block that still hit it."""
NARROW = 1440
"""Below this width of the window the totals fold."""


class RowItem(QGraphicsItem):
    """One row of the scene: its ground and all its blocks."""

    def __init__(self, look: Look, pictures: Pictures, number: int) -> None:
        super().__init__()
        self._look, self._pictures, self._number = look, pictures, number
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.place()

    def place(self) -> None:
        """Take the place that the zoom gives it."""
        self.prepareGeometryChange()
        self.setPos(0, self._number * self._look.row_height)

    def boundingRect(self) -> QRectF:
        """The whole row."""
        return QRectF(0, 0, self._look.scale.width, self._look.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """Draw what is exposed of it."""
        self._pictures.paint(painter, self._number, option.exposedRect)


class Stage(QGraphicsView):
    """Shows a `Look`, and says what of it is where."""

    zoomed = Signal()

    def __init__(self, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fonts = Fonts(self.font())
        self.look = Look(sheet, Scale(sheet.extent, 1 / 60), fonts, inks_of(is_dark(), fonts.unit, 1.0))
        self.pictures = Pictures(self, self.look)
        self._items: list[RowItem] = []
        self._whole = True
        self.setScene(QGraphicsScene(self))
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.header = TimeHeader(self.look, self)
        self.teams, self.totals = TeamColumn(self.look, self), TotalsColumn(self.look, self)
        self.teams.setAccessibleName(_("Teams"))
        self.totals.setAccessibleName(_("What each team's day comes to"))
        self.horizontalScrollBar().valueChanged.connect(self.header.update)
        self.verticalScrollBar().valueChanged.connect(self.show_columns)

    # --- what is shown

    def show_fonts(self, fonts: Fonts) -> None:
        """Everything grows with the font of the window."""
        self.look.fonts = fonts
        self.focus_day()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a day; the zoom stays while it is the same one."""
        look, same = self.look, self.look.sheet.clock == sheet.clock
        look.sheet = sheet
        if sheet.extent != look.scale.extent:
            seconds = look.scale.time_at(self.horizontalScrollBar().value())
            look.scale = Scale(sheet.extent, look.scale.density)
            self._whole = self._whole or not same
            self._rescale(seconds, 0)
        if len(self._items) != len(sheet.rows):
            self.scene().clear()
            self._items = [RowItem(look, self.pictures, number) for number in range(len(sheet.rows))]
            for item in self._items:
                self.scene().addItem(item)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Paint everything anew."""
        for part in (self.viewport(), self.header, self.teams, self.totals):
            part.update()

    def touch(self, shift_ids: Iterable[UUID | None]) -> None:
        """Paint some rows anew, with what stands beside them."""
        for shift_id in set(shift_ids):
            if shift_id and self.look.row_number(shift_id) is not None:
                box = self.row_box(shift_id).toAlignedRect().adjusted(0, -3, 0, 3)
                self.viewport().update(box)
                for column in (self.teams, self.totals):
                    column.update(0, box.top() + column.head, column.width(), box.height())

    def touch_visits(self, visit_ids: Iterable[UUID | None]) -> None:
        """Paint the rows of some visits anew."""
        wanted = set(visit_ids)
        self.touch(row.id for row, block in self.look.sheet.blocks() if block.visit_id in wanted)

    def mark(self, before: Iterable[UUID], spot: Spot | None, team: UUID | None) -> None:
        """Paint what is selected now, and what was before."""
        look = self.look
        self.touch_visits({*before, *look.selected})
        self.touch((team, look.chosen_team, *(each.shift_id for each in (spot, look.spot) if each)))

    def show_columns(self) -> None:
        """Paint what stands beside the rows anew."""
        self.teams.update()
        self.totals.update()

    def _arrange(self) -> None:
        # Everything to its place: what stays in view beside the rows, and the rows.
        head = self.teams.head
        self.totals.folded = self.window().width() < NARROW
        left, right = self.teams.wanted_width(), self.totals.wanted_width()
        margins = self.viewportMargins()
        if (margins.left(), margins.top(), margins.right()) != (left, head, right):
            self.setViewportMargins(left, head, right, 0)
        view = self.viewport().geometry()
        self.look.room = view.height()
        self.header.setGeometry(view.left(), 0, view.width(), head)
        self.teams.setGeometry(0, 0, left, view.bottom() + 1)
        self.totals.setGeometry(view.right() + 1, 0, right, view.bottom() + 1)
        # Never a hair wider than the view: it would scroll.
        self.scene().setSceneRect(0, 0, floor(self.look.scale.width + 0.01), max(1.0, self.look.height))
        for item in self._items:
            item.place()

    # --- zoom

    @property
    def room(self) -> int:
        """The width for time."""
        return self.viewport().width()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Closer or farther; what is at x of the view stays there."""
        x = self.room / 2 if x is None else x
        seconds = self.look.scale.time_at(x + self.horizontalScrollBar().value())
        self.look.scale = self.look.scale.zoomed(factor, self.room)
        self._whole = self.look.scale.share(self.room) >= 1
        self._rescale(seconds, x)

    def zoom_to(self, share: float) -> None:
        """As far out as a share says, see `Scale.share`; the middle, or the selected stop in view, stays."""
        self.zoom(self.look.scale.at_share(share, self.room).density / self.look.scale.density, self.anchor())

    def anchor(self) -> float:
        """Where to zoom without a pointer: the selected stop if it is in view, else the middle."""
        found = self.block_of(self.look.spot)
        middle = self.room / 2
        x = self.look.scale.x(found.span.start) - self.horizontalScrollBar().value() if found else middle
        return x if 0 <= x <= self.room else middle

    def focus_day(self) -> None:
        """Show the whole day."""
        self._whole = True
        self._rescale(self.look.scale.extent.start, 0)

    def _rescale(self, seconds: float, x: float) -> None:
        look, bar = self.look, self.verticalScrollBar()
        top, low = bar.value() / look.row_height, not look.tall
        if self._whole:
            look.scale = look.scale.fitted(self.room)
        look.tall = look.wants_tall(self.room)
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self._whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if policy != self.horizontalScrollBarPolicy():
            self.setHorizontalScrollBarPolicy(policy)
        self._arrange()
        if self._whole:
            look.scale = look.scale.fitted(self.room)
            self._arrange()
        bar.setValue(round(top * look.row_height))
        self.horizontalScrollBar().setValue(round(look.scale.x(seconds) - x))
        self.viewport().update()
        self.header.update()
        if low == look.tall:
            self.show_columns()
        self.zoomed.emit()

    # --- what is where

    def seconds_at(self, x: float) -> float:
        """The time at x of the view."""
        return self.look.scale.time_at(x + self.horizontalScrollBar().value())

    def row_under(self, y: float) -> Row | None:
        """The row at y of the view."""
        return row_at(self.look.sheet, y + self.verticalScrollBar().value(), self.look.row_height)

    def block_under(self, at: QPointF) -> tuple[Row, Block] | None:
        """The block at a point of the view, with its row."""
        row = self.row_under(at.y())
        block = stop_at(row, self.seconds_at(at.x()), REACH / self.look.scale.density) if row else None
        return (row, block) if row and block else None

    def block_of(self, spot: Spot | None) -> Block | None:
        """The block where the keys are."""
        row = self.look.sheet.row(spot.shift_id) if spot else None
        place = row.place_of(spot.visit_id) if row and spot and spot.visit_id else None
        return row.blocks[place] if row and place is not None else None

    def row_box(self, shift_id: UUID) -> QRectF:
        """Where a row lies in the view, as wide as the view is."""
        top = (self.look.row_number(shift_id) or 0) * self.look.row_height - self.verticalScrollBar().value()
        return QRectF(0, top, self.room, self.look.row_height)

    def box_under(self, spot: Spot) -> QRectF:
        """Where a block (or, without one, a row) lies in the view, as high as its row."""
        box, block = self.row_box(spot.shift_id), self.block_of(spot)
        if block:
            box.setLeft(self.look.scale.x(block.span.start) - self.horizontalScrollBar().value())
            box.setWidth(block.span.length * self.look.scale.density)
        return box

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows from their pictures, and what moves over them."""
        self.look.inks = inks_of(is_dark(), self.look.fonts.unit, self.devicePixelRatioF())
        self.pictures.begin()
        super().paintEvent(event)
        self.pictures.end()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """What lies under the rows."""
        painter.fillRect(QRectF(rect), self.look.inks.window)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """What lies over them."""
        paint_openings(painter, self.look, QRectF(rect))
        paint_moving(painter, self.look)
        paint_spot(painter, self.look)
        paint_now(painter, self.look, QRectF(rect))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole day stays whole."""
        super().resizeEvent(event)
        self._rescale(self.seconds_at(0), 0)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell about what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPoint) -> str:
        row, seconds = self.row_under(at.y()), self.seconds_at(at.x())
        if row is None:
            return ""
        reach = REACH / self.look.scale.density
        if meet := next((each for each in row.meets if each.span.away(seconds) <= reach), None):
            return f"{row.shift.team.name} · {meet.words}"
        if block := stop_at(row, seconds, reach):
            return stop_tip(self.look, row, block)
        strips = (strip for strip in row.strips if strip.span.start <= seconds <= strip.span.end)
        return next((strip_tip(row, strip) for strip in strips), "")
