"""What a customer can spare, from what they choose to tell. Nothing is asked for twice, and nothing has to be said.

Amounts are for one month. Who says nothing says instead that they can pay without going short.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.installments import Installment, Rhythm, per_installment
from planner.cases.model import Fact
from planner.cases.money import Money
from planner.errors import BadInput
from planner.storage.session import Session
from planner.users import Right, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Means(Fact):
    """What the customer told of a month: None where they did not say.

    `expenses` is what they need to live on, `debts` what others are paid, `offer` what they would pay themselves.
    """

    KIND: ClassVar[str] = "means"

    income: Money | None = None
    expenses: Money | None = None
    debts: Money | None = None
    offer: Money | None = None

    @property
    def told(self) -> tuple[Money, ...]:
        """What was said."""
        return tuple(each for each in (self.income, self.expenses, self.debts, self.offer) if each is not None)

    @property
    def left(self) -> Money | None:
        """Of the income after expenses and debts, never below nothing; None where the income was not told."""
        if self.income is None:
            return None
        needed = sum(each.minor for each in (self.expenses, self.debts) if each is not None)
        return Money(max(0, self.income.minor - needed), self.income.currency)

    @property
    def affordable(self) -> Money | None:
        """The most that a month may ask for: what is left, or less where they offer less; None where nothing is known.

        Without the needed expenses an income says nothing of what can be spared.
        """
        left = self.left if self.expenses is not None else None
        told = [each for each in (left, self.offer) if each is not None]
        return min(told, default=None)


def tell_means(office: Office, means: Means, *, by: User) -> Means:
    """Keep what a customer told of their means, said twice once; the record says that they did, never what.

    Raises
    ------
    BadInput
        ``bad_means``: an amount below nothing, or in several currencies.
    """
    by.require(Right.CONTACT)
    if any(each.minor < 0 for each in means.told) or len({each.currency for each in means.told}) > 1:
        raise BadInput("bad_means")
    with office.store.writing() as session:
        before = means_of(session, means.customer_id)
        if before and _said(before) == _said(means):
            return before
        kept = session.add_fact(means)
        who = session.subject(means.customer_id)
        session.record("means_told", by.actor, office.clock(), customer=who, means=kept.id, count=len(means.told))
    return kept


def means_of(session: Session, customer_id: UUID) -> Means | None:
    """The newest that a customer told."""
    return max(session.facts(Means, customers=[customer_id]), key=lambda each: each.at, default=None)


def _said(means: Means) -> tuple[Money | None, ...]:
    return means.income, means.expenses, means.debts, means.offer


def within(installments: Sequence[Installment], rhythm: Rhythm, monthly: Money | None) -> bool:
    """Whether none of them is above what a month can spare; so it is where nothing is known."""
    if monthly is None:
        return True
    most, asked = per_installment(monthly, rhythm), max(each.amount for each in installments)
    return asked.currency == most.currency and asked <= most
