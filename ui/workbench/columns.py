"""The columns of a table: chosen, moved and sized by the person and remembered; else as wide as what is in them.

They are remembered by their names, so a later version may have others. Fills no cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSettings, Qt
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from planner.text import gettext as _

PAD = 16
"""Beside the text of a cell, in pixels: Qt's own margins, and air."""
MARK = 10
"""Air around a mark before the text of a cell; it is as high as the letters."""
SORT_ARROW = 12
LOOK_AT = 60
"""Rows that are looked at for a width: all of them would take longer than a person should wait."""
LEAST_LETTERS = 13
"""The column that takes the room of the others keeps so many letters; before that others give way."""


@dataclass(frozen=True, slots=True)
class Wants:
    """How the columns are by themselves.

    Parameters
    ----------
    stretched
        Takes the room that the others leave, and cannot be hidden.
    most
        How many letters a column shows by itself at most.
    samples
        All texts of a column with marks, whose width must not follow each change.
    hidden
        Those that show only to who asks for them.
    yielding
        Those that give way where the table is too narrow, the first first.
    """

    stretched: str
    most: Mapping[str, int] = field(default_factory=dict)
    samples: Mapping[str, Iterable[str]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    yielding: Sequence[str] = ()


class Columns(QObject):
    """The columns of one table, by their names from left to right. `key` names what is remembered."""

    def __init__(self, table: QTableView, key: str, names: Sequence[str], wants: Wants) -> None:
        super().__init__(table)
        self._table, self._key, self._names, self._wants = table, f"columns/{key}", tuple(names), wants
        self._turned: dict[str, bool] = {}
        self._widths: dict[str, int] = {}
        self._fitting: dict[str, int] = {}
        self._own = True
        self.header = table.horizontalHeader()
        self.header.setSectionsMovable(True)
        self.header.setMinimumSectionSize(table.fontMetrics().averageCharWidth() * 4)
        self.header.setResizeContentsPrecision(LOOK_AT)
        self.header.setSectionResizeMode(names.index(wants.stretched), QHeaderView.ResizeMode.Stretch)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._ask)
        self._recall()
        self.header.sectionResized.connect(self._resized)
        self.header.sectionMoved.connect(self._keep)
        self._own = False
        self.fit()

    def fit(self) -> None:
        """Give every column the width of what is in it, unless the person has chosen another."""
        self._own = True
        for number, name in enumerate(self._names):
            if name != self._wants.stretched:
                self._fitting[name] = self._wanted(number, name)
                self._table.setColumnWidth(number, self._widths.get(name) or self._fitting[name])
        self._own = False
        self.fold()

    def fold(self) -> None:
        """Hide what the person hid, and of the rest what there is no room for."""
        self._own = True
        visible = [name for name in self._names if self._is_wanted(name)]
        least = LEAST_LETTERS * self._table.fontMetrics().averageCharWidth() + PAD
        for name in self._wants.yielding:
            room = self._table.viewport().width() - sum(map(self._width, visible))
            if room < least and name in visible and name not in self._turned:
                visible.remove(name)
        for number, name in enumerate(self._names):
            self.header.setSectionHidden(number, name not in visible)
        self._own = False

    def shown(self) -> list[str]:
        """The names of the columns that are seen, from left to right."""
        order = (self.header.logicalIndex(place) for place in range(self.header.count()))
        return [self._names[number] for number in order if not self.header.isSectionHidden(number)]

    def fill(self, menu: QMenu) -> None:
        """Put an entry for each column into a menu, and one to have all as they were."""
        for number, name in enumerate(self._names):
            title = self._table.model().headerData(number, Qt.Orientation.Horizontal)
            action = menu.addAction(str(title), partial(self._turn, name))
            action.setCheckable(True)
            action.setChecked(not self.header.isSectionHidden(number))
            action.setEnabled(name != self._wants.stretched)
        menu.addSeparator()
        menu.addAction(_("All columns as at first"), self.reset)

    def menu(self) -> QMenu:
        """A menu of its own, for the header."""
        menu = QMenu(self._table)
        self.fill(menu)
        return menu

    def reset(self) -> None:
        """Have all columns as they were at first."""
        self._own = True
        self._turned.clear()
        self._widths.clear()
        for number in range(self.header.count()):
            self.header.moveSection(self.header.visualIndex(number), number)
        QSettings().remove(self._key)
        self.fit()

    # --- how wide

    def _width(self, name: str) -> int:
        if name == self._wants.stretched:
            return 0
        return self._widths.get(name) or self._fitting.get(name, 0)

    def _wanted(self, number: int, name: str) -> int:
        title = str(self._table.model().headerData(number, Qt.Orientation.Horizontal))
        needed = self.header.fontMetrics().horizontalAdvance(title) + PAD + SORT_ARROW
        metrics = self._table.fontMetrics()
        if name in self._wants.samples:
            mark = metrics.height() + MARK
            return max(needed, mark + PAD + max(map(metrics.horizontalAdvance, self._wants.samples[name])))
        most = self._wants.most.get(name, 40) * metrics.averageCharWidth() + PAD
        return max(needed, min(self._table.sizeHintForColumn(number), most))

    def _is_wanted(self, name: str) -> bool:
        return name == self._wants.stretched or self._turned.get(name, name not in self._wants.hidden)

    # --- what the person does

    def _ask(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(self.header.mapToGlobal(at))
        menu.deleteLater()

    def _turn(self, name: str) -> None:
        self._turned[name] = self.header.isSectionHidden(self._names.index(name))
        self._keep()
        self.fit()

    def _resized(self, number: int, _before: int, after: int) -> None:
        name = self._names[number]
        if not self._own and name != self._wants.stretched and after and self._table.isVisible():
            self._widths[name] = after
            self._keep()

    def _keep(self) -> None:
        if self._own:
            return
        order = [self._names[self.header.logicalIndex(place)] for place in range(self.header.count())]
        kept = {"order": order, "turned": self._turned, "widths": self._widths}
        QSettings().setValue(self._key, json.dumps(kept))

    def _recall(self) -> None:
        kept = _read(QSettings().value(self._key))
        known = [name for name in kept.get("order", ()) if name in self._names]
        for place, name in enumerate(known):
            self.header.moveSection(self.header.visualIndex(self._names.index(name)), place)
        self._turned = {name: bool(on) for name, on in kept.get("turned", {}).items() if name in self._names}
        widths = kept.get("widths", {}).items()
        self._widths = {name: wide for name, wide in widths if name in self._names and isinstance(wide, int)}


def _read(kept: object) -> dict[str, Any]:
    # What an other version, or a hand, wrote there must not keep the window from opening.
    try:
        found = json.loads(str(kept)) if kept else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
