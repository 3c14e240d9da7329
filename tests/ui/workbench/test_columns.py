"""The columns of the visits: hidden, moved, sized, remembered by name; in a narrow panel the least gives way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.ui.workbench.table_days import small_day
from ui.workbench.visits import VisitsView
from ui.workbench.visits_cells import AT_FIRST_HIDDEN, FIELDS


@pytest.fixture
def view(qtbot: QtBot) -> VisitsView:
    return new_view(qtbot)


def new_view(qtbot: QtBot, width: int = 1100) -> VisitsView:
    made = VisitsView()
    qtbot.addWidget(made)
    made.resize(width, 400)
    made.show_rows(small_day())
    made.show()
    return made


def press(view: VisitsView, title: str) -> None:
    next(action for action in view.columns.menu().actions() if action.text() == title).trigger()


def test_at_first_what_is_looked_at_all_day(view: VisitsView) -> None:
    assert view.columns.shown() == [field for field in FIELDS if field not in AT_FIRST_HIDDEN]


def test_a_chosen_column_comes_and_stays(qtbot: QtBot, view: VisitsView) -> None:
    press(view, "Priority")
    press(view, "Min")
    again = new_view(qtbot)
    assert "priority" in again.columns.shown()
    assert "minutes" not in again.columns.shown()


def test_the_place_cannot_be_hidden(view: VisitsView) -> None:
    entry = next(action for action in view.columns.menu().actions() if action.text() == "Place")
    assert not entry.isEnabled()


def test_order_and_widths_stay_and_can_be_had_as_at_first(qtbot: QtBot, view: VisitsView) -> None:
    header = view.table.horizontalHeader()
    header.moveSection(header.visualIndex(FIELDS.index("state")), 0)
    header.resizeSection(FIELDS.index("name"), 222)
    again = new_view(qtbot)
    assert again.columns.shown()[0] == "state"
    assert again.table.columnWidth(FIELDS.index("name")) == 222
    press(again, "All columns as at first")
    assert again.columns.shown()[0] == "reference"
    assert again.table.columnWidth(FIELDS.index("name")) != 222
    assert QSettings().value("columns/visits") is None


def test_in_a_narrow_panel_name_place_team_and_state_are_left(qtbot: QtBot) -> None:
    view = new_view(qtbot, 320)
    assert view.columns.shown() == ["name", "place", "team", "state"]
    view.resize(1100, 400)
    assert "window" in view.columns.shown()
    press(view, "Window")
    press(view, "Window")
    view.resize(320, 400)
    assert "window" in view.columns.shown(), "what a person has asked for does not give way"


@pytest.mark.parametrize("kept", ["{", "[1]", '{"order": ["gone", "state"], "turned": {"gone": true}}'])
def test_whatever_was_remembered_the_table_opens(qtbot: QtBot, kept: str) -> None:
    QSettings().setValue("columns/visits", kept)
    view = new_view(qtbot)
    assert "place" in view.columns.shown()
