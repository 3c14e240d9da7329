"""The hands in the window of the cases: the lender's files of the day, and its evening, by rows, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from planner.cases.changes import Remedy
from planner.running.evening import MUST, Open
from planner.running.needs import NeedKind
from tests.replay.by_window import AtThePhone
from tests.replay.person import Step, do, enter, gone, keys, press, top, until
from ui.cases.copies import CopiesPage
from ui.cases.morning import MorningPage
from ui.cases.outcome_draft import RowState
from ui.cases.outcomes import OutcomesPage
from ui.cases.page import Page
from ui.cases.window import CasesWindow
from ui.dialogs.lender_file import LenderFileDialog
from ui.running.evening import EveningPage, OpenLine


class InTheCases(AtThePhone):
    """What is done there and not beside the map."""

    # --- files

    def payments(self, file: Path) -> None:
        self._take_in(Remedy.IMPORT_PAYMENTS, file)

    def holds(self, file: Path) -> None:
        self._take_in(Remedy.IMPORT_HOLDS, file)

    def _take_in(self, remedy: Remedy, file: Path) -> None:
        page = self._page(MorningPage, self.window.actions_by_name["morning"].trigger)
        newer = self._found(lambda: _ready(page, remedy))
        self.person.through(newer.click, _choose(file))
        self._quiet()
        off = self._found(lambda: _ready(page, Remedy.TAKE_OFF))
        off.click()
        self.person.wait(lambda: page.note.text().startswith("Off the plan"))
        self._quiet()
        self._leave()

    # --- the evening

    def evening(self, sheets: Mapping[UUID, str]) -> None:
        self.look()
        page = self._page(EveningPage, partial(self._row, NeedKind.EVENING))
        self.person.wait(lambda: page.found)
        assert not MUST & set(self._left(page)), self._left(page)
        if Open.OUTCOMES in self._left(page):
            self._enter_outcomes(page, sheets)
        self._tick_off(page)
        self.person.wait(lambda: Open.COPIES not in self._left(page))
        page.shut.click()
        self.person.wait(page.open_again.isVisible)
        self._quiet()
        self._leave()

    def _enter_outcomes(self, evening: EveningPage, sheets: Mapping[UUID, str]) -> None:
        # In the order of the paper: a letter where the sheet has one, else on to the next row.
        page = self._page(OutcomesPage, _line(evening, Open.OUTCOMES).button.click)
        self.person.wait(lambda: page.model.rows)
        missing = {draft.line.visit.id for draft in page.model.rows if draft.missing}
        assert sheets.keys() <= missing, "what nobody told is on top"
        for row, draft in enumerate(page.model.rows[: len(missing)]):
            assert page.grid.currentIndex().row() == row
            if letter := sheets.get(draft.line.visit.id):
                keys(page.grid, letter)
            press(page.grid, Qt.Key.Key_Down)
        self._back(evening)
        self.person.wait(lambda: not page.keeping.busy)
        typed = [draft for draft in page.model.rows if draft.line.visit.id in sheets]
        assert all(draft.state == RowState.KEPT for draft in typed), [draft.problem for draft in typed]

    def _tick_off(self, evening: EveningPage) -> None:
        # The first by its row, the others by their numbers.
        page = self._page(CopiesPage, _line(evening, Open.COPIES).button.click)
        self.person.wait(lambda: page.list.topLevelItemCount())
        first, *others = self._out(page)
        page.list.choose(0)
        keys(page.list, "b")
        self.person.wait(lambda: first not in self._out(page))
        keys(page.numbers, " ".join(map(str, others)))
        enter(page.numbers)
        self.person.wait(lambda: not self._out(page))
        self._back(evening)

    @staticmethod
    def _out(page: CopiesPage) -> list[int]:
        rows = map(page.list.topLevelItem, range(page.list.topLevelItemCount()))
        return [int(item.text(0)) for item in rows if item]

    @staticmethod
    def _left(page: EveningPage) -> list[Open]:
        return [line.what for line in page.lines]

    # --- pages

    def _page[P: Page](self, kind: type[P], lead: Callable[[], object]) -> P:
        """The page that something leads to."""
        lead()
        self.person.wait(lambda: self._cases and isinstance(self._cases.page, kind))
        assert self._cases
        page = self._cases.page
        assert isinstance(page, kind)
        return page

    @property
    def _cases(self) -> CasesWindow | None:
        return self.window.errands._cases

    def _found[T](self, look: Callable[[], T | None]) -> T:
        self.person.wait(look)
        found = look()
        assert found is not None
        return found

    def _back(self, page: Page) -> None:
        """Escape leads back to the page before."""
        assert self._cases
        press(self._cases, Qt.Key.Key_Escape)
        self.person.wait(lambda: self._cases and self._cases.page is page)

    def _leave(self) -> None:
        assert self._cases
        self._cases.close()


def _choose(file: Path) -> Iterator[Step]:
    # The name is typed, Enter; what is in it is shown first; Enter.
    yield until(lambda: top(QFileDialog))
    chooser = top(QFileDialog)
    assert chooser
    field = chooser.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    yield do(lambda: keys(field, str(file)))
    yield do(lambda: enter(field))
    yield until(lambda: (shown := top(LenderFileDialog)) and shown.primary.isEnabled())
    dialog = top(LenderFileDialog)
    assert dialog
    yield do(lambda: enter(dialog))
    yield until(lambda: gone(dialog))


def _ready(page: MorningPage, remedy: Remedy) -> QPushButton | None:
    # The row of what is to be done, or the button for a newer file where nothing has to be.
    buttons = [row.button for row in page.rows if row.todo.remedy == remedy]
    buttons += [page.newer[remedy]] if remedy in page.newer and page.seen else []
    return next((each for each in buttons if each.isVisible() and each.isEnabled()), None)


def _line(page: EveningPage, what: Open) -> OpenLine:
    return next(line for line in page.lines if line.what == what)
