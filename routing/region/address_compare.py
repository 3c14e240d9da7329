"""How well a named place fits what was asked: its name, its town, and words that neither explains. No numbers here.

A name fits exactly where it stands in the text word for word. A slip of the pen, other spacing, another order, and a
romanized Chinese name are less; what is less is never certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from routing.region.address_query import Asked
from routing.region.normalize import is_chinese

NOT_QUITE = 0.97
"""At most so alike are names that agree in sound or in their words, but not word for word."""
SAME_NAME = 0.74
"""From here on two writings are the same name with a slip of the pen; below, only a suggestion."""
LEAST = 0.6
_SWAPPED = 0.02
"""Letters that only changed places are likelier the name than others that are wrong."""
_EXPLAINS_ITSELF = "市县區区镇鎮乡鄉村省"


@dataclass(frozen=True, slots=True)
class Known:
    """A place as the index has it, for comparing.

    `home` are the names of its town, `towns` those of all else that tells it from others of its name; `wider` only fit.
    """

    names: tuple[str, ...]
    sounds: tuple[str, ...]
    home: tuple[str, ...]
    towns: tuple[str, ...]
    wider: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """`name` from 0 to 1, and exactly 1 only word for word; `town` 3 as written, 2 another it lies in, 1 nearly, or 0.

    `used` are the words of the name as asked, `strange` how many letters nothing explains.
    """

    name: float
    town: int
    strange: int
    used: tuple[str, ...] = ()

    @property
    def better(self) -> tuple[float, float]:
        """The larger, the better it fits."""
        return self.name - 0.04 * self.strange + 0.02 * min(2, self.town), self.name


def fit(asked: Asked, known: Known) -> Fit | None:
    """The best fit of any of a place's names; None where none is at all alike."""
    compare = _fit_chinese if asked.chinese else _fit_latin
    said = " ".join(asked.words)
    best: Fit | None = None
    for name in known.names:
        found = compare(asked, name, known) if is_chinese(name) == asked.chinese and _looks_alike(name, said) else None
        if found and (best is None or found.better > best.better):
            best = found
    for name in known.sounds if not asked.chinese and (best is None or best.name < 1) else ():
        found = compare(asked, name, known) if _looks_alike(name, said) else None
        if found and (best is None or found.better > best.better):
            best = Fit(min(found.name, NOT_QUITE), found.town, found.strange, found.used)
    return best


def _looks_alike(name: str, said: str) -> bool:
    # A quick look that lets pass whatever the comparison word by word could accept.
    return fuzz.partial_ratio(name, said, score_cutoff=50) > 0


def _fit_latin(asked: Asked, name: str, known: Known) -> Fit | None:
    best: Fit | None = None
    for alike, start, end in _alignments(asked.words, tuple(name.split()), asked.numbers):
        rest = [*asked.words[:start], *asked.words[end:]]
        used = asked.words[start:end]
        numbers = [word for word in asked.numbers if word not in used]
        left = [word for word in rest if word not in numbers[:1]]
        town, strange = _explain(left, known)
        found = Fit(alike, town, sum(map(len, strange)), used)
        if best is None or found.better > best.better:
            best = found
    return best


def _alignments(said: Sequence[str], name: tuple[str, ...], numbers: Sequence[str]) -> Iterable[tuple[float, int, int]]:
    # Where the name may stand in the text: exactly, else wherever it is most alike.
    width = len(name)
    exact = [n for n in range(len(said) - width + 1) if tuple(said[n : n + width]) == name]
    if exact:
        return [(1.0, n, n + width) for n in exact]
    target = "".join(name)
    found = []
    for count in {max(1, width - 1), width, width + 1}:
        for start in range(len(said) - count + 1):
            piece = said[start : start + count]
            if any(word in numbers and word not in name for word in piece):
                continue
            alike = _alike("".join(piece), target)
            if sorted(piece) == sorted(name):
                alike = NOT_QUITE
            if alike >= LEAST:
                found.append((min(alike, NOT_QUITE), start, start + count))
    if not found and width > 1:
        found = list(_parts(said, name))
    return sorted(found, reverse=True)[:3]


def _parts(said: Sequence[str], name: tuple[str, ...]) -> Iterable[tuple[float, int, int]]:
    # Only some of the name's words were said: Kennedy Street of John F Kennedy Street.
    for size in range(len(name) - 1, 0, -1):
        for first in range(len(name) - size + 1):
            part = name[first : first + size]
            share = sum(map(len, part)) / sum(map(len, name))
            if share < 0.5:
                continue
            for start in range(len(said) - size + 1):
                if tuple(said[start : start + size]) == part:
                    yield SAME_NAME * 0.9 * (0.6 + 0.4 * share), start, start + size


@lru_cache(maxsize=65536)
def _alike(a: str, b: str) -> float:
    # One slip in a short name, two in a longer one: dropped, doubled, wrong, or swapped letters.
    longest = max(len(a), len(b))
    distance = OSA.distance(a, b, score_cutoff=max(1, longest // 4))
    if distance > max(1, longest // 4):
        return 0.0
    return 1.0 - distance / longest + _SWAPPED * (sorted(a) == sorted(b)) if distance else NOT_QUITE


def _explain(words: list[str], known: Known) -> tuple[int, list[str]]:
    # Takes the town and what else the place lies in out of the words that are left.
    town, left = 0, words
    for decides, names in ((3, known.home), (2, known.towns), (0, known.wider)):
        for name in names:
            if left and not is_chinese(name) and (rest := _taken(left, name.split())) is not None:
                left, town = rest, max(town, decides)
    if town < 2 and left:
        for name in (*known.home, *known.towns):
            if not is_chinese(name) and (rest := _nearly_taken(left, name)) is not None:
                return max(town, 1), rest
    return town, left


def _taken(words: list[str], name: list[str]) -> list[str] | None:
    for start in range(len(words) - len(name), -1, -1):
        if words[start : start + len(name)] == name:
            return [*words[:start], *words[start + len(name) :]]
    return None


def _nearly_taken(words: list[str], name: str) -> list[str] | None:
    target, count = name.replace(" ", ""), name.count(" ") + 1
    if len(target) < 4:
        return None
    for width in (count, count + 1, count - 1):
        for start in range(len(words) - width + 1) if width else ():
            if _alike("".join(words[start : start + width]), target):
                return [*words[:start], *words[start + width :]]
    return None


def _fit_chinese(asked: Asked, name: str, known: Known) -> Fit | None:
    text = asked.words[0]
    at = text.rfind(name)
    if at >= 0:
        town, strange = _explain_chinese(text[:at] + text[at + len(name) :], known)
        return Fit(1.0, town, strange, (name,))
    best: Fit | None = None
    for width in {len(name) - 1, len(name), len(name) + 1} - {0}:
        for start in range(max(1, len(text) - width + 1)):
            piece = text[start : start + width]
            if alike := _alike_characters(piece, name):
                town, strange = _explain_chinese(text[:start] + text[start + width :], known)
                found = Fit(alike, town, strange, (piece,))
                if best is None or found.better > best.better:
                    best = found
    return best


def _alike_characters(a: str, b: str) -> float:
    # Three characters of which one is wrong are the same name with a slip of the pen; so are two of two, swapped.
    distance = OSA.distance(a, b)
    allowed = 1 if len(b) < 6 else 2
    if distance > allowed or not set(a) & set(b):
        return 0.0
    return (NOT_QUITE - 0.45 * distance / len(b) if len(b) > 2 else 0.7) + _SWAPPED * (sorted(a) == sorted(b))


def _without_towns(text: str, known: Known) -> tuple[int, str]:
    town = 0
    for decides, names in ((3, known.home), (2, known.towns), (0, known.wider)):
        for name in names:
            flat = name.replace(" ", "")
            if len(flat) > 1 and flat in text:
                text, town = text.replace(flat, "", 1), max(town, decides)
    return town, text


def _explain_chinese(rest: str, known: Known) -> tuple[int, int]:
    # What a Chinese address says beside the street; words for kinds of place do not count.
    town, rest = _without_towns(rest, known)
    rest = "".join(character for character in rest if character not in _EXPLAINS_ITSELF)
    if rest and town < 2:
        for name in (*known.home, *known.towns):
            if is_chinese(name) and len(name) > 2 and OSA.distance(rest, name) == 1:
                return 1, 0
    return town, len(rest)
