"""Takes in the sheet that teams brought back: all of it, or nothing and a list of what is to be corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from planner.cases.returned import Returned, read_returned, take_in
from planner.day.importing import problem_sentence
from planner.text import gettext as _
from planner.text import ngettext
from ui.cases.desk import Desk
from ui.cases.outcome_keeping import OutcomeKeeping
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame
from ui.dialogs.problem import problem_words


class OutcomeSheet(QObject):
    """`entered` tells how many came in, `said` why nothing did, with the tone of it."""

    entered = Signal(int)
    said = Signal(str, str)

    def __init__(self, desk: Desk, keeping: OutcomeKeeping, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._keeping, self._page = desk, keeping, parent

    def choose(self) -> None:
        """Ask for a file and read it."""
        name, _kind = QFileDialog.getOpenFileName(
            self._page, _("Read a returned sheet"), "", _("Spreadsheets (*.xlsx *.xlsm *.csv)")
        )
        if name:
            self.read(Path(name))

    def read(self, file: Path) -> None:
        """Read it; where no cell is wrong all of it is entered."""
        self.said.emit("", "text")
        desk = self._desk
        desk.background.run(read_returned, desk.office, file, by=desk.user, on_done=self._read, on_error=self._fail)

    def _read(self, returned: Returned) -> None:
        if returned.problems:
            ReturnedProblems.ask(self._page, returned)
            return
        held = [day for day in returned.entries if self._desk.hold_day(day)]
        if self._keeping.busy or len(held) < len(returned.entries):
            self._let_go(held)
            self.said.emit(busy_words(), "worse")
            return

        def done(count: int) -> None:
            self._let_go(held)
            self.entered.emit(count)

        def error(problem: Exception) -> None:
            self._let_go(held)
            self._fail(problem)

        desk = self._desk
        desk.act(take_in, desk.office, returned, desk.worker, by=desk.user, on_done=done, on_error=error)

    def _let_go(self, days: Sequence[date]) -> None:
        for day in days:
            self._desk.let_day_go(day)

    def _fail(self, problem: Exception) -> None:
        self.said.emit(problem_words(problem), "wrong")


def busy_words() -> str:
    """Why something cannot be entered at this moment."""
    return _("Something is being entered or planned just now. Try again in a moment.")


class ReturnedProblems(Frame):
    """A line for each cell."""

    @staticmethod
    def ask(parent: QWidget | None, returned: Returned) -> None:
        """Show what is wrong."""
        ReturnedProblems(parent, returned).run()

    def __init__(self, parent: QWidget | None, returned: Returned) -> None:
        count = len(returned.problems)
        words = ngettext("{count} cell is to be corrected", "{count} cells are to be corrected", count)
        lead = _("Nothing was entered. Correct them in the sheet, save it, and read it again.")
        super().__init__(parent, words.format(count=count), lead=lead)
        self.list = QListWidget()
        self.list.setAccessibleName(_("What is to be corrected"))
        self.list.setWordWrap(True)
        self.list.addItems([problem_sentence(problem) for problem in returned.problems])
        self.body.addWidget(self.list, 1)
        open_at(self, 560, 360)
