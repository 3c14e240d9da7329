"""What an edit of a day leaves of approvals: it never gives one, and takes away one that was for something else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from planner.cases.gates import LENDER
from planner.cases.model import Approval
from planner.model import Visit
from planner.storage.session import Session


def as_approved(
    session: Session, visits: Iterable[Visit], current: Iterable[Visit], actor: str, at: datetime
) -> tuple[Visit, ...]:
    """Edited visits with the approvals that they have now.

    One whose place, purpose, customer, cases or day are otherwise than a second person here approved waits for approval
    anew, and the record says so. Taking an edit back does not bring an approval back.
    """
    before = {visit.id: visit for visit in current}
    edited = [_signed(visit, before.get(visit.id)) for visit in visits]
    moved = {
        v.id for v in edited if v.approved_by and v.id in before and _what(v) != _what(before[v.id])
    }  # fmt: skip
    last = {fact.visit_id: fact for fact in session.facts(Approval, visits=moved)} if moved else {}
    lapsed = {key for key in moved if key in last and last[key].by != LENDER}
    for visit in edited:
        if visit.id in lapsed:
            who = session.subject(visit.customer.id)
            session.record("approval_lapsed", actor, at, visit=visit.id, day=visit.date, customer=who)
    return tuple(replace(v, approved_by="", approved_at=None) if v.id in lapsed else v for v in edited)


def _signed(visit: Visit, before: Visit | None) -> Visit:
    if before is None or not visit.approved_by:
        return visit
    return replace(visit, approved_by=before.approved_by, approved_at=before.approved_at)


def _what(visit: Visit) -> tuple[object, ...]:
    about = {case.id for case in visit.cases}
    return visit.place_kind, visit.purpose, visit.address.text, visit.customer.id, about, visit.date
