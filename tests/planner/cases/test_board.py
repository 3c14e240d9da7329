"""The board has every case with its next step; a file is opened masked by role, and every look is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planner.bootstrap import Office
from planner.cases.board import Next, found, read_board
from planner.cases.looking import history, look
from planner.cases.model import (
    ArrearsReason,
    Channel,
    Contact,
    ContactResult,
    HoldKind,
    Payment,
    Purpose,
    Stage,
)
from planner.cases.money import Money
from planner.cases.stage_words import NEXT, STAGES, next_sentence
from planner.errors import NotAllowed, NotFound
from planner.users import ALONE, Role, User
from tests import builders
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.speaking import a_contact

AUDITOR = User("Ines", Role.AUDITOR)


def test_every_stage_has_a_row_a_word_and_a_next_step(office: Office) -> None:
    made = {stage: a_case(office, stage=stage, days_past_due=40 - n) for n, stage in enumerate(Stage)}
    board = read_board(office, by=ALONE)
    assert [row.case_id for row in board.rows] == [made[stage].id for stage in Stage], "the longest past due first"
    assert [row.days_past_due for row in board.rows][:2] == [40, 39]
    assert board.counts == dict.fromkeys(Stage, 1)
    assert board.rows[0].balance == Money.of("812.40", "EUR")
    assert {row.next_step for row in board.rows} == set(Next) - {Next.WAIT}
    assert set(STAGES) == set(Stage)
    assert set(NEXT) == set(Next)


def test_a_plan_that_is_kept_is_followed_up_and_waits_only_where_something_else_holds(office: Office) -> None:
    glad, unsure = a_customer(office, "Egon Ilves"), a_customer(office, "Nora Field")
    for person in (glad, unsure):
        a_case(office, customer=person, stage=Stage.AGREED)
    a_hold(office, unsure, HoldKind.DISPUTE)
    for person in (glad, unsure):  # the newest of the two, all the same
        a_hold(office, person, HoldKind.PLAN_PERFORMING)
    steps = {row.name: (row.next_step, row.hold) for row in read_board(office, by=ALONE).rows}
    assert steps == {
        "Egon Ilves": (Next.FOLLOW_UP, HoldKind.PLAN_PERFORMING), "Nora Field": (Next.WAIT, HoldKind.DISPUTE)
    }  # fmt: skip
    with office.store.reading() as session:
        cases = {file.customer_id: file.id for file in session.case_files()}
    assert look(office, cases[glad.id], by=ALONE).next_step == Next.FOLLOW_UP


def test_a_hold_waits_and_the_buffer_of_a_reminder_says_when(office: Office) -> None:
    person, other = a_customer(office, "Egon Ilves"), a_customer(office, "Nora Field")
    first, second = a_case(office, customer=person), a_case(office, customer=other, stage=Stage.REMINDED)
    a_hold(office, person, HoldKind.DISPUTE, until=date(2026, 12, 1))
    a_hold(office, other, HoldKind.DISPUTE, until=date(2026, 11, 22))  # over
    with office.store.writing() as session:
        session.add_fact(
            Contact(
                customer_id=other.id,
                at=office.clock() - timedelta(days=1),
                by="user",
                channel=Channel.SMS,
                purpose=Purpose.REMINDER,
                result=ContactResult.DELIVERED,
            )
        )
    rows = {row.case_id: row for row in read_board(office, by=ALONE).rows}
    held, free = rows[first.id], rows[second.id]
    assert (held.hold, held.next_step, held.next_day) == (HoldKind.DISPUTE, Next.WAIT, date(2026, 12, 1))
    assert (free.hold, free.next_step, free.next_day) == (None, Next.PREPARE, date(2026, 11, 30))
    assert next_sentence(free.next_step, free.next_day, "Mon 30 Nov") == (
        "Prepare: the buffer of the reminder is over on Mon 30 Nov."
    )


def test_the_rest_after_a_call_is_counted_by_the_day_of_the_office(office: Office) -> None:
    person = a_customer(office)
    a_case(office, customer=person, stage=Stage.REMINDED)
    evening = datetime(2026, 11, 22, 1, tzinfo=UTC)  # the 21st there
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), time_zone="America/New_York"))
        session.add_fact(a_contact(person.id, evening, purpose=Purpose.REMINDER, result=ContactResult.TALKED))
    (row,) = read_board(office, by=ALONE).rows
    assert row.next_day == date(2026, 11, 29)


@pytest.mark.parametrize("text", ["ilves", "0231", "C-77", "k-500", "egon 0231"])
def test_a_case_is_found_by_name_digits_and_references(office: Office, text: str) -> None:
    person = a_customer(office, "Egon Ilves", reference="C-77", phone="0555 010 0231")
    case = a_case(office, customer=person, reference="K-500")
    a_case(office, customer=a_customer(office, "Nora Field", phone="0555 999 999"), reference="K-6")
    assert [row.case_id for row in found(read_board(office, by=ALONE).rows, text)] == [case.id]


def test_whoever_may_not_see_balances_has_none_of_them_in_hand(office: Office) -> None:
    case = a_case(office)
    assert {row.balance for row in read_board(office, by=AUDITOR).rows} == {None}
    seen = look(office, case.id, by=AUDITOR)
    assert "812" not in seen.balance
    assert "0555" not in seen.phone
    with pytest.raises(NotAllowed):
        read_board(office, by=User("Olga", Role.ADMINISTRATOR))


def test_a_file_tells_all_that_happened_the_newest_first_and_records_the_look(office: Office) -> None:
    person = a_customer(office)
    case, other = a_case(office, customer=person, stage=Stage.CONTACTED), a_case(office, customer=person)
    a_hold(office, person, HoldKind.HOSPITAL)
    with office.store.writing() as session:
        talk = Contact(
            customer_id=person.id,
            by="user",
            at=office.clock(),
            channel=Channel.PHONE,
            purpose=Purpose.PRE_CONTACT,
            result=ContactResult.TALKED,
            reason=ArrearsReason.ILLNESS,
        )
        session.add_fact(talk)
        paid = Payment(
            customer_id=person.id,
            by="user",
            at=office.clock(),
            case_id=case.id,
            amount=Money.of(50, "EUR"),
            booked=date(2026, 11, 20),
            reference="P-1",
        )
        session.add_fact(paid)
    seen = look(office, case.id, by=ALONE)
    words = [line.words for line in seen.lines]
    assert set(words[:2]) == {"Payment: 50.00 EUR, booked 2026-11-20", "Call, talk before a visit: talked, illness"}
    assert "Hold: In hospital" in words
    assert [line.at for line in seen.lines] == sorted((line.at for line in seen.lines), reverse=True)
    assert seen.reached == {Stage.OVERDUE, Stage.REMINDED, Stage.PREPARED, Stage.CONTACTED}
    assert [file.id for file in seen.others] == [other.id]
    hidden = [line.words for line in look(office, case.id, by=AUDITOR).lines]
    assert "Hold: not shown to your role" in hidden
    assert not [line for line in hidden if "illness" in line or "50.00" in line]
    with office.store.reading() as session:
        assert len(session.records_of("case_seen")) == 2
        assert person.customer.name not in str(session.records())


def test_a_visit_has_the_history_of_its_cases_and_one_without_files_has_none(office: Office) -> None:
    person = a_customer(office)
    case = a_case(office, customer=person, stage=Stage.REMINDED)
    planned = replace(builders.visit(1), customer=person.customer, cases=(case.case,))
    assert [line.kind for line in history(office, planned, ALONE)] == ["step"]
    assert history(office, builders.visit(2), ALONE) == ()
    with pytest.raises(NotFound):
        look(office, builders.visit(2).cases[0].id, by=ALONE)
