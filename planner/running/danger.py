"""A team says the code word: its day stands still, and nobody goes to that dwelling any more, whoever lives there.

The people are held, not the place alone: a hold is what every gate, plan and paper asks for. Visits stay in their days,
and teams that carry paper of them are rung up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.holding import hold
from planner.cases.model import Hold, HoldKind
from planner.cases.ringing import PhoneTeam, phone_about, phone_teams
from planner.cases.withdrawing import Withdrawn, carried_by, visits_ahead
from planner.model import Day, Visit
from planner.running.incidents import SOURCE, add, holds_of
from planner.running.typed import folded
from planner.settings import Settings
from planner.storage.session import Session
from planner.told import Incident, IncidentKind
from planner.users import Right, User

WHY = "danger"


def is_code_word(settings: Settings, text: str) -> bool:
    """Whether this is what a team says in danger; never where the office has agreed on no word."""
    return bool(word := folded(settings.code_word)) and folded(text) == word


def declare(session: Session, day: Day, shift_id: UUID, visit_id: UUID | None, *, at: datetime, by: User) -> Incident:
    """Open the incident within a transaction, and hold the dwelling where it is known at which visit the team is."""
    incident = add(session, day, shift_id, IncidentKind.DANGER, pauses=True, text="", at=at, by=by)
    if not incident.pauses:  # it went on, and now this
        incident = session.change_day_fact(replace(incident, pauses=True))
    return hold_dwelling(session, day, incident, visit_id, at=at, by=by) if visit_id else incident


def tell_where(office: Office, day: Day, incident: Incident, visit_id: UUID, *, by: User) -> Incident:
    """It became known at which visit the team is, or was: the dwelling is held.

    Raises
    ------
    Conflict
        ``changed_meanwhile``.
    """
    by.require(Right.CONTACT)
    with office.store.writing() as session:
        return hold_dwelling(session, day, incident, visit_id, at=office.clock(), by=by)


def hold_dwelling(
    session: Session, day: Day, incident: Incident, visit_id: UUID, *, at: datetime, by: User
) -> Incident:
    """Hold everybody of the dwelling who is to be visited from this day on or has a case; teams are to be rung up."""
    visit = day.visit(visit_id)
    if (incident.visit_id, incident.dwelling) == (visit_id, visit.address.dwelling):
        return incident
    people = dict.fromkeys((visit.customer.id, *session.dwellers(visit.address.dwelling, day.date)))
    wanted = [Hold(customer_id=who, at=at, by=by.actor, kind=HoldKind.SAFETY, source=SOURCE) for who in people]
    known = {hold(session, each).id for each in wanted}
    ahead = [each for who in people for each in visits_ahead(session, who, day.date) if each != visit_id]
    phone_about(session, ahead, at=at, by=by.actor, why=WHY)
    _ring_the_other(session, day, incident, visit, at, by)
    session.record("dwelling_held", by.actor, at, incident=incident.id, visit=visit_id, customers=len(people))
    held = tuple(dict.fromkeys((*incident.holds, *(each.id for each in wanted if each.id in known))))
    return session.change_day_fact(
        replace(incident, visit_id=visit_id, dwelling=visit.address.dwelling, holds=held)
    )  # fmt: skip


def _ring_the_other(session: Session, day: Day, incident: Incident, visit: Visit, at: datetime, by: User) -> None:
    # Two teams were to meet there: the other one is on its way, or in there as well.
    carry = carried_by(day, session.draft(day.id), visit.id)
    others = tuple(team for team in carry if team[0] != incident.shift_id)
    issued = session.issued(day.id)
    if others and issued:
        phone_teams(
            session, [Withdrawn(visit, day.date, others)], at=at, by=by.actor, why=WHY, issue=issued.version
        )  # fmt: skip


def held_by(session: Session, incident: Incident) -> tuple[UUID, ...]:
    """The customers whom it holds."""
    return tuple(dict.fromkeys(each.customer_id for each in holds_of(session, incident)))


def to_ring_of(session: Session, incident: Incident) -> tuple[PhoneTeam, ...]:
    """The teams that nobody has reached yet about the people whom it holds."""
    held = frozenset(held_by(session, incident))
    waiting = session.facts(PhoneTeam, open_only=True)
    return tuple(each for each in waiting if each.why == WHY and each.customer_id in held)
