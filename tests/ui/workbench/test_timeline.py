"""The timeline in a coordinator's hands: mouse and keys to what the window is told, and what it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.text import use_language
from tests.builders import day as plain_day
from tests.builders import visit
from tests.ui.workbench.timed_day import LEGAL, H, rows_of, timed_day
from tests.ui.workbench.timeline_hand import ALT, CTRL, LEFT, NONE, SHIFT, click, ids, point, shown
from ui.workbench.timeline import TimelineView
from ui.workbench.timeline_steps import Spot


@pytest.fixture
def view(qtbot: QtBot) -> TimelineView:
    """The day of three teams, 1500 pixels wide."""
    return shown(qtbot)


def test_a_click_selects_a_stop_and_a_second_one_opens_it(qtbot: QtBot, view: TimelineView) -> None:
    with qtbot.waitSignal(view.selected) as told:
        click(qtbot, view, 0, 9.25)
    assert told.args == [(ids(view, 0)[0],)]
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.chart.viewport(), LEFT, NONE, point(view, 0, 9.25))
    assert opened.args == [ids(view, 0)[0]]
    click(qtbot, view, 2, 15)
    assert view.selection() == ()


def test_ctrl_adds_and_shift_takes_what_lies_between(qtbot: QtBot, view: TimelineView) -> None:
    click(qtbot, view, 0, 9.25)
    click(qtbot, view, 1, 13.25, CTRL)
    assert view.selection() == (ids(view, 0)[0], ids(view, 1)[1])
    click(qtbot, view, 1, 13.25, CTRL)
    assert view.selection() == (ids(view, 0)[0],)
    click(qtbot, view, 0, 9.25)
    click(qtbot, view, 0, 12.25, SHIFT)
    assert view.selection() == tuple(ids(view, 0))


def test_a_rectangle_selects_what_it_touches(qtbot: QtBot, view: TimelineView) -> None:
    port = view.chart.viewport()
    qtbot.mousePress(port, LEFT, NONE, point(view, 0, 8.2))
    qtbot.mouseMove(port, point(view, 1, 9.6))
    qtbot.mouseRelease(port, LEFT, NONE, point(view, 1, 9.6))
    assert view.selection() == (ids(view, 0)[0], ids(view, 1)[0])


def test_a_selection_from_elsewhere_is_silent(qtbot: QtBot, view: TimelineView) -> None:
    with qtbot.assertNotEmitted(view.selected):
        view.select([ids(view, 1)[1], view.chart.look.sheet.rows[2].id])
    assert view.selection() == (ids(view, 1)[1],)
    assert "Bianca Fenn" in view.chart.accessibleDescription()


def test_a_stop_that_is_pulled_wants_to_be_dragged_with_all_that_is_selected(qtbot: QtBot, view: TimelineView) -> None:
    view.select([ids(view, 0)[0], ids(view, 0)[2]])
    port = view.chart.viewport()
    with qtbot.waitSignal(view.drag_wanted) as told:
        qtbot.mousePress(port, LEFT, NONE, point(view, 0, 9.25))
        qtbot.mouseMove(port, point(view, 1, 9.25))
    assert told.args == [(ids(view, 0)[0], ids(view, 0)[2])]
    qtbot.mouseRelease(port, LEFT, NONE, point(view, 1, 9.25))


def test_the_pointer_tells_which_stop_it_is_over(qtbot: QtBot, view: TimelineView) -> None:
    with qtbot.waitSignal(view.hovered) as told:
        qtbot.mouseMove(view.chart.viewport(), point(view, 0, 9.25))
    assert told.args == [ids(view, 0)[0]]
    with qtbot.waitSignal(view.hovered) as gone:
        qtbot.mouseMove(view.chart.viewport(), point(view, 0, 11.2))
    assert gone.args == [None]


def test_a_team_is_chosen_and_opened_at_its_name(qtbot: QtBot, view: TimelineView) -> None:
    teams, look = view.chart.teams, view.chart.look
    where = QPoint(20, round(teams.head + 1.5 * look.row_height))
    with qtbot.waitSignal(view.team_chosen) as told:
        qtbot.mouseClick(teams, LEFT, NONE, where)
    assert told.args == [look.sheet.rows[1].id]
    with qtbot.waitSignal(view.team_opened):
        qtbot.mouseDClick(teams, LEFT, NONE, where)
    with qtbot.waitSignal(view.team_chosen) as none:
        click(qtbot, view, 0, 9.25)
    assert none.args == [None]
    qtbot.mouseClick(teams, LEFT, NONE, where)
    with qtbot.waitSignal(view.team_chosen) as none:
        click(qtbot, view, 2, 15)
    assert none.args == [None]


def test_keys_walk_select_and_open(qtbot: QtBot, view: TimelineView) -> None:
    chart = view.chart
    view.select([ids(view, 0)[0]])
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert view.selection() == (ids(view, 0)[1],)
    assert "李娜" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Right, SHIFT)
    assert view.selection() == tuple(ids(view, 0)[1:])
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert view.selection() == (ids(view, 1)[1],)
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == [ids(view, 1)[1]]
    qtbot.keyClick(chart, Qt.Key.Key_A, CTRL)
    assert view.selection() == tuple(ids(view, 1))
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert view.selection() == ()
    with qtbot.waitSignal(view.team_opened):
        qtbot.keyClick(chart, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("key", "row", "position"),
    [(Qt.Key.Key_Left, 0, 0), (Qt.Key.Key_Right, 0, 2), (Qt.Key.Key_Down, 1, None)],
)
def test_alt_and_arrows_move_the_selected_stop(
    qtbot: QtBot, view: TimelineView, key: Qt.Key, row: int, position: int | None
) -> None:
    view.select([ids(view, 0)[1]])
    with qtbot.waitSignal(view.moved) as told:
        qtbot.keyClick(view.chart, key, ALT)
    assert told.args == [(ids(view, 0)[1],), view.chart.look.sheet.rows[row].id, position]


def test_its_keys_come_to_it_though_a_menu_has_them(view: TimelineView) -> None:
    for key, keys, ours in ((Qt.Key.Key_Left, ALT, True), (Qt.Key.Key_Delete, NONE, False), (Qt.Key.Key_A, CTRL, True)):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, keys)
        event.ignore()
        QApplication.sendEvent(view.chart, event)
        assert event.isAccepted() == ours


def test_the_wheel_zooms_at_the_pointer_and_rows_grow(view: TimelineView) -> None:
    chart, low = view.chart, view.chart.look.row_height
    x = point(view, 0, 12).x()
    for _turn in range(4):
        turn(view, x, 120)
    assert chart.seconds_at(x) == pytest.approx(12 * H, abs=60)
    assert chart.look.tall
    assert chart.look.row_height > low
    assert view.bar.slider.value() < view.bar.slider.maximum()
    view.focus_day()
    assert chart.look.scale.share(chart.room) == 1
    assert not chart.horizontalScrollBar().isVisible()


def turn(view: TimelineView, x: int, by: int) -> None:
    at, port = QPointF(x, 10), view.chart.viewport()
    event = QWheelEvent(
        at, port.mapToGlobal(at), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(port, event)


def test_the_slider_zooms_as_well(view: TimelineView) -> None:
    view.bar.slider.setValue(300)
    assert view.chart.look.scale.share(view.chart.room) == pytest.approx(0.3, abs=0.01)


def test_the_zoom_and_the_selection_stay_when_the_plan_changes(view: TimelineView) -> None:
    view.select([ids(view, 0)[1]])
    view.chart.zoom(3, 500)
    density, left = view.chart.look.scale.density, view.chart.horizontalScrollBar().value()
    the_day, plan = view._shown or timed_day()
    view.show_plan(the_day, plan, rows_of(the_day, plan), LEGAL)
    assert view.selection() == (ids(view, 0)[1],)
    assert (view.chart.look.scale.density, view.chart.horizontalScrollBar().value()) == (density, left)


def test_colors_follow_the_buttons(qtbot: QtBot, view: TimelineView) -> None:
    qtbot.mouseClick(view.bar.buttons["state"], LEFT)
    assert view.chart.look.color_by == "state"
    assert "Breaks a rule" in view.bar.legend.accessibleName()
    view.set_color_by("priority")
    assert view.bar.buttons["priority"].isChecked()


def test_totals_fold_where_the_window_is_narrow(qtbot: QtBot, view: TimelineView) -> None:
    totals, row = view.chart.totals, view.chart.look.sheet.rows[1]
    assert totals.texts(row) == ("2", "1:00", "30.0", "17:50", "20 min")
    view.resize(1366, 300)
    qtbot.waitUntil(lambda: totals.folded)
    assert totals.texts(row) == ("17:50", "20 min")


def test_hours_of_overtime_do_not_run_into_the_finish(qtbot: QtBot, view: TimelineView) -> None:
    view.resize(1366, 300)
    totals = view.chart.totals
    qtbot.waitUntil(lambda: totals.folded)
    the_day, plan = timed_day()
    late = replace(plan.routes[1], end=plan.routes[1].end + timedelta(minutes=90))
    view.show_plan(the_day, replace(plan, routes=(plan.routes[0], late, plan.routes[2])), rows_of(the_day, plan), LEGAL)
    *_rest, over = totals.texts(view.chart.look.sheet.rows[1])
    assert over == "1 h 50 min"
    finish, end = totals._ends()
    assert end - totals.look.fonts.width(totals.look.fonts.plain, over) > finish
    assert finish - totals.look.fonts.width(totals.look.fonts.plain, "00:00") >= 0


def test_an_empty_timeline_says_what_to_do_next(qtbot: QtBot, view: TimelineView) -> None:
    waiting = plain_day(visit(1), visit(2))
    view.show_plan(waiting, None, rows_of(waiting, None), LEGAL)
    assert "2 visits wait" in view.empty.text()
    with qtbot.waitSignal(view.wanted) as told:
        qtbot.mouseClick(view.empty.button, LEFT)
    assert told.args == ["plan"]
    nobody = plain_day(visit(1), teams=0)
    view.show_plan(nobody, None, rows_of(nobody, None), LEGAL)
    assert "No team" in view.empty.text()
    the_day, plan = timed_day()
    view.show_plan(the_day, plan, rows_of(the_day, plan), LEGAL)
    assert view.empty.isHidden()


def test_it_speaks_where_the_keys_are(view: TimelineView) -> None:
    view.select([ids(view, 0)[2]])
    told = view.chart.accessibleDescription()
    assert told.startswith("Team 1, stop 3 of 3: Egon Ilves, 12:00 to 12:30")
    assert "After the agreed time, by 15 min." in told
    use_language("zh")
    view.chart.look.spot = Spot(view.chart.look.sheet.rows[2].id)
    view.chart.tell_spot()
    assert "Team 3" in view.chart.accessibleDescription()


def test_a_right_click_on_a_team_or_its_empty_row_asks_what_can_be_done_with_it(
    qtbot: QtBot, view: TimelineView
) -> None:
    chart, second = view.chart, view.chart.look.sheet.rows[1].id
    click(qtbot, view, 0, 9.25)
    at = QPoint(20, chart.teams.head + round(1.5 * chart.look.row_height))
    for widget, where in ((chart.teams, at), (chart.viewport(), point(view, 1, 16))):
        with qtbot.waitSignals([view.team_chosen, view.asked]):
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
            QApplication.sendEvent(widget, event)
        assert (view.selection(), chart.look.chosen_team) == ((), second)
        chart.choose_nothing()


def test_two_fingers_that_part_zoom_where_they_are(view: TimelineView) -> None:
    chart, at = view.chart, QPointF(point(view, 0, 12))
    moment, density = chart.seconds_at(at.x()), chart.look.scale.density
    device = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    event = QNativeGestureEvent(kind, device, 2, at, at, QPointF(chart.viewport().mapToGlobal(at)), 0.5, QPointF())
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.look.scale.density == pytest.approx(1.5 * density)
    assert chart.seconds_at(at.x()) == pytest.approx(moment, abs=60)


def test_rows_are_a_little_lower_where_all_have_room_then(qtbot: QtBot, view: TimelineView) -> None:
    chart = view.chart
    usual, rest = chart.look.row_height, view.height() - chart.viewport().height()
    for room, height in ((3 * usual - 6, usual - 2), (2 * usual, usual)):
        view.setFixedHeight(round(rest + room))
        qtbot.waitUntil(lambda room=room: chart.viewport().height() == round(room))  # type: ignore[misc]
        assert chart.look.row_height == height
