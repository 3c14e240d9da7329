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
from planner.cases.booking_visits import BY_PAYMENTS, PaidNow, book_visits, paid_hold
from planner.cases.holding import end, held, hold_all
from planner.cases.lender_files import PAYMENTS, FileRead, note_read
from planner.cases.model import CaseFile, HoldKind, Payment, Stage, StepKind
from planner.cases.money import Money
from planner.cases.payments import Booked, PaymentsFile, read_payments
from planner.cases.repayment import plans_of
from planner.cases.ringing import phone_about, phone_teams
from planner.cases.way import take_all
from planner.cases.withdrawing import Withdrawn, withdraw
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
        changes = _follow(session, _by_customer(new), now, by)
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


type _Paid = Mapping[UUID, Mapping[UUID, Money]]
# What was newly booked, by customer and case.


def _follow(session: Session, paid: _Paid, now: datetime, by: User) -> tuple[PaidNow, ...]:
    # Whatever follows, for all customers at once: a day is written once, however many visits it loses.
    today = session.day_of(now)
    claimed = _end_claims(session, paid, now, by)
    plans = _kept_plans(session, paid, today, now, by)
    cases, done = _close(session, paid, now, by)
    nothing = {who for who in paid if done[who] and all(_is_over(case) for case in cases[who])}
    hold_all(session, (paid_hold(who, now, by.actor, done[who][0].id) for who in paid if who in nothing))
    visits = _ahead(session, paid, today)
    partly = {who: visits[who] for who in paid if done[who] and who not in nothing}
    owed = {case.id for who in partly for case in cases[who] if case.balance.minor > 0}
    gone = _needless(session, partly, owed, now, by)
    off = {each.visit.id for mine in gone.values() for each in mine}
    return tuple(
        PaidNow(
            who, dict(paid[who]), tuple(case.id for case in done[who]),
            tuple(each for each in visits[who] if each not in off),
            who in nothing, who in claimed, tuple(plans[who]), tuple(gone[who]),
        )
        for who in paid
    )  # fmt: skip


def _close(
    session: Session, customers: Collection[UUID], now: datetime, by: User
) -> tuple[Mapping[UUID, list[CaseFile]], Mapping[UUID, list[CaseFile]]]:
    # All cases of each customer, and those of them that are paid now.
    cases: dict[UUID, list[CaseFile]] = defaultdict(list)
    done: dict[UUID, list[CaseFile]] = defaultdict(list)
    for case in session.case_files(customers=customers):
        cases[case.customer_id].append(case)
        if _is_over(case) and case.stage != Stage.CLOSED:
            done[case.customer_id].append(case)
    closing = [case for mine in done.values() for case in mine]
    take_all(session, closing, StepKind.CLOSED, at=now, by=by.actor, why="paid")
    return cases, done


def _is_over(case: CaseFile) -> bool:
    return case.balance.minor <= 0 or case.stage == Stage.CLOSED


def _kept_plans(
    session: Session, customers: Collection[UUID], today: date, now: datetime, by: User
) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for plan in plans_of(session, customers):
        if plan.in_force and keep_if_paid(session, plan, today, now, by.actor):
            found[plan.customer_id].append(plan.id)
    return found


def _ahead(session: Session, customers: Collection[UUID], today: date) -> dict[UUID, dict[UUID, frozenset[UUID]]]:
    # The visits that are still to be made to each, in the order of their days, with the cases that they are about.
    days = sorted(session.days_of_customers(customers).items())
    ids = [str(visit_id) for when, there in days if when >= today for visit_id in there]
    about = session.cases_of(ids)
    found: dict[UUID, dict[UUID, frozenset[UUID]]] = defaultdict(dict)
    for key in ids:
        who, cases = about[key]
        found[who][UUID(key)] = cases
    return found


def _needless(
    session: Session,
    visits: Mapping[UUID, Mapping[UUID, frozenset[UUID]]],
    owed: Collection[UUID],
    now: datetime,
    by: User,
) -> dict[UUID, list[Withdrawn]]:
    # Something else is still owed, so nothing holds the customer; but a visit about what is paid has lost its reason.
    paid = [each for mine in visits.values() for each, cases in mine.items() if not cases & set(owed)]
    gone = withdraw(session, paid, at=now, by=by.actor, why="paid")
    phone_teams(session, gone, at=now, by=by.actor)
    found: dict[UUID, list[Withdrawn]] = defaultdict(list)
    for each in gone:
        found[each.visit.customer.id].append(each)
    return found


def _end_claims(
    session: Session, paid: _Paid, now: datetime, by: User
) -> set[UUID]:  # fmt: skip
    claims = [
        each
        for each in held(session, paid, HoldKind.PAYMENT_CLAIMED)
        if (each.case_id in paid[each.customer_id] if each.case_id else bool(paid[each.customer_id]))
    ]
    end(session, claims, at=now, by=by.actor, why="booked")
    return {each.customer_id for each in claims}


def owes_again(session: Session, customers: Collection[UUID], *, at: datetime, by: str) -> None:
    """Something of these customers is overdue (again): that all was paid holds them no longer."""
    over = [each for each in held(session, customers, HoldKind.PAID) if each.source == BY_PAYMENTS]
    end(session, over, at=at, by=by, why="owes_again")
