"""The other half of the hands at the window: what changes the plan of the whole day, the files, and the evening."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog

from planner.bootstrap import Office
from planner.cases.changes import Remedy
from planner.cases.copies import CopyState, copies_of, settle
from planner.cases.morning import ToDo
from planner.day.geocoding import confirm as confirm_place
from planner.running.evening import close_day
from planner.running.happened import Answer, Happened, What
from planner.running.needs import NeedKind
from planner.users import User
from tests.replay.by_window import AtThePhone
from tests.replay.hands import Pick
from tests.replay.person import Person, Step, do, enter, gone, keys, top, until
from ui.cases.morning import MorningPage
from ui.dialogs.difference import DifferenceDialog
from ui.dialogs.issue import IssuedDialog, IssueDialog
from ui.dialogs.lender_file import LenderFileDialog
from ui.dialogs.problem import ProblemBox
from ui.dialogs.urgent import UrgentDialog
from ui.main_window import MainWindow
from ui.running.call_list import CallListDialog
from ui.running.happens import HappensDialog
from ui.running.slow_day import SlowDayDialog


class ByWindow(AtThePhone):
    """See `tests.replay.hands.Hands`."""

    def __init__(self, window: MainWindow, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(window, person)
        self._patch = monkeypatch
        self.problems: list[str] = []
        monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text, _details: self.problems.append(text))

    # --- files

    def payments(self, file: Path) -> None:
        self._take_in(Remedy.IMPORT_PAYMENTS, file)

    def holds(self, file: Path) -> None:
        self._take_in(Remedy.IMPORT_HOLDS, file)

    def _take_in(self, remedy: Remedy, file: Path) -> None:
        # The system's own box for files is nobody's to press: it names the file.
        self._patch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
        self.window.errands.morning()
        cases = self.window.errands._cases
        assert cases
        page = cases.pages.currentWidget()
        assert isinstance(page, MorningPage)

        def steps() -> Iterator[Step]:
            yield until(lambda: (shown := top(LenderFileDialog)) and shown.primary.isEnabled())
            dialog = top(LenderFileDialog)
            assert dialog
            yield do(lambda: enter(dialog))
            yield until(lambda: gone(dialog))

        self.person.through(partial(page.do, ToDo(remedy)), steps())
        self._quiet()
        page.do(ToDo(Remedy.TAKE_OFF))
        self.person.wait(lambda: page.note.text().startswith("Off the plan"))
        self._quiet()
        cases.close()

    # --- the plan

    def slow(self, factor: float) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(SlowDayDialog))
            dialog = top(SlowDayDialog)
            assert dialog
            yield do(lambda: dialog.choices[factor].setChecked(True))
            yield do(lambda: enter(dialog))

        self.person.through(self.window.actions_by_name["slow_day"].trigger, steps())
        self._quiet()

    def road_open(self) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(HappensDialog))
            dialog = top(HappensDialog)
            assert dialog
            yield do(lambda: keys(dialog.what, "6"))

        self.person.through(self.window.errands.happened, steps())
        self._quiet()

    def happened(self, happened: Happened, pick: Pick[Answer]) -> Answer | None:
        taken: list[Answer] = []
        self.person.through(partial(self._begin, happened), self._answered(happened, pick, taken))
        self._quiet()
        return taken[0] if taken else None

    def _begin(self, happened: Happened) -> None:
        if happened.what == What.ROAD_CLOSED:
            self.window.errands.road_closed()
            self.window.map.ring_drawn.emit(happened.ring)  # as the page does when the last corner is set
        else:
            self.window.errands.happened()

    def _answered(self, happened: Happened, pick: Pick[Answer], taken: list[Answer]) -> Iterator[Step]:
        yield until(lambda: top(HappensDialog))
        dialog = top(HappensDialog)
        assert dialog
        if happened.what != What.ROAD_CLOSED:
            yield do(lambda: keys(dialog.what, str(list(What).index(happened.what) + 1)))
            yield do(lambda: _choose(dialog, happened.staff_id or happened.shift_id))
            yield do(lambda: enter(dialog.who.list))
        yield until(lambda: not dialog.background.busy and (dialog.table.answers or dialog.note.text()))
        answer = pick(dialog.table.answers)
        if answer is None:
            yield do(dialog.reject)
            return
        taken.append(answer)
        plan = answer.after.plan
        yield do(lambda: dialog.table.selectRow(list(dialog.table.answers).index(answer)))
        yield do(dialog.confirm)
        document = self.window.document
        yield until(lambda: not document.busy and document.plan == plan)
        if answer.customers:  # the list of calls comes by itself
            yield until(lambda: top(CallListDialog))
            yield do(lambda: top(CallListDialog).reject())  # type: ignore[union-attr]

    def urgent(self, visit_id: UUID) -> None:
        window, document = self.window, self.window.document
        place = self.work.day.visit(visit_id).location
        assert place

        day = self.work.day

        def placed(office: Office, *, by: User) -> None:
            confirm_place(office, day, visit_id, place, by="desk")

        done: list[int] = []
        document.note(placed, on_done=lambda _found: done.append(1))
        self.person.wait(lambda: done)
        document.take_newer()
        self._quiet()
        window.selecting.select((visit_id,))
        told = len(self.problems)

        def steps() -> Iterator[Step]:
            yield until(lambda: top(UrgentDialog))
            yield do(lambda: enter(top(UrgentDialog)))  # type: ignore[arg-type]
            yield until(lambda: top(DifferenceDialog) or len(self.problems) > told)
            if dialog := top(DifferenceDialog):
                yield do(lambda: dialog.primary.click())

        self.person.through(window.actions_by_name["insert_urgent"].trigger, steps())
        self._quiet()

    def issue(self) -> None:
        def steps() -> Iterator[Step]:
            yield until(lambda: top(IssueDialog))
            dialog = top(IssueDialog)
            assert dialog
            assert not dialog.blockers, dialog.blockers
            dialog.folder.setText(str(self.office.data / "out"))
            yield do(lambda: dialog.primary.click())
            yield until(lambda: top(IssuedDialog))
            yield do(lambda: top(IssuedDialog).reject())  # type: ignore[union-attr]

        self.look()
        self.person.through(partial(self._row, NeedKind.PAPERS), steps())
        self._quiet()

    # --- the evening

    def evening(self) -> None:
        day = self.work.day.date

        def close(office: object, *, by: User) -> None:
            with self.office.store.writing() as session:
                out = [copy.number for copy in copies_of(session, day) if copy.open]
                settle(session, out, CopyState.RETURNED, at=self.office.clock(), by=by.actor)
            close_day(self.office, day, by=by)

        done: list[int] = []
        problems: list[Exception] = []
        self.window.document.note(close, on_done=lambda _found: done.append(1), on_error=problems.append)
        self.person.wait(lambda: done or problems)
        if problems:
            raise problems[0]


def _choose(dialog: HappensDialog, key: UUID | None) -> None:
    rows = dialog.who.list
    for number in range(rows.count()):
        rows.setCurrentRow(number)
        if dialog.who.key == key:
            return
    raise AssertionError("nobody like that")
