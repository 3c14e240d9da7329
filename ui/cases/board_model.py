"""The cases as Qt's model: thousands of rows, narrowed and sorted at once. Reads nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from planner.cases.board import Row, words_of
from planner.cases.model import Stage
from planner.cases.stage_words import NEXT, STAGES, money_words, row_hold
from planner.text import gettext as _
from ui import theme
from ui.cases.board_lanes import short_date
from ui.dialogs.frame import say_date

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CUSTOMER, CASE, STAGE, DAYS, BALANCE, NEXT_STEP, WHEN, HOLD, BRANCH = range(9)
CASE_ID = int(Qt.ItemDataRole.UserRole)
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SIDE, _INK = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ForegroundRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NUMBERS = (DAYS, BALANCE)
_STAGES = {stage: number for number, stage in enumerate(Stage)}

KEYS: Mapping[int, Callable[[Row], Any]] = {
    CUSTOMER: lambda row: row.search,
    CASE: lambda row: row.reference,
    STAGE: lambda row: (_STAGES[row.stage], row.since),
    DAYS: lambda row: row.days_past_due,
    BALANCE: lambda row: (row.currency, row.minor or 0),
    NEXT_STEP: lambda row: row.next_step,
    WHEN: lambda row: (row.next_day is None, row.next_day),
    BRANCH: lambda row: row.source,
}
"""What each column is sorted by; what has no day or hold comes last."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which cases are wanted: None and empty for all. `days` are the least and the most days past due."""

    words: str = ""
    stage: Stage | None = None
    held: bool | None = None
    days: tuple[int, int] | None = None
    source: str = ""

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """Those of them that are wanted, in their order."""
        found = list(rows)
        if words := words_of(self.words):
            found = [row for row in found if row.holds(words)]
        if self.stage is not None:
            found = [row for row in found if row.stage is self.stage]
        if self.held is not None:
            found = [row for row in found if (row.hold is not None) is self.held]
        if self.days:
            least, most = self.days
            found = [row for row in found if least <= row.days_past_due <= most]
        return [row for row in found if row.source == self.source] if self.source else found


class BoardModel(QAbstractTableModel):
    """`every` are all cases, `rows` those that are shown, in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.every: Sequence[Row] = ()
        self.rows: list[Row] = []
        self._shown = True
        self._narrow = Narrow()
        self._sorted = DAYS, Qt.SortOrder.DescendingOrder
        self._heads = (
            _("Customer"), _("Case"), _("Stage"), _("Days past due"), _("Balance"), _("Next step"), _("When"),
            _("Hold"), _("Branch"),
        )  # fmt: skip

    def show_rows(self, rows: Sequence[Row], wanted: Narrow, *, shown: bool) -> None:
        """Show other cases, those that are wanted; `shown` tells whether health and family may be seen."""
        self.every, self._shown = rows, shown
        self.narrow(wanted)

    def narrow(self, wanted: Narrow) -> None:
        """Show only these."""
        self.beginResetModel()
        self._narrow = wanted
        self._arrange()
        self.endResetModel()

    def row_of(self, case_id: UUID) -> int:
        """Where a case stands now; -1 where it is not shown."""
        key = str(case_id)
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)

    def _arrange(self) -> None:
        column, order = self._sorted
        found = self._narrow.of(self.every)
        down = order == Qt.SortOrder.DescendingOrder
        if column == WHEN:  # days that are not known cannot be compared
            known = sorted((row for row in found if row.next_day), key=lambda row: row.next_day or "", reverse=down)
            self.rows = [*known, *(row for row in found if not row.next_day)]
        elif column == HOLD:  # by what is read there: an order by the kind would tell what is masked
            self.rows = sorted(found, key=lambda row: (row.hold is None, self._said(row, HOLD)), reverse=down)
        else:
            self.rows = sorted(found, key=KEYS[column], reverse=down)

    def _said(self, row: Row, column: int) -> str:
        if column == STAGE:
            return _(STAGES[row.stage])
        if column == DAYS:
            return str(row.days_past_due)
        if column == BALANCE:
            return money_words(row.balance)
        if column == NEXT_STEP:
            return _(NEXT[row.next_step])
        if column == WHEN:
            return short_date(row.next_day) if row.next_day else ""
        if column == HOLD:
            return row_hold(row, shown=self._shown)
        return (row.name, row.reference)[column] if column <= CASE else row.source

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, side: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if side == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._heads[section]
        return _RIGHT if side == Qt.Orientation.Horizontal and role == _SIDE and section in _NUMBERS else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == _TIP and column == WHEN and row.next_day:
            return say_date(row.next_day)
        if role in (_DISPLAY, _TIP):
            return self._said(row, column)
        if role == CASE_ID:
            return row.case_id
        if role == _SIDE and column in _NUMBERS:
            return _RIGHT
        if role == _INK and column == HOLD:
            return QColor(theme.colors().wrong)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self.rows[index.row()].key) for index in self.persistentIndexList()]
        self._sorted = column, order
        self._arrange()
        if kept:  # the case that was chosen stays so, not the line
            places = {row.key: place for place, row in enumerate(self.rows)}
            moved = [self.index(places[key], index.column()) for index, key in kept]
            self.changePersistentIndexList([index for index, _key in kept], moved)
        self.layoutChanged.emit()
