"""Charts of the reports: bars with their numbers on them, told apart by shade and pattern as well as by color.

They draw what they are given, in the colors of the theme, and say the same to a screen reader. They count nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import gettext as _
from planner.text import listed
from ui import theme

ROW, BAR = 1.75, 1.15
"""Heights of a row and of its bar, over that of the letters."""


class Fill(IntEnum):
    """How a part of a bar is filled: also in gray each is another one."""

    FULL = 0
    PALE = 1
    STRIPED = 2
    EMPTY = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar, with its number."""

    value: int
    fill: Fill = Fill.FULL


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its words, its parts, and what stands behind it; without it the sum of its parts."""

    words: str
    parts: tuple[Part, ...]
    after: str = ""

    @property
    def total(self) -> int:
        """The sum of its parts."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True)
class Legend:
    """What a fill means."""

    words: str
    fill: Fill


def plain_bar(words: str, value: int, after: str = "") -> Bar:
    """A bar of one part."""
    return Bar(words, (Part(value, Fill.PALE),), after)


class BarChart(QWidget):
    """Bars one under the other, the longest as long as there is room. `name` is what it is about."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bars: Sequence[Bar] = ()
        self.legend: Sequence[Legend] = ()
        self.setFont(theme.small(self.font()))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that its numbers are read aloud

    def show_bars(self, bars: Sequence[Bar], legend: Sequence[Legend] = ()) -> None:
        """Show these."""
        self.bars, self.legend = tuple(bars), tuple(legend)
        self.setAccessibleDescription(self.spoken())
        self.updateGeometry()
        self.update()

    def spoken(self) -> str:
        """All numbers in words."""
        names = {each.fill: each.words for each in self.legend}

        def said(bar: Bar) -> str:
            numbers = bar.after or str(bar.total)
            if not names:
                return _("{what}: {number}").format(what=bar.words, number=numbers)
            inner = listed(f"{names[part.fill]} {part.value}" for part in bar.parts)
            return _("{what}: {number} ({parts})").format(what=bar.words, number=numbers, parts=inner)

        return "; ".join(map(said, self.bars))

    # --- Qt

    def sizeHint(self) -> QSize:
        high = self.fontMetrics().height()
        rows = len(self.bars) * ROW + (ROW if self.legend else 0)
        return QSize(self.fontMetrics().averageCharWidth() * 46, round(rows * high) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 30, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        letters = self.fontMetrics()
        left = max((letters.horizontalAdvance(bar.words) for bar in self.bars), default=0) + letters.height()
        right = max((letters.horizontalAdvance(self._after(bar)) for bar in self.bars), default=0) + letters.height()
        room = max(1.0, self.width() - left - right)
        most = max((bar.total for bar in self.bars), default=0) or 1
        for row, bar in enumerate(self.bars):
            self._draw(painter, bar, row * letters.height() * ROW, left, room / most)
        if self.legend:
            self._draw_legend(painter, len(self.bars) * letters.height() * ROW, left)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.colors().accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _after(self, bar: Bar) -> str:
        return bar.after or str(bar.total)

    def _draw(self, painter: QPainter, bar: Bar, top: float, left: float, step: float) -> None:
        c, high = theme.colors(), self.fontMetrics().height()
        line = QRectF(0, top, left - high * 0.6, high * ROW)
        painter.setPen(QColor(c.text if bar.total else c.text3))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), bar.words)
        x, y = float(left), top + high * (ROW - BAR) / 2
        for part in bar.parts:
            if part.value:
                wide = max(2.0, part.value * step)
                self._draw_part(painter, QRectF(x, y, wide, high * BAR), part, numbered=len(bar.parts) > 1)
                x += wide
        painter.setPen(QColor(c.text if bar.total else c.text3))
        behind = QRectF(x + high * 0.4, top, self.width() - x, high * ROW)
        painter.drawText(behind, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._after(bar))

    def _draw_part(self, painter: QPainter, box: QRectF, part: Part, *, numbered: bool) -> None:
        fill_box(painter, box, part.fill)
        words = str(part.value)
        if not numbered or self.fontMetrics().horizontalAdvance(words) + 6 > box.width():
            return
        c = theme.colors()
        if part.fill == Fill.STRIPED:  # letters on stripes cannot be read
            wide = self.fontMetrics().horizontalAdvance(words) + 6
            painter.fillRect(QRectF(box.center().x() - wide / 2, box.y() + 2, wide, box.height() - 4), QColor(c.panel))
        painter.setPen(QColor(c.panel if part.fill == Fill.FULL else c.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

    def _draw_legend(self, painter: QPainter, top: float, left: float) -> None:
        high, x = self.fontMetrics().height(), float(left)
        for each in self.legend:
            side = high * 0.8
            fill_box(painter, QRectF(x, top + (high * ROW - side) / 2, side, side), each.fill)
            painter.setPen(QColor(theme.colors().text2))
            wide = self.fontMetrics().horizontalAdvance(each.words)
            line = QRectF(x + side + high * 0.35, top, wide + 4, high * ROW)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), each.words)
            x = line.right() + high * 0.7


def fill_box(painter: QPainter, box: QRectF, fill: Fill) -> None:
    """Fill a part of a bar; all but the full ones have an edge."""
    c = theme.colors()
    ink = QColor(c.accent)
    painter.save()
    if fill == Fill.FULL:
        painter.fillRect(box, ink)
    elif fill == Fill.PALE:
        painter.fillRect(box, QColor(c.tint(c.accent, 0.28)))
    elif fill == Fill.STRIPED:
        painter.fillRect(box, QColor(c.panel))
        painter.fillRect(box, QBrush(ink, Qt.BrushStyle.BDiagPattern))
    else:
        painter.fillRect(box, QColor(c.panel))
    if fill != Fill.FULL:
        painter.setPen(ink)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()
