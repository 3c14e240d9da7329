"""Locks and outcomes, from key or menu to the changed plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from planner.day import outcomes
from planner.day.outcomes import Told
from planner.day.states import VisitState
from tests.ui.window.telling import do, longest, order, other, state_of, stop_of
from ui.dialogs.lock_time import LockTimeDialog
from ui.dialogs.next_slot import NextSlotDialog
from ui.dialogs.outcome import OutcomeDialog
from ui.main_window import MainWindow

pytestmark = pytest.mark.window


def test_keys_lock_take_out_and_undo(window: MainWindow) -> None:
    plan = window.document.plan
    assert plan
    first = longest(window).stops[0].visit_id
    window.selecting.select([first])
    do(window, "lock")
    assert stop_of(window, first).locked
    do(window, "take_out")
    assert window.document.plan
    assert window.document.plan.route_of(first) is None
    for _step in range(2):
        window.history.undo.trigger()
    assert window.document.plan == plan


def test_a_visit_is_locked_to_an_end_of_its_route_and_says_so(window: MainWindow) -> None:
    last = longest(window).stops[-1].visit_id
    window.selecting.select([last])
    do(window, "lock_first")
    assert longest(window).stops[0].visit_id == last
    assert state_of(window, last) == "Locked · first"
    do(window, "unlock")
    assert state_of(window, last) == "Planned"
    window.history.undo.trigger()
    assert state_of(window, last) == "Locked · first"


def test_a_start_is_typed_and_kept(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    visit_id = longest(window).stops[-1].visit_id
    typed = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)
    window.selecting.select([visit_id])
    monkeypatch.setattr(LockTimeDialog, "ask", lambda *_asked: typed)
    do(window, "lock_time")
    assert longest(window).stops[-1].start == typed
    assert state_of(window, visit_id) == "Locked · 15:30"
    do(window, "lock_start")
    assert longest(window).stops[-1].start == typed
    window.selecting.select([visit_id, longest(window).stops[0].visit_id])
    assert not window.actions_by_name["lock_time"].isEnabled()
    assert not window.actions_by_name["lock_last"].isEnabled()
    assert window.actions_by_name["lock_place"].isEnabled()


def test_a_whole_route_is_locked_and_set_free(window: MainWindow) -> None:
    route = longest(window)
    window.selecting.look_at_team(route.shift_id)
    do(window, "lock_route")
    places = [stop.lock and stop.lock.place for stop in longest(window).stops]
    assert places == list(range(1, len(route.stops) + 1))
    assert not any(stop.locked for stop in other(window).stops)
    do(window, "unlock_route")
    assert not any(stop.locked for stop in longest(window).stops)


def test_all_before_now_is_locked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = sorted(stop.start for route in (longest(window), other(window)) for stop in route.stops)
    noon = starts[len(starts) // 2]
    object.__setattr__(window.office, "clock", lambda: noon)  # the office is opened with a clock of its own
    do(window, "lock_before_now")
    assert window.document.plan
    for route in window.document.plan.routes:
        assert [stop.locked for stop in route.stops] == [stop.start <= noon for stop in route.stops]


def test_what_has_begun_can_be_neither_moved_nor_taken_out(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = longest(window).stops[:2]
    window.selecting.select([two.visit_id])
    monkeypatch.setattr(OutcomeDialog, "ask", lambda *_asked: Told("begun", two.start, ""))
    do(window, "mark_begun")
    assert [state_of(window, each.visit_id).split(" ")[0] for each in (one, two)] == ["Begun", "Begun"]
    for name in ("take_out", "earlier", "later", "lock_first"):
        assert not window.actions_by_name[name].isEnabled()
    do(window, "unmark")
    assert not stop_of(window, two.visit_id).begun


def test_a_failed_visit_is_offered_its_next_slot(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    first = longest(window).stops[0]
    left = first.start + timedelta(minutes=5)
    window.selecting.select([first.visit_id])
    assert not window.actions_by_name["next_slot"].isEnabled()
    monkeypatch.setattr(OutcomeDialog, "ask", lambda *_asked: Told("failed", left, outcomes.NOT_MET))
    do(window, "mark_failed")
    row = window.document.row(first.visit_id)
    assert row
    assert row.state == VisitState.FAILED
    offered: list[object] = []
    monkeypatch.setattr(NextSlotDialog, "ask", lambda *asked: offered.append(asked[-1]))
    do(window, "next_slot")
    assert offered == [row]


def test_keys_move_a_stop_within_its_route(window: MainWindow) -> None:
    route = longest(window)
    before = [stop.visit_id for stop in route.stops]
    window.selecting.select([before[1]])
    do(window, "earlier")
    assert order(window, route.shift_id)[:2] == [before[1], before[0]]
    do(window, "later")
    assert order(window, route.shift_id) == before


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
