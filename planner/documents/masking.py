"""What a paper may show of a person and of free text: names and numbers cut short.

How a name is cut short is told in `planner.short_name`. Whoever prints a name, a phone or a note of a visit asks here
first. Words that must not be carried at all are `planner.discreet`'s business.
"""

from __future__ import annotations

import re
import unicodedata

from planner.model import Customer
from planner.short_name import HAN as HAN
from planner.short_name import given_names
from planner.short_name import mask_name as mask_name

LONG_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){6,}")
EXTENSION = re.compile(r"\s*(?:ext|x|转|轉|分机|#|/|;|,|、).*$", re.IGNORECASE)

DIALED = re.compile(r"(?<!\d)(?:\+\d|0\d|1[3-9]\d)(?:[\s().-]?\d){8,}(?!\d)")
"""A phone among numbers of houses, rooms and post codes: from a plus, a zero or a Chinese mobile's 13 to 19 on."""
CURRENCY = r"(?:GBP|USD|EUR|CNY|RMB|AUD|CAD|HKD|NZD|SGD|INR|CHF)"
AMOUNT = r"\d+(?:[.,'’ ]\d{3})*(?:[.,]\d{1,2})?"
MONEY = re.compile(
    rf"(?:[£$€¥￥₹]|\b{CURRENCY}\b|人民币|港币|美元|英镑|欧元)\s?{AMOUNT}万?元?"
    rf"|(?<![\d.,]){AMOUNT}\s?万?(?:[£$€¥￥₹元]|块钱|港币|美元|英镑|欧元|(?:{CURRENCY}|pounds|dollars|euros|yuan)\b)",
    re.IGNORECASE,
)
"""An amount of money in free text."""
SHORTEST_NAME = 3
"""Letters of a name in an alphabet that is looked for: a shorter one is a word too often."""


def mask_phone(phone: str) -> str:
    """The last four digits of a phone; nothing of a number so short that they would be most of it."""
    digits = re.sub(r"\D", "", EXTENSION.sub("", unicodedata.normalize("NFKC", phone)))
    return digits[-4:] if len(digits) >= 7 else ""


def mask_numbers(text: str) -> str:
    """Free text with everything that may be a phone or an account cut to its last four digits."""
    return LONG_NUMBER.sub(_end_of, text)


def mask_door(text: str, customer: Customer, *, hides_name: bool = False) -> str:
    """An address or a door with no whole phone, and no more of its customer's name than papers show; all else stays.

    `hides_name` takes the surname too.
    """
    return _without_name(DIALED.sub(_end_of, text), customer.name, hides_name)


def mask_note(text: str, customer: Customer, *, hides_name: bool = False) -> str:
    """The same of a note, in which any long number is cut, and an amount is not told at all."""
    return _without_name(mask_numbers(MONEY.sub("…", text)), customer.name, hides_name)


def _end_of(found: re.Match[str]) -> str:
    return "…" + re.sub(r"\D", "", found[0])[-4:]


def _without_name(text: str, name: str, hides_name: bool) -> str:
    for given in given_names(name):
        if HAN.search(given):  # a single character is a word of its own
            text = text.replace(given, "＊") if len(given) > 1 else text.replace(name, mask_name(name))
        elif len(given) >= SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(given)}(?!\w)", f"{given[0]}.", text)
    for word in mask_name(name).split() if hides_name else ():
        if HAN.search(word):
            text = text.replace(word, "＊")
        elif len(word) >= SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "…", text)
    return text
