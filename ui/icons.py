"""Line icons on a grid of 16, in the color of the text beside them, sharp on every screen. Gives none a meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from ui.theme import colors
from ui.tool_lines import TOOL_LINES

GRID, STROKE = 16, 1.4
type Line = tuple[tuple[float, float], ...]
type Paint = Callable[[QPainter, QRectF, str, str], object]

LINES: Mapping[str, tuple[Line, ...]] = {
    **TOOL_LINES,
    "search": (((10.2, 10.2), (13.5, 13.5)),),
    "columns": (
        ((2.5, 3), (13.5, 3), (13.5, 13), (2.5, 13), (2.5, 3)), ((6.2, 3), (6.2, 13)), ((9.8, 3), (9.8, 13)),
    ),
    "more": (),
    "copy": (
        ((5.5, 5.5), (13.5, 5.5), (13.5, 13.5), (5.5, 13.5), (5.5, 5.5)),
        ((3.5, 10.5), (2.5, 10.5), (2.5, 2.5), (10.5, 2.5), (10.5, 3.5)),
    ),
    "check": (((3.5, 8.5), (6.7, 11.7), (12.5, 4.5)),),
    "lock": (
        ((3.5, 7.5), (12.5, 7.5), (12.5, 13.5), (3.5, 13.5), (3.5, 7.5)),
        ((5.2, 7.5), (5.2, 5), (6.2, 3.2), (8, 2.5), (9.8, 3.2), (10.8, 5), (10.8, 7.5)),
    ),
    "warning": (((8, 2.5), (14, 13.5), (2, 13.5), (8, 2.5)), ((8, 6.5), (8, 9.6))),
}  # fmt: skip
ROUNDS: Mapping[str, tuple[tuple[float, float, float], ...]] = {"search": ((6.8, 6.8, 4.2),)}
"""Circles: middle and radius."""
DOTS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "more": ((3.5, 8), (8, 8), (12.5, 8)),
    "warning": ((8, 11.7),),
}


def icon(name: str, ink: str = "") -> QIcon:
    """An icon by its name, in the second color of text where no other is said."""
    return _icon(name, ink or colors().text2)


def paint_icon(painter: QPainter, box: QRectF, name: str, ink: str) -> None:
    """Draw an icon into a square, whatever its size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    painter.setPen(QPen(QColor(ink), STROKE, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    for line in LINES[name]:
        path = QPainterPath(QPointF(*line[0]))
        for corner in line[1:]:
            path.lineTo(QPointF(*corner))
        painter.drawPath(path)
    for x, y, radius in ROUNDS.get(name, ()):
        painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.setBrush(QColor(ink))
    painter.setPen(Qt.PenStyle.NoPen)
    for dot in DOTS.get(name, ()):
        painter.drawEllipse(QPointF(*dot), 1.2, 1.2)
    painter.restore()


@cache
def _icon(name: str, ink: str) -> QIcon:
    return drawn(paint_icon, name, ink, (QIcon.Mode.Normal,))


def drawn(paint: Paint, name: str, ink: str, modes: Iterable[QIcon.Mode]) -> QIcon:
    """What is painted into a square of `GRID` points as an icon, sharp on every screen."""
    made = QIcon()
    for scale in (1, 2, 3):
        pixmap = QPixmap(GRID * scale, GRID * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, QRectF(0, 0, GRID, GRID), name, ink)
        painter.end()
        for mode in modes:
            made.addPixmap(pixmap, mode)
    return made
