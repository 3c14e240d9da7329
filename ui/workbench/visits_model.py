"""The rows of the visits table as Qt's model: narrowed and ordered here, at once, for thousands of rows.

Draws nothing. No proxy stands between: Qt would ask Python twice for every comparison of a sort, which keeps a person
waiting. What a cell says is in `ui.workbench.visits_cells`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from planner.day.states import VisitRow, VisitState
from planner.text import gettext as _
from ui.marks import state_icon
from ui.signs import sign_icon
from ui.theme import colors
from ui.words import own_town
from ui.workbench import visits_cells as cells
from ui.workbench.visits_cells import FIELDS as FIELDS
from ui.workbench.visits_cells import NUMBERS, TITLES, sieves_of, sort_key
from ui.workbench.visits_gates import Marks

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MARK = 16
_SHOWN, _TIP, _MARK, _INK, _SIDE, _SPOKEN = (
    int(role)
    for role in (
        *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DecorationRole),
        *(Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.AccessibleTextRole),
    )
)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
_FLAGS |= Qt.ItemFlag.ItemNeverHasChildren
"""Put together once: Qt asks for them some thousand times while it paints."""
FAINT = frozenset({"reference", "priority", "cases", "skills", "note"})


class VisitsModel(QAbstractTableModel):
    """The visits of a day. `rows` are those that are shown, in their order; `all_rows` the whole day."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all_rows: tuple[VisitRow, ...] = ()
        self.rows: Sequence[VisitRow] = ()
        self.counts: Counter[str] = Counter()
        """How many visits each sieve lets through, of the whole day."""
        self.field, self.descending = "state", False
        self._town = ""
        self._words: tuple[str, ...] = ()
        self._sieve = ""
        self._haystacks = cells.Haystacks()
        self._teams: dict[UUID, int] = {}
        self._places: dict[UUID, int] = {}
        self._sieves: list[tuple[str, ...]] = []
        self._ordered: list[VisitRow] | None = None
        self.gates: Marks = {}
        """The marks of visits that gates of their cases keep in."""

    def show(self, rows: tuple[VisitRow, ...], teams: Iterable[UUID] = ()) -> bool:
        """Show a day anew; whether other visits came. `teams` are its shifts in the order of the timeline."""
        self._teams = {key: number for number, key in enumerate(teams)}
        other = [row.visit.id for row in rows] != [row.visit.id for row in self.all_rows]
        if other or len(rows) != len(self.all_rows):
            self._haystacks = cells.Haystacks()
        self.all_rows, self._town = rows, own_town(rows)
        self._sift()
        self._ordered = None
        self._arrange()
        return other

    def show_gates(self, gates: Marks) -> bool:
        """Mark the visits that gates keep in; whether that is another picture."""
        if gates == self.gates:
            return False
        self.gates = gates
        self._sift()
        self._arrange()
        return True

    def _sift(self) -> None:
        self._sieves = [sieves_of(row, gated=row.visit.id in self.gates) for row in self.all_rows]
        self.counts = Counter(name for found in self._sieves for name in found)

    def narrow(self, text: str, sieve: str) -> None:
        """Show only visits in which all words of a text are found, and which a sieve lets through."""
        self._words, self._sieve = tuple(text.casefold().split()), sieve
        self._arrange()

    def order_by(self, field: str, descending: bool) -> None:
        """Sort by a column; what is equal in it stays attention first."""
        self.field, self.descending = field, descending
        self._ordered = None
        self._arrange()

    def place_of(self, visit_id: UUID) -> int | None:
        """In which row a visit is shown, if it is."""
        if not self._places:
            self._places = {row.visit.id: number for number, row in enumerate(self.rows)}
        return self._places.get(visit_id)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a chip may hide visits."""
        return bool(self._words or self._sieve)

    def _arrange(self) -> None:
        rows = self._kept_rows()
        before, self._places = self.rows, {}
        if [row.visit.id for row in rows] == [row.visit.id for row in before]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(FIELDS) - 1))
            return
        if before:  # all of them at once: some thousand single moves would take longer
            self.beginRemoveRows(ROOT, 0, len(before) - 1)
            self.rows = ()
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(ROOT, 0, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        self._places = {}

    def _kept_rows(self) -> list[VisitRow]:
        if self._ordered is None:
            ordered = sorted(self.all_rows, key=sort_key("state", self._teams))
            if self.field != "state" or self.descending:
                ordered.sort(key=sort_key(self.field, self._teams), reverse=self.descending)
            self._ordered = ordered
        rows = self._ordered
        if self._sieve:
            through = {r.visit.id for r, found in zip(self.all_rows, self._sieves, strict=True) if self._sieve in found}
            rows = [row for row in rows if row.visit.id in through]
        for word in self._words:
            rows = [row for row in rows if word in self._haystacks.text(row)]
        return list(rows)

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(FIELDS):
            return None
        if role == _SHOWN:
            return _(TITLES[FIELDS[section]])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = _SHOWN) -> Any:
        row, field = self.rows[index.row()], FIELDS[index.column()]
        if role == _SHOWN:
            return cells.shown(row, field).removesuffix(self._town) if field == "place" else cells.shown(row, field)
        if role == _INK:
            return _inked(row, field)
        if role == _MARK:
            return _decorated(row, field)
        if role == _SIDE:
            return _RIGHT if field in NUMBERS else None
        if role == _TIP:
            return self._explained(row, field)
        return self._spoken(row, field) if role == _SPOKEN else None

    def _explained(self, row: VisitRow, field: str) -> str | None:
        words, gate = cells.explained(row, field), self.gates.get(row.visit.id) if field == "state" else None
        return "\n".join(filter(None, (words, gate.words))) if gate else words

    def _spoken(self, row: VisitRow, field: str) -> str | None:
        if field == "state" and row.visit.id in self.gates:
            return f"{cells.shown(row, field)}, {cells.sieve_word(cells.GATE_CLOSED)}"
        return cells.spoken(row, field)


def _decorated(row: VisitRow, field: str) -> Any:
    if field == "team" and row.shift:
        return sign_icon(row.shift.team, MARK)
    return state_icon(row.state) if field == "state" else None


def _inked(row: VisitRow, field: str) -> QColor | None:
    c = colors()
    if field in FAINT:
        return QColor(c.text3)
    if field == "place" and row.state is VisitState.NOT_LOCATED:
        return QColor(c.wrong)
    if field == "window" and not row.visit.windows:
        return QColor(c.text3)
    return QColor(c.text3) if field == "team" and not row.places else None
