"""The window of the cases: Escape goes back, keys come to the page, and who sits down finds nothing of who left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.model import CaseFile, Purpose, Stage
from planner.text import use_language
from planner.users import Role
from tests.planner.cases.builders import a_case
from tests.planner.cases.speaking import reachable
from tests.users import a_user
from ui.cases.board import BoardPage
from ui.cases.calls import CALL, CallsPage
from ui.cases.desk import Desk
from ui.cases.pages import PAGES
from ui.cases.repayment import RepaymentPage
from ui.cases.window import CasesWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")
MINE = ("board", "case", "reminders", "calls", "repayment", "follow_up", "users")


@pytest.fixture
def case(office: Office) -> CaseFile:
    """One that may be called about."""
    return a_case(office, stage=Stage.PREPARED)


@pytest.fixture
def window(office: Office, case: CaseFile, qtbot: QtBot) -> Iterator[CasesWindow]:
    """On the board."""
    desk = Desk(reachable(office))
    made = CasesWindow(desk)
    qtbot.addWidget(made)
    made.open("board")
    settled(qtbot, made)
    yield made
    desk.close()


def settled(qtbot: QtBot, window: CasesWindow) -> None:
    qtbot.waitUntil(lambda: not window.desk.background.busy)


def call(window: CasesWindow, qtbot: QtBot, name: str, value: object) -> None:
    window.desk.called.emit((name, value))
    settled(qtbot, window)


def shown(window: CasesWindow) -> str:
    return window.page.NAME if window.page else ""


def test_escape_goes_back_to_where_a_page_was_called_from_and_then_closes(
    window: CasesWindow, case: CaseFile, qtbot: QtBot
) -> None:
    window.open("reminders")
    call(window, qtbot, "case", case.id)
    call(window, qtbot, "repayment", case.id)
    seen = []
    for _time in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        seen.append((shown(window), window.isVisible()))
    assert seen == [("case", True), ("reminders", True), ("reminders", False)]


def test_escape_leads_from_a_file_chosen_on_the_rail_to_the_board(window: CasesWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    (item,) = window.rail.findItems("Case file", Qt.MatchFlag.MatchExactly)
    window.rail.setCurrentItem(item)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert shown(window) == "board"
    assert window.isVisible()


def test_escape_in_a_call_leaves_the_call_and_says_that_nothing_is_kept(
    window: CasesWindow, case: CaseFile, qtbot: QtBot
) -> None:
    call(window, qtbot, "calls", (case.customer_id, Purpose.PRE_CONTACT))
    page = window.page
    assert isinstance(page, CallsPage)
    assert page.stack.currentIndex() == CALL
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() != CALL
    assert window.isVisible()
    assert "Nothing of this call is kept" in page.note.text()


def test_who_sits_down_finds_nothing_of_who_sat_there(
    window: CasesWindow, case: CaseFile, office: Office, qtbot: QtBot
) -> None:
    window.desk.seat(a_user(office, Role.COORDINATOR, "Tom"))
    call(window, qtbot, "repayment", case.id)
    form = window.page
    assert isinstance(form, RepaymentPage)
    form.form.amounts["income"].setText("1234")
    call(window, qtbot, "calls", (case.customer_id, Purpose.PRE_CONTACT))
    window.desk.seat(a_user(office, Role.SUPERVISOR, "Ines"))
    settled(qtbot, window)
    calls = window.page
    assert isinstance(calls, CallsPage)
    assert calls.stack.currentIndex() != CALL, "the call of somebody else is not theirs to keep"
    window.open("repayment")
    later = window.page
    assert isinstance(later, RepaymentPage)
    assert later.case_id is None
    assert not later.form.amounts["income"].text()
    assert window.seat.text() == "Ines\nSupervisor"


def test_keys_come_to_the_page_that_is_opened(window: CasesWindow, qtbot: QtBot) -> None:
    page = window.page
    assert isinstance(page, BoardPage)
    assert page.focusWidget() is page.search
    window.open("calls")
    settled(qtbot, window)
    assert isinstance(window.page, CallsPage)
    assert window.page.focusWidget() is window.page.list


def test_no_key_is_given_twice_on_a_page(window: CasesWindow, case: CaseFile, qtbot: QtBot) -> None:
    twice = {}
    for name in MINE:
        window.open(name)
        if name in ("case", "repayment"):
            call(window, qtbot, name, case.id)
        settled(qtbot, window)
        page = window.page
        assert page
        words = [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
        words += [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.buddy()]
        keys = sorted(text[text.index("&") + 1].lower() for text in words if "&" in text)
        if doubled := [key for key, found in groupby(keys) if len(list(found)) > 1]:
            twice[name] = doubled
    assert not twice


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_fits_into_a_small_screen(office: Office, qtbot: QtBot, language: str) -> None:
    use_language(language)
    desk = Desk(office)
    window = CasesWindow(desk)
    qtbot.addWidget(window)
    for entry in PAGES:
        window.open(entry.name)
    settled(qtbot, window)
    small = window.minimumSizeHint()
    assert small.width() <= 1280, "of 1280 by 720, less the bars of the screen"
    assert small.height() <= 660
    desk.close()
