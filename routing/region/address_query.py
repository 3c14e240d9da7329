"""What an address text says: its words, its house number, its postcode. Knows the text, and which postcodes exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from routing.region.inner import split_inner
from routing.region.normalize import CHINESE_NUMBER, LATIN_NUMBER, comparable, house_number, is_chinese, words

_CODE = re.compile(r"\d{4,7}|\d{5}-\d{4}|[a-z]{1,2}-?\d{4,5}|[a-z]{1,2}\d[a-z\d]?|\d[a-z]{2}")
_SURELY_CODE = re.compile(r"\d{6,7}|\d{5}-\d{4}")
_LETTER = re.compile(r"[a-z]|bis|ter")
_LAST_NUMBER = re.compile(r"(?<=[\u3400-\u9fff])(\d{1,5}[a-z]?(?:-\d{1,4})?)(?=$|[^\d\w]|[\u3400-\u9fff])")
_NO = re.compile(r"(?:no|nr|#|№)\.?\s*(?=\d)", re.IGNORECASE)
_BEFORE_HAO = re.compile(r"(?<=\d)\s+(?=[号號])")
_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海"
    " 台湾 内蒙古 广西 西藏 宁夏 新疆"
)
_FRONT = re.compile(rf"^(?:中国)?(?:(?:{'|'.join(_PROVINCES.split())})(?:省|(?:壮族|回族|维吾尔)?自治区)?)?")
"""A province before a city says nothing that the city does not say; an extract of a city does not hold its borders.
The four cities that are provinces are not among them: 北京市 decides."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An address as it was asked for.

    `text` is as it came. `words` are all of it but postcodes, `numbers` which of those may be a house number, likeliest
    first; in Chinese there is one word, without the number. `codes` are postcodes of the region, `strange_codes` not.
    """

    text: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    codes: frozenset[str]
    strange_codes: frozenset[str]
    chinese: bool

    @property
    def letters(self) -> int:
        """How much was said, numbers aside."""
        return sum(len(word) for word in self.words if word not in self.numbers)


def understand(text: str, is_postcode: Callable[[str], bool]) -> Asked:
    """What an address says; what lies behind the front door is left out."""
    outer, _ = split_inner(text)
    return _chinese(outer, is_postcode) if is_chinese(outer) else _latin(outer, is_postcode)


def _latin(text: str, is_postcode: Callable[[str], bool]) -> Asked:
    said = _joined(words(text), is_postcode)
    codes = frozenset(word for word in said if is_postcode(word))
    rest = [word for word in said if word not in codes]
    numbers = [word for word in rest if LATIN_NUMBER.fullmatch(word)]
    strange: set[str] = {word for word in rest if _SURELY_CODE.fullmatch(word)}
    if len(numbers) > 1 or (numbers and codes):
        # 9490 Vaduz, Lettstrasse 12: of several numbers the one of four digits or more is a postcode nobody mapped.
        shorter = [word for word in numbers if not _CODE.fullmatch(word)]
        strange |= {word for word in numbers if word not in shorter} if shorter else set()
        numbers = shorter or numbers
    if codes and not numbers and (lone := [code for code in codes if len(code) <= 5 and code.isdigit()]):
        numbers, codes = _number_that_looks_like_a_code(said, lone, codes)
    kept = tuple(word for word in said if word not in codes and word not in strange)
    return Asked(text, kept, tuple(numbers), frozenset(codes), frozenset(strange), False)


def _number_that_looks_like_a_code(
    said: list[str], lone: list[str], codes: frozenset[str]
) -> tuple[list[str], frozenset[str]]:
    # A code that stands twice is a number once: 4021 Main Street, 4021 Ford.
    twice = [code for code in lone if said.count(code) > 1]
    return (twice, codes) if twice else ([], codes)


def _joined(said: list[str], is_postcode: Callable[[str], bool]) -> list[str]:
    # 12 A is 12a; a postcode of two words is one.
    found: list[str] = []
    for word in said:
        if found and found[-1].isdigit() and _LETTER.fullmatch(word) and not is_postcode(found[-1]):
            found[-1] += word
        elif found and not word.isdigit() and is_postcode(f"{found[-1]} {word}"):
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    return found


def _chinese(text: str, is_postcode: Callable[[str], bool]) -> Asked:
    codes: set[str] = set()
    strange: set[str] = set()
    spaced = _BEFORE_HAO.sub("", _NO.sub(" ", text.replace("，", " ")))
    for found in re.findall(r"(?<!\d)\d{4,6}(?!\d|\s*[号號弄])", comparable_digits(spaced)):
        if is_postcode(found) or len(found) == 6:
            (codes if is_postcode(found) else strange).add(found)
    parts = [part for part in words(spaced) if part not in codes | strange]
    parts = [_without_code(part, codes | strange) for part in parts]
    loose = [part for part in parts if LATIN_NUMBER.fullmatch(part)]
    flat = "".join(part for part in parts if part not in loose)
    numbered = list(CHINESE_NUMBER.finditer(flat)) or list(_LAST_NUMBER.finditer(flat))
    numbers = [house_number(next(filter(None, numbered[-1].groups())))] if numbered else loose[:1]
    before = flat[: numbered[-1].start()] if numbered else flat
    after = flat[numbered[-1].end() :] if numbered else ""
    named = _FRONT.sub("", before + after) or before + after
    return Asked(text, (named,), tuple(numbers), frozenset(codes), frozenset(strange), True)


def comparable_digits(text: str) -> str:
    """A text with wide digits made plain."""
    return comparable(text) if not is_chinese(text) else " ".join(words(text))


def _without_code(part: str, codes: set[str]) -> str:
    for code in codes:
        part = part.removeprefix(code).removesuffix(code)
    return part
