"""Imports a spreadsheet in one calm window: the file, its columns, its problems, and what accepting it does.

Nothing is stored before the person presses the button that says what it will do. Reading and storing are `planner`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QDateEdit, QFileDialog, QHBoxLayout, QLabel, QWidget

from planner.bootstrap import Office
from planner.day import importing
from planner.errors import Conflict
from planner.text import gettext as _
from planner.text import language, ngettext
from ui.background import Ticket
from ui.dialogs.frame import Frame, said, tabs
from ui.dialogs.import_changes import ChangesView
from ui.dialogs.import_columns import ColumnTable
from ui.dialogs.import_file import FileChoice, dropped_file
from ui.dialogs.import_kinds import KINDS, Kind, Reading
from ui.dialogs.import_problems import ProblemTable
from ui.dialogs.problem import problem_words, show_problem
from ui.dialogs.recovery_key import RecoveryKeyDialog

SUMMARY, COLUMNS, PROBLEMS = range(3)
READ_AFTER_MS = 150
"""Choices made quickly one after another are read once."""


class ImportDialog(Frame):
    """`value` is what the kind's `apply` gave: days for visits, a day for staff, a number for places."""

    @staticmethod
    def ask(
        parent: QWidget | None,
        office: Office,
        kind: str | Kind = "visits",
        *,
        file: Path | None = None,
        date: date | None = None,
    ) -> object | None:
        """Import a file of ``visits``, ``staff`` or ``places``, or of a kind of the caller's own.

        Parameters
        ----------
        date
            The day of rows that name none, and of the teams of a file of staff.

        Returns
        -------
        The days taken in, the day whose teams they are, or the number of places; None where nothing was imported.
        """
        dialog = ImportDialog(parent, office, kind, file=file, date=date)
        return dialog.value if dialog.run() else None

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        kind: str | Kind,
        *,
        file: Path | None = None,
        date: date | None = None,
    ) -> None:
        self._kind = KINDS[kind]() if isinstance(kind, str) else kind
        super().__init__(parent, _(self._kind.title), accept=_("Import"))
        self._office = office
        self._reading: Reading | None = None
        self._reader: Ticket | None = None
        self._storing = False
        self.file: Path | None = None
        self.value: object | None = None
        self._build(date)
        self._later = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._later.timeout.connect(lambda: self._read(self.columns.mapping))
        self.setAcceptDrops(True)
        self.resize(860, 600)
        if file:
            self.read_file(file)

    def _build(self, date: date | None) -> None:
        self._date_bar = self._date_line(date)
        self.choice = FileChoice(_(self._kind.hint), self._date_bar)
        self.wrong = said(wrong=True)
        self.changes = ChangesView()
        self.columns = ColumnTable(self._kind.columns)
        self.problems = ProblemTable()
        self.tabs = tabs()
        self.tabs.addTab(self.changes, _("S&ummary"))
        self.tabs.addTab(self.columns, _("C&olumns"))
        self.tabs.addTab(self.problems, _("&Problems"))
        self.body.addWidget(self.choice, 1)
        self.body.addWidget(self.wrong)
        self.body.addWidget(self.tabs, 1)
        self._rest = QWidget()
        self.body.addWidget(self._rest, 1)
        self._rest.hide()
        self.wrong.hide()
        self.tabs.hide()
        self.primary.setEnabled(False)
        self.choice.chosen.connect(self.read_file)
        self.columns.changed.connect(lambda _mapping: self._read_later())
        self.changes.vanished_decided.connect(self._show_deed)
        self.problems.save_wanted.connect(self._save_rows)
        self.progress.stopped.connect(self._stop_reading)

    def _date_line(self, date: date | None) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(_(self._kind.date_label))
        self.day = QDateEdit(QDate(*(date or self._office.clock().date()).timetuple()[:3]))
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.dateChanged.connect(self._read_later)
        label.setBuddy(self.day)
        row.addWidget(label)
        row.addWidget(self.day)
        line.hide()
        return line

    # --- reading

    def read_file(self, file: Path) -> None:
        """Read a file anew."""
        self.file = file
        self._reading = None
        self.choice.show_file(file)
        self.body.setStretchFactor(self.choice, 0)
        self._show_tabs(False)
        self._read(None)

    def _read_later(self) -> None:
        if self.file:
            self.primary.setEnabled(False)
            self._later.start()

    def _read(self, mapping: Mapping[int, str] | None) -> None:
        if self._reader:
            self._reader.cancel()
        self.progress.begin(_("Reading the file"))
        self.primary.setEnabled(False)
        self._reader = self.background.run(
            self._kind.read,
            self._office,
            self.file,
            self.day.date().toPython(),
            mapping,
            on_done=self._show,
            on_error=self._show_wrong,
        )

    def _stop_reading(self) -> None:
        if self._reader:
            self._reader.cancel()
        self.progress.end()

    def _show_wrong(self, error: Exception) -> None:
        # The file stays named, so that it can be put right and dropped again.
        self.progress.end()
        self._show_tabs(False)
        self.wrong.setText(problem_words(error))
        self.wrong.show()
        self.choice.another.setFocus()

    def _show(self, reading: Reading) -> None:
        first = self._reading is None
        self._reading = reading
        self.progress.end()
        count = len(reading.table.rows)
        assert self.file
        self.choice.show_file(self.file, ngettext("{count} row", "{count} rows", count).format(count=count))
        missing = [column.header(language()) for column in reading.missing]
        self.changes.show_reading(reading, self._office.clock().date())
        self.columns.show_table(reading.table, reading.mapping, missing)
        self.problems.show_problems(reading.problems, len(reading.bad_rows), reading.columns)
        self.tabs.setTabText(PROBLEMS, _("&Problems ({count})").format(count=len(reading.problems)))
        self._show_tabs(True)
        if first:
            self.tabs.setCurrentIndex(COLUMNS if missing else SUMMARY)
        self._show_deed()
        if first and self.primary.isEnabled():
            self.primary.setFocus()

    def _show_tabs(self, shown: bool) -> None:
        self.tabs.setVisible(shown)
        self._rest.setVisible(not shown)
        self._date_bar.setVisible(shown and bool(self._kind.date_label))
        self.wrong.hide()

    def _show_deed(self) -> None:
        reading = self._reading
        deed = reading.deed_with(keep_vanished=self.changes.keep_vanished) if reading else ""
        self.primary.setText(deed or _("Nothing to import"))
        self.primary.setEnabled(bool(deed) and not self._storing)

    def _save_rows(self) -> None:
        if self._reading is None or self.file is None:
            return
        proposed = self.file.with_name(_("{name} to correct.xlsx").format(name=self.file.stem))
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save rows to correct"), str(proposed), _("Workbook (*.xlsx)")
        )
        if name:
            self.background.run(
                importing.write_bad_rows,
                Path(name),
                self._reading,
                on_done=lambda _none: self.problems.show_saved(Path(name)),
                on_error=self._failed,
            )

    # --- storing

    def confirm(self) -> None:
        """Show the recovery key where it was never shown, then store."""
        self._store(True)
        self.background.run(self._office.recovery_key_once, on_done=self._keyed, on_error=self._failed)

    def _keyed(self, key: str | None) -> None:
        if key and not RecoveryKeyDialog.ask(self, self._office, key):
            self._store(False)
            return
        self.background.run(
            self._kind.apply,
            self._office,
            self._reading,
            self.day.date().toPython(),
            keep_vanished=self.changes.keep_vanished,
            on_done=self._stored,
            on_error=self._failed,
        )

    def _stored(self, value: object) -> None:
        self.value = value
        self._store(False)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._store(False)
        show_problem(self, error)
        if isinstance(error, Conflict):  # the day is another by now: so is what the file changes in it
            self._read_later()

    def _store(self, under_way: bool) -> None:
        self._storing = under_way
        if under_way:
            self.progress.begin(_("Importing"), can_stop=False)
        else:
            self.progress.end()
        self.cancel.setEnabled(not under_way)
        self.tabs.setEnabled(not under_way)
        self.choice.setEnabled(not under_way)
        self._show_deed()

    # --- gestures

    def reject(self) -> None:
        if not self._storing:  # what is being stored is stored whole
            super().reject()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) and not self._storing:
            event.acceptProposedAction()
            self.choice.show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.choice.show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.choice.show_drop(False)
        if file := dropped_file(event):
            event.acceptProposedAction()
            self.read_file(file)
