"""Reads one of the lender's files of the morning: what is in it is shown first, and then it counts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from planner.bootstrap import Office
from planner.cases.booking import PaymentsRead, book
from planner.cases.holds_file import HoldsFile, HoldsRead, hold, read_holds
from planner.cases.payments import PaymentsFile, read_payments
from planner.day import importing
from planner.text import gettext as _
from planner.text import ngettext
from planner.users import User
from ui.cases.desk import Desk
from ui.dialogs.fields import Note, open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.problem import problem_words

type Read = PaymentsFile | HoldsFile
type Done = PaymentsRead | HoldsRead


class LenderFileDialog(Frame):
    """`kind` is ``payments`` or ``holds``."""

    @staticmethod
    def ask(parent: QWidget | None, desk: Desk, kind: str) -> str:
        """Choose a file, show it and take it in; what came of it, in a sentence. Empty where nothing was done."""
        title = _("The lender's payments") if kind == "payments" else _("The lender's holds")
        name, _kind = QFileDialog.getOpenFileName(parent, title, "", _("Spreadsheets (*.xlsx *.csv)"))
        if not name:
            return ""
        dialog = LenderFileDialog(parent, desk, kind, Path(name))
        return dialog.said if dialog.run() else ""

    def __init__(self, parent: QWidget | None, desk: Desk, kind: str, file: Path) -> None:
        title = _("The lender's payments") if kind == "payments" else _("The lender's holds")
        super().__init__(parent, title, accept=_("&Take it in"), lead=file.name)
        self._desk, self._kind = desk, kind
        self._read: Read | None = None
        self.said = ""
        self.words = said(_("Reading…"))
        self.note = Note()
        self.problems = QListWidget()
        self.problems.setAccessibleName(_("Rows that cannot be read"))
        self.problems.setWordWrap(True)
        self.problems.hide()
        for widget in (self.words, self.note, self.problems):
            self.body.addWidget(widget, int(widget is self.problems))
        self.body.addStretch(1)
        self.primary.setEnabled(False)
        open_at(self, 480, 320)
        self.background.run(_look, desk.office, kind, file, on_done=self._show, on_error=self._fail)

    def _show(self, read: Read) -> None:
        self._read = read
        count, at = len(read.rows), f"{read.as_of.astimezone(read.zone):%Y-%m-%d %H:%M}"
        words = ngettext("{count} row, as of {time}.", "{count} rows, as of {time}.", count)
        self.words.setText(words.format(count=count, time=at))
        if read.problems:
            left = len({problem.row for problem in read.problems if problem.row})
            told = ngettext("{count} row is left out:", "{count} rows are left out:", left).format(count=left)
            self.note.say(told, "worse")
            self.problems.addItems([importing.problem_sentence(problem) for problem in read.problems])
            self.problems.show()
        whole = not any(not problem.row for problem in read.problems)
        self.primary.setEnabled(whole)

    def confirm(self) -> None:
        """Let it count."""
        assert self._read
        self.primary.setEnabled(False)
        self._desk.act(
            _take_in, self._desk.office, self._read, self._desk.user, on_done=self._done, on_error=self._fail, days=True
        )

    def _done(self, done: Done) -> None:
        self.said = done_words(done)
        self.accept()

    def _fail(self, problem: Exception) -> None:
        self.words.setText("")
        self.note.say(problem_words(problem))


def _look(office: Office, kind: str, file: Path) -> Read:
    return read_payments(office, file) if kind == "payments" else read_holds(office, file)


def _take_in(office: Office, read: Read, user: User) -> Done:
    return book(office, read, by=user) if isinstance(read, PaymentsFile) else hold(office, read, by=user)


def done_words(done: Done) -> str:
    """What came of it."""
    if isinstance(done, PaymentsRead):
        closed = sum(len(each.closed) for each in done.changes)
        new = ngettext("{count} new payment.", "{count} new payments.", done.new).format(count=done.new)
        return f"{new} {ngettext('{count} case is paid.', '{count} cases are paid.', closed).format(count=closed)}"
    return _("Holds: {begun} new or changed, {ended} ended.").format(begun=done.begun, ended=done.ended)
