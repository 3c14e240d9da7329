"""Something happened: told by keys, answered with a price and a call list, done as one step of undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.day.workday import save_over
from planner.model import Window
from planner.running.call_sheet import CallLine
from planner.running.calls_due import ToCall, Why
from planner.running.closures import circle
from planner.running.happened import Happened, Kind, What
from planner.told import Said
from tests.builders import OFFICE, TUESDAY
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running, running
from ui.document import Document
from ui.running.call_list import CallListDialog
from ui.running.happens import HappensDialog
from ui.running.happens_errand import open_again, take

__all__ = ["running"]


@pytest.fixture
def document(qtbot: QtBot, running: Running) -> Iterator[Document]:
    """Both teams have left their first stop; it is half past ten, and team 1 is awaited as it was promised."""
    for team in (1, 2):
        running.hear(team, Said.ARRIVED, at(9, 10 + team), stop=1)
        running.hear(team, Said.LEFT, at(10, team), stop=1, code="A")
    running.now = at(10, 30)
    with running.office.store.reading() as session:
        day = session.day(TUESDAY)
    assert day
    promise = Window(at(10).time(), at(17).time())
    told = tuple(replace(v, promised=promise) if v.id == running.visit(1, 2) else v for v in day.visits)
    save_over(running.office, replace(day, visits=told), day)
    opened = Document(running.office, running.worker)
    opened.open(TUESDAY)
    qtbot.waitUntil(lambda: not opened.busy and opened.work is not None, timeout=20_000)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def shown(qtbot: QtBot, document: Document, happened: Happened | None = None) -> HappensDialog:
    dialog = HappensDialog(None, document, None, happened)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_three_keys_lead_to_answers_and_one_does_it_until_it_is_undone_and_who_expects_a_team_is_called(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    dialog = shown(qtbot, document)
    QTest.keyClick(dialog.what, Qt.Key.Key_3)
    assert dialog.title.text() == "A team stops here"
    assert dialog.who.list.count() == 2
    QTest.keyClick(dialog.who.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.table.answers), timeout=20_000)
    number = next(n for n, answer in enumerate(dialog.table.answers) if answer.kind == Kind.DROP)
    dialog.table.selectRow(number)
    assert "Ring up: Team 1" in dialog.calls.text()
    assert "Promised 10:00–17:00. Nobody comes today: offer another day." in dialog.calls.text()
    dialog.confirm()
    assert dialog.value
    assert dialog.value.answer
    went_on: list[bool] = []
    take(document, dialog.value.answer, dialog.value.text, lambda: went_on.append(True))
    qtbot.waitUntil(lambda: bool(went_on), timeout=20_000)
    assert document.undo_stack.undoText() == "A team stops here: Its open visits are not made today"
    calls = CallListDialog(None, document)
    qtbot.addWidget(calls)
    calls.show()
    qtbot.waitUntil(lambda: len(calls.cards) == 1)
    QTest.keyClick(calls.cards[0], Qt.Key.Key_N)
    qtbot.waitUntil(lambda: bool(calls.cards) and calls.cards[0].call.tries == 1)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not document.busy and document.plan is not None and document.plan.planned == 4)
    calls.look()
    qtbot.waitUntil(lambda: not calls.cards)
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: not document.busy and document.plan is not None and document.plan.planned == 3)
    calls.look()
    qtbot.waitUntil(lambda: bool(calls.cards))
    QTest.keyClick(calls.cards[0], Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: not calls.cards)
    assert "Nobody has to be called" in calls.lead.text()
    calls.reject()


def test_arrows_go_from_customer_to_customer_past_the_buttons(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    calls = CallListDialog(None, document)
    qtbot.addWidget(calls)
    calls.show()
    qtbot.waitUntil(lambda: "Nobody has to be called" in calls.lead.text())
    visits = running.work.day.visits
    calls._show(tuple(CallLine(ToCall(visit, Why.NOT_TODAY, at(9)), "") for visit in visits[:3]))
    assert calls.focusWidget() is calls.cards[0], "keys come to the first at once"
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        QTest.keyClick(calls.focusWidget(), key)
        assert calls.focusWidget() is calls.cards[row]


def test_a_better_answer_that_comes_later_brings_its_own_calls(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    dialog = shown(qtbot, document, Happened(What.SPREAD, shift_id=running.team(1)))
    qtbot.waitUntil(lambda: bool(dialog.table.answers) and not dialog.progress.isVisible(), timeout=20_000)
    dropped = next(each for each in dialog.table.answers if each.kind == Kind.DROP)
    spared = replace(dropped, customers=())
    dialog._list((dropped,))
    assert "Nobody comes today" in dialog.calls.text()
    dialog._list((spared, dropped))
    assert dialog.table.answer is spared
    assert "No customer has to be called." in dialog.calls.text()


def test_a_road_is_closed_on_the_day_undone_with_it_and_opened_again_from_the_list(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    assert document.work
    before, place = document.plan, document.work.day.visit(running.visit(1, 2)).location
    assert place
    ring = circle(place.coordinates, 100)
    dialog = shown(qtbot, document, Happened(What.ROAD_CLOSED, ring=ring))
    qtbot.waitUntil(lambda: bool(dialog.table.answers), timeout=20_000)
    number = next(n for n, answer in enumerate(dialog.table.answers) if answer.kind == Kind.KEEP)
    dialog.table.selectRow(number)
    item = dialog.table.item(number, 0)
    assert item
    assert "lies inside: ask whether it can be reached" in item.toolTip()
    dialog.confirm()
    assert dialog.value
    assert dialog.value.answer
    went_on: list[bool] = []
    take(document, dialog.value.answer, dialog.value.text, lambda: went_on.append(True))
    qtbot.waitUntil(lambda: bool(went_on), timeout=20_000)
    assert document.day
    (road,) = document.day.closed
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not document.busy and document.day is not None and not document.day.closed)
    assert document.plan
    assert before
    assert [[stop.start for stop in r.stops] for r in document.plan.routes] == [
        [stop.start for stop in r.stops] for r in before.routes
    ]
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: not document.busy and document.day is not None and bool(document.day.closed))
    again = shown(qtbot, document)
    QTest.keyClick(again.what, Qt.Key.Key_6)
    assert again.value
    assert again.value.road
    open_again(document, again.value.road)
    qtbot.waitUntil(lambda: not document.busy and document.day is not None and not document.day.closed)
    assert road.by == running.office.user.actor


def test_what_cannot_be_answered_says_so_and_leads_back(qtbot: QtBot, document: Document, running: Running) -> None:
    assert document.work
    dialog = shown(qtbot, document, Happened(What.ROAD_CLOSED, ring=circle(OFFICE, 90_000)))
    qtbot.waitUntil(lambda: "too large" in dialog.note.text(), timeout=20_000)
    assert not dialog.primary.isEnabled()
    other = shown(qtbot, document)
    QTest.keyClick(other.what, Qt.Key.Key_1)
    assert other.who.list.count() == 4
    QTest.keyClick(other.who.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(other.table.answers), timeout=20_000)
    other.back.click()
    assert other.title.text() == "Somebody is ill"
    other.back.click()
    assert other.pages.currentWidget() is other.what
    other.reject()
    dialog.reject()
