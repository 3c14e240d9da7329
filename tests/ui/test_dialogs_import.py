"""A spreadsheet comes in through one window, which says exactly what it will do before it does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import importing
from planner.text import use_language
from tests.builders import TUESDAY
from ui.dialogs.import_changes import change_words
from ui.dialogs.import_visits import COLUMNS, PROBLEMS, SUMMARY, ImportDialog
from ui.dialogs.problem import ProblemBox
from ui.dialogs.recovery_key import RecoveryKeyDialog

HEAD = ("Visit reference", "Customer reference", "Case references", "Name", "Address", "Windows", "Status", "Approver")
STAFF_HEAD = ("Staff reference", "Name", "Team")
ASK_KEY = RecoveryKeyDialog.ask
type Write = Callable[..., Path]
type Open = Callable[..., ImportDialog]


def row(number: int, *, status: str = "approved", windows: str = "any", approver: str = "R. Sorel") -> tuple[str, ...]:
    address = f"Maple Close {number}, Emberford"
    return f"V-{number}", f"C-{number}", f"K-{number}", f"Egon Ilves{number}", address, windows, status, approver


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a small workbook."""

    def write(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, name: str = "day.xlsx") -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet
        for each in (head, *rows):
            sheet.append(each)
        book.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture(autouse=True)
def key_shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Recovery keys that a person was shown and said to have kept."""
    shown: list[str] = []
    monkeypatch.setattr(RecoveryKeyDialog, "ask", lambda _parent, _office, key: not shown.append(key))
    return shown


@pytest.fixture(autouse=True)
def problems_told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Sentences that were shown in a box."""
    told: list[str] = []
    monkeypatch.setattr(ProblemBox, "tell", lambda _parent, text, _details: told.append(text))
    return told


@pytest.fixture
def opened(qtbot: QtBot, office: Office) -> Open:
    """Opens the window on a file and waits until it was read."""

    def opened(file: Path, kind: str = "visits") -> ImportDialog:
        dialog = ImportDialog(None, office, kind, file=file, date=TUESDAY)
        qtbot.addWidget(dialog)
        dialog.show()
        read(qtbot, dialog)
        return dialog

    return opened


def read(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.tabs.isHidden() and not dialog.background.busy)


def accepted(qtbot: QtBot, dialog: ImportDialog) -> Any:
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.value is not None)
    return dialog.value


def tree_lines(dialog: ImportDialog) -> list[tuple[str, str]]:
    tree, found = dialog.changes.tree, []
    item = tree.topLevelItem(0)
    while item:
        found.append((item.text(0), item.text(1)))
        item = tree.itemBelow(item)
    return found


def test_the_button_says_what_it_does_and_does_it(qtbot: QtBot, office: Office, write: Write, opened: Open) -> None:
    dialog = opened(write(row(1), row(2), row(3, status="")))
    assert dialog.primary.text() == "Import 2 visits"
    assert dialog.tabs.currentIndex() == SUMMARY
    (day,) = accepted(qtbot, dialog)
    assert [visit.reference for visit in day.visits] == ["V-1", "V-2"]
    assert importing.stored_day(office, TUESDAY) == day


def test_a_file_is_taken_where_it_is_dropped(qtbot: QtBot, office: Office, write: Write) -> None:
    dialog = ImportDialog(None, office, "visits", date=TUESDAY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.primary.isEnabled()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(write(row(1))))])
    where, actions = QPointF(20, 20), Qt.DropAction.CopyAction
    dialog.dropEvent(QDropEvent(where, actions, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    read(qtbot, dialog)
    assert dialog.primary.text() == "Import 1 visit"


def test_the_recovery_key_is_shown_once_before_the_first_import(
    qtbot: QtBot, write: Write, opened: Open, key_shown: list[str]
) -> None:
    accepted(qtbot, opened(write(row(1))))
    accepted(qtbot, opened(write(row(1), row(2))))
    assert len(key_shown) == 1
    assert len(key_shown[0].replace("-", "")) == 56


def test_without_keeping_the_key_nothing_is_imported_and_it_is_shown_again(
    qtbot: QtBot, office: Office, write: Write, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecoveryKeyDialog, "ask", staticmethod(ASK_KEY))
    monkeypatch.setattr(RecoveryKeyDialog, "run", lambda _self: False)
    dialog = opened(write(row(1)))
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.background.busy and dialog.primary.isEnabled())
    assert dialog.value is None
    with office.store.reading() as session:
        assert session.dates() == ()
    assert office.recovery_key_once()


def test_a_date_that_is_over_is_told_before_anything_comes_in(
    qtbot: QtBot, office: Office, write: Write, opened: Open
) -> None:
    assert tree_lines(opened(write(row(1))))[0][1] == "no visits yet"
    dialog = ImportDialog(None, office, "visits", file=write(row(1)), date=TUESDAY.replace(year=2025))
    qtbot.addWidget(dialog)
    dialog.show()
    read(qtbot, dialog)
    assert tree_lines(dialog)[0][1] == "This day is over.  ·  no visits yet"


def test_in_chinese_too_a_file_of_strange_headers_asks_which_column_holds_what(write: Write, opened: Open) -> None:
    use_language("zh")
    try:
        dialog = opened(write(row(1), head=tuple("户主" if name == "Name" else name for name in HEAD)))
        assert dialog.tabs.currentIndex() == COLUMNS
        assert "姓名" in dialog.columns.missing.text()
    finally:
        use_language("en")


def test_a_column_with_a_strange_header_is_chosen_by_hand_and_remembered(
    qtbot: QtBot, write: Write, opened: Open
) -> None:
    strange = tuple("Who" if name == "Name" else name for name in HEAD)
    dialog = opened(write(row(1), head=strange))
    assert dialog.tabs.currentIndex() == COLUMNS
    assert "Name" in dialog.columns.missing.text()
    assert not dialog.primary.isEnabled()
    choice = dialog.columns.choice(3)
    choice.setCurrentIndex(choice.findData("name"))
    qtbot.waitUntil(dialog.primary.isEnabled)
    accepted(qtbot, dialog)
    again = opened(write(row(2), head=strange))
    assert again.columns.choice(3).currentData() == "name"
    assert again.primary.isEnabled()


def test_a_field_is_held_by_one_column_only(write: Write, opened: Open) -> None:
    dialog = opened(write(row(1)))
    choice = dialog.columns.choice(4)
    choice.setCurrentIndex(choice.findData("name"))
    assert dialog.columns.choice(3).currentData() == ""


def test_bad_rows_are_listed_and_saved_to_be_corrected(
    qtbot: QtBot, tmp_path: Path, write: Write, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(write(row(1), row(2, windows="noonish"), row(3, approver="")))
    assert dialog.tabs.tabText(PROBLEMS) == "&Problems (2)"
    table = dialog.problems.table
    assert [table.item(0, column).text() for column in range(3)] == ["3", "Windows", "noonish"]
    bad = tmp_path / "bad.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(bad), ""))
    dialog.tabs.setCurrentIndex(PROBLEMS)
    qtbot.mouseClick(dialog.problems.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "bad.xlsx" in dialog.problems.note.text())
    sheet = load_workbook(bad).active
    assert sheet
    assert [cells[0] for cells in sheet.iter_rows(min_row=2, values_only=True)] == ["V-2", "V-3"]


def test_a_newer_file_shows_what_is_another_by_reference_and_asks_about_the_vanished(
    qtbot: QtBot, write: Write, opened: Open
) -> None:
    accepted(qtbot, opened(write(*(row(number) for number in range(1, 5)))))
    newer = write(row(1), row(2, windows="09:00-10:00"), row(3, status="withdrawn"), row(9))
    dialog = opened(newer)
    assert tree_lines(dialog) == [
        ("Tue 24 Nov 2026", "4 visits known already"),
        ("+ Added", "1"),
        ("V-9", "Egon Ilves9  ·  Maple Close 9, Emberford"),
        ("≠ Changed", "1"),
        ("V-2", "Windows: any → 09:00–10:00"),
        ("− Withdrawn", "1"),
        ("V-3", "Egon Ilves3  ·  Maple Close 3, Emberford"),
        ("? No longer in the file", "1"),
        ("V-4", "Egon Ilves4  ·  Maple Close 4, Emberford"),
        ("= Unchanged", "1"),
    ]
    assert dialog.primary.text() == "Add 1, change 1, remove 1"
    dialog.changes.remove.setChecked(True)
    assert dialog.primary.text() == "Add 1, change 1, remove 2"
    (day,) = accepted(qtbot, dialog)
    assert [visit.reference for visit in day.visits] == ["V-1", "V-2", "V-9"]


def test_the_same_file_again_offers_nothing(qtbot: QtBot, write: Write, opened: Open) -> None:
    accepted(qtbot, opened(write(row(1))))
    again = opened(write(row(1)))
    assert not again.primary.isEnabled()
    assert "would change nothing" in again.changes.note.text()


def test_what_is_no_spreadsheet_is_said_in_the_window(qtbot: QtBot, office: Office, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"not one")
    dialog = ImportDialog(None, office, "visits", file=tmp_path / "x.xlsx", date=TUESDAY)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.wrong.isVisible)
    assert dialog.wrong.text().startswith("x.xlsx is not a spreadsheet")
    assert not dialog.primary.isEnabled()


def test_a_day_that_changed_meanwhile_is_compared_anew(
    qtbot: QtBot, office: Office, write: Write, opened: Open, problems_told: list[str]
) -> None:
    dialog = opened(write(row(1), row(2)))
    accepted(qtbot, opened(write(row(1), name="other.xlsx")))
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.primary.isEnabled() and not dialog.background.busy)
    assert len(problems_told) == 1
    assert ("= Unchanged", "1") in tree_lines(dialog)


def test_staff_come_in_as_the_teams_of_the_day(qtbot: QtBot, write: Write, opened: Open) -> None:
    dialog = opened(write(("S-1", "Mira Sol", "Heron"), ("S-2", "Tam Orr", "Heron"), head=STAFF_HEAD), "staff")
    assert dialog.primary.text() == "Import 2 people"
    assert tree_lines(dialog) == [("Heron", "Mira Sol, Tam Orr  ·  09:00–18:00")]
    day = accepted(qtbot, dialog)
    assert [shift.team.name for shift in day.shifts] == ["Heron"]


def test_places_come_into_the_address_book(qtbot: QtBot, office: Office, write: Write, opened: Open) -> None:
    file = write(("Willow Court, Emberford", 45.2, -30.4), head=("Address", "Latitude", "Longitude"))
    assert accepted(qtbot, opened(file, "places")) == 1
    with office.store.reading() as session:
        assert len(session.address_book()) == 1


def test_a_change_is_worded_field_by_field(office: Office, write: Write) -> None:
    before = importing.read_visits(office, write(row(1)), date=TUESDAY).visits[0]
    after = importing.read_visits(office, write(row(1, approver="M. Lind")), date=TUESDAY).visits[0]
    assert change_words(before, after) == "Approver: R. Sorel → M. Lind"


def test_the_key_dialog_goes_on_only_when_it_was_kept(qtbot: QtBot, tmp_path: Path, monkeypatch: Any) -> None:
    dialog = RecoveryKeyDialog(None, "-".join(["ABCD"] * 14))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.primary.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "key.txt"), ""))
    dialog.save_key()
    assert "ABCD-ABCD" in (tmp_path / "key.txt").read_text(encoding="utf-8")
    dialog.kept.setChecked(True)
    assert dialog.primary.isEnabled()
