"""How a team stands on a running day, beside its name: due or overdue, paused, and which version it holds."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from planner.text import gettext as _
from resources.signs import ink_on
from ui.theme import colors
from ui.workbench.timeline_block import write
from ui.workbench.timeline_layout import Row
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_running import TeamMark

GAP = 8.0
SIGN = 11.0
"""The room of the bell, in pixels at a font of 13."""


def standing_titles() -> str:
    """What stands over it."""
    return _("Due · Paper")


def standing_width(look: Look) -> float:
    """The room that the widest of a day needs."""
    fonts = look.fonts
    title = fonts.width(fonts.plain, standing_titles())
    return max([title, *(_width(look, mark) for mark in look.marks.teams.values())])


def paint_standing(painter: QPainter, look: Look, row: Row, room: QRectF) -> float:
    """Draw it at the right end of a room; gives where it begins."""
    mark = look.marks.teams.get(row.id)
    if mark is None:
        return room.right()
    fonts, c, middle = look.fonts, colors(), room.center().y()
    right = room.right()
    if text := _version(mark):
        font = fonts.bold if mark.pending else fonts.plain
        right -= fonts.width(font, text)
        painter.setPen(QColor(c.accent if mark.pending else c.text2))
        write(painter, fonts, font, right, middle, text)
        right -= GAP * fonts.unit
    if mark.paused or mark.overdue:
        return _alarm(painter, look, mark, right, middle) - GAP * fonts.unit
    if mark.due:
        right -= fonts.width(fonts.plain, mark.due)
        painter.setPen(QColor(c.text))
        write(painter, fonts, fonts.plain, right, middle, mark.due)
    return right - GAP * fonts.unit


def _version(mark: TeamMark) -> str:
    return _("{version} → pending").format(version=mark.version or "–") if mark.pending else mark.version


def _alarm_words(mark: TeamMark) -> str:
    return _("paused") if mark.paused else _("{minutes} min").format(minutes=mark.overdue)


def _width(look: Look, mark: TeamMark) -> float:
    fonts = look.fonts
    version = fonts.width(fonts.bold if mark.pending else fonts.plain, _version(mark))
    if mark.paused or mark.overdue:
        first = fonts.width(fonts.pill, _alarm_words(mark)) + (SIGN + 12) * fonts.unit
    else:
        first = fonts.width(fonts.plain, mark.due)
    return first + version + (GAP * fonts.unit if version and first else 0)


def _alarm(painter: QPainter, look: Look, mark: TeamMark, right: float, middle: float) -> float:
    # A filled pill with a bell, or the two bars of a pause.
    fonts, unit, text = look.fonts, look.fonts.unit, _alarm_words(mark)
    width = fonts.width(fonts.pill, text) + (SIGN + 12) * unit
    pill = QRectF(right - width, middle - 7.5 * unit, width, 15 * unit)
    ground = QColor(colors().wrong)
    ink = QColor(ink_on(ground.name()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, 3 * unit, 3 * unit)
    center = QPointF(pill.left() + (5 + SIGN / 2) * unit, middle)
    (_bars if mark.paused else paint_bell)(painter, center, unit, ink)
    painter.setPen(ink)
    painter.setFont(QFont(fonts.pill))
    painter.drawText(pill.adjusted((SIGN + 6) * unit, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
    return pill.left()


def paint_bell(painter: QPainter, center: QPointF, unit: float, ink: QColor) -> None:
    """Draw a bell around a point."""
    painter.save()
    painter.translate(center)
    painter.scale(unit, unit)
    bell = QPainterPath(QPointF(-4.5, 2.5))
    bell.cubicTo(-3, 1, -3.2, -0.5, -3.2, -1.5)
    bell.cubicTo(-3.2, -5.2, 3.2, -5.2, 3.2, -1.5)
    bell.cubicTo(3.2, -0.5, 3, 1, 4.5, 2.5)
    bell.closeSubpath()
    painter.fillPath(bell, ink)
    painter.setPen(QPen(ink, 1.6, c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-1, 4.4), QPointF(1, 4.4))
    painter.restore()


def _bars(painter: QPainter, center: QPointF, unit: float, ink: QColor) -> None:
    for left in (-3.0, 1.0):
        painter.fillRect(QRectF(center.x() + left * unit, center.y() - 3.5 * unit, 2 * unit, 7 * unit), ink)
