"""The difference of two plans: what it shows, Accept and Discard, and who must be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit
from planner.day.difference import difference
from planner.day.optimize import prepare
from planner.day.workday import Workday
from planner.model import Day, Plan, Window
from planner.translate import DayProblem
from routing.worker import Worker
from tests.builders import day, visit
from ui.dialogs.difference import DifferenceDialog
from ui.proposal import Proposal

ZONE = ZoneInfo("UTC")


@pytest.fixture
def town() -> Day:
    visits = [visit(n, north=500 * n) for n in range(1, 5)]
    visits[1] = replace(visits[1], promised=Window(time(8), time(17)))
    return day(*visits)


@pytest.fixture
def proposal(office: Office, town: Day, worker: Worker) -> Proposal:
    """The second visit goes to the other team, the fourth comes in; paper is out."""
    problem = prepare(office, town, worker)
    first, second = (shift.id for shift in town.shifts)
    before = edit.move_all(problem, edit.follow(problem, Plan(town.id)), [v.id for v in town.visits[:3]], first)
    after = edit.move_all(problem, before, [town.visits[1].id, town.visits[3].id], second)
    return proposed(town, problem, before, after)


def proposed(town: Day, problem: DayProblem, before: Plan, after: Plan) -> Proposal:
    changed = difference(town, before, after, issued=replace(before, version=1))
    return Proposal("Re-plan", Workday(town, before, problem, ()), Workday(town, after, problem, ()), changed)


@pytest.fixture
def dialog(qtbot: QtBot, proposal: Proposal) -> DifferenceDialog:
    made = DifferenceDialog.of(None, proposal)
    qtbot.addWidget(made)
    made.show()
    return made


def groups(dialog: DifferenceDialog) -> list[str]:
    return [dialog.list.topLevelItem(n).text(0) for n in range(dialog.list.topLevelItemCount())]


def words(dialog: DifferenceDialog) -> str:
    return " ".join(label.text() for label in dialog.told.findChildren(QLabel) if label.text())


def test_what_changes_stands_in_groups_with_before_and_after(dialog: DifferenceDialog) -> None:
    assert groups(dialog)[:2] == ["Now planned  1", "To another team  1"]
    moved = dialog.list.topLevelItem(1).child(0)
    assert moved.text(0) == "Ada Quill2  V-2"
    assert moved.text(1).startswith("Team 1 2")
    assert moved.text(2).startswith("Team 2 ")
    assert moved.text(5) == "customer"
    assert "3 → 4" in {label.text() for label in dialog.numbers.findChildren(QLabel)}


def test_it_says_who_must_be_told(dialog: DifferenceDialog) -> None:
    assert "1 customer, inside the promised time" in words(dialog)
    assert "2 teams" in words(dialog)


def test_accepting_and_discarding(qtbot: QtBot, proposal: Proposal) -> None:
    for press, result in ((Qt.Key.Key_Escape, QDialog.DialogCode.Rejected),
                          (Qt.Key.Key_Return, QDialog.DialogCode.Accepted)):  # fmt: skip
        dialog = DifferenceDialog.of(None, proposal)
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.cancel.text() == "Discard"
        qtbot.keyClick(dialog, press)
        assert dialog.result() == result


def test_a_promise_that_is_broken_is_said_in_the_row_and_below(
    qtbot: QtBot, office: Office, town: Day, worker: Worker
) -> None:
    problem = prepare(office, town, worker)
    first = town.shifts[0].id
    before = edit.move_all(problem, edit.follow(problem, Plan(town.id)), [v.id for v in town.visits[:2]], first)
    dialog = DifferenceDialog.of(
        None, proposed(town, problem, before, edit.take_out(problem, before, town.visits[1].id))
    )
    qtbot.addWidget(dialog)
    assert dialog.list.topLevelItem(0).child(0).text(5) == "customer: outside the promise"
    assert "1 customer, 1 outside the promised time" in words(dialog)


def test_where_nothing_changes_there_is_nothing_to_decide(qtbot: QtBot, town: Day) -> None:
    dialog = DifferenceDialog(None, "Improve", difference(town, None, None), ZONE)
    qtbot.addWidget(dialog)
    assert dialog.primary.isHidden() or not dialog.primary.isVisible()
    assert dialog.cancel.text() == "Close"
    assert "Nobody" in words(dialog)
