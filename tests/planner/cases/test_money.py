"""Money is exact, of one currency, and knows its smallest unit."""

from decimal import Decimal

import pytest

from planner.cases.money import Money


def test_it_is_read_and_said_exactly() -> None:
    assert Money.of("0.1", "EUR") + Money.of("0.2", "EUR") == Money.of("0.30", "EUR")
    assert str(Money.of(Decimal("1200.5"), "CNY").amount) == "1200.50"
    assert str(Money.of(1200, "JPY").amount) == "1200"
    assert str(Money.of("1.234", "KWD").amount) == "1.234"


def test_what_is_finer_than_the_smallest_unit_is_refused_or_rounded_to_the_even() -> None:
    with pytest.raises(ValueError, match=r"0\.005"):
        Money.of("0.005", "EUR")
    assert Money.rounded(Decimal("0.005"), "EUR") == Money(0, "EUR")
    assert Money.rounded(Decimal("0.015"), "EUR") == Money(2, "EUR")


def test_two_currencies_are_never_added() -> None:
    with pytest.raises(ValueError, match="EUR, USD"):
        Money(1, "EUR") + Money(1, "USD")
