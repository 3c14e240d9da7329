"""The window on a running day: a call in three keys, undone as one step; who is not heard; and a third hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.audit import keep_plan
from planner.day import edit
from planner.model import Plan
from planner.running.needs import NeedKind
from planner.told import CheckIn, Said
from tests.builders import TUESDAY
from tests.planner.running.conftest import Running, running
from ui.main_window import MainWindow
from ui.running.check_in import CheckInDialog
from ui.running.need_rows import TONES
from ui.running.watch import Watch

__all__ = ["running"]

pytestmark = pytest.mark.window


@pytest.fixture
def window(qtbot: QtBot, running: Running) -> Iterator[MainWindow]:
    """The window of the day that is under way; the clock is that of `running`."""
    running.now = running.plan.routes[0].start
    made = MainWindow(running.office, running.worker)
    qtbot.addWidget(made)
    made.show()
    made.document.open(TUESDAY)
    qtbot.waitUntil(lambda: bool(made.live.watch.situation and made.live.watch.situation.runs), timeout=20_000)
    made.showing.finish()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def looked(qtbot: QtBot, window: MainWindow) -> None:
    """It has looked at the day as it is now."""
    with qtbot.waitSignal(window.live.watch.changed, timeout=10_000):
        window.live.watch.look()
    qtbot.waitUntil(lambda: not window.document.busy)


def test_every_kind_of_need_has_a_color() -> None:
    assert set(TONES) == set(NeedKind)


def begun(plan: Plan | None) -> int:
    assert plan
    return sum(stop.begun for route in plan.routes for stop in route.stops)


def calls(window: MainWindow) -> list[bool]:
    with window.office.store.reading() as session:
        return [not each.taken_back for each in session.day_facts(CheckIn, TUESDAY)]


def test_a_call_is_noted_by_three_keys_and_is_one_step_of_undo(
    qtbot: QtBot, window: MainWindow, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.now = running.plan.routes[0].stops[0].start
    looked(qtbot, window)
    heard: list[CheckInDialog] = []

    def ring(parent: MainWindow, *args: object, **kwargs: object) -> None:
        heard.append(CheckInDialog(parent, *args, **kwargs))  # type: ignore[arg-type]
        qtbot.addWidget(heard[0])
        heard[0].show()

    monkeypatch.setattr(CheckInDialog, "ask", ring)
    QTest.keyClick(window, Qt.Key.Key_F10)
    (dialog,) = heard
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert calls(window) == [], "nobody was chosen, and nobody is heard by mistake"
    QTest.keyClick(dialog.field, Qt.Key.Key_1)
    assert dialog.preview.text() == "Team 1 is at stop 1, now"
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.preview.text().startswith("✓"), timeout=10_000)
    document = window.document
    assert (begun(document.plan), document.undo_stack.count(), calls(window)) == (1, 1, [True])
    qtbot.waitUntil(lambda: dialog.card.told[0].text.startswith("Then stop 2"))
    window.showing.finish()
    row = window.views.timeline.chart.look.sheet.rows[0]
    assert row.blocks[0].actual
    assert len(row.held) == 2, "beside what was told stands what the team has on paper"
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isHidden(), "with nothing typed it is done, and nothing more is noted"
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not document.busy and begun(document.plan) == 0)
    assert calls(window) == [False]
    document.undo_stack.redo()
    qtbot.waitUntil(lambda: not document.busy and begun(document.plan) == 1)
    assert calls(window) == [False, True]


def test_who_is_not_heard_stands_on_top_calls_the_window_and_is_there_after_a_restart(
    qtbot: QtBot, window: MainWindow, running: Running
) -> None:
    assert window.views.running.stack.currentWidget() is window.views.running.calm
    assert "All teams are well" in window.views.running.calm.text()
    assert not window.workbench.docks["running"].isHidden(), "the day is under way"
    running.now = running.plan.routes[0].stops[0].start + timedelta(minutes=16)
    looked(qtbot, window)
    first = window.views.running.model.lines[0]
    assert first.need.kind is NeedKind.ALARM
    assert first.words.title == "Team 1 is not heard: 16 min overdue"
    assert len(window.live.band.buttons) == 1, "it stands there as well where a day without visits hides the panel"
    assert window.windowTitle().startswith("(")
    assert window.views.timeline.chart.look.marks.teams[running.team(1)].overdue == 16
    anew = Watch(window.document)
    anew.look()
    qtbot.waitUntil(lambda: any(need.kind is NeedKind.ALARM for need in anew.needs))
    anew.close()


def test_what_a_third_hand_wrote_is_taken_in_and_the_steps_before_it_stay(
    qtbot: QtBot, window: MainWindow, running: Running
) -> None:
    document = window.document
    gone, moved = running.visit(2, 2), running.visit(1, 1)
    document.move("Move", [moved], running.team(2))
    with running.office.store.writing() as session:  # as when a customer calls
        day = session.day(TUESDAY)
        assert day
        session.save_day(replace(day, visits=tuple(each for each in day.visits if each.id != gone)))
    document.take_newer()
    qtbot.waitUntil(lambda: not document.busy and document.row(gone) is None)
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not document.busy)
    assert document.plan
    assert document.plan.route_of(moved).shift_id == running.team(1)  # type: ignore[union-attr]
    assert document.row(gone) is None, "nobody brings them back"


def test_a_plan_kept_by_another_program_is_asked_about_and_neither_is_lost(
    qtbot: QtBot, window: MainWindow, running: Running
) -> None:
    document = window.document
    document.overtaken.disconnect(window.errands.overtaken)
    theirs = edit.take_out(running.work.problem, running.plan, running.visit(1, 2))
    keep_plan(running.office, theirs)
    own = document.plan
    with qtbot.waitSignal(document.overtaken, timeout=20_000):
        document.look_for_newer()
    document.take_theirs()
    qtbot.waitUntil(lambda: not document.busy and document.plan is not None and document.plan.planned == 3)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: not document.busy)
    assert document.plan
    assert own
    assert document.plan.planned == own.planned == 4
    document.tell("Said", _heard, running.team(1))
    qtbot.waitUntil(lambda: not document.busy and calls(window) == [True])


def _heard(office: object, work: object, shift_id: object, *, by: object) -> object:
    from planner.running.check_ins import check_in

    return check_in(office, work, shift_id, Said.ALL_WELL, by=by)  # type: ignore[arg-type]


def test_what_was_told_on_the_command_line_is_taken_in_without_a_question(
    qtbot: QtBot, window: MainWindow, running: Running
) -> None:
    running.hear(1, Said.ARRIVED, running.plan.routes[0].stops[0].start)
    window.document.look_for_newer()
    qtbot.waitUntil(lambda: not window.document.busy and begun(window.document.plan) == 1, timeout=10_000)
    assert window.document.undo_stack.count() == 0, "nobody undoes here what was heard there"
