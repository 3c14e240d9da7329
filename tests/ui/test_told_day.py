"""What is told of the open day: steps of undo that take back more than the plan, and nothing lost while it is busy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.workday import Workday
from planner.errors import BadInput
from planner.running.check_ins import CheckedIn, check_in, take_back
from planner.told import CheckIn, Said
from planner.users import User
from tests.builders import TUESDAY
from tests.planner.running.conftest import Running, running
from ui.document import Document

__all__ = ["running"]


@pytest.fixture
def document(qtbot: QtBot, running: Running) -> Iterator[Document]:
    """The day that is under way, when both teams are at their first door."""
    running.now = max(route.stops[0].start for route in running.plan.routes)
    opened = Document(running.office, running.worker)
    opened.open(TUESDAY)
    settled(qtbot, opened)
    yield opened
    opened.close()
    opened.deleteLater()
    QCoreApplication.sendPostedEvents(opened, QEvent.Type.DeferredDelete)


def settled(qtbot: QtBot, document: Document) -> None:
    qtbot.waitUntil(lambda: document.work is not None and not document.busy, timeout=20_000)


def take(office: Office, work: Workday, found: CheckedIn, *, by: User) -> Workday:
    return take_back(office, work, found.fact.id, by=by)


def arrived(document: Document, running: Running, team: int) -> None:
    document.tell(f"Team {team}", check_in, running.team(team), Said.ARRIVED, back=take)


def begun(document: Document) -> int:
    assert document.plan
    return sum(stop.begun for route in document.plan.routes for stop in route.stops)


def counting(document: Document) -> int:
    with document.office.store.reading() as session:
        return len(session.day_facts(CheckIn, TUESDAY, open_only=True))


def test_two_calls_at_once_are_two_steps_and_one_jump_takes_both_back(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    for team in (1, 2):
        arrived(document, running, team)
    qtbot.waitUntil(lambda: document.undo_stack.count() == 2 and not document.busy)
    assert (begun(document), counting(document)) == (2, 2)
    document.go_to(0)
    qtbot.waitUntil(lambda: not document.busy and begun(document) == 0)
    assert counting(document) == 0
    document.go_to(2)
    qtbot.waitUntil(lambda: not document.busy and begun(document) == 2)
    assert counting(document) == 2


@pytest.mark.usefixtures("endless")
def test_a_call_ends_a_search_that_would_not_know_of_it(qtbot: QtBot, document: Document, running: Running) -> None:
    document.start_planning()
    assert document.planning
    arrived(document, running, 1)
    qtbot.waitUntil(lambda: not document.busy and begun(document) == 1, timeout=10_000)
    assert document.undo_stack.count() == 1


def test_what_cannot_be_noted_changes_nothing_and_is_told_to_who_asked(
    qtbot: QtBot, document: Document, running: Running
) -> None:
    problems: list[Exception] = []
    document.tell("Wrong", check_in, running.team(1), Said.LEFT, code="Q", on_error=problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert isinstance(problems[0], BadInput)
    assert (begun(document), document.undo_stack.count(), document.busy) == (0, 0, False)
