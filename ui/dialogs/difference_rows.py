"""Draws a row of the difference of two plans: signs with stop numbers, and the way from the old time to the new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.day.difference import Change
from planner.day.states import PlacedStop
from planner.text import clock
from resources.signs import sign_of
from ui.signs import paint_sign, sign_text
from ui.theme import colors, is_dark

CHANGE = Qt.ItemDataRole.UserRole + 1
BEFORE, AFTER, LINE = range(1, 4)
HOUR = timedelta(hours=1)
STEPS_H = (1, 2, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class Axis:
    """From when to when the rows draw, in whole hours."""

    start: datetime
    end: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, changes: Sequence[Change], zone: ZoneInfo) -> Axis:
        """Wide enough for all that changes."""
        stops = [place.stop for change in changes for place in (*change.before, *change.after)]
        now = datetime(2000, 1, 1, 12, tzinfo=zone)
        first = min((stop.start for stop in stops), default=now).astimezone(zone)
        last = max((stop.departure for stop in stops), default=now + HOUR).astimezone(zone)
        start = first.replace(minute=0, second=0, microsecond=0)
        end = last.replace(minute=0, second=0, microsecond=0) + HOUR
        return cls(start, max(end, start + 2 * HOUR), zone)

    def x(self, when: datetime, box: QRect | QRectF) -> float:
        """Where a moment lies in a box."""
        return box.left() + box.width() * ((when - self.start) / (self.end - self.start))

    def ticks(self, box: QRect | QRectF, room: float) -> Iterator[tuple[float, str]]:
        """Where hours lie, with their words, each with so much room."""
        hours = (self.end - self.start) / HOUR
        step = next((each for each in STEPS_H if box.width() * each / hours >= room), STEPS_H[-1])
        when = self.start
        while when <= self.end:
            yield self.x(when, box), clock(when, self.zone)
            when += step * HOUR


class ChangeDelegate(QStyledItemDelegate):
    """Paints what words say less well; other columns are painted as usual."""

    def __init__(self, axis: Axis, zone: ZoneInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self._axis = axis
        self._zone = zone

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A row is twice as high as its words."""
        return QSize(option.fontMetrics.averageCharWidth(), round(option.fontMetrics.height() * 2.0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Signs, or the way."""
        change = index.sibling(index.row(), 0).data(CHANGE)
        self._paint_ground(painter, option)
        if change is None or index.column() not in (0, BEFORE, AFTER, LINE):
            super().paint(painter, option, index)
            return
        painter.save()
        box: QRect = option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        if index.column() == 0:
            _paint_visit(painter, box, change)
        elif index.column() == LINE:
            _paint_way(painter, box, change, self._axis)
        else:
            now = index.column() == AFTER
            _paint_place(painter, box, change.after if now else change.before, self._zone, bold=now)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        # A line under each row leads the eye across.
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(colors().selected))
        painter.setPen(QPen(QColor(colors().faint), 1))
        painter.drawLine(box.bottomLeft(), box.bottomRight())


def _paint_visit(painter: QPainter, box: QRect, change: Change) -> None:
    plain, bold = painter.font(), QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    metrics = painter.fontMetrics()
    reference = f"  {change.visit.reference}"
    room = box.width() - 10 - metrics.horizontalAdvance(reference)
    name = metrics.elidedText(change.visit.customer.name, Qt.TextElideMode.ElideRight, max(room, 20))
    painter.setPen(QColor(colors().text))
    painter.drawText(box.adjusted(4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)
    wide = metrics.horizontalAdvance(name)
    painter.setFont(plain)
    painter.setPen(QColor(colors().text3))
    painter.drawText(box.adjusted(4 + wide, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, reference)


def _paint_place(painter: QPainter, box: QRect, places: Sequence[PlacedStop], zone: ZoneInfo, *, bold: bool) -> None:
    side, left = round(painter.fontMetrics().height() * 1.5), box.left() + 4
    middle = Qt.AlignmentFlag.AlignVCenter
    if not places:
        painter.setPen(QColor(colors().text3))
        painter.drawText(box.adjusted(4, 0, 0, 0), middle, "–")
        return
    for place in places:
        square = QRectF(left, box.center().y() - side / 2 + 0.5, side, side)
        paint_sign(painter, square, place.shift.team.sign, sign_text(place.shift.team.name))
        left += side + 4
    font = QFont(painter.font())
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colors().text if bold else colors().text2))
    numbers = "+".join(str(place.number) for place in places)
    room = painter.fontMetrics().horizontalAdvance("00") + 6
    painter.drawText(QRect(left + 2, box.top(), room + 40, box.height()), middle, numbers)
    left += max(room, painter.fontMetrics().horizontalAdvance(numbers) + 10)
    painter.drawText(QRect(left, box.top(), 200, box.height()), middle, clock(places[0].stop.start, zone))


def _paint_way(painter: QPainter, box: QRect, change: Change, axis: Axis) -> None:
    painter.setPen(QPen(QColor(colors().faint), 1))
    for x, _words in axis.ticks(box, 40):
        painter.drawLine(QPointF(round(x) + 0.5, box.top()), QPointF(round(x) + 0.5, box.bottom() + 1))
    blocks = [_block(box, places[0], axis) if places else None for places in (change.before, change.after)]
    if (old := blocks[0]) and change.before:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_ink(change.before[0]), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(old, 3, 3)
    if (new := blocks[1]) and change.after:
        ink = _ink(change.after[0])
        painter.setBrush(QColor(colors().tint(ink.name(), 0.45)))
        painter.setPen(QPen(ink, 1))
        painter.drawRoundedRect(new, 3, 3)
    if old and new:
        _paint_arrow(painter, old, new)


def _paint_arrow(painter: QPainter, old: QRectF, new: QRectF) -> None:
    start, end = (old.right(), new.left()) if new.left() > old.right() else (old.left(), new.right())
    if abs(end - start) < 8 or (new.left() < old.right() and new.right() > old.left()):
        return
    y, away = old.center().y(), 1 if end > start else -1
    painter.setPen(QPen(QColor(colors().text2), 1))
    painter.drawLine(QPointF(start, y), QPointF(end - away, y))
    tip = QPolygonF([QPointF(end - 5 * away, y - 3), QPointF(end - away, y), QPointF(end - 5 * away, y + 3)])
    painter.drawPolyline(tip)


def _block(box: QRect, place: PlacedStop, axis: Axis) -> QRectF:
    left, right = axis.x(place.stop.start, box), axis.x(place.stop.departure, box)
    high = box.height() * 0.42
    return QRectF(left, box.center().y() - high / 2 + 0.5, max(right - left, 4), high)


def _ink(place: PlacedStop) -> QColor:
    return QColor(sign_of(place.shift.team.sign).color(dark=is_dark()))
