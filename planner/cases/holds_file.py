"""Reads the lender's file of holds and sets them: read again it changes nothing, and none ends by silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.holding import begin, end
from planner.cases.lender_files import HOLDS, FileRead, as_of_file, note_read
from planner.cases.model import Hold, HoldKind
from planner.cases.ringing import phone_about
from planner.cases.withdrawing import visits_ahead
from planner.day.importing import cells
from planner.day.importing.lender_columns import HOLD_COLUMNS as HOLD_COLUMNS
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import read_table
from planner.storage.session import Session
from planner.users import Right, User

KINDS: dict[str, HoldKind] = {kind.value: kind for kind in HoldKind} | {
    **dict.fromkeys(("paid", "settled", "已结清", "已还清"), HoldKind.PAID),
    **dict.fromkeys(("says paid", "claims paid", "称已还款"), HoldKind.PAYMENT_CLAIMED),
    **dict.fromkeys(("plan", "repayment plan", "分期履行中", "还款计划"), HoldKind.PLAN_PERFORMING),
    **dict.fromkeys(("no contact", "cease", "禁止联系", "停止联系"), HoldKind.CEASE_CONTACT),
    **dict.fromkeys(("no visits", "refuses visits", "拒绝上门"), HoldKind.VISIT_REFUSED),
    **dict.fromkeys(("lawyer", "attorney", "有代理人", "律师代理"), HoldKind.REPRESENTED),
    **dict.fromkeys(("dispute", "disputes", "complaint", "争议", "投诉", "异议"), HoldKind.DISPUTE),
    **dict.fromkeys(("moratorium", "insolvency", "breathing space", "破产", "债务保护"), HoldKind.MORATORIUM),
    **dict.fromkeys(("adviser", "debt advice", "advice", "咨询中"), HoldKind.ADVISER),
    **dict.fromkeys(("court", "sub judice", "诉讼中"), HoldKind.SUB_JUDICE),
    **dict.fromkeys(("capacity", "行为能力存疑"), HoldKind.CAPACITY),
    **dict.fromkeys(("dead", "died", "deceased", "死亡", "身故"), HoldKind.DECEASED),
    **dict.fromkeys(("hospital", "hospitalized", "住院"), HoldKind.HOSPITAL),
    **dict.fromkeys(("fraud", "identity fraud", "冒名"), HoldKind.FRAUD),
    **dict.fromkeys(("unsafe", "safety", "安全风险"), HoldKind.SAFETY),
    **dict.fromkeys(("vulnerable", "弱势", "特殊关怀"), HoldKind.VULNERABLE),
    **dict.fromkeys(("bereavement", "丧亲"), HoldKind.BEREAVEMENT),
    **dict.fromkeys(("address", "moved", "地址存疑"), HoldKind.ADDRESS),
}
"""Words that lenders use, beside our own codes."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what holds a customer, and from when to when."""

    customer: str
    kind: HoldKind
    since: date
    until: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class HoldsFile:
    """What a file says."""

    rows: tuple[Told, ...]
    problems: tuple[Problem, ...]
    as_of: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class HeldNow:
    """What changed for one customer, and their visits that are still to be made: they are to be looked at."""

    customer_id: UUID
    begun: tuple[HoldKind, ...]
    ended: tuple[HoldKind, ...]
    visits: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class HoldsRead:
    """What reading a file came to. `elsewhere` counts rows of customers who are not kept here."""

    as_of: datetime
    rows: int
    begun: int
    ended: int
    elsewhere: int
    changes: tuple[HeldNow, ...]
    problems: tuple[Problem, ...]


def read_holds(
    office: Office, file: Path, *, as_of: datetime | None = None, mapping: Mapping[int, str] | None = None
) -> HoldsFile:
    """Read a file of holds; bad rows are told and left out. Raises as `planner.cases.payments.read_payments`."""
    with office.store.reading() as session:
        zone = session.branch().zone
    now = office.clock()
    problems: list[Problem] = []
    rows: list[Told] = []
    moments: list[datetime] = []
    nothing: datetime | None = None
    for row in read_rows(read_table(file, HOLD_COLUMNS, empty=True), HOLD_COLUMNS, problems, mapping):
        told = _told(row, now.astimezone(zone).date())
        if row.good and told:
            rows.append(told)
        if moment := row.take("as_of", lambda cell: cells.read_moment(cell, zone), nothing):
            moments.append(moment)
    return HoldsFile(tuple(rows), tuple(problems), as_of_file(file, now, as_of, moments), zone)


def import_holds(office: Office, file: Path, *, by: User, as_of: datetime | None = None) -> HoldsRead:
    """Read the lender's file of holds and set them. Raises as `read_holds`."""
    by.require(Right.PLAN)
    return hold(office, read_holds(office, file, as_of=as_of), by=by)


def hold(office: Office, told: HoldsFile, *, by: User) -> HoldsRead:
    """Set and end what a file says, in one transaction. What came by other ways stays, whatever the file says."""
    by.require(Right.PLAN)
    now = office.clock()
    today = now.astimezone(told.zone).date()
    with office.store.writing() as session:
        people = session.customers_of_references({row.customer for row in told.rows})
        changes = [
            _customer(session, customer, rows, there, told.zone, now, by)
            for customer, rows, there in _by_customer(session, told.rows, people)
        ]
        changed = tuple(
            replace(each, visits=visits_ahead(session, each.customer_id, today)) for each in changes if each
        )
        stopped = [visit for each in changed if each.begun for visit in each.visits]
        phone_about(session, stopped, at=now, by=by.actor, why="held")
        begun, ended = sum(len(each.begun) for each in changed), sum(len(each.ended) for each in changed)
        note_read(session, HOLDS, FileRead(now, told.as_of, len(told.rows)))
        session.record(
            "holds_read", by.actor, now, as_of=told.as_of.isoformat(), rows=len(told.rows), added=begun, ended=ended,
            wrong=len(told.problems),
        )  # fmt: skip
    elsewhere = sum(row.customer not in people for row in told.rows)
    return HoldsRead(told.as_of, len(told.rows), begun, ended, elsewhere, changed, told.problems)


def _told(row: Row, today: date) -> Told | None:
    nothing: date | None = None
    unknown: HoldKind | None = None
    customer = row.needed("customer")
    row.needed("hold")
    kind = row.take("hold", lambda cell: cells.read_choice(cell, KINDS, "bad_hold"), unknown)
    since = row.take("since", cells.read_date, today if not row.text("ended") else date.min)
    until, ended = (row.take(name, cells.read_date, nothing) for name in ("until", "ended"))
    if ended and ended > today:  # it holds until then
        until, ended = min(until or ended, ended), None
    if until and until < since:
        row.tell("until", "window_reversed", row.one("until"))
    return Told(customer, kind, since, until, ended) if kind else None


def _by_customer(
    session: Session, rows: Iterable[Told], people: Mapping[str, Collection[UUID]]
) -> Iterable[tuple[UUID, list[Told], dict[HoldKind, list[Hold]]]]:
    # The rows of each customer, and what the file has told of them before.
    told: dict[UUID, list[Told]] = defaultdict(list)
    for row in rows:
        for customer in people.get(row.customer, ()):
            told[customer].append(row)
    there: dict[UUID, dict[HoldKind, list[Hold]]] = {customer: defaultdict(list) for customer in told}
    for each in session.facts(Hold, customers=told):
        if each.source == "file":
            there[each.customer_id][each.kind].append(each)
    return ((customer, mine, there[customer]) for customer, mine in told.items())


def _customer(
    session: Session,
    customer_id: UUID,
    rows: Iterable[Told],
    known: Mapping[HoldKind, list[Hold]],
    zone: ZoneInfo,
    now: datetime,
    by: User,
) -> HeldNow | None:
    begun, ended = [], []
    for row in rows:
        mine = known[row.kind]
        there = [each for each in mine if each.open]
        if row.ended:
            over = [each for each in there if each.at.astimezone(zone).date() <= row.ended]
            end(session, over, at=now, by=by.actor, why="file")
            mine[:] = [each for each in mine if each not in over]
            ended += [row.kind] * len(over)
        elif not _known(row, mine, zone):
            at = min(now, datetime.combine(row.since, time(), zone))
            told = Hold(customer_id=customer_id, at=at, by=by.actor, kind=row.kind, source="file", until=row.until)
            mine.append(begin(session, told, at=now))
            begun.append(row.kind)
        elif there and there[-1].until != row.until:
            mine[mine.index(there[-1])] = session.change_fact(replace(there[-1], until=row.until))
            begun.append(row.kind)
    return HeldNow(customer_id, tuple(begun), tuple(ended), ()) if begun or ended else None


def _known(row: Told, mine: Iterable[Hold], zone: ZoneInfo) -> bool:
    # One that is open, or that somebody has ended since the day from which the file tells it.
    return any(each.open or each.at.astimezone(zone).date() >= row.since for each in mine)
