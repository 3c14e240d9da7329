"""What a thing of an extract is called: all its names, old, official and translated ones too, and which are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from routing.region.normalize import is_chinese, spellings
from routing.region.romanize import romanized

KEYS = ("name", "official_name", "alt_name", "short_name", "loc_name", "int_name", "reg_name", "old_name", "nat_name")
TRANSLATED = re.compile(r"(?:alt_|old_|official_|short_)?name:[a-z]{2,3}(?:[-_]\w+)?")
CHINESE = ("name:zh", "name:zh-Hans", "name:zh-CN", "name:zh-Hant")
READABLE = re.compile(r"[a-zà-ɏ\u3400-\u9fff]", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*\(.*?\)|\s+(?:am|an der|bei|im|in der|ob der|sur|sous|upon|on|under|de|del|della|nad|aan)\s.*$|/.*$"
)
_UNIT = re.compile(r"(?<=..)(?:市|县|区|镇|乡|村|省|新区|街道|特别行政区|(?:壮族|回族|维吾尔)?自治区|自治[州县])$")


@dataclass(frozen=True, slots=True)
class Names:
    """`shown` is on the sign, `chinese` in Chinese where there is one; `others` are all further names."""

    shown: str
    chinese: str = ""
    others: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every name, none twice."""
        return tuple(dict.fromkeys(name for name in (self.shown, self.chinese, *self.others) if name))

    def with_names(self, other: Names) -> Names:
        """Together with the names that another thing has for the same place."""
        return Names(self.shown, self.chinese or other.chinese, tuple(dict.fromkeys((*self.others, *other.all))))


def read_names(tags: Any) -> Names | None:
    """The names in the tags of a thing; None where it has none."""
    shown = tags.get("name") or tags.get("official_name") or tags.get("name:en")
    if not shown:
        return None
    found = [part.strip() for key in KEYS if key in tags for part in tags[key].split(";")]
    found += [tag.v for tag in tags if TRANSLATED.fullmatch(tag.k)]
    chinese = next((tags[key] for key in CHINESE if key in tags), shown if is_chinese(shown) else "")
    kept = dict.fromkeys(name for name in found if name and READABLE.search(name))
    return Names(shown, chinese, tuple(kept))


def name_forms(names: Iterable[str]) -> list[str]:
    """Names made comparable, none twice."""
    return sorted({form for name in names for form in spellings(name)})


def area_forms(names: Iterable[str]) -> list[str]:
    """The same for towns, which are also called by less than their name: Frankfurt, 成都."""
    short = [shorter(name) for name in names]
    sounds = [form for name in names if is_chinese(name) for form in romanized(name)]
    return sorted({*name_forms([*names, *short]), *name_forms(sounds)})


def sound_forms(names: Iterable[str]) -> list[str]:
    """Chinese names as they would be written in Latin letters."""
    return name_forms(form for name in names if is_chinese(name) for form in romanized(name))


def shorter(name: str) -> str:
    """A town's name without what only tells it from others: Frankfurt of Frankfurt am Main, 成都 of 成都市.

    >>> shorter("Buchs (SG)"), shorter("武侯区")
    ('Buchs', '武侯')
    """
    return _UNIT.sub("", name) if is_chinese(name) else _TAIL.sub("", name) or name
