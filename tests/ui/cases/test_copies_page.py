"""Copies at the desk: a number and Enter brings one back, a letter says what else became of it, a loss is judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.copies import copies_of, sign_out
from planner.cases.copy_model import Copy, CopyState, Field, OnPaper, Paper
from planner.model import Staff
from planner.users import Role
from tests.conftest import NOW
from tests.planner.cases.builders import a_customer
from tests.users import a_user
from ui.cases.copies import CopiesPage
from ui.cases.copies_lost import LostDialog
from ui.cases.desk import Desk
from ui.cases.pages import grouped

DAY = NOW.date() - timedelta(days=1)


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """Four copies of yesterday, the first of them of a version that was replaced."""
    customer, shift = a_customer(office, "Egon Ilves"), uuid4()
    carrier = Staff("office", "S-1", "Ines Calder")
    held = (OnPaper(uuid4(), customer.id, frozenset({Field.FULL_NAME, Field.BALANCE})),)
    sheet = Copy(1, DAY, 1, Paper.ROUTE_SHEET, shift, "Heron", holder=carrier.id, held=held)
    with office.store.writing() as session:
        session.save_staff([carrier])
        sign_out(session, [sheet], DAY, {str(shift): "a"}, at=NOW, by="user")
        papers = (Paper.ROUTE_SHEET, Paper.TEAM_ENVELOPE, Paper.CUSTOMER_ENVELOPE)
        more = [
            Copy(n, DAY, 2, paper, shift, "Heron", n - 1, carrier.id, held=held) for n, paper in enumerate(papers, 2)
        ]
        sign_out(session, more, DAY, {str(shift): "b"}, at=NOW, by="user")
    made = Desk(office)
    yield made
    made.close()


def opened(qtbot: QtBot, desk: Desk) -> CopiesPage:
    page = CopiesPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() == 4)
    return page


def states(office: Office) -> list[CopyState]:
    with office.store.reading() as session:
        return [copy.state for copy in copies_of(session, DAY)]


def test_an_auditor_reads_which_paper_is_outside_and_ticks_nothing(qtbot: QtBot, office: Office, desk: Desk) -> None:
    desk.seat(a_user(office, Role.AUDITOR))
    assert "copies" in [entry.name for _group, entries in grouped(desk.user) for entry in entries]
    page = opened(qtbot, desk)
    page.list.choose(0)
    assert not any(part.isEnabled() for part in (page.numbers, *page.buttons.values()))
    qtbot.keyClick(page.list, Qt.Key.Key_D)  # around the gray button
    qtbot.waitUntil(lambda: "not for your role" in page.note.text())
    assert states(office) == [CopyState.OUT] * 4


def test_numbers_and_letters_tick_copies_off(qtbot: QtBot, office: Office, desk: Desk) -> None:
    page = opened(qtbot, desk)
    first = page.list.topLevelItem(0)
    assert first
    assert [first.text(n) for n in range(4)] == ["1", "Route sheet", "Heron", "Ines Calder"]
    assert "version 2 replaces it" in first.text(5)
    assert "4 copies are out. 4 are of earlier days." in page.count.text()
    qtbot.keyClicks(page.numbers, "2, 3")
    qtbot.keyClick(page.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() == 2)
    page.list.choose(0)
    assert not page.buttons["C"].isEnabled(), "the customer may not keep a route sheet"
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: page.list.topLevelItemCount() == 1)
    page.list.choose(0)
    page.buttons["C"].click()
    qtbot.waitUntil(lambda: page.calm.isVisible())
    assert page.calm.text().startswith("Nothing is out.")
    assert states(office) == [CopyState.DESTROYED, CopyState.RETURNED, CopyState.RETURNED, CopyState.HANDED]
    qtbot.keyClicks(page.numbers, "77")
    qtbot.keyClick(page.numbers, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "No copy has the number 77" in page.note.text())
    qtbot.keyClicks(page.numbers, " x")
    qtbot.keyClick(page.numbers, Qt.Key.Key_Return)
    assert "1043-1050" in page.note.text()


def test_a_loss_says_whose_fields_they_were_and_a_supervisor_decides(
    qtbot: QtBot, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk)
    monkeypatch.setattr(LostDialog, "ask", staticmethod(lambda _parent, _copies: CopyState.WRONG_HANDS))
    page.list.choose(2)
    qtbot.keyClick(page.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: page.losses.isVisible())
    loss = page.losses.list.topLevelItem(0)
    assert loss
    assert [loss.text(n) for n in range(5)] == [
        "3", "Egon Ilves", "full name, what is still to be paid", "none", "72 h 00 min left to notify",
    ]  # fmt: skip
    assert not page.losses.go_on.isEnabled(), "who works alone approves nothing"
    desk.seat(a_user(office, Role.SUPERVISOR))
    qtbot.waitUntil(lambda: page.losses.go_on.isEnabled())
    page.losses.go_on.click()
    qtbot.waitUntil(lambda: not page.losses.isVisible())


def test_the_question_says_what_was_on_it_before_anything_is_noted(qtbot: QtBot, office: Office, desk: Desk) -> None:
    with office.store.reading() as session:
        copies = copies_of(session, DAY)
    dialog = LostDialog(None, copies[2:3])
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(type(dialog.lead)))
    assert "On it of 1 customer: full name" in said
    assert "72 hours to notify" in said
    assert dialog.how == CopyState.LOST
    dialog.wrong.setChecked(True)
    assert dialog.how == CopyState.WRONG_HANDS
