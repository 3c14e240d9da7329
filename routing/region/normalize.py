"""Address text made comparable: case, width, accents, abbreviations, house numbers. Finds nothing itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from routing.region.abbreviations import ENDINGS, NUMBER_WORDS, WRITTEN_OUT

CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LATIN_NUMBER = re.compile(r"\d{1,5}(?:[a-z]|[/-]\d{1,4}[a-z]?)?")
CHINESE_NUMBER = re.compile(r"((?:\d{1,5}弄)?\d{1,5}[a-z]?(?:-\d{1,4})?(?:附\d{1,3})?)[号號]院?|(\d{1,5}弄)(?!\d)")
ODD_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ł": "l", "ı": "i"})
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_APOSTROPHES = re.compile(r"(?<=\w)['’‘`´ʼ](?=\w)")
_DASHES = re.compile(r"[‐‑‒–—―−]")
_PUNCTUATION = re.compile(r"[^\w/\-°º]+|_")
_LONE_HYPHEN = re.compile(r"(?<!\d)-|-(?!\d)")
_RANGE = re.compile(r"(?<=\d) - (?=\d)")


def words(text: str) -> list[str]:
    """The comparable words of a text, abbreviations written out."""
    plain = _RANGE.sub("-", _DASHES.sub("-", unicodedata.normalize("NFKC", text)).casefold())
    folded = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", plain).translate(ODD_LETTERS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for ending, written in ENDINGS:
        plain = ending.sub(written, plain)
    found = _LONE_HYPHEN.sub(" ", _PUNCTUATION.sub(" ", plain)).split()
    said = [word for word, after in zip(found, [*found[1:], ""], strict=False) if not _only_says_number(word, after)]
    return [long for word in said if (long := WRITTEN_OUT.get(word, word))]


def _only_says_number(word: str, after: str) -> bool:
    return word in ("no", "nr") or (word in NUMBER_WORDS and after[:1].isdigit())


def comparable(text: str) -> str:
    """The words of a text in one string; Chinese without spaces."""
    found = words(text)
    return "".join(found) if is_chinese(text) else " ".join(found)


@lru_cache(maxsize=8192)
def spellings(name: str) -> frozenset[str]:
    """A name made comparable, once more with its umlauts spelled out: Bäcker is Baecker, or Backer."""
    written = unicodedata.normalize("NFC", name).casefold()
    return frozenset({comparable(name), comparable(written.translate(SPELLED))} - {""})


def is_chinese(text: str) -> bool:
    """Whether there is any Han character."""
    return bool(CJK.search(text))


def house_number(text: str) -> str:
    """A house number as it is compared: ``12 A`` is ``12a``, ``12号`` is ``12``."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text).casefold())
    return re.sub(r"[^0-9a-z/弄巷附-]", "", plain)


def leading_integer(number: str) -> int | None:
    """12 of ``12a``."""
    found = re.match(r"\d+", number)
    return int(found[0]) if found else None


def last_integer(number: str) -> int | None:
    """Where a range of house numbers ends: 33 of ``31-33``; 12 of ``12a``, whose number is one."""
    first, _, last = number.partition("-")
    start, end = leading_integer(first), leading_integer(last)
    return end if start is not None and end is not None and start < end <= start + 20 else start
