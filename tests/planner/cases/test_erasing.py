"""Who is erased is gone from files, facts, documents, past visits and the record's key; the chain stays whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from planner import audit
from planner.bootstrap import Office
from planner.cases.attachments import attach
from planner.cases.erasing import erase
from planner.cases.model import CaseFile, Hold, HoldKind, Stage, StepKind
from planner.cases.preparation import Item
from planner.cases.way import take
from planner.errors import NotAllowed, NotFound
from planner.model import Address
from planner.settings import read_settings, save_settings
from planner.storage import tables as t
from planner.users import ALONE, Role
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.cases.builders import a_case, a_customer
from tests.users import a_user

NAME, STREET, NOTE = "Egon Ilves-Marr", "Quince Street 9", "rings twice, brother Bruno"


@pytest.fixture
def case(office: Office) -> CaseFile:
    """A case with all that one can have, visited last week; another customer lives in the same house."""
    yesterday = NOW.date() - timedelta(days=7)
    customer = a_customer(office, name=NAME, reference="C-9")
    file = a_case(office, customer=customer, reference="K-9", stage=Stage.VISITED)
    attach(office, file.id, Item.CONTRACT, "contract.pdf", b"of Egon Ilves-Marr", by=ALONE)
    one = replace(visit(9), customer=customer.customer, cases=(file.case,), address=Address(STREET), note=NOTE)
    with office.store.writing() as session:
        session.save_day(replace(day(one, visit(2)), date=yesterday))
        session.add_fact(Hold(customer_id=customer.id, at=NOW, by="user", kind=HoldKind.BEREAVEMENT))
    return file


def close(office: Office, file: CaseFile) -> None:
    with office.store.writing() as session:
        take(session, session.case_files([file.id])[0], StepKind.CLOSED, at=NOW, by="user", why="paid")


def everything(office: Office) -> str:
    with office.store.reading() as session:
        rows = [tuple(r) for table in t.metadata.tables.values() for r in session.connection.execute(table.select())]
    return repr(rows)


def test_nothing_tells_of_a_person_any_more_and_the_record_stays_whole(office: Office, case: CaseFile) -> None:
    close(office, case)
    said = everything(office)
    assert [w for w in (NAME, STREET.casefold(), NOTE, "C-9", "K-9", "contract.pdf") if w not in said] == []
    gone = erase(office, case.customer_id, by=ALONE)
    assert (gone.visits, gone.cases, gone.attachments, gone.facts > 5) == (1, 1, 1, True)
    said = everything(office)
    left = [w for w in (NAME, STREET, STREET.casefold(), NOTE, "'C-9'", "K-9", "V-9", "contract.pdf") if w in said]
    assert not left
    with office.store.reading() as session:
        past = session.day(NOW.date() - timedelta(days=7))
        assert session.records_about(case.customer_id) == ()
        (record,) = session.records_of("customer_erased")
    assert past
    assert [each.customer.name for each in past.visits] == ["erased", visit(2).customer.name]
    assert past.visits[1].location, "who lives elsewhere is as before"
    assert str(case.customer_id) not in record["details"]
    assert audit.verify(office).whole
    with pytest.raises(NotFound, match="no_such_customer"):
        erase(office, case.customer_id, by=ALONE)


def test_records_are_kept_for_as_long_as_the_rules_ask(office: Office, case: CaseFile) -> None:
    close(office, case)
    with office.store.writing() as session:
        save_settings(session, replace(read_settings(session), jurisdiction="US"))
    with pytest.raises(NotAllowed) as told:
        erase(office, case.customer_id, by=ALONE)
    last = NOW.date()
    assert (told.value.code, told.value.details["date"]) == ("erase_records", f"{last.replace(year=last.year + 3)}")
    after = replace(office, clock=lambda: NOW + timedelta(days=3 * 366))
    assert erase(after, case.customer_id, by=ALONE).cases == 1


def test_who_still_has_something_here_is_not_erased(office: Office, case: CaseFile) -> None:
    with pytest.raises(NotAllowed, match="erase_case"):
        erase(office, case.customer_id, by=ALONE)
    close(office, case)
    with office.store.writing() as session:
        file = session.customer_files([case.customer_id])[case.customer_id]
        session.save_day(replace(day(replace(visit(8), customer=file.customer)), date=NOW.date()))
    with pytest.raises(NotAllowed, match="erase_visit"):
        erase(office, case.customer_id, by=ALONE)
    a_user(office, Role.ADMINISTRATOR)
    with pytest.raises(NotAllowed, match="no_right"):
        erase(office, case.customer_id, by=a_user(office, Role.COORDINATOR))
