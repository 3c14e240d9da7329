"""The small marks of the right side: arrows, padlock, pencil, check, cross, § and the sign of an unassigned visit.

On a grid of 16 with round strokes, in an ink of the scheme. Only drawing; what a mark means its owner says in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPen, QPixmap

GRID, STROKE = 16, 1.4
LINES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "left": (((10, 3.5), (5.5, 8), (10, 12.5)),),
    "right": (((6, 3.5), (10.5, 8), (6, 12.5)),),
    "down": (((4, 6), (8, 10.5), (12, 6)),),
    "check": (((3.5, 8.5), (6.5, 11.5), (12.5, 4.5)),),
    "cross": (((4.5, 4.5), (11.5, 11.5)), ((11.5, 4.5), (4.5, 11.5))),
    "dot": (((6, 8), (10, 8)),),
    "pencil": (((3.2, 12.8), (4, 9.8), (10.6, 3.2), (12.8, 5.4), (6.2, 12), (3.2, 12.8)), ((9.2, 4.6), (11.4, 6.8))),
    "triangle": (((8, 2.8), (14, 13.2), (2, 13.2), (8, 2.8)), ((8, 6.6), (8, 9.6)), ((8, 11.4), (8, 11.5))),
    "pin": (((8, 13.6), (4.2, 8.4), (3.8, 5.6), (5.6, 3), (8, 2.4), (10.4, 3), (12.2, 5.6), (11.8, 8.4), (8, 13.6)),),
}


def paint_mark(painter: QPainter, box: QRectF, name: str, ink: str) -> None:
    """Draw a mark in the middle of a box, as large as it allows."""
    side = min(box.width(), box.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center().x() - side / 2, box.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    painter.setPen(QPen(QColor(ink), STROKE, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    if name == "law":
        _letter(painter, "§")
    elif name in ("lock", "unlock"):
        _padlock(painter, QColor(ink), shut=name == "lock")
    else:
        for line in LINES[name]:
            painter.drawPolyline([QPointF(x, y) for x, y in line])
    painter.restore()


def mark_icon(name: str, ink: str, size: int = GRID) -> QIcon:
    """A mark for a button; `size` in pixels of the layout."""
    return _icon(name, ink, size)


def paint_left_out(painter: QPainter, box: QRectF, text: str, ink: str, ground: str) -> None:
    """The sign of a visit without a team: a dashed ring around U and its number."""
    side = min(box.width(), box.height()) - 1.5
    ring = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(ground))
    pen = QPen(QColor(ink), 1.3)
    pen.setDashPattern([2.2, 1.6])
    painter.setPen(pen)
    painter.drawEllipse(ring)
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(7, round(side * (0.42 if len(text) < 3 else 0.34))))
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _letter(painter: QPainter, letter: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(14)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(0, 0, GRID, GRID), Qt.AlignmentFlag.AlignCenter, letter)


def _padlock(painter: QPainter, ink: QColor, *, shut: bool) -> None:
    painter.drawArc(QRectF(5, 2.5 if shut else 1.2, 6, 8), 0, 180 * 16)
    if not shut:
        painter.drawLine(QPointF(5, 5.2), QPointF(5, 7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(ink)
    painter.drawRoundedRect(QRectF(3.5, 7, 9, 6.2), 1, 1)


@cache
def _icon(name: str, ink: str, size: int) -> QIcon:
    return _drawn(size, lambda painter: paint_mark(painter, QRectF(0, 0, size, size), name, ink))


def _drawn(size: int, draw: Callable[[QPainter], None], scales: Sequence[int] = (1, 2, 3)) -> QIcon:
    icon = QIcon()
    for scale in scales:
        pixmap = QPixmap(size * scale, size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
