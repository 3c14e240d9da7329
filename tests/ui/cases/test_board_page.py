"""The case board and the file of a case: found, narrowed, opened and prepared, by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.board import read_board
from planner.cases.intake import TakenIn
from planner.cases.matching import doubles
from planner.cases.model import CaseFile, HoldKind, Stage
from planner.cases.preparation import Item
from planner.users import ALONE, Role, User
from tests.planner.cases.builders import a_case, a_customer, a_hold
from ui.cases.board import EMPTY, TABLE, BoardPage
from ui.cases.board_doubles import DoublesDialog
from ui.cases.board_import import GoneDialog
from ui.cases.board_model import BALANCE, CUSTOMER, HOLD, WHEN, BoardModel, Narrow
from ui.cases.desk import Desk
from ui.cases.file import FilePage
from ui.dialogs.import_cases import CasesKind
from ui.dialogs.import_visits import ImportDialog


@pytest.fixture
def desk(office: Office, qtbot: QtBot) -> Iterator[Desk]:
    """Somebody sits at the cases."""
    made = Desk(office)
    yield made
    made.close()


@pytest.fixture
def cases(office: Office) -> list[CaseFile]:
    """Three cases: one of them held, one far past due."""
    held = a_customer(office, "Egon Ilves", reference="C-77", phone="0555 017 777")
    a_hold(office, held, HoldKind.DISPUTE)
    return [
        a_case(office, customer=held, reference="K-1", stage=Stage.REMINDED),
        a_case(office, customer=a_customer(office, "Ada Quill", source="North"), days_past_due=99),
        a_case(office, customer=a_customer(office, "Nora Field"), stage=Stage.CONTACTED, balance="9.50"),
    ]


def shown(model: BoardModel, column: int) -> list[str]:
    """What stands in a column."""
    return [model.index(row, column).data() for row in range(model.rowCount())]


def board_of(desk: Desk, qtbot: QtBot) -> BoardPage:
    """The board, once it has read."""
    page = BoardPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.board is not None)
    return page


def file_of(desk: Desk, qtbot: QtBot, case: CaseFile) -> FilePage:
    """The file of a case, once it was read."""
    page = FilePage(desk)
    qtbot.addWidget(page)
    page.open_with(case.id)
    page.show()
    qtbot.waitUntil(lambda: page.look is not None)
    return page


def test_the_model_sorts_and_narrows(
    office: Office, cases: list[CaseFile], qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    model = BoardModel()
    model.show_rows(read_board(office, by=ALONE).rows, Narrow(), shown=True)
    qtmodeltester.check(model)
    assert shown(model, CUSTOMER)[0] == "Ada Quill", "the longest past due first"
    model.sort(BALANCE, Qt.SortOrder.AscendingOrder)
    assert shown(model, BALANCE)[0] == "9.50 EUR"
    model.sort(WHEN, Qt.SortOrder.AscendingOrder)
    for wanted, names in (
        (Narrow(words="7777"), ["Egon Ilves"]),
        (Narrow(stage=Stage.CONTACTED), ["Nora Field"]),
        (Narrow(held=True), ["Egon Ilves"]),
        (Narrow(days=(91, 1_000_000)), ["Ada Quill"]),
        (Narrow(source="North"), ["Ada Quill"]),
        (Narrow(words="nobody"), []),
    ):
        model.narrow(wanted)
        assert shown(model, CUSTOMER) == names
    model.show_rows(read_board(office, by=User("Ines", Role.AUDITOR)).rows, Narrow(held=True), shown=False)
    assert shown(model, BALANCE) == ["•••"]
    assert shown(model, HOLD) == ["Dispute or complaint"]


def test_the_chosen_case_stays_so_when_the_board_is_sorted(
    desk: Desk, cases: list[CaseFile], office: Office, qtbot: QtBot
) -> None:
    page = board_of(desk, qtbot)
    page.as_table.click()
    page.open_with(cases[2].id)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        page.table.sortByColumn(CUSTOMER, order)
        assert page.table.currentIndex().siblingAtColumn(CUSTOMER).data() == "Nora Field"


def test_an_empty_board_says_how_cases_come_in(desk: Desk, qtbot: QtBot) -> None:
    page = board_of(desk, qtbot)
    assert page.views.currentIndex() == EMPTY
    assert page.first.isVisible()
    assert "Import" in page.first.text()


def test_lanes_count_and_arrows_and_enter_lead_to_the_file(desk: Desk, cases: list[CaseFile], qtbot: QtBot) -> None:
    page = board_of(desk, qtbot)
    assert [len(lane.model.rows) for lane in page.lanes.lanes][:4] == [1, 1, 0, 1]
    page.search.left.emit()
    first = page.lanes.lanes[0].list
    assert first.currentIndex().isValid()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second = page.lanes.lanes[1].list
    second.setCurrentIndex(second.model().index(0, 0))
    with qtbot.waitSignal(desk.called) as called:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert called.args == [("case", cases[0].id)]
    assert "Dispute or complaint" in file_of(desk, qtbot, cases[0]).holds.words


def test_the_table_is_searched_as_somebody_types(desk: Desk, cases: list[CaseFile], qtbot: QtBot) -> None:
    page = board_of(desk, qtbot)
    page.as_table.click()
    assert page.views.currentIndex() == TABLE
    qtbot.keyClicks(page.search, "egon 7777")
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)
    assert page.count.text() == "1 of 3 cases"
    page._enter()
    with qtbot.waitSignal(desk.called) as called:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert called.args == [("case", cases[0].id)]


def test_a_file_is_prepared_by_keys_and_a_document_attached(
    desk: Desk, office: Office, cases: list[CaseFile], qtbot: QtBot, tmp_path: Path
) -> None:
    page = file_of(desk, qtbot, cases[2])
    tree = page.preparation.tree
    assert page.title.text() == "Nora Field"
    assert page.timeline.topLevelItemCount() >= 3
    assert "Propose a visit" in page.next.text()
    assert "Spoken to now." in page.path.accessibleDescription()
    first = tree.topLevelItem(0)
    assert first
    tree.setCurrentItem(first)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.look is not None and page.look.preparation[0].good)
    scan = tmp_path / "contract.pdf"
    scan.write_bytes(b"%PDF")
    page.preparation.attach_file(Item.CONTRACT, scan)
    qtbot.waitUntil(lambda: page.look is not None and any(entry.attached for entry in page.look.preparation))
    assert page.look
    (contract,) = (entry for entry in page.look.preparation if entry.item == Item.CONTRACT)
    assert contract.good
    assert contract.attached[0].name == "contract.pdf"
    (dated,) = tree.findItems("Authorization letter", Qt.MatchFlag.MatchExactly, 1)
    tree.setCurrentItem(dated)
    qtbot.keyClick(tree, Qt.Key.Key_Space)
    assert "Until when is it valid?" in page.preparation.state.text(), "not ticked until a day that nobody has read"
    qtbot.keyClick(page.preparation.until, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.look is not None and any(entry.valid_until for entry in page.look.preparation))


def test_whoever_may_see_no_case_is_shown_none(desk: Desk, cases: list[CaseFile], qtbot: QtBot) -> None:
    page = file_of(desk, qtbot, cases[0])
    desk.seat(User("Olga", Role.ADMINISTRATOR))
    page.refresh()
    qtbot.waitUntil(lambda: page.look is None)
    assert page.sheets.currentIndex() == 0
    assert page.note.text()


def test_a_file_comes_in_with_its_problems_told_and_the_gone_asked_about(
    desk: Desk, office: Office, cases: list[CaseFile], qtbot: QtBot, tmp_path: Path
) -> None:
    head = "Case reference,Customer reference,Name,Address,Overdue since,Balance,Currency,Balance as of"
    row = "K-50,C-50,Ivo Marsh,Elm Row 2,2026-10-24,90.00,EUR,2026-11-23"
    file = tmp_path / "cases.csv"
    file.write_text("\n".join((head, row, row.replace("90.00", "much"))), encoding="utf-8")
    office.recovery_key_once()  # it was shown before
    dialog = ImportDialog(None, office, CasesKind(desk.user), file=file)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.primary.isEnabled)
    assert dialog.primary.text() == "Import 1 case"
    assert dialog.problems.table.rowCount() == 2, "no amount, and the reference twice"
    dialog.confirm()
    qtbot.waitUntil(lambda: dialog.value is not None)
    assert isinstance(dialog.value, TakenIn)
    asked = GoneDialog(None, desk, dialog.value.intake.gone)
    qtbot.addWidget(asked)
    assert asked.list.count() == 2, "North is another branch"
    asked.confirm()
    qtbot.waitUntil(lambda: {row.stage for row in read_board(office, by=ALONE).rows if row.hold} == {Stage.CLOSED})


def test_a_likely_double_is_decided_in_the_window(
    desk: Desk, office: Office, cases: list[CaseFile], qtbot: QtBot
) -> None:
    second = a_customer(office, "Egon Ilves", source="North", phone="0555 017 777")
    a_case(office, customer=second)
    dialog = DoublesDialog(None, desk)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(dialog.two.isEnabled)
    dialog.one_left.click()
    qtbot.waitUntil(lambda: not doubles(office, by=ALONE))
