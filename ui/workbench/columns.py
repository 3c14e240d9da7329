"""The columns of a table: widths that suit what is in them, a menu to hide them, remembered. Fills no cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray, QModelIndex, QObject, QPersistentModelIndex, QPoint, QSettings, Qt
from PySide6.QtWidgets import QHeaderView, QMenu, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from planner.text import gettext as _

PAD = 14
"""Beside the text of a cell, in pixels: Qt's own margins, and air."""
MARK = 20
LOOK_AT = 60
"""Rows that are looked at for a width: all of them would take longer than a person should wait."""


class Columns(QObject):
    """The columns of one table. `stretched` takes the room that the others leave and cannot be hidden."""

    def __init__(
        self, table: QTableView, key: str, stretched: int, most: Mapping[int, int], samples: Mapping[int, Iterable[str]]
    ) -> None:
        """`key` names what is remembered.

        `most` says for a column how many letters it shows by itself at most; `samples` are the texts of a column with
        marks, whose width must not follow each change.
        """
        super().__init__(table)
        self._table, self._key, self._stretched = table, key, stretched
        self._most, self._samples = most, samples
        self._own = False
        self.header = table.horizontalHeader()
        self.header.setSectionsMovable(True)
        self.header.setResizeContentsPrecision(LOOK_AT)
        self.header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.header.customContextMenuRequested.connect(self._ask)
        table.setItemDelegateForColumn(stretched, _Middle(table))
        self._chosen = self._recall()
        self.header.sectionResized.connect(self._resized)
        self.header.sectionMoved.connect(self._moved)

    def fit(self) -> None:
        """Give every column the width of what is in it, unless the person has chosen widths."""
        if self._chosen:
            return
        self._own = True
        for column in range(self.header.count()):
            if column != self._stretched:
                title = str(self._table.model().headerData(column, Qt.Orientation.Horizontal))
                needed = self.header.fontMetrics().horizontalAdvance(title) + PAD
                self._table.setColumnWidth(column, max(needed, self._wanted(column)))
        self._own = False

    def _wanted(self, column: int) -> int:
        metrics = self._table.fontMetrics()
        if column in self._samples:
            return MARK + PAD + max(metrics.horizontalAdvance(text) for text in self._samples[column])
        most = self._most.get(column, 40) * metrics.averageCharWidth() + PAD
        return min(self._table.sizeHintForColumn(column), most)

    def menu(self) -> QMenu:
        """An entry for each column that can be hidden, and one to have all as they were."""
        menu = QMenu(self._table)
        for column in range(self.header.count()):
            title = self._table.model().headerData(column, Qt.Orientation.Horizontal)
            action = menu.addAction(str(title), lambda column=column: self._turn(column))
            action.setCheckable(True)
            action.setChecked(not self.header.isSectionHidden(column))
            action.setEnabled(column != self._stretched)
        menu.addSeparator()
        menu.addAction(_("All columns as at first"), self._reset)
        return menu

    def _ask(self, at: QPoint) -> None:
        self.menu().exec(self.header.mapToGlobal(at))

    def _turn(self, column: int) -> None:
        self.header.setSectionHidden(column, not self.header.isSectionHidden(column))
        self._keep()

    def _reset(self) -> None:
        self._chosen = False
        QSettings().remove(self._key)
        for column in range(self.header.count()):
            self.header.setSectionHidden(column, False)
            self.header.moveSection(self.header.visualIndex(column), column)
        self._chosen = False  # moving counts as choosing
        QSettings().remove(self._key)
        self.fit()

    def _resized(self, column: int, _before: int, _after: int) -> None:
        if not self._own and column != self._stretched and self._table.isVisible():
            self._keep()

    def _moved(self) -> None:
        self._keep()

    def _keep(self) -> None:
        self._chosen = True
        QSettings().setValue(self._key, self.header.saveState())

    def _recall(self) -> bool:
        kept = QSettings().value(self._key)
        return isinstance(kept, QByteArray) and self.header.restoreState(kept)


class _Middle(QStyledItemDelegate):
    # The ends of an address say most: street and number at one, the town at the other, in either language.
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle  # type: ignore[attr-defined]
