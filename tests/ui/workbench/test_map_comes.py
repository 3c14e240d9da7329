"""The map comes up whatever else is under way, and is told a large day in pieces that keep nobody waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests.ui.test_map_view import WAIT_MS, planned_day, show
from ui.background import Background
from ui.workbench.map_surface import PIECE
from ui.workbench.map_view import MapView

pytestmark = pytest.mark.window


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[MapView]:
    made = MapView()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_it_comes_while_travel_times_lines_and_prices_are_waited_for(qtbot: QtBot, view: MapView) -> None:
    background, over = Background(), threading.Event()
    for _waiting in range(5):
        background.run(over.wait, 60, on_done=lambda _value: None, on_error=lambda _problem: None)
    with qtbot.waitSignal(view.ready, timeout=WAIT_MS):
        view.show()
    show(qtbot, view, *planned_day(), {})
    over.set()
    qtbot.waitUntil(lambda: not background.busy, timeout=WAIT_MS)


def test_a_large_plan_is_told_in_pieces_and_a_newer_one_takes_the_place_of_what_still_waits(
    qtbot: QtBot, view: MapView
) -> None:
    with qtbot.waitSignal(view.ready, timeout=WAIT_MS):
        view.show()
    told: list[str] = []
    view._bridge.told.connect(lambda name, text: told.append(text) if name == "plan" else None)
    group = "[]" + " " * PIECE
    view._take_groups({"a": group, "b": group, "c": group})
    assert len(told) == 1
    with qtbot.waitSignal(view.plan_shown, timeout=WAIT_MS):
        view._take_groups({"a": group, "b": "[]"})
    assert len(told) == 2
    assert '"b":[]' in told[1]
    assert '"gone":["c"]' in told[1]
