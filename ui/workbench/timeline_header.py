"""The time above the timeline, which stays in view: hours, the bounds of the law, and now. Paints only."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from planner.text import gettext as _
from resources.signs import ink_on
from ui.theme import colors
from ui.workbench.timeline_ground import label_room
from ui.workbench.timeline_look import Look
from ui.workbench.timeline_scale import HOUR, Span, ticks


class TimeHeader(QWidget):
    """Sticks to the top of its area, and follows its horizontal scroll bar."""

    def __init__(self, look: Look, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._look, self._area = look, area
        self._taken: list[tuple[float, float]] = []
        self.setAccessibleName(_("Time"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms, as over the rows."""
        QApplication.sendEvent(self._area.viewport(), event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is in view."""
        painter, look, c = QPainter(self), self._look, colors()
        painter.fillRect(self.rect(), QColor(c.panel))
        painter.setPen(QPen(QColor(c.line), 0))
        painter.drawLine(QLineF(0, self.height() - 1, self.width(), self.height() - 1))
        left = self._area.horizontalScrollBar().value()
        painter.translate(-left, 0)
        shown = Span(look.scale.time_at(left), look.scale.time_at(left + self.width()))
        self._taken = []
        self._now(painter)
        self._law(painter)
        for tick in ticks(look.scale, shown, label_room(look)):
            x = round(look.scale.x(tick.seconds))
            painter.setPen(QPen(QColor(c.line), 0))
            painter.drawLine(QLineF(x, self.height() - (7 if tick.named else 4), x, self.height() - 2))
            if tick.named:
                self._name(painter, x, look.sheet.clock.words(tick.seconds), c.text2 if tick.hour else c.text3)

    def _name(self, painter: QPainter, x: float, text: str, ink: str) -> None:
        # Only where nothing more important stands, and never cut at an end.
        fonts = self._look.fonts
        half = fonts.width(fonts.plain, text) / 2
        shift = self._area.horizontalScrollBar().value()
        if x - half < shift or x + half > shift + self.width():
            return
        if any(start < x + half + 3 and x - half - 3 < end for start, end in self._taken):
            return
        painter.setPen(QColor(ink))
        painter.setFont(fonts.plain)
        painter.drawText(QPointF(x - half, self._baseline()), text)

    def _baseline(self) -> float:
        return round((self.height() - 2) / 2 + self._look.fonts.rise(self._look.fonts.plain))

    def _law(self, painter: QPainter) -> None:
        look, legal = self._look, self._look.sheet.legal
        if legal is None:
            return
        fonts = look.fonts
        if legal.length <= 0:
            text, left = _("§ no visits to homes on this day"), self._area.horizontalScrollBar().value() + 6
            self._write_law(painter, self._free(left, fonts.width(fonts.bold, text), 1), text)
            return
        for seconds, side in ((legal.start, -1), (legal.end, 1)):
            clock = look.sheet.clock.words(seconds)
            text = "§ " + (clock[:2] if seconds % HOUR == 0 else clock)
            wide, x = fonts.width(fonts.bold, text), look.scale.x(seconds)
            start = self._free(x - wide - 4 if side < 0 else x + 4, wide, side)
            painter.setPen(QColor(colors().legal))
            painter.drawLine(QLineF(round(x), self.height() - 7, round(x), self.height() - 1))
            self._write_law(painter, start, text)

    def _write_law(self, painter: QPainter, start: float, text: str) -> None:
        fonts = self._look.fonts
        painter.setPen(QColor(colors().legal))
        painter.setFont(fonts.bold)
        painter.drawText(QPointF(start, self._baseline()), text)
        self._taken.append((start, start + fonts.width(fonts.bold, text)))

    def _free(self, start: float, wide: float, side: int) -> float:
        # Beside the sign of now, and never cut by an edge while the line itself is in view.
        left = self._area.horizontalScrollBar().value()
        for low, high in self._taken:
            if low - 4 < start + wide and start < high + 4:
                start = low - wide - 6 if side < 0 else high + 6
        if left <= start + wide and start - wide <= left + self.width():
            start = min(max(start, left + 2), left + self.width() - wide - 2)
        return next((high + 6 for low, high in self._taken if low < start + wide and start < high), start)

    def _now(self, painter: QPainter) -> None:
        look = self._look
        if look.sheet.now is None:
            return
        fonts, text = look.fonts, look.sheet.clock.words(look.sheet.now)
        wide, x = fonts.width(fonts.bold, text) + 8, look.scale.x(look.sheet.now)
        box = QRectF(x - wide / 2, 3, wide, self.height() - 6)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors().now))
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(ink_on(colors().now)))
        painter.setFont(fonts.bold)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self._taken.append((box.left(), box.right()))
