"""Letters: sealed and neutral outside, an offer inside, and only to whom they may go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from planner.bootstrap import Office
from planner.cases.around import around
from planner.cases.calls import CallGroup, call_list
from planner.cases.letters import first_offer_day, print_offers, print_reminders
from planner.cases.model import CaseFile, Contact, Hold, HoldKind, Purpose, Stage
from planner.cases.precontact import propose
from planner.discreet import forbidden_word
from planner.errors import NotAllowed
from planner.model import PlaceKind, Window
from planner.settings import read_settings, save_settings
from planner.users import ALONE
from routing.worker import Worker
from tests.planner.cases.builders import a_case, a_customer
from tests.planner.cases.speaking import MONDAY, a_contact, later, reachable

NOON = Window(time(10), time(12))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as the_worker:
        yield the_worker


@pytest.fixture
def desk(office: Office) -> Office:
    return reachable(office, return_address="Harbor Street 1, Emberford")


def unreached(office: Office, language: str = "en") -> CaseFile:
    case = a_case(office, stage=Stage.PREPARED, customer=a_customer(office, language=language))
    with office.store.writing() as session:
        for hours in (72, 43):
            session.add_fact(a_contact(case.customer_id, office.clock() - timedelta(hours=hours)))
    return case


def pages(file: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_who_was_not_reached_is_offered_a_conversation_and_may_be_visited_when_nobody_said_no(
    desk: Office, worker: Worker, tmp_path: Path
) -> None:
    cases = [unreached(desk), unreached(desk, "zh")]
    assert {call.group for call in call_list(desk, by=ALONE)} == {CallGroup.WRITE}
    first = first_offer_day(around(desk))
    assert first == date(2026, 11, 30)  # three days of post, two of notice, no Sunday
    people = [case.customer_id for case in cases]
    with pytest.raises(NotAllowed) as soon:
        print_offers(desk, people, first - timedelta(days=1), NOON, tmp_path / "x.pdf", by=ALONE, worker=worker)
    assert soon.value.code == "offer_too_soon"
    done = print_offers(desk, people, first, NOON, tmp_path / "offers.pdf", by=ALONE, worker=worker)
    cover, inside, _cover, chinese = pages(done.file)
    assert done.file.stat().st_mode & 0o077 == 0
    assert "Harbor Street 1" in cover
    assert "Emberford Office" not in cover
    assert not forbidden_word(cover)
    assert "Monday 30 November 2026, between 10:00 and 12:00" in inside
    assert "say no" in inside
    assert "0555 020 100" in inside
    assert "谢绝" in chinese

    later_desk = later(desk, days=1)
    assert {call.group for call in call_list(later_desk, by=ALONE)} == {CallGroup.WAITING}
    for office, why in ((later_desk, "waiting"), (later(desk, days=8), "letter_over")):
        with pytest.raises(NotAllowed) as refused:
            propose(office, [cases[0].id], first, [NOON], PlaceKind.HOME, by=ALONE)
        assert refused.value.details["why"] == why
    ready = later(desk, days=2)
    with pytest.raises(NotAllowed) as other:
        propose(ready, [cases[0].id], first + timedelta(days=1), [NOON], PlaceKind.HOME, by=ALONE)
    assert other.value.code == "day_not_offered"
    assert propose(ready, [cases[0].id], first, [NOON], PlaceKind.HOME, by=ALONE).approved_by == ""
    with desk.store.writing() as session:
        session.add_fact(
            Hold(customer_id=cases[1].customer_id, at=MONDAY, by="user", kind=HoldKind.VISIT_REFUSED)
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        propose(ready, [cases[1].id], first, [NOON], PlaceKind.HOME, by=ALONE)


def test_a_letter_goes_to_nobody_who_was_not_tried_or_is_held(desk: Office, worker: Worker, tmp_path: Path) -> None:
    untried, held = a_case(desk, stage=Stage.PREPARED), unreached(desk)
    with desk.store.writing() as session:
        session.add_fact(Hold(customer_id=held.customer_id, at=MONDAY, by="user", kind=HoldKind.DISPUTE))
    people = [untried.customer_id, held.customer_id]
    with pytest.raises(NotAllowed) as refused:
        print_offers(desk, people, date(2026, 12, 1), NOON, tmp_path / "x.pdf", by=ALONE, worker=worker)
    assert refused.value.code == "nothing_to_send"
    assert not (tmp_path / "x.pdf").exists()
    for window in (Window(time(20), time(21)), Window(time(7), time(8))):
        with pytest.raises(NotAllowed):
            print_offers(desk, people, date(2026, 12, 1), window, tmp_path / "x.pdf", by=ALONE, worker=worker)


def test_a_notice_is_printed_like_a_reminder(desk: Office, worker: Worker, tmp_path: Path) -> None:
    with desk.store.writing() as session:
        save_settings(session, replace(read_settings(session), outsourced=True, lender_name="First Bank"))
    case, notice = a_case(desk, stage=Stage.PREPARED), Purpose.AGENT_NOTICE
    people = [case.customer_id]
    done = print_reminders(desk, people, tmp_path / "firm.pdf", by=ALONE, worker=worker, purpose=notice)
    assert "your account with First Bank" in pages(done.file)[1]
    with desk.store.reading() as session:
        assert [contact.purpose for contact in session.facts(Contact)] == [notice]


def test_reminders_are_printed_once_and_the_record_knows(desk: Office, worker: Worker, tmp_path: Path) -> None:
    case = a_case(desk, days_past_due=3)
    done = print_reminders(desk, [case.customer_id], tmp_path / "letters.pdf", by=ALONE, worker=worker)
    assert "was due on 20 November 2026" in pages(done.file)[1]
    with desk.store.reading() as session:
        (contact,) = session.facts(Contact)
        (entry,) = session.records_of("letters_printed")
    assert (contact.purpose, contact.message) == (Purpose.REMINDER, done.batch.messages[0].id)
    assert contact.message in entry["details"]
    with pytest.raises(NotAllowed):
        print_reminders(desk, [case.customer_id], tmp_path / "again.pdf", by=ALONE, worker=worker)
