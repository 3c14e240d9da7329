"""Plans that may be in danger, each with the facts that say so. There is no score: a fact can be talked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo
from enum import StrEnum

from planner.bootstrap import Office
from planner.cases.affordability import Means
from planner.cases.follow_up import Followed, by_customer, follow
from planner.cases.installments import per_installment
from planner.cases.model import Contact, ContactResult, Purpose
from planner.cases.money import Money
from planner.cases.plan_tasks import HARD_TIMES
from planner.cases.progress import Paid, PlanProgress
from planner.cases.repayment import RepaymentPlan, plans_of
from planner.users import User

LATELY = timedelta(days=90)
"""What was said longer ago may be over."""
NEARLY_ALL = 9, 10
"""An installment of more than this share of what can be spared leaves no room for anything."""


class Why(StrEnum):
    """What puts a plan on the list."""

    MISSED = "missed"
    FIRST_MISSED = "first_missed"
    PAID_LESS = "paid_less"
    LATE_TWICE = "late_twice"
    HARD_TIMES = "hard_times"
    LESS_MEANS = "less_means"
    NO_ROOM = "no_room"
    NOT_REACHED = "not_reached"
    ADAPTED = "adapted"


@dataclass(frozen=True, slots=True)
class RiskFact:
    """One fact: how many times, how much, since when, and a code that tells it more exactly."""

    why: Why
    count: int = 0
    amount: Money | None = None
    day: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """A plan on the list, with what put it there."""

    followed: Followed
    facts: tuple[RiskFact, ...]


def risks(office: Office, *, by: User) -> tuple[Risk, ...]:
    """Plans in force of which a fact says that they may be in danger; those of most facts first."""
    return risks_among(office, follow(office, by=by))


def risks_among(office: Office, plans: Sequence[Followed]) -> tuple[Risk, ...]:
    """The same among plans that were read already."""
    found = []
    people = {each.plan.customer_id for each in plans}
    with office.store.reading() as session:
        zone = session.branch().zone
        today = office.clock().astimezone(zone).date()
        contacts = by_customer(session.facts(Contact, customers=people))
        means = by_customer(session.facts(Means, customers=people))
        others = (other for other in plans_of(session, people) if other.end_reason == "replaced" and other.agreed_at)
        earlier = by_customer(others)
    for each in plans:
        who = each.plan.customer_id
        facts = facts_of(
            each.plan, each.progress, today, zone, contacts=contacts[who], means=means[who], earlier=earlier[who]
        )
        found += [Risk(each, facts)] if facts else []
    return tuple(sorted(found, key=lambda risk: (-len(risk.facts), risk.followed.customer.customer.reference)))


def facts_of(
    plan: RepaymentPlan,
    now: PlanProgress,
    today: date,
    zone: tzinfo = UTC,
    *,
    contacts: Iterable[Contact] = (),
    means: Sequence[Means] = (),
    earlier: Sequence[RepaymentPlan] = (),
) -> tuple[RiskFact, ...]:
    """What says that a plan may be in danger, by the days of the office. Pure."""
    lately = [each for each in contacts if each.at.astimezone(zone).date() >= today - LATELY]
    return (*_of_payments(now), *_of_words(lately, zone), *_of_means(plan, means, zone), *_of_plans(earlier))


def _of_payments(now: PlanProgress) -> Iterator[RiskFact]:
    first = now.standings[0]
    if first.state == Paid.MISSED:
        yield RiskFact(Why.FIRST_MISSED, day=first.installment.due)
    if missed := now.count(Paid.MISSED):
        last = [each for each in now.standings if each.state == Paid.MISSED][-1]
        yield RiskFact(Why.MISSED, missed, day=last.installment.due)
    for each in now.standings:
        if each.state == Paid.PARTLY:
            yield RiskFact(Why.PAID_LESS, amount=each.left, day=each.installment.due)
    if (late := now.count(Paid.LATE)) > 1:
        yield RiskFact(Why.LATE_TWICE, late)


def _of_words(contacts: Sequence[Contact], zone: tzinfo) -> Iterator[RiskFact]:
    said = [each for each in contacts if each.reason in HARD_TIMES]
    if said:
        last = max(said, key=lambda each: each.at)
        yield RiskFact(
            Why.HARD_TIMES, day=last.at.astimezone(zone).date(), code=last.reason.value if last.reason else ""
        )
    calls = sorted((each for each in contacts if each.purpose == Purpose.FOLLOW_UP), key=lambda each: each.at)
    missed = 0
    for each in calls:
        missed = missed + 1 if each.result == ContactResult.NO_ANSWER else 0
    if missed > 1:
        yield RiskFact(Why.NOT_REACHED, missed)


def _of_means(plan: RepaymentPlan, means: Sequence[Means], zone: tzinfo) -> Iterator[RiskFact]:
    newest = max(means, key=lambda each: each.at, default=None)
    spare = newest.affordable if newest else None
    if newest is None or spare is None:
        return
    most = per_installment(spare, plan.rhythm)
    asked = max(each.amount for each in plan.installments)
    if asked > most:
        yield RiskFact(Why.LESS_MEANS, amount=most, day=newest.at.astimezone(zone).date())
    elif (
        newest.left is not None
        and asked.minor * NEARLY_ALL[1] > per_installment(newest.left, plan.rhythm).minor * NEARLY_ALL[0]
    ):
        yield RiskFact(Why.NO_ROOM)


def _of_plans(earlier: Sequence[RepaymentPlan]) -> Iterator[RiskFact]:
    if len(earlier) > 1:
        yield RiskFact(Why.ADAPTED, len(earlier))
