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


def mask_name(name: str) -> str:
    """Surname and initial (``Quill A.``); of names in Han, kana or Hangul the surname and a star (``陈＊``)."""
    text = unicodedata.normalize("NFC", name).strip()
    if HAN.search(text):
        first = HAN.search(text)
        assert first
        own = re.split(r"[\s·•・]", text[first.start() :], maxsplit=1)[0]
        return (own[:2] if own[:2] in COMPOUND_SURNAMES else own[:1]) + "＊"
    return _mask_latin(text)


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
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():  # van, de, bin belong to the surname
        start -= 1
    return _with_initial(" ".join(words[start:]), words[0])


def _with_initial(surname: str, given: str) -> str:
    return f"{surname} {given[0].upper()}." if given else surname
