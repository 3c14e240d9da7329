"""Inspector and unassigned in the window: what is typed or applied there is one step of undo."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.model import Window
from tests.ui.window.telling import longest, other
from ui.main_window import MainWindow

pytestmark = pytest.mark.window
ENTER = Qt.Key.Key_Return


def idle(window: MainWindow) -> bool:
    return not window.document.busy


def test_a_window_typed_in_the_inspector_is_one_step(qtbot: QtBot, window: MainWindow) -> None:
    document, field = window.document, window.views.inspector.visit.windows
    chosen, steps = longest(window).stops[0].visit_id, document.undo_stack.count()
    window.selecting.select([chosen])
    field.editor.setFocus()
    field.editor.selectAll()
    qtbot.keyClicks(field.editor, "13:00-14:00")
    qtbot.keyClick(field.editor, ENTER)
    wanted = (Window(time(13), time(14)),)
    qtbot.waitUntil(lambda: bool(document.day and document.day.visit(chosen).windows == wanted), timeout=20_000)
    qtbot.waitUntil(lambda: idle(window), timeout=20_000)
    assert document.undo_stack.count() == steps + 1
    assert document.undo_stack.undoText() == "Edit V-" + document.day.visit(chosen).reference.removeprefix("V-")
    window.history.undo.trigger()
    qtbot.waitUntil(lambda: bool(document.day and not document.day.visit(chosen).windows), timeout=20_000)
    qtbot.waitUntil(lambda: not field.text)


def test_hours_of_a_team_typed_in_the_inspector_are_one_step(qtbot: QtBot, window: MainWindow) -> None:
    document, page = window.document, window.views.inspector.team
    team, steps = longest(window).shift_id, document.undo_stack.count()
    window.selecting.look_at_team(team)
    assert page.shift_id == team
    page.most_overtime.editor.setFocus()
    qtbot.keyClicks(page.most_overtime.editor, "30")
    qtbot.keyClick(page.most_overtime.editor, ENTER)
    half = timedelta(minutes=30)
    qtbot.waitUntil(lambda: bool(document.day and document.day.shift(team).max_overtime == half), timeout=20_000)
    qtbot.waitUntil(lambda: idle(window), timeout=20_000)
    assert document.undo_stack.count() == steps + 1


def test_what_is_taken_out_comes_with_its_ways_and_one_press_takes_one(qtbot: QtBot, window: MainWindow) -> None:
    document, panel = window.document, window.views.unassigned
    chosen = other(window).stops[0].visit_id
    window.gestures.move((chosen,), None, None)
    qtbot.waitUntil(lambda: idle(window) and chosen in panel.cards, timeout=20_000)
    window.workbench.go_to("unassigned")
    qtbot.waitUntil(lambda: bool(panel.cards[chosen].lines), timeout=60_000)
    line = panel.cards[chosen].lines[0]
    qtbot.mouseClick(line.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: idle(window) and chosen not in panel.cards, timeout=20_000)
    assert document.plan
    assert document.plan.routes == line.way.plan.routes
    window.history.undo.trigger()
    qtbot.waitUntil(lambda: idle(window) and chosen in panel.cards, timeout=20_000)
