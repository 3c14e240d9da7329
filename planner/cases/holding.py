"""Sets holds and ends them, each recorded in its transaction. What follows for visits is the caller's business.

A hold is known by how it came: what a customer said themselves stands, whatever a file or a corrected outcome ends.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.cases.model import Hold, HoldKind
from planner.storage.session import Session


def held(session: Session, customers: Collection[UUID], *kinds: HoldKind) -> tuple[Hold, ...]:
    """The open holds of customers of these kinds, oldest first."""
    return tuple(each for each in session.facts(Hold, customers=customers, open_only=True) if each.kind in kinds)


def hold(session: Session, wanted: Hold) -> Hold:
    """Stop the way for a customer; what was told before in the same way is said once, and stays as it is."""
    for there in held(session, [wanted.customer_id], wanted.kind):
        if _told(there) == _told(wanted):
            return there
    return begin(session, wanted, at=wanted.at)


def hold_all(session: Session, wanted: Iterable[Hold]) -> None:
    """The same for many customers at once, each held by one of them."""
    wanted = tuple(wanted)
    there: dict[UUID, set[tuple[object, ...]]] = {}
    for each in held(session, {one.customer_id for one in wanted}, *{one.kind for one in wanted}):
        there.setdefault(each.customer_id, set()).add((each.kind, *_told(each)))
    for each in wanted:
        if (each.kind, *_told(each)) not in there.get(each.customer_id, ()):
            begin(session, each, at=each.at)


def begin(session: Session, wanted: Hold, *, at: datetime) -> Hold:
    """The same where it is known that nothing alike holds. `at` is now, since when it holds may be earlier."""
    session.record("hold_set", wanted.by, at, customer=session.subject(wanted.customer_id), hold=wanted.kind.value)
    return session.add_fact(wanted)


def end(session: Session, holds: Iterable[Hold], *, at: datetime, by: str, why: str) -> None:
    """End holds. `why` is a code, such as ``booked``; ``mistake`` where it never was."""
    for each in holds:
        session.change_fact(replace(each, ended_at=at, ended_by=by, end_reason=why))
        who = session.subject(each.customer_id)
        session.record("hold_ended", by, at, customer=who, hold=each.kind.value, why=why)


def _told(hold: Hold) -> tuple[object, ...]:
    return hold.source, hold.group, hold.until, hold.visit_id
