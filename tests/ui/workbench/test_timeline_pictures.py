"""Rows are painted once and shown again; where many change at once, some come a moment later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from planner.model import Day, Plan
from tests.ui.workbench.timed_day import LEGAL, rows_of, timed_day
from ui.workbench import timeline_pictures
from ui.workbench.timeline import TimelineView


@pytest.fixture
def a_day() -> tuple[Day, Plan]:
    return timed_day()


@pytest.fixture
def view(qtbot: QtBot, a_day: tuple[Day, Plan]) -> TimelineView:
    """The day of three teams, painted."""
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(1500, 300)
    made.show()
    made.show_plan(*a_day, rows_of(*a_day), LEGAL)
    seen(made)
    return made


def seen(view: TimelineView) -> QImage:
    image = view.chart.viewport().grab().toImage()
    return seen(view) if view.chart.pictures.waiting else image


def pictures(view: TimelineView) -> list[object]:
    return [view.chart.pictures._made[row.id] for row in view.chart.look.sheet.rows]


def anew(view: TimelineView, before: list[object]) -> list[bool]:
    seen(view)
    return [new is not old for new, old in zip(pictures(view), before, strict=True)]


def test_only_rows_that_changed_are_painted_anew(view: TimelineView, a_day: tuple[Day, Plan]) -> None:
    the_day, plan = a_day
    first, second, third = plan.routes
    before = pictures(view)
    view.show_plan(the_day, replace(plan, routes=tuple(map(replace, plan.routes))), rows_of(the_day, plan), LEGAL)
    assert anew(view, before) == [False, False, False]
    shorter, longer = replace(first, stops=first.stops[:2]), replace(second, stops=(*second.stops, first.stops[2]))
    moved = replace(plan, routes=(shorter, longer, third))
    view.show_plan(the_day, moved, rows_of(the_day, moved), LEGAL)
    assert anew(view, before) == [True, True, False]


def test_a_picture_shows_what_is_selected_hovered_and_colored(view: TimelineView, a_day: tuple[Day, Plan]) -> None:
    ids = [stop.visit_id for stop in a_day[1].routes[0].stops]
    plain = seen(view)
    for act in (
        lambda: view.select(ids[:1]),
        lambda: view.highlight(ids[1]),
        lambda: view.set_color_by("state"),
        lambda: view.chart.zoom(1.5, 300),
    ):
        before, image = pictures(view), seen(view)
        act()
        assert anew(view, before)[0]
        assert seen(view) != image
    view.select(())
    view.highlight(None)
    view.set_color_by("team")
    view.focus_day()
    assert seen(view) == plain


def test_the_line_of_now_moves_over_the_pictures(view: TimelineView, a_day: tuple[Day, Plan]) -> None:
    before, image = pictures(view), seen(view)
    view.show_now(a_day[1].routes[0].stops[1].start)
    assert anew(view, before) == [False, False, False]
    assert seen(view) != image


def test_on_a_slow_screen_rows_come_one_after_the_other(
    qtbot: QtBot, view: TimelineView, monkeypatch: pytest.MonkeyPatch
) -> None:
    view.set_color_by("state")
    whole = seen(view)
    view.set_color_by("team")
    seen(view)
    monkeypatch.setattr(timeline_pictures, "BUDGET_S", 0.0)  # as if the first row took all of it
    view.set_color_by("state")
    view.chart.viewport().repaint()
    assert view.chart.pictures.waiting
    monkeypatch.undo()
    qtbot.waitUntil(lambda: not view.chart.pictures.waiting)
    assert seen(view) == whole


def test_rows_out_of_sight_are_forgotten(view: TimelineView) -> None:
    view.resize(1500, 160)
    view.chart.zoom(4, 0)  # high rows
    seen(view)
    assert len(view.chart.pictures._made) < 3
