"""Three views that always agree: what is selected, pointed at or changed in one is so in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.model import Window
from tests.builders import TUESDAY
from tests.ui.window.telling import longest
from ui.main_window import MainWindow
from ui.workbench.visits_model import FIELDS

pytestmark = pytest.mark.window


def test_a_press_on_plan_fills_every_view(qtbot: QtBot, window: MainWindow) -> None:
    plan, views = window.document.plan, window.views
    assert plan
    assert plan.planned == 5
    assert views.visits.model.rowCount() == 6
    assert len(list(views.timeline.chart.look.sheet.blocks())) == 5
    qtbot.waitUntil(lambda: len(views.unassigned.cards) == 1)
    assert "1" in window.bar.review.text()
    assert window.bar.issue.isEnabled()


def test_what_is_selected_in_one_view_is_selected_in_all(window: MainWindow) -> None:
    views, table = window.views, window.views.visits.table
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    chosen = longest(window).stops[0].visit_id
    number = next(n for n, row in enumerate(views.visits.model.rows) if row.visit.id == chosen)
    table.selectionModel().select(table.model().index(number, 0), flags)
    assert views.visits.selection() == (chosen,)
    assert views.timeline.selection() == (chosen,)
    assert views.inspector.visit.visit_id == chosen
    another = longest(window).stops[1].visit_id
    window.map.visit_clicked.emit(another, False)
    assert views.visits.selection() == views.timeline.selection() == (another,)
    views.timeline.selected.emit((chosen, another))
    assert set(views.visits.selection()) == {chosen, another}


def test_a_team_is_looked_at_until_a_visit_is(window: MainWindow) -> None:
    team = longest(window).shift_id
    window.views.timeline.selected.emit(())
    window.views.timeline.team_chosen.emit(team)
    assert window.views.inspector.stack.currentIndex() == window.views.inspector.pages.index(
        window.views.inspector.team
    )
    window.selecting.select((longest(window).stops[0].visit_id,))
    assert window.views.inspector.stack.currentIndex() == window.views.inspector.pages.index(
        window.views.inspector.visit
    )


def test_the_search_narrows_and_says_how_many_are_left(window: MainWindow) -> None:
    visits = window.views.visits
    visits.search.setText("maple road 3")
    assert visits.table.model().rowCount() == 1
    assert "1" in visits.foot.count.text()
    visits.search.clear()
    assert visits.table.model().rowCount() == 6


def test_a_visit_for_two_teams_is_seen_on_both_routes(qtbot: QtBot, window: MainWindow) -> None:
    day = window.document.day
    assert day
    window.document.change_visit("Edit", replace(day.visits[0], two_teams=True))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.document.take_out("Take out", [day.visits[0].id])
    window.document.move("Move", [day.visits[0].id], day.shifts[0].id)
    window.showing.finish()
    row = window.document.row(day.visits[0].id)
    assert row
    assert [place.shift.team.name for place in row.places] == ["Team 1", "Team 2"]
    blocks = [block for _row, block in window.views.timeline.chart.look.sheet.blocks()]
    assert sum(block.visit_id == day.visits[0].id for block in blocks) == 2
    model, team = window.views.visits.model, FIELDS.index("team")
    number = next(n for n, each in enumerate(model.rows) if each.visit.id == day.visits[0].id)
    assert model.index(number, team).data(Qt.ItemDataRole.ToolTipRole).count("Team") == 2


def test_another_day_without_visits_shows_the_first_steps(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open(TUESDAY + timedelta(days=3))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.showing.finish()
    assert window.stack.currentWidget() is window.welcome
    assert not window.bar.plan.isEnabled()


def test_no_request_leaves_while_the_map_shows_the_plan(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: bool(window.document.lines), timeout=20_000)
    assert window.map.blocked_requests == 0
    assert "0 requests" in window.bar.badge.toolTip()


def test_the_number_of_broken_rules_leads_to_their_visits(qtbot: QtBot, window: MainWindow) -> None:
    plan, day = window.document.plan, window.document.day
    assert plan
    assert day
    last = next(route for route in plan.routes if len(route.stops) > 1).stops[-1].visit_id
    early = (Window(time(9, 0), time(9, 40)),)
    window.document.change_visit("Edit", replace(day.visit(last), windows=early))
    qtbot.waitUntil(lambda: not window.document.busy, timeout=20_000)
    window.showing.finish()
    window.views.strip.broken_wanted.emit()
    visits = window.views.visits
    assert visits.table.model().rowCount() == 1
    visits.table.selectRow(0)
    assert visits.selection() == (last,)


def test_the_map_comes_after_the_first_picture(qtbot: QtBot, stored: Office, worker: object) -> None:
    made = MainWindow(stored, worker)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    assert made.views.late_map.there is None
    made.document.open(TUESDAY)
    qtbot.waitUntil(lambda: not made.document.busy, timeout=20_000)
    made.show()
    qtbot.waitUntil(lambda: made.views.late_map.there is not None, timeout=20_000)
    with qtbot.waitSignal(made.map.plan_shown, timeout=20_000):
        pass
    made.close()
