"""The map in the window, on the real web engine: what is done in the page is done in the plan, and in every view."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from tests.ui.test_map_view import WAIT_MS, ask
from tests.ui.workbench.test_map_gestures import carry, pin
from ui.main_window import MainWindow
from ui.workbench.dragging import pack

pytestmark = pytest.mark.window


def shown(qtbot: QtBot, window: MainWindow, visit_id: UUID) -> QPoint:
    """Where a stop is in the page, once the plan is there and in sight."""
    view = window.map
    qtbot.waitUntil(lambda: view._ready and len(view._groups) > 1 and not view._wording, timeout=WAIT_MS)
    view.fit()
    zoom = "return map_rounds.getZoom()"
    qtbot.waitUntil(lambda: float(ask(qtbot, view._page, zoom)) > 10, timeout=WAIT_MS)  # type: ignore[arg-type]
    return pin(qtbot, view, visit_id)


def test_a_click_on_a_stop_in_the_page_selects_the_visit_in_the_table(qtbot: QtBot, window: MainWindow) -> None:
    plan = window.document.plan
    assert plan
    visit_id = next(route for route in plan.routes if route.stops).stops[0].visit_id
    at = shown(qtbot, window, visit_id)
    qtbot.mouseClick(window.map._view.focusProxy(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: window.views.visits.selection() == (visit_id,), timeout=WAIT_MS)
    ringed = (
        "const all = []; map_rounds.eachLayer((l) => l.options.selected && all.push(l.options.tell.id)); return all"
    )
    qtbot.waitUntil(lambda: ask(qtbot, window.map._page, ringed) == [str(visit_id)], timeout=WAIT_MS)


def test_a_visit_that_is_let_go_on_a_stop_of_the_map_stands_before_it(qtbot: QtBot, window: MainWindow) -> None:
    plan = window.document.plan
    assert plan
    route = max(plan.routes, key=lambda route: len(route.stops))
    first, last = route.stops[0].visit_id, route.stops[-1].visit_id
    view = window.map
    target = view._view.mapTo(view, shown(qtbot, window, first))
    assert window.drags.take([last])
    carried = pack([last])
    carry(view, QDragEnterEvent, carried, target)
    with qtbot.waitSignal(view.dragged_over, timeout=WAIT_MS):
        carry(view, QDragMoveEvent, carried, target)
    carry(view, QDropEvent, carried, target)
    assert window.document.plan
    moved = next(each for each in window.document.plan.routes if each.shift_id == route.shift_id)
    assert [stop.visit_id for stop in moved.stops][:2] == [last, first]
