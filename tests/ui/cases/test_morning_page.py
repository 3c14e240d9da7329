"""The morning, the telephone and promised times in the window: by keys, red until answered, and ready at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.called import Request
from planner.cases.changes import Remedy
from planner.cases.model import Approval, CaseFile, Contact, Hold, HoldKind, Stage
from planner.cases.money import Money
from planner.cases.ringing import to_phone
from planner.model import Day, Plan, Route, Stop
from tests.builders import TUESDAY, day, visit
from tests.conftest import NOW
from ui.cases.desk import Desk
from ui.cases.morning import MorningPage
from ui.cases.page import Page
from ui.cases.promises import PromisesPage
from ui.dialogs.called import DONE, FIND, SAYS, CalledDialog
from ui.dialogs.lender_file import LenderFileDialog
from ui.phone_badge import PhoneBadge, teams_to_phone


@pytest.fixture
def out(office: Office) -> Day:
    """Two visits of one team, approved, out on paper. Nothing is timed: the papers alone matter here."""
    made = day(visit(1), visit(2, north=500))
    with office.store.writing() as session:
        branch = session.save_branch(replace(session.branch(), name="Emberford", time_zone="UTC"))
        kept = session.save_day(replace(made, branch=branch))
        for each in kept.visits:
            owed = Money.of(100, "EUR")
            file = CaseFile(each.cases[0], each.customer.id, TUESDAY.replace(month=10), owed, NOW, stage=Stage.APPROVED)
            session.save_case_file(file)
            session.add_fact(
                Approval(customer_id=each.customer.id, visit_id=each.id, at=NOW, by="u2", approved=True,
                         proposed_by="user")
            )  # fmt: skip
        begin = NOW.replace(day=24, hour=9)
        stops = tuple(Stop(each.id, begin, begin, begin) for each in kept.visits)
        session.freeze(Plan(kept.id, (Route(kept.shifts[1].id, stops, begin, begin),)))
    return kept


@pytest.fixture
def desk(office: Office, out: Day, qtbot: QtBot) -> Desk:
    return Desk(office)


def opened[P: Page](qtbot: QtBot, kind: type[P], desk: Desk) -> P:
    page = kind(desk)
    qtbot.addWidget(page)
    page.open_with(TUESDAY)
    page.show()
    settled(qtbot, desk)
    return page


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.background.busy, timeout=20_000)


def dialog_of(qtbot: QtBot, desk: Desk, words: str) -> CalledDialog:
    made = CalledDialog(None, desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClicks(made.who.field, words)
    qtbot.waitUntil(lambda: made.who.current is not None, timeout=20_000)
    return made


def enter(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.keyClick(widget, Qt.Key.Key_Return)


def test_three_keys_after_somebody_is_found_and_the_team_is_red_until_it_answers(
    qtbot: QtBot, desk: Desk, out: Day
) -> None:
    person = out.visits[1].customer
    dialog, badge = dialog_of(qtbot, desk, person.reference), PhoneBadge()
    qtbot.addWidget(badge)
    enter(qtbot, dialog.who.field)
    assert (dialog.stack.currentIndex(), dialog.says.request) == (SAYS, None)
    assert person.name in dialog.title.text()
    enter(qtbot, dialog.says.list)  # nothing is chosen yet, so nothing is done
    assert dialog.stack.currentIndex() == SAYS
    qtbot.keyClicks(dialog.says.list, "h")
    assert dialog.says.request == Request.HOSPITAL
    enter(qtbot, dialog.says.list)
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == DONE, timeout=20_000)
    qtbot.waitUntil(lambda: len(dialog.rings.cards) == 1, timeout=20_000)
    assert "1 visit is off: V-2" in dialog.followed.text()
    badge.show_teams(teams_to_phone(desk.office))
    assert badge.text() == "Phone Team 2 now"
    (card,) = dialog.rings.cards.values()
    assert all(member.name in card.words.text() for member in out.shifts[1].members)
    card.who.setText("M. Sol")
    enter(qtbot, card.who)
    qtbot.waitUntil(lambda: not dialog.rings.cards, timeout=20_000)
    badge.show_teams(teams_to_phone(desk.office))
    assert badge.teams == ()
    with desk.office.store.reading() as session:
        assert to_phone(session) == ()
        assert [hold.kind for hold in session.facts(Hold, open_only=True)] == [HoldKind.HOSPITAL]


def test_a_digit_tells_how_somebody_is_ill_and_escape_goes_back(qtbot: QtBot, desk: Desk, out: Day) -> None:
    dialog = dialog_of(qtbot, desk, out.visits[0].customer.name)
    enter(qtbot, dialog.who.field)
    dialog.reject()
    assert dialog.stack.currentIndex() == FIND
    enter(qtbot, dialog.who.field)
    qtbot.keyClicks(dialog.says.list, "i2")
    qtbot.waitUntil(lambda: dialog.stack.currentIndex() == DONE, timeout=20_000)
    with desk.office.store.reading() as session:
        assert [(hold.kind, hold.group) for hold in session.facts(Hold)] == [(HoldKind.VULNERABLE, "mental_health")]


def test_the_morning_leads_from_what_is_to_be_done_to_where_it_is_done(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, MorningPage, desk)
    assert page.headline.text() == f"{len(page.seen.blocking)} things before you can issue."  # type: ignore[union-attr]
    rows = {row.todo.remedy: row for row in page.rows}
    assert {Remedy.IMPORT_PAYMENTS, Remedy.IMPORT_HOLDS, Remedy.PREPARE} <= set(rows)
    wanted: list[object] = []
    desk.called.connect(wanted.append)
    rows[Remedy.PREPARE].button.click()
    assert wanted
    file = tmp_path / "holds.csv"
    file.write_text("Customer reference,Hold\nC-1,disputes\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    monkeypatch.setattr(LenderFileDialog, "exec", _take_in(qtbot))
    rows[Remedy.IMPORT_HOLDS].button.click()
    settled(qtbot, desk)
    assert page.note.text() == "Holds: 1 new or changed, 0 ended."
    assert Remedy.IMPORT_HOLDS not in {row.todo.remedy for row in page.rows}
    assert len(page.rings.cards) == 1
    assert page.changes.topLevelItem(0).text(4) == "Take off, and ring up"
    assert not page.newer[Remedy.IMPORT_PAYMENTS].isVisible()
    file.write_text("Customer reference,Hold\nC-1,disputes\nC-2,disputes\n", encoding="utf-8")
    page.newer[Remedy.IMPORT_HOLDS].click()
    settled(qtbot, desk)
    assert page.note.text() == "Holds: 1 new or changed, 0 ended.", "a newer file of the same day"


def _take_in(qtbot: QtBot) -> object:
    def run(dialog: LenderFileDialog) -> int:
        qtbot.waitUntil(dialog.primary.isEnabled, timeout=20_000)
        dialog.confirm()
        qtbot.waitUntil(lambda: bool(dialog.said), timeout=20_000)
        return dialog.result()

    return run


def test_customers_are_told_by_enter_and_the_next_one_comes(qtbot: QtBot, desk: Desk, out: Day) -> None:
    page = opened(qtbot, PromisesPage, desk)
    first, second = (page.rows.topLevelItem(row).text(0) for row in range(2))
    enter(qtbot, page.rows)
    qtbot.waitUntil(lambda: "Nobody comes at another time" in page.note.text(), timeout=20_000)
    settled(qtbot, desk)
    assert page.rows.current is not None
    assert page.rows.current.visit.customer.name == second
    qtbot.keyClicks(page.rows, "n")
    settled(qtbot, desk)
    assert page.rows.current.not_reached == 1
    assert page.count.text() == "1 of 2 were told, and it holds."
    with desk.office.store.reading() as session:
        kept = session.day(TUESDAY)
        assert len(session.facts(Contact)) == 2
    assert kept
    assert [each.customer.name for each in kept.visits if each.promised] == [first]
