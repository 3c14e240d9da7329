"""A case is prepared when all that its rules ask for is there, and not before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from planner.bootstrap import Office
from planner.cases.attachments import MOST_BYTES, attach, detach, read_attachment
from planner.cases.model import CaseFile, Stage
from planner.cases.preparation import DATED, Checklist, Item, is_green, prepare, read_checklist, tick, untick
from planner.errors import BadInput, NotAllowed
from planner.users import ALONE, Role, User
from tests.planner.cases.builders import a_case, a_customer

LATER = date(2027, 3, 1)


@pytest.fixture
def file(office: Office) -> CaseFile:
    """A case that was reminded of."""
    return a_case(office, stage=Stage.REMINDED)


def entries(office: Office, file: CaseFile) -> Checklist:
    """Its checklist."""
    gates = office.pack.gates
    with office.store.reading() as session:
        return read_checklist(session, office, gates, file)


def good(office: Office, file: CaseFile) -> set[Item]:
    """What is there."""
    return {entry.item for entry in entries(office, file) if entry.good}


def tick_all(office: Office, file: CaseFile) -> None:
    """Bring it to green."""
    for entry in entries(office, file):
        if not entry.good:
            tick(office, file.id, entry.item, by=ALONE, valid_until=LATER if entry.item in DATED else None)


def test_the_step_is_open_once_all_is_green_and_what_is_missing_is_named(office: Office, file: CaseFile) -> None:
    assert good(office, file) == {Item.BALANCE}, "its date is of today"
    with pytest.raises(NotAllowed) as refused:
        prepare(office, file.id, by=ALONE)
    assert "Contract" in str(refused.value.details["missing"])
    tick_all(office, file)
    assert is_green(entries(office, file))
    assert prepare(office, file.id, by=ALONE).stage == Stage.PREPARED
    with office.store.reading() as session:
        kinds = [row["kind"] for row in session.records()]
    assert kinds.count("preparation_checked") == len(entries(office, file)) - 1


def test_an_address_is_verified_for_all_cases_of_a_customer_for_ninety_days(office: Office) -> None:
    person = a_customer(office)
    first, second = (a_case(office, customer=person, stage=Stage.REMINDED) for _ in range(2))
    tick(office, first.id, Item.ADDRESS, by=ALONE)
    tick(office, first.id, Item.CONTRACT, by=ALONE)
    assert good(office, second) == {Item.BALANCE, Item.ADDRESS}, "a contract is of one case"
    (entry,) = (each for each in entries(office, second) if each.item == Item.ADDRESS)
    assert entry.valid_until == date(2026, 11, 23) + timedelta(days=90)
    assert (entry.by, entry.at) == (ALONE.actor, office.clock())


def test_a_tick_is_taken_back_by_the_newer_one(office: Office, file: CaseFile) -> None:
    tick(office, file.id, Item.LEAFLET, by=ALONE)
    untick(office, file.id, Item.LEAFLET, by=ALONE)
    assert Item.LEAFLET not in good(office, file)


@pytest.mark.parametrize("days", [1, 2])
def test_a_balance_is_fresh_for_a_day(office: Office, days: int) -> None:
    old = a_case(office, stage=Stage.REMINDED, balance_at=office.clock() - timedelta(days=days))
    assert (Item.BALANCE in good(office, old)) is (days == 1)
    with pytest.raises(BadInput, match="not_ticked"):
        tick(office, old.id, Item.BALANCE, by=ALONE)


def test_who_ticks_a_card_says_until_when_it_is_valid(office: Office, file: CaseFile) -> None:
    with pytest.raises(BadInput, match="no_valid_until"):
        tick(office, file.id, Item.STAFF_IDS, by=ALONE)
    with pytest.raises(BadInput, match="already_expired"):
        tick(office, file.id, Item.STAFF_IDS, by=ALONE, valid_until=date(2026, 11, 22))
    tick(office, file.id, Item.STAFF_IDS, by=ALONE, valid_until=date(2026, 11, 23))
    assert Item.STAFF_IDS in good(office, file)


# --- documents


def test_an_attached_document_ticks_its_item_until_it_is_removed(office: Office, file: CaseFile) -> None:
    key = attach(office, file.id, Item.CONTRACT, "contract of Egon.pdf", b"%PDF words", by=ALONE)
    assert Item.CONTRACT in good(office, file)
    assert read_attachment(office, file.id, key, by=ALONE) == ("contract of Egon.pdf", b"%PDF words")
    assert b"%PDF words" not in office.store.file.read_bytes()
    detach(office, file.id, key, by=ALONE)
    assert Item.CONTRACT not in good(office, file)
    with office.store.reading() as session:
        told = str(session.records())
    assert "attachment_opened" in told
    assert "Egon" not in told


def test_a_document_that_is_too_large_or_none_is_refused_in_words(office: Office, file: CaseFile) -> None:
    for item, content, code in (
        (Item.CONTRACT, b"x" * (MOST_BYTES + 1), "attachment_too_large"),
        (Item.CONTRACT, b"", "attachment_empty"),
        (Item.ADDRESS, b"x", "not_attachable"),
    ):
        with pytest.raises(BadInput, match=code):
            attach(office, file.id, item, "scan.pdf", content, by=ALONE)


def test_an_auditor_ticks_nothing_and_opens_no_contract(office: Office, file: CaseFile) -> None:
    auditor = User("Ines", Role.AUDITOR)
    key = attach(office, file.id, Item.CONTRACT, "contract.pdf", b"x", by=ALONE)
    with pytest.raises(NotAllowed):
        tick(office, file.id, Item.LEAFLET, by=auditor)
    with pytest.raises(NotAllowed):
        read_attachment(office, file.id, key, by=auditor)
