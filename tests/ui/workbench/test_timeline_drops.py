"""Visits dragged over the timeline and dropped there; what it shows meanwhile."""

from __future__ import annotations

import warnings

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.day.preview import Preview
from planner.day.states import visit_rows
from planner.model import Plan
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import OPEN, PACK, framed, planned
from tests.ui.workbench.timed_day import LEGAL
from ui.workbench.dragging import pack
from ui.workbench.timeline import TimelineView

MOVE, LEFT, NONE = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture(scope="module")
def a_day() -> tuple[DayProblem, Plan]:
    """Three teams with two visits each."""
    dp = framed(day(*(visit(n, north=900 * n, east=-700 * n) for n in range(1, 7)), teams=3))
    ids, shifts = [each.id for each in dp.day.visits], [shift.id for shift in dp.day.shifts]
    return dp, planned(dp, {shifts[n]: ids[2 * n : 2 * n + 2] for n in range(3)})


@pytest.fixture
def view(qtbot: QtBot, a_day: tuple[DayProblem, Plan]) -> TimelineView:
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(1500, 300)
    made.show()
    dp, plan = a_day
    made.show_plan(dp.day, plan, visit_rows(dp.day, plan), LEGAL)
    return made


def drag(target: QWidget, at: QPoint, mime: QMimeData, *, drop: bool = False) -> bool:
    """Whether it may be dropped there."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # PySide 6.12 says so of the constructors there are
        enter, move = (kind(at, MOVE, mime, LEFT, NONE) for kind in (QDragEnterEvent, QDragMoveEvent))
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, move)
    if drop:
        QApplication.sendEvent(target, QDropEvent(QPointF(at), MOVE, mime, LEFT, NONE))
    return move.isAccepted()


def point(view: TimelineView, row: int, seconds: float) -> QPoint:
    look = view.chart.look
    return QPoint(round(look.scale.x(seconds)), round((row + 0.5) * look.row_height))


def test_a_gap_and_a_whole_row_are_told_apart(qtbot: QtBot, view: TimelineView) -> None:
    rows = view.chart.look.sheet.rows
    mime, port = pack([rows[0].blocks[0].visit_id]), view.chart.viewport()
    block = rows[1].blocks[0].span
    with qtbot.waitSignal(view.dragged_over) as gap:
        assert drag(port, point(view, 1, block.end + 5), mime)
    assert gap.args[:2] == [rows[1].id, 1]
    with qtbot.waitSignal(view.dragged_over) as whole:
        drag(port, point(view, 1, (block.start + block.end) / 2), mime)
    assert whole.args[:2] == [rows[1].id, None]
    with qtbot.waitSignal(view.dragged_over) as team:
        drag(view.chart.teams, QPoint(20, round(view.chart.teams.head + 2.5 * view.chart.look.row_height)), mime)
    assert team.args[:2] == [rows[2].id, None]


def test_what_is_let_go_over_a_row_is_dropped_there(qtbot: QtBot, view: TimelineView) -> None:
    row = view.chart.look.sheet.rows[2]
    mime = pack([view.chart.look.sheet.rows[0].blocks[0].visit_id])
    with qtbot.waitSignals([view.dragged_over, view.drag_dropped], order="simple"):
        drag(view.chart.viewport(), point(view, 2, row.blocks[0].span.start), mime, drop=True)


def test_beside_the_rows_nothing_is_taken_and_files_are_not_ours(qtbot: QtBot, view: TimelineView) -> None:
    mime, port = pack([view.chart.look.sheet.rows[0].blocks[0].visit_id]), view.chart.viewport()
    with qtbot.waitSignal(view.drag_left), qtbot.assertNotEmitted(view.drag_dropped):
        assert not drag(port, QPoint(300, port.height() - 30), mime, drop=True)
    with qtbot.waitSignal(view.drag_left):
        QApplication.sendEvent(port, QDragLeaveEvent())
    file = QMimeData()
    file.setText("a sheet")
    with qtbot.assertNotEmitted(view.dragged_over):
        drag(port, point(view, 0, 10 * 3600), file)


def test_the_effect_opens_both_rows_and_every_row_says_its_price(
    qtbot: QtBot, view: TimelineView, a_day: tuple[DayProblem, Plan]
) -> None:
    dp, plan = a_day
    moved = plan.routes[0].stops[0].visit_id
    preview = Preview(dp, plan, (moved,), PACK, OPEN)
    look, before, height = view.chart.look, picture(view), view.bar.height()
    view.carry((moved,))
    view.show_prices(preview.prices())
    view.show_effect(preview.best(plan.routes[1].shift_id))
    assert set(look.opened) == {plan.routes[0].shift_id, plan.routes[1].shift_id}
    assert "V-1" in view.bar._moving.text()
    QApplication.processEvents()
    assert view.bar.height() == height
    assert picture(view) != before
    view.show_effect(None)
    view.show_prices({})
    assert not look.opened
    assert picture(view) == before


def test_a_row_that_is_aimed_at_from_elsewhere_comes_into_view(
    view: TimelineView, a_day: tuple[DayProblem, Plan]
) -> None:
    dp, plan = a_day
    view.resize(1500, 160)
    view.chart.zoom(4, 0)  # high rows
    last, moved = plan.routes[2].shift_id, plan.routes[0].stops[0].visit_id
    assert view.row_box(last).isNull()
    view.carry((moved,))
    view.show_effect(Preview(dp, plan, (moved,), PACK, OPEN).best(last))
    assert not view.row_box(last).isNull()


def picture(view: TimelineView) -> QImage:
    image = view.chart.grab().toImage()
    return picture(view) if view.chart.pictures.waiting else image


def test_the_row_of_a_team_lies_where_it_is_seen(view: TimelineView) -> None:
    rows, port = view.chart.look.sheet.rows, view.chart.viewport()
    box = view.row_box(rows[1].id)
    assert box.topLeft() == port.mapToGlobal(QPoint(0, round(view.chart.look.row_height)))
    assert view.row_box(next(iter(view.chart.look.rows))).isNull()


def test_dragged_near_an_edge_it_scrolls(qtbot: QtBot, view: TimelineView) -> None:
    view.chart.zoom(6, 0)
    mime, bar = pack([view.chart.look.sheet.rows[0].blocks[0].visit_id]), view.chart.horizontalScrollBar()
    bar.setValue(0)
    drag(view.chart.viewport(), QPoint(view.chart.room - 4, 20), mime)
    qtbot.waitUntil(lambda: bar.value() > 0)
    QApplication.sendEvent(view.chart.viewport(), QDragLeaveEvent())
