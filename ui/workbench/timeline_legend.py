"""What the signs and colors of the timeline mean, in one line of which as much is shown as fits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.text import N_, listed
from planner.text import gettext as _
from ui.theme import colors, is_dark, small
from ui.words import STATES
from ui.workbench.timeline_ink import LEVELS, Ink, hatch, level_ink, mixed, off_shift, state_ink, team_ink

RUNNING = (
    ("planned", N_("plan")),
    ("told", N_("as told")),
    ("forecast", N_("forecast")),
    ("late", N_("late")),
)
"""The marks of a running day."""
SIGNS = (
    ("travel", N_("travel + park + walk")),
    ("break", N_("break")),
    ("waiting", N_("waiting")),
    ("window", N_("window")),
    ("off", N_("off shift")),
    ("legal", N_("outside legal hours")),
)


class Legend(QWidget):
    """Signs with their words: as many as there is room for, none of them cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(small(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._items: list[tuple[str, str, Ink | None]] = []

    def show_items(self, color_by: str, states: Sequence[str] = (), *, running: bool = False) -> None:
        """What the colors mean, before what is always there; first of all the marks of a running day."""
        items: list[tuple[str, str, Ink | None]] = []
        if color_by == "priority":
            items = [("ink", _(text), level_ink(n, is_dark())) for n, text in enumerate(LEVELS)]
        elif color_by == "state":
            words = {str(state): _(text) for state, text in STATES.items()}
            items = [("ink", words.get(state, state), state_ink(state, False, is_dark())) for state in states]
        first, last = ([(kind, _(text), None) for kind, text in each] for each in (RUNNING if running else (), SIGNS))
        self._items = [*first, *items, *last]
        self.setAccessibleName(listed(text for _kind, text, _ink in self._items))
        self.update()

    def sizeHint(self) -> QSize:
        """One line, as long as all of it."""
        return QSize(sum(self._widths()), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """It may vanish."""
        return QSize(0, self.fontMetrics().height())

    def _widths(self) -> list[int]:
        return [self.fontMetrics().horizontalAdvance(text) + 44 for _kind, text, _ink in self._items]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw from the right."""
        painter, widths = QPainter(self), self._widths()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fitting = next((n for n in range(len(widths), 0, -1) if sum(widths[:n]) <= self.width()), 0)
        left = self.width() - sum(widths[:fitting])
        for (kind, text, ink), width in zip(self._items[:fitting], widths[:fitting], strict=True):
            box = QRectF(left, self.height() / 2 - 6, 20, 12)
            _sign(painter, kind, ink, box)
            painter.setPen(QColor(colors().text2))
            words = QRectF(left + 26, 0, width, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            left += width


def _sign(painter: QPainter, kind: str, ink: Ink | None, box: QRectF) -> None:
    c, scale, framed = colors(), painter.device().devicePixelRatioF(), box.adjusted(0.5, 0.5, -0.5, -0.5)
    line = mixed(QColor(c.panel), QColor(c.text3), 0.6)
    painter.setPen(QPen(line, 1))
    if ink:
        _swatch(painter, ink, box)
    elif kind in dict(RUNNING):
        _running(painter, kind, box)
    elif kind == "travel":
        painter.fillRect(QRectF(box.left(), box.center().y() - 1.5, box.width(), 3), QColor(c.text2))
    elif kind == "break":
        painter.setBrush(hatch(line.name(), 6, 1.0, scale))
        painter.drawRoundedRect(framed, 2, 2)
    elif kind == "waiting":
        painter.fillRect(box.adjusted(0, 2, 0, -2), hatch(line.name(), 5, 1.1, scale))
    elif kind == "window":
        painter.setPen(QPen(QColor(c.text), 1.3))
        for x, turn in ((box.left() + 2, 4), (box.right() - 2, -4)):
            foot = QPointF(x, box.bottom() - 2)
            painter.drawPolyline([foot - QPointF(0, 4), foot, foot + QPointF(turn, 0)])
    elif kind == "off":
        painter.setBrush(off_shift(c))
        painter.drawRect(framed)
    else:
        violet = mixed(QColor(c.panel), QColor(c.legal), 0.4)
        painter.fillRect(box, hatch(violet.name(), 6, 1.2, scale, falling=True))
        painter.setPen(QPen(QColor(c.legal), 1))
        painter.drawLine(QLineF(box.topLeft(), box.bottomLeft()))


def _running(painter: QPainter, kind: str, box: QRectF) -> None:
    c, ink = colors(), team_ink(0, is_dark())
    if kind == "planned":
        painter.setPen(QPen(QColor(c.text2), 1))
        painter.drawRect(QRectF(box.left(), round(box.center().y() - 2), box.width() - 1, 3))
        return
    painter.setPen(QPen(QColor(c.wrong), 2) if kind == "late" else QPen(ink.color, 1))
    told = kind == "told"
    painter.setBrush(mixed(ink.ground, ink.color, 0.3) if told else ink.ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -3.5 if told else -0.5), 2, 2)
    if told:  # the bar below it is there for who sees no color, too
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), QColor(c.better))


def _swatch(painter: QPainter, ink: Ink, box: QRectF) -> None:
    painter.setPen(QPen(ink.color, 1))
    painter.setBrush(ink.ground)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    height = box.height() * ink.edge
    painter.fillRect(QRectF(box.left(), box.bottom() - height, 3, height), ink.color)
