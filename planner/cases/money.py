"""Money: an exact amount in one currency, kept in its smallest units. No rates; rounded only where asked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Self

DIGITS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Decimals of the currencies that have not two (ISO 4217, list one, 2024-06-25)."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount: `minor` counts the smallest units (cents), `currency` is the ISO 4217 code."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """An amount as people write it; ValueError where it is finer than the smallest unit."""
        units = Decimal(amount) * 10 ** digits(currency)
        if units != units.to_integral_value():
            raise ValueError(f"{amount} {currency}")
        return cls(int(units), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> Self:
        """An amount to the nearest smallest unit, halves to the even one."""
        units = (amount * 10 ** digits(currency)).to_integral_value(ROUND_HALF_EVEN)
        return cls(int(units), currency)

    @property
    def amount(self) -> Decimal:
        """As people write it."""
        places = digits(self.currency)
        return Decimal(self.minor).scaleb(-places).quantize(Decimal(1).scaleb(-places))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency}, {other.currency}")
        return other


def digits(currency: str) -> int:
    """How many decimals a currency has."""
    return DIGITS.get(currency, 2)
