"""A hand on a timeline that changes under it: stops begin or move away, teams fall ill, the font grows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.model import Day, Lock, Plan
from tests.ui.workbench.timed_day import LEGAL, rows_of
from tests.ui.workbench.timeline_hand import ALT, CTRL, click, ids, point, pull, shown
from ui.workbench.timeline import TimelineView


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    """The day of three teams."""
    return shown(qtbot)


def the_day_of(view: TimelineView) -> tuple[Day, Plan]:
    assert view._shown
    assert view._shown[1]
    return view._shown[0], view._shown[1]


def show(view: TimelineView, the_day: Day, plan: Plan | None) -> None:
    view.show_plan(the_day, plan, rows_of(the_day, plan), LEGAL)


def test_what_has_begun_is_not_pulled_along_nor_by_itself(qtbot: QtBot, view: TimelineView) -> None:
    the_day, plan = the_day_of(view)
    begun = replace(plan.routes[0].stops[0], lock=Lock(begun=True))
    route = replace(plan.routes[0], stops=(begun, *plan.routes[0].stops[1:]))
    show(view, the_day, replace(plan, routes=(route, *plan.routes[1:])))
    first, second, _third = ids(view, 0)
    view.select([first, second])
    with qtbot.assertNotEmitted(view.drag_wanted):
        pull(qtbot, view, point(view, 0, 9.25), point(view, 1, 9.25))
    view.select([first, second])
    with qtbot.waitSignal(view.drag_wanted) as told:
        pull(qtbot, view, point(view, 0, 10.25), point(view, 1, 9.25))
    assert told.args == [(second,)]


def test_what_has_no_stop_stays_selected(qtbot: QtBot, view: TimelineView) -> None:
    waiting = the_day_of(view)[0].visits[5].id
    view.select([waiting, ids(view, 0)[0]])
    with qtbot.waitSignal(view.selected) as told:
        click(qtbot, view, 1, 9.75, CTRL)
    assert told.args == [(ids(view, 0)[0], ids(view, 1)[0], waiting)]


def test_keys_push_a_stop_on_and_on(qtbot: QtBot, view: TimelineView) -> None:
    the_day, plan = the_day_of(view)
    first, second, third = plan.routes
    view.select([first.stops[0].visit_id])
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(view.chart, Qt.Key.Key_Down, ALT)
    assert told.args[1] == second.shift_id
    moved = (replace(first, stops=first.stops[1:]), replace(second, stops=(first.stops[0], *second.stops)), third)
    show(view, the_day, replace(plan, routes=moved))
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(view.chart, Qt.Key.Key_Down, ALT)
    assert told.args == [(first.stops[0].visit_id,), third.shift_id, None]


def test_a_team_that_is_gone_is_no_longer_chosen(qtbot: QtBot, view: TimelineView) -> None:
    the_day, plan = the_day_of(view)
    view.chart.choose_team(plan.routes[0].shift_id)
    ill = replace(the_day, shifts=the_day.shifts[1:])
    show(view, ill, replace(plan, routes=plan.routes[1:]))
    assert view.chart.look.chosen_team is None
    with qtbot.assertNotEmitted(view.team_opened):
        qtbot.keyClick(view.chart, Qt.Key.Key_Return)
    qtbot.keyClick(view.chart, Qt.Key.Key_Down)
    assert len(view.selection()) == 1


def test_where_no_team_works_keys_go_nowhere(qtbot: QtBot, view: TimelineView) -> None:
    show(view, replace(the_day_of(view)[0], shifts=()), None)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Home):
        qtbot.keyClick(view.chart, key)
    assert view.selection() == ()


def test_the_head_grows_with_the_font(view: TimelineView) -> None:
    head, font = view.chart.teams.head, view.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    view.setFont(font)
    assert view.chart.teams.head > head
    assert view.chart.header.height() == view.chart.teams.head
