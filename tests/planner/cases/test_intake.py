"""The lender's file of overdue cases: read with every problem told, compared with what is kept, taken in whole."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.bootstrap import Office
from planner.cases.board import found, read_board
from planner.cases.intake import close_gone, compare, take_in
from planner.cases.matching import AlsoKnown, doubles, keep_apart, merge
from planner.cases.model import CaseFile, Checked, CustomerFile, Hold, HoldKind, Stage, Step, StepKind
from planner.cases.money import Money
from planner.cases.way import take
from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.cases import CasesImport, read_cases
from planner.errors import NotAllowed
from planner.users import ALONE, Role, User
from tests import builders
from tests.planner.cases.builders import a_case, a_customer, a_hold

ID = "320102 19900307 4578"
ROW = {
    "case": "K-1",
    "customer": "C-1",
    "name": "Egon Ilves",
    "phone": "0555 010 231",
    "email": "egon@example.org",
    "language": "en",
    "time_zone": "Europe/Berlin",
    "address": "Maple Close 15, Emberford",
    "inner": "Flat 4",
    "overdue_since": "2026-10-24",
    "balance": "1,812.40",
    "currency": "EUR",
    "balance_at": "2026-11-23 06:00",
    "product": "Installment loan",
    "id_number": ID,
}


def file_of(folder: Path, *rows: Mapping[str, str], language: str = "en") -> Path:
    """A file of these rows, each the usual one but for what is named."""
    names = sorted({name for row in rows for name in row}, key=lambda name: name)
    headers = {column.field: column.header(language) for column in CASE_COLUMNS}
    file = folder / "cases.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([headers[name] for name in names])
        writer.writerows([row.get(name, "") for name in names] for row in rows)
    return file


def read(office: Office, folder: Path, *rows: Mapping[str, str], language: str = "en") -> CasesImport:
    """What is read of such a file."""
    return read_cases(office, file_of(folder, *({**ROW, **row} for row in rows), language=language))


def taken(office: Office, folder: Path, *rows: Mapping[str, str]) -> tuple[CaseFile, ...]:
    """All cases that are kept once such a file was taken in."""
    take_in(office, read(office, folder, *rows), by=ALONE)
    with office.store.reading() as session:
        return session.case_files()


def people(office: Office) -> list[CustomerFile]:
    """Everybody who has a file."""
    with office.store.reading() as session:
        return list(session.customer_files(session.customers_by()).values())


# --- reading


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_cell_of_a_good_row_is_kept_but_the_id_number(office: Office, tmp_path: Path, language: str) -> None:
    result = read(office, tmp_path, {}, language=language)
    assert result.problems == ()
    take_in(office, result, by=ALONE)
    ((case,), (person,)) = (taken(office, tmp_path, {}), people(office))
    assert (case.case.reference, case.overdue_since, case.product) == ("K-1", date(2026, 10, 24), "Installment loan")
    assert (case.balance, case.balance_at) == (Money.of("1812.40", "EUR"), datetime(2026, 11, 23, 6, tzinfo=UTC))
    assert (case.stage, case.customer_id) == (Stage.OVERDUE, person.id)
    assert (person.customer.name, person.customer.phone, person.email) == ("Egon Ilves", ROW["phone"], ROW["email"])
    assert (person.address.text, person.address.inner) == (ROW["address"], "Flat 4")
    assert (person.time_zone, person.customer.language) == ("Europe/Berlin", "en")
    assert len(person.id_hash) == 64
    with office.store.reading() as session:
        rows = [str(row) for table in ("fact", "record", "customer", "customer_file", "setting")
                for row in session.connection.exec_driver_sql(f"SELECT * FROM {table}")]  # fmt: skip
        (opened,) = session.facts(Step, cases=[case.id])
    assert opened.kind == StepKind.OPENED
    assert not [row for row in rows if ID in row or ID.replace(" ", "") in row]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("case", "", "no_reference"),
        ("customer", "", "missing_value"),
        ("name", "", "missing_value"),
        ("overdue_since", "soon", "bad_date"),
        ("overdue_since", "2026-11-23", "not_overdue_yet"),
        ("balance", "much", "bad_amount"),
        ("balance", "0", "nothing_owed"),
        ("balance", "12.345,678", "too_fine"),
        ("currency", "$", "bad_currency"),
        ("balance_at", "2026-12-24", "in_the_future"),
        ("balance_at", "", "missing_value"),
        ("email", "egon at example", "bad_email"),
        ("time_zone", "Berlin", "bad_time_zone"),
        ("language", "German or so", "bad_language_code"),
        ("id_number", "12", "bad_id_number"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column(
    office: Office, tmp_path: Path, field: str, value: str, code: str
) -> None:
    result = read(office, tmp_path, {"case": "K-0"}, {field: value})
    header = next(column.en for column in CASE_COLUMNS if column.field == field)
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [(3, header, code)]
    assert [row.case for row in result.rows] == ["K-0"]
    assert not [problem for problem in result.problems if field == "id_number" and problem.value]


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [
        ("1234.5", "EUR", 123450),
        ("1.234,50 €", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("1,234", "EUR", 123400),
        ("12,34,567.80", "INR", 123456780),
        ("1,200", "JPY", 1200),
        ("0.125", "KWD", 125),
    ],
)
def test_amounts_are_read_as_people_write_them(
    office: Office, tmp_path: Path, written: str, currency: str, minor: int
) -> None:
    result = read(office, tmp_path, {"balance": written, "currency": currency})
    assert result.problems == ()
    assert result.rows[0].balance == Money(minor, currency)


def test_the_same_case_twice_in_a_file_is_told(office: Office, tmp_path: Path) -> None:
    result = read(office, tmp_path, {}, {})
    assert [problem.code for problem in result.problems] == ["duplicate_reference"]


# --- taking in


def test_the_same_file_twice_changes_nothing_and_a_newer_one_what_it_tells(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, {}, {"case": "K-2"})
    again = compare(office, read(office, tmp_path, {}, {"case": "K-2"}), by=ALONE)
    assert again.is_empty
    assert again.unchanged == 2
    newer = {"balance": "900", "balance_at": "2026-11-23 07:00", "phone": ""}
    done = take_in(office, read(office, tmp_path, newer), by=ALONE).intake
    assert [after.balance for _before, after in done.changed] == [Money.of(900, "EUR")]
    assert [file.case.reference for file in done.gone] == ["K-2"]
    assert people(office)[0].customer.phone == ROW["phone"], "an empty cell says nothing"
    older = compare(office, read(office, tmp_path, {}), by=ALONE)
    assert older.older == ("K-1",)
    assert not older.changed


def test_what_is_gone_stays_until_somebody_decides(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, {}, {"case": "K-2"}, {"case": "K-3", "source": "North"})
    take_in(office, read(office, tmp_path, {}), by=ALONE)
    with office.store.reading() as session:
        assert {file.stage for file in session.case_files()} == {Stage.OVERDUE}
    take_in(office, read(office, tmp_path, {}), by=ALONE, close_gone=True)
    with office.store.reading() as session:
        stages = {file.case.reference: file.stage for file in session.case_files()}
    assert stages == {"K-1": Stage.OVERDUE, "K-2": Stage.CLOSED, "K-3": Stage.OVERDUE}, "the file is of one branch"
    take_in(office, read(office, tmp_path, {}, {"case": "K-2", "balance_at": "2026-11-23 07:10"}), by=ALONE)
    with office.store.reading() as session:
        assert {file.stage for file in session.case_files() if file.case.reference == "K-2"} == {Stage.OVERDUE}


def test_a_visit_ahead_of_which_nothing_is_open_is_withdrawn_by_the_day_of_the_office(
    office: Office, tmp_path: Path
) -> None:
    taken(office, tmp_path, {}, {"case": "K-2"})
    with office.store.writing() as session:
        session.save_branch(replace(session.branch(), time_zone="Asia/Shanghai"))
        first, second = session.case_files()
        take(session, first, StepKind.CLOSED, at=office.clock(), by="user", why="paid")
        who = session.customer_files([first.customer_id])[first.customer_id].customer
        visits = [replace(builders.visit(n), customer=who, cases=(first.case, second.case)) for n in (1, 2)]
        days = [replace(builders.day(each), date=date(2026, 11, 22 + n)) for n, each in enumerate(visits)]
        for day in days:
            session.save_day(replace(day, branch=session.branch()))
    morning = replace(office, clock=lambda: datetime(2026, 11, 22, 22, 50, tzinfo=UTC))  # the 23rd, 06:50
    gone = close_gone(morning, [second.id], by=ALONE)
    assert [each.visit.id for each in gone] == [visits[1].id]


def test_another_address_takes_back_that_the_old_one_was_verified(office: Office, tmp_path: Path) -> None:
    taken(office, tmp_path, {})
    take_in(office, read(office, tmp_path, {"address": "Elm Row 3, Emberford"}), by=ALONE)
    with office.store.reading() as session:
        (taken_back,) = session.facts(Checked)
    assert taken_back.item == "address"
    assert taken_back.valid_until == date(2026, 11, 21)


# --- who it is


def test_one_person_at_two_branches_is_known_by_the_id_number_or_by_number_and_name(
    office: Office, tmp_path: Path
) -> None:
    cases = taken(
        office,
        tmp_path,
        {},
        {"case": "K-2", "customer": "N-77", "source": "North", "name": "E. Ilves", "id_number": ID.replace(" ", "-")},
        {"case": "K-3", "source": "South", "id_number": ""},
        {"case": "K-4", "source": "West", "id_number": "", "customer": "C-1", "name": "Nora Field"},
    )
    by_reference = {file.case.reference: file.customer_id for file in cases}
    assert by_reference["K-1"] == by_reference["K-2"]
    assert len(people(office)) == 2
    with office.store.reading() as session:
        names = {(known.source, known.reference) for known in session.facts(AlsoKnown)}
    assert ("North", "N-77") in names
    later = {"case": "K-9", "customer": "N-77", "source": "North", "name": "Somebody", "id_number": ""}
    assert {f.case.reference: f.customer_id for f in taken(office, tmp_path, later)}["K-9"] == by_reference["K-1"]


def test_likely_doubles_wait_for_a_person_who_merges_them(office: Office) -> None:
    first = a_customer(office, "Egon Ilves", address="Maple Road 1", phone="0555 010 231")
    second = a_customer(office, "ILVES, Egon", address="Elm Row 9", phone="+49 555-010231", source="North")
    a_customer(office, "Egon Ilves", address="Elm Row 7", phone="0555 999 999")
    case, hold = a_case(office, customer=second), a_hold(office, second, HoldKind.CEASE_CONTACT)
    (pair,) = doubles(office, by=ALONE)
    assert {pair.first.id, pair.second.id} == {first.id, second.id}
    merge(office, first.id, second.id, by=ALONE)
    assert doubles(office, by=ALONE) == ()
    with office.store.reading() as session:
        assert session.case_files(customers=[first.id])[0].id == case.id
        assert [each.id for each in session.facts(Hold, customers=[first.id])] == [hold.id], "holds bind the person"
        assert session.customer_files([second.id]) == {}
        assert session.records_of("customers_merged")
    assert [row.case_id for row in found(read_board(office, by=ALONE).rows, second.customer.reference)] == [case.id]


def test_who_was_merged_is_visited_as_the_one_person_whatever_a_file_calls_them(office: Office) -> None:
    first, second = a_customer(office, "Egon Ilves"), a_customer(office, "Egon Ilves", source="North")
    visit = replace(builders.visit(1), customer=second.customer)
    day = builders.day(visit)
    with office.store.writing() as session:
        day = session.save_day(day)
    merge(office, first.id, second.id, by=ALONE)
    with office.store.writing() as session:
        again = session.day(day.date)
        assert again
        assert again.visits[0].customer.id == first.id
        told = replace(again.visits[0], customer=replace(second.customer, version=0))
        kept = session.save_day(replace(again, visits=(told,)))
        assert kept.visits[0].customer.id == first.id
        assert session.customer_files([second.id]) == {}


def test_two_people_of_one_dwelling_are_kept_apart_for_good(office: Office, tmp_path: Path) -> None:
    first = a_customer(office, "Ada Quill", address="Maple Road 1", phone="")
    second = a_customer(office, "Ada Quill", address="maple road  1", phone="", source="North")
    keep_apart(office, first.id, second.id, by=ALONE)
    assert doubles(office, by=ALONE) == ()


def test_who_may_not_plan_takes_no_file_in(office: Office, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="no_right"):
        take_in(office, read(office, tmp_path, {}), by=User("Ines", Role.AUDITOR))
