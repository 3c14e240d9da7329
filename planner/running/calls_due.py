"""Customers who expect a team that does not come any more, or not when they were told: somebody should call them.

Who they are follows from what went out and what is planned now, so that whoever takes a change back has nobody to call.
That somebody did call is kept. What a customer agrees to then is told as a promise is (`planner.cases.promises`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.model import Channel, Contact, ContactResult, Purpose
from planner.day.totals import NOTICED
from planner.model import Day, Plan, Route, Stop, Visit
from planner.policy import gate
from planner.policy.hours import is_as_promised, moment
from planner.storage.session import Session
from planner.told import DayFact
from planner.users import Right, User

type Blocked = Mapping[UUID, str]
NOBODY: Blocked = {}


class Why(StrEnum):
    """What a customer has to be told."""

    NOT_TODAY = "not_today"
    """A team was to come, and none does."""
    OTHERWISE = "otherwise"
    """A team comes, but not in the span that was promised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMade(DayFact):
    """Somebody called a customer about this. `about` is the start they were told, or empty where nobody comes."""

    KIND: ClassVar[str] = "call_made"

    why: Why
    about: datetime | None = None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class ToCall:
    """A customer to be called.

    Parameters
    ----------
    promised
        Whether a span was promised: these come first.
    start
        When a team comes now, None where none does.
    was
        When it was to come by what went out.
    tries
        How often somebody has called about it in vain.
    """

    visit: Visit
    why: Why
    was: datetime
    start: datetime | None = None
    promised: bool = False
    tries: int = 0

    @property
    def key(self) -> tuple[UUID, Why]:
        """The same call stays the same in a list."""
        return self.visit.id, self.why


def to_call(
    day: Day, issued: Plan | None, plan: Plan | None, made: Iterable[CallMade] = (), *, blocked: Blocked = NOBODY
) -> tuple[ToCall, ...]:
    """Whom to call, most urgent first: who was promised a span, then by when a team was to come.

    Parameters
    ----------
    blocked
        Visits that cannot be planned, with the reason. Whom a hold or the days of peace after it keep from being
        visited, or whose visit was not approved, is not called either; any other rule lets nobody wait in vain. Whether
        a call is lawful at this hour is asked of each (`planner.running.call_sheet`).
    """
    if issued is None or plan is None:
        return ()
    known, made = {visit.id: visit for visit in day.visits}, tuple(made)
    found = []
    for key, was in _expected(day, issued).items():
        visit = known.get(key)
        if visit is None or _forbidden(blocked.get(key, "")):
            continue
        call = _call(day, visit, was, plan)
        if call and not any(_settles(each, call) for each in made):
            tries = sum(each.visit_id == visit.id and not each.answered for each in made)
            found.append(replace(call, tries=tries))
    return tuple(sorted(found, key=lambda each: (not each.promised, each.was)))


def read_to_call(session: Session, day: Day, plan: Plan | None, blocked: Blocked = NOBODY) -> tuple[ToCall, ...]:
    """The same, with what was issued and who was called as they are kept."""
    made = session.day_facts(CallMade, day.date)
    return to_call(day, session.issued(day.id), plan, made, blocked=blocked)


def called(office: Office, day: Day, call: ToCall, *, answered: bool = True, by: User) -> CallMade:
    """Somebody called; who was reached is called no more about this. It counts as a call in the customer's file."""
    by.require(Right.CONTACT)
    now, visit = office.clock(), call.visit
    fact = CallMade(
        day=day.date, at=now, by=by.actor, visit_id=visit.id, why=call.why, about=call.start, answered=answered
    )
    result = ContactResult.TALKED if answered else ContactResult.NO_ANSWER
    with office.store.writing() as session:
        kept = session.add_day_fact(fact)
        session.add_fact(
            Contact(
                customer_id=visit.customer.id, visit_id=visit.id, at=now, by=by.actor, channel=Channel.PHONE,
                purpose=Purpose.PROMISE, result=result,
            )
        )  # fmt: skip
        who = session.subject(visit.customer.id)
        kind = "customer_told" if answered else "customer_not_reached"
        session.record(kind, by.actor, now, visit=visit.id, customer=who, date=day.date, why=call.why)
    return kept


def _expected(day: Day, issued: Plan) -> dict[UUID, datetime]:
    # Who expects somebody, and when. Papers issued anew without a visit take no promise back.
    out = {stop.visit_id: stop for stop in _stops(issued)}
    told = {
        visit.id: moment(visit.date, visit.promised.earliest, day.zone)
        for visit in day.visits
        if visit.promised and visit.id not in out
    }
    return told | {key: stop.start for key, stop in out.items() if not stop.actual}


def _forbidden(why: str) -> bool:
    return why in ("not_approved", f"rule:{gate.HELD}", f"rule:{gate.PEACE}")


def _call(day: Day, visit: Visit, was: datetime, plan: Plan) -> ToCall | None:
    here = [stop for stop in _stops(plan) if stop.visit_id == visit.id]
    if not here:
        return ToCall(visit, Why.NOT_TODAY, was, None, visit.promised is not None)
    if visit.promised is None or here[0].begun:
        return None
    zone = day.zone
    kept = all(is_as_promised(visit, stop.start, zone) for stop in here)
    return None if kept else ToCall(visit, Why.OTHERWISE, was, here[0].start, True)


def _settles(made: CallMade, call: ToCall) -> bool:
    # Who was told of a time is called again only where that is another one by now.
    if not made.answered or made.visit_id != call.visit.id or made.why != call.why:
        return False
    if made.about is None or call.start is None:
        return made.about == call.start
    return abs(made.about - call.start) <= NOTICED


def _stops(plan: Plan) -> Iterator[Stop]:
    routes: tuple[Route, ...] = plan.routes
    return (stop for route in routes for stop in route.stops)
