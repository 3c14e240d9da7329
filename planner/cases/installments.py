"""A balance as installments: exact sums, and due dates that people can keep. Pure; agreeing them is `repayment`'s.

Dates are nominal first (31 January, 28 February, 31 March) and then moved to the next working day where they fall on a
weekend or a closed day; at the end of a month to the one before, so that no month asks for more than was stated. Sums
are counted in the smallest unit of the currency and add up to the balance.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count as counting

from planner.cases.money import Money
from planner.errors import BadInput

SATURDAY = 5
LONGEST_MONTH = 31
LEAST_DAYS = 7
"""Between two installments."""
ONE_DAY = timedelta(days=1)


class RestOn(StrEnum):
    """Which installment is the smaller one, where they cannot all be the same."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often: every so many days, or every so many months; one of the two is 0."""

    days: int = 0
    months: int = 0

    @property
    def most_in_a_month(self) -> int:
        """How many installments can fall into one calendar month: a weekly one has five in the longest."""
        return -(-LONGEST_MONTH // self.days) if self.days else 1

    def nominal(self, first: date, number: int) -> date:
        """The date of an installment, 0 for the first, before closed days are minded."""
        return first + timedelta(days=self.days * number) if self.days else add_months(first, self.months * number)


WEEKLY, FORTNIGHTLY, MONTHLY = Rhythm(days=7), Rhythm(days=14), Rhythm(months=1)


@dataclass(frozen=True, slots=True)
class Installment:
    """What is due on a day."""

    due: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Terms:
    """What installments are made of: `count` of them, none above the `regular` one.

    Parameters
    ----------
    total
        What they add up to.
    drawn
        The day on which they are drawn up; the longest time counts from it.
    closed
        Days on which nobody books money, beside weekends.
    """

    total: Money
    first: date
    rhythm: Rhythm
    drawn: date
    rest_on: RestOn = RestOn.LAST
    closed: Collection[date] = frozenset()


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the last of it where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_day(day: date, closed: Collection[date]) -> date:
    """The day itself, or the next one on which money is booked."""
    while not _is_working(day, closed):
        day += ONE_DAY
    return day


def by_count(terms: Terms, count: int, *, most: Money | None = None, max_months: int = 60) -> tuple[Installment, ...]:
    """So many installments of the same amount, one of them smaller where it must be.

    Raises
    ------
    BadInput
        ``nothing_owed``, ``bad_rhythm``, ``too_many_installments``, ``first_in_past``; ``plan_too_long``: the last one
        is due later than `max_months` allow; ``above_means``: one would be above `most`.
    """
    _require_sense(terms)
    if not 1 <= count <= terms.total.minor:
        raise BadInput("too_many_installments", count=count)
    amounts = _same(terms.total, count)
    return _made(terms, amounts, most, max_months)


def by_amount(terms: Terms, amount: Money, *, max_months: int = 60) -> tuple[Installment, ...]:
    """As many installments of an amount as it takes, the rest as a smaller one. Raises as `by_count`, and
    ``nothing_affordable``."""
    _require_sense(terms)
    if amount.minor <= 0:
        raise BadInput("nothing_affordable")
    whole, rest = divmod(terms.total.minor, amount.minor)
    if not fits(terms, whole + bool(rest), max_months):  # before a list of millions is made
        raise BadInput("plan_too_long", months=max_months)
    amounts = [Money(amount.minor, terms.total.currency)] * whole
    return _made(terms, [*amounts, *([Money(rest, terms.total.currency)] if rest else [])], amount, max_months)


def fits(terms: Terms, count: int, max_months: int) -> bool:
    """Whether so many installments, each with the time it stands for, are over in so many months."""
    if terms.rhythm.most_in_a_month and count > max_months * terms.rhythm.most_in_a_month:
        return False
    last, after = terms.rhythm.nominal(terms.first, count - 1), terms.rhythm.nominal(terms.first, count)
    return last <= add_months(terms.drawn, max_months) and after <= add_months(terms.first, max_months)


def per_installment(monthly: Money, rhythm: Rhythm) -> Money:
    """The most for one installment, so that no calendar month asks for more than this in all."""
    return Money(max(0, monthly.minor) // rhythm.most_in_a_month * max(1, rhythm.months), monthly.currency)


def sum_of(installments: Collection[Installment], currency: str) -> Money:
    """What they add up to."""
    return Money(sum(each.amount.minor for each in installments), currency)


def _require_sense(terms: Terms) -> None:
    if terms.total.minor <= 0:
        raise BadInput("nothing_owed")
    days, months = terms.rhythm.days, terms.rhythm.months
    if bool(days) == bool(months) or (days and days < LEAST_DAYS) or months < 0:
        raise BadInput("bad_rhythm", days=LEAST_DAYS)
    if terms.first < terms.drawn:
        raise BadInput("first_in_past")


def _same(total: Money, count: int) -> list[Money]:
    # All but one are the mean, rounded up. Of a sum that is too small for that, some are one unit smaller.
    regular = -(-total.minor // count)
    odd = total.minor - regular * (count - 1)
    if odd > 0:
        return [*(Money(regular, total.currency) for _ in range(count - 1)), Money(odd, total.currency)]
    more = total.minor - (regular - 1) * count
    return [Money(regular if number < more else regular - 1, total.currency) for number in range(count)]


def _made(terms: Terms, amounts: list[Money], most: Money | None, max_months: int) -> tuple[Installment, ...]:
    if not fits(terms, len(amounts), max_months):
        raise BadInput("plan_too_long", months=max_months)
    if most is not None and max(amounts) > most:
        raise BadInput("above_means")
    ordered = amounts if terms.rest_on == RestOn.LAST else amounts[::-1]
    return tuple(Installment(due, amount) for due, amount in zip(_dates(terms), ordered, strict=False))


def _dates(terms: Terms) -> Iterator[date]:
    # A month that has as many as it may hold by its rhythm gets none that was moved into it: that one goes on.
    before, held = terms.first - ONE_DAY, Counter[tuple[int, int]]()
    for number in counting():
        before = _due(terms, terms.rhythm.nominal(terms.first, number), before)
        while held[before.year, before.month] >= terms.rhythm.most_in_a_month:
            before = working_day(add_months(before.replace(day=1), 1), terms.closed)
        held[before.year, before.month] += 1
        yield before


def _due(terms: Terms, nominal: date, before: date) -> date:
    # A long feast may move two to the same day: the second one then goes to the day after.
    later = sooner = working_day(max(nominal, before + ONE_DAY), terms.closed)
    while (sooner.year, sooner.month) > (nominal.year, nominal.month) or not _is_working(sooner, terms.closed):
        sooner -= ONE_DAY
    return sooner if sooner > before else later


def _is_working(day: date, closed: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed
