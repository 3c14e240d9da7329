"""The pin that a person puts on the map: dropped by a click, dragged, moved by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from tests import builders
from tests.ui.test_map_view import WAIT_MS, ask
from ui.workbench.map_view import MapView


@pytest.mark.window
def test_a_pin_is_dropped_dragged_and_moved_by_keys(qtbot: QtBot) -> None:
    view = MapView()
    with qtbot.waitSignal(view.ready, timeout=WAIT_MS):
        view.show()
    visit = builders.visit(1)
    view.place_pin(visit)
    marks = "return document.querySelectorAll('.hand-pin').length"
    assert ask(qtbot, view._page, marks) == 0, "without a place it waits for a click"
    with qtbot.waitSignal(view.pin_dropped, timeout=WAIT_MS) as heard:
        view._page.runJavaScript("map_rounds.fire('click', {latlng: L.latLng(45.2, -30.4)})")
    assert heard.args == pytest.approx([45.2, -30.4])
    title = ask(qtbot, view._page, "return document.querySelector('.hand-pin').parentElement.title")
    assert "V-1" in str(title)
    drag = (
        "let pin; map_rounds.eachLayer((l) => { if (l.dragging && l.getLatLng) pin = l; });"
        "pin.setLatLng([45.21, -30.41]); pin.fire('dragend')"
    )
    with qtbot.waitSignal(view.pin_dropped, timeout=WAIT_MS) as heard:
        view._page.runJavaScript(drag)
    assert heard.args == pytest.approx([45.21, -30.41])
    with qtbot.waitSignal(view.pin_dropped, timeout=WAIT_MS) as heard:
        view._page.runJavaScript(_press("ArrowUp"))
    assert heard.args
    assert heard.args[0] > 45.21
    for key, signal_of in (("Enter", view.pin_agreed), ("Escape", view.pin_left)):
        with qtbot.waitSignal(signal_of, timeout=WAIT_MS):
            view._page.runJavaScript(_press(key))
    view.end_pin()
    assert ask(qtbot, view._page, marks) == 0
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)


def _press(key: str) -> str:
    events = (f"document.dispatchEvent(new KeyboardEvent('{kind}', {{key: '{key}'}}))" for kind in ("keydown", "keyup"))
    return "; ".join(events)
