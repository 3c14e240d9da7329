"""Address text made comparable: case, accents, abbreviations, house numbers; English, German and Chinese."""

from __future__ import annotations

import re
import unicodedata

_WRITTEN_OUT = """st=street str=strasse rd=road ave=avenue av=avenue blvd=boulevard dr=drive ln=lane ct=court pl=place
sq=square hwy=highway n=north s=south e=east w=west no= nr="""
ABBREVIATIONS = {short: long for short, _, long in (pair.partition("=") for pair in _WRITTEN_OUT.split())}
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN_NUMBER = re.compile(r"\d{1,5}(?:[a-z]|[/-]\d{1,4}[a-z]?)?")
CHINESE_NUMBER = re.compile(r"(\d{1,5}[a-z]?(?:-\d{1,4})?)\s*[号號]")
ODD_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "đ": "d", "ł": "l"})


def words(text: str) -> list[str]:
    """The comparable words of a text, abbreviations written out."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(ODD_LETTERS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = re.sub(r"(?<=[^\W\d])str\.?(?=\s|$)", "strasse", plain)
    plain = re.sub(r"[^\w/\-]+|_", " ", plain)
    plain = re.sub(r"(?<!\d)-|-(?!\d)", " ", plain)
    return [long for word in plain.split() if (long := ABBREVIATIONS.get(word, word))]


def comparable(text: str) -> str:
    """The words of a text in one string; Chinese without spaces."""
    found = words(text)
    return "".join(found) if is_chinese(text) else " ".join(found)


def is_chinese(text: str) -> bool:
    """Whether there is any Han character."""
    return bool(CJK.search(text))


def house_number(text: str) -> str:
    """A house number as it is compared: ``12 A`` is ``12a``."""
    return re.sub(r"[^0-9a-z/-]", "", unicodedata.normalize("NFKC", text).casefold().replace("–", "-"))


def leading_integer(number: str) -> int | None:
    """12 of ``12a``."""
    found = re.match(r"\d+", number)
    return int(found[0]) if found else None
