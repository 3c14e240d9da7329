"""Closed roads on the map, on the real web engine: hatched as they are told, and drawn by pointer or by keys alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from pytestqt.qtbot import QtBot

from planner.model import Coordinates
from planner.running.closures import RADII_M, circle, close
from tests import builders
from tests.ui.test_map_view import MORNING, WAIT_MS, ask, planned_day, show
from ui.workbench.map_view import MapView

AREAS = "let n = 0; map_rounds.eachLayer((l) => { if (l instanceof ClosedArea) n++; }); return n"
HINT = "return document.querySelector('.pen-hint').hidden ? '' : document.querySelector('.pen-hint').textContent"


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    made.resize(640, 480)
    with qtbot.waitSignal(made.ready, timeout=WAIT_MS):
        made.show()
    day, plan = planned_day()
    show(qtbot, made, day, plan, {})
    made.fit([builders.OFFICE])
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def press(view: MapView, *keys: str) -> None:
    for key in keys:
        told = f"{{key: {json.dumps(key)}, bubbles: true}}"
        view._page.runJavaScript(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {told}))")


@pytest.mark.window
def test_what_is_closed_is_hatched_and_gone_when_it_is_lifted(view: MapView, qtbot: QtBot) -> None:
    day, plan = planned_day()
    shut = close(day, circle(builders.OFFICE, 300), MORNING, "me")
    show(qtbot, view, shut, plan, {})
    assert ask(qtbot, view._page, AREAS) == 1
    place = json.dumps([builders.OFFICE.lat + 0.0015, builders.OFFICE.lon])
    found = ask(qtbot, view._page, f"const p = map_rounds.latLngToContainerPoint({place}); return [p.x, p.y]")
    assert isinstance(found, list)
    x, y = (float(each) for each in found)
    with qtbot.waitSignal(view.closed_asked, timeout=WAIT_MS) as heard:
        qtbot.mouseClick(view._view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert heard.args
    assert heard.args[0] == shut.closed[0].id
    show(qtbot, view, replace(shut, closed=()), plan, {})
    assert ask(qtbot, view._page, AREAS) == 0


@pytest.mark.window
def test_corners_are_clicked_taken_back_and_closed_by_enter(view: MapView, qtbot: QtBot) -> None:
    view.draw_ring(None, RADII_M)
    assert "corners" in str(ask(qtbot, view._page, HINT))
    for x, y in ((200, 100), (400, 100), (400, 300), (10, 10)):
        qtbot.mouseClick(view._view.focusProxy(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))
        qtbot.waitUntil(lambda: ask(qtbot, view._page, "return 1") == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Enter" in str(ask(qtbot, view._page, HINT)), timeout=WAIT_MS)
    with qtbot.waitSignal(view.ring_drawn, timeout=WAIT_MS) as heard:
        press(view, "Backspace", "Enter")
    assert heard.args
    (ring,) = heard.args
    assert len(ring) == 3
    assert all(isinstance(place, Coordinates) for place in ring)
    assert ring[0].lat == pytest.approx(ring[1].lat, abs=1e-5)
    assert ring[0].lon < ring[1].lon
    view.end_ring()
    assert ask(qtbot, view._page, HINT) == ""


@pytest.mark.window
def test_without_a_pointer_a_circle_is_moved_sized_and_closed_or_left(view: MapView, qtbot: QtBot) -> None:
    at = builders.at(200, 100).coordinates
    view.draw_ring(at, RADII_M)
    assert str(RADII_M[0]) in str(ask(qtbot, view._page, HINT))
    with qtbot.waitSignal(view.ring_drawn, timeout=WAIT_MS) as heard:
        press(view, "+", "Enter")
    assert heard.args
    (ring,) = heard.args
    assert len(ring) == 12
    assert [tuple(place) for place in ring] == [
        pytest.approx(place, abs=1e-5) for place in circle(at, RADII_M[1])
    ]  # as the program itself closes around a place
    with qtbot.waitSignal(view.ring_left, timeout=WAIT_MS):
        press(view, "Escape")
