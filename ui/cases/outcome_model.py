"""The rows of the evening as Qt's model. What may be typed is `outcome_draft`'s to say; it keeps and draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import tzinfo
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from planner.cases.entering import Line
from planner.cases.outcomes import VisitOutcome
from planner.short_name import mask_name
from planner.text import gettext as _
from ui import theme
from ui.cases.outcome_draft import Draft, RowState, draft_of, in_order, show_digits

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TEAM, NUMBER, PLANNED, CUSTOMER, ARRIVED, LEFT, CODE, STATE, WORDS = range(9)
TYPED: Mapping[int, str] = {ARRIVED: "arrived", LEFT: "left", CODE: "code"}
"""Columns that are typed into, and what of a draft they hold."""
SIGNS = {RowState.WAITING: "…", RowState.KEPT: "✓"}
"""How far a row has come, beside its color."""
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_SIDE, _INK = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.ForegroundRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OutcomeModel(QAbstractTableModel):
    """`rows` in their order: what is missing on top when they are read, and unmoved while somebody types."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Draft] = []
        self._aside: dict[UUID, Draft] = {}
        self.shown = True
        """Whether health and family may be seen by who sits here."""
        self._heads = (
            _("Team"), _("No."), _("Planned"), _("Customer"), _("Arrived"), _("Left"), _("Code"), "", _("What follows"),
        )  # fmt: skip

    @property
    def missing(self) -> int:
        """Of how many visits nothing is kept yet."""
        return sum(draft.missing for draft in self.rows)

    def show_lines(self, lines: Sequence[Line], zone: tzinfo, *, anew: bool) -> None:
        """Show the lines of a day; what is being typed stays. Unless it is `anew`, every row stays where it is."""
        known = {draft.line.visit.id: draft for draft in self.rows}
        # What was half typed of another day is there again when that day is.
        self._aside |= {key: draft for key, draft in known.items() if draft.state == RowState.TYPED}
        drafts = [self._of(line, known.get(line.visit.id) or self._aside.get(line.visit.id), zone) for line in lines]
        if not anew and {draft.line.visit.id for draft in drafts} == set(known):
            place = {key: row for row, key in enumerate(known)}
            self.rows = sorted(drafts, key=lambda draft: place[draft.line.visit.id])
            self.tell(0, len(self.rows) - 1)
            return
        self.beginResetModel()
        self.rows = in_order(drafts)
        self.endResetModel()

    def _of(self, line: Line, before: Draft | None, zone: tzinfo) -> Draft:
        if before is None or before.state in (RowState.EMPTY, RowState.KEPT):
            fresh = draft_of(line, zone)
            if before and not before.is_blank:
                fresh.told = before.told
            return fresh
        before.line = line
        return before

    def row_of(self, visit_id: UUID) -> int:
        """Where a visit stands; -1 where it does not."""
        return next((row for row, draft in enumerate(self.rows) if draft.line.visit.id == visit_id), -1)

    def next_missing(self, row: int) -> int:
        """The next row below of which nothing is kept or waiting, else the first of all; -1 where none is left."""
        places = [*range(row + 1, len(self.rows)), *range(row + 1)]
        return next((at for at in places if self.rows[at].missing and self.rows[at].state != RowState.WAITING), -1)

    def change(self, row: int, change: Callable[[Draft], object]) -> None:
        """Let something happen to a row."""
        change(self.rows[row])
        self.tell(row)

    def took(self, kept: Mapping[UUID, VisitOutcome | None]) -> None:
        """These are kept; rows that were typed into since stay as they are."""
        for row, draft in enumerate(self.rows):
            if draft.line.visit.id in kept and draft.state != RowState.TYPED:
                self.change(row, lambda each: each.took(kept[each.line.visit.id]))

    def tell(self, first: int, last: int | None = None) -> None:
        """Rows are otherwise now."""
        self.dataChanged.emit(self.index(first, TEAM), self.index(first if last is None else last, WORDS))

    def _said(self, draft: Draft, column: int) -> str:
        line = draft.line
        if column == PLANNED:
            return f"{line.stop.start.astimezone(draft.zone):%H:%M}"
        if column in (ARRIVED, LEFT):
            return show_digits(getattr(draft, TYPED[column]))
        if column == WORDS:
            return draft.problem or " ".join(filter(None, (draft.odd(), draft.words(shown=self.shown))))
        if column == CUSTOMER:
            return mask_name(line.visit.customer.name)
        if column == STATE:
            return SIGNS.get(draft.state, "")
        return {TEAM: line.shift.team.name, NUMBER: str(line.number), CODE: draft.code}[column]

    def _ink(self, draft: Draft, column: int) -> QColor | None:
        c = theme.colors()
        if column == STATE:
            return QColor(c.better if draft.state == RowState.KEPT else c.text2)
        if column == WORDS and draft.problem:
            return QColor(c.wrong)
        if column == WORDS and draft.state == RowState.TYPED and draft.odd():
            return QColor(c.worse)
        return QColor(c.text2) if draft.state == RowState.KEPT else None

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, side: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if side != Qt.Orientation.Horizontal:
            return None
        if role == _SIDE:
            return _align(section)
        return self._heads[section] if role == _DISPLAY else None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        draft, column = self.rows[index.row()], index.column()
        if role == _TIP and column == STATE:
            return state_words(draft)
        if role in (_DISPLAY, _TIP):
            return self._said(draft, column)
        if role == _SPOKEN:
            if column == STATE:
                return state_words(draft)
            return f"{self._heads[column]}: {self._said(draft, column) or _('empty')}"
        if role == _SIDE:
            return _align(column)
        return self._ink(draft, column) if role == _INK else None


def state_words(draft: Draft) -> str:
    """How far a row has come, in a word."""
    return {
        RowState.EMPTY: _("missing"),
        RowState.TYPED: _("not entered yet"),
        RowState.WAITING: _("is being entered"),
        RowState.KEPT: _("entered"),
    }[draft.state]


def _align(column: int) -> Qt.AlignmentFlag:
    if column in (PLANNED, STATE, *TYPED):
        return _MIDDLE
    return _RIGHT if column == NUMBER else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
