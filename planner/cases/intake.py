"""The lender's file of overdue cases against what is kept: what is new, changed and gone; then taken in, whole or not.

A newer balance never gives way to an older one, an empty cell says nothing, and what is gone stays until somebody
decides. A case that moves to another customer is no matter for a file: it is told, and nothing is done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.agreeing import end_with_cases
from planner.cases.booking import owes_again
from planner.cases.matching import AlsoKnown, People, known_people
from planner.cases.model import CaseFile, Checked, CustomerFile, Stage, Step, StepKind
from planner.cases.ringing import phone_teams
from planner.cases.way import take
from planner.cases.withdrawing import Withdrawn, withdraw
from planner.day.importing.cases import CaseRow, CasesImport
from planner.day.importing.visits import remember_mapping
from planner.model import Case, Customer
from planner.storage.case_board import Person
from planner.storage.session import Session
from planner.storage.visits import household_key
from planner.users import Right, User

ADDRESS = "address"
"""The item of the preparation that another address takes back."""
GONE = "gone_from_file"


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file changes. `gone` are open cases of its branches that it no longer names; `older` and `contested` are
    references of rows that change nothing: their balance is older than ours, or their case is another customer's.
    """

    new: tuple[CaseFile, ...]
    changed: tuple[tuple[CaseFile, CaseFile], ...]
    unchanged: int
    reopened: tuple[CaseFile, ...]
    gone: tuple[CaseFile, ...]
    older: tuple[str, ...]
    contested: tuple[str, ...]
    customers: tuple[CustomerFile, ...]
    """New and changed files of customers."""
    new_customers: int
    moved: frozenset[UUID] = frozenset()
    """Customers whose address is another one now."""
    aliases: tuple[tuple[UUID, str, str], ...] = ()
    """Customers, and the source and number by which another branch knows them."""

    @property
    def is_empty(self) -> bool:
        """Whether taking it in would change nothing, whatever is done about the gone."""
        return not (self.new or self.changed or self.reopened or self.customers or self.gone)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        names = ("new", "changed", "reopened", "gone", "older", "contested")
        return {name: len(getattr(self, name)) for name in names} | {"unchanged": self.unchanged}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was done. `withdrawn` are visits to cases that were closed."""

    intake: Intake
    withdrawn: tuple[Withdrawn, ...] = ()


def compare(office: Office, result: CasesImport, *, by: User) -> Intake:
    """What a file changes, and changes nothing."""
    by.require(Right.PLAN)
    with office.store.reading() as session:
        return _compared(session, result)


def take_in(office: Office, result: CasesImport, *, by: User, close_gone: bool = False) -> TakenIn:
    """Take a file in, in one transaction, compared with what is kept at that moment.

    With `close_gone` the cases that it no longer names are closed, and visits to them withdrawn.
    """
    by.require(Right.PLAN)
    now = office.clock()
    with office.store.writing() as session:
        remember_mapping(session, result.table, result.mapping)
        intake = _compared(session, result)
        if intake.is_empty and not intake.aliases:
            return TakenIn(intake)
        session.record("cases_imported", by.actor, now, closed_gone=close_gone, **intake.counts())
        _keep_customers(session, intake, now, by.actor)
        _keep_cases(session, intake, now, by.actor)
        withdrawn = _close(session, intake.gone, now, by.actor) if close_gone else ()
        return TakenIn(intake, withdrawn)


def close_gone(office: Office, case_ids: Collection[UUID], *, by: User) -> tuple[Withdrawn, ...]:
    """Close cases that a file no longer names, those still open; the visits that nobody makes now."""
    by.require(Right.PLAN)
    now = office.clock()
    with office.store.writing() as session:
        gone = [file for file in session.case_files(case_ids) if file.stage != Stage.CLOSED]
        return _close(session, gone, now, by.actor)


# --- comparing


@dataclass
class _Comparison:
    people: People
    files: dict[UUID, CustomerFile]
    cases: dict[tuple[str, str], CaseFile]
    customers: dict[UUID, CustomerFile] = field(default_factory=dict)
    fresh: set[UUID] = field(default_factory=set)
    moved: set[UUID] = field(default_factory=set)
    aliases: list[tuple[UUID, str, str]] = field(default_factory=list)
    new: list[CaseFile] = field(default_factory=list)
    changed: list[tuple[CaseFile, CaseFile]] = field(default_factory=list)
    reopened: list[CaseFile] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)
    unchanged: int = 0

    def look_at(self, row: CaseRow) -> None:
        before = self.cases.get((row.source, row.case))
        customer_id = self._customer(row, older=before is not None and row.balance_at < before.balance_at)
        if before is None:
            case = Case(row.source, row.case)
            self.new.append(
                CaseFile(case, customer_id, row.overdue_since, row.balance, row.balance_at, row.product)
            )  # fmt: skip
        elif before.customer_id != customer_id:
            self.contested.append(row.case)
        else:
            self._known(before, row)

    def _known(self, before: CaseFile, row: CaseRow) -> None:
        after = replace(
            before,
            overdue_since=row.overdue_since,
            balance=row.balance,
            balance_at=row.balance_at,
            product=row.product or before.product,
        )
        if row.balance_at < before.balance_at:
            self.older.append(row.case)
        elif before.stage == Stage.CLOSED and row.balance_at > before.balance_at:
            self.reopened.append(after)
        elif after == before or before.stage == Stage.CLOSED:
            self.unchanged += 1
        else:
            self.changed.append((before, after))

    def _customer(self, row: CaseRow, *, older: bool) -> UUID:
        found = self.people.who(row.source, row.customer, row.name, row.id_hash)
        if found is None:
            return self._arrived(row)
        if self.people.number(row.source, row.customer) is None:
            self.aliases.append((found, row.source, row.customer))
            self._remember(row, found)
        before = self.customers.get(found) or self.files.get(found) or CustomerFile(_customer_of(row, found))
        after = before if older else _told(before, row, own=row.source == before.customer.source)
        if after != self.files.get(found):
            self.customers[found] = after
            if before.address.text and household_key(before.address) != household_key(after.address):
                self.moved.add(found)
        return found

    def _arrived(self, row: CaseRow) -> UUID:
        customer = Customer(row.source, row.customer, row.name, row.phone, row.language)
        self.customers[customer.id] = CustomerFile(customer, row.address, row.email, row.time_zone, row.id_hash)
        self.fresh.add(customer.id)
        self._remember(row, customer.id)
        return customer.id

    def _remember(self, row: CaseRow, customer_id: UUID) -> None:
        self.people.add(Person(customer_id, row.source, row.customer, row.name, row.phone, "", row.id_hash, True))


def _compared(session: Session, result: CasesImport) -> Intake:
    cases = {(file.case.source, file.case.reference): file for file in session.case_files()}
    people = known_people(session)
    met = (people.who(row.source, row.customer, row.name, row.id_hash) for row in result.rows)
    files = session.customer_files({each for each in met if each})
    found = _Comparison(people, files, cases)
    for row in result.rows:
        found.look_at(row)
    gone = (
        file
        for key, file in cases.items()
        if key not in result.told and key[0] in result.sources and file.stage != Stage.CLOSED
    )
    return Intake(
        tuple(found.new),
        tuple(found.changed),
        found.unchanged,
        tuple(found.reopened),
        tuple(gone) if result.rows else (),
        tuple(found.older),
        tuple(found.contested),
        tuple(found.customers.values()),
        len(found.fresh),
        frozenset(found.moved),
        tuple(found.aliases),
    )


def _customer_of(row: CaseRow, customer_id: UUID) -> Customer:
    # Known from a visit, without a file so far.
    return Customer(row.source, row.customer, row.name, row.phone, row.language, customer_id)


def _told(before: CustomerFile, row: CaseRow, *, own: bool) -> CustomerFile:
    """What a row says of a customer. Another branch than theirs only tells what is not known yet."""

    def newest[T](told: T, known: T) -> T:
        return (told or known) if own else (known or told)

    customer = replace(
        before.customer,
        name=newest(row.name, before.customer.name),
        phone=newest(row.phone, before.customer.phone),
        language=newest(row.language, before.customer.language),
    )
    return replace(
        before,
        customer=customer,
        address=row.address if own or not before.address.text else before.address,
        email=newest(row.email, before.email),
        time_zone=newest(row.time_zone, before.time_zone),
        id_hash=newest(row.id_hash, before.id_hash),
    )


# --- taking in


def _keep_customers(session: Session, intake: Intake, now: datetime, by: str) -> None:
    kept = session.save_customer_files(intake.customers)
    assert {file.id for file in kept} == {file.id for file in intake.customers}
    session.add_facts(
        AlsoKnown(customer_id=who, at=now, by=by, source=source, reference=reference)
        for who, source, reference in intake.aliases
    )
    # What was verified was another address.
    over = now.date() - timedelta(days=2)  # in every time zone
    session.add_facts(
        Checked(customer_id=who, at=now, by=by, item=ADDRESS, valid_until=over) for who in sorted(intake.moved)
    )


def _keep_cases(session: Session, intake: Intake, now: datetime, by: str) -> None:
    new = session.save_case_files(intake.new)
    session.add_facts(
        Step(customer_id=file.customer_id, case_id=file.id, at=now, by=by, kind=StepKind.OPENED) for file in new
    )
    session.save_case_files([after for _before, after in intake.changed])
    for file in intake.reopened:
        take(session, session.save_case_file(file), StepKind.REOPENED, at=now, by=by, why="overdue_again")
    owes_again(session, {file.customer_id for file in (*new, *intake.reopened)}, at=now, by=by)


def _close(session: Session, gone: Iterable[CaseFile], now: datetime, by: str) -> tuple[Withdrawn, ...]:
    closed = [take(session, file, StepKind.CLOSED, at=now, by=by, why=GONE) for file in gone]
    end_with_cases(session, {file.customer_id for file in closed}, now, by)
    needless = _needless(session, closed, session.day_of(now))
    withdrawn = withdraw(session, needless, at=now, by=by, why=GONE)
    phone_teams(session, withdrawn, at=now, by=by)
    return withdrawn


def _needless(session: Session, closed: Iterable[CaseFile], today: date) -> set[UUID]:
    # Visits ahead of which no case is left: about one of these, and none that is still open.
    ids, customers = {file.id for file in closed}, {file.customer_id for file in closed}
    days = (session.day(when) for when in session.days_of_customers(customers) if when >= today)
    about = {visit.id: {case.id for case in visit.cases} for day in days if day for visit in day.visits}
    touched = {visit: cases for visit, cases in about.items() if cases & ids}
    files = session.case_files({case for cases in touched.values() for case in cases})
    over = {file.id for file in files if file.stage == Stage.CLOSED}
    return {visit for visit, cases in touched.items() if cases <= over}
