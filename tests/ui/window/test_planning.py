"""What is asked of the whole plan: searches that end in a proposal, urgent visits, a team that is ill, and Stop."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import edit
from planner.day.difference import Difference
from planner.day.states import VisitState
from planner.model import Day, Plan, Visit
from planner.settings import Settings, save_settings
from tests.ui.window.telling import do, longest, order, other
from ui.dialogs.difference import DifferenceDialog
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.urgent import Chosen, UrgentDialog
from ui.dialogs.ways_out import WaysOutDialog
from ui.dialogs.which_team import WhichTeamDialog
from ui.main_window import MainWindow
from ui.proposal import Proposal

pytestmark = pytest.mark.window


def quiet(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Proposal]:
    """Every proposal is accepted, and kept here."""
    seen: list[Proposal] = []

    def ask(_parent: object, proposal: Proposal) -> bool:
        seen.append(proposal)
        return True

    monkeypatch.setattr(DifferenceDialog, "ask", ask)
    return seen


def test_the_rest_is_planned_and_what_is_there_stays(qtbot: QtBot, window: MainWindow, answers: list[Proposal]) -> None:
    first, team = longest(window).stops[0].visit_id, longest(window).shift_id
    assert not window.actions_by_name["plan_rest"].isEnabled()
    window.document.take_out("Take out", [first])
    stayed = order(window, team)
    do(window, "plan_rest")
    quiet(qtbot, window)
    assert len(answers) == 1
    assert [change.visit.id for change in answers[0].difference.put_in] == [first]
    assert [visit_id for visit_id in order(window, team) if visit_id != first] == stayed
    window.history.undo.trigger()
    assert window.document.plan
    assert window.document.plan.route_of(first) is None


def test_what_is_discarded_changes_nothing(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    first = longest(window).stops[0].visit_id
    window.document.take_out("Take out", [first])
    plan, steps = window.document.plan, window.document.undo_stack.count()
    monkeypatch.setattr(DifferenceDialog, "ask", lambda *_asked: False)
    do(window, "plan_rest")
    quiet(qtbot, window)
    assert window.document.plan is plan
    assert window.document.undo_stack.count() == steps


def test_the_difference_to_the_plan_before_is_shown(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Difference] = []
    monkeypatch.setattr(DifferenceDialog, "show_between", lambda *asked: shown.append(asked[2]))
    first = longest(window).stops[0].visit_id
    window.document.take_out("Take out", [first])
    do(window, "difference")
    assert [change.visit.id for change in shown[0].taken_out] == [first]


def test_a_team_is_ill_and_the_others_make_its_visits(
    qtbot: QtBot, window: MainWindow, answers: list[Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    ill, before = longest(window), window.document.plan
    asked: list[Day] = []

    def ask(_parent: object, _title: str, _lead: str, _accept: str, day: Day, _plan: Plan) -> UUID:
        asked.append(day)
        return ill.shift_id

    monkeypatch.setattr(WhichTeamDialog, "ask", ask)
    do(window, "spread_team")
    quiet(qtbot, window)
    qtbot.waitUntil(lambda: window.document.plan is not before, timeout=20_000)
    assert len(asked) == 1, "no team was chosen: it asks which"
    assert order(window, ill.shift_id) == []
    quiet(qtbot, window)


@pytest.mark.usefixtures("endless")
def test_escape_ends_the_search_and_keeps_its_best_plan(
    qtbot: QtBot, window: MainWindow, office: Office, answers: list[Proposal]
) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=60))
    window.bar.plan.click()
    assert window.document.planning
    assert not window.history.undo.isEnabled()
    qtbot.waitUntil(lambda: not window.bar.plan.isVisible())
    qtbot.waitUntil(lambda: "5" in window.bar.search.said.text(), timeout=20_000)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    quiet(qtbot, window)
    assert window.document.plan
    assert window.document.plan.planned == 5
    qtbot.waitUntil(lambda: window.bar.plan.isVisible())
    assert "Stopped" in window.bar.search.said.text()


def test_closing_while_planning_keeps_the_plan_before(window: MainWindow, office: Office) -> None:
    before = window.document.plan
    window.document.start_planning(afresh=True)
    window.close()
    assert window.document.day
    with office.store.reading() as session:
        assert session.plans(window.document.day.id)[-1] == before


def test_an_urgent_visit_is_put_into_the_plan_by_a_key(
    qtbot: QtBot, window: MainWindow, answers: list[Proposal], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not window.actions_by_name["insert_urgent"].isEnabled()
    first = longest(window).stops[0].visit_id
    window.document.take_out("Take out", [first])
    window.selecting.select([first])
    asked: list[list[str]] = []

    def ask(_parent: object, visits: list[Visit]) -> Chosen:
        asked.append([visit.reference for visit in visits])
        return Chosen(1)

    monkeypatch.setattr(UrgentDialog, "ask", ask)
    do(window, "insert_urgent")
    quiet(qtbot, window)
    assert asked == [[window.document.row(first).visit.reference]]  # type: ignore[union-attr]
    assert window.document.plan
    assert window.document.plan.route_of(first)


def test_why_leads_to_the_address_that_is_not_sure(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsure = next(row for row in window.document.rows if row.state == VisitState.NOT_LOCATED)
    reviewed: list[object] = []

    def ask(_parent: object, _office: Office, _day: Day, visit_id: object, _worker: object) -> None:
        reviewed.append(visit_id)

    def run(dialog: WaysOutDialog) -> bool:
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: hasattr(dialog, "address"), timeout=10_000)
        dialog.address.click()
        return bool(dialog.result())

    monkeypatch.setattr(ReviewDialog, "ask", ask)
    monkeypatch.setattr(WaysOutDialog, "run", run)
    window.selecting.select([unsure.visit.id])
    do(window, "ways_out")
    assert reviewed == [unsure.visit.id]
    window.views.visits.opened.emit(unsure.visit.id)
    assert reviewed == [unsure.visit.id] * 2, "Enter and a double click lead there at once"


def test_a_way_out_in_the_panel_does_what_it_says(qtbot: QtBot, window: MainWindow) -> None:
    first, team = longest(window).stops[0].visit_id, other(window).shift_id
    window.document.take_out("Take out", [first])
    panel, document = window.views.unassigned, window.document
    assert document.problem
    assert document.plan
    after = edit.move(document.problem, document.plan, first, team)
    panel.applied.emit("Way out for V-1", document.day, after)
    assert document.plan == replace(after, id=document.plan.id)
    assert document.undo_stack.undoText() == "Way out for V-1"
