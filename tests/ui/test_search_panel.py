"""A search in the toolbar: its pill, its curve, and how it ended; and the search that tells of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.model import Plan, Route
from routing.worker import Progress
from ui.search import Search, Settled, Standing
from ui.search_panel import SearchPanel

AT = datetime(2026, 11, 24, 8, 9, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


@pytest.fixture
def panel(qtbot: QtBot) -> SearchPanel:
    made = SearchPanel()
    qtbot.addWidget(made)
    made.begin("Improving", 60)
    return made


def test_the_pill_says_how_long_it_may_still_last_and_stops_it(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.take(Progress(0.5, "travel_times"))
    panel.show_standing(Standing(58, 14.2, 0.5, ((0.0, 900.0), (3.0, 700.0)), 6.0))
    assert panel.stop.text() == "Improving · 0:14"
    assert panel.said.text() == "58 of 60 planned"
    assert panel.quiet.text() == "no better plan for 6 s"
    assert panel.stop.accessibleName() == "Stop: Improving, 14 s left"
    with qtbot.waitSignal(panel.stopped):
        qtbot.keyClick(panel.stop, Qt.Key.Key_Space)
    assert not panel.stop.isEnabled()


def test_the_curve_only_falls_and_reaches_to_now(qtbot: QtBot, panel: SearchPanel) -> None:
    panel.show_standing(Standing(58, 10, 0.5, ((0.0, 900.0), (3.0, 700.0), (4.0, 650.0))))
    points = panel.curve.points()
    heights = [point.y() for point in points]
    assert heights == sorted(heights)
    assert points[-1].x() > points[-2].x()
    assert points[-1].x() <= panel.curve.width()


def test_afterwards_it_says_how_it_ended(panel: SearchPanel) -> None:
    panel.show_settled(Settled(AT, 58, 40.0, stopped=False), UTC_ZONE)
    assert (panel.said.text(), panel.quiet.text()) == ("Settled 08:09", "no better plan for 40 s")
    assert panel.stop.isHidden()
    panel.show_settled(Settled(AT, 58, 1.0, stopped=True), UTC_ZONE)
    assert panel.said.text() == "Stopped 08:09"
    panel.clear()
    assert panel.isHidden()


def plan(travel_min: int) -> Plan:
    route = Route(uuid4(), (), AT, AT, travel_time=timedelta(minutes=travel_min))
    return Plan(uuid4(), (route,))


def test_a_search_tells_of_its_best_plan_and_how_it_settled(qtbot: QtBot) -> None:
    search = Search()
    search.begin(10)
    assert search.end(AT) is None, "nothing was found"
    search.begin(10)
    with qtbot.waitSignal(search.ticked) as told:
        for minutes in (60, 50, 55):
            search.take(plan(minutes))
    worths = [worth for _second, worth in told.args[0].curve]
    assert worths == [3600.0, 3000.0], "better by other measures, it does not rise"
    search.stop()
    settled = search.end(AT)
    assert settled
    assert settled.stopped
    assert replace(settled, quiet_s=0.0, curve=()) == Settled(AT, 0, 0.0, stopped=True)
