"""The bubble beside what is dragged: what letting go would come to. It covers no row they leave or reach.

Shows words that `planner.day.effect_words` makes; works nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from planner.day.effect_words import BETTER, LEGAL, WORSE, WRONG, Part
from ui.theme import colors

ABOVE, BELOW, APART = "above", "below", "apart"
"""On which side of the row it reaches the bubble lies: next to it with a pointer, or further away without one."""


class Bubble(QWidget):
    """Two or three lines on the window; it takes no mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("effectBubble")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.amounts, self.place, self.broken = QLabel(), QLabel(), QLabel()
        self._column = QVBoxLayout(self)
        for label in (self.amounts, self.place, self.broken):
            label.setTextFormat(Qt.TextFormat.RichText)
            self._column.addWidget(label)
        self._side, self._tip = APART, 0
        self.hide()

    def show_words(self, parts: Sequence[Part], place: str, more: Iterable[Part] = ()) -> None:
        """Say what it comes to, where, and what else it breaks."""
        c, more = colors(), tuple(more)
        dot = f" <span style='color:{c.text3}'>&nbsp;·&nbsp;</span> "
        self.amounts.setText(dot.join(_html(part, bold=number < 2) for number, part in enumerate(parts)))
        self.place.setText(f"<span style='color:{c.text2}'>{escape(place)}</span>")
        self.broken.setText("<br>".join(_html(part) for part in more))
        self.broken.setVisible(bool(more))
        words = (*(str(part) for part in parts), place, *(str(part) for part in more))
        self.setAccessibleName(" · ".join(word for word in words if word))

    def show_waiting(self, text: str) -> None:
        """Say that it is being worked out."""
        self.show_words((Part(text),), "")

    def show_beside(self, target: QRect, source: Sequence[QRect], at: QPoint) -> None:
        """Show it near `at`, beside the target's row; all in the coordinates of the window."""
        unit = self.fontMetrics().height()
        self._column.setContentsMargins(unit, unit * 2 // 3, unit, unit * 2 // 3)
        self._column.setSpacing(unit // 3)
        self._column.activate()
        size, tip = self._column.totalSizeHint(), unit // 2
        room = self._window.rect()
        corner, self._side = placed(size + QSize(0, tip), room, target, source, at)
        margins = self._column.contentsMargins()
        margins.setTop(margins.top() + (tip if self._side == BELOW else 0))
        margins.setBottom(margins.bottom() + (tip if self._side != BELOW else 0))
        self._column.setContentsMargins(margins)
        self._tip = min(max(at.x() - corner.x(), 2 * tip), size.width() - 2 * tip)
        self.setGeometry(QRect(corner, size + QSize(0, tip)))
        self.show()
        self.raise_()
        self.update()

    # --- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel with a pointer to the row."""
        c, tip = colors(), self.fontMetrics().height() / 2
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        body = box.adjusted(0, tip if self._side == BELOW else 0, 0, 0 if self._side == BELOW else -tip)
        shape = QPainterPath()
        shape.addRoundedRect(body, 4, 4)
        if self._side != APART:
            # It begins a little within, so that both become one.
            edge, peak = (body.top() + 1, box.top()) if self._side == BELOW else (body.bottom() - 1, box.bottom())
            arrow = QPainterPath(QPointF(self._tip - tip, edge))
            arrow.lineTo(self._tip, peak)
            arrow.lineTo(self._tip + tip, edge)
            arrow.closeSubpath()
            shape = shape.united(arrow)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(c.text3), 1))
        painter.setBrush(QColor(c.panel))
        painter.drawPath(shape)


def placed(size: QSize, room: QRect, target: QRect, source: Sequence[QRect], at: QPoint) -> tuple[QPoint, str]:
    """Where a bubble goes within a room: beside the target, and over neither it nor where the visits come from."""
    # Within the width of the row: beside it stand the prices of all the others.
    across = room.intersected(QRect(target.left(), room.top(), target.width(), room.height()))
    across = across if across.width() > size.width() + 8 else room
    first, last = across.left() + 4, across.right() - size.width() - 4
    left = min(max(at.x() - size.width() // 2, first), max(first, last))
    rows = (target, *source)
    above, below = target.top() - size.height(), target.bottom() + 1
    tried = [(above, ABOVE), (below, BELOW)]
    tried += [(row.top() - size.height(), APART) for row in source] + [(row.bottom() + 1, APART) for row in source]
    tried += [(room.top(), APART), (room.bottom() + 1 - size.height(), APART)]
    for top, side in tried:
        box = QRect(QPoint(left, top), size)
        if room.contains(box) and not any(box.intersects(row) for row in rows):
            return box.topLeft(), side
    # Rows that fill the room: over those that matter less, never over the one it goes to.
    top = above if above >= room.top() else below
    return QPoint(left, min(max(top, room.top()), room.bottom() - size.height())), APART


def _html(part: Part, *, bold: bool = False) -> str:
    c = colors()
    inks = {BETTER: c.better, WORSE: c.worse, WRONG: c.wrong, LEGAL: c.legal}
    ink = inks.get(part.meaning, c.text)
    if bold:
        return f"<b style='color:{c.text}'>{escape(str(part))}</b>"
    sign = f"<b>{escape(part.sign)}</b>&nbsp;" if part.sign else ""
    return f"<span style='color:{ink}'>{sign}{escape(part.text)}</span>"
