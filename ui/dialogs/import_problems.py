"""Lists what is wrong in a file: row, column, value, and what to do. Finds no problem itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.day.importing import Problem
from planner.day.importing.columns import Column
from planner.day.importing.problems import PROBLEMS
from planner.text import gettext as _
from planner.text import language, ngettext
from ui.dialogs.frame import said

MOST_SHOWN = 500
"""More lines than anyone reads; the saved rows hold them all."""


class ProblemTable(QWidget):
    """The problems of a file in its own order, and a button that saves the rows to correct."""

    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels([_("Row"), _("Column"), _("Value"), _("What to do")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(_("Problems"))
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(40)  # rows looked at
        header.resizeSection(2, 150)
        header.setStretchLastSection(True)
        self.note = said(quiet=True)
        self.save = QPushButton(_("Save ro&ws to correct…"))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.save_wanted)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table)

    def show_problems(self, problems: Sequence[Problem], bad_rows: int, columns: Sequence[Column]) -> None:
        """Show them; where whole rows are bad they can be saved."""
        self.save.setVisible(bad_rows > 0)
        self.note.setText(_note(len(problems), bad_rows))
        known = {column.en: column.header(language()) for column in columns}
        shown = problems[:MOST_SHOWN]
        self.table.hide()  # a table in sight measures itself at every cell
        self.table.setRowCount(len(shown))
        for number, problem in enumerate(shown):
            place = str(problem.row) if problem.row else _("file")
            column = problem.column if problem.row else known.get(problem.column, problem.column)
            cells = (place, column, problem.value, _(PROBLEMS[problem.code]))
            for place_in_row, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(number, place_in_row, item)
        for number in (0, 1):
            self.table.resizeColumnToContents(number)
        self.table.setVisible(bool(shown))

    def show_saved(self, file: Path) -> None:
        """Say that the rows were saved."""
        self.note.setText(_("Saved: {file}. Correct it and import it like any other file.").format(file=file.name))


def _note(problems: int, bad_rows: int) -> str:
    if not problems:
        return _("No problems: every row was read.")
    if not bad_rows:
        return _("No row can be read until this is put right.")
    said_of_rows = ngettext(
        "{count} row is not imported. Correct it in the file, or save it to correct it apart.",
        "{count} rows are not imported. Correct them in the file, or save them to correct them apart.",
        bad_rows,
    ).format(count=bad_rows)
    if problems <= MOST_SHOWN:
        return said_of_rows
    return said_of_rows + " " + _("The first {count} problems are shown.").format(count=MOST_SHOWN)
