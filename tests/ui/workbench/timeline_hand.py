"""A hand on the timeline of three teams: where a time of a row lies, clicks on it, and pulls."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from planner.model import Violation
from tests.ui.workbench.timed_day import LEGAL, H, at, rows_of, timed_day
from ui.workbench.timeline import TimelineView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def shown(qtbot: QtBot) -> TimelineView:
    """The day, 1500 pixels wide; its third visit is late."""
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(1500, 300)
    made.show()
    the_day, plan = timed_day()
    late = Violation("late", plan.routes[0].shift_id, the_day.visits[2].id, 900)
    made.show_plan(the_day, plan, rows_of(the_day, plan, late), LEGAL, at("09:15"))
    return made


def ids(view: TimelineView, row: int) -> list[UUID]:
    """The visits of a row."""
    return [block.visit_id for block in view.chart.look.sheet.rows[row].blocks]


def point(view: TimelineView, row: int, clock: float) -> QPoint:
    """Where a time of a row lies, in the view."""
    look = view.chart.look
    return QPoint(round(look.scale.x(clock * H)), round((row + 0.5) * look.row_height))


def click(qtbot: QtBot, view: TimelineView, row: int, clock: float, keys: Qt.KeyboardModifier = NONE) -> None:
    """Click there."""
    qtbot.mouseClick(view.chart.viewport(), LEFT, keys, point(view, row, clock))


def pull(qtbot: QtBot, view: TimelineView, start: QPoint, end: QPoint) -> None:
    """Press at one point, and let go at another."""
    port = view.chart.viewport()
    qtbot.mousePress(port, LEFT, NONE, start)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, NONE, end)
