"""What a talk at the door needs to know of each visit: reason, means, what can be offered. Reads; prints nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from planner.cases.affordability import Means
from planner.cases.codes import ArrearsReason, Stage
from planner.cases.drawing_up import owed_by, variants
from planner.cases.installments import MONTHLY, Terms, add_months, working_day
from planner.cases.model import CaseFile, Contact
from planner.cases.money import Money
from planner.cases.repayment import PlanState, RepaymentPlan
from planner.errors import BadInput
from planner.model import Visit
from planner.storage.session import Session

MOST_OFFERS = 3
SPOKEN = ("en", "zh")


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """What is known of one visit; nothing where it was prepared elsewhere."""

    cases: tuple[CaseFile, ...] = ()
    reason: ArrearsReason | None = None
    affordable: Money | None = None
    plans: tuple[RepaymentPlan, ...] = ()
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    # By customer, the newest of each.
    reasons: Mapping[UUID, ArrearsReason] = field(default_factory=dict)
    means: Mapping[UUID, Means] = field(default_factory=dict)
    drafts: Mapping[UUID, RepaymentPlan] = field(default_factory=dict)


def talk_facts(
    session: Session, visits: Collection[Visit], day: date, now: datetime, closed: frozenset[date], max_months: int
) -> dict[UUID, TalkFacts]:
    """By visit, what its folder needs.

    Parameters
    ----------
    closed
        Days on which nobody books money.
    max_months
        How long a plan may take.
    """
    files = {file.id: file for file in session.case_files([case.id for visit in visits for case in visit.cases])}
    known = _known(session, {file.customer_id for file in files.values()})
    first = working_day(add_months(day, 1), closed)
    found = {}
    for visit in visits:
        cases = tuple(
            files[case.id] for case in visit.cases if case.id in files and files[case.id].stage != Stage.CLOSED
        )
        found[visit.id] = _facts(cases, known, day, now, first, closed, max_months) if cases else TalkFacts()
    return found


def _known(session: Session, customers: Collection[UUID]) -> _Known:
    contacts = session.facts(Contact, customers=customers)
    plans = session.facts(RepaymentPlan, customers=customers)
    return _Known(
        {each.customer_id: each.reason for each in contacts if each.reason},
        {each.customer_id: each for each in session.facts(Means, customers=customers)},
        {each.customer_id: each for each in plans if each.state == PlanState.DRAFT},
    )


def _facts(
    cases: tuple[CaseFile, ...],
    known: _Known,
    day: date,
    now: datetime,
    first: date,
    closed: frozenset[date],
    max_months: int,
) -> TalkFacts:
    customer = cases[0].customer_id
    means = known.means.get(customer)
    affordable = means.affordable if means else None
    draft = _usable(known.drafts.get(customer), cases, day)
    plans = _offers(cases, affordable, Terms(_owed(cases), first, MONTHLY, day, closed=closed), now, max_months)
    others = (plan for plan in plans if draft is None or plan.installments != draft.installments)
    offered = (*((draft,) if draft else ()), *others)[:MOST_OFFERS]
    return TalkFacts(cases, known.reasons.get(customer), affordable, offered, draft is not None)


def _usable(draft: RepaymentPlan | None, cases: Sequence[CaseFile], day: date) -> RepaymentPlan | None:
    # What was drawn up for other cases, another sum, or days that are over, is not offered.
    if draft is None or set(draft.cases) != {case.id for case in cases} or draft.installments[0].due <= day:
        return None
    return draft if draft.total == _owed(cases) else None


def _owed(cases: Sequence[CaseFile]) -> Money:
    try:
        return owed_by(cases)
    except BadInput:  # in two currencies, or settled: nothing is offered
        return Money(0, cases[0].balance.currency)


def _offers(
    cases: Sequence[CaseFile], affordable: Money | None, terms: Terms, now: datetime, max_months: int
) -> list[RepaymentPlan]:
    if terms.total.minor <= 0 or (affordable and affordable.currency != terms.total.currency):
        return []
    found: dict[object, RepaymentPlan] = {}
    for each in variants(terms, affordable, max_months):
        if not each.refused:
            plan = RepaymentPlan(
                customer_id=cases[0].customer_id, at=now, by="", cases=tuple(case.id for case in cases),
                installments=each.installments, rhythm=each.terms.rhythm, affordable=affordable,
                balance_at=min(case.balance_at for case in cases),
            )  # fmt: skip
            found.setdefault(plan.installments, plan)
    return list(found.values())


def language_for(visit: Visit, otherwise: str) -> str:
    """The language of what a customer gets: theirs where Rounds speaks it."""
    return visit.customer.language if visit.customer.language in SPOKEN else otherwise
