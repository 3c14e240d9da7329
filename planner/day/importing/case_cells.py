"""Cells that only the file of overdue cases has: amounts, currencies, time zones, e-mail addresses, languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from planner.cases.money import Money, digits
from planner.day.importing import cells
from planner.day.importing.cells import BadCell

CURRENCIES = {"€": "EUR", "£": "GBP", "₹": "INR", "元": "CNY", "人民币": "CNY", "RMB": "CNY"}
"""Signs and words that mean one currency; ``$`` and ``¥`` mean several."""
MOST = Decimal(10) ** 12
SIGNS = re.compile(r"[€£₹$¥￥元]|[A-Za-z]{3}")


def read_currency(cell: Any) -> str:
    """Three letters (ISO 4217), or a sign that means one currency."""
    text = unicodedata.normalize("NFKC", cells.text(cell)).upper()
    found = CURRENCIES.get(text, text)
    if not re.fullmatch(r"[A-Z]{3}", found):
        raise BadCell("bad_currency")
    return found


def read_amount(cell: Any, currency: str) -> Money:
    """An amount above nothing: 812.40, 812,40, 1,234.50, 1.234,50, 1 234.50.

    A comma or dot that could part thousands as well as cents is asked back: that is where three digits follow it in a
    currency of three decimals.
    """
    if isinstance(cell, float):
        amount = Decimal(repr(cell)).quantize(Decimal(1).scaleb(-6)).normalize()  # what a formula has left behind
    else:
        amount = _amount(unicodedata.normalize("NFKC", cells.text(cell)), digits(currency))
    if not 0 < amount < MOST:
        raise BadCell("nothing_owed" if amount <= 0 else "bad_amount")
    try:
        return Money.of(amount, currency)
    except ValueError:
        raise BadCell("too_fine") from None


def _amount(written: str, decimals: int) -> Decimal:
    text = re.sub(r"[\s'’_]", "", SIGNS.sub("", written))
    marks = re.findall(r"[.,]", text)
    if not re.fullmatch(r"-?\d[\d.,]*", text) or text[-1] in ".,":
        raise BadCell("bad_amount")
    if len(set(marks)) == 2:
        text = _grouped(text, marks[0], marks[-1])
    elif len(marks) > 1:
        text = _grouped(text, marks[0], "")
    elif marks and len(text) - text.index(marks[0]) - 1 == 3 and text.lstrip("-")[0] != "0":
        if decimals == 3:
            raise BadCell("ambiguous_amount")
        text = _grouped(text, marks[0], "")
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise BadCell("bad_amount") from None


def _grouped(text: str, thousands: str, cents: str) -> str:
    whole, _mark, rest = text.rpartition(cents) if cents else (text, "", "")
    first, *others = whole.split(thousands)
    groups = {len(group) for group in others}
    if not 1 <= len(first.lstrip("-")) <= 3 or not groups <= {2, 3} or (others and len(others[-1]) != 3):
        raise BadCell("bad_amount")  # 12,34,567 is written in India
    return "".join((first, *others)) + (f".{rest}" if rest else "")


def read_zone(cell: Any) -> str:
    """A time zone by its name in the IANA data."""
    try:
        return ZoneInfo(cells.text(cell)).key
    except (KeyError, ValueError, OSError):
        raise BadCell("bad_time_zone") from None


def read_email(cell: Any) -> str:
    """An e-mail address, as far as one can tell by looking."""
    text = cells.text(cell)
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+", text):
        raise BadCell("bad_email")
    return text


def read_language(cell: Any) -> str:
    """A language that Rounds speaks, or another one by its code of two or three letters, such as ``tr``."""
    text = cells.text(cell).casefold()
    if text in cells.LANGUAGES:
        return cells.LANGUAGES[text]
    if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", text):
        raise BadCell("bad_language_code")
    return text.partition("-")[0]
