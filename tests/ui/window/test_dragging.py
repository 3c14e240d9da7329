"""Visits in the hand: from any view to any other, with the effect shown before they are let go."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.day import outcomes
from tests.ui.window.telling import do, longest, order, other, stop_of
from ui.main_window import MainWindow
from ui.workbench.dragging import pack

pytestmark = pytest.mark.window
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def wide(qtbot: QtBot, window: MainWindow) -> Iterator[MainWindow]:
    """The window with room for every row."""
    window.resize(1700, 1000)
    qtbot.waitUntil(lambda: window.workbench.width() > 1600)
    window.reset_layout()
    qtbot.waitUntil(lambda: window.views.timeline.chart.viewport().height() > 100)
    return window


class Hand:
    """A mouse that carries visits over a widget, as the system tells of it."""

    def __init__(self, window: MainWindow, visit_ids: tuple[UUID, ...]) -> None:
        self.window, self.mime = window, pack(visit_ids)
        assert window.drags.take(visit_ids)
        self._over: QWidget | None = None

    def over(self, widget: QWidget, at: QPoint) -> None:
        """Move there."""
        if widget is not self._over:
            enter = QDragEnterEvent(QPointF(at), MOVE, self.mime, LEFT, NONE)
            QApplication.sendEvent(widget, enter)
            assert enter.isAccepted()
            self._over = widget
        QApplication.sendEvent(widget, QDragMoveEvent(QPointF(at), MOVE, self.mime, LEFT, NONE))

    def away(self) -> None:
        """Leave it."""
        assert self._over
        QApplication.sendEvent(self._over, QDragLeaveEvent())

    def let_go(self, at: QPoint) -> None:
        """Drop there."""
        assert self._over
        QApplication.sendEvent(self._over, QDropEvent(QPointF(at), MOVE, self.mime, LEFT, NONE))
        self.window.drags.dragging.cancel()


def row_middle(window: MainWindow, shift_id: UUID) -> QPoint:
    """The middle of a team's row, in the pixels of its column of names."""
    chart = window.views.timeline.chart
    number = chart.look.row_number(shift_id)
    assert number is not None
    return QPoint(20, round((number + 0.5) * chart.look.row_height) + chart.teams.head)


def test_a_stop_is_dragged_to_another_team(qtbot: QtBot, wide: MainWindow) -> None:
    one, two = longest(wide), other(wide)
    visit_id = one.stops[0].visit_id
    hand, at = Hand(wide, (visit_id,)), row_middle(wide, two.shift_id)
    hand.over(wide.views.timeline.chart.teams, at)
    chart = wide.views.timeline.chart
    qtbot.waitUntil(lambda: chart.look.effect is not None, timeout=5_000)
    assert chart.look.effect
    assert chart.look.effect.shift_id == two.shift_id
    assert wide.drags.dragging.bubble.isVisible()
    assert order(wide, one.shift_id)[0] == visit_id, "nothing has changed yet"
    hand.let_go(at)
    assert visit_id in order(wide, two.shift_id)
    assert not wide.drags.dragging.bubble.isVisible()
    assert chart.look.effect is None
    assert dict(chart.look.prices) == {}
    assert wide.document.undo_stack.undoText() == "Move"
    wide.history.undo.trigger()
    assert order(wide, one.shift_id)[0] == visit_id


def test_the_price_of_every_row_is_shown_while_dragging(qtbot: QtBot, wide: MainWindow) -> None:
    hand = Hand(wide, (longest(wide).stops[0].visit_id,))
    look = wide.views.timeline.chart.look
    hand.over(wide.views.timeline.chart.teams, row_middle(wide, other(wide).shift_id))
    qtbot.waitUntil(lambda: len(look.prices) == 2, timeout=5_000)
    wide.drags.dragging.cancel()
    assert not look.prices


def test_what_was_previewed_is_what_comes(qtbot: QtBot, wide: MainWindow) -> None:
    visit_id, target = longest(wide).stops[-1].visit_id, other(wide).shift_id
    hand, at = Hand(wide, (visit_id,)), row_middle(wide, target)
    look = wide.views.timeline.chart.look
    hand.over(wide.views.timeline.chart.teams, at)
    qtbot.waitUntil(lambda: look.effect is not None, timeout=5_000)
    assert look.effect
    previewed = {route.shift_id: route for route in look.effect.routes}
    hand.let_go(at)
    assert wide.document.plan
    for route in wide.document.plan.routes:
        if route.shift_id in previewed:
            assert route == previewed[route.shift_id]


def test_away_from_every_row_nothing_is_shown_and_nothing_comes(qtbot: QtBot, wide: MainWindow) -> None:
    plan = wide.document.plan
    hand, look = Hand(wide, (longest(wide).stops[0].visit_id,)), wide.views.timeline.chart.look
    hand.over(wide.views.timeline.chart.teams, row_middle(wide, other(wide).shift_id))
    qtbot.waitUntil(lambda: look.effect is not None, timeout=5_000)
    hand.away()
    assert look.effect is None
    wide.drags.dragging.drop()
    assert wide.document.plan is plan


def test_two_at_once_are_dropped_on_the_unassigned_and_come_back(qtbot: QtBot, wide: MainWindow) -> None:
    ids = tuple(stop.visit_id for stop in longest(wide).stops[:2])
    panel, at = wide.views.unassigned, QPoint(40, 60)
    hand = Hand(wide, ids)
    hand.over(panel, at)
    hand.let_go(at)
    qtbot.waitUntil(lambda: not wide.document.busy)
    assert wide.document.plan
    assert not any(wide.document.plan.route_of(visit_id) for visit_id in ids)
    qtbot.waitUntil(lambda: set(ids) <= set(panel.cards), timeout=5_000)
    back = Hand(wide, ids)
    target = row_middle(wide, other(wide).shift_id)
    back.over(wide.views.timeline.chart.teams, target)
    back.let_go(target)
    qtbot.waitUntil(lambda: not wide.document.busy)
    assert set(ids) <= set(order(wide, other(wide).shift_id)) | set(order(wide, longest(wide).shift_id))


def test_what_the_map_lets_go_of_is_moved(wide: MainWindow) -> None:
    visit_id, target = longest(wide).stops[0].visit_id, other(wide).shift_id
    wide.map.moved.emit((visit_id,), target, 0)
    assert order(wide, target)[0] == visit_id
    wide.map.moved.emit((visit_id,), None, None)
    assert wide.document.plan
    assert wide.document.plan.route_of(visit_id) is None


def test_keys_alone_find_the_cheapest_team_and_put_it_there(qtbot: QtBot, wide: MainWindow) -> None:
    visit_id = longest(wide).stops[0].visit_id
    wide.document.take_out("Take out", [visit_id])
    wide.selecting.select([visit_id])
    do(wide, "grab")
    dragging = wide.drags.dragging
    qtbot.waitUntil(lambda: wide.views.timeline.chart.look.effect is not None, timeout=5_000)
    qtbot.keyClick(wide, Qt.Key.Key_Tab)
    qtbot.keyClick(wide, Qt.Key.Key_Return)
    assert not dragging.active
    assert stop_of(wide, visit_id)


def test_escape_leaves_it_where_it_was(qtbot: QtBot, wide: MainWindow) -> None:
    plan = wide.document.plan
    wide.selecting.select([longest(wide).stops[0].visit_id])
    do(wide, "grab")
    qtbot.keyClick(wide, Qt.Key.Key_Escape)
    assert not wide.drags.dragging.active
    assert wide.document.plan is plan


def test_what_has_begun_cannot_be_taken_into_the_hand(wide: MainWindow) -> None:
    first = longest(wide).stops[0]
    wide.document.change_plan("Begun", lambda dp, plan: outcomes.begin(dp, plan, (first.visit_id,), first.start))
    assert not wide.drags.take((first.visit_id,))


def test_nothing_strange_is_taken_in(wide: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("hello")
    enter = QDragEnterEvent(QPointF(5, 60), MOVE, mime, LEFT, NONE)
    QApplication.sendEvent(wide.views.timeline.chart.teams, enter)
    assert wide.views.timeline.chart.look.effect is None


def test_the_numbers_count_along_and_a_change_meanwhile_ends_it(qtbot: QtBot, wide: MainWindow) -> None:
    one, two = longest(wide), other(wide)
    strip, chart = wide.views.strip, wide.views.timeline.chart
    numbers = strip._numbers
    before = numbers["travel"].text_shown
    hand, at = Hand(wide, (one.stops[0].visit_id,)), row_middle(wide, two.shift_id)
    hand.over(chart.teams, at)
    qtbot.waitUntil(lambda: chart.look.effect is not None, timeout=5_000)
    assert strip.compared.accessibleName() == "Compared with the plan as it is"
    told = numbers["distance"].text_shown
    assert "m +" in told or "m −" in told
    wide.document.take_out("Take out", [one.stops[-1].visit_id])
    assert not wide.drags.dragging.active, "its prices were those of another plan"
    assert chart.look.effect is None
    wide.showing.finish()
    assert strip.compared.accessibleName() != "Compared with the plan as it is"
    wide.history.undo.trigger()
    wide.showing.finish()
    assert numbers["travel"].text_shown.split(" ")[:2] == before.split(" ")[:2]
