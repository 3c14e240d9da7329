"""A small picture of installments: a bar for each, as high as its amount, in the color of how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme

MOST = 60
"""More bars than these become one shape."""


class PlanBars(QWidget):
    """`show_bars` takes heights (0 to 1), how much of each is filled, and the name of its color."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bars: Sequence[tuple[float, float, str]] = ()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_bars(self, bars: Sequence[tuple[float, float, str]]) -> None:
        """Show these."""
        step = -(-len(bars) // MOST) if bars else 1
        self._bars = bars[::step]
        self.update()

    # --- Qt

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 22, round(self.fontMetrics().height() * 2.2))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        c, painter = theme.colors(), QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = self.height() - 2.0
        step = min(self.width() / len(self._bars), self.fontMetrics().height() * 0.9)
        width = max(1.0, step * 0.72)
        for number, (high, filled, tone) in enumerate(self._bars):
            color = QColor(getattr(c, tone))
            tall = max(2.0, high * (ground - 2))
            x = number * step
            pale = QColor(c.tint(color.name(), 0.28))
            painter.fillRect(QRectF(x, ground - tall, width, tall), pale)
            painter.fillRect(QRectF(x, ground - tall * filled, width, tall * filled), color)
        painter.fillRect(QRectF(0, ground, self.width(), 1), QColor(c.line))
