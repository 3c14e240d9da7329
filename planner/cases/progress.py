"""What was paid on a repayment plan, installment by installment: the oldest first, parts known. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, timedelta, tzinfo
from enum import StrEnum
from itertools import accumulate

from planner.cases.installments import Installment
from planner.cases.model import Payment
from planner.cases.money import Money
from planner.cases.repayment import RepaymentPlan

GRACE = timedelta(days=3)
"""Money that was sent on the due day is booked by then, over a weekend too. Nothing is late or missed before."""


class Paid(StrEnum):
    """How it stands with one installment."""

    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    """Due later, today, or so lately that the money may be on its way."""
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Standing:
    """One installment: how much of it was paid, and since when it is paid whole."""

    installment: Installment
    state: Paid
    paid: Money
    settled: date | None = None

    @property
    def left(self) -> Money:
        """What of it is still to be paid."""
        return self.installment.amount - self.paid


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """All installments of a plan, in their order."""

    standings: tuple[Standing, ...]

    def count(self, *states: Paid) -> int:
        """How many stand so."""
        return sum(each.state in states for each in self.standings)

    @property
    def missed(self) -> int:
        """How many were due and are not paid whole."""
        return self.count(Paid.MISSED, Paid.PARTLY)

    @property
    def done(self) -> bool:
        """Whether all is paid."""
        return all(each.settled for each in self.standings)

    @property
    def paid(self) -> Money:
        """What was paid in all."""
        return Money(sum(each.paid.minor for each in self.standings), self.standings[0].paid.currency)

    @property
    def next(self) -> Standing | None:
        """The first that is not paid whole."""
        return next((each for each in self.standings if not each.settled), None)


def progress(plan: RepaymentPlan, payments: Iterable[Payment], today: date, zone: tzinfo = UTC) -> PlanProgress:
    """How a plan stands on a day, by what was booked to its cases and was not in the balance it was made of.

    A booking below nothing takes back an earlier one. `zone` is the office's: the day of the balance goes by it.
    """
    mine = sorted(
        (each for each in payments if _counts(plan, each, zone)), key=lambda each: (each.booked, each.reference)
    )
    sums = list(accumulate(payment.amount.minor for payment in mine))
    found, before = [], 0
    for each in plan.installments:
        found.append(_standing(each, before, sums, [payment.booked for payment in mine], today))
        before += each.amount.minor
    return PlanProgress(tuple(found))


def _counts(plan: RepaymentPlan, payment: Payment, zone: tzinfo) -> bool:
    # What was read before the agreement had lowered the balance already; so had what is older than the balance itself.
    agreed, known = plan.agreed_at or plan.at, plan.balance_at or plan.at
    return payment.case_id in plan.cases and payment.at > agreed and payment.booked >= known.astimezone(zone).date()


def _standing(each: Installment, before: int, sums: list[int], days: list[date], today: date) -> Standing:
    needed, now = before + each.amount.minor, sums[-1] if sums else 0
    paid = Money(max(0, min(each.amount.minor, now - before)), each.amount.currency)
    if now >= needed:
        # Since when it has been enough without a break.
        short = max((number for number, total in enumerate(sums) if total < needed), default=-1)
        settled = days[short + 1]
        return Standing(each, Paid.LATE if settled > each.due + GRACE else Paid.ON_TIME, paid, settled)
    if today <= each.due + GRACE:
        return Standing(each, Paid.OPEN, paid)
    return Standing(each, Paid.PARTLY if paid else Paid.MISSED, paid)
