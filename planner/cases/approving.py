"""A second person approves a visit, returns it, or decides that a hold need not stop it. Nobody does so of their own.

Gates that are red or unknown refuse, whoever asks; they are judged in the transaction that approves. Where nobody else
is present a visit stays unapproved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.approval_queue import Proposed as Proposed
from planner.cases.approval_queue import Review as Review
from planner.cases.approval_queue import Terms, is_own, proposed_on, proposers_of, terms_of
from planner.cases.approval_queue import queue as queue
from planner.cases.evidence import is_reviewed
from planner.cases.model import Approval, CaseFile, Hold, HoldKind, Stage, Step, StepKind
from planner.cases.way import may_take, take
from planner.errors import Conflict, NotAllowed, NotFound
from planner.model import Day, Visit
from planner.policy.gate import is_approved
from planner.signing_in import allow, confirm
from planner.storage.session import Session
from planner.users import Right, User

KEPT = timedelta(days=14)
"""So long does a returned proposal stand before whoever proposed it."""


class Why(StrEnum):
    """Why a proposal is returned."""

    ANOTHER_WAY = "another_way"
    """A talk, a plan or a letter would do: nobody has to come."""
    TALK_AGAIN = "talk_again"
    OTHER_DAY = "other_day"
    OTHER_PLACE = "other_place"
    PAPERS = "papers"
    TOO_MUCH = "too_much"
    """It asks too much of the customer as things are."""


class Decision(StrEnum):
    """Why a hold need not stop one visit."""

    CUSTOMER_WISHES = "customer_wishes"
    HELPER_AGREES = "helper_agrees"
    CHECKED = "checked"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Returned:
    """A proposal that came back: of whom, for which cases and day, why, when and from whom."""

    customer: str
    cases: tuple[CaseFile, ...]
    day: date | None
    why: str
    at: datetime
    by: str


def approve(
    office: Office, visit_ids: Collection[UUID], *, by: User, seen: Mapping[UUID, int] | None = None
) -> tuple[Visit, ...]:
    """Approve visits: all of them or none, in the name of who asks.

    Parameters
    ----------
    seen
        The versions in which visits were looked at: nobody approves what has changed since.

    Raises
    ------
    NotAllowed
        ``nobody_to_approve`` in an office without users; ``no_right``, ``user_retired``, ``sign_in_first``;
        ``own_proposal``, ``proposer_unknown``, ``approver_goes``; ``gate_shut`` with the gate and its rule;
        ``wrong_stage``.
    NotFound
        ``no_such_visit``: none that waits.
    Conflict
        ``changed_meanwhile``.
    """
    terms, ids = _prepare(office, visit_ids, by), frozenset(visit_ids)
    with office.store.writing() as session:
        who = confirm(session, by, Right.APPROVE, terms.now)
        made = [visit for day in _days(session, terms, ids) for visit in _approve(session, terms, day, ids, who, seen)]
        if not ids or len(made) != len(ids):
            raise NotFound("no_such_visit", reference="")
    return tuple(made)


def _approve(
    session: Session, terms: Terms, day: Day, ids: Collection[UUID], who: User, seen: Mapping[UUID, int] | None
) -> Iterable[Visit]:
    found = {each.visit.id: each for each in proposed_on(session, terms, day, who, ids)}
    for each in found.values():
        if seen is not None and seen.get(each.visit.id) != each.visit.version:
            raise Conflict("changed_meanwhile", what="visit")
        _require(each)
    signed = {key: replace(p.visit, approved_by=who.name, approved_at=terms.now) for key, p in found.items()}
    kept = session.save_day(replace(day, visits=tuple(signed.get(visit.id, visit) for visit in day.visits)))
    for each in found.values():
        _keep(session, terms, each, who)
    return [kept.visit(key) for key in found]


def _require(each: Proposed) -> None:
    reference = each.visit.reference
    if each.refusal == "own_proposal":
        raise NotAllowed("own_proposal", reference=reference)
    if each.refusal == "proposer_unknown":
        raise NotAllowed("proposer_unknown", reference=reference)
    if each.refusal == "approver_goes":
        raise NotAllowed("approver_goes", reference=reference)
    if each.shut:
        gate = each.shut[0]
        raise NotAllowed("gate_shut", reference=reference, first=gate.id, rule=(gate.rules or (gate.key,))[0])


def _keep(session: Session, terms: Terms, each: Proposed, who: User) -> None:
    visit, now = each.visit, terms.now
    for case in session.case_files([case.id for case in visit.cases]):
        if case.stage == Stage.CONTACTED:  # a further visit, after another talk
            case = take(session, case, StepKind.PROPOSED, at=now, by=each.proposed_by, visit_id=visit.id)
        if case.stage != Stage.APPROVED:  # approved before, and changed since
            take(session, case, StepKind.APPROVED, at=now, by=who.actor, visit_id=visit.id)
    evidence = {gate.id: gate.why or "green" for gate in each.gates} | dict(each.decided)
    made = Approval(
        customer_id=visit.customer.id, visit_id=visit.id, at=now, by=who.actor, approved=True,
        proposed_by=each.proposed_by, evidence=evidence,
    )  # fmt: skip
    session.add_fact(made)
    _record(session, "visit_approved", who, terms, visit, gates=len(each.gates), reviews=len(each.decided))


def give_back(office: Office, visit_id: UUID, why: Why, *, by: User) -> None:
    """Return a proposal, with a reason: the visit leaves its day, and its cases take a step back.

    Raises
    ------
    NotAllowed
        As `approve`, but gates: also ``already_approved``.
    NotFound
        ``no_such_visit``.
    """
    terms = _prepare(office, [visit_id], by)
    with office.store.writing() as session:
        who = confirm(session, by, Right.APPROVE, terms.now)
        day, visit = _visit(session, terms, visit_id)
        if is_approved(visit):
            raise NotAllowed("already_approved", reference=visit.reference)
        proposed_by = proposers_of(session, [visit_id]).get(visit_id, ("", None))[0]
        session.save_day(replace(day, visits=tuple(each for each in day.visits if each.id != visit_id)))
        for case in session.case_files([case.id for case in visit.cases]):
            kind = StepKind.RETURNED if may_take(case.stage, StepKind.RETURNED) else StepKind.WITHDRAWN
            if case.stage in (Stage.PROPOSED, Stage.APPROVED):
                take(session, case, kind, at=terms.now, by=who.actor, why=why.value, visit_id=visit_id)
        made = Approval(
            customer_id=visit.customer.id, visit_id=visit_id, at=terms.now, by=who.actor, approved=False,
            proposed_by=proposed_by, why=why.value, evidence={"day": visit.date.isoformat()},
        )  # fmt: skip
        session.add_fact(made)
        _record(session, "visit_returned", who, terms, visit, why=why.value)


def decide_hold(office: Office, visit_id: UUID, kind: HoldKind, why: Decision, *, by: User) -> None:
    """Decide that a hold need not stop one visit, where the rules leave that to a second person.

    It counts for this visit alone, and no longer than until the same is told again.

    Raises
    ------
    NotAllowed
        As `approve`, but gates: also ``not_to_decide``: no such hold, or one that nobody may decide on.
    NotFound
        ``no_such_visit``.
    """
    terms = _prepare(office, [visit_id], by)
    with office.store.writing() as session:
        who = confirm(session, by, Right.APPROVE, terms.now)
        _day, visit = _visit(session, terms, visit_id)
        holds = session.facts(Hold, customers=[visit.customer.id], open_only=True)
        key = f"holds.{kind.value}"
        if not is_reviewed(terms.pack, key) or not any(hold.kind == kind for hold in holds):
            raise NotAllowed("not_to_decide", reference=visit.reference)
        proposed_by = proposers_of(session, [visit_id]).get(visit_id, ("", None))[0]
        if is_own(who, proposed_by, terms.today):
            raise NotAllowed("own_proposal", reference=visit.reference)
        about = {"customer_id": visit.customer.id, "visit_id": visit_id, "at": terms.now, "by": who.actor}
        session.add_fact(Review(hold=kind, why=why.value, **about))  # type: ignore[arg-type]
        if is_approved(visit):  # it goes on as it was approved, with this beside
            last = session.facts(Approval, visits=[visit_id])[-1:]
            before = dict(last[0].evidence) if last else {}
            proposed_by = last[0].proposed_by if last else proposed_by
            again = {"approved": True, "proposed_by": proposed_by, "evidence": {**before, key: why.value}}
            session.add_fact(Approval(**about, **again))  # type: ignore[arg-type]
        _record(session, "hold_decided", who, terms, visit, hold=kind.value, why=why.value)


def returned(office: Office, *, by: User) -> tuple[Returned, ...]:
    """Proposals of who asks that came back of late and were not proposed again, the newest first."""
    by.require(Right.SEE_CASE)
    now = office.clock()
    with office.store.reading() as session:
        names = session.user_names()
        back = [f for f in session.facts(Approval, since=now - KEPT) if not f.approved and f.proposed_by == by.actor]
        steps = session.facts(Step, visits=[f.visit_id for f in back if f.visit_id])
        files = session.customer_files({fact.customer_id for fact in back})
        found = []
        for fact in reversed(back):
            cases = {step.case_id for step in steps if step.visit_id == fact.visit_id and step.case_id}
            kept = session.case_files(cases)
            still = [case for case in kept if case.stage == Stage.CONTACTED]
            if fact.customer_id in files and (still or not kept):
                day = fact.evidence.get("day")
                name = files[fact.customer_id].customer.name
                when = date.fromisoformat(day) if day else None
                found.append(Returned(name, tuple(still), when, fact.why, fact.at, names.get(fact.by, "")))
    return tuple(found)


# --- around it


def _prepare(office: Office, ids: Collection[UUID], by: User) -> Terms:
    if not office.has_users:
        raise NotAllowed("nobody_to_approve")
    allow(office, Right.APPROVE, by)
    with office.store.reading() as session:
        dates = session.days_of_visits(ids)
    return terms_of(office, dates)


def _days(session: Session, terms: Terms, ids: Collection[UUID]) -> Iterable[Day]:
    for when in sorted(session.days_of_visits(ids)):
        day = session.day(when) if when in terms.closed else None
        if day is not None:
            yield day


def _visit(session: Session, terms: Terms, visit_id: UUID) -> tuple[Day, Visit]:
    for day in _days(session, terms, [visit_id]):
        return day, day.visit(visit_id)
    raise NotFound("no_such_visit", reference="")


def _record(session: Session, kind: str, who: User, terms: Terms, visit: Visit, **details: object) -> None:
    rules = f"{terms.pack.id} {terms.pack.version}"
    about = {"visit": visit.id, "day": visit.date, "customer": session.subject(visit.customer.id), "rules": rules}
    session.record(kind, who.actor, terms.now, **about, **details)
