"""The small marks on blocks: padlock, check, cross, begun, and the badge of a broken rule."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from resources.signs import ink_on
from ui.theme import colors
from ui.workbench.timeline_effect import badge_choices
from ui.workbench.timeline_layout import Block, fitted
from ui.workbench.timeline_look import Fonts

LOCK, BEGUN, DONE, FAILED = "lock", "begun", "done", "failed"
MARK = 11.0
"""The room a mark takes, in pixels at a font of 13."""


def mark_of(block: Block) -> str:
    """The one mark at a block's right end: how it went, else that it has begun, else that it is locked."""
    actual = block.stop.actual
    if actual and actual.outcome:
        return DONE if actual.outcome == "done" else FAILED
    if block.stop.begun:
        return BEGUN
    return LOCK if block.stop.locked else ""


def paint_mark(painter: QPainter, mark: str, center: QPointF, unit: float) -> None:
    """Draw a mark around a point."""
    c = colors()
    inks = {LOCK: c.text, BEGUN: c.accent, DONE: c.better, FAILED: c.wrong}
    ink = QColor(inks[mark])
    painter.save()
    painter.translate(center)
    painter.scale(unit, unit)
    painter.setPen(QPen(ink, 1.8 if mark in (DONE, FAILED) else 1.3, c=Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if mark == LOCK:
        painter.drawArc(QRectF(-2.5, -5, 5, 6.5), 0, 180 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(-4, -1.5, 8, 6), 1.2, 1.2)
    elif mark == BEGUN:
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(-2.5, -3.5), QPointF(3.5, 0), QPointF(-2.5, 3.5)]))
    elif mark == DONE:
        painter.drawPolyline(QPolygonF([QPointF(-4, 0.5), QPointF(-1.2, 3.2), QPointF(4, -3.2)]))
    else:
        painter.drawLine(QPointF(-3, -3), QPointF(3, 3))
        painter.drawLine(QPointF(-3, 3), QPointF(3, -3))
    painter.restore()


def paint_badge(painter: QPainter, fonts: Fonts, block: Block, end: QPointF, room: float, corner: QPointF) -> float:
    """Draw the badge of a block so that it ends at a point; gives the width it took.

    Where no amount fits, its sign alone hangs at the block's corner and takes no room.
    """
    choices, legal = badge_choices(block.visit.violations)
    if not choices:
        return 0.0
    unit, pad = fonts.unit, 4 * fonts.unit
    text = fitted(choices[:-1], room - 2 * pad, lambda each: fonts.width(fonts.pill, each))
    if text:
        width = fonts.width(fonts.pill, text) + 2 * pad
        pill = QRectF(end.x() - width, end.y() - 6.5 * unit, width, 13 * unit)
    else:
        text, width = choices[-1], 0.0
        pill = QRectF(corner.x() - 5 * unit, corner.y() - 5 * unit, 11 * unit, 12 * unit)
    ground = QColor(colors().legal if legal else colors().wrong)
    painter.setPen(QPen(QColor(colors().panel), 1) if not width else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, 3 * unit, 3 * unit)
    painter.setPen(QColor(ink_on(ground.name())))
    painter.setFont(fonts.pill)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return width
