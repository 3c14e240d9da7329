"""The marks of a search: a ring of the time that is left, a curve of the best plan, and the pill that stops it.

They change only when they are told something new: nothing turns, and nothing blinks.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.search import Curve
from ui.theme import colors

FULL = 360 * 16
"""A whole turn, in Qt's sixteenths of a degree; it begins at the top and goes with the clock."""
EASED = 1.3
"""A curve falls fast at first: drawn over time to the power of one over this, its end is seen as well."""


def paint_ring(painter: QPainter, box: QRectF, share: float, ink: str, ground: str) -> None:
    """A ring of which this share is filled."""
    width = max(1.6, box.width() * 0.14)
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(ground), width))
    painter.drawEllipse(inner)
    painter.setPen(QPen(QColor(ink), width, c=Qt.PenCapStyle.FlatCap))
    painter.drawArc(inner, FULL // 4, -round(FULL * min(1.0, max(0.0, share))))
    painter.restore()


class Ring(QWidget):
    """A ring as high as the text beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        """Fill so much of it."""
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a line of text."""
        side = round(self.fontMetrics().height() * 0.95)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In green: what it stands for is well."""
        c = colors()
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._share, c.better, c.line)


class CurveLine(QWidget):
    """How the best plan got better: from the left, where the first was found, to now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Curve = ()
        self._until = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_curve(self, curve: Curve, until_s: float) -> None:
        """Draw what was found until this second."""
        self._curve, self._until = curve, max(until_s, curve[-1][0] if curve else 0.0)
        self.update()

    def sizeHint(self) -> QSize:
        """Five times as wide as a letter is high."""
        height = self.fontMetrics().height()
        return QSize(round(height * 5), round(height * 1.25))

    def points(self) -> list[QPointF]:
        """The corners of the line, in pixels; none while there is nothing to show."""
        if not self._curve:
            return []
        box = QRectF(self.rect()).adjusted(2, 3, -4, -4)
        worst, best = self._curve[0][1], self._curve[-1][1]
        span, end = max(worst - best, 1e-9), max(self._until, 1e-9)

        def at(second: float, worth: float) -> QPointF:
            x = box.left() + box.width() * min(1.0, second / end) ** (1 / EASED)
            return QPointF(x, box.bottom() - box.height() * (worth - best) / span)

        return [*(at(*point) for point in self._curve), at(end, best)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line, and a dot where it has come to."""
        points = self.points()
        if not points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent), 1.4, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors().accent))
        painter.drawEllipse(points[-1], 2.4, 2.4)


class StopPill(QAbstractButton):
    """What runs and how long it still may, filled as Plan is in whose place it stands; pressing it stops."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_share(self, share: float, text: str) -> None:
        """Fill the ring, and say how it stands."""
        self._share = share
        if text != self.text():
            self.setText(text)
            self.updateGeometry()
        self.update()

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def sizeHint(self) -> QSize:
        """Ring, words, and the square of Stop."""
        metrics = QFontMetricsF(self._bold())
        height = metrics.height()
        return QSize(round(metrics.horizontalAdvance(self.text()) + 4.2 * height), round(height * 1.75))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill."""
        c, height = colors(), QFontMetricsF(self._bold()).height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(c.text if self.hasFocus() else c.accent), 1))
        painter.setBrush(QColor(c.tint(c.accent, 0.9) if self.underMouse() and self.isEnabled() else c.accent))
        painter.drawRoundedRect(box, 4, 4)
        ring = QRectF(0.7 * height, box.center().y() - 0.45 * height, 0.9 * height, 0.9 * height)
        paint_ring(painter, ring, self._share, c.panel, c.tint(c.accent, 0.6))
        painter.setFont(self._bold())
        painter.setPen(QColor(c.panel))
        words = QRectF(ring.right() + 0.45 * height, 0, box.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        line = box.right() - 1.55 * height
        painter.setPen(QPen(QColor(c.tint(c.accent, 0.6)), 1))
        painter.drawLine(QPointF(line, box.top() + 1), QPointF(line, box.bottom() - 1))
        if self.isEnabled():
            side = 0.48 * height
            painter.fillRect(QRectF(line + (box.right() - line - side) / 2, box.center().y() - side / 2, side, side),
                             QColor(c.panel))  # fmt: skip
