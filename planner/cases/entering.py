"""The evening: how visits ended is entered in the order of the paper, and everything that follows is done at once.

What follows is `outcomes.TABLE`'s to say. Nothing is done by default: a visit of which nothing was told stays missing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.day_at_once import read_day
from planner.cases.holding import end, hold
from planner.cases.model import Hold, StepKind
from planner.cases.on_paper import put_back
from planner.cases.outcomes import TABLE, Code, VisitOutcome
from planner.cases.ringing import phone_about
from planner.cases.way import may_take, take
from planner.cases.withdrawing import bring_back, called_off, let_go, visits_ahead
from planner.day import outcomes as told
from planner.day.edit import follow
from planner.errors import BadInput, NotFound
from planner.model import Day, Plan, Shift, Stop, Visit
from planner.policy.standing import MISTAKE
from planner.storage.session import Session
from planner.translate import DayProblem
from planner.users import Right, User
from routing.worker import Worker


@dataclass(frozen=True, slots=True)
class Line:
    """A visit as it stands on the paper of a team: its number there, and what was entered.

    One that was called off is entered only where the team was there before it knew.
    """

    shift: Shift
    number: int
    stop: Stop
    visit: Visit
    outcome: VisitOutcome | None
    called_off: bool = False

    @property
    def missing(self) -> bool:
        """Whether how it ended has still to be entered."""
        return self.outcome is None and not self.called_off


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody read from the paper of one visit."""

    visit_id: UUID
    code: Code
    arrived: datetime | None = None
    left: datetime | None = None
    family: str = ""
    work: str = ""
    income: str = ""
    said: str = ""
    recording: str = ""
    group: str = ""
    """Which group of the vulnerable, where the customer is unwell."""


def lines(session: Session, when: date) -> tuple[Line, ...]:
    """The visits of a day in the order of the papers: teams as on the control sheet and as printed, then by number.

    Of what was issued; else nothing. Two teams that go in together have one line, on the paper of the first.
    """
    day = session.day(when)
    issued = session.issued(day.id) if day else None
    if day is None or issued is None:
        return ()
    here = {visit.id: visit for visit in day.visits}
    printed = {stop.visit_id for route in issued.routes for stop in route.stops}
    visits = {**called_off(session, day.date, printed - here.keys()), **here}
    shifts = {shift.id: shift for shift in day.shifts}
    known = {each.visit_id: each for each in session.facts(VisitOutcome, visits=list(visits), open_only=True)}
    found = (
        Line(
            shifts[route.shift_id],
            number,
            stop,
            visits[stop.visit_id],
            known.get(stop.visit_id),
            stop.visit_id not in here,
        )
        for route in issued.routes
        if route.shift_id in shifts
        for number, stop in enumerate(route.stops, start=1)
        if stop.visit_id in visits
    )
    once: dict[UUID, Line] = {}
    for line in found:
        once.setdefault(line.visit.id, line)
    return tuple(once.values())


def missing(found: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of which nothing was entered yet."""
    return tuple(line for line in found if line.missing)


def enter(
    office: Office, when: date, entries: Iterable[Entry], worker: Worker, *, by: User
) -> tuple[VisitOutcome, ...]:
    """Keep how visits of a day ended, with all that follows: holds, steps, and what the plan says of the day.

    One that was entered before is taken back and entered anew; the holds that came of it end.

    Raises
    ------
    NotFound
        ``no_day``, ``no_such_visit``: it is on no route of that day.
    BadInput
        ``left_before_arrived``.
    Conflict
        ``changed_meanwhile``: somebody else has changed the day or its plan just now; nothing is kept.
    """
    by.require(Right.CONTACT)
    entries = tuple(entries)
    if any(each.arrived and each.left and each.left < each.arrived for each in entries):
        raise BadInput("left_before_arrived")
    back = _bring_back(office, when, {each.visit_id for each in entries}, by)
    try:
        read = read_day(office, when, worker, lambda day, plan, issued: _put_back(day, plan, issued, entries))
        plan, now = _told(read.problem, read.plan, entries), office.clock()
        with office.store.writing() as session:
            read.require_same(session)
            session.save_plan(plan)
            return tuple(keep_entry(session, read.day, each, at=now, by=by) for each in entries)
    except Exception:
        _let_go(office, when, back, by)  # nothing is kept: nobody is to go there still
        raise


def take_back(office: Office, when: date, visit_ids: Collection[UUID], worker: Worker, *, by: User) -> None:
    """Something was entered that never was: it is as if nothing had been told, and the holds that came of it end.

    That it was entered stays in the record, and so does the step of its cases: the next outcome is one more.

    Raises
    ------
    NotFound
        ``no_day``.
    Conflict
        ``changed_meanwhile``.
    """
    by.require(Right.CONTACT)
    read = read_day(office, when, worker)
    plan, now = told.unmark(read.problem, read.plan, visit_ids), office.clock()
    with office.store.writing() as session:
        read.require_same(session)
        session.save_plan(plan)
        for visit in (visit for visit in read.day.visits if visit.id in visit_ids):
            unkeep_entry(session, visit, at=now, by=by)
            who = session.subject(visit.customer.id)
            session.record("outcome_taken_back", by.actor, now, visit=visit.id, customer=who)
        day = read.day
        for visit_id in visit_ids:
            day = let_go(session, day, visit_id, at=now, by=by.actor)


def _bring_back(office: Office, when: date, visit_ids: Collection[UUID], by: User) -> Collection[UUID]:
    # A team was there before it knew that it was called off.
    with office.store.reading() as session:
        day = session.day(when)
        gone = set(visit_ids) - {visit.id for visit in (day.visits if day else ())}
    if day is None or not gone:
        return ()
    with office.store.writing() as session:
        for visit_id in gone:
            day = bring_back(session, day, visit_id, at=office.clock(), by=by.actor) or day
    return gone


def _let_go(office: Office, when: date, visit_ids: Collection[UUID], by: User) -> None:
    if visit_ids:
        with office.store.writing() as session:
            day = session.day(when)
            assert day
            # Somebody else may have entered it meanwhile.
            told_of = {each.visit_id for each in session.facts(VisitOutcome, visits=visit_ids, open_only=True)}
            for visit_id in set(visit_ids) - told_of:
                day = let_go(session, day, visit_id, at=office.clock(), by=by.actor)


def _put_back(day: Day, plan: Plan, issued: Plan | None, entries: Iterable[Entry]) -> Plan:
    # With what the plan has let go since it went out, and a team was at nevertheless.
    arrived = {entry.visit_id: entry.arrived for entry in entries}
    return put_back(day, plan, issued, arrived) if issued else plan


def _told(dp: DayProblem, plan: Plan, entries: Iterable[Entry]) -> Plan:
    for entry in entries:
        if plan.route_of(entry.visit_id) is None:
            known = (visit.reference for visit in dp.day.visits if visit.id == entry.visit_id)
            raise NotFound("no_such_visit", reference=next(known, ""))
        follows = TABLE[entry.code]
        if entry.arrived:
            plan = told.begin(dp, plan, [entry.visit_id], entry.arrived)
        at = entry.left or entry.arrived or _planned_end(plan, entry.visit_id)
        kind = told.DONE if follows.done else told.FAILED
        plan = told.tell(dp, plan, [entry.visit_id], told.Told(kind, at, follows.reason))
    return follow(dp, plan)


def _planned_end(plan: Plan, visit_id: UUID) -> datetime:
    # Nobody told when: it was as planned.
    return next(s.departure for route in plan.routes for s in route.stops if s.visit_id == visit_id)


def keep_entry(session: Session, day: Day, entry: Entry, *, at: datetime, by: User) -> VisitOutcome:
    """Keep how one visit ended, with its holds and steps, within a transaction; what was entered before is taken back.

    The plan is the caller's to tell.
    """
    visit, now = day.visit(entry.visit_id), at
    unkeep_entry(session, visit, at=now, by=by)
    kept = session.add_fact(_outcome(visit, entry, now, by))
    if (kind := kept.follows.hold) is not None:
        group = entry.group or ("unknown" if entry.code == Code.UNWELL else "")
        held = Hold(
            customer_id=visit.customer.id, visit_id=visit.id, at=now, by=by.actor,
            kind=kind, source="outcome", group=group,
        )  # fmt: skip
        hold(session, held)
        later = [each for each in visits_ahead(session, held.customer_id, session.day_of(now)) if each != visit.id]
        phone_about(session, later, at=now, by=by.actor, why="held")  # paper of another day may be out
    for file in session.case_files([case.id for case in visit.cases]):
        if may_take(file.stage, StepKind.VISITED):
            take(session, file, StepKind.VISITED, at=now, by=by.actor, why=entry.code.name.lower(), visit_id=visit.id)
    who = session.subject(visit.customer.id)
    session.record("outcome", by.actor, now, visit=visit.id, customer=who, code=entry.code.value)
    return kept


def _outcome(visit: Visit, entry: Entry, now: datetime, by: User) -> VisitOutcome:
    return VisitOutcome(
        customer_id=visit.customer.id, visit_id=visit.id, at=now, by=by.actor, code=entry.code, arrived=entry.arrived,
        left=entry.left, family=entry.family, work=entry.work, income=entry.income, said=entry.said,
        recording=entry.recording,
    )  # fmt: skip


def unkeep_entry(session: Session, visit: Visit, *, at: datetime, by: User) -> None:
    """Take back what was entered of a visit, within a transaction: the holds that came of it end."""
    for before in session.facts(VisitOutcome, visits=[visit.id], open_only=True):
        session.change_fact(replace(before, taken_back=True))
    came = [each for each in session.facts(Hold, visits=[visit.id], open_only=True) if each.source == "outcome"]
    end(session, came, at=at, by=by.actor, why=MISTAKE)
