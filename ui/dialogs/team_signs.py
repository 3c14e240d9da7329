"""A few words and, after them, the signs of the teams they hold for, each with its name; wraps as text does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.model import Team
from planner.text import listed
from ui import theme
from ui.signs import sign_icon

SIGN, GAP, APART, LINE_GAP = 18, 5, 14, 4
"""Size of a sign, room after it, room after its words, and room between lines; in pixels."""


@dataclass(frozen=True, slots=True)
class _Piece:
    box: QRect
    text: str
    team: Team | None


class TeamSigns(QWidget):
    """One line, or as many as the width asks for; what the law says has its mark and its color."""

    def __init__(self, words: str, teams: Sequence[tuple[Team, str]], *, legal: bool = False) -> None:
        super().__init__()
        self._legal = legal
        self._words = f"§ {words}" if legal else words
        self._teams = teams
        self.setAccessibleName(f"{words}: {listed(text for _team, text in teams)}" if teams else words)
        self.setToolTip(self.accessibleName())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _pieces(self, width: int) -> list[_Piece]:
        metrics, x, y = self.fontMetrics(), 0, 0
        height = max(metrics.height(), SIGN)
        found = []
        for text, team in ((self._words, None), *((text, team) for team, text in self._teams)):
            length = metrics.horizontalAdvance(text) + 2 + (SIGN + GAP if team else 0)
            if x and x + length > width:
                x, y = 0, y + height + LINE_GAP
            found.append(_Piece(QRect(x, y, length, height), text, team))
            x += length + APART
        return found

    # --- Qt

    def heightForWidth(self, width: int) -> int:
        return self._pieces(width)[-1].box.bottom() + 1

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(max(self.width(), 400)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the lines that this width needs."""
        self.setMinimumHeight(self.heightForWidth(event.size().width()))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme.colors()
        for piece in self._pieces(self.width()):
            box = QRect(piece.box)
            painter.setPen(QColor(colors.text if piece.team else colors.legal if self._legal else colors.text2))
            if piece.team:
                sign_icon(piece.team, SIGN).paint(painter, box.x(), box.center().y() - SIGN // 2, SIGN, SIGN)
                box.adjust(SIGN + GAP, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, piece.text)
        painter.end()
