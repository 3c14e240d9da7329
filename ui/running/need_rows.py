"""Rows of what needs a person: the team's sign, a line, what else is to be known, and what Enter does. Shows only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.model import Team
from planner.running.needs import Need, NeedKind
from planner.running.situation_words import NeedWords
from ui import theme
from ui.signs import paint_sign, sign_text

type Index = QModelIndex | QPersistentModelIndex

TONES = {
    NeedKind.DANGER: "wrong", NeedKind.ALARM: "wrong", NeedKind.INCIDENT: "wrong", NeedKind.RING_TEAM: "wrong",
    NeedKind.TELL_NOW: "wrong", NeedKind.PAPERS: "worse", NeedKind.CALL_CUSTOMER: "worse", NeedKind.WARNING: "worse",
    NeedKind.STOPS_LEFT: "worse",
    NeedKind.PENDING: "accent", NeedKind.LATE: "worse", NeedKind.UNTOLD: "text3", NeedKind.EVENING: "better",
    NeedKind.NEAR: "text3",
}  # fmt: skip
"""The color of the edge of a row, by its kind: the same as in all other views."""
FILLED = (NeedKind.DANGER, NeedKind.ALARM)
"""Their rows have a ground of their color."""
PAD, GAP = 8, 3
MOST_KNOWN = 1000
"""Heights that are remembered: to measure fifty rows takes 50 ms, and with each look most say what they said."""


class Line(NamedTuple):
    """A row: what it is about, its words, and whose it is."""

    need: Need
    words: NeedWords
    team: Team | None


class NeedModel(QAbstractListModel):
    """All rows, in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for who sees and who hears."""
        if not index.isValid():
            return None
        words = self.lines[index.row()].words
        if role == Qt.ItemDataRole.DisplayRole:
            return words.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return " ".join(part for part in (words.title + ".", words.detail, f"{words.action}: Enter.") if part)
        return None


class NeedDelegate(QStyledItemDelegate):
    """Paints a row, as high as its words need at the width of the list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[NeedWords, int, str], int] = {}

    def _fonts(self) -> tuple[QFont, QFont]:
        plain = theme.small(self._view.font())
        bold = QFont(self._view.font())
        bold.setWeight(QFont.Weight.DemiBold)
        return bold, plain

    def _left(self) -> int:
        return round(self._view.fontMetrics().height() * 1.5) + 2 * PAD

    def _boxes(self, line: Line, rect: QRect) -> tuple[QRect, QRect, QRect]:
        bold, plain = (QFontMetrics(font) for font in self._fonts())
        left, wrap = self._left(), Qt.TextFlag.TextWordWrap
        room = QRect(rect.left() + left, rect.top() + PAD, max(40, rect.width() - left - PAD), 10_000)
        title = bold.boundingRect(room, wrap, line.words.title)
        room.setTop(title.bottom() + GAP)
        detail = (
            plain.boundingRect(room, wrap, line.words.detail)
            if line.words.detail
            else QRect(room.topLeft(), QSize(0, 0))
        )
        room.setTop(max(title.bottom(), detail.bottom()) + GAP)
        action = plain.boundingRect(room, 0, line.words.action)
        return title, detail, action

    def is_action(self, index: Index, where: QPoint) -> bool:
        """Whether a point of the view lies on what Enter does."""
        line = self._view.model().lines[index.row()]  # type: ignore[attr-defined]
        return self._boxes(line, self._view.visualRect(index))[2].adjusted(-4, -2, 4, 4).contains(where)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """What all of its words need."""
        width = self._view.viewport().width()
        line = self._view.model().lines[index.row()]  # type: ignore[attr-defined]
        key = line.words, width, self._view.font().key()
        if key not in self._heights:
            if len(self._heights) > MOST_KNOWN:
                self._heights.clear()
            self._heights[key] = self._boxes(line, QRect(0, 0, width, 0))[2].bottom() + PAD
        return QSize(width, self._heights[key])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, edge, sign, words."""
        line: Line = self._view.model().lines[index.row()]  # type: ignore[attr-defined]
        c, rect = theme.colors(), option.rect
        tone = getattr(c, TONES[line.need.kind])
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = c.selected if chosen else c.tint(tone, 0.12) if line.need.kind in FILLED else c.panel
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height() - 1), QColor(tone))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(c.faint))
        title, detail, action = self._boxes(line, rect)
        bold, plain = self._fonts()
        side = self._left() - 2 * PAD
        if line.team:
            sign = QRectF(rect.left() + PAD + 2, title.top(), side, side)
            painter.setFont(plain)
            paint_sign(painter, sign, line.team.sign, sign_text(line.team.name))
        painter.setFont(bold)
        painter.setPen(QColor(c.wrong if line.need.kind in FILLED else c.text))
        painter.drawText(title, Qt.TextFlag.TextWordWrap, line.words.title)
        painter.setFont(plain)
        painter.setPen(QColor(c.text2))
        painter.drawText(detail, Qt.TextFlag.TextWordWrap, line.words.detail)
        painter.setPen(QColor(c.accent))
        painter.drawText(action, 0, line.words.action)
        painter.restore()
