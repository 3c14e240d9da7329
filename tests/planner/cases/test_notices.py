"""Notices: of an approved visit, of the firm, of an installment; by the ways of reminders, and never a hint before."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from planner.bootstrap import Office
from planner.cases.follow_up import follow
from planner.cases.gateway import export
from planner.cases.messages import preview, report, tick
from planner.cases.model import Approval, Channel, Contact, ContactResult, HoldKind, Payment, Purpose, Stage
from planner.cases.money import Money
from planner.cases.plan_tasks import FollowedUp, TaskKind
from planner.cases.promises import promise, tell
from planner.cases.queues import open_count, queue, queues
from planner.cases.reminders import Due, DueState
from planner.cli.arguments_cases import PURPOSES
from planner.errors import BadInput, NotAllowed
from planner.model import Visit, Window
from planner.settings import read_settings, save_settings
from planner.users import ALONE, Role, User
from tests.builders import TUESDAY
from tests.planner.cases.builders import a_case, a_customer, a_hold
from tests.planner.cases.proposals import MORNING, a_proposal
from tests.planner.cases.speaking import later, reachable
from tests.planner.cases.test_repayment import a_draft, agreed

WEEK_BEFORE = datetime(2026, 11, 16, 10, tzinfo=UTC)
"""A Monday; the visit is on Tuesday of the week after."""
COMES = "on Tuesday 24 November 2026 between 09:00 and 12:00, at your home"


@pytest.fixture
def british(office: Office) -> Office:
    return reachable(office, WEEK_BEFORE, jurisdiction="UK")


def approve(office: Office, visit: Visit) -> None:
    # As a second person did; the gates of that are another story.
    with office.store.writing() as session:
        day = session.day(visit.date)
        assert day
        signed = [
            replace(v, approved_by="12", approved_at=office.clock()) if v.id == visit.id else v for v in day.visits
        ]
        session.save_day(replace(day, visits=tuple(signed)))
        session.add_fact(
            Approval(
                customer_id=visit.customer.id, visit_id=visit.id, at=office.clock(), by="12", approved=True,
                proposed_by="11",
            )
        )  # fmt: skip


def facts(office: Office, kind: type) -> tuple:  # type: ignore[type-arg]
    with office.store.reading() as session:
        return session.facts(kind)


def promised(office: Office, visit: Visit) -> Window | None:
    with office.store.reading() as session:
        day = session.day(visit.date)
    return day.visit(visit.id).promised if day else None


def only(office: Office, purpose: Purpose) -> Due:
    (due,) = queue(office, purpose, by=ALONE)
    return due


def test_a_visit_is_told_of_once_it_is_approved_and_what_is_told_is_promised(british: Office, tmp_path: Path) -> None:
    visit = a_proposal(british, ALONE)
    wanted = [(visit.customer.id, Channel.SMS)]
    due = only(british, Purpose.VISIT_NOTICE)
    assert (due.state, {room.why for room in due.rooms.values()}) == (DueState.LATER, {"not_approved"})
    with pytest.raises(NotAllowed) as hint:
        preview(british, due, Channel.SMS, by=ALONE)
    assert hint.value.code == "visit_not_approved"
    made = tick(british, wanted, ContactResult.DELIVERED, by=ALONE, purpose=Purpose.VISIT_NOTICE)
    assert (made.messages, [left.why for left in made.left_out]) == ((), ["not_approved"])

    approve(british, visit)
    due = only(british, Purpose.VISIT_NOTICE)
    assert (due.state, due.day, due.span) == (DueState.DUE, TUESDAY, MORNING)
    done = export(british, wanted, tmp_path / "out.csv", by=ALONE, purpose=Purpose.VISIT_NOTICE)
    (row,) = csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline=""))
    assert COMES in row["text"]
    (message,) = done.batch.messages
    (told,) = [c for c in facts(british, Contact) if c.purpose == Purpose.VISIT_NOTICE]
    assert (told.visit_id, told.offered_day, told.message) == (visit.id, TUESDAY, message.id)
    with british.store.reading() as session:
        (entry,) = session.records_of("messages_exported")
    assert promised(british, visit) == MORNING
    assert '"purpose": "visit_notice"' in entry["details"]
    assert visit.customer.name not in entry["details"]
    assert only(british, Purpose.VISIT_NOTICE).state == DueState.SENT
    report(british, [told.id], ContactResult.FAILED, by=ALONE)
    assert promised(british, visit) is None, "who heard nothing was told nothing"
    again = only(later(british, days=1), Purpose.VISIT_NOTICE)  # another way, not the one that failed
    assert (again.state, again.channels[0]) == (DueState.FAILED, Channel.LETTER)


def test_what_was_heard_otherwise_stays_when_a_message_fails(british: Office) -> None:
    by_lender, by_phone = a_proposal(british, ALONE), a_proposal(british, ALONE)
    spoken = Window(time(10), time(11, 30))
    with british.store.writing() as session:  # its file says so
        day = session.day(TUESDAY)
        assert day
        promise(session, day, {by_lender.id: MORNING})
    for visit in (by_lender, by_phone):
        approve(british, visit)
    wanted = [(visit.customer.id, Channel.SMS) for visit in (by_lender, by_phone)]
    tick(british, wanted, ContactResult.SENT, by=ALONE, purpose=Purpose.VISIT_NOTICE)
    tell(later(british, hours=1), by_phone.id, TUESDAY, spoken, by=ALONE)
    sent = [c for c in facts(british, Contact) if c.purpose == Purpose.VISIT_NOTICE]
    report(british, [each.id for each in sent], ContactResult.FAILED, by=ALONE)
    assert (promised(british, by_lender), promised(british, by_phone)) == (MORNING, spoken)


def test_of_a_visit_that_is_held_too_near_or_has_no_time_nobody_is_told(british: Office) -> None:
    visit = a_proposal(british, ALONE)
    approve(british, visit)
    late = later(british, days=4)  # five days are asked for
    assert {room.why for room in only(late, Purpose.VISIT_NOTICE).rooms.values()} == {"notice_late"}
    with british.store.writing() as session:
        day = session.day(TUESDAY)
        assert day
        session.save_day(replace(day, visits=(replace(day.visit(visit.id), windows=()),)))
    assert {room.why for room in only(british, Purpose.VISIT_NOTICE).rooms.values()} == {"not_planned"}
    with british.store.reading() as session:
        file = session.customer_files([visit.customer.id])[visit.customer.id]
    a_hold(british, file, HoldKind.VISIT_REFUSED)
    assert queue(british, Purpose.VISIT_NOTICE, by=ALONE) == ()


def test_where_no_rule_asks_a_talk_that_named_the_day_is_enough(office: Office) -> None:
    desk = reachable(office, WEEK_BEFORE)
    talked, unspoken = a_proposal(desk, ALONE), a_proposal(desk, ALONE)
    for visit in (talked, unspoken):
        approve(desk, visit)
    assert queue(desk, Purpose.VISIT_NOTICE, by=ALONE) == ()
    with desk.store.writing() as session:
        day = session.day(TUESDAY)
        assert day
        session.save_day(replace(day, visits=(day.visit(talked.id),)))
        moved = replace(day.visit(unspoken.id), date=TUESDAY + timedelta(days=1), version=0)
        session.save_day(replace(day, id=uuid4(), version=0, date=moved.date, visits=(moved,)))
    assert [due.day for due in queue(desk, Purpose.VISIT_NOTICE, by=ALONE)] == [moved.date]


def test_who_another_firm_cares_for_is_told_so_by_its_name_and_once(office: Office) -> None:
    desk = reachable(office)
    case = a_case(desk, stage=Stage.PREPARED)
    a_case(desk, stage=Stage.OVERDUE)
    assert queue(desk, Purpose.AGENT_NOTICE, by=ALONE) == ()  # the office visits for itself
    with desk.store.writing() as session:
        save_settings(session, replace(read_settings(session), outsourced=True))
    with pytest.raises(BadInput) as lacking:
        preview(desk, only(desk, Purpose.AGENT_NOTICE), Channel.SMS, by=ALONE)
    assert lacking.value.code == "template_value"
    with desk.store.writing() as session:
        save_settings(session, replace(read_settings(session), lender_name="First Bank"))
    made = tick(
        desk, [(case.customer_id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE, purpose=Purpose.AGENT_NOTICE
    )
    assert "account with First Bank: from now on Emberford Office looks after it" in made.messages[0].filled.text
    assert queue(later(desk, days=60), Purpose.AGENT_NOTICE, by=ALONE) == ()


def test_an_installment_is_written_about_three_days_before_and_once_kindly_when_it_was_missed(office: Office) -> None:
    desk = reachable(office)
    case = a_case(desk, customer=a_customer(desk, email="x@example.org"), stage=Stage.CONTACTED, balance="300")
    plan = agreed(desk, a_draft(desk, case, count=3))
    due, follow_up = plan.installments[0].due, Purpose.FOLLOW_UP

    def on(days: int) -> Office:
        return replace(desk, clock=lambda: datetime.combine(due + timedelta(days=days), time(10), UTC))

    assert queue(on(-4), follow_up, by=ALONE) == ()
    before = only(on(-3), follow_up)
    assert (before.day, before.tone, before.channels) == (due, 1, (Channel.SMS, Channel.EMAIL))
    tick(on(-3), [(case.customer_id, Channel.SMS)], ContactResult.SENT, by=ALONE, purpose=follow_up)
    assert only(on(-3), follow_up).state == DueState.SENT
    assert not [task for each in follow(on(-3), by=ALONE) for task in each.tasks]  # no tick by hand
    (sent,) = facts(desk, Contact)
    report(on(-2), [sent.id], ContactResult.FAILED, by=ALONE)
    assert only(on(-2), follow_up).state == DueState.FAILED
    tick(on(-2), [(case.customer_id, Channel.EMAIL)], ContactResult.DELIVERED, by=ALONE, purpose=follow_up)
    assert queue(on(-1), follow_up, by=ALONE) == ()

    with desk.store.writing() as session:
        session.add_fact(
            Payment(
                customer_id=case.customer_id, case_id=case.id, at=on(0).clock(), by="user", booked=due,
                amount=Money.of(40, "EUR"), reference="P-1",
            )
        )  # fmt: skip
    missed = only(on(5), follow_up)
    assert (missed.tone, missed.task and missed.task.kind) == (2, TaskKind.PARTLY)
    made = tick(on(5), [(case.customer_id, Channel.SMS)], ContactResult.DELIVERED, by=ALONE, purpose=follow_up)
    assert "60.00 EUR, has not come in whole. A plan can be changed" in made.messages[0].filled.text
    assert queue(on(8), follow_up, by=ALONE) == ()
    soon = plan.installments[1].due - due - timedelta(days=3)  # who was written to lately is not written to again
    with desk.store.reading() as session:
        (told,) = [c for c in session.facts(Contact) if c.message == made.messages[0].id]
    with desk.store.writing() as session:
        session.change_fact(replace(told, at=on(soon.days - 1).clock()))
    assert queue(on(soon.days), follow_up, by=ALONE) == ()
    assert only(on(soon.days + 2), follow_up).tone == 1
    (task,) = [task for each in follow(on(8), by=ALONE) for task in each.tasks]
    assert task.alert  # somebody speaks with them all the same
    assert [note.message for note in facts(desk, FollowedUp)] == [c.message for c in facts(desk, Contact)]


def test_after_a_reminder_and_twice_a_day_nothing_else_is_sent_and_an_auditor_tells_nobody(office: Office) -> None:
    desk = reachable(office, outsourced=True, lender_name="First Bank")
    case = a_case(desk, stage=Stage.REMINDED)
    with desk.store.writing() as session:
        session.add_fact(
            Contact(
                customer_id=case.customer_id, at=desk.clock(), by="user", channel=Channel.SMS,
                purpose=Purpose.REMINDER, result=ContactResult.DELIVERED,
            )
        )  # fmt: skip
    for days, why in ((0, "messages_spent"), (1, "resting")):
        then = later(desk, days=days)
        assert {room.why for room in only(then, Purpose.AGENT_NOTICE).rooms.values()} == {why}
        wanted = [(case.customer_id, Channel.LETTER)]
        made = tick(then, wanted, ContactResult.DELIVERED, by=ALONE, purpose=Purpose.AGENT_NOTICE)
        assert [left.why for left in made.left_out] == [why]
    found = queues(later(desk, days=9), by=ALONE)
    assert {purpose: open_count(dues) for purpose, dues in found.items()}[Purpose.AGENT_NOTICE] == 1
    assert tuple(found) == PURPOSES
    with pytest.raises(NotAllowed):
        queues(desk, by=User("Ann", Role.AUDITOR))
