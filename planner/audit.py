"""The record as an auditor asks for it: whether it is whole, what it says, and how it goes on after a restore.

Entries are made where the work is done; how they are kept and chained is the business of `planner.storage`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from planner.bootstrap import Office
from planner.errors import BadInput, NotAllowed, NotFound
from planner.model import Plan
from planner.policy.pack import Pack
from planner.signing_in import acting, allow
from planner.storage.chain import CAN_RESUME, RESUMED, Head, Verdict
from planner.storage.session import Session
from planner.users import Right, User

RESTORED, CARRIED_ON = RESUMED
ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: when, what, who, and what it says; `visit` is the reference of the visit it is about, if one.

    `names` has the names of the users in it by their `User.actor`: the chain itself holds ids alone.
    """

    number: int
    at: datetime
    kind: str
    actor: str
    details: Mapping[str, Any]
    visit: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


def read_anchor(text: str) -> Head:
    """What a paper carries, as it was typed.

    Raises
    ------
    BadInput
        ``bad_anchor``.
    """
    head = Head.read(text)
    if head is None:
        raise BadInput("bad_anchor", value=text)
    return head


def verify(office: Office, paper: Head | None = None) -> Verdict:
    """Whether the record is whole: in itself, as this computer knew it, and as a paper says."""
    return office.store.examine(paper)


def anchor_words(office: Office) -> str:
    """The end of the record as papers carry it; empty while there is none."""
    with office.store.reading() as session:
        head = session.record_head()
    return head.short if head.number else ""


def resume(office: Office, reason: str, *, by: User | None = None) -> Verdict:
    """Go on from a record that is not the one this computer knew, with the reason in it; how it stood before.

    Raises
    ------
    BadInput
        ``no_reason``.
    NotAllowed
        ``no_right``; ``nothing_to_resume``; ``record_is_broken``: nothing can be said for a chain that is broken in
        itself.
    """
    actor = acting(office, Right.SEE_RECORD, by)
    if not reason.strip():
        raise BadInput("no_reason")
    before = office.store.examine()
    if before.whole:
        raise NotAllowed("nothing_to_resume")
    if before.state not in CAN_RESUME:
        raise NotAllowed("record_is_broken", number=before.at)
    _go_on(office, CARRIED_ON, actor, before, reason=reason.strip())
    return before


def restored(office: Office, file: str, actor: str = "user") -> Verdict:
    """A backup was brought back as the office's database: that is in the record; how it stood before."""
    before = office.store.examine()
    _go_on(office, RESTORED, actor, before, file=file)
    return before


def _go_on(office: Office, kind: str, actor: str, before: Verdict, **details: object) -> None:
    seen = before.known.seen if before.known.kept else Head()
    with office.store.writing(adopt=True) as session:
        session.record(
            kind, actor, office.clock(), state=before.state, seen=seen.number, seen_hash=seen.hash, **details
        )


# --- what is kept with an entry of its own


def keep_plan(office: Office, plan: Plan, *, by: User | None = None) -> Plan:
    """Keep a plan that somebody (`by`, or who sits here) has made or changed, and by which rules; ``no_right``."""
    pack, actor = office.pack, acting(office, Right.PLAN, by)
    with office.store.writing() as session:
        return keep_plan_in(session, plan, pack, actor, office.clock())


def keep_plan_in(session: Session, plan: Plan, pack: Pack, actor: str, at: datetime) -> Plan:
    """The same within a transaction, by who may."""
    session.record(
        "planned", actor, at, date=session.date_of(plan.day_id), plan=plan.id, visits=plan.planned,
        unassigned=len(plan.unassigned), rules=f"{pack.id} {pack.version}",
    )  # fmt: skip
    return session.save_plan(plan)


# --- looking it up


def entries(office: Office, since: datetime | None = None, kind: str = "") -> tuple[Entry, ...]:
    """What the record says, the newest first: all of it, or what is of one kind or since a moment; ``no_right``."""
    allow(office, Right.SEE_RECORD)
    with office.store.reading() as session:
        return _told(session, session.records_of(kind, since))


def about(office: Office, reference: str) -> tuple[Entry, ...]:
    """What the record says of a customer, the newest first: who looked, what was decided, which papers went out.

    They are named by the number of a visit, also one that was called off, of a case, or by their own.

    Raises
    ------
    NotFound
        ``no_such_number``.
    NotAllowed
        ``no_right``.
    """
    allow(office, Right.SEE_RECORD)
    reference = reference.strip()
    with office.store.reading() as session:
        found = session.visits_of_customer(reference)
        if found is None:
            raise NotFound("no_such_number", reference=reference)
        customer, visits = found
        plans = {str(plan) for plan in session.issued_with(visits)}
        papers = [row for row in session.records_of(ISSUED) if _details(row["details"]).get("plan") in plans]
        rows = {row["number"]: row for row in (*session.records_about(customer), *papers)}
        return _told(session, (rows[number] for number in sorted(rows)))


def papers_outside(office: Office) -> tuple[Entry, ...]:
    """The issues of today and later whose papers are in force, the newest first; ``no_right``."""
    allow(office, Right.SEE_RECORD)
    with office.store.reading() as session:
        today = office.clock().astimezone(session.branch().zone).date().isoformat()
        newest = {
            entry.details.get("date", ""): entry for entry in reversed(_told(session, session.records_of(ISSUED)))
        }
    return tuple(newest[when] for when in sorted(newest, reverse=True) if when >= today)


def _told(session: Session, rows: Iterable[Mapping[str, Any]]) -> tuple[Entry, ...]:
    told = [(row, _details(row["details"])) for row in rows]
    people = session.user_names()
    names = session.visit_references(_visit_of(details) for _row, details in told)
    return tuple(
        Entry(
            row["number"],
            datetime.fromisoformat(row["at"]),
            row["kind"],
            row["actor"],
            details,
            names.get(_visit_of(details), "" if _is_id(_visit_of(details)) else _visit_of(details)),
            {each: people[each] for each in (row["actor"], *map(str, details.values())) if each in people},
        )
        for row, details in reversed(told)
    )


def _visit_of(details: Mapping[str, Any]) -> str:
    # Older entries hold the reference itself.
    return str(details.get("visit") or details.get("made") or "")


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _details(text: Any) -> Mapping[str, Any]:
    # Somebody may have changed it from outside; that is the examination's business.
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
