"""Paints what lies under and over the rows: shifts, the time grid, legal hours, windows, and the line of now."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.workbench.timeline_layout import Row
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_scale import Span, ticks

LABEL = 1.5
"""The room of a tick's name, as a share of its width."""


def label_room(look: Look) -> float:
    """The least distance of two named ticks."""
    return look.fonts.width(look.fonts.plain, "00:00") * LABEL


def paint_ground(painter: QPainter, look: Look, row: Row, part: QRectF) -> None:
    """Draw everything behind the blocks of a row, in its own coordinates."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _shift(painter, look, row, part)
    _grid(painter, look, part)
    _windows(painter, look, row)
    _law(painter, look, part)


def _shift(painter: QPainter, look: Look, row: Row, part: QRectF) -> None:
    # Off shift stays gray, also where the row is tinted.
    inks, height = look.inks, look.row_height
    left, right = look.scale.x(row.hours.start), look.scale.x(row.hours.end)
    painter.fillRect(QRectF(part.left(), 0, part.width(), height), inks.off_shift)
    painter.fillRect(QRectF(left, 0, right - left, height), inks.active if is_active(look, row) else inks.panel)
    if look.marks.is_paused(row.id):
        painter.fillRect(QRectF(left, 0, right - left, height), inks.pause_hatch)
    painter.setPen(inks.rest)
    for x in (round(left), round(right)):
        painter.drawLine(QLineF(x, 0, x, height - 1))
    painter.setPen(inks.faint)
    painter.drawLine(QLineF(part.left(), height - 1, part.right(), height - 1))


def is_active(look: Look, row: Row) -> bool:
    """Whether it is the row under the hand, else one with something selected."""
    if look.effect is not None:
        return row.id == look.effect.shift_id
    return row.id == look.chosen_team or any(block.visit_id in look.selected for block in row.blocks)


def _grid(painter: QPainter, look: Look, part: QRectF) -> None:
    shown, inks = Span(look.scale.time_at(part.left()), look.scale.time_at(part.right())), look.inks
    strong, weak = QPen(inks.line, 0), QPen(inks.faint, 0, Qt.PenStyle.DotLine)
    for tick in ticks(look.scale, shown, label_room(look)):
        if tick.named or tick.hour:
            painter.setPen(strong if tick.hour else weak)
            x = round(look.scale.x(tick.seconds))
            painter.drawLine(QLineF(x, 0, x, look.row_height))


def marked_windows(look: Look, row: Row) -> tuple[Span, ...]:
    """The windows of the one selected stop of a row, or of the one in the hand."""
    wanted = look.carried if look.effect is not None else look.selected
    if len(wanted) != 1:
        return ()
    return tuple(window for block in look.shown(row).blocks if block.visit_id in wanted for window in block.windows)


def _windows(painter: QPainter, look: Look, row: Row) -> None:
    # As bands over the height of the row.
    inks, height = look.inks, look.row_height
    for window in marked_windows(look, row):
        left, right = round(look.scale.x(window.start)), round(look.scale.x(window.end))
        painter.fillRect(QRectF(left, 0, right - left, height), inks.band)
        painter.setPen(inks.accent)
        for x in (left, right):
            painter.drawLine(QLineF(x, 0, x, height - 1))


def _law(painter: QPainter, look: Look, part: QRectF) -> None:
    legal = look.sheet.legal
    if legal is None:
        return
    left, right = look.scale.x(legal.start), look.scale.x(legal.end)
    for start, end in ((part.left(), min(left, part.right())), (max(right, part.left()), part.right())):
        if end > start:
            area = QRectF(start, 0, end - start, look.row_height)
            painter.fillRect(area, look.inks.law_wash)
            painter.fillRect(area, look.inks.law_hatch)
    painter.setPen(look.inks.legal)
    for x in (round(left), round(right)):
        painter.drawLine(QLineF(x, 0, x, look.row_height))


def paint_now(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Draw the line of now, over everything."""
    if look.sheet.now is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    x = round(look.scale.x(look.sheet.now))
    painter.setPen(QPen(look.inks.now, 2))
    painter.drawLine(QLineF(x, rect.top(), x, min(rect.bottom(), look.height)))


def paint_spot(painter: QPainter, look: Look) -> None:
    """Show where the keys are, where nothing selected shows it."""
    spot, number = look.spot, look.row_number(look.spot.shift_id if look.spot else None)
    if not look.focused or spot is None or number is None or spot.visit_id in look.selected:
        return
    row = look.sheet.rows[number]
    place = row.place_of(spot.visit_id) if spot.visit_id else None
    span = row.hours if place is None else row.blocks[place].span
    left, right, height = look.scale.x(span.start), look.scale.x(span.end), look.row_height
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.inks.accent, 1.5, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(QRectF(left - 3, number * height + 2, right - left + 6, height - 5), 4, 4)
