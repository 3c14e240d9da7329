"""The page of the record: whether it is whole, its entries narrowed by word and kind, and compared with a paper."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.looking import look
from planner.users import ALONE
from tests.conftest import NOW
from tests.planner.cases.builders import a_case
from ui.dialogs.record import OUTSIDE, RecordDialog
from ui.dialogs.record_model import KIND, NUMBER, WHAT

ENTRIES: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("visits_imported", "user", {"date": "2026-11-23", "added": 60}),
    ("issued", "user", {"date": "2026-11-23", "version": 1, "visits": 58, "teams": 9, "rules": "house 1"}),
    ("issued", "R. Sorel", {"date": "2026-11-24", "version": 2, "visits": 57, "with_names": True}),
    ("backup_written", "command line", {"file": "monday.backup"}),
)


def fill(office: Office) -> None:
    for number, (kind, actor, details) in enumerate(ENTRIES):
        with office.store.writing() as session:
            session.record(kind, actor, NOW + timedelta(minutes=number), **details)


def opened(qtbot: QtBot, office: Office) -> RecordDialog:
    dialog = RecordDialog(None, office)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: "Examining" not in dialog.state.text())
    return dialog


def shown(dialog: RecordDialog, column: int = NUMBER) -> list[str]:
    return [dialog.model.index(row, column).data() for row in range(dialog.model.rowCount())]


def says(dialog: RecordDialog, words: str) -> bool:
    return words in dialog.answer.text()


def test_the_page_lists_who_did_what_and_says_that_the_record_is_whole(qtbot: QtBot, office: Office) -> None:
    fill(office)
    dialog = opened(qtbot, office)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert dialog.state.text().startswith("The record is whole: 4 entries")
    assert shown(dialog) == ["4", "3", "2", "1"]
    assert shown(dialog, KIND) == ["Backup written", "Plan issued", "Plan issued", "Visits imported"]
    assert shown(dialog, WHAT)[1] == "2026-11-24 · version 2 · with names"
    assert dialog.count.text() == "4 of 4 entries"


def test_entries_are_narrowed_by_words_kind_and_what_is_outside(qtbot: QtBot, office: Office) -> None:
    fill(office)
    dialog = opened(qtbot, office)
    qtbot.keyClicks(dialog.words, "sorel names")
    assert shown(dialog) == ["3"]
    dialog.words.clear()
    dialog.kinds.setCurrentIndex(dialog.kinds.findData("issued"))
    assert shown(dialog) == ["3", "2"]
    dialog.kinds.setCurrentIndex(dialog.kinds.findData(OUTSIDE))
    assert shown(dialog) == ["3", "2"]
    qtbot.keyClicks(dialog.words, "sorel")
    assert shown(dialog) == ["3"]


def test_a_number_and_enter_tell_all_about_that_customer(qtbot: QtBot, office: Office) -> None:
    fill(office)
    file = a_case(office)
    look(office, file.id, by=ALONE)
    dialog = opened(qtbot, office)
    for number, told in ((file.case.reference, "1 entry about this customer."), ("V-9", "goes by V-9 here")):
        dialog.words.setText(number)
        qtbot.keyClick(dialog.words, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(says, dialog, told))
        if "about" in told:
            assert shown(dialog, KIND) == ["Case file seen"]
    assert dialog.isVisible()


def test_a_paper_is_compared(qtbot: QtBot, office: Office) -> None:
    fill(office)
    with office.store.reading() as session:
        head = session.record_head()
    dialog = opened(qtbot, office)
    for typed, told in (
        (head.short, "The paper agrees."),
        ("4:0000000000000000", "not the one on the paper"),
        ("4", "is not what"),
    ):
        dialog.paper.setText(typed)
        qtbot.keyClick(dialog.paper, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(says, dialog, told))
    assert dialog.isVisible(), "Enter compares and does not close"


def test_a_record_that_was_changed_is_told_in_words(qtbot: QtBot, office: Office) -> None:
    fill(office)
    with office.store.writing() as session:
        session.connection.exec_driver_sql("UPDATE record SET details = 'no JSON' WHERE number = 2")
    dialog = opened(qtbot, office)
    assert "broken at entry 2" in dialog.state.text()
    assert len(shown(dialog)) == 4


def test_an_empty_record_is_whole_too(qtbot: QtBot, office: Office) -> None:
    dialog = opened(qtbot, office)
    assert dialog.state.text().startswith("The record is whole: 0 entries")
    assert dialog.model.rowCount() == 0
