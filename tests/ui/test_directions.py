"""The way of a route in the window: all of it, beginning at the visit that was asked for."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from planner import regions
from planner.bootstrap import Office
from planner.day.optimize import Planning
from routing.region.build import RegionFacts
from routing.worker import Worker
from tests.builders import day, visit
from ui.dialogs.directions import DirectionsDialog


def test_the_way_is_told_from_the_visit_on(qtbot: QtBot, office: Office, demo_region: Path) -> None:
    shutil.copytree(demo_region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")
    town = day(*(visit(n, north=300 * n, east=200 * n) for n in range(1, 4)), teams=1)
    with Worker() as worker:
        plan = Planning(office, town, None, worker, time_limit_s=0.4).wait()
        (route,) = plan.routes
        second = route.stops[1].visit_id
        dialog = DirectionsDialog(None, office, town, replace(plan, routes=(route,)), second, worker)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: bool(dialog.text.toPlainText()), timeout=20_000)
    said = dialog.text.toPlainText()
    assert said.count("You are there") == 4
    assert "To the end" in said
    here = dialog.text.textCursor().position()
    assert said[here:].lstrip().startswith(f"To {town.visit(second).reference}")
