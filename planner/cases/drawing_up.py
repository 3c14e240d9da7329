"""Draws up repayment plans: variants to look at side by side, and a draft to be talked over. Agrees none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from planner.bootstrap import Office
from planner.calendar import closed_days
from planner.cases.affordability import means_of, within
from planner.cases.installments import (
    WEEKLY,
    Installment,
    Terms,
    add_months,
    by_amount,
    by_count,
    per_installment,
)
from planner.cases.model import CaseFile
from planner.cases.money import Money
from planner.cases.repayment import PlanState, RepaymentPlan, draft_of
from planner.errors import BadInput, NotAllowed, NotFound
from planner.users import Right, User

COUNTS = (6, 9, 12)
"""Monthly installments that are offered beside what is affordable."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to pay it off. `code` is ``affordable``, ``weekly`` or how many installments it has.

    `refused` is why it cannot be agreed, a code: ``above_means``, ``plan_too_long``; it has no installments then.
    """

    code: str
    terms: Terms
    installments: tuple[Installment, ...] = ()
    refused: str = ""


def today_of(office: Office) -> date:
    """The day it is at the branch."""
    with office.store.reading() as session:
        return session.day_of(office.clock())


def closed_for_plans(office: Office, first: date, max_months: int) -> frozenset[date]:
    """Public holidays of the branch in the years that a plan can reach, as far as they are known or computed today."""
    with office.store.reading() as session:
        branch = session.branch()
    if not branch.country:
        return frozenset()
    years = range(first.year, add_months(first, max_months + 1).year + 1)
    found = (closed_days(branch.country, branch.subdivision, year).names for year in years[::2])
    return frozenset(day for names in found for day in names)


def owed_by(cases: Sequence[CaseFile]) -> Money:
    """What cases add up to.

    Raises
    ------
    BadInput
        ``two_currencies``, ``two_customers``: one plan is of one customer, in one currency. ``nothing_owed``.
    """
    if len({case.customer_id for case in cases}) > 1:
        raise BadInput("two_customers")
    if len({case.balance.currency for case in cases}) > 1:
        raise BadInput("two_currencies")
    if not cases or (owed := sum(case.balance.minor for case in cases)) <= 0:
        raise BadInput("nothing_owed")
    return Money(owed, cases[0].balance.currency)


def variants(terms: Terms, affordable: Money | None, max_months: int) -> tuple[Variant, ...]:
    """What can be offered: by what is affordable, in the rhythm that was chosen and by the week; then by count."""
    return tuple(_variants(terms, affordable, max_months))


def _variants(terms: Terms, affordable: Money | None, max_months: int) -> Iterator[Variant]:
    if affordable is not None:
        for code, rhythm in (("affordable", terms.rhythm), ("weekly", WEEKLY)):
            if code == "affordable" or rhythm != terms.rhythm:
                yield _by_means(code, replace(terms, rhythm=rhythm), affordable, max_months)
    for count in COUNTS:
        most = per_installment(affordable, terms.rhythm) if affordable is not None else None
        try:
            yield Variant(str(count), terms, by_count(terms, count, most=most, max_months=max_months))
        except BadInput as refused:
            yield Variant(str(count), terms, refused=refused.code)


def _by_means(code: str, terms: Terms, affordable: Money, max_months: int) -> Variant:
    most = per_installment(affordable, terms.rhythm)
    try:
        amount = min(most, terms.total)
        return Variant(code, terms, by_amount(terms, amount, max_months=max_months))
    except BadInput as refused:
        return Variant(code, terms, refused=refused.code)


def draw_up(
    office: Office, case_ids: Collection[UUID], terms: Terms, installments: Sequence[Installment], *, by: User
) -> RepaymentPlan:
    """Keep a draft for cases of one customer, in place of an earlier one.

    Raises
    ------
    BadInput
        As `owed_by`; ``sum_differs``: the installments are not what is owed, or not one after the other.
    NotAllowed
        ``above_means``: an installment is more than the customer says they can pay.
    """
    by.require(Right.CONTACT)
    now = office.clock()
    with office.store.writing() as session:
        cases = session.case_files(list(case_ids))
        if len(cases) != len(set(case_ids)):
            raise NotFound("no_such_case")
        owed, means = owed_by(cases), means_of(session, cases[0].customer_id)
        affordable = means.affordable if means else None
        _require(installments, terms, owed, affordable)
        plan = RepaymentPlan(
            customer_id=cases[0].customer_id, case_id=cases[0].id if len(cases) == 1 else None, at=now, by=by.actor,
            cases=tuple(case.id for case in cases), installments=tuple(installments), rhythm=terms.rhythm,
            rest_on=terms.rest_on, affordable=affordable, balance_at=min(case.balance_at for case in cases),
        )  # fmt: skip
        if before := draft_of(session, plan.customer_id):
            if _terms_of(before) == _terms_of(plan):
                return before  # it may be printed already
            # Of drafts there is one; an earlier one says nothing any longer.
            session.change_fact(replace(before, state=PlanState.ENDED, ended_at=now, end_reason="replaced"))
        kept = session.add_fact(plan)
        who = session.subject(plan.customer_id)
        session.record("plan_drawn_up", by.actor, now, customer=who, plan=kept.id, count=len(kept.installments))
    return kept


def _require(installments: Sequence[Installment], terms: Terms, owed: Money, affordable: Money | None) -> None:
    days = [terms.drawn, *(each.due for each in installments)]
    in_order = days[1:] == sorted(set(days[1:])) and days == sorted(days)
    sums = [each.amount.minor for each in installments]
    if not sums or min(sums) <= 0 or sum(sums) != owed.minor or not in_order:
        raise BadInput("sum_differs")
    if not within(installments, terms.rhythm, affordable):
        raise NotAllowed("above_means")


def _terms_of(plan: RepaymentPlan) -> tuple[object, ...]:
    return plan.cases, plan.installments, plan.rhythm, plan.affordable, plan.balance_at
