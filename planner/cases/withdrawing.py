"""Takes visits off the days ahead: nobody goes there, whatever plan they stand in. Why is the caller's business.

The plan of such a day follows when it is opened next; one that was issued stays as it went out, and its team has to be
told by telephone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from planner.cases.model import Fact, StepKind
from planner.cases.way import may_take, take
from planner.model import Day, Plan, Visit
from planner.policy.standing import MISTAKE
from planner.storage.session import Session


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A visit that is no longer made. `teams` carry it on paper, by shift and name: two where two go in together."""

    visit: Visit
    date: date
    teams: tuple[tuple[UUID, str], ...] = ()

    @property
    def team(self) -> str:
        """Their names; empty where no paper is out."""
        return _names(self.teams)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff(Fact):
    """A visit was taken off its day: what is left to tell of it. `team` is whose it was to be, `why` a code.

    A team may have been at the door before it could be told: `visit` is what it was, where it is on paper.
    """

    KIND: ClassVar[str] = "called_off"

    day: date
    reference: str
    team: str = ""
    why: str = ""
    on_paper: bool = False
    visit: Visit | None = None


def withdraw(
    session: Session, visit_ids: Collection[UUID], *, at: datetime, by: str, why: str
) -> tuple[Withdrawn, ...]:
    """Take visits out of their days in this transaction, and their cases a step back.

    What has begun stays: it is a fact. `why` is a code, such as ``hardship_plan``.
    """
    found: list[Withdrawn] = []
    for when, ids in sorted(session.days_of_visits(visit_ids).items()):
        day = session.day(when)
        if day is not None:
            found += _out_of(session, day, ids, at, by, why)
    return tuple(found)


def visits_ahead(session: Session, customer_id: UUID, today: date) -> tuple[UUID, ...]:
    """The visits to a customer that are still to be made, today or later."""
    days = sorted(session.days_of_customer(customer_id).items())
    return tuple(visit_id for when, ids in days if when >= today for visit_id in ids)


def bring_back(session: Session, day: Day, visit_id: UUID, *, at: datetime, by: str) -> Day | None:
    """The day with a visit that was called off, for it was made nevertheless; None where there was no such visit."""
    made = called_off(session, day.date, [visit_id]).get(visit_id)
    if made is None:
        return None
    kept = session.save_day(replace(day, visits=(*day.visits, session.as_known(made))))
    who = session.subject(made.customer.id)
    session.record("visit_made_after_all", by, at, visit=visit_id, date=day.date, customer=who)
    return kept


def let_go(session: Session, day: Day, visit_id: UUID, *, at: datetime, by: str) -> Day:
    """The day as it was before `bring_back`: the visit was not made, and nobody is to go there."""
    others = tuple(visit for visit in day.visits if visit.id != visit_id)
    if len(others) == len(day.visits) or not called_off(session, day.date, [visit_id]):
        return day
    who = session.subject(day.visit(visit_id).customer.id)
    session.record("visit_withdrawn", by, at, visit=visit_id, date=day.date, customer=who, why=MISTAKE)
    return session.save_day(replace(day, visits=others))


def called_off(session: Session, when: date, visit_ids: Collection[UUID]) -> dict[UUID, Visit]:
    """Those of these visits that were called off while a team had them on paper, as they were."""
    facts = session.facts(CalledOff, visits=visit_ids) if visit_ids else ()
    return {each.visit.id: each.visit for each in facts if each.visit and each.day == when}


def _out_of(session: Session, day: Day, ids: Collection[UUID], at: datetime, by: str, why: str) -> Iterable[Withdrawn]:
    issued, draft = session.issued(day.id), session.draft(day.id)
    begun = {s.visit_id for plan in (issued, draft) if plan for r in plan.routes for s in r.stops if s.actual}
    going = [day.visit(each) for each in ids if each not in begun]
    if not going:
        return ()
    gone = {visit.id for visit in going}
    session.save_day(replace(day, visits=tuple(visit for visit in day.visits if visit.id not in gone)))
    for visit in going:
        _step_back(session, visit, at, by, why)
        who = session.subject(visit.customer.id)
        session.record("visit_withdrawn", by, at, visit=visit.id, date=day.date, customer=who, why=why)
    found = [Withdrawn(visit, day.date, carried_by(day, issued, visit.id)) for visit in going]
    session.add_facts(
        CalledOff(
            customer_id=each.visit.customer.id, visit_id=each.visit.id, at=at, by=by, day=day.date,
            reference=each.visit.reference, team=each.team or _names(carried_by(day, draft, each.visit.id)), why=why,
            on_paper=bool(each.teams), visit=each.visit if each.teams else None,
        )
        for each in found
    )  # fmt: skip
    return found


def _names(teams: Iterable[tuple[UUID, str]]) -> str:
    return ", ".join(name for _shift, name in teams)


def carried_by(day: Day, plan: Plan | None, visit_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The shifts that make a visit by this plan, and their teams' names; a team that is dissolved has none."""
    known = {shift.id: shift.team.name for shift in day.shifts}
    routes = plan.routes_of(visit_id) if plan else ()
    return tuple((route.shift_id, known.get(route.shift_id, "")) for route in routes)


def _step_back(session: Session, visit: Visit, at: datetime, by: str, why: str) -> None:
    for file in session.case_files([case.id for case in visit.cases]):
        if may_take(file.stage, StepKind.WITHDRAWN):
            take(session, file, StepKind.WITHDRAWN, at=at, by=by, why=why, visit_id=visit.id)
