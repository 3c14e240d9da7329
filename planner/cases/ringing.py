"""Teams to be rung up: their paper names a visit that nobody makes any more. Waits until somebody has answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from planner.cases.model import Fact
from planner.cases.withdrawing import CalledOff, Withdrawn, carried_by
from planner.storage.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneTeam(Fact):
    """A team carries paper of a visit that is no longer made: ring it up. In force until somebody answered."""

    KIND: ClassVar[str] = "phone_team"

    day: date
    shift_id: UUID
    team: str
    why: str
    issue: int = 0
    """The version of the plan that is on the paper, where the visit stays in its day."""
    answered_at: datetime | None = None
    answered_by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None


def phone_teams(
    session: Session, gone: Iterable[Withdrawn], *, at: datetime, by: str, why: str = "withdrawn", issue: int = 0
) -> tuple[PhoneTeam, ...]:
    """Note which teams have to be rung up, for they carry paper of visits that are no longer made."""
    made = tuple(
        PhoneTeam(
            customer_id=each.visit.customer.id, visit_id=each.visit.id, at=at, by=by, day=each.date,
            shift_id=shift_id, team=team, why=why, issue=issue,
        )
        for each in gone
        for shift_id, team in each.teams
    )  # fmt: skip
    for phone in made:
        session.record("phone_team", by, at, visit=phone.visit_id, shift=phone.shift_id, day=phone.day)
    return session.add_facts(made)


def phone_about(
    session: Session, visit_ids: Collection[UUID], *, at: datetime, by: str, why: str
) -> tuple[PhoneTeam, ...]:
    """Have the teams rung up whose paper has visits that stay in their day, but nobody may make any more.

    Once for each, however often it is said. What has begun is no longer called off.
    """
    known = {(each.visit_id, each.issue, each.shift_id) for each in session.facts(PhoneTeam, visits=visit_ids)}
    found: list[PhoneTeam] = []
    for when, ids in sorted(session.days_of_visits(visit_ids).items()):
        day = session.day(when)
        issued, draft = (session.issued(day.id), session.draft(day.id)) if day else (None, None)
        if day is None or issued is None:
            continue
        begun = {s.visit_id for plan in (issued, draft) if plan for r in plan.routes for s in r.stops if s.actual}
        for visit_id in (each for each in ids if each not in begun):
            carry = carried_by(day, issued, visit_id)
            fresh = tuple(team for team in carry if (visit_id, issued.version, team[0]) not in known)
            gone = Withdrawn(day.visit(visit_id), when, fresh)
            found += phone_teams(session, [gone], at=at, by=by, why=why, issue=issued.version)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ToRing:
    """A team to be rung up, with the people who may answer: name and number, as far as they are known."""

    phone: PhoneTeam
    people: tuple[tuple[str, str], ...]
    reference: str = ""


def to_ring(session: Session) -> tuple[ToRing, ...]:
    """The same as `to_phone`, with numbers."""
    waiting = to_phone(session)
    days = {each.day: session.day(each.day) for each in waiting}
    off = {each.visit_id: each.reference for each in session.facts(CalledOff, visits=[_visit(w) for w in waiting])}
    found = []
    for each in waiting:
        day = days[each.day]
        shift = next((one for one in day.shifts if one.id == each.shift_id), None) if day else None
        here = [visit.reference for visit in day.visits if visit.id == each.visit_id] if day else []
        people = tuple((one.name, one.phone) for one in shift.members) if shift else ()
        found.append(ToRing(each, people, off.get(each.visit_id) or next(iter(here), "")))
    return tuple(found)


def _visit(phone: PhoneTeam) -> UUID:
    assert phone.visit_id is not None
    return phone.visit_id


def to_phone(session: Session) -> tuple[PhoneTeam, ...]:
    """Whom to ring up now, the longest waiting first."""
    return session.facts(PhoneTeam, open_only=True)


def answered_in(session: Session, phone: PhoneTeam, who: str, *, at: datetime, by: str) -> PhoneTeam:
    """Somebody of the team answered and knows; in this transaction, by who may.

    Raises
    ------
    Conflict
        ``changed_meanwhile``: somebody else has noted it already.
    """
    kept = session.change_fact(replace(phone, answered_at=at, answered_by=who))
    session.record("team_phoned", by, at, visit=phone.visit_id, shift=phone.shift_id, day=phone.day)
    return kept
