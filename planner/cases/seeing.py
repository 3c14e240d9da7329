"""Records who looked at a case file. What they may read of it is `masking`'s business."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from planner.storage.session import Session
from planner.users import Right, User

CASE_SEEN = "case_seen"
ONE_LOOK = timedelta(minutes=10)
"""Whoever comes back to a file within this time is still at it: one entry, not hundreds."""


def see(session: Session, user: User, customer_id: UUID, case_id: UUID | None, at: datetime) -> None:
    """Somebody opens the file of a customer's case: that is in the record, before it is shown. Takes a writing session.

    Without a case it is the customer's file that is opened.

    Raises
    ------
    NotAllowed
        ``no_right``, ``sign_in_first``.
    """
    user.require(Right.SEE_CASE)
    what = {"case": str(case_id) if case_id else "", "who": session.subject(customer_id)}
    for row in session.records_of(CASE_SEEN, at - ONE_LOOK):
        details = json.loads(row["details"])
        if row["actor"] == user.actor and {name: details.get(name) for name in what} == what:
            return
    session.record(CASE_SEEN, user.actor, at, **what)
