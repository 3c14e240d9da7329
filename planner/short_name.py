"""Names cut short: the surname and an initial, as papers and lists show them where others may look. Hides no more."""

from __future__ import annotations

import re
import unicodedata

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3040-\u30ff\uac00-\ud7af]")
LATIN_TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "jr", "sr", "ii", "iii", "iv"}
COMPOUND_SURNAMES = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容",
    "令狐", "长孙", "宇文", "司徒", "夏侯", "轩辕", "端木", "独孤", "南宫",
    "西门", "申屠", "太史", "闻人", "赫连", "澹台", "宗政", "濮阳", "公冶",
    "鲜于", "闾丘", "呼延", "百里", "东郭", "歐陽", "司馬", "諸葛", "東方",
    "尉遲", "公孫", "長孫", "軒轅", "獨孤", "南宮", "西門",
}  # fmt: skip
"""The Chinese surnames of two characters that are still met (百家姓, the Hundred Family Surnames)."""
ROMAN_SURNAMES = frozenset(
    word
    for line in (
        "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang",
        "deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren shen yao lyu",
        "cui zhong tan fan liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei duan long tao",
    )
    for word in line.split()
)
"""Chinese surnames in Pinyin, the most frequent (Ministry of Public Security of China, report on names 2020)."""
SYLLABLES = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v))+"
)
"""What can be a given name in Pinyin."""
LONGEST_GIVEN = 14
NOT_LETTER = re.compile(r"[-'’]")
VIETNAMESE = frozenset(
    ("nguyen", "nguyễn", "tran", "trần", "pham", "phạm", "hoang", "hoàng", "huynh", "huỳnh", "phan", "vu", "vũ", "vo",
     "võ", "dang", "đặng", "bui", "bùi", "ngo", "ngô", "duong", "dương")
)  # fmt: skip
"""Surnames of Vietnam, which stand first there, with and without their marks."""


def mask_name(name: str) -> str:
    """Surname and initial (``Quill A.``); of names in Han, kana or Hangul the surname and a star (``陈＊``)."""
    text = unicodedata.normalize("NFC", name).strip()
    if HAN.search(text):
        first = HAN.search(text)
        assert first
        own = re.split(r"[\s·•・]", text[first.start() :], maxsplit=1)[0]
        return (own[:2] if own[:2] in COMPOUND_SURNAMES else own[:1]) + "＊"
    return _mask_latin(text)


def given_names(name: str) -> tuple[str, ...]:
    """The words of a name that `mask_name` cuts: none may be read in full where it is shown short."""
    text = unicodedata.normalize("NFC", name).strip()
    kept = mask_name(text)
    if found := HAN.search(text):
        own = re.split(r"[\s·•・]", text[found.start() :], maxsplit=1)
        given = own[0].removeprefix(kept.rstrip("＊")) or (own[1] if len(own) > 1 else "")
        return (given,) if given else ()
    shown = set(re.split(r"[\s,]+", kept))
    words = (word for word in re.split(r"[\s,]+", text) if word.strip(".").lower() not in LATIN_TITLES)
    return tuple(word for word in words if word and word not in shown and not word.endswith("."))


def _mask_latin(text: str) -> str:
    if "," in text:
        surname, _comma, given = text.partition(",")
        return _with_initial(surname.strip(), given.strip())
    words = [word for word in text.split() if word.strip(".").lower() not in LATIN_TITLES]
    if len(words) < 2:
        return " ".join(words)
    shouted = [word for word in words if word.isupper() and len(word.strip(".")) > 1]
    if len(shouted) == 1:
        return _with_initial(shouted[0], " ".join(word for word in words if word != shouted[0]))
    if _begins_with_surname(words):
        return _with_initial(words[0], words[1])
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():  # van, de, bin belong to the surname
        start -= 1
    return _with_initial(" ".join(words[start:]), words[0])


def _begins_with_surname(words: list[str]) -> bool:
    # Hu Pingping, Nguyen Thi Loan: the last word is a given name, which nobody is to read in full. Where both ends may
    # be a surname (Li Wei), it is left as Western names are.
    first, *others = (word.casefold() for word in words)
    if first in VIETNAMESE:
        return others[-1] not in VIETNAMESE
    given = first in ROMAN_SURNAMES and others[-1] not in ROMAN_SURNAMES
    return given and all(
        len(word) <= LONGEST_GIVEN and SYLLABLES.fullmatch(NOT_LETTER.sub("", word)) for word in others
    )


def _with_initial(surname: str, given: str) -> str:
    return f"{surname} {given[0].upper()}." if given else surname
