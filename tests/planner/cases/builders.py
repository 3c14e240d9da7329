"""Customers and cases at any stage, kept in an office, to tell stories with; variants by what is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count
from weakref import WeakKeyDictionary

from planner.bootstrap import Office
from planner.cases.model import CaseFile, CustomerFile, Hold, HoldKind, Stage, StepKind
from planner.cases.money import Money
from planner.cases.way import take
from planner.model import Address, Case, Customer
from planner.storage.store import Store

_numbers: WeakKeyDictionary[Store, Iterator[int]] = WeakKeyDictionary()
# Of each office, so that a story is the same after others; far from what it calls its own: C-77 is never met twice.
_NAMES = ("Egon Ilves", "Ada Quill", "Mira Sol", "Tomas Wren", "Lena Harrow", "Ivo Marsh", "Nora Field", "Karl Penn")

WAY = (
    StepKind.REMINDED,
    StepKind.PREPARED,
    StepKind.CONTACTED,
    StepKind.PROPOSED,
    StepKind.APPROVED,
    StepKind.ISSUED,
    StepKind.VISITED,
    StepKind.AGREED,
    StepKind.FOLLOWED_UP,
    StepKind.CLOSED,
)
"""The whole way: the step of a place leads to the stage of the next one."""


def _next(office: Office) -> int:
    return next(_numbers.setdefault(office.store, count(900_001)))


def a_customer(
    office: Office,
    name: str = "",
    *,
    reference: str = "",
    phone: str = "0555 010 231",
    address: str = "",
    inner: str = "Flat 2",
    source: str = "lender",
    id_hash: str = "",
    email: str = "",
    time_zone: str = "",
    language: str = "en",
) -> CustomerFile:
    """A customer whose file is kept; each call makes another one, with a name, number and address of their own."""
    number = _next(office)
    customer = Customer(source, reference or f"C-{number}", name or _NAMES[number % len(_NAMES)], phone, language)
    home = Address(address or f"Maple Road {number}, Emberford", inner)
    file = CustomerFile(customer, home, email=email, time_zone=time_zone, id_hash=id_hash)
    with office.store.writing() as session:
        return session.save_customer_files([file])[0]


def a_case(
    office: Office,
    *,
    stage: Stage = Stage.OVERDUE,
    customer: CustomerFile | None = None,
    reference: str = "",
    days_past_due: int = 30,
    balance: str = "812.40",
    currency: str = "EUR",
    balance_at: datetime | None = None,
    product: str = "",
    by: str = "user",
) -> CaseFile:
    """A case that has come this far by the steps of its way, a day each, the last one an hour ago.

    Without a customer it makes one. `days_past_due` counts to the day of the office's clock.
    """
    number, now = _next(office), office.clock()
    person = customer or a_customer(office)
    since = now.date() - timedelta(days=days_past_due)
    case = Case(person.customer.source, reference or f"K-{number}")
    owed = Money.of(balance, currency)
    steps = WAY[: list(Stage).index(stage)]
    with office.store.writing() as session:
        file = session.save_case_file(CaseFile(case, person.id, since, owed, balance_at or now, product))
        for left, kind in zip(reversed(range(len(steps))), steps, strict=True):
            file = take(session, file, kind, at=now - timedelta(days=left, hours=1), by=by)
    return file


def a_hold(
    office: Office, customer: CustomerFile, kind: HoldKind = HoldKind.DISPUTE, *, until: date | None = None
) -> Hold:
    """Something that stops all cases of a customer, told an hour ago."""
    at = office.clock() - timedelta(hours=1)
    with office.store.writing() as session:
        return session.add_fact(Hold(customer_id=customer.id, at=at, by="user", kind=kind, source="call", until=until))
