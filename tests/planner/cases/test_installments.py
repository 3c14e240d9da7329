"""Installments add up to the cent, stay within what is affordable, and fall on days on which people can pay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.cases.drawing_up import Variant, variants
from planner.cases.installments import (
    FORTNIGHTLY,
    MONTHLY,
    WEEKLY,
    Installment,
    RestOn,
    Rhythm,
    Terms,
    add_months,
    by_amount,
    by_count,
    fits,
    per_installment,
    sum_of,
)
from planner.cases.money import Money
from planner.errors import BadInput

TODAY = date(2026, 11, 23)
RHYTHMS = st.one_of(
    st.sampled_from((WEEKLY, FORTNIGHTLY, MONTHLY, Rhythm(months=3))), st.integers(7, 60).map(lambda n: Rhythm(days=n))
)


@st.composite
def all_terms(draw: st.DrawFn) -> Terms:
    """Any balance in a currency of 0, 2 or 3 decimals, from any day on, with any closed days."""
    first = TODAY + timedelta(days=draw(st.integers(0, 400)))
    closed = draw(st.frozensets(st.integers(0, 500).map(lambda n: TODAY + timedelta(days=n)), max_size=60))
    total = Money(draw(st.integers(1, 10**9)), draw(st.sampled_from(("JPY", "EUR", "KWD"))))
    return Terms(total, first, draw(RHYTHMS), TODAY, draw(st.sampled_from(RestOn)), closed)


def amounts(installments: tuple[Installment, ...]) -> list[str]:
    return [str(each.amount.amount) for each in installments]


def dates(installments: tuple[Installment, ...]) -> list[str]:
    return [each.due.isoformat() for each in installments]


def require_sound(terms: Terms, made: tuple[Installment, ...]) -> None:
    assert sum_of(made, terms.total.currency) == terms.total
    assert all(each.amount.minor > 0 for each in made)
    due = [each.due for each in made]
    assert due == sorted(set(due))
    assert due[0] >= terms.first
    assert not any(day.weekday() > 4 or day in terms.closed for day in due)
    assert terms.rhythm.nominal(terms.first, len(made) - 1) <= add_months(TODAY, 60)


@given(all_terms(), st.integers(1, 300))
@settings(max_examples=150, deadline=None)
def test_any_number_of_installments_adds_up_and_none_is_above_the_mean_by_more_than_a_cent(
    terms: Terms, count: int
) -> None:
    if not (count <= terms.total.minor and fits(terms, count, 60)):
        with pytest.raises(BadInput, match=r"plan_too_long|too_many_installments"):
            by_count(terms, count)
        return
    made = by_count(terms, count)
    require_sound(terms, made)
    assert len(made) == count
    assert max(each.amount.minor for each in made) * count < terms.total.minor + count


@given(all_terms(), st.integers(0, 10**7))
@settings(max_examples=150, deadline=None)
def test_nobody_pays_more_than_they_can_in_any_month(terms: Terms, spare: int) -> None:
    monthly = Money(spare, terms.total.currency)
    most = per_installment(monthly, terms.rhythm)
    if not most or not fits(terms, -(-terms.total.minor // most.minor), 60):
        with pytest.raises(BadInput, match=r"plan_too_long|nothing_affordable"):
            by_amount(terms, most)
        return
    made = by_amount(terms, most)
    require_sound(terms, made)
    assert max(each.amount for each in made) <= most
    asked: dict[tuple[int, int], int] = {}
    for each in made:
        month = each.due.year, each.due.month
        asked[month] = asked.get(month, 0) + each.amount.minor
    assert max(asked.values()) <= spare * max(1, terms.rhythm.months)


def test_the_rest_is_on_the_last_or_the_first() -> None:
    terms = Terms(Money.of("812.40", "EUR"), date(2026, 12, 1), MONTHLY, TODAY)
    assert amounts(by_count(terms, 7)) == ["116.06"] * 6 + ["116.04"]
    first = Terms(terms.total, terms.first, MONTHLY, TODAY, RestOn.FIRST)
    assert amounts(by_amount(first, Money.of("150", "EUR"))) == ["62.40"] + ["150.00"] * 5
    few = Terms(Money(6, "JPY"), terms.first, MONTHLY, TODAY)
    assert amounts(by_count(few, 5)) == ["2", "1", "1", "1", "1"]


def test_the_end_of_the_month_stays_the_end_and_closed_days_move_to_the_next_working_day() -> None:
    terms = Terms(Money(300, "EUR"), date(2027, 1, 31), MONTHLY, TODAY)
    nominal = [MONTHLY.nominal(terms.first, number) for number in range(4)]
    assert [day.isoformat() for day in nominal] == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    # Sundays, but for the last of March; Easter Monday is closed.
    closed = {date(2027, 3, 31), date(2027, 4, 1)}
    # Nobody is asked to pay before the first day; then each month keeps to one.
    made = by_count(Terms(terms.total, terms.first, MONTHLY, TODAY, closed=closed), 3)
    assert dates(made) == ["2027-02-01", "2027-03-01", "2027-04-02"]


def test_what_falls_on_a_weekend_at_the_end_of_a_month_is_due_before_it() -> None:
    terms = Terms(Money(400, "EUR"), date(2027, 1, 29), MONTHLY, TODAY)
    assert dates(by_count(terms, 4)) == ["2027-01-29", "2027-02-26", "2027-03-29", "2027-04-29"]
    late = Terms(Money(400, "EUR"), date(2027, 7, 30), MONTHLY, TODAY)
    assert dates(by_count(late, 4)) == ["2027-07-30", "2027-08-30", "2027-09-30", "2027-10-29"]


def test_a_long_feast_never_puts_two_on_one_day() -> None:
    feast = {date(2026, 10, 1) + timedelta(days=each) for each in range(8)}
    terms = Terms(Money(400, "CNY"), date(2026, 10, 1), WEEKLY, date(2026, 9, 20), closed=feast)
    assert dates(by_count(terms, 3)) == ["2026-10-09", "2026-10-12", "2026-10-15"]


def test_sixty_months_are_the_most_and_what_is_below_sense_is_refused() -> None:
    terms = Terms(Money.of(6000, "EUR"), date(2026, 12, 1), MONTHLY, TODAY)
    assert len(by_count(terms, 60)) == 60
    late = Terms(terms.total, date(2027, 2, 1), MONTHLY, TODAY)
    refusals: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: by_count(terms, 61), "plan_too_long"),
        (lambda: by_count(late, 60), "plan_too_long"),
        (lambda: by_amount(terms, Money(1, "EUR")), "plan_too_long"),
        (lambda: by_amount(terms, Money(0, "EUR")), "nothing_affordable"),
        (lambda: by_count(terms, 6, most=Money.of(999, "EUR")), "above_means"),
        (lambda: by_count(Terms(Money(0, "EUR"), late.first, MONTHLY, TODAY), 3), "nothing_owed"),
        (lambda: by_count(Terms(terms.total, late.first, Rhythm(days=1), TODAY), 3), "bad_rhythm"),
        (lambda: by_count(Terms(terms.total, date(2026, 11, 1), MONTHLY, TODAY), 3), "first_in_past"),
    )
    for refused, code in refusals:
        with pytest.raises(BadInput) as said:
            refused()
        assert said.value.code == code


def test_variants_say_why_one_cannot_be() -> None:
    terms = Terms(Money.of("812.40", "EUR"), date(2026, 12, 1), MONTHLY, TODAY)
    found: dict[str, Variant] = {each.code: each for each in variants(terms, Money.of(100, "EUR"), 60)}
    assert amounts(found["affordable"].installments) == ["100.00"] * 8 + ["12.40"]
    assert amounts(found["weekly"].installments)[:2] == ["20.00", "20.00"]  # five Fridays in a month still fit
    assert found["6"].refused == "above_means"
    assert amounts(found["9"].installments)[-1] == "90.24"
    assert not [each for each in variants(terms, None, 60) if each.refused]
