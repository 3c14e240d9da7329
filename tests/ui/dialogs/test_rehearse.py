"""The rehearsal in the window: chances in words, a row that shows its visit, and what to do where there is no plan."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Plan
from planner.settings import Settings, save_settings
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from tests.planner.day.handmade import framed, planned
from ui.dialogs.difference import DifferenceDialog
from ui.dialogs.rehearse import RehearseDialog
from ui.document import Document
from ui.proposal import Proposal


def weak_plan(minutes: int = 120, until: str = "12:20") -> tuple[DayProblem, Plan]:
    visits = (visit(1, ("10:00", "10:15"), minutes=minutes), visit(2, ("09:00", until), north=900))
    dp = framed(day(*visits))
    return dp, planned(dp, {dp.day.shifts[0].id: [each.id for each in visits]})


def test_a_weak_stop_is_listed_with_its_reason_and_shown_when_it_is_chosen(qtbot: QtBot, office: Office) -> None:
    dp, plan = weak_plan()
    shown: list[UUID] = []
    dialog = RehearseDialog(None, office, dp, plan, shown.append)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert dialog.stops
    assert dialog.teams
    row = dialog.stops.topLevelItem(0)
    assert row
    words = [row.text(column) for column in range(6)]
    assert words[0] == "Ada Quill2  V-2"
    assert words[1].endswith(" of 10 days")
    assert words[2:5] == ["Team 1  2", f"{dialog.found.weak[0].planned:%H:%M}", "open until 12:20"]  # type: ignore[union-attr]
    assert words[5].startswith("On late days the stay at V-1 takes ")
    assert dialog.lead.text().endswith(" Weak: 1 stop.")
    dialog.stops.setCurrentItem(row)
    QTest.keyClick(dialog.stops, Qt.Key.Key_Return)
    assert shown
    assert set(shown) == {dp.day.visits[1].id}
    assert dialog.primary.isEnabled()
    dialog.done(0)


def test_without_a_plan_it_says_what_comes_first(qtbot: QtBot, office: Office) -> None:
    dialog = RehearseDialog(None, office, framed(day(visit(1))), None, lambda _visit: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.note.text() == "There is no plan yet. Plan the day (F5), then rehearse it."
    assert not dialog.primary.isVisible()


def test_a_sturdier_plan_is_proposed_with_its_price_and_taken_as_one_step(
    qtbot: QtBot, office: Office, worker: Worker
) -> None:
    dp, _plan = weak_plan(45, "10:54")
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.6))
        session.save_day(replace(dp.day, shifts=dp.day.shifts[:1]))
    document = Document(office, worker)
    document.open(TUESDAY)
    qtbot.waitUntil(lambda: not document.busy, timeout=20_000)
    document.move("Move", [each.id for each in dp.day.visits], dp.day.shifts[0].id)
    qtbot.waitUntil(lambda: not document.busy, timeout=20_000)
    document.move("Move", [dp.day.visits[0].id], dp.day.shifts[0].id, 0)
    before, asked = document.plan, list[Proposal]()
    document.proposed.connect(asked.append)
    document.make_sturdier()
    qtbot.waitUntil(lambda: not document.busy, timeout=20_000)
    assert document.plan == before, "nothing changes before it is accepted"
    dialog = DifferenceDialog.of(None, asked[0])
    qtbot.addWidget(dialog)
    assert dialog.lead.text().startswith("Weak places: 1 → 0.")
    assert " Price: " in dialog.lead.text()
    document.accept()
    assert document.plan != before
    assert document.undo_stack.undoText() == "Make it sturdier"
    document.close()
