"""The window as the coordinator meets it: three views that agree, one filled button, and nothing that leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QItemSelectionModel, Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.states import VisitState
from planner.model import Day, Route, Visit, Window
from planner.settings import Settings, save_settings
from routing.worker import Worker
from tests.builders import TUESDAY, day, visit
from ui.dialogs.lock_time import LockTimeDialog
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.urgent import Chosen, UrgentDialog
from ui.dialogs.ways_out import WaysOutDialog
from ui.main_window import MainWindow
from ui.workbench.routes import VISIT
from ui.workbench.visits import VisitsView
from ui.workbench.visits_model import FIELDS

pytestmark = pytest.mark.window


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as the_worker:
        yield the_worker


@pytest.fixture
def window(qtbot: QtBot, office: Office, worker: Worker) -> Iterator[MainWindow]:
    """A Tuesday of six visits, one of them not located, planned."""
    visits = (*(visit(n, north=300 * n, east=200 * n) for n in range(1, 6)), replace(visit(6), location=None))
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=0.4))
        session.save_day(day(*visits))
    made = MainWindow(office, worker)
    qtbot.addWidget(made)
    made.show()
    made.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not made.document.busy, timeout=20_000)
    qtbot.mouseClick(made.bar.plan, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.document.plan is not None and not made.document.busy, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)  # the web engine wants its page gone first


def test_a_press_on_plan_fills_every_view(window: MainWindow) -> None:
    plan = window.document.plan
    assert plan
    assert plan.planned == 5
    assert window.visits.model.rowCount() == 6
    assert len(list(window.routes._visit_items())) == 6
    assert "1" in window.bar.review.text()
    assert window.bar.issue.isEnabled()


def test_what_is_selected_in_one_view_is_selected_in_all(window: MainWindow) -> None:
    table = window.visits.table
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().select(table.model().index(2, 0), flags)
    chosen = window.visits.selection()
    assert len(chosen) == 1
    assert window.routes.selection() == chosen
    other = next(v.id for v in window.document.day.visits if v.id not in chosen)  # type: ignore[union-attr]
    window.map.visit_clicked.emit(other, False)
    assert window.visits.selection() == window.routes.selection() == (other,)


def test_the_search_narrows_and_says_how_many_are_left(window: MainWindow) -> None:
    window.visits.search.setText("maple road 3")
    assert window.visits.table.model().rowCount() == 1
    assert "1" in window.visits._count.text()
    window.visits.search.clear()
    assert window.visits.table.model().rowCount() == 6


def test_keys_lock_take_out_and_undo(qtbot: QtBot, window: MainWindow) -> None:
    plan = window.document.plan
    assert plan
    first = next(route for route in plan.routes if route.stops).stops[0].visit_id
    window.visits.select([first])
    window._select([first])
    window.actions_by_name["lock"].trigger()
    assert next(s for r in window.document.plan.routes for s in r.stops if s.visit_id == first).locked  # type: ignore[union-attr]
    window.actions_by_name["take_out"].trigger()
    assert window.document.plan
    assert window.document.plan.route_of(first) is None
    for _step in range(2):
        window.history.undo.trigger()
    assert window.document.plan == plan


def longest(window: MainWindow) -> Route:
    assert window.document.plan
    return max(window.document.plan.routes, key=lambda route: len(route.stops))


def state_of(window: MainWindow, visit_id: UUID) -> str:
    rows = window.visits.model.rows
    number = next(n for n, row in enumerate(rows) if row.visit.id == visit_id)
    return str(window.visits.model.index(number, FIELDS.index("state")).data())


def item_of(window: MainWindow, visit_id: UUID) -> QTreeWidgetItem:
    return next(item for item in window.routes._visit_items() if item.data(0, VISIT) == visit_id)


def test_a_visit_is_locked_to_an_end_of_its_route_and_says_so(window: MainWindow) -> None:
    last = longest(window).stops[-1].visit_id
    window._select([last])
    window.actions_by_name["lock_first"].trigger()
    assert longest(window).stops[0].visit_id == last
    assert state_of(window, last) == "Locked · first"
    assert item_of(window, last).text(0).endswith(" · first")
    assert "Locked: team, first." in item_of(window, last).toolTip(0)
    window.actions_by_name["unlock"].trigger()
    assert state_of(window, last) == "Planned"
    window.history.undo.trigger()
    assert state_of(window, last) == "Locked · first"


def test_a_start_is_typed_and_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    visit_id = longest(window).stops[-1].visit_id
    typed = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    window._select([visit_id])
    monkeypatch.setattr(LockTimeDialog, "ask", lambda *_asked: typed)
    window.actions_by_name["lock_time"].trigger()
    assert longest(window).stops[-1].start == typed
    assert state_of(window, visit_id) == "Locked · 15:30"
    window.actions_by_name["lock_start"].trigger()
    assert longest(window).stops[-1].start == typed
    window._select([visit_id, longest(window).stops[0].visit_id])
    assert not window.actions_by_name["lock_time"].isEnabled()
    assert not window.actions_by_name["lock_last"].isEnabled()
    assert window.actions_by_name["lock_place"].isEnabled()


def test_what_has_begun_can_be_neither_dragged_nor_taken_out(window: MainWindow) -> None:
    one, two = longest(window).stops[:2]
    window._select([two.visit_id])
    window.actions_by_name["begin"].trigger()
    assert [state_of(window, each.visit_id) for each in (one, two)] == ["Begun", "Begun"]
    assert not item_of(window, one.visit_id).flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert "Begun at" in item_of(window, one.visit_id).toolTip(0)
    for name in ("take_out", "earlier", "later", "lock_first"):
        assert not window.actions_by_name[name].isEnabled()
    window.actions_by_name["unlock"].trigger()
    assert [state_of(window, each.visit_id) for each in (one, two)] == ["Begun", "Planned"]


def test_the_start_is_asked_for_within_what_is_allowed(qtbot: QtBot, window: MainWindow) -> None:
    problem, row = window.document.problem, window.document.row(longest(window).stops[0].visit_id)
    assert problem
    assert row
    dialog = LockTimeDialog(None, problem, row)
    qtbot.addWidget(dialog)
    assert dialog.primary.isEnabled()
    assert dialog.form.said("time").startswith("It may start at ")
    for wrong in ("23:30", "soon"):
        dialog.time.setText(wrong)
        assert not dialog.primary.isEnabled()
        assert dialog.form.said("time")
    dialog.time.setText("2 pm")
    dialog.primary.click()
    assert dialog.value == datetime(2026, 11, 24, 14, tzinfo=UTC)


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
    window._select([unsure.visit.id])
    window.actions_by_name["ways_out"].trigger()
    assert reviewed == [unsure.visit.id]
    window.visits.opened.emit(unsure.visit.id)
    assert reviewed == [unsure.visit.id] * 2, "Enter and a double click lead there at once"


def test_an_urgent_visit_is_put_into_the_plan_by_a_key(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = window.document.plan
    assert plan
    assert not window.actions_by_name["insert_urgent"].isEnabled()
    first = next(route for route in plan.routes if route.stops).stops[0].visit_id
    window.document.take_out("Take out", [first])
    window._select([first])
    asked: list[list[str]] = []

    def ask(_parent: object, visits: list[Visit]) -> Chosen:
        asked.append([visit.reference for visit in visits])
        return Chosen(1)

    monkeypatch.setattr(UrgentDialog, "ask", ask)
    window.actions_by_name["insert_urgent"].trigger()
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    assert asked == [[window.document.row(first).visit.reference]]  # type: ignore[union-attr]
    assert window.document.plan
    assert window.document.plan.route_of(first)


def test_a_visit_for_two_teams_is_seen_on_both_routes(qtbot: QtBot, window: MainWindow) -> None:
    day = window.document.day
    assert day
    window.document.change_visit("Edit", replace(day.visits[0], two_teams=True))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.document.take_out("Take out", [day.visits[0].id])
    window.document.move("Move", [day.visits[0].id], day.shifts[0].id)
    row = window.document.row(day.visits[0].id)
    assert row
    assert [place.shift.team.name for place in row.places] == ["Team 1", "Team 2"]
    shown = [item.text(0) for item in window.routes._visit_items() if " · with Team" in item.text(0)]
    assert sorted(text.rpartition(" · ")[2] for text in shown) == ["with Team 1", "with Team 2"]
    model, team = window.visits.model, FIELDS.index("team")
    number = next(n for n, each in enumerate(model.rows) if each.visit.id == day.visits[0].id)
    assert model.index(number, team).data() == f"{row.places[0].number}+"
    assert model.index(number, team).data(Qt.ItemDataRole.ToolTipRole).count("Team") == 2
    window._select([day.visits[0].id])
    assert window.routes.selection() == (day.visits[0].id,)


def test_another_day_without_visits_shows_the_first_steps(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open(TUESDAY + timedelta(days=3))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    assert window.stack.currentWidget() is window.welcome
    assert not window.bar.plan.isEnabled()


def test_no_request_leaves_while_the_map_shows_the_plan(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: bool(window.document.lines), timeout=20_000)
    assert window.map.blocked_requests == 0
    assert "0 requests" in window.bar.badge.toolTip()


def test_escape_ends_the_search_and_keeps_its_best_plan(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(time_limit_s=60))
    window.bar.plan.click()
    assert window.document.planning
    assert not window.history.undo.isEnabled()
    qtbot.waitUntil(lambda: not window.bar.plan.isVisible(), timeout=5_000)
    qtbot.waitUntil(lambda: "5" in window.bar.progress.step.text(), timeout=20_000)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.document.busy, timeout=5_000)
    assert window.document.plan
    assert window.document.plan.planned == 5
    qtbot.waitUntil(lambda: window.bar.plan.isVisible(), timeout=5_000)


def test_closing_while_planning_keeps_the_plan_before(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    before = window.document.plan
    window.document.start_planning(afresh=True)
    window.close()
    assert window.document.day
    with office.store.reading() as session:
        assert session.plans(window.document.day.id)[-1] == before


def test_the_number_of_broken_rules_leads_to_their_visits(qtbot: QtBot, window: MainWindow) -> None:
    plan, day = window.document.plan, window.document.day
    assert plan
    assert day
    last = next(route for route in plan.routes if len(route.stops) > 1).stops[-1].visit_id
    early = (Window(time(9, 0), time(9, 40)),)
    window.document.change_visit("Edit", replace(day.visit(last), windows=early))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.strip.broken_wanted.emit()
    assert window.visits.table.model().rowCount() == 1
    window.visits.table.selectRow(0)
    assert window.visits.selection() == (last,)


def test_a_hidden_column_stays_hidden_in_the_next_window(window: MainWindow, qtbot: QtBot) -> None:
    entry = next(action for action in window.visits.columns.menu().actions() if action.text() == "Min")
    entry.trigger()
    again = VisitsView()
    qtbot.addWidget(again)
    assert again.table.isColumnHidden(FIELDS.index("minutes"))
    assert not again.table.isColumnHidden(FIELDS.index("place"))
