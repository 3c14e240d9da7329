"""The repayment plan of one customer: drawn up, agreed with understanding and consent, kept, or ended.

Its installments are the work of `installments`, what was paid on it of `progress`. While it is in force a hold stops
every visit to the customer; it ends with the plan. When a plan may be called broken is the pack's word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from planner.cases.installments import Installment, RestOn, Rhythm, sum_of
from planner.cases.model import Fact
from planner.cases.money import Money
from planner.storage.session import Session


class PlanState(StrEnum):
    """How a plan stands. That an agreed one is active follows from the clock."""

    DRAFT = "draft"
    AGREED = "agreed"
    ACTIVE = "active"
    KEPT = "kept"
    BROKEN = "broken"
    ENDED = "ended"


class ConsentForm(StrEnum):
    """How the customer agreed."""

    SIGNED = "signed"
    RECORDED = "recorded"
    BY_PHONE = "by_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentPlan(Fact):
    """What a customer pays when. `at` is when it was drawn up, `by` who did.

    Parameters
    ----------
    cases
        Whose balances it is made of, all of one customer.
    affordable
        What a month could spare by what was told then; None where nothing was.
    balance_at
        As of when the lender said what is owed, the oldest of its cases.
    agreed_at, agreed_by, consent_form, recording
        When, with whom, how; the reference of a recording, never the recording.
    active_from
        When the time to think it over has passed.
    ended_at, end_reason
        A code, such as ``paid``, ``missed``, ``replaced``, ``changed_mind``, ``closed``.
    """

    KIND: ClassVar[str] = "repayment_plan"

    cases: tuple[UUID, ...]
    installments: tuple[Installment, ...]
    rhythm: Rhythm
    rest_on: RestOn = RestOn.LAST
    state: PlanState = PlanState.DRAFT
    affordable: Money | None = None
    balance_at: datetime | None = None
    agreed_at: datetime | None = None
    agreed_by: str = ""
    consent_form: ConsentForm | None = None
    recording: str = ""
    active_from: datetime | None = None
    ended_at: datetime | None = None
    end_reason: str = ""

    @property
    def open(self) -> bool:
        """Whether it is a draft, or in force."""
        return self.state in (PlanState.DRAFT, PlanState.AGREED)

    @property
    def in_force(self) -> bool:
        """Whether it was agreed and has not come to an end."""
        return self.state == PlanState.AGREED

    @property
    def total(self) -> Money:
        """All installments."""
        return sum_of(self.installments, self.installments[0].amount.currency)

    def state_at(self, now: datetime) -> PlanState:
        """How it stands at a moment: active once the time to think it over has passed."""
        if self.in_force and self.active_from and now >= self.active_from:
            return PlanState.ACTIVE
        return self.state


def plans_of(session: Session, customers: Iterable[UUID]) -> tuple[RepaymentPlan, ...]:
    """All plans of customers, oldest first."""
    return session.facts(RepaymentPlan, customers=list(customers))


def plan_in_force(session: Session, customer_id: UUID, case_id: UUID | None = None) -> RepaymentPlan | None:
    """The plan that a customer has agreed to, for this case or any."""
    found = [plan for plan in plans_of(session, [customer_id]) if plan.in_force]
    return next((plan for plan in found if case_id is None or case_id in plan.cases), None)


def draft_of(session: Session, customer_id: UUID) -> RepaymentPlan | None:
    """What was drawn up for a customer and not agreed yet."""
    found = [plan for plan in plans_of(session, [customer_id]) if plan.state == PlanState.DRAFT]
    return found[-1] if found else None
