"""Draws the way of the welcome: a road with a stop for every step, and the sign before each. Knows no step."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.signs import paint_sign
from ui.theme import colors

SIGNS = (0, 2, 4)
"""Circle, hexagon and shield in three hues: the signs that teams will have."""
STOPS = ((0.14, 0.66), (0.47, 0.30), (0.80, 0.62))
"""Where the stops are on the picture, as shares of its width and height."""


class Standing(Enum):
    """How a step stands."""

    DONE = auto()
    NEXT = auto()
    LATER = auto()


class StepSign(QWidget):
    """The number of a step in a circle: filled for the next one, a check for what is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number, self._standing = number, Standing.LATER
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_standing(self, standing: Standing) -> None:
        """Show how its step stands."""
        self._standing = standing
        self.update()

    # --- Qt

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 2.1)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, standing = colors(), self._standing
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        fill = {Standing.DONE: c.tint(c.better, 0.16), Standing.NEXT: c.accent, Standing.LATER: c.panel}[standing]
        edge = {Standing.DONE: c.tint(c.better, 0.45), Standing.NEXT: c.accent, Standing.LATER: c.tint(c.text3, 0.5)}
        painter.setPen(QPen(QColor(edge[standing]), 1.5))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(box)
        if standing is Standing.DONE:
            inner = box.adjusted(*(box.width() * share for share in (0.24, 0.24, -0.24, -0.24)))
            paint_icon(painter, inner, "check", c.better)
            return
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(c.panel if standing is Standing.NEXT else c.text2))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))


class Way(QWidget):
    """A route with three stops over streets: what is done is a solid line, what is to come a dashed one."""

    def __init__(self) -> None:
        super().__init__()
        self._standings: Sequence[Standing] = (Standing.LATER,) * len(STOPS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_done(self, standings: Sequence[Standing]) -> None:
        """Show how far the way has come."""
        self._standings = tuple(standings)
        self.update()

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(320, round(self.fontMetrics().height() * 6.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(outline)
        self._paint_town(painter)
        stops = [QPointF(x * self.width(), y * self.height()) for x, y in STOPS]
        starts = [QPointF(-8, 0.9 * self.height()), *stops]
        for number, (start, end) in enumerate(zip(starts, stops, strict=False)):
            self._paint_leg(painter, start, end, done=self._standings[number] is Standing.DONE)
        side = self.height() * 0.34
        for number, stop in enumerate(stops):
            box = QRectF(stop.x() - side / 2, stop.y() - side / 2, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors().window))  # the road ends at a stop, however faint its sign is
            painter.drawEllipse(box)
            painter.setOpacity(0.4 if self._standings[number] is Standing.LATER else 1.0)
            paint_sign(painter, box, SIGNS[number], str(number + 1))
            painter.setOpacity(1)

    def _paint_town(self, painter: QPainter) -> None:
        c, wide, high = colors(), self.width(), self.height()
        painter.fillRect(self.rect(), QColor(c.window))
        water = QPainterPath(QPointF(wide * 0.52, high * 1.1))
        water.cubicTo(wide * 0.6, high * 0.6, wide * 0.86, high * 1.05, wide * 1.05, high * 0.62)
        painter.setPen(QPen(QColor(c.tint(c.accent, 0.16)), high * 0.14))
        painter.drawPath(water)
        painter.setPen(QPen(QColor(c.line), max(2.0, high * 0.035), c=Qt.PenCapStyle.RoundCap))
        for x1, y1, x2, y2 in (
            *((0.0, 0.28, 1.0, 0.12), (0.0, 0.58, 0.36, 0.50), (0.36, 0.50, 1.0, 0.40), (0.06, 0.0, 0.22, 1.0)),
            *((0.30, 0.0, 0.36, 1.0), (0.56, 0.0, 0.60, 1.0), (0.72, 0.0, 0.90, 1.0), (0.0, 0.86, 0.56, 0.74)),
        ):
            painter.drawLine(QPointF(x1 * wide, y1 * high), QPointF(x2 * wide, y2 * high))

    @staticmethod
    def _paint_leg(painter: QPainter, start: QPointF, end: QPointF, *, done: bool) -> None:
        c = colors()
        path = QPainterPath(start)
        middle = (start.x() + end.x()) / 2
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        halo = QPen(QColor(c.window), 7)
        pen = QPen(QColor(c.accent if done else c.text3), 3, c=Qt.PenCapStyle.RoundCap)
        if not done:
            pen.setDashPattern([1.2, 2.2])
        for each in (halo, pen):
            painter.strokePath(path, each)
