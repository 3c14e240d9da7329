"""The timeline of a full day keeps nobody waiting: 300 visits, 32 teams, and no more than 50 ms of work at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import thread_time

import pytest
from pytestqt.qtbot import QtBot

from planner.model import Day, Plan, Route, Stop
from tests.builders import day, visit
from tests.ui.workbench.timed_day import LEGAL, at, rows_of
from ui.workbench.timeline import TimelineView

LIMIT_S = 0.050
TEAMS, EACH = 32, 10


@pytest.fixture(scope="module")
def full_day() -> tuple[Day, Plan]:
    """Ten visits for each team, one after the other."""
    the_day = day(*(visit(n, ("09:00", "17:00")) for n in range(TEAMS * EACH)), teams=TEAMS)
    step, half = timedelta(minutes=50), timedelta(minutes=30)

    def stop(number: int) -> Stop:
        start = at("09:00") + step * (number % EACH)
        return Stop(the_day.visits[number].id, start, start, start + half)

    routes = (
        Route(shift.id, tuple(stop(n * EACH + k) for k in range(EACH)), at("08:40"), at("17:10"))
        for n, shift in enumerate(the_day.shifts)
    )
    return the_day, Plan(the_day.id, tuple(routes))


def least(act: Callable[[], object], times: int = 3) -> float:
    """Seconds of this thread's work, the best of some: whatever else this computer does is not ours."""
    spent = []
    for _ in range(times):
        began = thread_time()
        act()
        spent.append(thread_time() - began)
    return min(spent)


def moved(plan: Plan) -> Plan:
    """The first stop of the first team is the second team's; every route is made anew, as an edit makes them."""
    first, second, *rest = (replace(route) for route in plan.routes)
    taken, *left = first.stops
    return replace(
        plan, routes=(replace(first, stops=tuple(left)), replace(second, stops=(*second.stops, taken)), *rest)
    )


@pytest.mark.parametrize("size", [(1600, 420), (2560, 1300)])
def test_a_full_day_is_shown_changed_and_zoomed_without_a_pause(
    qtbot: QtBot, full_day: tuple[Day, Plan], size: tuple[int, int]
) -> None:
    the_day, plan = full_day
    shown = [(each, rows_of(the_day, each)) for each in (plan, moved(plan))]
    view = TimelineView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    chart, ids = view.chart, [row.visit.id for row in shown[0][1]]

    def show_the_other() -> None:
        shown.reverse()
        view.show_plan(the_day, *shown[0], LEGAL)

    for act in (
        show_the_other,
        lambda: chart.zoom(1.2, 400),
        view.focus_day,
        lambda: view.select(ids),
        lambda: view.select(ids[:1]),
        chart.keys._choose_row,
        lambda: view.highlight(ids[7]),
        lambda: view.set_color_by("state"),
    ):
        assert least(act) < LIMIT_S
        assert least(view.repaint) < LIMIT_S
    qtbot.waitUntil(lambda: not chart.pictures.waiting)
