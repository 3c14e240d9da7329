"""Reminders: who gets one, by which way, what the gateway is given, and what it says afterwards."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.call_steps import Talk, choose
from planner.cases.calls import begin
from planner.cases.gateway import COLUMNS, export, read_delivered
from planner.cases.messages import Batch, report, tick
from planner.cases.model import (
    CaseFile,
    Channel,
    Contact,
    ContactResult,
    Hold,
    HoldKind,
    Purpose,
    Stage,
    Step,
    StepKind,
)
from planner.cases.queues import queue
from planner.cases.reminders import Due, DueState
from planner.cases.talking import note_call
from planner.errors import BadInput, NotAllowed
from planner.users import ALONE, Role, User
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.speaking import MONDAY, later, reachable


@pytest.fixture
def desk(office: Office) -> Office:
    return reachable(office)


def stage(office: Office, case: CaseFile) -> Stage:
    with office.store.reading() as session:
        return session.case_files([case.id])[0].stage


def contacts(office: Office) -> tuple[Contact, ...]:
    with office.store.reading() as session:
        return session.facts(Contact)


def only(office: Office) -> Due:
    (due,) = queue(office, by=ALONE)
    return due


def test_nothing_goes_to_a_number_that_is_somebody_elses(desk: Office) -> None:
    person = a_customer(desk, phone="0555 010 231", email="egon@example.org")
    a_case(desk, customer=person)
    assert only(desk).channels[0] == Channel.SMS
    talk = choose(Talk(Purpose.PRE_CONTACT, (MONDAY.date(),)), "3")
    note_call(desk, person.id, talk, by=ALONE)
    next_day = later(desk, days=1)
    due = only(next_day)
    assert due.channels == (Channel.EMAIL, Channel.LETTER)
    assert {due.rooms[way].why for way in (Channel.SMS, Channel.PHONE)} == {"wrong_number"}
    with pytest.raises(NotAllowed, match="not_now"):
        begin(next_day, person.id, Purpose.PRE_CONTACT, by=ALONE)
    with desk.store.writing() as session:  # the lender sends another one
        file = session.customer_files([person.id])[person.id]
        session.save_customer_files([replace(file, customer=replace(file.customer, phone="0555 010 999"))])
    assert Channel.SMS in only(next_day).channels


def test_the_queue_is_who_is_late_friendly_first_however_late(desk: Office) -> None:
    for days in (0, 1, 8, 40):
        a_case(desk, days_past_due=days)
    found = queue(desk, by=ALONE)
    assert [(due.days_past_due, due.tone, due.state) for due in found] == [
        (40, 1, DueState.DUE),
        (8, 1, DueState.DUE),
        (1, 1, DueState.DUE),
    ]
    assert found[0].channels == (Channel.SMS, Channel.LETTER, Channel.PHONE)


@pytest.mark.parametrize("kind", HoldKind)
def test_who_is_held_is_not_reminded_unless_the_hold_is_of_the_door_alone(desk: Office, kind: HoldKind) -> None:
    case = a_case(desk, days_past_due=10)
    with desk.store.reading() as session:
        file = session.customer_files([case.customer_id])[case.customer_id]
    a_hold(desk, file, kind)
    of_the_door = kind.value in ("visit_refused", "safety_risk", "address_in_doubt", "inconvenient_time_or_place")
    assert bool(queue(desk, by=ALONE)) == of_the_door


def test_two_cases_of_one_customer_are_one_message_and_one_rest(desk: Office) -> None:
    who = a_customer(desk)
    cases = [a_case(desk, customer=who, days_past_due=days, balance=owed) for days, owed in ((9, "20"), (30, "0.50"))]
    made = tick(desk, [(who.id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    (message,) = made.messages
    assert "20.50 EUR was due on 24 October 2026" in message.filled.text
    assert [stage(desk, case) for case in cases] == [Stage.REMINDED] * 2
    (kept,) = contacts(desk)
    assert all(kept.concerns(case.id) for case in cases)
    # For a week nothing of it is in any queue, nor may anything be done by going around it.
    assert not queue(later(desk, days=1), by=ALONE)
    assert tick(later(desk, days=7), [(who.id, Channel.EMAIL)], ContactResult.DELIVERED, by=ALONE).messages == ()
    again = only(later(desk, days=9))
    assert (again.tone, again.channels[0]) == (2, Channel.PHONE)


def test_the_second_reminder_is_a_call_and_the_third_a_letter(desk: Office) -> None:
    case = a_case(desk, days_past_due=1)
    to = case.customer_id
    tick(desk, [(to, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    second = later(desk, days=8)
    assert only(second).channels[0] == Channel.PHONE
    tick(second, [(to, Channel.PHONE)], ContactResult.NO_ANSWER, by=ALONE)
    assert only(second).channels[0] == Channel.SMS  # nobody took it: in writing then
    tick(second, [(to, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    third = later(second, days=14)
    assert (only(third).tone, only(third).channels[0]) == (3, Channel.LETTER)
    tick(third, [(to, Channel.LETTER)], ContactResult.DELIVERED, by=ALONE)
    assert not queue(later(third, days=20), by=ALONE)
    assert only(later(third, days=64)).tone == 3  # the rules want a reminder that is not too old
    with desk.store.reading() as session:
        steps = [step.kind for step in session.facts(Step, cases=[case.id])]
    assert steps == [StepKind.REMINDED] * 3


def test_at_a_quiet_hour_nothing_is_sent_and_the_queue_says_from_when_on(desk: Office) -> None:
    case = a_case(desk, days_past_due=3)
    night = later(desk, hours=12)
    due = only(night)
    assert due.channels == (Channel.LETTER,)
    made = tick(night, [(case.customer_id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    assert [left.why for left in made.left_out] == ["quiet_hours"]
    assert due.rooms[Channel.SMS].until == MONDAY + timedelta(hours=23)
    assert contacts(desk) == ()


def test_the_gateway_gets_a_file_that_is_in_the_record_and_says_what_became_of_it(desk: Office, tmp_path: Path) -> None:
    cases = [a_case(desk, customer=a_customer(desk, language=lang), days_past_due=5) for lang in ("en", "zh-CN", "en")]
    wanted = [(case.customer_id, Channel.SMS) for case in cases]
    done = export(desk, wanted, tmp_path / "out.csv", by=ALONE)
    raw = (tmp_path / "out.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert (tmp_path / "out.csv").stat().st_mode & 0o077 == 0
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["to"] for row in rows] == ["0555 010 231"] * 3
    assert "您好" in rows[1]["text"]
    assert {stage(desk, case) for case in cases} == {Stage.OVERDUE}  # sent is not delivered
    assert {due.state for due in queue(desk, by=ALONE)} == {DueState.SENT}
    with desk.store.reading() as session:
        (entry,) = session.records_of("messages_exported")
        names = [file.customer.name for file in session.customer_files([c.customer_id for c in cases]).values()]
    assert all(row["message"] in entry["details"] for row in rows)
    assert not [each for each in (*names, "0555 010 231", "Maple", "out.csv") if each in entry["details"]]
    with pytest.raises(NotAllowed):
        export(desk, wanted, tmp_path / "out.csv", by=ALONE)  # never over a file, never twice
    with pytest.raises(NotAllowed) as nothing:
        export(desk, wanted, tmp_path / "again.csv", by=ALONE)
    assert nothing.value.code == "nothing_to_send"
    assert not (tmp_path / "again.csv").exists()

    ids = [message.id for message in done.batch.messages]
    told = ("Delivered", ids[0]), ("失败", ids[1]), ("STOP", ids[2]), ("ok", "nobody"), ("", ids[0]), ("ok", ids[0])
    rows_back = "status;message\n" + "".join(f"{status};{key}\n" for status, key in told)
    (tmp_path / "results.csv").write_text(rows_back, encoding="utf-8-sig")
    found = read_delivered(desk, tmp_path / "results.csv", by=ALONE)
    assert (found.delivered, found.failed, found.declined, found.known, found.unknown) == (1, 1, 1, 1, (5, 6))
    assert [stage(desk, case) for case in cases] == [Stage.REMINDED, Stage.OVERDUE, Stage.REMINDED]
    due = only(desk)  # the one that failed goes another way; who said stop is left in peace
    assert (due.customer.id, due.state) == (cases[1].customer_id, DueState.FAILED)
    assert due.channels[0] != Channel.SMS
    with desk.store.reading() as session:
        assert [hold.kind for hold in session.facts(Hold)] == [HoldKind.CEASE_CONTACT]


def test_a_file_that_says_nothing_of_messages_is_refused(desk: Office, tmp_path: Path) -> None:
    for text in ("a,b\n1,2\n", "", "message\nx\n"):
        (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
        with pytest.raises(BadInput) as refused:
            read_delivered(desk, tmp_path / "bad.csv", by=ALONE)
        assert refused.value.code == "bad_delivery_file"


def test_a_folder_that_takes_no_file_leaves_nothing_as_sent(desk: Office, tmp_path: Path) -> None:
    case = a_case(desk, days_past_due=5)
    with pytest.raises(BadInput):
        export(desk, [(case.customer_id, Channel.SMS)], tmp_path / "missing" / "out.csv", by=ALONE)
    assert contacts(desk) == ()
    assert only(desk).state == DueState.DUE


def test_what_was_sent_is_ticked_by_hand_where_no_gateway_tells(desk: Office) -> None:
    case = a_case(desk, days_past_due=5)
    tick(desk, [(case.customer_id, Channel.LETTER)], ContactResult.SENT, by=ALONE)
    (sent,) = contacts(desk)
    assert (sent.purpose, sent.result) == (Purpose.REMINDER, ContactResult.SENT)
    assert report(desk, [sent.id], ContactResult.DELIVERED, by=ALONE) == 1
    assert report(desk, [sent.id], ContactResult.FAILED, by=ALONE) == 0  # told once
    assert stage(desk, case) == Stage.REMINDED


def test_an_office_that_nobody_can_ring_reminds_nobody(office: Office) -> None:
    desk = replace(office, clock=lambda: MONDAY)
    case = a_case(desk, days_past_due=5)
    with pytest.raises(BadInput) as lacking:
        tick(desk, [(case.customer_id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE)
    assert lacking.value.code == "template_value"


def test_an_auditor_reminds_nobody(desk: Office) -> None:
    auditor = User("Ann", Role.AUDITOR)
    with pytest.raises(NotAllowed):
        queue(desk, by=auditor)
    with pytest.raises(NotAllowed):
        tick(desk, [], ContactResult.DELIVERED, by=auditor)
    assert tick(desk, [], ContactResult.DELIVERED, by=ALONE) == Batch(())
