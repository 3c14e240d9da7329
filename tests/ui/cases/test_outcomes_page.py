"""The evening: sixty outcomes by keys alone, kept beside the window, and nothing of the day's own window lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.entering import lines
from planner.cases.model import Hold
from planner.cases.outcomes import Code, VisitOutcome
from planner.cases.returned import Returned
from planner.documents.return_sheet import add_return_sheets
from planner.documents.stamp import Stamp
from planner.model import Day, Plan
from planner.text import sentence
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out
from ui.case_errands import CaseErrands
from ui.cases.desk import Desk
from ui.cases.outcome_draft import read_digits, show_digits
from ui.cases.outcome_model import CODE, CUSTOMER, WORDS
from ui.cases.outcome_sheet import ReturnedProblems
from ui.cases.outcomes import OutcomesPage
from ui.document import Document

LONG_MS = 30_000
MOST_KEYS = 12
"""At five keys in two seconds, sixty rows of so many take less than five minutes: three are left for turning pages."""
type Out = tuple[Day, Plan]


@pytest.fixture
def page(qtbot: QtBot, office: Office, worker: Worker, out: Out) -> Iterator[OutcomesPage]:
    """The evening of the Tuesday of four visits."""
    desk = Desk(office, worker=worker)
    shown = opened(qtbot, desk)
    yield shown
    desk.close()


def opened(qtbot: QtBot, desk: Desk) -> OutcomesPage:
    page = OutcomesPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: bool(page.model.rows), timeout=LONG_MS)
    page.grid.setFocus()
    return page


def press(qtbot: QtBot, page: OutcomesPage, keys: str) -> int:
    """Type: ``>`` is Tab, ``/`` Enter, ``<`` Backspace, ``v`` the arrow down. How many keys that were."""
    named = {">": Qt.Key.Key_Tab, "/": Qt.Key.Key_Return, "<": Qt.Key.Key_Backspace, "v": Qt.Key.Key_Down}
    for key in keys:
        if key in named:
            qtbot.keyClick(page.grid, named[key])
        else:
            qtbot.keyClicks(page.grid, key)
    return len(keys)


def all_kept(qtbot: QtBot, page: OutcomesPage) -> None:
    page.keeping.flush()
    qtbot.waitUntil(lambda: not page.keeping.busy, timeout=LONG_MS)


def entered(office: Office) -> list[VisitOutcome | None]:
    with office.store.reading() as session:
        return [line.outcome for line in lines(session, TUESDAY)]


def said(page: OutcomesPage, row: int, column: int = WORDS) -> str:
    return str(page.model.index(row, column).data())


def test_a_row_takes_twelve_keys_and_no_mouse(qtbot: QtBot, office: Office, page: OutcomesPage) -> None:
    assert (page.count.text(), said(page, 0, CUSTOMER)) == ("4 of 4 missing", "Quill3 A.")
    for number, row in enumerate(("0930>0955>B/", "1010/1020/c/", "0930>0955a/", "1200>1230>j/")):
        assert press(qtbot, page, row) <= MOST_KEYS
        assert page.grid.currentIndex().row() == min(number + 1, 3)
    all_kept(qtbot, page)
    found = entered(office)
    assert [each.code for each in found if each] == [Code.TALKED, Code.NOT_AT_HOME, Code.PLAN_AGREED, Code.DISPUTES]
    assert found[0]
    assert (found[0].arrived, found[0].left) == tuple(datetime(2026, 11, 24, 9, each, tzinfo=UTC) for each in (30, 55))
    assert page.count.text() == "All 4 are in."
    assert "Hold: Dispute or complaint" in said(page, 3)


def test_nothing_is_filled_in_and_what_is_wrong_is_said_in_its_row(
    qtbot: QtBot, office: Office, page: OutcomesPage
) -> None:
    press(qtbot, page, "xv2570bv0930vv")
    assert said(page, 0) == "“X” is no code. Codes are the letters A to M."
    assert said(page, 1) == "25:70 is no time of day. Type it as 0930."
    assert said(page, 2) == "The code is missing. Type one letter, A to M."
    press(qtbot, page, "1000>0930>A")
    page.grid.go_to(0)
    assert said(page, 3) == "The team left before it arrived. Correct one of the two times."
    all_kept(qtbot, page)
    assert entered(office) == [None] * 4
    page.grid.go_to(3)
    press(qtbot, page, ">" + "<" * 4 + "1015/")
    page.grid.go_to(0)
    all_kept(qtbot, page)
    assert page.count.text() == "3 of 4 missing"


def test_backspace_takes_one_back_after_asking(
    qtbot: QtBot, office: Office, page: OutcomesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, page, "HvI")
    page.grid.go_to(0, CODE)
    all_kept(qtbot, page)
    press(qtbot, page, "A")
    assert said(page, 0) == "It is entered. Backspace takes it back, F4 tells more."
    asked: list[str] = []

    def answer(_parent: object, _title: str, words: str) -> QMessageBox.StandardButton:
        asked.append(words)
        return QMessageBox.StandardButton.No if len(asked) == 1 else QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    press(qtbot, page, "<")
    assert not page.keeping.busy
    press(qtbot, page, "<")
    qtbot.waitUntil(lambda: not page.keeping.busy, timeout=LONG_MS)
    assert entered(office)[0] is None
    assert page.count.text() == "3 of 4 missing"
    assert asked[0] == "Take back what was entered of Quill3 A.? The hold that came of it ends."


def test_what_the_customer_told_is_kept_with_it(qtbot: QtBot, office: Office, page: OutcomesPage) -> None:
    press(qtbot, page, "I")
    qtbot.keyClick(page.grid, Qt.Key.Key_F4)
    assert page.side.who.text() == "Ada Quill3"
    qtbot.keyClicks(page.side.family, "cares for her mother")
    qtbot.keyClicks(page.side.recording, "R-17")
    page.side.group.setCurrentIndex(1)
    page.side.group.activated.emit(1)
    qtbot.keyClick(page.side.family, Qt.Key.Key_F4)
    press(qtbot, page, "v")
    all_kept(qtbot, page)
    (outcome,) = (each for each in entered(office) if each)
    assert (outcome.family, outcome.recording) == ("cares for her mother", "R-17")
    with office.store.reading() as session:
        (hold,) = session.facts(Hold, customers=[outcome.customer_id])
        assert "mother" not in str(session.records_of("outcome"))
    assert hold.group == "serious_illness"


def test_nothing_that_was_planned_in_the_days_own_window_is_lost(
    qtbot: QtBot, office: Office, worker: Worker, out: Out
) -> None:
    the_day, plan = out
    document = Document(office, worker)
    document.open(TUESDAY)
    qtbot.waitUntil(lambda: not document.busy, timeout=LONG_MS)
    document.failed.connect(lambda problem: pytest.fail(sentence(problem)))
    errands = CaseErrands(None, document)  # type: ignore[arg-type]
    page = opened(qtbot, errands.desk)
    last = the_day.visits[3]
    here = plan.route_of(last.id)
    assert here
    other = next(shift for shift in the_day.shifts if shift.id != here.shift_id)
    document.move("Move", [last.id], other.id)  # not kept yet
    press(qtbot, page, "0930>0955>B/")
    all_kept(qtbot, page)
    qtbot.waitUntil(lambda: not document.busy, timeout=LONG_MS)
    document.save()
    with office.store.reading() as session:
        draft = session.draft(the_day.id)
    for found in (draft, document.plan):
        assert found
        moved = found.route_of(last.id)
        assert moved
        assert moved.shift_id == other.id
        assert [stop.actual.outcome for route in found.routes for stop in route.stops if stop.actual] == ["done"]
    errands.close()
    document.close()


def test_while_the_days_window_is_busy_what_was_entered_waits(qtbot: QtBot, office: Office, page: OutcomesPage) -> None:
    may = [False]
    page.desk.hold_day = lambda _when: may[0]
    press(qtbot, page, "0930>0955>B/")
    page.keeping.flush()
    assert page.keeping.busy
    assert entered(office) == [None] * 4
    may[0] = True
    qtbot.waitUntil(lambda: not page.keeping.busy, timeout=LONG_MS)
    assert sum(each is not None for each in entered(office)) == 1


def test_a_returned_sheet_is_read_by_a_button(
    qtbot: QtBot, office: Office, page: OutcomesPage, out: Out, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, book = tmp_path / "plan.xlsx", Workbook()
    add_return_sheets(book, *out, Stamp(1, NOW, "en", "floor", "", False, "1:ab"))
    sheet = book["Return"]
    assert isinstance(sheet, Worksheet)
    sheet.cell(2, 8, "B")
    sheet.cell(3, 6, "noon")
    book.save(file)
    wrong: list[Returned] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    monkeypatch.setattr(ReturnedProblems, "ask", lambda _parent, returned: wrong.append(returned))
    page.sheet.click()
    qtbot.waitUntil(lambda: bool(wrong), timeout=LONG_MS)
    assert {each.code for each in wrong[0].problems} == {"bad_time", "no_code"}
    assert entered(office) == [None] * 4
    sheet.cell(3, 6).value = None
    book.save(file)
    page.sheet.click()
    qtbot.waitUntil(lambda: page.count.text() == "3 of 4 missing", timeout=LONG_MS)
    assert page.note.text() == "1 outcome was entered."


@pytest.mark.parametrize(
    ("digits", "shown", "is_time"),
    [
        ("0930", "09:30", True),
        ("930", "9:30", True),
        ("123", "12:3", False),
        ("2400", "24:00", False),
        ("9", "9", False),
    ],
)
def test_times_are_typed_by_their_digits(digits: str, shown: str, is_time: bool) -> None:
    assert (show_digits(digits), read_digits(digits) is not None) == (shown, is_time)
