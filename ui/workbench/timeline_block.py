"""Paints one block of the timeline: tint, frame, strong left edge, and the words and marks that fit into it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from resources.signs import ink_on
from ui.workbench.timeline_ink import Ink, ink_of, mixed, team_ink
from ui.workbench.timeline_layout import Block, Row, fitted, name_choices
from ui.workbench.timeline_look import Fonts, Look
from ui.workbench.timeline_marks import MARK, mark_of, paint_badge, paint_mark
from ui.workbench.timeline_scale import Span

LIFT = QPointF(3, -5)
"""How far a block in the hand is lifted, in pixels at a font of 13."""
ROUND = 3.0
SOLID = 0.3
"""How much more of its color the ground of what was told has."""
FOOT = 0.3
"""The share of its height that is filled while a team is still there: words stay readable."""
PLANNED = 4.0
"""How high the outline of the planned times is, in pixels at a font of 13."""
SMOOTH = QPainter.RenderHint.Antialiasing


class Bands(NamedTuple):
    """The heights in a row: the blocks' top and bottom, their middle, and where the marks of windows stand."""

    top: float
    bottom: float
    middle: float
    foot: float


def bands_of(look: Look) -> Bands:
    """The heights of this look's rows."""
    unit, height = look.fonts.unit, look.row_height
    deep = round((36 if look.tall else 18) * unit)
    top = round(9 * unit if look.tall else (height - 18 * unit) / 2)
    if look.marks:  # the plan stands over the block, also in the lowest rows
        top = max(top, round(PLANNED * unit) + 2)
        deep = min(deep, round(height - top - 4 * unit))
    return Bands(top, top + deep, top + deep / 2, min(height - 2, top + deep + round(4 * unit)))


def box_of(look: Look, bands: Bands, span: Span) -> QRectF:
    """A block's frame, on half pixels so that a line of one pixel is sharp."""
    left, right = round(look.scale.x(span.start)) + 0.5, round(look.scale.x(span.end)) - 0.5
    return QRectF(left, bands.top + 0.5, max(3.0, right - left), bands.bottom - bands.top - 1)


def dashed(color: QColor, width: float = 1.0) -> QPen:
    """The pen of what is not there, or not yet."""
    pen = QPen(color, width)
    pen.setDashPattern([3, 3])
    return pen


def write(painter: QPainter, fonts: Fonts, font: QFont, left: float, middle: float, text: str) -> None:
    """Put a text on a line with this middle."""
    painter.setFont(font)
    top = round(middle + fonts.rise(font)) - fonts.of[id(font)].ascent()
    painter.drawStaticText(QPointF(left, top), fonts.laid(font, text))


def paint_block(painter: QPainter, look: Look, bands: Bands, row: Row, block: Block, team: Ink) -> None:
    """Draw a stop; lifted while it is in the hand."""
    held, inks = row.id in look.opened and block.visit_id in look.carried, look.inks
    box = box_of(look, bands, block.span)
    ink = team if look.color_by == "team" and not held else _ink(look, row, block, held)
    if held:
        box = _lifted(painter, look, box)
    else:
        if block.actual or block.told:
            _actual(painter, look, bands, block)
        if block.due is not None:
            _late(painter, look, bands, block)
        if block.windows:
            _bounds(painter, look, bands, block, ink)
        if block.visit_id in look.selected or block.visit_id == look.hovered:
            _ring(painter, look, box, block)
    painter.setPen(QPen(inks.accent, 2) if held else ink.color)
    painter.setBrush(ink.ground)
    painter.drawRoundedRect(box, ROUND, ROUND)
    if block.stop.actual and not held:
        _solid(painter, look, block, box, ink)
    _edge(painter, look, box, ink)
    _contents(painter, look, row, block, box, _letters(look, block, ink, held=held))


def _ink(look: Look, row: Row, block: Block, held: bool) -> Ink:
    # In the hand it keeps the color of the team it comes from.
    if held and look.color_by == "team":
        home = block.visit.shift
        return team_ink(home.team.sign, look.inks.dark) if home else Ink(look.inks.text3, look.inks.window)
    return ink_of(row, block, look.color_by, look.inks.dark)


def _lifted(painter: QPainter, look: Look, box: QRectF) -> QRectF:
    painter.setPen(dashed(look.inks.accent))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, ROUND, ROUND)
    box = box.translated(LIFT * look.fonts.unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 26))
    for step in (1.0, 2.0, 3.5):
        painter.drawRoundedRect(box.adjusted(-step / 2, step, step, step * 1.5), 4, 4)
    return box


def _ring(painter: QPainter, look: Look, box: QRectF, block: Block) -> None:
    # With a gap, so that it shows on a block of the same blue.
    strong = block.visit_id in look.selected
    painter.setPen(QPen(look.inks.accent if strong else look.inks.text2, 2 if strong else 1))
    painter.setBrush(look.inks.panel)
    reach = 3.0 if strong else 2.0
    painter.drawRoundedRect(box.adjusted(-reach, -reach, reach, reach), 5, 5)


def _edge(painter: QPainter, look: Look, box: QRectF, ink: Ink) -> None:
    width = min(3.5 * look.fonts.unit, box.width() / 3)
    edge = QRectF(box.left(), box.bottom() - box.height() * ink.edge, width, box.height() * ink.edge)
    painter.setRenderHint(SMOOTH, False)  # many times faster, and sharp
    painter.fillRect(edge, ink.color)
    painter.setRenderHint(SMOOTH, True)
    if ink.hollow:
        core = QPen(look.inks.panel, width * 0.42, c=Qt.PenCapStyle.FlatCap)
        core.setDashPattern([1.4, 1.4])
        painter.setPen(core)
        painter.drawLine(QLineF(edge.center().x(), edge.top() + 2, edge.center().x(), edge.bottom() - 1))


def _letters(look: Look, block: Block, ink: Ink, *, held: bool) -> tuple[QColor, QColor]:
    # Of the number and name, and of the times: on a full ground whatever can be read there.
    if held or not (block.stop.actual and block.stop.actual.over):
        return look.inks.text, look.inks.text2
    strong = QColor(ink_on(_full(ink).name()))
    return strong, strong


def _contents(
    painter: QPainter, look: Look, row: Row, block: Block, box: QRectF, letters: tuple[QColor, QColor]
) -> None:
    # From both ends: the number first, then mark and badge, and words where they still fit.
    fonts, unit = look.fonts, look.fonts.unit
    line = box.top() + box.height() * 0.3 if look.tall else box.center().y()
    left, wide = box.left() + 8 * unit, fonts.width(fonts.bold, str(block.number))
    right = _marks(painter, look, block, QRectF(left, box.top(), box.right() - 3 * unit - left, box.height()), wide)
    if left + wide > right:
        left = max(box.left() + 4 * unit, right - wide)
    if left + wide > right + 2:
        return
    painter.setPen(letters[0])
    write(painter, fonts, fonts.bold, left, line, str(block.number))
    at, room = left + wide + 5 * unit, right - left - wide - 5 * unit
    note = look.opened[row.id].notes.get(block.visit_id, 0.0) if row.id in look.opened else 0.0
    if note and not look.tall:
        _written(painter, fonts, (f"{'+' if note > 0 else '−'}{round(abs(note) / 60)}′",), at, line, room)
        return
    used = _written(painter, fonts, name_choices(block.visit.visit.customer.name), at, line, room)
    if look.tall:
        painter.setPen(letters[1])
        _start(painter, look, block, left, box.top() + box.height() * 0.72, box.right() - left - 3)
    elif used:
        painter.setPen(letters[1])
        _start(painter, look, block, at + used + 6 * unit, line, room - used - 6 * unit)


def _marks(painter: QPainter, look: Look, block: Block, frame: QRectF, number: float) -> float:
    # At the right end; gives where they begin.
    unit, line, corner = look.fonts.unit, frame.top() + frame.height() * (0.3 if look.tall else 0.5), frame.topRight()
    mark = mark_of(block)
    if mark and frame.width() > (MARK - 3) * unit:
        paint_mark(painter, mark, QPointF(frame.right() - MARK * unit / 2, line), unit)
        frame.setWidth(frame.width() - (MARK + 1) * unit)
    if not block.visit.violations:
        return frame.right()
    room = frame.width() - number - 3 * unit
    return frame.right() - paint_badge(painter, look.fonts, block, QPointF(frame.right(), line), room, corner)


def _written(painter: QPainter, fonts: Fonts, choices: tuple[str, ...], left: float, line: float, room: float) -> float:
    text = fitted(choices, room, lambda each: fonts.width(fonts.plain, each))
    if text:
        write(painter, fonts, fonts.plain, left, line, text)
    return fonts.width(fonts.plain, text)


def _start(painter: QPainter, look: Look, block: Block, left: float, line: float, room: float) -> None:
    fonts, clock = look.fonts, look.sheet.clock
    start, end = clock.words(block.span.start), clock.words(block.span.end)
    choices = (f"{start}–{end}", start) if look.tall else (start,)
    if text := fitted(choices, room, lambda each: fonts.width(fonts.caption, each)):
        write(painter, fonts, fonts.caption, left, line, text)


def _actual(painter: QPainter, look: Look, bands: Bands, block: Block) -> None:
    # A bar under the block: when the team was there, in truth, over a gray one of when it was to be there.
    inks, actual, known = look.inks, block.actual, block.stop.actual
    if block.told:
        _bar(painter, look, bands, block.told, inks.text3)
    if actual is None or known is None:
        return
    if not known.left and not known.outcome and look.sheet.now is not None:
        actual = Span(actual.start, max(actual.end, look.sheet.now))
    _bar(painter, look, bands, actual, {"done": inks.better, "failed": inks.wrong}.get(known.outcome, inks.accent))


def _solid(painter: QPainter, look: Look, block: Block, box: QRectF, ink: Ink) -> None:
    # What was told is a fact: it is filled. While the team is there only its foot is, as far as it has come.
    over = block.stop.actual is not None and block.stop.actual.over
    end = block.span.end if over or look.sheet.now is None else min(look.sheet.now, block.span.end)
    right = min(box.right(), look.scale.x(end))
    solid = QRectF(box.topLeft(), QPointF(max(box.left() + 3, right), box.bottom()))
    solid.setTop(box.top() if over else box.bottom() - box.height() * FOOT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_full(ink))
    painter.drawRoundedRect(solid, ROUND, ROUND)


def _full(ink: Ink) -> QColor:
    return mixed(ink.ground, ink.color, SOLID)


def _late(painter: QPainter, look: Look, bands: Bands, block: Block) -> None:
    # From when it had to start until it will: the warning itself, under the block and up to its start.
    assert block.due is not None
    ink = look.inks.wrong if block.missed else look.inks.worse
    late = Span(min(block.due, block.span.start), max(block.due, block.span.start))
    left, right = look.scale.x(late.start), look.scale.x(late.end)
    painter.fillRect(QRectF(left, bands.bottom + 1, max(3.0, right - left), 3 * look.fonts.unit), ink)
    box = box_of(look, bands, block.span)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), ROUND + 1, ROUND + 1)


def _bar(painter: QPainter, look: Look, bands: Bands, span: Span, ink: QColor) -> None:
    left, right = look.scale.x(span.start), look.scale.x(span.end)
    painter.fillRect(QRectF(left, bands.bottom + 1, max(3.0, right - left), 3 * look.fonts.unit), ink)


def _bounds(painter: QPainter, look: Look, bands: Bands, block: Block, ink: Ink) -> None:
    # Corners under the row where a window opens and closes, while that is near.
    side = round(4 * look.fonts.unit)
    missed = any(each.kind in ("late", "early") for each in block.visit.violations)
    painter.setPen(QPen(look.inks.wrong if missed else ink.color, 1.3))
    for time, turn in zip(block.bounds, (1, -1), strict=True):
        if time is not None:
            foot = QPointF(round(look.scale.x(time)) + 0.5, round(bands.foot) + 0.5)
            painter.drawPolyline([foot - QPointF(0, side), foot, foot + QPointF(turn * side, 0)])
