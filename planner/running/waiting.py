"""Since when a change waits for its team: told by the plans that were kept one after the other, never stored beside."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.model import Day
from planner.running.pending import Pending, pending_of
from planner.storage.session import Session

PLANNED = "planned"
"""The record's word for a plan that was kept, see `planner.audit`."""
MOST = 40
"""So many plans are looked back at; what waits for longer waits since the last of them."""


def since_when(session: Session, day: Day, waiting: tuple[Pending, ...], now: datetime) -> tuple[Pending, ...]:
    """The same with the moment since which each waits; None where nothing is known of it yet."""
    if not waiting:
        return ()
    first = min((each.held.leaves for each in waiting if each.held.leaves), default=None)
    rows = session.records_of(PLANNED, first)
    times = {json.loads(row["details"]).get("plan"): datetime.fromisoformat(row["at"]) for row in rows}
    since: dict[UUID, datetime | None] = {}
    open_ = {each.shift.id: each.held for each in waiting}
    for plan in session.plans_back(day.id, MOST):
        still = {each.shift.id for each in pending_of(day, plan, open_, now)}
        open_ = {shift: held for shift, held in open_.items() if shift in still}
        if at := times.get(str(plan.id)):  # what a call has changed in a plan is in the record of the call
            since |= dict.fromkeys(open_, at)
        if not open_:
            break
    return tuple(replace(each, since=since.get(each.shift.id)) for each in waiting)
