"""Paints the cells of the visits table that are more than text: chips of states, signs of teams. Decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.day.states import VisitRow, VisitState
from ui.marks import paint_mark, state_ground, state_ink
from ui.signs import sign_icon
from ui.theme import colors
from ui.workbench.inspector_marks import paint_mark as paint_gate
from ui.workbench.visits_cells import NONE, breaks_law, state_words
from ui.workbench.visits_model import VisitsModel

type Index = QModelIndex | QPersistentModelIndex
MARGIN = 6
LAST_LATIN = 0x2E7F
"""Letters beyond this one are Chinese."""


class _Own(QStyledItemDelegate):
    # The ground of a row as Qt paints it, and over it what a cell says.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, VisitsModel)
        wanted = QStyleOptionViewItem(option)
        view = wanted.widget
        style = view.style() if view else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, wanted, painter, view)
        painter.save()
        painter.setFont(wanted.font)
        self.write(painter, wanted, model.rows[index.row()], model)
        painter.restore()

    def write(self, painter: QPainter, option: QStyleOptionViewItem, row: VisitRow, model: VisitsModel) -> None:
        raise NotImplementedError


class StateChips(_Own):
    """Mark and word of the state; a ground only where somebody has to do something. Behind it what gates keep in."""

    def write(self, painter: QPainter, option: QStyleOptionViewItem, row: VisitRow, model: VisitsModel) -> None:
        c, metrics, box = colors(), QFontMetrics(option.font), QRectF(option.rect)
        side = metrics.height()
        state = VisitState.BLOCKED if breaks_law(row) else row.state  # the law looks the same wherever it speaks
        ink, ground = state_ink(state, c), state_ground(state, c)
        gate = model.gates.get(row.visit.id)
        room = box.width() - 2 * MARGIN - side - 10 - (side if gate else 0)
        text = metrics.elidedText(state_words(row), Qt.TextElideMode.ElideRight, int(room))
        chip = QRectF(box.left() + 3, 0, side + 14 + metrics.horizontalAdvance(text), side + 4)
        chip.moveTop(box.center().y() - chip.height() / 2)
        if ground:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(chip, 3, 3)
        mark = QRectF(chip.left() + 4, 0, side, side)
        mark.moveTop(chip.center().y() - side / 2)
        paint_mark(painter, mark.adjusted(1, 1, -1, -1), state, ink)
        painter.setPen(QColor(ink if ground else c.text2))
        painter.drawText(chip.adjusted(side + 7, 0, 8, 0), Qt.AlignmentFlag.AlignVCenter, text)
        if gate:
            left = min(chip.right() + 2, box.right() - side)
            beside = QRectF(left, mark.top(), side, side)
            paint_gate(painter, beside.adjusted(1, 1, -1, -1), gate.mark, getattr(c, gate.tone))


class TeamSigns(_Own):
    """The team's sign and the number of the stop, which is what people call it by."""

    def write(self, painter: QPainter, option: QStyleOptionViewItem, row: VisitRow, _model: VisitsModel) -> None:
        box = option.rect.adjusted(MARGIN, 0, 0, 0)
        if not row.places:
            painter.setPen(QColor(colors().text3))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, NONE)
            return
        side = QFontMetrics(option.font).height() + 3
        left = box.left() - 2
        for place in row.places[:2]:
            sign = sign_icon(place.shift.team, max(16, side))
            sign.paint(painter, left, box.center().y() - side // 2, side, side)
            left += side + (4 if place is row.places[-1] else -5)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colors().text))
        text = "/".join(dict.fromkeys(str(place.number) for place in row.places))
        painter.drawText(box.adjusted(left - box.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


class Places(QStyledItemDelegate):
    """An address keeps the end that says most: street and number, which stand first in English and last in Chinese."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        text = option.text
        if text and ord(text[0]) > LAST_LATIN:
            option.textElideMode = Qt.TextElideMode.ElideLeft
