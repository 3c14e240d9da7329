"""A warning, and what can be done about it: one key takes a way, and one step of undo takes it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.day.workday import save_over
from planner.model import Window
from planner.running.forecast import forecast
from planner.running.forecast_model import Forecast
from planner.running.team_warning import TeamWarning, by_team
from planner.running.warnings import warnings
from planner.running.way_model import WayKind
from planner.text import span_words
from planner.told import Said
from tests.builders import TUESDAY
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running, running
from ui.document import Document
from ui.running.warning import WarningDialog
from ui.running.way_card import WayCard

__all__ = ["running"]


@pytest.fixture
def document(qtbot: QtBot, running: Running) -> Iterator[Document]:
    """Team 1 left its first stop an hour late, and was promised at its second one until half past ten."""
    running.hear(1, Said.ARRIVED, at(9, 15), stop=1)
    running.hear(1, Said.LEFT, at(10, 30), stop=1, code="A")
    yield from opened(qtbot, running, {running.visit(1, 2)})


@pytest.fixture
def late_for_two(qtbot: QtBot, running: Running) -> Iterator[Document]:
    """Team 1 has only just set out, and both of its customers were promised until half past ten."""
    running.hear(1, Said.SET_OUT, at(10, 30))
    yield from opened(qtbot, running, {running.visit(1, 1), running.visit(1, 2)})


def opened(qtbot: QtBot, running: Running, promised: Collection[UUID]) -> Iterator[Document]:
    running.now = at(10, 31)
    with running.office.store.reading() as session:
        day = session.day(TUESDAY)
    assert day
    promise = Window(at(9).time(), at(10, 30).time())
    told = tuple(replace(v, promised=promise) if v.id in promised else v for v in day.visits)
    save_over(running.office, replace(day, visits=told), day)
    made = Document(running.office, running.worker)
    made.open(TUESDAY)
    qtbot.waitUntil(lambda: not made.busy and made.work is not None, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def warned(document: Document, running: Running) -> tuple[TeamWarning, Forecast]:
    work = document.work
    assert work
    assert work.plan
    found = forecast(work.problem, work.plan, running.now)
    return by_team(warnings(work.problem, found, running.office.pack, running.office.closed(work.day)))[0], found


def shown(qtbot: QtBot, document: Document, running: Running) -> WarningDialog:
    dialog = WarningDialog(None, document, *warned(document, running))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.cards), timeout=20_000)
    return dialog


def test_it_says_what_will_be_missed_and_one_key_takes_a_way_that_can_be_undone(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    dialog = shown(qtbot, document, running)
    assert dialog.title.text().endswith("after the promised time.")
    assert dialog.until.text().startswith("It is too late to keep it.")
    assert dialog.cards[0].apply.isDefault()
    number, card = next((n, c) for n, c in enumerate(dialog.cards, 1) if c.way.kind is WayKind.CALL)
    assert card.way.span
    QTest.keyClick(dialog, Qt.Key(Qt.Key.Key_0 + number))
    visit_id = card.way.visit_id
    qtbot.waitUntil(lambda: promise(document, running) == card.way.span, timeout=20_000)
    assert visit_id == running.visit(1, 2)
    reference = running.work.day.visit(visit_id).reference
    assert document.undo_stack.undoText() == f"{reference}: {span_words(card.way.span)} agreed"
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: promise(document, running) == Window(at(9).time(), at(10, 30).time()), timeout=20_000)


def test_what_the_customer_says_counts_and_nothing_that_nobody_may_promise(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    dialog = shown(qtbot, document, running)
    card = next(c for c in dialog.cards if c.way.kind is WayKind.CALL)
    assert card.times
    for first, last, refusal in ((15, 14, "ends before"), (9, 10, "has gone by"), (22, 23, "Nobody may be visited")):
        card.times.first.show_value(time(first))
        card.times.last.show_value(time(last))
        card.apply.click()
        qtbot.waitUntil(lambda words=refusal: words in dialog.note.text(), timeout=9_000)  # type: ignore[misc]
    card.times.first.show_value(time(13))
    card.times.last.show_value(time(14, 15))
    QTest.keyClick(card.times.last, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: promise(document, running) == Window(time(13), time(14, 15)), timeout=20_000)
    assert document.plan
    assert running.office.clock() < document.plan.routes[0].stops[1].start, "the team keeps to it"


def test_where_two_wait_one_call_follows_the_other(qtbot: QtBot, late_for_two: Document, running: Running) -> None:
    dialog = shown(qtbot, late_for_two, running)
    first = calls(dialog)[0]
    assert (len(calls(dialog)), first.way.left) == (2, 1)
    first.apply.click()
    first.apply.click()  # twice is once
    qtbot.waitUntil(lambda: bool(calls(dialog)) and first not in dialog.cards, timeout=20_000)
    (second,) = calls(dialog)
    assert second.way.visit_id != first.way.visit_id
    assert not second.way.left
    assert late_for_two.undo_stack.count() == 1
    second.apply.click()
    qtbot.waitUntil(lambda: not late_for_two.busy and late_for_two.undo_stack.count() == 2, timeout=20_000)
    assert not dialog.isVisible()
    assert late_for_two.day
    assert [late_for_two.day.visit(each.way.visit_id).promised for each in (first, second) if each.way.visit_id] == [
        first.way.span, second.way.span,
    ]  # fmt: skip


def test_a_visit_goes_to_another_day_that_is_chosen(qtbot: QtBot, document: Document, running: Running) -> None:
    dialog = shown(qtbot, document, running)
    card = next(card for card in dialog.cards if card.way.kind is WayKind.DROP)
    assert card.days
    card.days.setCurrentIndex(1)
    slot = card.slot
    assert slot
    assert slot.date > TUESDAY
    card.apply.click()
    qtbot.waitUntil(lambda: bool(document.plan and document.plan.route_of(running.visit(1, 2)) is None))
    reference = running.work.day.visit(running.visit(1, 2)).reference
    qtbot.waitUntil(lambda: there(running, slot.date) == [f"{reference}/2"], timeout=10_000)


def test_where_the_day_has_changed_meanwhile_it_looks_again_and_takes_nothing(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    dialog = shown(qtbot, document, running)
    old, before = dialog.cards[0], document.plan
    document.take_out("Out", [running.visit(2, 2)])
    changed = document.plan
    assert changed != before
    dialog.confirm_number(1)
    assert document.plan == changed
    assert dialog.note.text().startswith("The day has changed meanwhile")
    qtbot.waitUntil(lambda: bool(dialog.cards) and dialog.cards[0] is not old, timeout=20_000)


def calls(dialog: WarningDialog) -> list[WayCard]:
    return [card for card in dialog.cards if card.way.kind is WayKind.CALL]


def promise(document: Document, running: Running) -> Window | None:
    day = document.day
    return day.visit(running.visit(1, 2)).promised if day and not document.busy else None


def there(running: Running, when: date) -> list[str]:
    with running.office.store.reading() as session:
        day = session.day(when)
    return [visit.reference for visit in day.visits] if day else []
