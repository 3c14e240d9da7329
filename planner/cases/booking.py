"""Books what the lender's file of payments says: balances, plans, claims and cases follow, all of it or nothing.

A payment is known by its reference: the same file read again changes nothing. It comes to no judgment of visits; that a
case is paid is a hold, which the gate obeys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.agreeing import keep_if_paid
from planner.cases.booking_visits import BY_PAYMENTS, PaidNow, book_visits, hold_paid
from planner.cases.holding import end, held
from planner.cases.lender_files import PAYMENTS, FileRead, note_read
from planner.cases.model import CaseFile, HoldKind, Payment, Stage, StepKind
from planner.cases.money import Money
from planner.cases.payments import Booked, PaymentsFile, read_payments
from planner.cases.repayment import plans_of
from planner.cases.ringing import phone_about, phone_teams
from planner.cases.way import take
from planner.cases.withdrawing import Withdrawn, visits_ahead, withdraw
from planner.day.importing.problems import Problem
from planner.storage.session import Session
from planner.users import Right, User


@dataclass(frozen=True, slots=True)
class PaymentsRead:
    """What reading a file came to. `known` were booked before, `elsewhere` are of cases that are not kept here."""

    as_of: datetime
    rows: int
    new: int
    known: int
    elsewhere: int
    changes: tuple[PaidNow, ...]
    problems: tuple[Problem, ...]


def import_payments(office: Office, file: Path, *, by: User, as_of: datetime | None = None) -> PaymentsRead:
    """Read the lender's file of payments and book it. Raises as `read_payments`."""
    by.require(Right.PLAN)
    return book(office, read_payments(office, file, as_of=as_of), by=by)


def book(office: Office, told: PaymentsFile, *, by: User) -> PaymentsRead:
    """Book what a file says, in one transaction."""
    by.require(Right.PLAN)
    now = office.clock()
    today = now.astimezone(told.zone).date()
    with office.store.writing() as session:
        mine = _here(session, told.rows)
        known = {each.reference for each in session.facts(Payment, cases={file.id for _row, file in mine})}
        new = [(row, file) for row, file in mine if row.reference not in known]
        session.add_facts(_payment(row, file, now, by) for row, file in new)
        session.save_case_files(_owed(rows, told) for rows in _by_case(new))
        changes = tuple(_customer(session, who, paid, today, now, by) for who, paid in _by_customer(new).items())
        here = {row.reference for row, _file in mine}
        changes += book_visits(session, [row for row in told.rows if row.reference not in here], today, now, by.actor)
        stopped = [visit for each in changes if each.held for visit in each.visits]
        phone_about(session, stopped, at=now, by=by.actor, why="paid")
        note_read(session, PAYMENTS, FileRead(now, told.as_of, len(told.rows)))
        session.record(
            "payments_read", by.actor, now, as_of=told.as_of.isoformat(), rows=len(told.rows), added=len(new),
            closed=sum(len(each.closed) for each in changes), wrong=len(told.problems),
        )  # fmt: skip
    there, rows = len(mine), len(told.rows)
    return PaymentsRead(told.as_of, rows, len(new), there - len(new), rows - there, changes, told.problems)


def _here(session: Session, rows: Iterable[Booked]) -> list[tuple[Booked, CaseFile]]:
    # Rows with the case they are of; those of cases or in currencies that are not kept here are passed over.
    files: dict[str, list[CaseFile]] = defaultdict(list)
    for file in session.case_files():
        files[file.case.reference].append(file)
    found = []
    for row in rows:
        likely = [file for file in files.get(row.case, ()) if row.source in ("", file.case.source)]
        if len(likely) == 1 and likely[0].balance.currency == row.amount.currency:
            found.append((row, likely[0]))
    return found


def _payment(row: Booked, file: CaseFile, now: datetime, by: User) -> Payment:
    return Payment(
        customer_id=file.customer_id, case_id=file.id, at=now, by=by.actor, amount=row.amount,
        booked=row.booked.date(), reference=row.reference,
    )  # fmt: skip


def _by_case(new: Iterable[tuple[Booked, CaseFile]]) -> Iterable[list[tuple[Booked, CaseFile]]]:
    found: dict[UUID, list[tuple[Booked, CaseFile]]] = defaultdict(list)
    for row, file in new:
        found[file.id].append((row, file))
    return found.values()


def _by_customer(new: Iterable[tuple[Booked, CaseFile]]) -> dict[UUID, dict[UUID, Money]]:
    found: dict[UUID, dict[UUID, Money]] = defaultdict(dict)
    for row, file in new:
        sums = found[file.customer_id]
        sums[file.id] = sums[file.id] + row.amount if file.id in sums else row.amount
    return found


def _owed(rows: Sequence[tuple[Booked, CaseFile]], told: PaymentsFile) -> CaseFile:
    # As the file says itself, where it is newer than what is known; else less by what that did not know of.
    file = rows[0][1]
    said = [row for row, _file in rows if row.balance is not None]
    if said and told.as_of >= file.balance_at:
        last = max(reversed(said), key=lambda row: row.booked)
        assert last.balance is not None
        since = sum(row.amount.minor for row, _file in rows if row.booked > last.booked)
        left = Money(max(0, last.balance.minor - since), last.balance.currency) if since else last.balance
        return replace(file, balance=left, balance_at=told.as_of)
    less = sum(row.amount.minor for row, _file in rows if _unknown(row, file, told))
    if not less:
        return file
    left = Money(max(0, file.balance.minor - less), file.balance.currency)
    return replace(file, balance=left, balance_at=max(file.balance_at, told.as_of))


def _unknown(row: Booked, file: CaseFile, told: PaymentsFile) -> bool:
    # Whether the balance did not know it yet. A day without a time counts whole: nobody is asked for what they paid.
    if row.booked.astimezone(told.zone).time() != time():
        return row.booked > file.balance_at
    return row.booked.date() >= file.balance_at.astimezone(told.zone).date()


def _customer(
    session: Session, customer_id: UUID, paid: Mapping[UUID, Money], today: date, now: datetime, by: User
) -> PaidNow:
    claim = _end_claims(session, customer_id, paid, now, by)
    in_force = [plan for plan in plans_of(session, [customer_id]) if plan.in_force]
    kept = [plan for plan in in_force if keep_if_paid(session, plan, today, now, by.actor)]
    cases = session.case_files(customers=[customer_id])
    done = [case for case in cases if case.balance.minor <= 0 and case.stage != Stage.CLOSED]
    for case in done:
        take(session, case, StepKind.CLOSED, at=now, by=by.actor, why="paid")
    nothing = bool(done) and all(case.balance.minor <= 0 or case.stage == Stage.CLOSED for case in cases)
    if nothing:
        hold_paid(session, customer_id, now, by.actor, done[0].id)
    visits = visits_ahead(session, customer_id, today)
    gone = () if nothing or not done else _needless(session, visits, cases, now, by)
    stay = tuple(each for each in visits if each not in {one.visit.id for one in gone})
    closed = tuple(case.id for case in done)
    return PaidNow(customer_id, dict(paid), closed, stay, nothing, claim, tuple(plan.id for plan in kept), gone)


def _needless(
    session: Session, visits: Sequence[UUID], cases: Sequence[CaseFile], now: datetime, by: User
) -> tuple[Withdrawn, ...]:
    # Something else is still owed, so nothing holds the customer; but a visit about what is paid has lost its reason.
    owed = {case.id for case in cases if case.balance.minor > 0}
    paid = []
    for when, ids in session.days_of_visits(visits).items():
        day = session.day(when)
        about = {visit.id: {case.id for case in visit.cases} for visit in (day.visits if day else ())}
        paid += [each for each in ids if not about[each] & owed]
    gone = withdraw(session, paid, at=now, by=by.actor, why="paid")
    phone_teams(session, gone, at=now, by=by.actor)
    return gone


def _end_claims(
    session: Session, customer_id: UUID, paid: Mapping[UUID, Money], now: datetime, by: User
) -> bool:  # fmt: skip
    claims = [
        each
        for each in held(session, [customer_id], HoldKind.PAYMENT_CLAIMED)
        if (each.case_id in paid if each.case_id else bool(paid))
    ]
    end(session, claims, at=now, by=by.actor, why="booked")
    return bool(claims)


def owes_again(session: Session, customers: Collection[UUID], *, at: datetime, by: str) -> None:
    """Something of these customers is overdue (again): that all was paid holds them no longer."""
    over = [each for each in held(session, customers, HoldKind.PAID) if each.source == BY_PAYMENTS]
    end(session, over, at=at, by=by, why="owes_again")
