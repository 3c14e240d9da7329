"""What a paper may show of a person and of free text: names and numbers cut short.

How a name is cut short is told in `planner.short_name`. Whoever prints a name, a phone or a note of a visit asks here
first. Words that must not be carried at all are `planner.discreet`'s business.
"""

from __future__ import annotations

import re
import unicodedata

from planner.short_name import HAN as HAN
from planner.short_name import mask_name as mask_name

LONG_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){6,}")
EXTENSION = re.compile(r"\s*(?:ext|x|转|轉|分机|#|/|;|,|、).*$", re.IGNORECASE)


def mask_phone(phone: str) -> str:
    """The last four digits of a phone; nothing of a number so short that they would be most of it."""
    digits = re.sub(r"\D", "", EXTENSION.sub("", unicodedata.normalize("NFKC", phone)))
    return digits[-4:] if len(digits) >= 7 else ""


def mask_numbers(text: str) -> str:
    """Free text with everything that may be a phone or an account cut to its last four digits."""
    return LONG_NUMBER.sub(lambda found: "…" + re.sub(r"\D", "", found[0])[-4:], text)
