"""What of a visit may be asked for outside: the line that leads to the house, and nothing about who lives in it.

Unit, floor and room are cut off. A line that still carries a name, a phone or a reference is not sent at all.
"""

from __future__ import annotations

import re
import unicodedata

from planner.model import Visit
from routing.region.inner import split_inner

LEAST_REFERENCE = 4
"""Characters: a shorter reference may well be a house number."""
LEAST_PHONE = 6
"""Digits: fewer may well be a postcode."""

_CARE_OF = re.compile(r"(?:c/o|care of|attn\.?:?|z\.?\s?hd\.?|收件人|转交)[^,;，；\n]*", re.IGNORECASE)


def line_to_ask(visit: Visit) -> str:
    """The address line as it may be sent; empty where it must not be."""
    text = unicodedata.normalize("NFKC", visit.address.text)
    if inner := unicodedata.normalize("NFKC", visit.address.inner).strip():
        text = text.replace(inner, " ")
    text, _inner = split_inner(_tidy(_CARE_OF.sub(" ", text)))
    return "" if _tells(visit, text) else text


def _tidy(text: str) -> str:
    parts = (" ".join(part.split()) for part in re.split(r"[,;，；\n]", text))
    return ", ".join(part for part in parts if part.strip(" /-."))


def _tells(visit: Visit, text: str) -> bool:
    # Whether who it is can be read in it. Where in doubt it stays here, and a person puts the pin.
    said, digits = text.casefold(), re.sub(r"\D", "", text)
    customer = visit.customer
    phone = re.sub(r"\D", "", customer.phone)
    references = (customer.reference, visit.reference, *(case.reference for case in visit.cases))
    return (
        bool(customer.name.strip() and customer.name.casefold().strip() in said)
        or (len(phone) >= LEAST_PHONE and phone in digits)
        or any(len(each) >= LEAST_REFERENCE and each.casefold() in said for each in references)
    )
