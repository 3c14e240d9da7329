"""The panels: where they stand, how keys reach them, and that the next window stands as this one did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from routing.worker import Worker
from tests.ui.window.telling import do
from ui.docks import TITLE
from ui.main_window import MainWindow

pytestmark = pytest.mark.window


@pytest.fixture
def wide(qtbot: QtBot, window: MainWindow) -> Iterator[MainWindow]:
    """The window on a screen with room."""
    window.resize(1700, 1000)
    qtbot.waitUntil(lambda: window.workbench.width() > 1600)
    window.reset_layout()
    return window


def boxes(window: MainWindow) -> dict[str, QWidget]:
    return dict(window.workbench.docks)


def test_each_panel_stands_where_its_question_is_asked(wide: MainWindow) -> None:
    docks, center = wide.workbench.docks, wide.workbench.centralWidget()
    assert docks["visits"].geometry().right() < center.geometry().left()
    assert docks["inspector"].geometry().left() > center.geometry().right()
    assert docks["timeline"].geometry().top() > center.geometry().bottom()
    assert docks["timeline"].geometry().left() == docks["visits"].geometry().left()
    assert docks["unassigned"].geometry().top() > docks["inspector"].geometry().bottom()


def test_on_a_narrow_window_inspector_and_unassigned_are_tabs(qtbot: QtBot, wide: MainWindow) -> None:
    workbench = wide.workbench
    assert workbench.tabifiedDockWidgets(workbench.docks["inspector"]) == []
    wide.resize(1366, 768)
    qtbot.waitUntil(lambda: bool(workbench.tabifiedDockWidgets(workbench.docks["inspector"])))
    wide.resize(1700, 1000)
    qtbot.waitUntil(lambda: not workbench.tabifiedDockWidgets(workbench.docks["inspector"]))


def test_what_is_hidden_stays_hidden_when_the_width_changes(qtbot: QtBot, wide: MainWindow) -> None:
    docks = wide.workbench.docks
    docks["unassigned"].close()
    wide.resize(1366, 768)
    qtbot.waitUntil(lambda: wide.workbench.width() < 1400)
    assert docks["unassigned"].isHidden()
    assert not docks["inspector"].isHidden()


def test_f6_goes_through_the_panels_and_back(qtbot: QtBot, wide: MainWindow) -> None:
    wide.activateWindow()
    qtbot.waitUntil(wide.isActiveWindow)
    do(wide, "panel_visits")
    assert wide.workbench.here() == "visits"
    assert wide.focusWidget() is wide.views.visits.table
    gone = []
    for _step in range(5):
        do(wide, "next_panel")
        gone.append(wide.workbench.here())
    assert gone == ["map", "timeline", "inspector", "unassigned", "visits"]
    do(wide, "former_panel")
    assert wide.workbench.here() == "unassigned"


def test_a_key_brings_a_hidden_panel_back(qtbot: QtBot, wide: MainWindow) -> None:
    wide.activateWindow()
    qtbot.waitUntil(wide.isActiveWindow)
    wide.workbench.docks["timeline"].close()
    assert not wide.views.timeline.isVisible()
    qtbot.keyClick(wide, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert wide.views.timeline.isVisible()


def test_the_next_window_stands_as_this_one_did(qtbot: QtBot, wide: MainWindow, stored: Office, worker: Worker) -> None:
    wide.workbench.docks["unassigned"].close()
    do(wide, "color_state")
    wide.close()
    again = MainWindow(stored, worker)
    qtbot.addWidget(again)
    again.show()
    assert again.workbench.docks["unassigned"].isHidden()
    assert not again.workbench.docks["inspector"].isHidden()
    assert again.actions_by_name["color_state"].isChecked()
    do(again, "reset_layout")
    assert not again.workbench.docks["unassigned"].isHidden()
    again.close()


def test_as_tabs_no_title_stands_twice_and_a_fresh_layout_keeps_the_keys(qtbot: QtBot, wide: MainWindow) -> None:
    titles = [
        wide.workbench.docks[name].titleBarWidget().findChild(QLabel, TITLE) for name in ("inspector", "unassigned")
    ]
    assert [title.isHidden() for title in titles] == [False, False]
    wide.resize(1366, 768)
    qtbot.waitUntil(lambda: [title.isHidden() for title in titles] == [True, True])
    wide.activateWindow()
    qtbot.waitUntil(wide.isActiveWindow)
    do(wide, "panel_timeline")
    do(wide, "reset_layout")
    qtbot.waitUntil(lambda: wide.workbench.here() == "timeline")
