"""On which days somebody stood at a customer's door, and for which cases: out of the outcomes in plans of those days.

Writes nothing.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from planner.policy.closed import Tries
from planner.storage import tables as t
from planner.storage.session import Session

type Doors = frozenset[tuple[UUID, frozenset[UUID], bool]]
"""Customers of one day whose door was tried, with the cases it was for, and whether somebody was met."""

MOST_READ, MOST_KNOWN = 400, 20
_read: OrderedDict[tuple[str, int], Doors] = OrderedDict()
_known: OrderedDict[tuple[str, int, date, date], tuple[Tries, Tries]] = OrderedDict()
# A plan's row is never overwritten: what it says of its day is read once, and what all say while none is added.


def tries(session: Session, since: date, before: date) -> Tries:
    """By customer: on which days from `since` to the one `before` the door was tried, and whether somebody was met."""
    return all_tries(session, since, before)[0]


def all_tries(session: Session, since: date, before: date) -> tuple[Tries, Tries]:
    """The same by customer, and by case."""
    last = session.connection.execute(select(t.plan.c.id, t.plan.c.number).order_by(t.plan.c.number.desc()).limit(1))
    key = *(last.first() or ("", 0)), since, before
    if key not in _known:
        _known[key] = _tries(session, since, before)
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return _known[key]


def begun(session: Session, day: date) -> dict[UUID, datetime]:
    """Visits of a day at which somebody stood at the door, since when, by the newest plan of it."""
    newest = select(func.max(t.plan.c.number)).join(t.day, t.day.c.id == t.plan.c.day_id)
    number = session.connection.execute(newest.where(t.day.c.date == day.isoformat())).scalar_one()
    if number is None:
        return {}
    body = session.connection.execute(select(t.plan.c.body).where(t.plan.c.number == number)).scalar_one()
    stops = (stop for route in json.loads(body)["routes"] for stop in route["stops"])
    told = ((stop["visit_id"], stop.get("actual") or {}) for stop in stops)
    since = ((visit, actual.get("arrived") or actual.get("left")) for visit, actual in told)
    return {UUID(visit): datetime.fromisoformat(moment) for visit, moment in since if moment}


def _tries(session: Session, since: date, before: date) -> tuple[Tries, Tries]:
    newest = (
        select(func.max(t.plan.c.number).label("number"), t.day.c.date)
        .join(t.day, t.day.c.id == t.plan.c.day_id)
        .where(t.day.c.date >= since.isoformat(), t.day.c.date < before.isoformat())
        .group_by(t.day.c.date)
        .subquery()
    )
    rows = select(t.plan.c.id, t.plan.c.number, newest.c.date).join(newest, newest.c.number == t.plan.c.number)
    customers: dict[UUID, list[tuple[date, bool]]] = {}
    cases: dict[UUID, list[tuple[date, bool]]] = {}
    for row in session.connection.execute(rows).all():
        for customer, its_cases, met in _doors(session, row.id, row.number):
            when = date.fromisoformat(row.date), met
            customers.setdefault(customer, []).append(when)
            for case in its_cases:
                cases.setdefault(case, []).append(when)
    return _sorted(customers), _sorted(cases)


def _sorted(found: dict[UUID, list[tuple[date, bool]]]) -> Tries:
    return {key: tuple(sorted(days)) for key, days in found.items()}


def _doors(session: Session, plan_id: str, number: int) -> Doors:
    key = plan_id, number
    if key not in _read:
        body = session.connection.execute(select(t.plan.c.body).where(t.plan.c.number == number)).scalar_one()
        tried = _tried(body)
        paid = session.cases_of(tried).items()
        _read[key] = frozenset((who, cases, tried[visit]) for visit, (who, cases) in paid)
        while len(_read) > MOST_READ:
            _read.popitem(last=False)
    return _read[key]


def _tried(body: str) -> dict[str, bool]:
    # The body is not built as a plan: of hundreds of stops only how they went is wanted.
    stops = (stop for route in json.loads(body)["routes"] for stop in route["stops"])
    told = ((stop["visit_id"], stop.get("actual") or {}) for stop in stops)
    return {visit_id: actual.get("reason") != "not_met" for visit_id, actual in told if actual.get("outcome")}
