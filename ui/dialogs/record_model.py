"""The entries of the record as Qt's model, narrowed at once as somebody types. Reads nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from planner.audit import Entry
from planner.audit_words import count_words, kind_words, what_words, who_words
from planner.text import gettext as _

type Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NUMBER, WHEN, WHO, KIND, WHAT, COUNT = range(6)
_SHOWN = (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole))
_SIDE = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordModel(QAbstractTableModel):
    """`entries` are all of them, the newest first; `rows` the places in it of those that are shown."""

    def __init__(self, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: Sequence[Entry] = ()
        self.rows: Sequence[int] = ()
        self._zone = zone
        self._heads = (_("No."), _("When"), _("Who"), _("What"), _("Of what"), _("How many"))
        self._cells = cache(self._said)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries, all of them."""
        self.beginResetModel()
        self._cells = cache(self._said)
        self.entries, self.rows = entries, range(len(entries))
        self.endResetModel()

    def narrow(self, words: str, kind: str = "", numbers: frozenset[int] | None = None) -> None:
        """Show those that hold all the words, are of a kind, and among these numbers."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self.rows = [
            place
            for place, entry in enumerate(self.entries)
            if kind in ("", entry.kind)
            and (numbers is None or entry.number in numbers)
            and (not wanted or self._holds(place, wanted))
        ]
        self.endResetModel()

    def _holds(self, place: int, words: Sequence[str]) -> bool:
        said = " ".join(self._cells(place)).casefold()
        return all(word in said for word in words)

    def _said(self, place: int) -> tuple[str, ...]:
        entry = self.entries[place]
        when = f"{entry.at.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
        kind, what, count = kind_words(entry.kind), what_words(entry), count_words(entry)
        return str(entry.number), when, who_words(entry), kind, what, count

    # --- Qt

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, side: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if side == Qt.Orientation.Horizontal and role == int(Qt.ItemDataRole.DisplayRole):
            return self._heads[section]
        if side == Qt.Orientation.Horizontal and role == _SIDE and section == NUMBER:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        if role in _SHOWN:
            return self._cells(self.rows[index.row()])[index.column()]
        return _RIGHT if role == _SIDE and index.column() == NUMBER else None
