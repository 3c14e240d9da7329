"""A band of numbers of two plans: what each was, what it is, and the change. Computes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.day.states import Totals
from planner.text import gettext as _
from ui.numbers import NUMBERS, Number, ink_of, ink_of_value
from ui.theme import colors, scaled

CAPTION, SMALLER = 11 / 13, 12 / 13


class NumberBand(QWidget):
    """Before → after of every number that has something to say."""

    def __init__(self, before: Totals, after: Totals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 8, 20, 8)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        shown = [number for number in NUMBERS if _speaks(number, before, after)]
        for column, number in enumerate(shown):
            self._add(grid, column, number, before, after)
        grid.setColumnStretch(len(shown), 1)
        self.setAccessibleName(_("; ").join(_spoken(number, before, after) for number in shown))

    def _add(self, grid: QGridLayout, column: int, number: Number, before: Totals, after: Totals) -> None:
        change, meaning = number.change(after, before)
        head, value, below = QLabel(_(number.title)), QLabel(_arrow(number, before, after)), QLabel(change or "–")
        head.setFont(scaled(self.font(), CAPTION))
        head.setStyleSheet(f"color: {colors().text2}")
        bold = self.font()
        bold.setBold(True)
        value.setFont(bold)
        value.setStyleSheet(f"color: {ink_of_value(number, after)}")
        below.setFont(scaled(self.font(), SMALLER))
        below.setStyleSheet(f"color: {ink_of(meaning)}")
        for row, label in enumerate((head, value, below)):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setToolTip(_(number.tip))
            grid.addWidget(label, row, column)

    def paintEvent(self, event: QPaintEvent) -> None:
        """On the window's color, with a line above and below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colors().window))
        painter.setPen(QColor(colors().line))
        painter.drawLine(0, 0, self.width(), 0)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def _speaks(number: Number, before: Totals, after: Totals) -> bool:
    if number.key == "broken":  # the law is told on its own
        return bool(before.broken or after.broken)
    return number.value(after) is not None


def _arrow(number: Number, before: Totals, after: Totals) -> str:
    return f"{number.said(before)} → {number.said(after)}"


def _spoken(number: Number, before: Totals, after: Totals) -> str:
    words = _("{what}: {before}, then {after}")
    return words.format(what=_(number.title), before=number.said(before), after=number.said(after))
