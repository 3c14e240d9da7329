"""What a coordinator does with a day in the window, one after the other, each as an event of its own.

Used by the benchmark, which prints what each took, and by the test that fails where one took too long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.watching import Watch
from planner.day.outcomes import DONE, Told, tell
from planner.model import Plan, Route
from ui.main_window import MainWindow
from ui.workbench.dragging import pack

LONGEST_S = 120
type Act = Callable[[], object]
type Dragged = tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]


class Story:
    """Lets a window live, and does one thing after the other with it; then it lives on for so many seconds: the map
    follows, blocks glide, lines are worded."""

    def __init__(self, watch: Watch, window: MainWindow, settle_s: float) -> None:
        self.watch = watch
        self.window = window
        self.settle_s = settle_s
        self.told: list[str] = []

    @property
    def plan(self) -> Plan:
        """The plan as it is."""
        assert self.window.document.plan
        return self.window.document.plan

    def do(self, name: str, *acts: Act, until: Callable[[], bool] | None = None) -> None:
        """Do something under a name: each act in an event of its own, and then whatever follows of it."""
        self.watch.doing = name
        if name not in self.told:
            self.told.append(name)
        for act in acts:
            self.watch.act(act)
            self.watch.turn()
        self.wait(lambda: (until is None or until()) and not self.window.document.busy)
        began = time.perf_counter()
        self.wait(lambda: time.perf_counter() - began > self.settle_s)
        self.watch.doing = ""

    def wait(self, done: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        began = time.perf_counter()
        while not done():
            self.watch.turn()
            time.sleep(0.001)
            if time.perf_counter() - began > LONGEST_S:
                raise TimeoutError(self.watch.doing)

    def routes(self) -> list[Route]:
        """Routes that have stops, the longest first."""
        return sorted((r for r in self.plan.routes if r.stops), key=lambda route: -len(route.stops))


def act_all(story: Story) -> None:
    """Plan, select, filter, zoom, drag, move by keys, lock, tell, undo, redo; then the day is opened again."""
    document = story.window.document
    story.do("plan", story.window.actions_by_name["plan"].trigger, until=lambda: document.plan is not None)
    _look(story)
    _drag(story)
    _edit(story)
    steps = document.undo_stack.index()
    story.do("undo", *[story.window.history.undo.trigger] * steps)
    story.do("redo", *[story.window.history.redo.trigger] * steps)
    story.do("open again", document.reopen)


def _look(story: Story) -> None:
    views = story.window.views
    ids = [stop.visit_id for route in story.routes()[:6] for stop in route.stops]
    story.do("select", *(lambda key=key: views.timeline.chart.choose((key,)) for key in ids[:12]))
    story.do("select many", lambda: views.timeline.chart.choose(ids), lambda: views.timeline.chart.choose(()))
    story.do(
        "select all", lambda: views.timeline.chart.choose(_all(story.plan)), lambda: views.timeline.chart.choose(())
    )
    text = "maple road 1"
    typed = [text[:length] for length in range(1, len(text) + 1)]
    story.do("filter", *(lambda part=part: views.visits.search.setText(part) for part in (*typed, "")))
    header = views.visits.table.horizontalHeader()
    orders = (Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder)
    story.do("sort", *(lambda order=order: header.setSortIndicator(1, order) for order in orders))
    chart = views.timeline.chart.viewport()
    story.do("hover", *(lambda at=at: _send_mouse(chart, at) for at in _points(chart, 24)))
    story.do("zoom", *(lambda turn=turn: _turn_wheel(chart, turn) for turn in [120] * 6 + [-120] * 6))
    colors = ("state", "priority", "team")
    story.do("color", *(lambda name=name: story.window.actions_by_name[f"color_{name}"].trigger() for name in colors))


def _drag(story: Story) -> None:
    _drag_them(story, "drag", (story.routes()[0].stops[1].visit_id,))
    _drag_them(story, "drag several", tuple(stop.visit_id for stop in story.routes()[1].stops[:4]))


def _drag_them(story: Story, name: str, ids: tuple[UUID, ...]) -> None:
    window, chart, mime = story.window, story.window.views.timeline.chart.viewport(), pack(ids)
    way = _points(chart, 60)
    story.do(f"{name}: take", lambda: window.drags.take(ids), lambda: _enter(chart, mime))
    story.do(f"{name}: over rows", *(lambda at=at: _move(chart, mime, at) for at in way))
    end = way[len(way) // 2]
    story.do(f"{name}: drop", lambda: _move(chart, mime, end), lambda: _drop(chart, mime, end))


def _edit(story: Story) -> None:
    window, chart = story.window, story.window.views.timeline.chart
    first = story.routes()[2].stops[0].visit_id
    act = window.actions_by_name
    story.do("move by keys", lambda: chart.choose((first,)), *[act["later"].trigger] * 3)
    story.do("lock", act["lock"].trigger, act["unlock"].trigger)
    story.do("take out", act["take_out"].trigger)
    other = story.routes()[3].shift_id
    story.do("put in", lambda: window.gestures.move((first,), other, None))
    begun = story.routes()[-1].stops[0]
    told = Told(DONE, begun.departure + timedelta(minutes=7))
    change = window.document.change_plan
    story.do("tell", lambda: change("Done", lambda dp, plan: tell(dp, plan, (begun.visit_id,), told)))
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up)
    story.do("walk by keys", *(lambda key=key: _press(chart, key) for key in keys))


def _all(plan: Plan) -> list[UUID]:
    return [stop.visit_id for route in plan.routes for stop in route.stops]


def _points(widget: QWidget, count: int) -> list[QPoint]:
    # A way over the rows, to and fro, as a hand takes it.
    rect = widget.rect().adjusted(60, 40, -60, -40)
    steps: Iterator[QPoint] = (
        QPoint(rect.left() + (n * 97) % max(1, rect.width()), rect.top() + n * rect.height() // count)
        for n in range(count)
    )
    return list(islice(steps, count))


def _send(widget: QObject, event: QEvent) -> None:
    QApplication.sendEvent(widget, event)


def _send_mouse(widget: QWidget, at: QPoint) -> None:
    point, whole = QPointF(at), QPointF(widget.mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    _send(widget, QMouseEvent(QEvent.Type.MouseMove, point, whole, none, none, Qt.KeyboardModifier.NoModifier))


def _turn_wheel(widget: QWidget, turn: int) -> None:
    at = widget.rect().center()
    event = QWheelEvent(
        QPointF(at), QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    _send(widget, event)


def _press(widget: QWidget, key: Qt.Key) -> None:
    _send(widget, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def _enter(widget: QWidget, mime: QMimeData) -> None:
    _send(widget, QDragEnterEvent(widget.rect().center(), *_dragged(mime)))


def _move(widget: QWidget, mime: QMimeData, at: QPoint) -> None:
    _send(widget, QDragMoveEvent(at, *_dragged(mime)))


def _drop(widget: QWidget, mime: QMimeData, at: QPoint) -> None:
    _send(widget, QDropEvent(QPointF(at), *_dragged(mime)))


def _dragged(mime: QMimeData) -> Dragged:
    return Qt.DropAction.MoveAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
