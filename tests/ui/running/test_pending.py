"""A change is read out, and with a digit and Enter somebody has confirmed it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit
from planner.day.carried import Version
from planner.running.handover import ways_of_handover
from planner.running.handover_proof import law_of
from planner.running.held import held_of
from planner.running.pending import Pending, pending_of
from routing.worker import Worker
from tests.planner.running.roads import EIGHT, TEN, routed, town, under_way, visits_of
from ui.running.pending import PendingDialog


@pytest.fixture
def told(office: Office, worker: Worker) -> tuple[object, tuple[Pending, ...]]:
    """Both teams have to be told: they meet, and the next stop of the first is gone."""
    work = under_way(routed(office, worker, town()))
    assert work.plan
    one, two = work.day.shifts
    ids = visits_of(work.plan, one.id)
    plan = ways_of_handover(work.problem, work.plan, [ids[3]], two.id, TEN, law=law_of(office, work.day))[0].plan
    gone = edit.take_out(work.problem, plan, ids[1])
    return work.day, pending_of(work.day, gone, held_of([Version(work.plan, EIGHT)], (), ()), TEN)


def test_a_digit_and_enter_say_who_confirmed(qtbot: QtBot, told: tuple[object, tuple[Pending, ...]]) -> None:
    day, (first, _second) = told
    dialog = PendingDialog(None, day, first, ZoneInfo("UTC"))  # type: ignore[arg-type]
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Stop 2 is within the next 30 minutes" in dialog.near.text()
    assert dialog.steps.lines[0] == "Leave out stop 2 (09:53)."
    assert dialog.steps.accessibleDescription() == " ".join(dialog.steps.lines)
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.note.text() == "Say who answered: it is kept with the time."
    QTest.keyClick(dialog.who, Qt.Key.Key_1)
    QTest.keyClick(dialog.who, Qt.Key.Key_2)
    assert dialog.who.text() == first.people[1][0], "another digit, another person"
    QTest.keyClick(dialog.who, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
