"""What a file says of how its visits were prepared and approved: evidence by gate, kept beside the visit.

A file never approves in the name of somebody who signs in here: they do so themselves, with their own password.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from planner.cases.gates import LENDER
from planner.cases.model import Approval
from planner.day.importing import cells
from planner.day.importing.row import Row
from planner.model import Visit
from planner.storage.session import Session

DONE = ("reminder_sent", "pre_contact", "visit_notice", "address_verified", "documents_ready", "balance_fresh")
"""Columns, by the gate they are evidence of, that say on which day something was done."""
VALID = ("authorization_valid", "ids_valid")
"""Those that say until when something is valid."""
READY, FOUR_EYES = "documents_ready", "four_eyes"

type Evidence = Mapping[str, str]


def evidence_of(row: Row, approved_at: datetime | None, today: date) -> Evidence:
    """What a row says, as days by gate; what it does not say is left out."""
    nothing: date | None = None
    ready = row.text(READY).casefold() in cells.YES
    dated = tuple(gate for gate in (*DONE, *VALID) if not (ready and gate == READY))
    found = {gate: row.take(gate, cells.read_date, nothing) for gate in dated}
    for gate in DONE:
        if (day := found.get(gate)) and day > today:
            row.tell(gate, "evidence_in_future", row.one(gate))
    told = {gate: day.isoformat() for gate, day in found.items() if day} | ({READY: "yes"} if ready else {})
    return told | ({FOUR_EYES: approved_at.isoformat()} if approved_at else {})


def approver(row: Row, signing_in: Collection[str]) -> str:
    """Who approved a row; told where it is one of those who sign in here, by their folded names."""
    name = row.needed("approved_by", "no_approver")
    if folded(name) in signing_in:
        row.tell("approved_by", "approver_signs_in", name)
    return name


def folded(name: str) -> str:
    """A name, however it is spaced and cased."""
    return " ".join(name.casefold().split())


def users_here(session: Session) -> frozenset[str]:
    """The folded names of all who sign in here, or did."""
    return frozenset(folded(user.name) for user in session.users())


def keep_approvals(
    session: Session, visits: Collection[Visit], evidence: Mapping[str, Evidence], again: Collection[UUID], at: datetime
) -> int:
    """Keep the lender's approvals of these visits with their evidence; how many of them are new, or say something else.

    Parameters
    ----------
    evidence
        By the visit's reference.
    again
        Visits that were approved anew, whatever is known of them.
    """
    before = {
        fact.visit_id: fact for fact in session.facts(Approval, visits=[v.id for v in visits]) if fact.by == LENDER
    }
    fresh = [visit for visit in visits if _says_more(before.get(visit.id), visit, evidence) or visit.id in again]
    made = (_approval(visit, evidence.get(visit.reference, {}), at) for visit in fresh)
    session.add_facts(made)
    return len(fresh)


def _says_more(known: Approval | None, visit: Visit, evidence: Mapping[str, Evidence]) -> bool:
    return known is None or known.evidence != evidence.get(visit.reference, {})


def _approval(visit: Visit, evidence: Evidence, at: datetime) -> Approval:
    about: dict[str, Any] = {"customer_id": visit.customer.id, "visit_id": visit.id, "at": at, "by": LENDER}
    return Approval(approved=True, proposed_by="", evidence=dict(evidence), **about)
