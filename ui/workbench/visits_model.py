"""The rows of the visits table as Qt's model: what each cell shows, sorts by and explains. Lays nothing out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from planner.day.lock_words import lock_words
from planner.day.states import VisitRow, VisitState
from planner.text import gettext as _
from ui.signs import sign_icon
from ui.theme import colors
from ui.words import STATE_ORDER, STATES, own_town, state_icon, when_open, why

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
SORT = Qt.ItemDataRole.UserRole
TEXT = Qt.ItemDataRole.UserRole + 1
FIELDS = ("reference", "name", "place", "window", "minutes", "team", "state")


class VisitsModel(QAbstractTableModel):
    """The rows of a day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[VisitRow, ...] = ()
        self._town = ""
        self._keys: dict[str, list[Any]] = {}

    def show(self, rows: tuple[VisitRow, ...]) -> bool:
        """Whether other visits came; where only values changed the selection and the scroll position stay."""
        same = [row.visit.id for row in rows] == [row.visit.id for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self._town = rows, own_town(rows)
        self._keys.clear()
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(FIELDS) - 1))
        elif not same:
            self.endResetModel()
        return not same

    def _sort_key(self, number: int, field: str) -> Any:
        if field not in self._keys:
            self._keys[field] = [_sorted_by(row, field) for row in self.rows]
        return self._keys[field][number]

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Visit"), _("Name"), _("Place"), _("Window"), _("Min"), _("Team"), _("State"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, field = self.rows[index.row()], FIELDS[index.column()]
        if role == SORT:  # asked some thousand times for one sort
            return self._sort_key(index.row(), field)
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(row, field).removesuffix(self._town) if field == "place" else _shown(row, field)
        if role == TEXT:
            return searched(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _explained(row, field)
        if role == Qt.ItemDataRole.DecorationRole:
            return _decorated(row, field)
        if role == Qt.ItemDataRole.ForegroundRole:
            return _inked(row, field)
        if role == Qt.ItemDataRole.TextAlignmentRole and field == "minutes":
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _shown(row: VisitRow, field: str) -> str:
    visit = row.visit
    if field == "team":
        return f"{row.places[0].number}{'+' if row.places[1:] else ''}" if row.places else "—"
    if field == "minutes":
        return str(round(visit.service_time.total_seconds() / 60))
    if field == "state":
        return _state(row)
    if field == "window":
        more = len(visit.windows) - 1
        return when_open(replace(visit, windows=visit.windows[:1])) + (f" +{more}" if more > 0 else "")
    shown = {"reference": visit.reference, "name": visit.customer.name, "place": visit.address.text}
    return shown[field]


def _state(row: VisitRow) -> str:
    # With what is locked beside the team.
    words = lock_words(row.stop.lock, row.zone) if row.stop and row.state == VisitState.LOCKED else ""
    return " · ".join(part for part in (_(STATES[row.state]), words) if part)


def _sorted_by(row: VisitRow, field: str) -> Any:
    if field == "state":
        return STATE_ORDER[row.state]
    if field == "team":
        return f"{row.places[0].shift.team.name} {row.places[0].number:03}" if row.places else "\uffff"
    return round(row.visit.service_time.total_seconds()) if field == "minutes" else _shown(row, field).casefold()


def searched(row: VisitRow) -> str:
    visit = row.visit
    parts = (visit.reference, visit.customer.name, visit.customer.reference, visit.address.text, visit.address.inner)
    teams = (place.shift.team.name for place in row.places)
    return " ".join((*parts, *(case.reference for case in visit.cases), *teams, visit.note)).casefold()


def _explained(row: VisitRow, field: str) -> str | None:
    visit = row.visit
    if field == "state":
        return why(row) or None
    if field == "team" and row.places:
        return "\n".join(f"{place.shift.team.name} {place.number}" for place in row.places)
    if field == "window":
        return when_open(visit)
    if field in ("place", "name"):
        return "\n".join(
            part for part in (visit.customer.name, visit.address.text, visit.address.inner, visit.note) if part
        )
    return None


def _decorated(row: VisitRow, field: str) -> Any:
    if field == "team" and row.shift:
        return sign_icon(row.shift.team, 16)
    return state_icon(row.state) if field == "state" else None


def _inked(row: VisitRow, field: str) -> QColor | None:
    c = colors()
    if field == "state":
        inks = {
            VisitState.NOT_LOCATED: c.wrong, VisitState.BROKEN: c.wrong, VisitState.BLOCKED: c.legal,
            VisitState.UNASSIGNED: c.worse,
        }  # fmt: skip
        return QColor(inks[row.state]) if row.state in inks else QColor(c.text2)
    return QColor(c.text3) if field == "reference" else None
