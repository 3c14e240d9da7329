"""A visit without a stop: why, what would fit it, and one press that does it and can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit
from planner.day.optimize import prepare
from planner.day.states import visit_rows
from planner.model import Day, Plan
from planner.translate import DayProblem
from routing.relaxations import Means
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.dialogs.ways_out import WaysOutDialog
from ui.main_window import MainWindow

FIRST = ("09:15", "09:15")


@pytest.fixture
def town() -> Day:
    """One team, busy with the first visit when the second should begin; a third may not be visited at all."""
    visits = visit(1, FIRST, north=2000, minutes=45), visit(2, ("09:30", "09:45"), north=2010), visit(3)
    return day(*visits[:2], replace(visits[2], approved_by=""), teams=1)


def planned(office: Office, town: Day, worker: Worker) -> tuple[DayProblem, Plan]:
    problem = prepare(office, town, worker)
    plan = edit.follow(problem, Plan(town.id))
    return problem, edit.move(problem, plan, town.visits[0].id, town.shifts[0].id, 0)


def opened(qtbot: QtBot, office: Office, town: Day, worker: Worker, number: int) -> WaysOutDialog:
    problem, plan = planned(office, town, worker)
    dialog = WaysOutDialog(None, office, problem, plan, visit_rows(town, plan)[number])
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_reasons_and_the_ways_come_and_one_press_takes_one(
    qtbot: QtBot, office: Office, town: Day, worker: Worker
) -> None:
    dialog = opened(qtbot, office, town, worker, 1)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=10_000)
    row = dialog.rows[0]
    assert row.title.text() == "Extend the window by 20 min, until 10:05"
    assert row.effect.text() == "Team 1 at 10:04, after stop 1, nobody else moves"
    assert row.apply.isDefault()
    row.apply.click()
    assert dialog.value
    assert dialog.value.out.means is Means.WINDOW


def test_what_the_law_forbids_has_no_way_out(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    dialog = opened(qtbot, office, town, worker, 2)
    qtbot.waitUntil(lambda: bool(dialog.note.text()), timeout=10_000)
    assert dialog.reason.text() == "It is not approved."
    assert dialog.rows == []
    assert dialog.note.text() == "No way out was found that keeps every rule."


def test_looking_can_be_stopped(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    dialog = opened(qtbot, office, town, worker, 1)
    dialog.progress.stop.click()
    assert dialog.note.text() == "Stopped before the ways out were known."
    assert dialog._ticket.cancelled
    assert dialog.rows == []


@pytest.fixture
def window(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> Iterator[MainWindow]:
    """The window with that day, as it is planned."""
    _problem, plan = planned(office, town, worker)
    with office.store.writing() as session:
        session.save_day(town)
        session.save_plan(plan)
    made = MainWindow(office, worker)
    qtbot.addWidget(made)
    made.show()
    made.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not made.document.busy, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)  # the web engine wants its page gone first


@pytest.mark.window
def test_a_way_out_is_taken_in_the_window_and_undone(
    qtbot: QtBot, window: MainWindow, town: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, left = town.visits[0].id, town.visits[1].id
    window.selecting.select([busy])
    assert not window.actions_by_name["ways_out"].isEnabled()
    window.selecting.select([left])
    assert window.actions_by_name["ways_out"].isEnabled()

    def press(*asked: object) -> object:
        dialog = WaysOutDialog(*asked)  # type: ignore[arg-type]
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: bool(dialog.rows), timeout=10_000)
        dialog.rows[0].apply.click()
        return dialog.value

    def settled(planned: int) -> bool:
        plan = window.document.plan
        return not window.document.busy and plan is not None and plan.planned == planned

    monkeypatch.setattr(WaysOutDialog, "ask", staticmethod(press))
    before = window.document.plan
    window.views.unassigned.opened.emit(left)
    qtbot.waitUntil(lambda: settled(2), timeout=20_000)
    assert window.document.day
    assert window.document.day.visit(left).windows[0].latest == time(10, 5)
    assert window.document.violations == ()
    window.history.undo.trigger()
    qtbot.waitUntil(lambda: settled(1), timeout=20_000)
    assert window.document.day.visit(left).windows == town.visits[1].windows
    assert before
    assert window.document.plan
    assert window.document.plan.routes == before.routes
