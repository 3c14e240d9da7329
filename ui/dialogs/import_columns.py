"""Which column of a file holds what: guessed, shown with examples, and changed by hand. Reads no file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from planner.day.importing import Table
from planner.day.importing.columns import Column
from planner.text import gettext as _
from planner.text import language, listed
from ui import theme
from ui.dialogs.frame import said

EXAMPLES = 3
LOOKED_AT = 200
"""Rows looked through for examples."""
REPEATABLE = ("windows", "window_from", "window_to")


class ColumnTable(QWidget):
    """One line per column of the file: its header, some of its cells, and the field it holds."""

    changed = Signal(object)
    """Another mapping was chosen, as ``dict[int, str]``."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = columns
        self._choices: list[QComboBox] = []
        self.missing = said(wrong=True)
        self.table = QTableWidget(0, 3)
        self.table.setHorizontalHeaderLabels([_("In the file"), _("Examples"), _("Contains")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from choice to choice
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.missing)
        column.addWidget(self.table)

    @property
    def mapping(self) -> dict[int, str]:
        """What is chosen now."""
        return {number: choice.currentData() for number, choice in enumerate(self._choices) if choice.currentData()}

    def choice(self, number: int) -> QComboBox:
        """The choice beside a column of the file."""
        return self._choices[number]

    def show_table(self, table: Table, mapping: Mapping[int, str], missing: Sequence[str]) -> None:
        """Show a file's columns; `missing` names the required ones that no header stands for."""
        if len(self._choices) != len(table.headers):
            self._build(len(table.headers))
        for number, header in enumerate(table.headers):
            self._item(number, 0, header or _("(no header)"))
            self._item(number, 1, "  ·  ".join(_examples(table, number)), quiet=True)
            with QSignalBlocker(self._choices[number]):
                self._choices[number].setCurrentIndex(max(0, self._choices[number].findData(mapping.get(number, ""))))
            self._choices[number].setAccessibleName(_("What {header} holds").format(header=header))
        self.missing.setVisible(bool(missing))
        self.missing.setText(
            _("Still missing: {columns}. Choose which column holds each.").format(columns=listed(missing))
        )

    def _build(self, count: int) -> None:
        self._choices.clear()
        self.table.setRowCount(0)
        self.table.setRowCount(count)
        for number in range(count):
            choice = QComboBox()
            choice.addItem(_("Not used"), "")
            for column in self._columns:
                choice.addItem(column.header(language()) + (" *" if column.required else ""), column.field)
            choice.currentIndexChanged.connect(lambda _index, number=number: self._chosen(number))
            choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            choice.wheelEvent = lambda event: event.ignore()  # type: ignore[method-assign]  # scrolling changes nothing
            self._choices.append(choice)
            self.table.setCellWidget(number, 2, choice)
        self.table.resizeRowsToContents()

    def _chosen(self, number: int) -> None:
        # A field is held by one column: the one it was just given to.
        field = self._choices[number].currentData()
        for other, choice in enumerate(self._choices):
            if other != number and field and field not in REPEATABLE and choice.currentData() == field:
                with QSignalBlocker(choice):
                    choice.setCurrentIndex(0)
        self.changed.emit(self.mapping)

    def _item(self, row: int, column: int, text: str, *, quiet: bool = False) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        if quiet:
            item.setForeground(theme.palette(theme.colors()).placeholderText())
        self.table.setItem(row, column, item)


def _examples(table: Table, number: int) -> list[str]:
    found: dict[str, None] = {}
    for row in table.rows[:LOOKED_AT]:
        if text := _cell_words(row[number]):
            found[text] = None
        if len(found) == EXAMPLES:
            break
    return list(found)


def _cell_words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    if isinstance(cell, (date, time)):
        return cell.isoformat()[:10] if isinstance(cell, date) else cell.isoformat("minutes")
    return " ".join(str(cell).split())
