"""Before a re-plan it is said what is at stake; a slider says how much may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit
from planner.day.optimize import prepare
from planner.model import Day, Plan, Window
from routing.worker import Worker
from tests.builders import day, visit
from ui.dialogs.replan import MOST, Chosen, ReplanDialog

MORNING, NIGHT = (datetime(2026, 11, 24, hour, 30, tzinfo=UTC) for hour in (9, 23))


@pytest.fixture
def town() -> Day:
    visits = [visit(n, north=500 * n) for n in range(1, 7)]
    visits[5] = replace(visits[5], promised=Window(time(8), time(17)))
    return day(*visits, teams=1)


@pytest.fixture
def plan(office: Office, town: Day, worker: Worker) -> Plan:
    problem = prepare(office, town, worker)
    start = edit.follow(problem, Plan(town.id))
    for place, each in enumerate(town.visits):
        start = edit.move(problem, start, each.id, town.shifts[0].id, place)
    return start


def test_the_price_is_said_for_now_and_for_the_whole_day(qtbot: QtBot, town: Day, plan: Plan) -> None:
    dialog = ReplanDialog(None, town, plan, MORNING, from_now=False)
    qtbot.addWidget(dialog)
    assert "6 visits could change; 1 of them has a promised time" in dialog.price.text()
    dialog.from_now.setChecked(True)
    assert dialog.from_now.text().endswith("nothing before 10:00 changes")
    assert "6 visits" not in dialog.price.text()
    assert "too near" in dialog.price.text()


def test_the_slider_says_what_it_means_and_any_number_is_its_end(qtbot: QtBot, town: Day, plan: Plan) -> None:
    dialog = ReplanDialog(None, town, plan, MORNING, from_now=True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.said.text() == "move at most 6 visits"
    qtbot.keyClick(dialog.budget, Qt.Key.Key_Home)
    assert dialog.said.text() == "no visit changes its team"
    dialog.budget.setValue(1)
    assert dialog.said.text() == "move at most 1 visit"
    qtbot.keyClick(dialog.budget, Qt.Key.Key_End)
    assert dialog.budget.value() == MOST + 1
    dialog.confirm()
    assert dialog.value == Chosen(from_now=True, max_moved=None)


def test_late_in_the_day_nothing_is_left_to_change(qtbot: QtBot, town: Day, plan: Plan) -> None:
    dialog = ReplanDialog(None, town, plan, NIGHT, from_now=True)
    qtbot.addWidget(dialog)
    assert dialog.price.text() == "Nothing is left that could change."
    assert not dialog.primary.isEnabled()
