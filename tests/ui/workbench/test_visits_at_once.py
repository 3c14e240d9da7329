"""Five thousand visits in the table: no search, sort, scroll or new plan keeps the window's thread for long."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.day.states import VisitRow
from tests.ui.workbench.table_days import large_day
from ui.workbench.visits import VisitsView
from ui.workbench.visits_cells import FIELDS

MOST_MS = 50
"""Of the thread's own computing time in one event: a busy machine makes nothing slower by this clock."""


@pytest.fixture(scope="module")
def day() -> tuple[VisitRow, ...]:
    return large_day()


@pytest.fixture
def view(qtbot: QtBot, day: tuple[VisitRow, ...]) -> VisitsView:
    made = VisitsView()
    qtbot.addWidget(made)
    made.resize(900, 1200)
    made.show_rows(day)
    made.show()
    QApplication.processEvents()
    return made


def cost_ms(act: Callable[[], object]) -> float:
    """What an act and the painting after it take, in its best of three times."""
    costs = []
    for _time in range(3):
        began = time.thread_time()
        act()
        acted = time.thread_time()
        QApplication.processEvents()
        costs.append(max(acted - began, time.thread_time() - acted) * 1000)
    return min(costs)


def test_typing_narrows_at_once(view: VisitsView) -> None:
    texts = iter(["m", "ma", "map"])
    assert cost_ms(lambda: view.search.setText(next(texts))) < MOST_MS


def test_sorting_is_done_at_once(view: VisitsView) -> None:
    header = view.table.horizontalHeader()
    orders = iter([Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
    header.setSortIndicator(FIELDS.index("minutes"), Qt.SortOrder.AscendingOrder)
    assert cost_ms(lambda: header.setSortIndicator(FIELDS.index("minutes"), next(orders))) < MOST_MS


def test_scrolling_is_smooth(view: VisitsView) -> None:
    bar = view.table.verticalScrollBar()
    assert cost_ms(lambda: bar.setValue(bar.value() + 4_000)) < MOST_MS


def test_a_chip_narrows_at_once(view: VisitsView) -> None:
    sieves = iter(["unassigned", "", "planned"])
    assert cost_ms(lambda: view.chips.chips[next(sieves)].click()) < MOST_MS


def test_another_plan_is_shown_at_once(view: VisitsView, day: tuple[VisitRow, ...]) -> None:
    plans = iter([tuple(replace(row) for row in day) for _time in range(3)])
    assert cost_ms(lambda: view.show_rows(next(plans))) < MOST_MS


def test_everything_selected_is_told_at_once(view: VisitsView) -> None:
    assert cost_ms(view.table.selectAll) < MOST_MS
    assert len(view.selection()) == 5_000
    everything = view.selection()
    assert cost_ms(lambda: view.select(everything)) < MOST_MS
