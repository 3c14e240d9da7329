"""The map by keys and by the other buttons of a mouse, on the real web engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from planner.model import Day, Plan
from tests.ui.test_map_view import WAIT_MS, ask, planned_day, show
from tests.ui.workbench.test_map_gestures import hold, pin
from ui.workbench.map_view import MapView

pytestmark = pytest.mark.window
RINGED = "let n = 0; map_rounds.eachLayer((l) => { if (l.options.selected) n += 1; }); return n"


@pytest.fixture
def day_and_plan() -> tuple[Day, Plan]:
    return planned_day()


@pytest.fixture
def view(qtbot: QtBot, day_and_plan: tuple[Day, Plan]) -> Iterator[MapView]:
    """A planned day, whole in sight, with the keys in the page."""
    made = MapView()
    made.resize(700, 560)
    with qtbot.waitSignal(made.ready, timeout=WAIT_MS):
        made.show()
    show(qtbot, made, *day_and_plan, {})
    made.fit()
    qtbot.waitUntil(lambda: float(ask(qtbot, made._page, "return map_rounds.getZoom()")) > 10, timeout=WAIT_MS)  # type: ignore[arg-type]
    made.activateWindow()
    made.setFocus()
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def test_letters_change_the_tool_while_the_page_has_the_keys(qtbot: QtBot, view: MapView) -> None:
    for key, tool in ((Qt.Key.Key_L, "lasso"), (Qt.Key.Key_R, "rectangle"), (Qt.Key.Key_V, "pointer")):
        qtbot.keyClick(view._view.focusProxy(), key)
        assert view.head.tools.choice == tool


def test_escape_gives_the_tool_back(qtbot: QtBot, view: MapView) -> None:
    view.head.tools.buttons["lasso"].click()
    picking = "return document.querySelector('.picking') !== null"
    qtbot.waitUntil(lambda: bool(ask(qtbot, view._page, picking)), timeout=WAIT_MS)
    qtbot.keyClick(view._view.focusProxy(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.head.tools.choice == "pointer", timeout=WAIT_MS)


def test_keys_walk_from_pin_to_pin_and_enter_opens(qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]) -> None:
    ids = [visit.id for visit in day_and_plan[0].visits]
    view.visit_clicked.connect(lambda visit_id, _extend: view.select([visit_id]))
    walked = []
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        with qtbot.waitSignal(view.visit_clicked, timeout=WAIT_MS) as heard:
            qtbot.keyClick(view._view.focusProxy(), key)
        assert heard.args
        walked.append(heard.args[0])
        qtbot.waitUntil(lambda: ask(qtbot, view._page, RINGED) == 1, timeout=WAIT_MS)
    assert walked == [ids[0], ids[1], ids[0]]
    assert "V-1" in str(ask(qtbot, view._page, "return document.querySelector('.aloud').textContent"))
    with qtbot.waitSignal(view.opened, timeout=WAIT_MS) as heard:
        qtbot.keyClick(view._view.focusProxy(), Qt.Key.Key_Return)
    assert heard.args == [ids[0]]


def test_a_double_click_opens_and_the_right_button_asks(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    visit_id = day_and_plan[0].visits[2].id
    at, target = pin(qtbot, view, visit_id), view._view.focusProxy()
    with qtbot.waitSignals([view.visit_clicked, view.asked], timeout=WAIT_MS):
        qtbot.mouseClick(target, Qt.MouseButton.RightButton, pos=at)
    with qtbot.waitSignal(view.opened, timeout=WAIT_MS) as heard:
        for _press in range(2):  # by hand: those of the test library lie too far apart in time for a double click
            hold(view, at)
    assert heard.args == [visit_id]
