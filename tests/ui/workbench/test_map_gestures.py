"""What is done on the map by hand and by keys, on the real web engine: picked, dragged, pointed at, narrowed down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.model import Day, Plan
from tests.ui.test_map_view import LAYERS, WAIT_MS, ask, planned_day, show
from ui.workbench.dragging import pack
from ui.workbench.map_view import MapView

pytestmark = pytest.mark.window

Shift = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def day_and_plan() -> tuple[Day, Plan]:
    return planned_day()


@pytest.fixture
def view(qtbot: QtBot, day_and_plan: tuple[Day, Plan]) -> Iterator[MapView]:
    """A day of two routes with two stops each, and one visit left over, whole in sight."""
    made = MapView()
    made.resize(700, 560)
    with qtbot.waitSignal(made.ready, timeout=WAIT_MS):
        made.show()
    show(qtbot, made, *day_and_plan, {})
    made.fit()
    qtbot.waitUntil(lambda: float(ask(qtbot, made._page, "return map_rounds.getZoom()")) > 10, timeout=WAIT_MS)  # type: ignore[arg-type]
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def pin(qtbot: QtBot, view: MapView, visit_id: UUID) -> QPoint:
    """Where a visit's pin is, in the page's pixels."""
    found = ask(
        qtbot,
        view._page,
        LAYERS + f"const pin = all.find((l) => l.options.tell.id === {json.dumps(str(visit_id))});"
        "const p = map_rounds.layerPointToContainerPoint(pin._point); return [p.x, p.y]",
    )
    assert isinstance(found, list)
    return QPoint(round(found[0]), round(found[1]))


def take(qtbot: QtBot, view: MapView, tool: str) -> None:
    """Take a tool that picks; the page has it before any mouse moves, which goes another way."""
    view.head.tools.buttons[tool].click()
    picking = "return document.querySelector('.picking') !== null"
    qtbot.waitUntil(lambda: bool(ask(qtbot, view._page, picking)), timeout=WAIT_MS)


def hold(view: MapView, *path: QPoint, keys: Qt.KeyboardModifier = NONE, let_go: bool = True) -> None:
    """Press at the first place, go along the others, and let go at the last."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    steps = [(QEvent.Type.MouseButtonPress, path[0], left, left)]
    steps += [(QEvent.Type.MouseMove, at, none, left) for at in path]
    steps += [(QEvent.Type.MouseButtonRelease, path[-1], left, none)] if let_go else []
    target = view._view.focusProxy()
    assert target
    for kind, at, button, buttons in steps:
        event = QMouseEvent(kind, QPointF(at), QPointF(target.mapToGlobal(at)), button, buttons, keys)
        QApplication.sendEvent(target, event)


def corners(qtbot: QtBot, view: MapView, *visit_ids: UUID) -> tuple[QPoint, QPoint]:
    """A box around some pins."""
    pins = [pin(qtbot, view, visit_id) for visit_id in visit_ids]
    low = QPoint(min(p.x() for p in pins) - 14, min(p.y() for p in pins) - 14)
    return low, QPoint(max(p.x() for p in pins) + 14, max(p.y() for p in pins) + 14)


def test_a_rectangle_picks_what_is_in_it_and_shift_adds(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    ids = [visit.id for visit in day_and_plan[0].visits]
    take(qtbot, view, "rectangle")
    for visit_id, keys, expected in ((ids[0], NONE, ids[:1]), (ids[4], Shift, [ids[0], ids[4]])):
        with qtbot.waitSignal(view.selected, timeout=WAIT_MS) as heard:
            hold(view, *corners(qtbot, view, visit_id), keys=keys)
        assert heard.args == [tuple(expected)]
    ringed = LAYERS + "return all.filter((l) => l.options.selected).map((l) => l.options.tell.id).sort()"
    assert ask(qtbot, view._page, ringed) == sorted(map(str, (ids[0], ids[4])))


def test_a_lasso_goes_around_what_it_leaves_out(qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]) -> None:
    ids = [visit.id for visit in day_and_plan[0].visits]
    low, high = corners(qtbot, view, *ids)
    out = pin(qtbot, view, ids[0])
    take(qtbot, view, "lasso")
    bay = [out + QPoint(*step) for step in ((-16, 16), (18, 18), (18, -18), (-18, -18))]
    around = [low, QPoint(high.x(), low.y()), high, QPoint(low.x(), high.y()), *bay]
    with qtbot.waitSignal(view.selected, timeout=WAIT_MS) as heard:
        hold(view, *around)
    assert heard.args
    assert set(heard.args[0]) == set(ids[1:])


def test_keys_draw_a_rectangle_and_escape_gives_the_tool_back(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    take(qtbot, view, "rectangle")
    press = "document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{}', shiftKey: {}, bubbles: true}}));"
    arrows = press.format("ArrowLeft", "true") * 20 + press.format("ArrowUp", "true") * 20
    back = press.format("ArrowRight", "true") * 40 + press.format("ArrowDown", "true") * 40
    enter = press.format("Enter", "false")
    with qtbot.waitSignal(view.selected, timeout=WAIT_MS) as heard:
        view._page.runJavaScript(
            "const body = document.body;" + (arrows + enter + back + enter).replace("document.dis", "body.dis")
        )
    assert heard.args
    assert len(heard.args[0]) == 5
    escape = press.format("Escape", "false").replace("document.dis", "document.body.dis")
    view._page.runJavaScript(escape * 2)
    qtbot.waitUntil(lambda: view.head.tools.choice == "pointer", timeout=WAIT_MS)


def test_a_pin_is_dragged_onto_another_and_takes_its_number(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    day, plan = day_and_plan
    moving, target = plan.routes[0].stops[0].visit_id, plan.routes[1].stops[1].visit_id
    over: list[tuple[object, ...]] = []
    lifted: list[object] = []
    view.dragged_over.connect(lambda *what: over.append(what))
    view.drag_wanted.connect(lifted.append)
    start, end = pin(qtbot, view, moving), pin(qtbot, view, target)
    with qtbot.waitSignal(view.moved, timeout=WAIT_MS) as heard:
        hold(view, start, start + QPoint(9, 0), (start + end) / 2, end)
    assert heard.args == [(moving,), day.shifts[1].id, 1]
    assert over[-1][:2] == (day.shifts[1].id, 1)
    qtbot.waitUntil(lambda: lifted == [(moving,)], timeout=WAIT_MS)


def test_an_unassigned_pin_is_let_go_on_a_leg_and_beside_all_nothing_happens(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    day, plan = day_and_plan
    left, (one, two) = day.visits[4].id, plan.routes[0].stops
    start = pin(qtbot, view, left)
    with qtbot.waitSignal(view.drag_left, timeout=WAIT_MS), qtbot.assertNotEmitted(view.moved):
        hold(view, start, start + QPoint(9, 0), QPoint(4, 300))
    middle = (pin(qtbot, view, one.visit_id) + pin(qtbot, view, two.visit_id)) / 2
    with qtbot.waitSignal(view.moved, timeout=WAIT_MS) as heard:
        hold(view, start, start + QPoint(9, 0), middle)
    assert heard.args == [(left,), day.shifts[0].id, 1]


def test_when_the_window_leads_the_drag_the_page_lets_go_after_it(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    moving = day_and_plan[1].routes[0].stops[0].visit_id
    start = pin(qtbot, view, moving)
    carrying = "return document.querySelector('.carrying') !== null"
    seen: list[object] = []

    def lead(visit_ids: object) -> None:
        # As a drag of the system's: from here on the page hears nothing of the mouse, not even its release.
        seen.append(visit_ids)
        carry(view, QDragEnterEvent, pack([moving]), QPoint(300, 300))
        seen.append(ask(qtbot, view._page, carrying))
        carry(view, QDropEvent, pack([moving]), QPoint(300, 300))

    view.drag_wanted.connect(lead)
    with qtbot.assertNotEmitted(view.moved):
        hold(view, start, start + QPoint(9, 0), start + QPoint(40, 0), let_go=False)
        qtbot.waitUntil(lambda: len(seen) == 2, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not ask(qtbot, view._page, carrying), timeout=WAIT_MS)
    assert seen == [(moving,), True]
    with qtbot.waitSignal(view.visit_clicked, timeout=WAIT_MS):
        hold(view, start)


def test_visits_of_another_view_are_dropped_on_a_route_or_taken_out(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    day, plan = day_and_plan
    carried = pack([day.visits[4].id])
    target = view._view.mapTo(view, pin(qtbot, view, plan.routes[0].stops[0].visit_id))
    carry(view, QDragEnterEvent, carried, target)
    with qtbot.waitSignal(view.dragged_over, timeout=WAIT_MS) as heard:
        carry(view, QDragMoveEvent, carried, target)
    assert heard.args == [day.shifts[0].id, 0, view.mapToGlobal(target)]
    with qtbot.waitSignal(view.drag_dropped, timeout=WAIT_MS):
        carry(view, QDropEvent, carried, target)
    out = view.head.mapTo(view, view.head.unassigned_box.center())
    carry(view, QDragEnterEvent, carried, out)
    with qtbot.waitSignals([view.dragged_over, view.drag_dropped], timeout=WAIT_MS):
        carry(view, QDragMoveEvent, carried, out)
        carry(view, QDropEvent, carried, out)


def carry(view: MapView, kind: type[QDropEvent], carried: QMimeData, at: QPoint) -> None:
    event = kind(QPointF(at), Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(view, event)


def test_a_visit_that_another_view_points_at_is_lit_with_its_leg(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    view.highlight(day_and_plan[1].routes[0].stops[1].visit_id)
    said = "const n = document.querySelector('.glass-note'); return n.hidden ? '' : n.textContent"
    qtbot.waitUntil(lambda: "1 → 2" in str(ask(qtbot, view._page, said)), timeout=WAIT_MS)
    view.highlight(None)
    qtbot.waitUntil(lambda: ask(qtbot, view._page, said) == "", timeout=WAIT_MS)


def test_one_team_stands_alone_and_the_unassigned_before_faint_routes(
    qtbot: QtBot, view: MapView, day_and_plan: tuple[Day, Plan]
) -> None:
    shown = LAYERS + "return [...new Set(all.map((l) => l.options.tell.team || l.options.tell.kind))].sort()"
    view.select([day_and_plan[1].routes[1].stops[0].visit_id])
    view.head.layers.buttons["team"].click()
    assert ask(qtbot, view._page, shown) == ["Team 2", "depot"]
    view.head.layers.buttons["unassigned"].click()
    bright = LAYERS + "return all.filter((l) => !l.options.dim).map((l) => l.options.tell.kind).sort()"
    assert ask(qtbot, view._page, bright) == ["depot", "left"]
    view.show_layer("all")
    assert ask(qtbot, view._page, shown) == ["Team 1", "Team 2", "depot", "left"]
