"""The base map's small signs as outlines: road numbers, one-way arrows, stations, hospitals, schools, car parks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QPolygonF, QTransform

from ui.workbench.map_letters import flat, font_of

SHIELD_PX = 10
ARROW = ((-6, -0.7), (1.5, -0.7), (1.5, -2.8), (6, 0), (1.5, 2.8), (1.5, 0.7), (-6, 0.7))
"""Pointing to the right."""
BARS = (QRectF(-3, -0.9, 6, 1.8), QRectF(-0.9, -3, 1.8, 6))
"""The two bars of a cross."""


def shield(ref: str, middle: QPointF) -> tuple[QPainterPath, QPainterPath]:
    """A road's number: its plate and its letters."""
    font = font_of(SHIELD_PX, bold=True)
    wide = max(QFontMetricsF(font).horizontalAdvance(ref) + 7, 15)
    plate = QPainterPath()
    plate.addRoundedRect(QRectF(middle.x() - wide / 2, middle.y() - 7, wide, 14), 3, 3)
    return plate, flat(ref, middle, font)


def arrow(middle: QPointF, angle: float) -> QPainterPath:
    """Which way a one-way street runs."""
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ARROW]))
    path.closeSubpath()
    return QTransform().translate(middle.x(), middle.y()).rotateRadians(angle).map(path)


def sign(kind: str, middle: QPointF) -> tuple[QPainterPath, QPainterPath] | None:
    """A small sign: its plate, and what is on it."""
    plate, mark = QPainterPath(), QPainterPath()
    if kind == "school":
        plate.addEllipse(middle, 3.5, 3.5)
        mark.addEllipse(middle, 1.2, 1.2)
    elif kind in ("station", "hospital", "parking"):
        plate.addRoundedRect(QRectF(middle.x() - 5.5, middle.y() - 5.5, 11, 11), 2.5, 2.5)
        if kind == "hospital":
            mark.setFillRule(Qt.FillRule.WindingFill)
            for bar in BARS:
                mark.addRect(bar.translated(middle))
        elif kind == "parking":
            mark = flat("P", middle, font_of(9, bold=True))
        else:
            mark.addEllipse(middle, 2.2, 2.2)
    else:
        return None
    return plate, mark
