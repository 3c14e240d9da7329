"""The open day behind the window: planned, edited, undone and kept, without the window waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.issue import issue
from planner.day.states import VisitState
from planner.model import Window
from planner.settings import Settings, save_settings
from planner.text import sentence
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.document import Document


@pytest.fixture
def document(qtbot: QtBot, office: Office, worker: Worker) -> Iterator[Document]:
    """A Tuesday of six visits, open."""
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
        session.save_day(day(*(visit(n, north=300 * n, east=200 * n) for n in range(1, 7))))
    opened = Document(office, worker)
    opened.open(TUESDAY)
    settled(qtbot, opened)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def settled(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: not document.busy, timeout=20_000)


def planned(qtbot: QtBot, document: Document) -> None:
    document.start_planning()
    settled(qtbot, document)


@pytest.mark.usefixtures("endless")
def test_planning_streams_plans_and_ends_in_one_step_of_undo(qtbot: QtBot, document: Document) -> None:
    document.start_planning()
    qtbot.waitUntil(lambda: document.busy and document.plan is not None and document.plan.planned == 6, timeout=30_000)
    document.stop()
    settled(qtbot, document)
    assert document.plan
    assert document.plan.planned == 6
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.plan is None
    document.undo_stack.redo()
    assert document.plan.planned == 6


def test_a_search_is_stopped_with_the_best_plan_so_far(qtbot: QtBot, document: Document) -> None:
    document.start_planning()
    document.stop()
    settled(qtbot, document)
    assert document.plan is not None
    assert document.undo_stack.count() == 1


def test_moves_locks_and_taking_out_are_undone_one_by_one(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.plan
    assert document.day
    first = document.plan.routes[0].stops or document.plan.routes[1].stops
    other = next(s for s in document.day.shifts if document.plan.route_of(first[0].visit_id).shift_id != s.id)  # type: ignore[union-attr]
    plans = [document.plan]
    document.move("Move", [first[0].visit_id], other.id)
    plans.append(document.plan)
    document.take_out("Take out", [first[0].visit_id])
    assert document.row(first[0].visit_id).state == VisitState.UNASSIGNED  # type: ignore[union-attr]
    for before in reversed(plans):
        document.undo_stack.undo()
        assert document.plan == before


def test_an_edited_visit_is_kept_and_its_undo_too(qtbot: QtBot, document: Document, office: Office) -> None:
    planned(qtbot, document)
    assert document.day
    edited = replace(document.day.visits[0], service_time=timedelta(minutes=55))
    document.change_visit("Edit", edited)
    settled(qtbot, document)
    with office.store.reading() as session:
        assert session.day(TUESDAY).visits[0].service_time == timedelta(minutes=55)  # type: ignore[union-attr]
    document.undo_stack.undo()
    settled(qtbot, document)
    with office.store.reading() as session:
        assert session.day(TUESDAY).visits[0].service_time == timedelta(minutes=30)  # type: ignore[union-attr]
    assert document.plan
    assert document.plan.planned == 6


def test_the_plan_is_there_again_when_the_day_is_opened_again(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.plan
    before = [route.stops for route in document.plan.routes]
    document.open(TUESDAY)
    settled(qtbot, document)
    assert document.plan
    assert [route.stops for route in document.plan.routes] == before
    assert document.undo_stack.count() == 0


def test_lines_come_for_every_route(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.plan
    used = {route.shift_id for route in document.plan.routes if route.stops}
    qtbot.waitUntil(lambda: set(document.lines) == used, timeout=20_000)


def test_an_urgent_visit_comes_in_as_one_step_of_undo(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.plan
    first = document.plan.routes[0].stops or document.plan.routes[1].stops
    chosen = first[0].visit_id
    document.take_out("Take out", [chosen])
    before = document.plan
    document.insert_urgent([chosen], 0)
    settled(qtbot, document)
    assert document.plan
    assert document.plan.planned == 6
    document.undo_stack.undo()
    assert document.plan == before


def test_an_urgent_visit_without_room_is_named(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.day
    barred = replace(document.day.visits[0], only_teams=frozenset({"Heron"}))
    document.change_visit("Edit", barred)
    settled(qtbot, document)
    document.take_out("Take out", [barred.id])
    with qtbot.waitSignal(document.failed, timeout=20_000) as told:
        document.insert_urgent([barred.id], 2)
    settled(qtbot, document)
    assert "V-1" in sentence(told.args[0])


def test_once_issued_the_others_wait_for_their_times(qtbot: QtBot, document: Document, tmp_path: Path) -> None:
    planned(qtbot, document)
    assert document.day
    assert document.plan
    issue(document.office, document.day, document.plan, tmp_path / "out", worker=document.worker)
    document.issued()
    settled(qtbot, document)
    route = next(route for route in document.plan.routes if len(route.stops) > 1)
    document.take_out("Take out", [route.stops[0].visit_id])
    after = next(each for each in document.plan.routes if each.shift_id == route.shift_id)
    assert [stop.start for stop in after.stops] == [stop.start for stop in route.stops[1:]]


def test_what_is_undone_from_before_an_issue_can_go_out_again(qtbot: QtBot, document: Document, tmp_path: Path) -> None:
    planned(qtbot, document)
    assert document.day
    assert document.plan
    route = max(document.plan.routes, key=lambda each: len(each.stops))
    first = route.stops[0].visit_id
    document.take_out("Take out", [first])
    document.move("Move", [first], route.shift_id, 0)  # those behind it are told a later time than without it
    issue(document.office, document.day, document.plan, tmp_path / "out", worker=document.worker)
    document.issued()
    settled(qtbot, document)
    document.undo_stack.undo()
    assert document.plan.planned == 5
    document.save()
    issued = issue(document.office, document.day, document.plan, tmp_path / "out", worker=document.worker)
    assert issued.version == 2


def test_while_a_search_runs_the_numbers_say_what_its_plan_breaks(qtbot: QtBot, document: Document) -> None:
    planned(qtbot, document)
    assert document.day
    late = replace(document.day.visits[0], windows=(Window(time(9, 30), time(9, 31)),))
    document.change_visit("Edit", late)
    settled(qtbot, document)
    route = max(document.plan.routes, key=lambda each: len(each.stops))  # type: ignore[union-attr]
    document.move("Move", [late.id], route.shift_id, len(route.stops))
    broken = document.totals.broken  # type: ignore[union-attr]
    assert broken
    seen: list[tuple[int, int]] = []
    document.changed.connect(lambda: seen.append((document.totals.broken, len(document.violations))))  # type: ignore[union-attr]
    document.improve()
    assert document.planning
    assert document.totals.broken == broken  # type: ignore[union-attr]
    settled(qtbot, document)
    assert all(told == counted for told, counted in seen)
