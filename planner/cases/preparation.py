"""What must be there before anybody is spoken to about a visit: the checklist of a case, as its rules ask, no more.

A tick is a `Checked` fact; the newest of an item counts. One whose last day lies before its own takes an earlier one
back. Documents may be attached instead: that ticks them. The balance is fresh by its own date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.model import CaseFile, Checked, StepKind
from planner.cases.way import take
from planner.errors import BadInput, NotAllowed, NotFound
from planner.policy.terms import GateTerms
from planner.storage.session import Session
from planner.text import N_, listed
from planner.text import gettext as _
from planner.users import Right, User


class Item(StrEnum):
    """What may be asked for."""

    ADDRESS = "address"
    BALANCE = "balance"
    CONTRACT = "contract"
    STATEMENT = "statement"
    PLAN_FORM = "plan_form"
    LEAFLET = "leaflet"
    VALIDATION_NOTICE = "validation_notice"
    CARRY_SET = "carry_set"
    AUTHORIZATION = "authorization"
    STAFF_IDS = "staff_ids"


GATES: Mapping[Item, str] = {
    Item.ADDRESS: "address_verified",
    Item.BALANCE: "balance_fresh",
    Item.CONTRACT: "documents_ready",
    Item.STATEMENT: "documents_ready",
    Item.PLAN_FORM: "documents_ready",
    Item.LEAFLET: "documents_ready",
    Item.VALIDATION_NOTICE: "validation_notice",
    Item.CARRY_SET: "carry_set",
    Item.AUTHORIZATION: "authorization_valid",
    Item.STAFF_IDS: "ids_valid",
}
"""By which gate of the rules an item is asked for; where the rules have no such gate, it is not."""
OF_CUSTOMER = frozenset({Item.ADDRESS})
"""Checked once for all cases of a customer."""
DATED = frozenset({Item.AUTHORIZATION, Item.STAFF_IDS})
"""Whoever ticks them says until when they are valid."""
ATTACHABLE = frozenset(Item) - {Item.ADDRESS, Item.BALANCE}
FRESH_DAYS = {Item.ADDRESS: 90, Item.BALANCE: 1}
"""Where a gate names no days."""

WORDS: Mapping[Item, str] = {
    Item.ADDRESS: N_("Address verified"),
    Item.BALANCE: N_("Balance up to date"),
    Item.CONTRACT: N_("Contract"),
    Item.STATEMENT: N_("Statement of account"),
    Item.PLAN_FORM: N_("Form for a repayment plan"),
    Item.LEAFLET: N_("Leaflet: rights and advice"),
    Item.VALIDATION_NOTICE: N_("Validation notice sent"),
    Item.CARRY_SET: N_("Notice and letter to carry"),
    Item.AUTHORIZATION: N_("Authorization letter"),
    Item.STAFF_IDS: N_("Staff ID cards valid"),
}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that lies with a case, encrypted as all of the database."""

    id: UUID
    item: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the checklist. `by` and `at` tell who ticked it and when; an `expired` one was good once."""

    item: Item
    good: bool
    expired: bool = False
    by: str = ""
    at: datetime | None = None
    valid_until: date | None = None
    attached: tuple[Attached, ...] = ()


type Checklist = tuple[Entry, ...]


def asked_for(gates: Mapping[str, GateTerms]) -> tuple[Item, ...]:
    """What these rules ask for."""
    return tuple(item for item, gate in GATES.items() if gate in gates)


def checklist(
    gates: Mapping[str, GateTerms],
    file: CaseFile,
    ticks: Iterable[Checked],
    attached: Sequence[Attached],
    today: date,
    zone: ZoneInfo,
) -> Checklist:
    """The checklist of a case on a day, of the ticks of its customer. Pure."""
    mine = (t for t in ticks if t.case_id == file.id or (t.case_id is None and t.item in OF_CUSTOMER))
    newest = {each.item: each for each in mine}
    return tuple(_entry(item, gates, file, newest.get(item), attached, today, zone) for item in asked_for(gates))


def is_green(entries: Checklist) -> bool:
    """Whether all of it is there."""
    return all(entry.good for entry in entries)


def _entry(
    item: Item,
    gates: Mapping[str, GateTerms],
    file: CaseFile,
    tick: Checked | None,
    attached: Sequence[Attached],
    today: date,
    zone: ZoneInfo,
) -> Entry:
    mine = tuple(each for each in attached if each.item == item)
    days = gates[GATES[item]].max_days or FRESH_DAYS.get(item)
    if item == Item.BALANCE:
        last = _after(file.balance_at, days, zone)
        return Entry(item, last is None or today <= last, last is not None and today > last, "", file.balance_at, last)
    if tick is None or (tick.valid_until and tick.valid_until < tick.at.astimezone(zone).date()):
        return Entry(item, False, attached=mine)
    ends = [each for each in (tick.valid_until, _after(tick.at, days, zone)) if each]
    last = min(ends) if ends else None
    good = last is None or today <= last
    return Entry(item, good, not good, tick.by, tick.at, last, mine)


def _after(at: datetime, days: int | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() + timedelta(days=days) if days else None


# --- reading and writing


def read_checklist(session: Session, office: Office, gates: Mapping[str, GateTerms], file: CaseFile) -> Checklist:
    """The checklist of a case as it is now. `gates` are ``office.pack.gates``, read before the transaction."""
    zone = session.branch().zone
    attached = [Attached(*each) for each in session.attachments(file.id)]
    ticks = session.facts(Checked, customers=[file.customer_id])
    return checklist(gates, file, ticks, attached, office.clock().astimezone(zone).date(), zone)


def tick(office: Office, case_id: UUID, item: Item, *, by: User, valid_until: date | None = None) -> None:
    """Somebody has looked: it is there.

    Raises
    ------
    BadInput
        ``no_valid_until`` where it must be told, ``already_expired`` where that day is over, ``not_ticked`` for the
        balance, which its own date tells.
    """
    by.require(Right.PROPOSE)
    if item == Item.BALANCE:
        raise BadInput("not_ticked")
    if item in DATED and valid_until is None:
        raise BadInput("no_valid_until", item=_(WORDS[item]))
    now = office.clock()
    with office.store.writing() as session:
        if valid_until and valid_until < session.day_of(now):
            raise BadInput("already_expired", item=_(WORDS[item]))
        keep_tick(session, case_of(session, case_id), item, now, by.actor, valid_until)


def untick(office: Office, case_id: UUID, item: Item, *, by: User) -> None:
    """It is not there after all: what was ticked before counts no longer."""
    by.require(Right.PROPOSE)
    now = office.clock()
    with office.store.writing() as session:
        take_back(session, case_of(session, case_id), item, now, by.actor)


def keep_tick(
    session: Session, file: CaseFile, item: Item, now: datetime, by: str, valid_until: date | None = None
) -> None:
    """Tick in this transaction."""
    case_id = None if item in OF_CUSTOMER else file.id
    session.add_fact(
        Checked(customer_id=file.customer_id, case_id=case_id, at=now, by=by, item=item.value, valid_until=valid_until)
    )
    who = session.subject(file.customer_id)
    session.record("preparation_checked", by, now, case=file.id, customer=who, item=item.value, until=valid_until)


def take_back(session: Session, file: CaseFile, item: Item, now: datetime, by: str) -> None:
    """Take a tick back in this transaction."""
    keep_tick(session, file, item, now, by, now.date() - timedelta(days=2))


def prepare(office: Office, case_id: UUID, *, by: User) -> CaseFile:
    """All is there: the case takes its step.

    Raises
    ------
    NotAllowed
        ``not_prepared`` with what is missing, ``wrong_stage`` where the case was not reminded.
    """
    by.require(Right.PROPOSE)
    now, gates = office.clock(), office.pack.gates
    with office.store.writing() as session:
        file = case_of(session, case_id)
        missing = [entry.item for entry in read_checklist(session, office, gates, file) if not entry.good]
        if missing:
            raise NotAllowed("not_prepared", missing=listed(_(WORDS[item]) for item in missing))
        return take(session, file, StepKind.PREPARED, at=now, by=by.actor)


def case_of(session: Session, case_id: UUID) -> CaseFile:
    """The file of a case.

    Raises
    ------
    NotFound
        ``no_such_case``.
    """
    found = session.case_files([case_id])
    if not found:
        raise NotFound("no_such_case")
    return found[0]
