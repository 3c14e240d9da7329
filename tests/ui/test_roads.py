"""Travel times are computed beside the window: a day is there at once, and a plan waits only for what is missing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner import regions
from planner.bootstrap import Office
from planner.day.issue import issue
from planner.day.travel import is_quick, remembered
from planner.errors import NotAllowed
from planner.model import Coordinates, Location, LocationSource, MatchClass, Visit
from planner.running.closures import circle
from planner.running.happened import Happened, What
from planner.running.happens import answers
from planner.settings import Settings, save_settings
from routing.region.build import RegionFacts
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.dialogs.quick_estimate import QuickEstimateDialog
from ui.document import Document
from ui.errands import Errands
from ui.proposal import Proposal
from ui.workbench.strip import Strip

SIDE = 9


@pytest.fixture
def document(qtbot: QtBot, office: Office, worker: Worker, demo_region: Path) -> Iterator[Document]:
    """A Tuesday of visits all over the town, whose roads are there; not yet open."""
    shutil.copytree(demo_region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
        session.save_day(day(*(_somewhere(n) for n in range(SIDE * SIDE)), teams=3))
    opened = Document(office, worker)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def _somewhere(number: int) -> Visit:
    spot = Coordinates(45.194 + 0.0014 * (number % SIDE), -30.406 + 0.0014 * (number // SIDE))
    return replace(visit(number), location=Location(spot, MatchClass.HOUSE, LocationSource.FILE))


def opened(qtbot: QtBot, document: Document) -> None:
    document.open(TUESDAY)
    settled(qtbot, document)


def settled(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: not document.busy, timeout=60_000)


def timed(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: not document.waits and not document.busy, timeout=60_000)


def test_a_day_is_there_before_its_travel_times_which_come_by_themselves(qtbot: QtBot, document: Document) -> None:
    shares: list[float | None] = []
    document.roads.progressed.connect(shares.append)
    opened(qtbot, document)
    assert document.waits
    assert document.roads.busy
    assert len(document.rows) == SIDE * SIDE
    timed(qtbot, document)
    assert shares[0] == 0
    assert shares[-1] is None
    assert document.day
    assert remembered(document.office, document.day).complete


def test_a_plan_waits_for_what_is_missing(qtbot: QtBot, document: Document) -> None:
    opened(qtbot, document)
    document.start_planning()
    assert not document.roads.busy
    settled(qtbot, document)
    assert not document.waits
    assert document.plan
    assert document.plan.travel_source == "valhalla:town"
    assert document.plan.planned > 0


def test_a_visit_moved_by_hand_waits_for_its_way_and_then_goes(qtbot: QtBot, document: Document) -> None:
    opened(qtbot, document)
    assert document.waits
    assert document.day
    document.move("Move", [document.day.visits[0].id], document.day.shifts[0].id)
    settled(qtbot, document)
    assert document.plan
    assert document.plan.planned == 1
    assert document.plan.travel_time.total_seconds() > 0


def test_another_day_ends_it_and_it_goes_on_where_it_was(qtbot: QtBot, document: Document) -> None:
    opened(qtbot, document)
    day_before = document.day
    assert day_before
    document.change_day("Less", replace(day_before, visits=day_before.visits[:40]))
    assert not document.roads.busy
    timed(qtbot, document)
    assert document.day
    assert len(document.day.visits) == 40
    assert remembered(document.office, document.day).complete


def test_a_plan_on_a_quick_estimate_follows_the_roads_and_is_not_issued_before(
    qtbot: QtBot, document: Document, tmp_path: Path
) -> None:
    opened(qtbot, document)
    document.start_planning(quick=True)
    settled(qtbot, document)
    quick = document.plan
    assert quick
    assert document.day
    assert is_quick(quick.travel_source)
    with pytest.raises(NotAllowed) as refused:
        issue(document.office, document.day, quick, tmp_path, worker=document.worker)
    assert refused.value.code == "quick_estimate"
    timed(qtbot, document)
    assert document.plan
    assert document.plan.travel_source == "valhalla:town"
    assert document.plan.planned == quick.planned
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert document.plan
    assert document.plan.travel_source == "valhalla:town"


def test_a_quick_estimate_is_offered_only_for_many_places_that_are_not_there_yet(
    qtbot: QtBot, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def ask(_parent: object, places: int) -> None:
        asked.append(places)

    monkeypatch.setattr(QuickEstimateDialog, "ask", ask)
    monkeypatch.setattr("ui.plan_errands.QUICK_FROM", 50)
    strip = Strip()
    qtbot.addWidget(strip)
    errands = Errands(strip, document)
    opened(qtbot, document)
    errands.plan()
    assert asked == [SIDE * SIDE + 1]
    assert not document.busy
    timed(qtbot, document)
    errands.plan()
    assert len(asked) == 1
    settled(qtbot, document)


def test_the_dialog_waits_for_the_roads_unless_told_otherwise(qtbot: QtBot) -> None:
    dialog = QuickEstimateDialog(None, 520)
    qtbot.addWidget(dialog)
    dialog.confirm()
    assert dialog.value is False
    dialog.quick.setChecked(True)
    dialog.confirm()
    assert dialog.value is True


def test_the_strip_shows_quietly_how_far_they_have_come(qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.show_roads(0.426)
    assert strip._roads.text() == "Travel times 42 %"
    strip.show_roads(None)
    assert strip._roads.isHidden()


def test_a_closed_road_is_answered_at_once_and_what_no_team_needs_comes_by_itself(
    qtbot: QtBot, document: Document
) -> None:
    opened(qtbot, document)
    timed(qtbot, document)
    document.start_planning()
    settled(qtbot, document)
    office, work = document.office, document.work
    assert work
    around = Happened(What.ROAD_CLOSED, ring=circle(Coordinates(45.2, -30.4), 200))
    answer = answers(office, document.worker, work, around, office.clock())[0]
    assert answer.after.waits
    assert answer.after.plan
    document.proposal = Proposal("Road closed", work, answer.after, answer.change)
    document.accept()
    settled(qtbot, document)
    timed(qtbot, document)
    assert document.day
    assert document.plan
    assert document.plan.routes == answer.after.plan.routes
    assert remembered(office, document.day).complete
    document.undo_stack.undo()
    settled(qtbot, document)
    assert not document.day.closed
    assert work.plan
    assert document.plan.routes == work.plan.routes
