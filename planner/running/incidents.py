"""Something went wrong: an incident stays on top, with its log, until somebody closes it. Danger has a file of its own.

While an incident pauses its team, that is given nothing and its check-ins are not waited for: somebody is at it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.holding import end
from planner.cases.model import Hold
from planner.day.heard import paused_by
from planner.errors import BadInput, NotAllowed
from planner.model import Day
from planner.policy.standing import MISTAKE
from planner.storage.session import Session
from planner.told import Incident, IncidentKind, Line
from planner.users import Right, User

SOURCE = "incident"
"""Of the holds that came of one."""


def open_incident(
    office: Office,
    day: Day,
    shift_id: UUID | None,
    kind: IncidentKind,
    *,
    visit_id: UUID | None = None,
    pauses: bool = True,
    text: str = "",
    by: User,
) -> Incident:
    """Open an incident of a team, or of none. Danger holds the dwelling of the visit besides.

    Raises
    ------
    KeyError
        There is no such visit on the day.
    """
    from planner.running.danger import hold_dwelling

    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        incident = add(session, day, shift_id, kind, pauses=pauses, text=text, at=now, by=by)
        if kind == IncidentKind.DANGER and visit_id:
            return hold_dwelling(session, day, incident, visit_id, at=now, by=by)
        return incident if visit_id is None else session.change_day_fact(replace(incident, visit_id=visit_id))


def add(
    session: Session, day: Day, shift_id: UUID | None, kind: IncidentKind, *, pauses: bool, text: str, at: datetime,
    by: User,
) -> Incident:  # fmt: skip
    """The same within a transaction, of no visit yet. A team that is in danger already has the one it has."""
    for known in open_incidents(session):
        if shift_id and (known.shift_id, known.kind, known.day) == (shift_id, kind, day.date):
            return _written(session, known, text, at, by) if text.strip() else known
    log = (Line(at, by.actor, text.strip()),) if text.strip() else ()
    incident = Incident(day=day.date, at=at, by=by.actor, shift_id=shift_id, kind=kind, pauses=pauses, log=log)
    session.record(
        "incident_opened", by.actor, at, date=day.date, shift=shift_id, incident=incident.id, what=kind.value
    )
    return session.add_day_fact(incident)


def write(office: Office, incident: Incident, text: str, *, by: User) -> Incident:
    """Add a line to the log, behind what others have written meanwhile; the record tells that there is one, no more.

    Raises
    ------
    BadInput
        ``empty_line``.
    NotAllowed
        ``incident_is_closed``.
    """
    by.require(Right.CONTACT)
    if not text.strip():
        raise BadInput("empty_line")
    with office.store.writing() as session:
        now = session.day_fact(incident)
        if not now.open:
            raise NotAllowed("incident_is_closed")
        return _written(session, now, text, office.clock(), by)


def _written(session: Session, incident: Incident, text: str, at: datetime, by: User) -> Incident:
    session.record("incident_noted", by.actor, at, incident=incident.id, line=len(incident.log) + 1)
    return session.change_day_fact(replace(incident, log=(*incident.log, Line(at, by.actor, text.strip()))))


def go_on(office: Office, incident: Incident, *, by: User) -> Incident:
    """The team's day goes on; the incident stays open, and so do its holds."""
    by.require(Right.CONTACT)
    with office.store.writing() as session:
        session.record("team_goes_on", by.actor, office.clock(), incident=incident.id, shift=incident.shift_id)
        return session.change_day_fact(replace(incident, pauses=False))


def close(office: Office, incident: Incident, *, mistaken: bool = False, by: User) -> Incident:
    """It is over. Its holds stay until somebody ends them one by one, but where there never was anything: they end.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: somebody else has written or closed it.
    """
    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        if mistaken:
            end(session, holds_of(session, incident), at=now, by=by.actor, why=MISTAKE)
        session.record("incident_closed", by.actor, now, incident=incident.id, mistaken=mistaken)
        return session.change_day_fact(replace(incident, closed_at=now, closed_by=by.actor))


def open_incidents(session: Session) -> tuple[Incident, ...]:
    """What is not closed, of all days, the oldest first."""
    return session.day_facts(Incident, open_only=True)


def paused(session: Session, day: date) -> frozenset[UUID]:
    """The shifts of a day that stand still."""
    return paused_by(each for each in open_incidents(session) if each.day == day)


def holds_of(session: Session, incident: Incident) -> tuple[Hold, ...]:
    """The holds that came of it and are in force still."""
    found = (session.fact(Hold, each) for each in incident.holds)
    return tuple(each for each in found if each and each.open)
