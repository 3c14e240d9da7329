"""Holds come by several ways, and each ends by its own alone; they bind the person, whatever a file calls them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from planner.bootstrap import Office
from planner.cases.called import Request, called, find
from planner.cases.entering import Entry, enter, take_back
from planner.cases.holding import end, hold
from planner.cases.holds_file import import_holds
from planner.cases.lender_files import last_holds
from planner.cases.matching import merge
from planner.cases.messages import report
from planner.cases.model import Channel, ContactResult, CustomerFile, Hold, HoldKind, Purpose
from planner.cases.outcomes import Code
from planner.cases.ringing import to_phone
from planner.model import Day, Plan
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import a_contact
from tests.planner.cases.test_paying import HEAD_OF_HOLDS, write


def file_of(office: Office, folder: Path, *rows: str) -> None:
    import_holds(office, write(folder, *rows, head=HEAD_OF_HOLDS, name="holds.csv"), by=ALONE, as_of=NOW)


def held(office: Office, who: CustomerFile) -> list[tuple[HoldKind, str]]:
    with office.store.reading() as session:
        return [(each.kind, each.source) for each in session.facts(Hold, customers=[who.id], open_only=True)]


def test_what_holds_is_said_once_and_each_beginning_and_end_is_in_the_record(office: Office) -> None:
    who = a_customer(office)
    wanted = Hold(customer_id=who.id, at=NOW, by="user", kind=HoldKind.DISPUTE, source="call", group="dispute")
    with office.store.writing() as session:
        first = hold(session, wanted)
        assert hold(session, replace(wanted, at=NOW + timedelta(hours=1))) == first
        assert hold(session, replace(wanted, id=uuid4(), group="complaint")) != first
        end(session, [first], at=NOW, by="user", why="checked")
        kinds = [row["kind"] for row in session.records()]
    assert kinds == ["hold_set", "hold_set", "hold_ended"]


def test_what_a_customer_said_stands_when_the_file_ends_what_it_told_itself(office: Office, tmp_path: Path) -> None:
    who = a_customer(office, reference="C-90")
    file_of(office, tmp_path, "C-90,no visits,2026-11-20,,")
    called(office, who.id, Request.NO_VISITS, by=ALONE)
    file_of(office, tmp_path, "C-90,no visits,2026-11-20,,2026-11-23")
    assert held(office, who) == [(HoldKind.VISIT_REFUSED, "call")]


def test_what_a_customer_said_stands_when_an_outcome_is_taken_back(
    office: Office, out: tuple[Day, Plan], worker: Worker
) -> None:
    visit, other = out[0].visits[:2]
    enter(office, TUESDAY, [Entry(each.id, Code.NEVER_AGAIN) for each in (visit, other)], worker, by=ALONE)
    called(office, visit.customer.id, Request.NO_VISITS, by=ALONE)
    take_back(office, TUESDAY, [visit.id, other.id], worker, by=ALONE)
    assert held(office, CustomerFile(visit.customer)) == [(HoldKind.VISIT_REFUSED, "call")]
    assert held(office, CustomerFile(other.customer)) == []


def test_who_answers_a_message_that_arrived_is_not_written_to_again(office: Office, tmp_path: Path) -> None:
    who = a_customer(office, reference="C-90")
    sent = a_contact(
        who.id, channel=Channel.SMS, purpose=Purpose.REMINDER, result=ContactResult.SENT, message="m-1"
    )  # fmt: skip
    with office.store.writing() as session:
        session.add_fact(sent)
    assert report(office, [sent.id], ContactResult.DELIVERED, by=ALONE) == 1
    assert report(office, [sent.id], ContactResult.FAILED, by=ALONE) == 0
    assert report(office, [sent.id], ContactResult.DECLINED, by=ALONE) == 1
    assert report(office, [sent.id], ContactResult.DECLINED, by=ALONE) == 0
    file_of(office, tmp_path, "C-90,no contact,,,2026-11-23")
    assert held(office, who) == [(HoldKind.CEASE_CONTACT, "message")]


def test_who_wants_no_more_while_paper_is_out_has_its_team_rung_up(office: Office, out: tuple[Day, Plan]) -> None:
    who = out[0].visits[0].customer.id
    sent = a_contact(who, channel=Channel.SMS, purpose=Purpose.VISIT_NOTICE, result=ContactResult.SENT, message="m-1")
    with office.store.writing() as session:
        session.add_fact(sent)
    report(office, [sent.id], ContactResult.DECLINED, by=ALONE)
    with office.store.reading() as session:
        assert [phone.customer_id for phone in to_phone(session)] == [who]


def test_a_file_holds_who_was_merged_and_they_are_found_by_either_number(office: Office, tmp_path: Path) -> None:
    kept, dropped = (a_customer(office, "Egon Ilves", reference=each) for each in ("C-90", "C-91"))
    a_case(office, customer=dropped)
    merge(office, kept.id, dropped.id, by=ALONE)
    file_of(office, tmp_path, "C-91,hospital,2026-11-20,,")
    assert held(office, kept) == [(HoldKind.HOSPITAL, "file")]
    assert [each.customer.id for each in find(office, "ilves c-91", by=ALONE)] == [kept.id]


def test_an_old_end_leaves_what_came_later_and_one_to_come_is_waited_for(office: Office, tmp_path: Path) -> None:
    who, later = a_customer(office, reference="C-90"), a_customer(office, reference="C-91")
    for _again in range(2):
        file_of(
            office, tmp_path,
            "C-90,dispute,2026-11-20,,", "C-90,dispute,2026-10-01,,2026-11-01", "C-91,dispute,2026-11-20,,2026-12-24",
        )  # fmt: skip
    assert (held(office, who), held(office, later)) == ([(HoldKind.DISPUTE, "file")], [(HoldKind.DISPUTE, "file")])
    with office.store.reading() as session:
        (waited,) = session.facts(Hold, customers=[later.id])
    assert waited.until == date(2026, 12, 24)


def test_a_file_that_tells_of_nobody_is_news_too(office: Office, tmp_path: Path) -> None:
    file_of(office, tmp_path)
    with office.store.reading() as session:
        last = last_holds(session)
    assert last
    assert (last.as_of, last.rows) == (NOW, 0)
