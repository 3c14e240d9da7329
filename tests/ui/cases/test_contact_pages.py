"""Reminders and calls in the window: by keys alone, to a file, and with a refusal that holds at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.cases.call_answers import At
from planner.cases.messages import tick
from planner.cases.model import Channel, Contact, ContactResult, Hold, HoldKind, Purpose, Stage
from planner.model import PlaceKind
from planner.users import ALONE, Role
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import later, reachable
from tests.users import a_user
from ui.cases.call_dialogs import Meeting, MeetingDialog
from ui.cases.calls import CALL, LIST, CallsPage
from ui.cases.contact_settings import SendingDialog
from ui.cases.desk import Desk
from ui.cases.page import Page
from ui.cases.reminders import EMPTY, RemindersPage
from ui.cases.repayment import RepaymentPage
from ui.cases.window import CasesWindow
from ui.dialogs.sign_in import SignInDialog

LONG_MS = 30_000
"""Apprise takes a while to come, on a busy machine."""


@pytest.fixture
def desk(office: Office, qtbot: QtBot) -> Desk:
    return Desk(reachable(office))


def opened[P: (RemindersPage, CallsPage)](qtbot: QtBot, kind: type[P], desk: Desk) -> P:
    page = kind(desk)
    qtbot.addWidget(page)
    page.show()
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: Page) -> None:
    qtbot.waitUntil(lambda: not page.desk.background.busy)


def facts(desk: Desk, kind: Any) -> Any:
    with desk.office.store.reading() as session:
        return session.facts(kind)


def keys(qtbot: QtBot, widget: QWidget, text: str) -> None:
    for letter in text:
        qtbot.keyClicks(widget, letter)


def test_reminders_are_ticked_given_a_way_and_exported_by_keys(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [a_customer(desk.office, email="x@example.org") for _ in range(3)]
    for person in people:
        a_case(desk.office, customer=person, days_past_due=4)
    page = opened(qtbot, RemindersPage, desk)
    assert "812.40 EUR was due on 19 November 2026" in page.words.text.toPlainText()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "out.csv"), ""))
    qtbot.keyClick(page.rows, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.count.text() == "3 chosen"
    keys(qtbot, page.rows, "2")
    settled(qtbot, page)
    assert page.words.to.text() == "E-mail  ·  x@example.org"
    keys(qtbot, page.rows, "e")
    settled(qtbot, page)
    assert page.note.text() == "3 messages in out.csv."
    assert {contact.channel for contact in facts(desk, Contact)} == {Channel.EMAIL}
    assert not page.export.isEnabled()  # they are sent now
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    keys(qtbot, page.rows, "d")
    settled(qtbot, page)
    assert [c.result for c in facts(desk, Contact)].count(ContactResult.DELIVERED) == 1
    assert len(page.rows.dues) == 2  # who got it is left in peace


def test_each_purpose_has_its_queue_and_what_was_ticked_in_one_is_not_ticked_in_another(
    qtbot: QtBot, office: Office
) -> None:
    desk = Desk(reachable(office, outsourced=True, lender_name="First Bank"))
    case = a_case(desk.office, stage=Stage.REMINDED, days_past_due=60)
    page = opened(qtbot, RemindersPage, desk)
    page.open_with(Purpose.REMINDER)
    assert [page.purposes.tabText(n) for n in range(4)] == [
        "Reminders  1", "Notices of a visit", "Notices of the firm  1", "Installments",
    ]  # fmt: skip
    qtbot.keyClick(page.rows, Qt.Key.Key_Space)
    for _time in range(2):
        qtbot.keyClick(page.rows, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.purposes.purpose == Purpose.AGENT_NOTICE
    assert page.rows.wanted_dues(ticked_only=True) == []
    settled(qtbot, page)
    assert "your account with First Bank" in page.words.text.toPlainText()
    keys(qtbot, page.rows, "d")
    settled(qtbot, page)
    assert [(c.purpose, c.customer_id) for c in facts(desk, Contact)] == [(Purpose.AGENT_NOTICE, case.customer_id)]
    assert page.stack.currentIndex() == EMPTY
    page.open_with(Purpose.REMINDER)  # the choice is remembered: others begin with reminders
    settled(qtbot, page)


def test_an_empty_queue_says_what_comes_next_and_an_office_without_a_number_is_told(
    qtbot: QtBot, office: Office
) -> None:
    page = opened(qtbot, RemindersPage, Desk(later(office, hours=3)))
    assert page.stack.currentIndex() == EMPTY
    a_case(page.desk.office, days_past_due=3)
    page.desk.changed.emit()
    qtbot.waitUntil(lambda: bool(page.words.lacking.text()))
    assert "how the office is reached" in page.words.lacking.text().lower()


def test_a_call_goes_by_one_hand_and_a_refusal_holds_at_once(qtbot: QtBot, desk: Desk) -> None:
    case = a_case(desk.office, stage=Stage.PREPARED)
    page = opened(qtbot, CallsPage, desk)
    assert page.call.isEnabled()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled(qtbot, page)
    screen = page.call_screen
    assert page.stack.currentIndex() == CALL
    assert "812.40" not in screen.script.text() + screen.facts.text()  # nobody knows yet who listens
    keys(qtbot, screen, "2")
    assert screen.talk.at == At.IDENTITY
    keys(qtbot, screen, "1")
    assert "812.40" in screen.script.text()
    keys(qtbot, screen, "71")
    assert screen.talk.at == At.CLOSE
    qtbot.keyClick(screen, Qt.Key.Key_Backspace)
    keys(qtbot, screen, "v")
    assert "I have noted it" in screen.script.text()
    qtbot.keyClick(screen, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert [hold.kind for hold in facts(desk, Hold)] == [HoldKind.VISIT_REFUSED]
    assert facts(desk, Contact)[0].case_id == case.id
    assert page.calls == {}


def test_a_call_that_is_left_keeps_nothing_and_a_spent_number_is_not_shown(qtbot: QtBot, desk: Desk) -> None:
    case = a_case(desk.office, days_past_due=3)
    page = opened(qtbot, CallsPage, desk)
    page.open_with((case.customer_id, Purpose.REMINDER))
    settled(qtbot, page)
    qtbot.keyClick(page.call_screen, Qt.Key.Key_Escape)
    assert page.stack.currentIndex() != CALL
    assert facts(desk, Contact) == ()
    tick(desk.office, [(case.customer_id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    resting = opened(qtbot, CallsPage, Desk(later(desk.office, days=1)))
    resting.open_with((case.customer_id, Purpose.REMINDER))
    settled(qtbot, resting)
    assert "may not be called now" in resting.note.text()
    assert resting.call_screen.number.text() == ""


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_hardship_leads_to_the_plan_of_that_case_and_a_pause_is_offered_there(qtbot: QtBot, desk: Desk) -> None:
    case = a_case(desk.office, stage=Stage.PREPARED)
    window = CasesWindow(desk)
    qtbot.addWidget(window)
    window.open("calls")
    page = window.page
    assert isinstance(page, CallsPage)
    settled(qtbot, page)
    page.begin_call()
    settled(qtbot, page)
    keys(qtbot, page.call_screen, "21111")  # the customer; money is short; wants a way; installments
    assert page.call_screen.talk.follow == "plan"
    page.call_screen.keep()
    qtbot.waitUntil(lambda: isinstance(window.page, RepaymentPage))
    plan = window.page
    assert isinstance(plan, RepaymentPage)
    qtbot.waitUntil(lambda: plan.variant is not None, timeout=30_000)
    assert plan.case_id == case.id
    assert [card.variant.code for card in plan.cards.cards if card.variant] == ["6", "9", "12"]
    qtbot.waitUntil(plan.pause.isVisible)
    plan.pause.click()
    qtbot.waitUntil(plan.resting.isVisible)
    assert "A pause runs until" in plan.resting.text()
    assert not plan.pause.isVisible()
    assert {hold.group for hold in facts(desk, Hold)} == {"plan", "pause"}


def test_a_wish_becomes_a_proposal(qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    a_case(desk.office, stage=Stage.PREPARED)
    page = opened(qtbot, CallsPage, desk)
    page.begin_call()
    settled(qtbot, page)
    keys(qtbot, page.call_screen, "211131121")
    page.call_screen.keep()
    settled(qtbot, page)
    asked: list[Meeting] = []

    def propose(parent: QWidget, call: Any, today: Any) -> Meeting:
        dialog = MeetingDialog(parent, "", "OK", "")
        dialog.add_place()
        told = call.reached.offered
        dialog.show_meeting(told.offered_day, told.offered_from, told.offered_to, told.offered_place)
        asked.append(dialog.meeting)
        return dialog.meeting

    monkeypatch.setattr(MeetingDialog, "propose", propose)
    keys(qtbot, page.list, "r")
    settled(qtbot, page)
    assert asked[0].place == PlaceKind.HOME
    assert page.note.text().startswith("Proposed for")
    with desk.office.store.reading() as session:
        (file,) = session.case_files(stages=[Stage.PROPOSED])
        day = session.day(asked[0].day)
    assert day
    assert [visit.approved_by for visit in day.visits] == [""]
    assert file.customer_id == day.visits[0].customer.id
    assert page.stack.currentIndex() != LIST or page.calls == {}


def test_how_the_office_is_reached_is_kept_and_an_open_address_is_refused(qtbot: QtBot, desk: Desk) -> None:
    dialog = SendingDialog(None, desk.office, ALONE)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.phone.setText(" 0555 099 000 ")
    dialog.switches[Channel.SMS].setChecked(True)
    assert "leaves the computer" in dialog.warnings[Channel.SMS].text()
    dialog.urls[Channel.SMS].setText("json://gateway.example.org/{to}")
    dialog.confirm()
    qtbot.waitUntil(lambda: not dialog.background.busy, timeout=LONG_MS)
    assert "gateway.example.org" in dialog._forms[Channel.SMS].said("url")
    assert desk.office.settings.office_phone == "0555 020 100"
    dialog.switches[Channel.SMS].setChecked(False)
    dialog.confirm()
    qtbot.waitUntil(lambda: desk.office.settings.office_phone == "0555 099 000", timeout=LONG_MS)


def test_an_administrator_signs_in_to_have_messages_sent_from_the_desk_of_a_coordinator(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    boss, clerk = (a_user(desk.office, role) for role in (Role.ADMINISTRATOR, Role.COORDINATOR))
    desk.office.seat.take(clerk)
    answers = [None, boss]
    monkeypatch.setattr(SignInDialog, "ask", lambda *_all, **_named: answers.pop(0))
    dialog = SendingDialog(None, desk.office, clerk)
    qtbot.addWidget(dialog)
    dialog.switches[Channel.SMS].setChecked(True)
    dialog.urls[Channel.SMS].setText("jsons://gateway.example.org/{to}")
    dialog.confirm()  # nobody signs in
    qtbot.waitUntil(lambda: not dialog.background.busy, timeout=LONG_MS)
    assert not desk.office.settings.sms_host
    dialog.confirm()
    qtbot.waitUntil(lambda: desk.office.settings.sms_host == "gateway.example.org", timeout=LONG_MS)
    with desk.office.store.reading() as session:
        assert {record["actor"] for record in session.records_of("recipients_changed")} == {boss.actor}
    assert desk.office.user == clerk
