"""An address split into what was found of it, what was not, and what lies behind the front door. Draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from planner.day.geocoding.keys import inner_of
from planner.model import Address, Location, MatchClass
from routing.region.inner import split_inner
from routing.region.normalize import comparable, is_chinese, words

ALIKE = 0.7
"""Share of letters in common from which a word is the one that was found, with a slip of the pen."""
TO_THE_HOUSE = (MatchClass.HOUSE, MatchClass.INTERPOLATED)
_HAN = "\u3400-\u9fff"
_PIECES = re.compile(rf"\d+[\w-]*?[弄号號]|[{_HAN}]+|[^\W_{_HAN}]+(?:[-/][^\W_{_HAN}]+)*|[\W_]+")
_RANKS = frozenset("省市区县镇乡村")
"""Said or left out after a name, as one likes."""


class Kind(StrEnum):
    """What is known of a part."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    INNER = "inner"


class Part(NamedTuple):
    """A stretch of an address."""

    text: str
    kind: Kind


def parts_of(address: Address, known: str, best: Location | None) -> list[Part]:
    """The parts of an address in their order; `known` is how the places found are written, `best` the best of them."""
    outer, inner = split_inner(address.text)[0], inner_of(address)
    to_the_house = bool(best and best.matched and best.match in TO_THE_HOUSE and not best.differs)
    judged = list(_judged(outer, known, to_the_house))
    joined = [Part("".join(p.text for p in run), kind) for kind, run in groupby(judged, key=lambda part: part.kind)]
    return [*joined, *([Part(inner, Kind.INNER)] if inner else [])]


def _judged(outer: str, known: str, to_the_house: bool) -> Iterator[Part]:
    said, whole = words(known), comparable(known.replace(" ", ""))
    kind = Kind.UNKNOWN
    for piece in _PIECES.findall(outer):
        parts = [Part(piece, kind)]  # a comma goes with what it follows
        if any(letter.isdigit() for letter in piece):
            parts = [_part(piece, to_the_house)]
        elif is_chinese(piece):
            parts = list(_chinese(piece, whole))
        elif re.search(r"\w", piece):
            found = bool(said) and all(get_close_matches(word, said, 1, ALIKE) for word in words(piece))
            parts = [_part(piece, found)]
        yield from parts
        kind = parts[-1].kind


def _chinese(run: str, whole: str) -> Iterator[Part]:
    # The longest stretches of two characters and more that stand in what was found.
    start, known = 0, False
    while start < len(run):
        end = next((end for end in range(len(run), start + 1, -1) if comparable(run[start:end]) in whole), start)
        if end == start:
            end, known = start + 1, known and run[start] in _RANKS
        else:
            known = True
        yield _part(run[start:end], known)
        start = end


def _part(text: str, known: bool) -> Part:
    return Part(text, Kind.KNOWN if known else Kind.UNKNOWN)
