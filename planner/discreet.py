"""Words that must not be carried to a door: a stranger who reads them would know why a team comes. Cuts nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from planner.model import Shift, Visit

FORBIDDEN = re.compile(
    r"\b(debt\w*|over-?due|arrears|loans?|collections?|collectors?|repa(?:y|id)\w*|pay(?:ments?|able)?|paid|owe[sd]?|owing"
    r"|instal?lments?|delinquen\w+|lenders?|borrowers?|creditors?|balances?|plans?)\b"
    r"|欠|逾期|催收|催缴|债|債|还款|還款|贷款|貸款|借款|分期|付款|缴款",
    re.IGNORECASE,
)
"""Words that tell a stranger why a team comes. Whole words only: a Northbank is not a bank."""

NO_STREET = re.compile(
    r"\b(debts?|debtors?|over-?due|arrears|repa(?:y|id)\w*|payments?|owe[sd]?|owing|instal?lments?|delinquen\w+"
    r"|borrowers?|creditors?)\b"
    r"|欠款|欠债|逾期|催收|催缴|债务|債務|还款|還款|贷款|貸款|借款|分期付|付款|缴款",
    re.IGNORECASE,
)
"""Those of them that no street and nobody is called by: there is many a Loan, and a Loan Nguyen."""
HAN = re.compile(r"[\u3400-\u9fff]")
GAP = re.compile(r"(?<=[\u3400-\u9fff])[^\S\n]+(?=[\u3400-\u9fff])")


def forbidden_word(text: str) -> str:
    """The first word that must not be carried to a door, or an empty text."""
    found = FORBIDDEN.search(_as_read(text))
    return found[0] if found else ""


def forbidden_in(visit: Visit, company: Iterable[str] = ()) -> str:
    """What must not be printed of a visit: a word, the reference of a case, or a name of `company`.

    Of its note, its door and its reference; of its address only what no street is called by.
    """
    free, place = f"{visit.note}\n{visit.address.inner}", visit.address.text
    cases = [case.reference for case in visit.cases]
    names = [name for name in company if not _holds(place, name)]  # an office may be called like its town
    told = forbidden_word(f"{free}\n{visit.reference}") or holds_any(f"{free}\n{visit.reference}", names)
    return told or holds_any(f"{free}\n{place}", cases) or _no_name(place)


def carried_reference(visit: Visit, number: int) -> str:
    """What a visit is called where others may read it: as always, or by its number where that is a case's reference."""
    named = holds_any(visit.reference, (case.reference for case in visit.cases))
    return str(number) if named else visit.reference


def forbidden_of_team(shift: Shift, company: Iterable[str] = ()) -> str:
    """What must not be printed of a team, its vehicle and its people, who stand on every page: a word, or a company."""
    text = f"{shift.team.name}\n{shift.vehicle}"
    people = "\n".join(member.name for member in shift.members)
    return forbidden_word(text) or _no_name(people) or holds_any(f"{text}\n{people}", company)


def _as_read(text: str) -> str:
    # As an eye reads it: without signs that are not seen, and Chinese whatever gaps are in it.
    if text.isascii():
        return text
    seen = "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return GAP.sub("", seen)


def _no_name(text: str) -> str:
    found = NO_STREET.search(_as_read(text))
    return found[0] if found else ""


def holds_any(text: str, names: Iterable[str]) -> str:
    """The first of some names that a text holds as whole words; short ones say too little and are passed over."""
    return next((name for name in names if _holds(text, name)), "")


def _holds(text: str, reference: str) -> bool:
    # A very short reference is also a house number. Chinese has no spaces: a name is found within a sentence.
    if HAN.search(reference):
        return len(reference) > 1 and reference in text
    return len(reference) > 3 and re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", text, re.IGNORECASE) is not None
