"""Somebody of a team confirms by telephone what its route is from now on: by name and time, and in the record."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.ringing import PhoneTeam, answered_in, to_phone
from planner.day.meetings import coming_of
from planner.errors import BadInput, NotFound
from planner.model import Day, Plan, Route
from planner.running.held import Held, read_held
from planner.running.pending import as_the_day_has_it
from planner.storage.session import Session
from planner.told import Confirmed
from planner.users import Right, User

CONFIRMED = "route_confirmed"


def confirm(office: Office, day: Day, plan: Plan, shift_id: UUID, who: str, *, by: User) -> Confirmed:
    """Note that `who` of a team has heard all that is new and read it back; in one transaction.

    Whoever was to be told that a visit of this team is off has told it by that, too.

    Raises
    ------
    BadInput
        ``nobody_answered``: nothing is said of who it was.
    NotFound
        ``no_such_team``: it is not of this day.
    """
    by.require(Right.CONTACT)
    shift = next((each for each in day.shifts if each.id == shift_id), None)
    if shift is None:
        raise NotFound("no_such_team")
    if not who.strip():
        raise BadInput("nobody_answered", team=shift.team.name)
    now = office.clock()
    with office.store.writing() as session:
        return confirm_in(session, day, plan, shift_id, who.strip(), at=now, by=by.actor)


def confirm_in(session: Session, day: Day, plan: Plan, shift_id: UUID, who: str, *, at: datetime, by: str) -> Confirmed:
    """The same within a transaction, by who may."""
    held = read_held(session, day).get(shift_id)
    route = next((each for each in as_the_day_has_it(day, plan).routes if each.shift_id == shift_id), None)
    coming = {each.id for each in coming_of(plan)}
    met = [each for each in (route.meetings if route else ()) if each.meeting_id in coming]
    fact = Confirmed(
        day=day.date, at=at, by=by, shift_id=shift_id, who=who, issue=held.issue if held else 0,
        visits=tuple(stop.visit_id for stop in (route.stops if route else ())),
        starts=tuple(stop.start for stop in (route.stops if route else ())),
        meetings=tuple(each.meeting_id for each in met), meets=tuple(each.start for each in met),
    )  # fmt: skip
    kept = session.add_day_fact(fact)
    told = [answered_in(session, each, who, at=at, by=by) for each in _said(session, day.date, shift_id, route)]
    session.record(
        CONFIRMED, by, at, day=day.date, shift=shift_id, issue=fact.issue, visits=len(fact.visits),
        meetings=len(fact.meetings), calls=len(told),
    )  # fmt: skip
    return kept


def answered(office: Office, phone: PhoneTeam, who: str, *, by: User) -> PhoneTeam:
    """Somebody of a team that was rung up about one visit answered: they know, and leave it out. Nobody rings again.

    Raises
    ------
    BadInput
        ``nobody_answered``: nothing is said of who it was.
    Conflict
        ``changed_meanwhile``: somebody else has noted it already.
    """
    by.require(Right.CONTACT)
    if not who.strip():
        raise BadInput("nobody_answered", team=phone.team)
    now = office.clock()
    with office.store.writing() as session:
        kept = answered_in(session, phone, who.strip(), at=now, by=by.actor)
        day = session.day(phone.day)
        held = read_held(session, day).get(phone.shift_id) if day else None
        if held and phone.visit_id in held.visits:
            _without(session, held, phone, who.strip(), at=now, by=by.actor)
    return kept


def _without(session: Session, held: Held, phone: PhoneTeam, who: str, *, at: datetime, by: str) -> None:
    # What else the team was to be told it has not heard by that.
    rest = [pair for pair in zip(held.visits, held.starts, strict=True) if pair[0] != phone.visit_id]
    fact = Confirmed(
        day=phone.day, at=at, by=by, shift_id=held.shift_id, who=who, issue=held.issue,
        visits=tuple(visit for visit, _start in rest), starts=tuple(start for _visit, start in rest),
        meetings=tuple(held.meetings), meets=tuple(held.meetings.values()),
    )  # fmt: skip
    session.add_day_fact(fact)
    session.record(
        CONFIRMED, by, at, day=phone.day, shift=held.shift_id, issue=held.issue, visits=len(rest),
        meetings=len(held.meetings), calls=1,
    )  # fmt: skip


def _said(session: Session, day: date, shift_id: UUID, route: Route | None) -> tuple[PhoneTeam, ...]:
    # Visits it was to be told to leave out, and which its route no longer has.
    here = {stop.visit_id for stop in (route.stops if route else ())}
    return tuple(
        each for each in to_phone(session)
        if each.day == day and each.shift_id == shift_id and each.visit_id not in here
    )  # fmt: skip
