"""The stages of a case in a row, those it has reached filled, the present one named. Reads nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.cases.model import Stage
from planner.cases.stage_words import STAGES
from planner.text import gettext as _
from planner.text import listed
from ui import theme
from ui.theme import small

ALL = tuple(Stage)


class StagePath(QWidget):
    """A dot for each stage, a line between them. Its accessible description says in words what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stages of the case"))
        self._stage, self._reached, self._held = Stage.OVERDUE, frozenset[Stage](), False

    def show_stage(self, stage: Stage, reached: frozenset[Stage], *, held: bool) -> None:
        """Show how far a case has come, and whether a hold stops it there."""
        self._stage, self._reached, self._held = stage, reached, held
        behind = listed(_(STAGES[each]) for each in ALL if each in reached and each != stage)
        now = _("{stage} now.").format(stage=_(STAGES[stage]))
        self.setAccessibleDescription(f"{now} {_('Before: {stages}.').format(stages=behind)}" if behind else now)
        self.update()

    def _middle(self, place: int) -> float:
        return self.width() * (place + 0.5) / len(ALL)

    # --- Qt

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().height()
        return QSize(self.fontMetrics().averageCharWidth() * 11 * len(ALL), round(height * 2.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 5 * len(ALL), self.sizeHint().height())

    def event(self, event: object) -> bool:
        if event.type() == event.Type.ToolTip:  # type: ignore[attr-defined]
            place = min(len(ALL) - 1, int(event.pos().x() * len(ALL) / max(1, self.width())))  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), _(STAGES[ALL[place]]), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        c, height = theme.colors(), self.fontMetrics().height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, y = height * 0.32, height * 0.5
        present = ALL.index(self._stage)
        ink = QColor(c.wrong if self._held else c.accent)
        painter.setPen(QPen(QColor(c.line), 2))
        painter.drawLine(QPointF(self._middle(0), y), QPointF(self._middle(len(ALL) - 1), y))
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(self._middle(0), y), QPointF(self._middle(present), y))
        painter.setFont(small(self.font()))
        for place, stage in enumerate(ALL):
            here = place == present
            filled = stage in self._reached or here
            size = radius * (1.4 if here else 1.0)
            painter.setPen(QPen(ink if filled else QColor(c.text3), 1.5))
            painter.setBrush(ink if filled else QColor(c.panel))
            painter.drawEllipse(QPointF(self._middle(place), y), size, size)
            painter.setPen(QColor(c.text if here else c.text2 if filled else c.text3))
            self._write(painter, place, _(STAGES[stage]), round(height * 1.15), bold=here)

    def _write(self, painter: QPainter, place: int, words: str, top: int, *, bold: bool) -> None:
        wide = self.width() / len(ALL)
        font = painter.font()
        font.setBold(bold)
        painter.setFont(font)
        box = QRectF(self._middle(place) - wide / 2, top, wide, self.height() - top)
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(wide) - 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, text)
