"""A team that is not heard is looked for by keys alone; an incident is opened, written to and ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.cases.model import Hold
from planner.running.alarms import open_alarms, raise_alarms
from planner.running.incidents import open_incidents
from planner.settings import Settings, save_settings
from planner.told import AlarmStep, IncidentKind, Said
from tests.builders import TUESDAY
from tests.planner.day.locks.conftest import at
from tests.planner.running.conftest import Running, running
from ui.document import Document
from ui.running.alarm import AlarmDialog
from ui.running.incident import IncidentDialog
from ui.running.incident_close import CloseDialog, Over

__all__ = ["running"]


@pytest.fixture
def document(qtbot: QtBot, running: Running) -> Iterator[Document]:
    """The day that is under way, open in a window; the clock is that of `running`."""
    with running.office.store.writing() as session:
        save_settings(session, Settings(emergency_contacts="Emergency 112"))
    opened = Document(running.office, running.worker)
    opened.open(TUESDAY)
    qtbot.waitUntil(lambda: not opened.busy and opened.work is not None, timeout=20_000)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def alarm_of(qtbot: QtBot, document: Document, running: Running) -> AlarmDialog:
    first = running.plan.routes[0].stops[0].start
    running.now = first + timedelta(minutes=40)
    raise_alarms(running.office, running.work.day)
    dialog = AlarmDialog(None, document, running.team(1))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.alarm is not None)
    return dialog


def test_a_team_is_looked_for_by_keys_and_found(qtbot: QtBot, document: Document, running: Running) -> None:
    dialog = alarm_of(qtbot, document, running)
    staff, partner = running.work.day.shifts[0].members
    assert staff.phone in dialog.cards[AlarmStep.STAFF].accessibleDescription()
    assert "112" in dialog.cards[AlarmStep.EMERGENCY].accessibleDescription()
    assert running.work.day.visit(running.visit(1, 1)).address.text in dialog.where.text()
    card = dialog.cards[AlarmStep.STAFF]
    QTest.keyClick(card, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "no answer" in card.tried.text())
    assert dialog.cards[AlarmStep.PARTNER].property("chosen") or not dialog.isActiveWindow()
    QTest.keyClick(card, Qt.Key.Key_2)
    QTest.keyClick(dialog.cards[AlarmStep.PARTNER], Qt.Key.Key_Y)
    qtbot.waitUntil(lambda: dialog.alarm is None)
    assert dialog.title.text() == "Team 1 is heard"
    assert not card.isEnabled()
    with running.office.store.reading() as session:
        assert open_alarms(session) == ()
    assert partner.name in dialog.cards[AlarmStep.PARTNER].accessibleDescription()


def test_an_alarm_that_ends_elsewhere_ends_here(qtbot: QtBot, document: Document, running: Running) -> None:
    dialog = alarm_of(qtbot, document, running)
    running.hear(1, Said.ARRIVED, running.now)
    document.told.emit(None)
    qtbot.waitUntil(lambda: dialog.alarm is None)
    assert dialog.note.text() == "The alarm is over."


def test_an_incident_is_opened_written_to_and_ended(
    qtbot: QtBot, document: Document, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.now = at(9, 30)
    dialog = IncidentDialog(None, document, None, running.team(1))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.stack.currentWidget() is dialog.new)
    assert dialog.new.shift_id == running.team(1)
    dialog.new.kinds.setCurrentIndex(dialog.new.kinds.findData(IncidentKind.DANGER.value))
    dialog.new.stops.setCurrentIndex(1)
    dialog.new.line.setText("They said the word.")
    dialog.confirm()
    qtbot.waitUntil(lambda: dialog.now is not None and len(dialog.now.incident.log) == 1, timeout=10_000)
    assert "is held: nobody goes to" in dialog.view.held.text()
    assert not dialog.view.phones.isHidden(), "whom to ring up stands there"
    QTest.keyClicks(dialog.view.line, "Both are in the car.")
    QTest.keyClick(dialog.view.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.now is not None and len(dialog.now.incident.log) == 2)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: not dialog.go_on.isVisible())
    monkeypatch.setattr(CloseDialog, "ask", lambda *_: Over(mistaken=True))
    with qtbot.waitSignal(dialog.accepted):
        dialog.confirm()
    qtbot.waitUntil(lambda: not document.busy)
    with running.office.store.reading() as session:
        assert open_incidents(session) == ()
        assert session.facts(Hold, open_only=True) == ()


def test_where_a_team_in_danger_is_can_be_told_later(qtbot: QtBot, document: Document, running: Running) -> None:
    incident = running.hear(1, Said.DANGER, at(9)).incident
    dialog = IncidentDialog(None, document, incident, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.place.isVisible())
    dialog.view.hold.click()
    qtbot.waitUntil(lambda: dialog.view.held.isVisible())
    assert not dialog.view.place.isVisible()
    asked = CloseDialog(dialog, replace(dialog.now)) if dialog.now else None
    assert asked
    assert "1 customer stays held" in asked.stays.text()
    asked.deleteLater()
    qtbot.waitUntil(lambda: not document.busy)
