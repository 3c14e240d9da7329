"""What a search proposes is accepted or discarded, compared, kept aside, and gone back from in one jump."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Window
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.document import Document
from ui.proposal import Proposal
from ui.undo import StepsMenu


@pytest.fixture
def document(qtbot: QtBot, office: Office, worker: Worker) -> Iterator[Document]:
    """A Tuesday of six visits, open and planned."""
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
        session.save_day(day(*(visit(n, north=300 * n, east=200 * n) for n in range(1, 7))))
    opened = Document(office, worker)
    opened.open(TUESDAY)
    settled(qtbot, opened)
    opened.start_planning()
    settled(qtbot, opened)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def settled(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: not document.busy, timeout=20_000)


def some(document: Document) -> list[object]:
    assert document.plan
    return [stop.visit_id for route in document.plan.routes for stop in route.stops]


def proposals(document: Document) -> list[Proposal]:
    found: list[Proposal] = []
    document.proposed.connect(found.append)
    return found


def test_the_rest_is_proposed_and_taken_as_one_step(qtbot: QtBot, document: Document) -> None:
    asked = proposals(document)
    document.take_out("Take out", some(document)[:2])  # type: ignore[arg-type]
    settled(qtbot, document)
    assert document.rest == 2
    before = document.plan
    document.plan_rest()
    settled(qtbot, document)
    assert [len(each.difference.put_in) for each in asked] == [2]
    assert document.plan == before, "nothing changes before it is accepted"
    document.accept()
    assert document.plan
    assert document.plan.planned == 6
    assert document.undo_stack.undoText() == "Plan the rest"
    document.undo_stack.undo()
    assert document.plan == before


def test_what_is_discarded_leaves_everything_as_it_was(qtbot: QtBot, document: Document) -> None:
    asked = proposals(document)
    before, steps = document.plan, document.undo_stack.count()
    document.replan(from_now=False, max_moved=1)
    settled(qtbot, document)
    assert len(asked) == 1
    document.discard()
    document.accept()
    assert (document.plan, document.undo_stack.count()) == (before, steps)


def test_the_first_plan_of_a_day_asks_nothing(qtbot: QtBot, document: Document) -> None:
    document.undo_stack.undo()
    asked = proposals(document)
    document.start_planning()
    settled(qtbot, document)
    assert asked == []
    assert document.plan
    assert document.plan.planned == 6


def test_a_team_that_is_ill_is_gone_once_that_is_accepted(qtbot: QtBot, document: Document, office: Office) -> None:
    asked = proposals(document)
    assert document.day
    ill, other = document.day.shifts
    document.spread_team(ill.id)
    settled(qtbot, document)
    assert len(asked) == 1
    assert document.day.shifts == (ill, other)
    document.accept()
    settled(qtbot, document)
    assert [shift.id for shift in document.day.shifts] == [other.id]
    with office.store.reading() as session:
        assert len(session.day(TUESDAY).shifts) == 1  # type: ignore[union-attr]
    document.undo_stack.undo()
    settled(qtbot, document)
    assert len(document.day.shifts) == 2


def test_improving_says_how_it_settled(qtbot: QtBot, document: Document) -> None:
    with qtbot.waitSignal(document.settled, timeout=20_000) as how:
        document.improve()
    assert how.args[0].planned == 6
    settled(qtbot, document)


def test_one_goes_to_any_step_at_once(qtbot: QtBot, document: Document) -> None:
    plans = [document.plan]
    for key in some(document)[:3]:
        document.take_out("Take out", [key])  # type: ignore[list-item]
        plans.append(document.plan)
    shown: list[object] = []
    document.changed.connect(lambda: shown.append(document.plan))
    document.go_to(1)
    assert document.plan == plans[0]
    assert len(shown) == 1, "what lies between is not shown"
    document.go_to(4)
    assert document.plan == plans[3]
    menu = StepsMenu(document.undo_stack, document.go_to)
    qtbot.addWidget(menu)
    menu.fill()
    texts = [action.text() for action in menu.actions()]
    assert texts == ["4 · Take out", "3 · Take out", "2 · Take out", "1 · Plan", "As opened"]
    menu.actions()[2].trigger()
    assert document.plan == plans[1]
    assert document.undo_stack.undoLimit() == 0


def test_a_snapshot_is_kept_compared_and_taken_again(qtbot: QtBot, document: Document, office: Office) -> None:
    before = document.plan
    document.take_snapshot(" Plan A ")
    settled(qtbot, document)
    document.take_out("Take out", some(document)[:1])  # type: ignore[arg-type]
    assert document.comparison
    assert document.comparison.title.startswith("before “Take out”")
    document.compare_with("snapshot:Plan A")
    assert document.before
    assert document.totals
    assert (document.before.planned, document.totals.planned) == (6, 5)
    document.restore_snapshot("Plan A")
    assert before
    assert document.plan
    assert document.plan.routes == before.routes
    assert document.undo_stack.undoText() == "Snapshot “Plan A”"
    document.open(TUESDAY)
    settled(qtbot, document)
    assert [each.name for each in document.snapshots] == ["Plan A"]
    document.delete_snapshot("Plan A")
    settled(qtbot, document)
    assert document.snapshots == ()
    assert document.comparison is None


def test_the_plan_before_keeps_the_rules_it_broke_in_every_comparison(
    qtbot: QtBot, document: Document, office: Office
) -> None:
    assert document.day
    assert document.plan
    first = document.plan.routes[0] if document.plan.routes[0].stops else document.plan.routes[1]
    stops = [stop.visit_id for stop in first.stops]
    late = replace(document.day.visit(stops[-1]), windows=(Window(time(9, 30), time(9, 31)),))
    document.change_visit("Edit", late)
    settled(qtbot, document)
    broken = len(document.violations)
    assert broken
    document.take_out("Take out", [stops[-1]])
    assert not document.violations
    found = document.difference()
    assert found
    assert (found.before.broken, found.after.broken) == (broken, 0)
    document.undo_stack.undo()
    document.save()
    with office.store.writing() as session:
        assert document.plan
        session.save_plan(replace(document.plan, version=1, id=uuid4()))
    document.open(TUESDAY)
    settled(qtbot, document)
    document.compare_with("issued")
    assert document.before
    assert document.totals
    assert document.before.late == document.totals.late == 1
