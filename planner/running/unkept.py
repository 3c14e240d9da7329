"""Customers who were promised a visit that nobody makes any more, and to whom nobody has spoken since.

A team that is back comes to nobody. What was promised and not kept stays to be told: in the evening, when the day is
closed, and on the mornings after it. It is worked out anew each time; a call is what settles it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.model import Contact, ContactResult
from planner.day.heard import back
from planner.day.promised import begun
from planner.model import Day, Plan, Visit
from planner.policy import gate
from planner.policy.hours import moment
from planner.policy.personal import holding
from planner.running.calls_due import CallMade, ToCall, Why
from planner.storage.session import Session
from planner.told import CheckIn

type Unkept = Mapping[date, tuple[ToCall, ...]]


def unkept(office: Office, when: date) -> tuple[ToCall, ...]:
    """Whom to call about a day, by when they were promised; nobody where nothing was issued for it."""
    return _found(office, [when]).get(when, ())


def unkept_before(office: Office, first: date, today: date) -> Unkept:
    """The same of the days from a `first` until before today; days of which nobody is left to call are not there."""
    with office.store.reading() as session:
        days = [when for when in session.issued_dates() if first <= when < today]
    return _found(office, sorted(days))


def _found(office: Office, days: Collection[date]) -> Unkept:
    with office.store.reading() as session:
        today = session.day_of(office.clock())
        read = [(day, _read(session, day, today)) for when in days if (day := session.day(when))]
    left = ((day.date, _free(office, day, calls, today)) for day, calls in read if calls)
    return {when: calls for when, calls in left if calls}


def _read(session: Session, day: Day, today: date) -> tuple[ToCall, ...]:
    issued = session.issued(day.id)
    plan = session.draft(day.id) or issued
    if issued is None or plan is None or not any(visit.promised for visit in day.visits):
        return ()
    home = None if day.date < today else back(session.day_facts(CheckIn, day.date)).keys()
    made = session.day_facts(CallMade, day.date)
    left = [visit for visit in _left(day, plan, home) if not _told(made, visit)]
    spoken = _spoken(session, day, left, made)
    calls = (_call(day, visit, made) for visit in left if visit.id not in spoken)
    return tuple(sorted(calls, key=lambda call: call.was))


def _left(day: Day, plan: Plan, home: Collection[UUID] | None) -> Iterator[Visit]:
    # Nobody has been there, and nobody is on the road who still might. Of a day that is over (None) nobody is.
    been = begun(plan).keys()
    for visit in day.visits:
        teams = {route.shift_id for route in plan.routes for stop in route.stops if stop.visit_id == visit.id}
        if visit.promised and visit.id not in been and (home is None or teams <= set(home)):
            yield visit


def _told(made: Collection[CallMade], visit: Visit) -> bool:
    return any(each.visit_id == visit.id and each.answered and each.why == Why.NOT_TODAY for each in made)


def _spoken(session: Session, day: Day, left: Collection[Visit], made: Collection[CallMade]) -> set[UUID]:
    # Who was spoken to after their time knows; but not who was only told that somebody comes later.
    later = {each.at for each in made if each.why == Why.OTHERWISE}
    whose = {visit.customer.id for visit in left}
    talks = [
        each
        for each in (session.facts(Contact, customers=whose) if whose else ())
        if each.result == ContactResult.TALKED and each.at not in later
    ]
    return {
        visit.id
        for visit in left
        for each in talks
        if visit.promised
        and each.customer_id == visit.customer.id
        and each.at > moment(visit.date, visit.promised.latest, day.zone)
    }


def _call(day: Day, visit: Visit, made: Collection[CallMade]) -> ToCall:
    assert visit.promised
    tries = sum(each.visit_id == visit.id and not each.answered for each in made)
    was = moment(visit.date, visit.promised.earliest, day.zone)
    return ToCall(visit, Why.NOT_TODAY, was, None, promised=True, tries=tries)


def _free(office: Office, day: Day, calls: Collection[ToCall], today: date) -> tuple[ToCall, ...]:
    # Who is held by now, be it since that day, or has paid is left in peace.
    closed = office.closed(day)

    def held(visit: Visit) -> bool:
        standing = closed.standings.get(visit.customer.id)
        days = (replace(visit, date=on) for on in (day.date, today))
        return any(any(True for _hold in holding(office.pack, standing, each)) for each in days)

    return tuple(call for call in calls if gate.is_approved(call.visit) and not held(call.visit))
