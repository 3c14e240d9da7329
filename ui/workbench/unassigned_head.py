"""The upper part of a card: the sign of an unassigned visit, who it is, when it can be met, and why it has no stop."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.day.states import VisitRow
from planner.text import duration, listed
from ui import theme
from ui.words import when_open
from ui.workbench.inspector_marks import paint_left_out
from ui.workbench.inspector_parts import sized
from ui.workbench.unassigned_words import is_legal, tone_of

GAP = 8
WRAP = int(Qt.TextFlag.TextWordWrap)


class CardHead(QWidget):
    """Painted: a hundred of them cost no more than a hundred lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(theme.small(self.font()))
        self._bold = sized(self.font(), 13 / 12, QFont.Weight.DemiBold)
        self._row: VisitRow | None = None
        self._heights: dict[int, int] = {}
        self._sign = self.reason = ""
        self._tone = "text"
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def indent(self) -> int:
        """Where the words begin, right of the sign."""
        return round(self.fontMetrics().height() * 1.5) + GAP

    def show_row(self, row: VisitRow, sign: str, reason: str) -> None:
        """Show a visit; what the law says has its mark and its color."""
        self._row, self._sign, self._tone = row, sign, tone_of(row)
        self.reason = f"§ {reason}" if is_legal(row) and reason else reason
        visit = row.visit
        lines = (visit.customer.name, visit.reference, visit.address.text, _times(row), reason)
        self.setToolTip("\n".join(lines))
        self._heights.clear()
        self.updateGeometry()
        self.update()

    # --- Qt

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._measured(width)
        return self._heights[width]

    def _measured(self, width: int) -> int:
        top = self._reason_top(width)
        if not self.reason:
            return max(top, self.indent - GAP)
        room = QRect(0, 0, max(40, width - self.indent), 10_000)
        return top + self.fontMetrics().boundingRect(room, WRAP, self.reason).height()

    def _times_below(self, width: int) -> bool:
        # Several windows would leave no room for the name: they have a line of their own, and are not cut.
        words = _times(self._row) if self._row else ""
        return self.fontMetrics().horizontalAdvance(words) + 2 > (width - self.indent) // 2

    def _reason_top(self, width: int) -> int:
        first = QFontMetrics(self._bold).height() + 2
        return first + (self.fontMetrics().height() if self._times_below(width) else 0)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter, c = QPainter(self), theme.colors()
        side = self.indent - GAP
        paint_left_out(painter, QRectF(0, 0, side, side), self._sign, c.text, c.panel)
        self._paint_first(painter, c)
        painter.setFont(self.font())
        painter.setPen(QColor(getattr(c, self._tone)))
        top = self._reason_top(self.width())
        painter.drawText(QRect(self.indent, top, self.width() - self.indent, 10_000), WRAP, self.reason)
        painter.end()

    def _paint_first(self, painter: QPainter, c: theme.Colors) -> None:
        # Name, reference and address as far as there is room; the window always, at the right or beneath.
        assert self._row
        visit, bold, plain = self._row.visit, QFontMetrics(self._bold), self.fontMetrics()
        high, when = bold.height(), _times(self._row)
        box = QRect(self.indent, 0, self.width() - self.indent, high)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text2))
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._times_below(self.width()):
            shown = plain.elidedText(when, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box.translated(0, high + 1), middle, shown)
        else:
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, when)
            box.adjust(0, 0, -(plain.horizontalAdvance(when) + 2 + GAP), 0)
        painter.setFont(self._bold)
        painter.setPen(QColor(c.text))
        name = bold.elidedText(visit.customer.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, middle, name)
        box.adjust(bold.horizontalAdvance(name) + GAP, 0, 0, 0)
        painter.setFont(self.font())
        painter.setPen(QColor(c.text2))
        for words in (visit.reference, visit.address.text):
            if plain.horizontalAdvance(words) <= box.width():
                painter.drawText(box, middle, words)
                box.adjust(plain.horizontalAdvance(words) + GAP, 0, 0, 0)


def _times(row: VisitRow) -> str:
    visit = row.visit
    stay = duration(visit.service_time.total_seconds())
    return listed((when_open(visit), stay)) if not visit.windows else when_open(visit)
