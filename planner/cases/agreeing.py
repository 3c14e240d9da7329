"""Agrees a repayment plan, and ends it. While one is in force a hold blocks every visit to its customer.

Nobody agrees for the customer: without recorded understanding and consent there is no plan. What was paid on it is read
in `progress`; whoever keeps to it is left alone.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.affordability import means_of, within
from planner.cases.contacts import TALKS
from planner.cases.drawing_up import owed_by
from planner.cases.holding import end, held, hold
from planner.cases.installments import Terms, add_months, fits
from planner.cases.model import CaseFile, Channel, Contact, Hold, HoldKind, Payment, Stage, StepKind
from planner.cases.plan_tasks import NO_CALLS
from planner.cases.progress import Paid, PlanProgress, progress
from planner.cases.repayment import ConsentForm, PlanState, RepaymentPlan, plans_of
from planner.cases.ringing import PhoneTeam, phone_teams
from planner.cases.way import may_take, take
from planner.cases.withdrawing import Withdrawn, visits_ahead, withdraw
from planner.errors import Conflict, NotAllowed
from planner.policy.pack import PlanRules
from planner.storage.session import Session
from planner.users import Right, User

WITH_PLAN = (Stage.AGREED, Stage.FOLLOWED_UP)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What followed from an agreement: visits that have become needless, and the teams to ring up about them."""

    plan: RepaymentPlan
    withdrawn: tuple[Withdrawn, ...] = ()
    phone: tuple[PhoneTeam, ...] = ()


def agree(
    office: Office,
    plan: RepaymentPlan,
    *,
    by: User,
    understood: bool,
    consent_form: ConsentForm | None,
    recording: str = "",
    says_affordable: bool = False,
) -> Agreed:
    """The customer has understood a draft and agrees to it: visits become needless, and the hold begins.

    Parameters
    ----------
    understood
        Every term was explained, and the customer says that they understood it.
    recording
        The reference of the recording; needed where nothing was signed.
    says_affordable
        The customer says that they can pay this without going short; needed where they told nothing of their means.

    Raises
    ------
    NotAllowed
        ``not_understood``, ``no_consent``, ``recording_missing``, ``above_means``, ``means_unknown``,
        ``plan_too_long``, ``before_cool_off``; ``wrong_stage`` of a case.
    Conflict
        ``plan_not_open``: it is no draft any longer; ``balance_changed``: something else is owed by now.
    """
    by.require(Right.CONTACT)
    _require_consent(understood, consent_form, recording)
    now, rules = office.clock(), office.pack.plan
    active = now + timedelta(hours=rules.cool_off_hours)
    with office.store.writing() as session:
        today, begins = session.day_of(now), session.day_of(active)
        cases = _still_open(session, plan)
        _require_terms(session, plan, cases, rules, (today, begins), says_affordable)
        agreed = replace(
            plan, state=PlanState.AGREED, agreed_at=now, agreed_by=by.actor, consent_form=consent_form,
            recording=recording.strip(), active_from=active,
        )  # fmt: skip
        gone = _withdraw_visits(session, plan.customer_id, today, now, by)
        _replace_others(session, agreed, now)
        kept = session.change_fact(agreed)
        _move_on(session, kept, now, by)
        _begin_hold(session, kept, now, by)
        _record(session, "plan_agreed", kept, now, by, form=kept.consent_form, visits=len(gone))
        phone = phone_teams(session, gone, at=now, by=by.actor)
    return Agreed(kept, gone, phone)


def change_mind(office: Office, plan: RepaymentPlan, *, by: User) -> RepaymentPlan:
    """The customer thought it over: the plan ends, and nothing follows from it but a talk.

    Later they ask for other terms: a new agreement takes the place of the old one, and the hold goes on.

    Raises
    ------
    NotAllowed
        ``cool_off_over``: a plan that is active ends by being kept, replaced or broken.
    """
    by.require(Right.CONTACT)
    now = office.clock()
    if plan.state_at(now) == PlanState.ACTIVE:
        raise NotAllowed("cool_off_over")
    with office.store.writing() as session:
        return _end(session, plan, PlanState.ENDED, "changed_mind", now, by)


def end_as_broken(office: Office, plan: RepaymentPlan, *, by: User) -> RepaymentPlan:
    """End a plan on which so many installments were missed as the pack says, or more. A talk comes next.

    Raises
    ------
    NotAllowed
        ``plan_still_holds``: fewer were missed; with how many and how many it takes. ``talk_first``: nobody has spoken
        with the customer since the last was missed, nor tried on two days.
    """
    by.require(Right.CONTACT)
    needed = office.pack.plan.missed_before_visit_again
    with office.store.writing() as session:
        now = _progress(session, plan, session.day_of(office.clock()))
        if now.missed < needed:
            raise NotAllowed("plan_still_holds", missed=now.missed, needed=needed)
        _require_heard(session, plan, now)
        return _end(session, plan, PlanState.BROKEN, "missed", office.clock(), by)


def keep_if_paid(session: Session, plan: RepaymentPlan, today: date, now: datetime, by: str) -> RepaymentPlan | None:
    """A plan of which all is paid has been kept: it ends, and with it the hold; None where something is still due."""
    owed = sum(case.balance.minor for case in session.case_files(plan.cases) if case.stage != Stage.CLOSED)
    done = _progress(session, plan, today).done
    if owed > 0 and not done:
        return None
    kept = session.change_fact(replace(plan, state=PlanState.KEPT, ended_at=now, end_reason="paid"))
    _end_hold(session, kept, now, by, "plan_kept")
    session.record("plan_kept", by, now, customer=session.subject(plan.customer_id), plan=plan.id)
    return kept


def end_with_cases(session: Session, customers: Collection[UUID], now: datetime, by: str) -> tuple[RepaymentPlan, ...]:
    """End plans and drafts of which no case is open any more, as where the lender has taken them back.

    Nobody asks for an installment of what is not owed here.
    """
    open_ = {case.id for case in session.case_files(customers=customers) if case.stage != Stage.CLOSED}
    ended = []
    for plan in plans_of(session, customers):
        if plan.open and not open_ & set(plan.cases):
            over = session.change_fact(replace(plan, state=PlanState.ENDED, ended_at=now, end_reason="closed"))
            _end_hold(session, over, now, by, "plan_closed")
            who, count = session.subject(over.customer_id), len(over.installments)
            session.record("plan_ended", by, now, customer=who, plan=over.id, count=count, why="closed")
            ended.append(over)
    return tuple(ended)


# --- what is asked for


def _require_heard(session: Session, plan: RepaymentPlan, now: PlanProgress) -> None:
    # Who is not to be called at all is held anyway, whatever becomes of the plan.
    since = max(each.installment.due for each in now.standings if each.state in (Paid.MISSED, Paid.PARTLY))
    contacts = [c for c in session.facts(Contact, customers=[plan.customer_id]) if session.day_of(c.at) > since]
    tried = {session.day_of(c.at) for c in contacts if c.channel == Channel.PHONE}
    heard = any(c.result in TALKS for c in contacts) or len(tried) > 1
    holds = session.facts(Hold, customers=[plan.customer_id], open_only=True)
    if not heard and not any(hold.kind in NO_CALLS for hold in holds):
        raise NotAllowed("talk_first")


def _require_consent(understood: bool, form: ConsentForm | None, recording: str) -> None:
    if not understood:
        raise NotAllowed("not_understood")
    if form is None:
        raise NotAllowed("no_consent")
    if form != ConsentForm.SIGNED and not recording.strip():
        raise NotAllowed("recording_missing")


def _still_open(session: Session, plan: RepaymentPlan) -> tuple[CaseFile, ...]:
    now = session.fact(RepaymentPlan, plan.id)
    if now is None or now.state != PlanState.DRAFT or now.version != plan.version:
        raise Conflict("plan_not_open")
    cases = session.case_files(plan.cases)
    if owed_by(cases) != plan.total:
        raise Conflict("balance_changed")
    return cases


def _require_terms(
    session: Session,
    plan: RepaymentPlan,
    cases: Collection[CaseFile],
    rules: PlanRules,
    days: tuple[date, date],
    says_affordable: bool,
) -> None:
    # The pack, the means and the day may be others than when it was drawn up.
    today, begins = days
    first, last = plan.installments[0].due, plan.installments[-1].due
    means = means_of(session, plan.customer_id)
    affordable = means.affordable if means else None
    if not within(plan.installments, plan.rhythm, affordable):
        raise NotAllowed("above_means")
    if affordable is None and not says_affordable:
        raise NotAllowed("means_unknown")
    terms = Terms(plan.total, first, plan.rhythm, today)
    long = last > add_months(today, rules.max_months + 1)  # a month more, where closed days have moved it
    if long or not fits(replace(terms, drawn=max(today, first)), len(plan.installments), rules.max_months):
        raise NotAllowed("plan_too_long", months=rules.max_months)
    if first < begins:
        raise NotAllowed("before_cool_off", hours=rules.cool_off_hours)


# --- what follows


def _withdraw_visits(
    session: Session, customer_id: UUID, today: date, now: datetime, by: User
) -> tuple[Withdrawn, ...]:
    # Also those that were proposed and are on no day yet.
    gone = withdraw(session, visits_ahead(session, customer_id, today), at=now, by=by.actor, why="plan_agreed")
    for case in session.case_files(customers=[customer_id]):
        if may_take(case.stage, StepKind.WITHDRAWN):
            take(session, case, StepKind.WITHDRAWN, at=now, by=by.actor, why="plan_agreed")
    return gone


def _replace_others(session: Session, plan: RepaymentPlan, now: datetime) -> None:
    for other in plans_of(session, [plan.customer_id]):
        if other.in_force and set(other.cases) & set(plan.cases):
            session.change_fact(replace(other, state=PlanState.ENDED, ended_at=now, end_reason="replaced"))


def _move_on(session: Session, plan: RepaymentPlan, now: datetime, by: User) -> None:
    for case in session.case_files(plan.cases):
        if case.stage == Stage.OVERDUE:  # they came before anybody had to remind them
            case = take(session, case, StepKind.REMINDED, at=now, by=by.actor, why="own_wish")
        adapted = case.stage in WITH_PLAN
        kind, why = (StepKind.FOLLOWED_UP, "plan_adapted") if adapted else (StepKind.AGREED, "plan_agreed")
        take(session, case, kind, at=now, by=by.actor, why=why)


def _begin_hold(session: Session, plan: RepaymentPlan, now: datetime, by: User) -> None:
    hold(session, Hold(customer_id=plan.customer_id, at=now, by=by.actor, kind=HoldKind.PLAN_PERFORMING))


def _progress(session: Session, plan: RepaymentPlan, today: date) -> PlanProgress:
    paid, zone = session.facts(Payment, cases=plan.cases), session.branch().zone
    return progress(plan, paid, today, zone)


def _end(
    session: Session, plan: RepaymentPlan, state: PlanState, why: str, now: datetime, by: User
) -> RepaymentPlan:  # fmt: skip
    if not plan.in_force:
        raise Conflict("plan_not_open")
    ended = session.change_fact(replace(plan, state=state, ended_at=now, end_reason=why))
    _end_hold(session, ended, now, by.actor, f"plan_{why}")
    for case in session.case_files(plan.cases):
        if may_take(case.stage, StepKind.BROKEN):
            take(session, case, StepKind.BROKEN, at=now, by=by.actor, why=why)
    _record(session, "plan_ended", ended, now, by, why=why)
    return ended


def _end_hold(session: Session, plan: RepaymentPlan, now: datetime, by: str, why: str) -> None:
    # Another plan of the same customer goes on holding.
    if not any(other.in_force for other in plans_of(session, [plan.customer_id])):
        there = held(session, [plan.customer_id], HoldKind.PLAN_PERFORMING)
        end(session, (each for each in there if each.source != "file"), at=now, by=by, why=why)


def _record(session: Session, kind: str, plan: RepaymentPlan, now: datetime, by: User, **details: object) -> None:
    who, count = session.subject(plan.customer_id), len(plan.installments)
    session.record(kind, by.actor, now, customer=who, plan=plan.id, count=count, **details)
