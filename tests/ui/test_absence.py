"""Somebody is ill: the ways out appear with their prices, one is taken, or nothing is decided yet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import teams
from planner.day.absence import absent
from planner.day.optimize import prepare
from planner.model import Day, Plan
from planner.translate import to_plan
from routing.solvers.settle import settle
from routing.worker import Worker
from tests.builders import day, person, visit
from ui.dialogs.absence import AbsenceDialog


@pytest.fixture
def town() -> Day:
    """Three pairs and one in the reserve; twelve visits."""
    made = day(*(visit(n, north=700 * n, east=300 * (n % 4)) for n in range(12)), teams=3)
    return replace(made, staff=(*made.staff, person(90)))


def plan_of(office: Office, the_day: Day, worker: Worker) -> Plan:
    dp = prepare(office, the_day, worker)
    return to_plan(dp, settle(dp.problem, {}))


def test_the_ways_out_come_with_their_prices(qtbot: QtBot, office: Office, town: Day, worker: Worker) -> None:
    plan = plan_of(office, town, worker)
    dialog = AbsenceDialog(None, office, town, plan, town.shifts[0].members[0].id, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    assert "Li Wen90" in dialog.table.item(0, 0).text()
    assert [dialog.table.item(0, column).text() for column in (1, 2, 4)] == ["none", "±0", "1"]
    assert dialog.detail.text()
    dialog.confirm()
    assert dialog.value
    after, fitted = dialog.value
    assert not teams.short_teams(after, 2)
    assert fitted
    assert fitted.planned == plan.planned


def test_pricing_can_be_stopped_and_the_decision_left_for_later(
    qtbot: QtBot, office: Office, town: Day, worker: Worker
) -> None:
    li = town.shifts[0].members[0]
    dialog = AbsenceDialog(None, office, town, plan_of(office, town, worker), li.id, worker)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.progress.stop.click()
    assert not dialog.primary.isEnabled()
    dialog.later.click()
    assert dialog.value == (absent(town, li.id), None)
