"""The table of the evening, filled in by keys alone: digits are times, a letter is the code, Enter goes on.

It opens no editors: what is typed goes into the row at once. What is kept, and when, is the page's business.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QTableView

from planner.text import gettext as _
from ui import theme
from ui.cases.outcome_draft import LETTERS, Draft, RowState
from ui.cases.outcome_model import (
    ARRIVED,
    CODE,
    CUSTOMER,
    LEFT,
    NUMBER,
    PLANNED,
    STATE,
    TEAM,
    TYPED,
    WORDS,
    OutcomeModel,
)
from ui.dialogs.fields import WholeRows

WIDTHS = {TEAM: 15, NUMBER: 6, PLANNED: 11, CUSTOMER: 22, ARRIVED: 9, LEFT: 9, CODE: 7, STATE: 4}
"""Of columns, in letters."""
STEPS = (ARRIVED, LEFT, CODE, WORDS)
"""Cells that the cursor goes to."""
_NEXT, _BACK = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter), (Qt.Key.Key_Backtab,)
_TAKE_OFF = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class OutcomeGrid(QTableView):
    """`row_left` tells which row the cursor has left: it is to be kept then."""

    row_left = Signal(int)
    take_back = Signal(int)
    """What is kept of this row is to be taken back."""
    more = Signal(int)
    """More is to be told of this row."""

    def __init__(self, model: OutcomeModel) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setAccessibleName(_("Outcomes"))
        self.setFont(theme.small(self.font()))
        self.setItemDelegate(OutcomeCells(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # letters are codes, in any language
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.75))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        for column, letters in WIDTHS.items():
            header.resizeSection(column, letters * self.fontMetrics().averageCharWidth())

    def go_to(self, row: int, column: int = ARRIVED) -> None:
        """Put the cursor into a cell; the row it was in is left."""
        before = self.currentIndex()
        if 0 <= row < len(self.rows.rows):
            self.setCurrentIndex(self.rows.index(row, column))
            self.scrollTo(self.currentIndex())
        if before.isValid() and before.row() != self.currentIndex().row():
            self.row_left.emit(before.row())

    def go_on(self) -> None:
        """Leave the row for the next one that is missing; where none is, the row is left still."""
        row = self.currentIndex().row()
        to = self.rows.next_missing(row)
        if to in (-1, row):
            self.row_left.emit(row)
        else:
            self.go_to(to)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, letters, Backspace and Delete fill in and take back; Tab, Enter and the arrows go on."""
        at, typed = self.currentIndex(), event.text().upper()
        plain = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if not at.isValid():
            super().keyPressEvent(event)
        elif plain and typed.isascii() and typed.isalnum():
            self._type(at.row(), at.column(), typed)
        elif event.key() in _TAKE_OFF:
            self._take_off(at.row(), at.column(), all_of_it=event.key() == Qt.Key.Key_Delete)
        elif not self._move(at.row(), at.column(), Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays in the table, but for both of its ends."""
        at = self.currentIndex()
        if not at.isValid():
            return super().focusNextPrevChild(forward)
        ends = (len(self.rows.rows) - 1, CODE) if forward else (0, ARRIVED)
        outside = at.row() == ends[0] and (at.column() >= ends[1] if forward else at.column() <= ends[1])
        if outside:
            self.row_left.emit(at.row())
            return super().focusNextPrevChild(forward)
        return self._move(at.row(), at.column(), Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab)

    def _type(self, row: int, column: int, sign: str) -> None:
        draft = self.rows.rows[row]
        if draft.state in (RowState.KEPT, RowState.WAITING):
            words = _("It is entered. Backspace takes it back, F4 tells more.")
            self.rows.change(row, lambda each: setattr(each, "problem", words))
        elif sign in LETTERS:
            self.rows.change(row, lambda each: each.choose(sign))
            self.setCurrentIndex(self.rows.index(row, CODE))
        elif sign.isdigit():
            column = column if column in (ARRIVED, LEFT) else LEFT if draft.arrived else ARRIVED
            self.setCurrentIndex(self.rows.index(row, column))
            self.rows.change(row, lambda each: each.type_digit(TYPED[column], sign))
        else:
            self.rows.change(row, lambda each: each.choose(sign))

    def _take_off(self, row: int, column: int, *, all_of_it: bool) -> None:
        draft = self.rows.rows[row]
        if draft.state == RowState.KEPT:
            self.take_back.emit(row)
        elif draft.state != RowState.WAITING and column in TYPED:
            self.rows.change(row, lambda each: each.erase(TYPED[column], all_of_it=all_of_it))

    def _move(
        self, row: int, column: int, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> bool:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if key in _NEXT[1:] and control:
            self.go_on()
        elif key == Qt.Key.Key_F4 or (key in _NEXT[1:] and column == WORDS):
            self.more.emit(row)
        elif key in _NEXT and column >= CODE:
            self.go_on()
        elif key in _NEXT or (key == Qt.Key.Key_Right and column != WORDS):
            self.go_to(row, next((each for each in STEPS if each > column), CODE))
        elif key in _BACK and column <= ARRIVED:
            self.go_to(row - 1, CODE)
        elif key in _BACK or key == Qt.Key.Key_Left:
            self.go_to(row, max((each for each in STEPS if each < column), default=ARRIVED))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.go_to(row + (1 if key == Qt.Key.Key_Down else -1), column)
        else:
            return False
        return True

    # --- Qt

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: object = None
    ) -> QItemSelectionModel.SelectionFlag:
        flag = QItemSelectionModel.SelectionFlag
        return flag.ClearAndSelect | flag.Rows

    def mousePressEvent(self, event: object) -> None:
        before = self.currentIndex().row()
        super().mousePressEvent(event)  # type: ignore[arg-type]
        if before not in (-1, self.currentIndex().row()):
            self.row_left.emit(before)


class OutcomeCells(WholeRows):
    """Cells to fill in have an edge; the one under the cursor a strong one."""

    def __init__(self, grid: OutcomeGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        draft: Draft = self._grid.rows.rows[index.row()]
        current = self._grid.currentIndex()
        under = (current.row(), current.column()) == (index.row(), index.column())
        fill_in = index.column() in TYPED and draft.state != RowState.KEPT
        if not (fill_in or under):
            return
        c = theme.colors()
        focus = under and bool(option.state & QStyle.StateFlag.State_Active) and self._grid.hasFocus()
        painter.save()
        painter.setPen(QPen(QColor(c.accent if under else c.line), 2 if focus else 1))
        painter.drawRect(QRectF(option.rect).adjusted(2, 2, -2, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index)
