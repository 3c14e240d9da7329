"""On which days somebody stood at a customer's door, out of the outcomes in the plans of those days. Writes nothing."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from planner.storage import tables as t
from planner.storage.session import Session

type Doors = frozenset[tuple[UUID, bool]]
"""Customers of one day whose door was tried, and whether somebody was met."""

type Tries = Mapping[UUID, tuple[tuple[date, bool], ...]]

MOST_READ, MOST_KNOWN = 200, 20
_read: OrderedDict[tuple[str, int], Doors] = OrderedDict()
_known: OrderedDict[tuple[str, int, date, date], Tries] = OrderedDict()
# A plan's row is never overwritten: what it says of its day is read once, and what all say while none is added.


def tries(session: Session, since: date, before: date) -> Tries:
    """By customer: on which days from `since` to the one `before` the door was tried, and whether somebody was met."""
    last = session.connection.execute(select(t.plan.c.id, t.plan.c.number).order_by(t.plan.c.number.desc()).limit(1))
    key = *(last.first() or ("", 0)), since, before
    if key not in _known:
        _known[key] = _tries(session, since, before)
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return _known[key]


def _tries(session: Session, since: date, before: date) -> Tries:
    newest = (
        select(func.max(t.plan.c.number).label("number"), t.day.c.date)
        .join(t.day, t.day.c.id == t.plan.c.day_id)
        .where(t.day.c.date >= since.isoformat(), t.day.c.date < before.isoformat())
        .group_by(t.day.c.date)
        .subquery()
    )
    rows = select(t.plan.c.id, t.plan.c.number, newest.c.date).join(newest, newest.c.number == t.plan.c.number)
    found: dict[UUID, list[tuple[date, bool]]] = {}
    for row in session.connection.execute(rows).all():
        for customer, met in _doors(session, row.id, row.number):
            found.setdefault(customer, []).append((date.fromisoformat(row.date), met))
    return {customer: tuple(sorted(days)) for customer, days in found.items()}


def _doors(session: Session, plan_id: str, number: int) -> Doors:
    key = plan_id, number
    if key not in _read:
        body = session.connection.execute(select(t.plan.c.body).where(t.plan.c.number == number)).scalar_one()
        tried = _tried(body)
        _read[key] = frozenset((who, tried[visit]) for visit, who in session.customers_of(tried).items())
        while len(_read) > MOST_READ:
            _read.popitem(last=False)
    return _read[key]


def _tried(body: str) -> dict[str, bool]:
    # The body is not built as a plan: of hundreds of stops only how they went is wanted.
    stops = (stop for route in json.loads(body)["routes"] for stop in route["stops"])
    told = ((stop["visit_id"], stop.get("actual") or {}) for stop in stops)
    return {visit_id: actual.get("reason") != "not_met" for visit_id, actual in told if actual.get("outcome")}
