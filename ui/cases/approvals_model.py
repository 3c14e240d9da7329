"""Visits that wait for approval as Qt's model, and their table. Decides nothing.

A tick takes a visit into what is approved next; only those can be ticked that whoever looks may approve.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from planner.cases.approving import Proposed
from planner.cases.gate_words import LIGHTS, stands, title
from planner.cases.gates import Light
from planner.text import gettext as _
from planner.text import listed
from ui import theme
from ui.cases.gate_marks import GATES, GatesDelegate
from ui.dialogs.fields import WholeRows
from ui.dialogs.frame import say_date

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TICK, DAY, CUSTOMER, MARKS, SAYS, PROPOSER = range(6)
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_CHECK, _INK = int(Qt.ItemDataRole.CheckStateRole), int(Qt.ItemDataRole.ForegroundRole)
_HEARD = int(Qt.ItemDataRole.AccessibleTextRole)
LETTERS = "ARD"


def refusal_words(each: Proposed, *, approves: bool) -> str:
    """Why whoever looks may not approve it, if they ever may; else how its gates stand."""
    words = {
        "own_proposal": _("Your own proposal"),
        "proposer_unknown": _("Nobody knows who proposed it"),
        "approver_goes": _("You go there yourself"),
    }
    if not approves:
        words = {"proposer_unknown": words["proposer_unknown"]}
    if each.green:
        return words.get(each.refusal) or _("All green")
    shut = listed(title(gate) for gate in each.shut)
    return f"{words[each.refusal]} · {shut}" if each.refusal in words else shut


class ApprovalsModel(QAbstractTableModel):
    """`rows` are the visits, `ticked` the ids of those that are chosen."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Proposed] = ()
        self.ticked: set[UUID] = set()
        self._zone: tzinfo | None = None
        self._shown = True
        self._approves = False
        self._heads = ("", _("Day"), _("Customer"), _("Gates"), _("How it stands"), _("Proposed by"))

    def show_rows(self, rows: Sequence[Proposed], zone: tzinfo, *, shown: bool, approves: bool) -> None:
        """Show these; `approves` tells whether whoever looks may approve, or another one will sign in for it."""
        self.beginResetModel()
        self.rows, self._zone, self._shown, self._approves = rows, zone, shown, approves
        self.ticked &= {each.visit.id for each in rows if self.may_tick(each)}
        self.endResetModel()
        self.ticks_changed.emit()

    def may_tick(self, each: Proposed) -> bool:
        """Whether it can be approved at this desk: green; one's own by somebody else who signs in for it."""
        return each.green and each.refusal != "proposer_unknown"

    def tick_all(self) -> None:
        """Choose all that whoever looks may approve; where they never may, all that somebody else could."""
        rows = range(len(self.rows))
        self.tick([row for row in rows if not self._approves or not self.rows[row].refusal], True)

    def tick(self, rows: Sequence[int], on: bool | None = None) -> None:
        """Choose rows, or leave them out; without `on` each the other way round."""
        for row in rows:
            each = self.rows[row]
            if not self.may_tick(each):
                continue
            wanted = each.visit.id not in self.ticked if on is None else on
            (self.ticked.add if wanted else self.ticked.discard)(each.visit.id)
        if self.rows:
            self.dataChanged.emit(self.index(0, TICK), self.index(len(self.rows) - 1, TICK), [_CHECK])
        self.ticks_changed.emit()

    def _said(self, each: Proposed, column: int) -> str:
        visit = each.visit
        if column == DAY:
            return say_date(visit.date)
        if column == CUSTOMER:
            return visit.customer.name
        if column == SAYS:
            return refusal_words(each, approves=self._approves)
        if column == PROPOSER:
            since = f"{each.since.astimezone(self._zone):%m-%d}" if each.since else ""
            return "  ".join(filter(None, (each.proposer or _("nobody known"), since)))
        return ""

    def _tone(self, each: Proposed) -> str:
        if any(gate.light == Light.RED for gate in each.gates):
            return "wrong"
        return "better" if self.may_tick(each) and not (self._approves and each.refusal) else "text2"

    def _gates_said(self, each: Proposed) -> str:
        lines = [f"{title(g)}: {_(LIGHTS[g.light])}. {stands(g, shown=self._shown)}" for g in each.gates]
        return "\n".join(lines)

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, side: Qt.Orientation, role: int = _DISPLAY) -> Any:
        return self._heads[section] if side == Qt.Orientation.Horizontal and role == _DISPLAY else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == TICK and self.may_tick(self.rows[index.row()]):
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        each, column = self.rows[index.row()], index.column()
        if role == _DISPLAY:
            return self._said(each, column)
        if column == MARKS and role in (_TIP, _HEARD):
            return self._gates_said(each)
        if column == MARKS and role == GATES:
            return each.gates
        if role == _TIP:
            return self._said(each, column)
        if column == TICK and role == _CHECK and self.may_tick(each):
            return Qt.CheckState.Checked if each.visit.id in self.ticked else Qt.CheckState.Unchecked
        if column == SAYS and role == _INK:
            return QColor(getattr(theme.colors(), self._tone(each)))
        return None

    def setData(self, index: Index, value: Any, role: int = _CHECK) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class ApprovalsTable(QTableView):
    """Space ticks, Ctrl+A ticks all that can be; A, R and D are keys of the page, Enter opens the case."""

    pressed_letter = Signal(str)

    def __init__(self, model: ApprovalsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(_("Visits that wait for approval"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(WholeRows(self))
        self.setItemDelegateForColumn(MARKS, GatesDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.8))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((5, 22, 19, 23, 20, 18)):
            header.resizeSection(column, letters * letter)
        header.setMinimumSectionSize(4 * letter)
        header.setSectionResizeMode(SAYS, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, letter = self.currentIndex().row(), event.text().upper()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._model.tick_all()
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._model.tick([row])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.activated.emit(self.currentIndex())
        elif letter and letter in LETTERS and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.pressed_letter.emit(letter)
        else:
            super().keyPressEvent(event)
