"""A team is rung up about all it has to leave out, in one call; who answered is said by a digit and Enter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.cases.ringing import PhoneTeam, ToRing
from ui.running.ring_team import RingTeamDialog

PEOPLE = (("Edda Nyland", "0555 019 492"), ("Bo Lindahl", "0555 019 533"))


def ring(reference: str, why: str = "withdrawn") -> ToRing:
    at = datetime(2026, 11, 30, 11, tzinfo=UTC)
    phone = PhoneTeam(
        customer_id=uuid4(), visit_id=uuid4(), at=at, by="Q", day=date(2026, 11, 30), shift_id=uuid4(), team="Heron",
        why=why,
    )  # fmt: skip
    return ToRing(phone, PEOPLE, reference)


def test_one_call_for_all_that_waits_and_a_digit_and_enter_say_who_answered(qtbot: QtBot) -> None:
    off, danger = ring("V-1009"), ring("V-1012", "danger")
    assert off.phone.visit_id
    dialog = RingTeamDialog(None, (off, danger), {off.phone.visit_id: 4})
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.lines == ("Do not go to visit V-1012: there is danger.", "Leave out stop 4 (V-1009).")
    QTest.keyClick(dialog.who.field, Qt.Key.Key_Return)
    assert dialog.isVisible(), "it is kept with a name, or not at all"
    QTest.keyClick(dialog.who.field, Qt.Key.Key_2)
    assert dialog.who.name == "Bo Lindahl"
    QTest.keyClick(dialog.who.field, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
