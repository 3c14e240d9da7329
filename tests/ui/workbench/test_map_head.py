"""The head of the map: layers as one row of buttons, tools with keys, and the way to look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from planner.text import use_language
from tests import builders
from ui.workbench.map_head import MapHead


@pytest.fixture
def head(qtbot: QtBot) -> MapHead:
    made = MapHead()
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    made.show()
    return made


def test_it_says_how_many_have_no_stop_in_the_language_in_use(head: MapHead) -> None:
    head.show_day(builders.day().shifts, 3)
    assert head.layers.buttons["unassigned"].text() == "Unassigned 3"
    use_language("zh")
    head.word()
    assert "3" in head.layers.buttons["unassigned"].text()


def test_left_and_right_go_along_the_layers(qtbot: QtBot, head: MapHead) -> None:
    wanted: list[tuple[object, ...]] = []
    head.layer_wanted.connect(lambda *what: wanted.append(what))
    qtbot.keyClick(head.layers.buttons["all"], Qt.Key.Key_Left)
    qtbot.keyClick(head.layers.buttons["unassigned"], Qt.Key.Key_Right)
    assert wanted == [("unassigned", None), ("all", None)]


def test_one_team_is_named_and_another_is_offered(head: MapHead) -> None:
    first, second = builders.day().shifts
    head.show_day((first, second), 0)
    head.show_layer("team", second.id)
    assert head.layers.choice == "team"
    assert head.teams.isVisible()
    assert "Team 2" in head.teams.text()
    wanted: list[tuple[object, ...]] = []
    head.layer_wanted.connect(lambda *what: wanted.append(what))
    menu = head.teams.menu()
    menu.aboutToShow.emit()
    assert [(entry.text(), entry.isChecked()) for entry in menu.actions()] == [("Team 1", False), ("Team 2", True)]
    menu.actions()[0].trigger()
    assert wanted == [("team", first.id)]


def test_every_button_has_a_name_and_every_tool_tells_its_key(qtbot: QtBot, head: MapHead) -> None:
    assert all(button.accessibleName() for button in head.findChildren(QToolButton) if button.isVisible())
    assert [button.toolTip()[-3:] for button in head.tools.buttons.values()] == ["(V)", "(L)", "(R)"]
    taken: list[str] = []
    head.tool_wanted.connect(taken.append)
    for key in (Qt.Key.Key_L, Qt.Key.Key_R, Qt.Key.Key_V):
        head.tools.buttons["pointer"].setFocus()
        qtbot.keyClick(head, key)
    assert taken == ["lasso", "rectangle", "pointer"]


def test_fit_is_the_whole_day_or_what_is_selected(head: MapHead) -> None:
    wanted: list[bool] = []
    head.fit_wanted.connect(wanted.append)
    head.fit.click()
    head.fit.menu().actions()[1].trigger()
    assert wanted == [False, True]
