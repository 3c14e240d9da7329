"""Words that must not be carried to a door: a stranger who reads them would know why a team comes. Cuts nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from planner.model import Visit

FORBIDDEN = re.compile(
    r"\b(debt\w*|overdue|arrears|loans?|collections?|collectors?|repa(?:y|id)\w*|pay(?:ments?|able)?|paid|owe[sd]?|owing"
    r"|instal?lments?|delinquen\w+|lenders?|borrowers?|creditors?|balances?|plans?)\b"
    r"|欠|逾期|催收|催缴|债|債|还款|還款|贷款|貸款|借款|分期|付款|缴款",
    re.IGNORECASE,
)
"""Words that tell a stranger why a team comes. Whole words only: a Northbank is not a bank."""


def forbidden_word(text: str) -> str:
    """The first word that must not be carried to a door, or an empty text."""
    found = FORBIDDEN.search(unicodedata.normalize("NFKC", text))
    return found[0] if found else ""


def forbidden_in(visit: Visit, company: Iterable[str] = ()) -> str:
    """What must not be printed of a visit's free text: a word, the reference of a case, or a name of `company`."""
    text = f"{visit.note}\n{visit.address.inner}"
    names = (name for name in company if not _holds(visit.address.text, name))  # an office may be called like its town
    return forbidden_word(text) or holds_any(text, (*(case.reference for case in visit.cases), *names))


def holds_any(text: str, names: Iterable[str]) -> str:
    """The first of some names that a text holds as whole words; short ones say too little and are passed over."""
    return next((name for name in names if _holds(text, name)), "")


def _holds(text: str, reference: str) -> bool:
    # A very short reference is also a house number.
    return len(reference) > 3 and re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", text, re.IGNORECASE) is not None
