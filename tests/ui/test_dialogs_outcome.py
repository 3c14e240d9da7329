"""How it went is told in two keystrokes; what cannot have been is said; a follow-up is kept and can be taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day import outcomes
from planner.day.outcomes import BEGUN, DONE, FAILED, Told
from planner.day.states import visit_rows
from planner.day.workday import day_at
from planner.model import Day, Plan
from planner.translate import DayProblem
from tests.builders import day, visit
from tests.planner.day.handmade import framed, planned
from ui.dialogs.next_slot import NextSlotDialog
from ui.dialogs.outcome import OutcomeDialog, told_words

NOW = datetime(2026, 11, 24, 10, 7, 31, tzinfo=UTC)
TEN_SEVEN = datetime(2026, 11, 24, 10, 7, tzinfo=UTC)
type Line = tuple[DayProblem, Plan, list[UUID]]


@pytest.fixture
def line() -> Line:
    dp = framed(day(*(visit(n, north=1000 * n) for n in range(1, 4)), teams=1))
    ids = [each.id for each in dp.day.visits]
    return dp, planned(dp, {dp.day.shifts[0].id: ids}), ids


def opened(qtbot: QtBot, the_day: Day, plan: Plan, ids: list[UUID], kind: str, now: datetime = NOW) -> OutcomeDialog:
    dialog = OutcomeDialog(None, the_day, plan, ids, now, kind)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_one_enter_says_done_now(qtbot: QtBot, line: Line) -> None:
    dp, plan, ids = line
    dialog = opened(qtbot, dp.day, plan, ids[:1], DONE)
    qtbot.keyClick(dialog.time, Qt.Key.Key_Return)
    assert dialog.value == Told(DONE, TEN_SEVEN)
    assert told_words(dialog.value) == "Done"
    assert outcomes.tell(dp, plan, ids[:1], dialog.value).routes[0].stops[0].departure == TEN_SEVEN


def test_why_it_failed_is_never_taken_for_granted(qtbot: QtBot, line: Line) -> None:
    dialog = opened(qtbot, line[0].day, line[1], line[2][:1], FAILED)
    assert not dialog.primary.isEnabled()
    dialog.choices.button(3).click()
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.value == Told(FAILED, TEN_SEVEN, "refused")


def test_a_time_that_is_typed_stays_whatever_is_chosen(qtbot: QtBot, line: Line) -> None:
    dialog = opened(qtbot, line[0].day, line[1], line[2][:1], BEGUN)
    dialog.time.selectAll()
    qtbot.keyClicks(dialog.time, "9:40")
    dialog.choices.button(1).setChecked(True)
    dialog.confirm()
    assert dialog.value == Told(DONE, datetime(2026, 11, 24, 9, 40, tzinfo=UTC))


def test_what_is_still_to_come_cannot_have_been(qtbot: QtBot, line: Line) -> None:
    dialog = opened(qtbot, line[0].day, line[1], line[2][:1], DONE)
    dialog.time.setText("11:00")
    assert "10:07" in dialog.form.said("time")
    assert not dialog.primary.isEnabled()
    dialog.time.setText("soon")
    assert dialog.form.said("time")
    assert not dialog.primary.isEnabled()


def test_nobody_leaves_before_he_came(qtbot: QtBot, line: Line) -> None:
    dp, plan, ids = line
    begun = outcomes.begin(dp, plan, ids[:1], datetime(2026, 11, 24, 9, 50, tzinfo=UTC))
    dialog = opened(qtbot, dp.day, begun, ids[:1], DONE)
    dialog.time.setText("9:45")
    assert "09:50" in dialog.form.said("time")
    assert not dialog.primary.isEnabled()


def test_a_time_that_contradicts_another_is_doubted_and_taken(qtbot: QtBot, line: Line) -> None:
    dp, plan, ids = line
    told = outcomes.done(dp, plan, ids[:1], datetime(2026, 11, 24, 9, 58, tzinfo=UTC))
    dialog = opened(qtbot, dp.day, told, ids[1:2], DONE)
    dialog.time.setText("9:50")
    assert "09:58" in dialog.form.said("time")
    assert dialog.primary.isEnabled()


def test_on_another_day_it_was_as_planned(qtbot: QtBot, line: Line) -> None:
    dp, plan, ids = line
    dialog = opened(qtbot, dp.day, plan, ids[:1], DONE, NOW + timedelta(days=3))
    assert dialog.time.text() == f"{plan.routes[0].stops[0].departure:%H:%M}"
    dialog.choices.button(0).setChecked(True)
    assert dialog.time.text() == f"{plan.routes[0].stops[0].start:%H:%M}"


def test_of_several_it_asks_once(qtbot: QtBot, line: Line) -> None:
    dialog = opened(qtbot, line[0].day, line[1], line[2], DONE)
    assert "3 visits" in dialog.windowTitle()


# --- the next slot


@pytest.fixture
def failed(office: Office, line: Line) -> tuple[Day, Plan, UUID]:
    dp, plan, ids = line
    with office.store.writing() as session:
        kept = session.save_day(dp.day)
    told = outcomes.failed(dp, plan, ids[:1], TEN_SEVEN, "not_met")
    return kept, told, ids[0]


def offered(qtbot: QtBot, office: Office, the_day: Day, plan: Plan, visit_id: UUID) -> NextSlotDialog:
    row = next(row for row in visit_rows(the_day, plan) if row.visit.id == visit_id)
    dialog = NextSlotDialog(None, office, the_day, row)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.background.busy and bool(dialog.choices.buttons() or dialog.note.text()))
    return dialog


def test_the_chosen_slot_is_kept_and_taken_back(qtbot: QtBot, office: Office, failed: tuple[Day, Plan, UUID]) -> None:
    dialog = offered(qtbot, office, *failed)
    texts = [button.text() for button in dialog.choices.buttons()]
    assert "Afternoon" in texts[0]
    assert not any("Morning" in text for text in texts)
    dialog.choices.button(1).click()
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.value is not None)
    made = day_at(office, date(2026, 12, 1)).visits[0]
    assert (made.reference, made.approved_by, made.windows[0].earliest.hour) == ("V-1/2", "", 17)
    assert "V-1/2" in dialog.note.text()
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.value is None)
    assert day_at(office, date(2026, 12, 1)).visits == ()
    assert dialog.primary.isEnabled()


def test_a_second_follow_up_is_said_to_be_there(qtbot: QtBot, office: Office, failed: tuple[Day, Plan, UUID]) -> None:
    for _time in range(2):
        dialog = offered(qtbot, office, *failed)
        qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda dialog=dialog: not dialog.background.busy)  # type: ignore[misc]
        qtbot.waitUntil(lambda dialog=dialog: "V-1/2" in dialog.note.text())  # type: ignore[misc]
    assert dialog.value is None


def test_who_refused_is_offered_nothing(qtbot: QtBot, office: Office, line: Line) -> None:
    dp, plan, ids = line
    told = outcomes.failed(dp, plan, ids[:1], TEN_SEVEN, "refused")
    dialog = offered(qtbot, office, dp.day, told, ids[0])
    assert "refused" in dialog.note.text()
    assert not dialog.primary.isEnabled()
