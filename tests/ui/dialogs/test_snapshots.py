"""Snapshots side by side: kept under a name, compared with now, taken again, deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.day.snapshots import Snapshot, Snapshots, added, without
from planner.day.totals import Totals
from planner.model import Plan
from tests.conftest import NOW
from ui.dialogs.snapshots import SnapshotsDialog

NUMBERS = Totals(58, 60, timedelta(hours=11, minutes=42), 286_000, 0, timedelta(0), fairness=92)


class Kept:
    """What the day keeps."""

    def __init__(self) -> None:
        self.all: Snapshots = ()

    def read(self) -> tuple[Snapshots, Totals]:
        return self.all, NUMBERS

    def keep(self, name: str) -> None:
        numbers = replace(NUMBERS, planned=57, travel_time=timedelta(hours=12))
        self.all = added(self.all, Snapshot(name, NOW, Plan(uuid4()), numbers))

    def delete(self, name: str) -> None:
        self.all = without(self.all, name)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def dialog(qtbot: QtBot, kept: Kept) -> SnapshotsDialog:
    made = SnapshotsDialog(None, kept.read, kept.keep, kept.delete, ZoneInfo("UTC"))
    qtbot.addWidget(made)
    made.show()
    return made


def column(dialog: SnapshotsDialog, number: int) -> list[str]:
    return [dialog.table.item(row, number).text() for row in range(3)]


def test_without_any_it_says_what_to_do(dialog: SnapshotsDialog) -> None:
    assert dialog.empty.isVisible()
    assert not dialog.primary.isEnabled()
    assert dialog.name.text() == "Plan A"


def test_one_is_kept_and_stands_beside_the_plan_of_now(qtbot: QtBot, dialog: SnapshotsDialog, kept: Kept) -> None:
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert [each.name for each in kept.all] == ["Plan A"]
    assert dialog.name.text() == "Plan B"
    assert column(dialog, 0) == ["58 / 60", "0", "11 h 42 min"]
    assert column(dialog, 1) == ["57 / 60   −1", "0   ±0", "12 h 00 min   +18 min"]
    dialog.confirm()
    assert dialog.value == "Plan A"


def test_one_is_deleted(qtbot: QtBot, dialog: SnapshotsDialog, kept: Kept) -> None:
    dialog.name.setText("before noon")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert dialog.chosen == "before noon"
    qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    assert kept.all == ()
    assert not dialog.delete.isEnabled()
