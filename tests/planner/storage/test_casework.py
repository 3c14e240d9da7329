"""Files and facts come back as they were kept; what ended is no longer in force, and is still there."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from planner.bootstrap import Office
from planner.cases.model import CaseFile, Consent, CustomerFile, Hold, HoldKind, Payment, Stage
from planner.cases.money import Money
from planner.errors import Conflict
from planner.model import Address, Case, Customer
from planner.storage.casework import MANY
from tests.conftest import NOW


@pytest.fixture
def person(office: Office) -> CustomerFile:
    """A customer with everything that a file may hold."""
    customer = Customer("lender", "C-1", "Egon Ilves", "0555 010 231", "en")
    file = CustomerFile(customer, Address("Maple Close 15", "402"), "egon@example.org", "Europe/London", "ab12")
    with office.store.writing() as session:
        (kept,) = session.save_customer_files([file])
    return kept


def test_files_come_back_as_they_were_kept(office: Office, person: CustomerFile) -> None:
    file = CaseFile(
        Case("lender", "K-1"), person.id, date(2026, 10, 1), Money.of("99.95", "EUR"), NOW, "washing machine"
    )
    with office.store.writing() as session:
        kept = session.save_case_file(file)
    with office.store.reading() as session:
        assert session.customer_files([person.id]) == {person.id: person}
        assert session.case_files() == session.case_files(customers=[person.id]) == (kept,)
        assert session.case_files(stages=[Stage.CLOSED]) == ()


def test_customers_are_found_by_words_digits_and_hash(office: Office, person: CustomerFile) -> None:
    with office.store.reading() as session:
        for words in ("ilves", "EGON  il", "0231", "c-1"):
            assert session.customers_by(search=words) == (person.id,), words
        assert session.customers_by(id_hash="ab12") == (person.id,)
        assert session.customers_by(search="ilves 9999") == ()


def test_a_hold_ends_and_stays_told(office: Office, person: CustomerFile) -> None:
    hold = Hold(customer_id=person.id, at=NOW, by="user", kind=HoldKind.HOSPITAL, until=date(2026, 12, 1))
    with office.store.writing() as session:
        kept = session.add_fact(hold)
        paid = Money(1, "EUR"), date(2026, 11, 1), "P"
        session.add_fact(_payment(person, *paid))
    with office.store.writing() as session:
        assert session.facts(Hold, open_only=True) == (kept,)
        ended = session.change_fact(replace(kept, ended_at=NOW + timedelta(days=1), ended_by="user"))
    with office.store.writing() as session:
        assert session.facts(Hold, customers=[person.id]) == (ended,)
        assert session.facts(Hold, customers=[person.id], open_only=True) == session.facts(Hold, open_only=True) == ()
        with pytest.raises(Conflict):
            session.change_fact(kept)
    assert kept.holds_on(date(2026, 12, 1))
    assert not kept.holds_on(date(2026, 12, 2))


def test_what_is_of_many_is_found_as_what_is_of_few(office: Office, person: CustomerFile) -> None:
    account = CaseFile(Case("lender", "K-1"), person.id, date(2026, 10, 1), Money.of("99.95", "EUR"), NOW)
    other = replace(person, customer=Customer("lender", "C-2", "Ada Quill"), id_hash="", version=0)
    with office.store.writing() as session:
        (other,) = session.save_customer_files([other])
        session.save_case_files([account, replace(account, case=Case("lender", "K-2"), customer_id=other.id)])
        for moment, who in ((NOW, person), (NOW - timedelta(days=1), person), (NOW, other)):
            session.add_fact(Hold(customer_id=who.id, at=moment, by="user", kind=HoldKind.HOSPITAL))
    many = [person.id, *(uuid4() for _ in range(MANY))]
    with office.store.reading() as session:
        holds = session.facts(Hold, customers=[person.id], since=NOW - timedelta(days=2))
        assert [hold.at for hold in holds] == [NOW - timedelta(days=1), NOW]
        assert session.facts(Hold, customers=many, since=NOW - timedelta(days=2)) == holds
        (kept,) = session.case_files(customers=[person.id], stages=[Stage.OVERDUE])
        assert session.case_files(customers=many, stages=[Stage.OVERDUE]) == (kept,)


def test_a_consent_is_of_one_use(office: Office, person: CustomerFile) -> None:
    given = Consent(
        customer_id=person.id, at=NOW, by="user", covers=frozenset({"hours"}), form="written", expires=date(2026, 12, 7)
    )  # fmt: skip
    with office.store.writing() as session:
        kept = session.add_fact(given)
        session.change_fact(replace(kept, used_by=UUID(int=7)))
    with office.store.reading() as session:
        assert session.facts(Consent, open_only=True) == ()
        assert session.fact(Consent, kept.id) == replace(kept, used_by=UUID(int=7), version=2)


def test_attachments_are_kept_with_their_case(office: Office, person: CustomerFile) -> None:
    with office.store.writing() as session:
        file = session.save_case_file(
            CaseFile(Case("lender", "K-1"), person.id, date(2026, 10, 1), Money(1, "EUR"), NOW)
        )
        key = session.add_attachment(file.id, "statement", "statement.pdf", NOW, b"%PDF")
        assert session.attachments(file.id) == ((key, "statement", "statement.pdf", NOW),)
        assert session.attachment(key) == b"%PDF"
        session.remove_attachment(key)
        assert session.attachment(key) is None


def _payment(person: CustomerFile, amount: Money, booked: date, reference: str) -> Payment:
    return Payment(customer_id=person.id, at=NOW, by="user", amount=amount, booked=booked, reference=reference)
