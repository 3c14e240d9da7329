"""Paints one row of the timeline: ways, breaks, waiting, blocks, and what changes while something is in the hand."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.workbench.timeline_block import PLANNED, SMOOTH, Bands, bands_of, box_of, dashed, paint_block, write
from ui.workbench.timeline_effect import place_of, shift_words
from ui.workbench.timeline_ink import Ink, mixed, team_ink
from ui.workbench.timeline_layout import Block, Kind, Row, Strip
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_meetings import Meet
from ui.workbench.timeline_scale import Span


def paint_row(painter: QPainter, look: Look, row: Row, shown: Span) -> None:
    """Draw what of a row lies in the time that is shown."""
    now, team, bands = look.shown(row), team_ink(row.shift.team.sign, look.inks.dark), bands_of(look)
    painter.setRenderHint(SMOOTH, False)
    for strip in now.strips:
        if strip.span.end >= shown.start and strip.span.start <= shown.end:
            _strip(painter, look, bands, strip, team)
    for held in now.held:
        if held.end >= shown.start and held.start <= shown.end:
            _planned(painter, look, bands, held)
    painter.setRenderHint(SMOOTH)
    if now.way:
        _bases(painter, look, bands, now.way, team)
    opened = look.opened.get(row.id)
    for hole in opened.holes if opened else ():
        _hole(painter, look, bands, hole, team)
    for block in _on_top(now.blocks, look) if opened else now.blocks:
        moving = look.glides and (row.id, block.visit_id) in look.glides
        if not moving and block.span.end >= shown.start and block.span.start <= shown.end:
            paint_block(painter, look, bands, now, block, team)
    for meet in now.meets:
        _meet(painter, look, bands, meet, team)
    if opened and look.tall:
        _notes(painter, look, bands, now, team)


def paint_moving(painter: QPainter, look: Look) -> None:
    """Draw the blocks that glide to a new place, over all rows."""
    bands, painted = bands_of(look), QPainter.RenderHint.Antialiasing
    for number, row in enumerate(look.sheet.rows) if look.glides else ():
        for block in row.blocks:
            if off := look.glides.get((row.id, block.visit_id)):
                painter.save()
                painter.setRenderHint(painted)
                x, y = off[0] * look.scale.density, (number + off[1] * look.gliding) * look.row_height
                painter.translate(x * look.gliding, y)
                paint_block(painter, look, bands, row, block, team_ink(row.shift.team.sign, look.inks.dark))
                painter.restore()


def paint_openings(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Mark the cheapest place of each row that is not under the hand."""
    for number, row in look.rows_between(rect.top(), rect.bottom()) if look.prices else ():
        if row.id in look.prices and row.id not in look.opened and not look.is_home(row):
            painter.save()
            painter.translate(0, number * look.row_height)
            _opening(painter, look, bands_of(look), row)
            painter.restore()


def _on_top(blocks: tuple[Block, ...], look: Look) -> list[Block]:
    # What is in the hand lies over all others.
    return sorted(blocks, key=lambda block: block.visit_id in look.carried)


def _strip(painter: QPainter, look: Look, bands: Bands, strip: Strip, team: Ink) -> None:
    left, right = look.scale.x(strip.span.start), look.scale.x(strip.span.end)
    inks, unit = look.inks, look.fonts.unit
    if strip.kind == Kind.TRAVEL:
        painter.fillRect(QRectF(left, bands.middle - 1.5 * unit, right - left, 3 * unit), team.color)
        if team.hollow:
            core = dashed(inks.panel, unit)
            core.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(core)
            painter.drawLine(QLineF(left, bands.middle, right, bands.middle))
    elif strip.kind == Kind.BREAK:
        painter.setPen(inks.rest)
        painter.setBrush(inks.rest_hatch)
        painter.drawRoundedRect(box_of(look, bands, strip.span).adjusted(1, 1, -1, -1), 3, 3)
    elif right - left > 2:
        painter.fillRect(QRectF(left + 1, bands.middle - 4 * unit, right - left - 2, 8 * unit), inks.wait_hatch)


def _meet(painter: QPainter, look: Look, bands: Bands, meet: Meet, team: Ink) -> None:
    # A diamond on the way: half in the color of this team, half in that of the other; hollow where nobody else comes.
    x, radius = look.scale.x((meet.span.start + meet.span.end) / 2), 7 * look.fonts.unit
    center = QPointF(x, bands.middle)
    left, right = center - QPointF(radius, 0), center + QPointF(radius, 0)
    top, bottom = center - QPointF(0, radius), center + QPointF(0, radius)
    other = look.inks.panel if meet.sign is None else team_ink(meet.sign, look.inks.dark).color
    painter.setPen(Qt.PenStyle.NoPen)
    for side, color in ((left, team.color), (right, other)):
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([top, side, bottom]))
    painter.setPen(QPen(look.inks.text, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([top, right, bottom, left]))


def _planned(painter: QPainter, look: Look, bands: Bands, held: Span) -> None:
    # A thin outline over the block: when the stop was to be, by what the team holds.
    left, right = round(look.scale.x(held.start)), round(look.scale.x(held.end))
    height = max(3, round(PLANNED * look.fonts.unit))
    painter.setPen(look.inks.text2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(left, bands.top - height - 1, max(3, right - left - 1), height - 1))


def _bases(painter: QPainter, look: Look, bands: Bands, way: Span, team: Ink) -> None:
    radius = 2.6 * look.fonts.unit
    painter.setPen(QPen(team.color, 1.6 * look.fonts.unit))
    painter.setBrush(look.inks.panel)
    for time in way:
        painter.drawEllipse(QPointF(look.scale.x(time), bands.middle), radius, radius)


def _hole(painter: QPainter, look: Look, bands: Bands, block: Block, team: Ink) -> None:
    box = box_of(look, bands, block.span)
    painter.setPen(dashed(team.color))
    painter.setBrush(mixed(look.inks.panel, team.color, 0.05))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(look.inks.text3)
    line = box.top() + box.height() * 0.3 if look.tall else bands.middle
    if box.width() > 20 * look.fonts.unit:
        write(painter, look.fonts, look.fonts.plain, box.left() + 8 * look.fonts.unit, line, str(block.number))


def _notes(painter: QPainter, look: Look, bands: Bands, now: Row, team: Ink) -> None:
    # Under the first stop that starts at another time now: by how much, with an arrow.
    fonts, free = look.fonts, float("-inf")
    for block in now.staying(look.carried):
        seconds = look.opened[now.id].notes.get(block.visit_id, 0.0)
        left = look.scale.x(block.span.start)
        text = shift_words(seconds) if seconds else ""
        if not text or left < free:
            continue
        line = (bands.bottom + look.row_height) / 2
        width = 14 * fonts.unit
        _arrow(painter, left, line, width - 4 * fonts.unit, team.color, later=seconds > 0)
        painter.setPen(look.inks.text2)
        write(painter, fonts, fonts.caption, left + width, line, text)
        free = left + width + fonts.width(fonts.caption, text) + 8 * fonts.unit


def _arrow(painter: QPainter, left: float, line: float, width: float, color: QColor, *, later: bool) -> None:
    start, end = (left, left + width) if later else (left + width, left)
    back = -3.0 if later else 3.0
    painter.setPen(QPen(color, 1.3))
    painter.drawLine(QLineF(start, line, end, line))
    painter.drawPolyline(QPolygonF([QPointF(end + back, line - 3), QPointF(end, line), QPointF(end + back, line + 3)]))


def _opening(painter: QPainter, look: Look, bands: Bands, row: Row) -> None:
    x = round(look.scale.x(place_of(row, look.prices[row.id], look.carried))) + 0.5
    ink, unit = look.inks.text2, look.fonts.unit
    pen = QPen(ink, 1.4)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.drawLine(QLineF(x, 3, x, look.row_height - 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    top = max(0.0, bands.top - 7 * unit)
    painter.drawPolygon(QPolygonF([QPointF(x - 4 * unit, top), QPointF(x + 4 * unit, top), QPointF(x, top + 5 * unit)]))
