"""What a talk about a repayment plan begins with: the customer's cases, means, plans, and the days that can be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.affordability import Means, means_of
from planner.cases.drawing_up import closed_for_plans
from planner.cases.installments import add_months, working_day
from planner.cases.model import CaseFile, CustomerFile, Hold, Payment, Stage
from planner.cases.progress import PlanProgress, progress
from planner.cases.repayment import PlanState, RepaymentPlan, draft_of, plan_in_force
from planner.cases.seeing import see
from planner.cases.talking import pause_until
from planner.errors import NotFound
from planner.policy.pack import PlanRules
from planner.users import Right, User


@dataclass(frozen=True, slots=True)
class Offer:
    """All that is known when a plan is talked about.

    Parameters
    ----------
    cases
        The open cases of the customer, the one that was opened first.
    plan, progress
        The plan in force, and how it stands; None where there is none.
    thinking
        Whether the customer may still take it back without a reason.
    first
        The first day that is offered.
    pause
        The last day of a pause that was agreed; None where none runs.
    """

    customer: CustomerFile
    cases: tuple[CaseFile, ...]
    means: Means | None
    draft: RepaymentPlan | None
    plan: RepaymentPlan | None
    progress: PlanProgress | None
    thinking: bool
    today: date
    first: date
    closed: frozenset[date]
    rules: PlanRules
    zone: ZoneInfo
    pause: date | None = None


def offer_for(office: Office, case_id: UUID, *, by: User) -> Offer:
    """Read what is needed to talk about a plan; that somebody looked is recorded.

    Raises
    ------
    NotFound
        ``no_such_case``, ``no_such_customer``.
    """
    by.require(Right.CONTACT)
    now, rules = office.clock(), office.pack.plan
    with office.store.writing() as session:
        zone = session.branch().zone
        found = session.case_files([case_id])
        if not found:
            raise NotFound("no_such_case")
        who = found[0].customer_id
        see(session, by, who, case_id, now)
        plan = plan_in_force(session, who, case_id)
        today = now.astimezone(zone).date()
        others = (case for case in session.case_files(customers=[who]) if case.id != case_id)
        cases = tuple(case for case in (found[0], *others) if case.stage != Stage.CLOSED)
        stands = progress(plan, session.facts(Payment, cases=plan.cases), today, zone) if plan else None
        pause = pause_until(session.facts(Hold, customers=[who], open_only=True), today)
        people, means, draft = session.customer_files([who]), means_of(session, who), draft_of(session, who)
    if who not in people:
        raise NotFound("no_such_customer")
    closed = closed_for_plans(office, today, rules.max_months)
    first = working_day(add_months(today, 1), closed)
    thinking = plan is not None and plan.state_at(now) == PlanState.AGREED
    return Offer(people[who], cases, means, draft, plan, stands, thinking, today, first, closed, rules, zone, pause)
