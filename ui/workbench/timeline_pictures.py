"""Keeps a picture of each row in view, and makes anew only what changed: a few rows at a time, so that nobody waits.

Until the picture of a row is made, the one before it stands in, at its times.
"""

from __future__ import annotations

from math import ceil
from time import thread_time
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea

from ui.workbench.timeline_ground import is_active, marked_windows, paint_ground
from ui.workbench.timeline_layout import Row
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_paint import paint_row
from ui.workbench.timeline_scale import Span

BUDGET_S = 0.012
"""So long, in seconds of work, pictures are made in one event."""
APART_MS = 4
"""Between two such events others come through."""
STRIP = 0.5
"""What is no wider than this share of the view (an edge that scrolled into it) is worth no picture."""


class Picture(NamedTuple):
    """A row as it was painted: of what, and from when to when."""

    key: tuple[object, ...]
    pixmap: QPixmap
    times: Span


class Pictures(QObject):
    """The pictures of the rows in an area's view."""

    def __init__(self, area: QAbstractScrollArea, look: Look) -> None:
        super().__init__(area)
        self._area, self._look = area, look
        self._made: dict[UUID, Picture] = {}
        self._waiting: set[UUID] = set()
        self._until, self._first = 0.0, True
        self._timer = QTimer(self, singleShot=True, interval=APART_MS)
        self._timer.timeout.connect(self._next)

    @property
    def waiting(self) -> bool:
        """Whether rows still wait for their picture."""
        return bool(self._waiting)

    def begin(self) -> None:
        """The view begins to be painted."""
        self._until, self._first = thread_time() + BUDGET_S, True

    def end(self) -> None:
        """It was painted: what waits comes in an event of its own, and what is out of sight is forgotten."""
        top = self._area.verticalScrollBar().value()
        seen = {row.id for _n, row in self._look.rows_between(top, top + self._area.viewport().height())}
        self._made = {key: picture for key, picture in self._made.items() if key in seen}
        self._waiting &= seen
        if self._waiting:
            self._timer.start()

    def _next(self) -> None:
        height, top = self._look.row_height, self._area.verticalScrollBar().value()
        for number, row in enumerate(self._look.sheet.rows):
            if row.id in self._waiting:
                box = QRectF(0, number * height - top, self._area.viewport().width(), height)
                self._area.viewport().update(box.toAlignedRect())

    def paint(self, painter: QPainter, number: int, exposed: QRectF) -> None:
        """Draw a row, in its own coordinates."""
        row, view = self._look.sheet.rows[number], self._view()
        key, made = self._key(row, view), self._made.get(row.id)
        if made is None or made.key != key:
            if exposed.width() <= view.width() * STRIP:
                _paint(painter, self._look, number, exposed)
                return
            if self._first or thread_time() < self._until:
                made = self._made[row.id] = self._make(number, key, view)
                self._first = False
        if made and made.key == key:
            self._waiting.discard(row.id)
        else:
            self._waiting.add(row.id)
        self._show(painter, made, view)

    def _show(self, painter: QPainter, made: Picture | None, view: QRectF) -> None:
        # One of other times is drawn at these; beside it, and where there is none, the row is empty.
        times = self._times(view)
        if made is None or made.times != times:
            painter.fillRect(view, self._look.inks.panel)
        if made:
            left, right = (self._look.scale.x(time) for time in made.times)
            target = view if made.times == times else QRectF(left, 0, right - left, view.height())
            painter.drawPixmap(target, made.pixmap, QRectF(made.pixmap.rect()))

    def _times(self, view: QRectF) -> Span:
        return Span(self._look.scale.time_at(view.left()), self._look.scale.time_at(view.right()))

    def _view(self) -> QRectF:
        # What of a row can be in sight, in its own coordinates.
        left = self._area.horizontalScrollBar().value()
        return QRectF(left, 0, self._area.viewport().width(), self._look.row_height)

    def _make(self, number: int, key: tuple[object, ...], view: QRectF) -> Picture:
        ratio = self._area.devicePixelRatioF()
        pixmap = QPixmap(ceil(view.width() * ratio), ceil(view.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        painter = QPainter(pixmap)
        painter.translate(-view.left(), 0)
        _paint(painter, self._look, number, view)
        painter.end()
        return Picture(key, pixmap, self._times(view))

    def _key(self, row: Row, view: QRectF) -> tuple[object, ...]:
        # All that the picture shows: where these are the same, it is.
        look, opened = self._look, self._look.opened.get(row.id)
        ids = {block.visit_id for block in row.blocks}
        return (
            opened or row, view.left(), view.width(), view.height(), look.scale, look.sheet.legal, look.inks,
            look.fonts, look.color_by, is_active(look, row), marked_windows(look, row), look.selected & ids,
            look.hovered if look.hovered in ids else None, look.carried if opened else None,
            _in_motion(look, row), _under_way(look, row), bool(look.marks), look.marks.is_paused(row.id),
        )  # fmt: skip


def _in_motion(look: Look, row: Row) -> frozenset[UUID]:
    return frozenset(visit_id for shift_id, visit_id in look.glides if shift_id == row.id)


def _under_way(look: Look, row: Row) -> float | None:
    # A visit that goes on grows with the time.
    return look.sheet.now if any(b.actual and not b.stop.outcome for b in row.blocks) else None


def _paint(painter: QPainter, look: Look, number: int, part: QRectF) -> None:
    row = look.sheet.rows[number]
    shown = Span(look.scale.time_at(part.left() - 8), look.scale.time_at(part.right() + 8))
    painter.save()
    painter.setClipRect(part)
    painter.setBrushOrigin(QPointF(0, -number * look.row_height))  # hatches go on from row to row
    paint_ground(painter, look, row, part)
    paint_row(painter, look, row, shown)
    painter.restore()
