"""Finds addresses in a built region. Building the index is `address_build`'s; online services are not known here.

A result is a house only where street, town and number agree; everything else says in what it differs.
"""

from __future__ import annotations

import json
import math
import random
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.region.normalize import (
    CHINESE_NUMBER,
    LATIN_NUMBER,
    comparable,
    house_number,
    is_chinese,
    leading_integer,
    words,
)

FILE = "addresses.sqlite"
SAME_NAME = 88.0
"""Similarity from which two written names are the same name with a slip of the pen (`rapidfuzz` ratio)."""
SAME_WORD = 75.0
"""The same for one word."""
SAME_PLACE_DEG = 150 / 111_195
"""Houses of one number that are farther apart than 150 m are two; in degrees of latitude."""
CANDIDATES = 24
ORDER = {"house": 0, "interpolated": 1, "near_number": 2, "street": 3, "place": 4}


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """Where an address may be: `match` as in `planner.model.MatchClass`, score 0 to 1, what differed as codes."""

    coordinates: Coordinates
    match: str
    score: float
    matched: str
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Street:
    id: int
    names: tuple[str, ...]
    cities: tuple[str, ...]
    shown: str
    city: str
    place: Coordinates
    kind: str


class AddressIndex:
    """The address index of a region folder, open for reading. Usable from one thread at a time.

    With `language` ``"zh"`` matches are named in Chinese where the extract has a Chinese name, else as signed there.
    """

    def __init__(self, folder: str | Path, language: str = "") -> None:
        self._language = language
        file = Path(folder) / FILE
        if not file.exists():
            raise EngineUnavailable(
                "region_missing", "The region's address index is not there. Build the region again."
            )
        self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._streets = [_street(row) for row in self._connection.execute("SELECT * FROM street")]
        self._postcodes = {row[0] for row in self._connection.execute("SELECT DISTINCT postcode FROM address")}
        self._latin = [(name, s) for s in self._streets for name in s.names if not is_chinese(name)]
        self._chinese = [(name, s) for s in self._streets for name in s.names if is_chinese(name)]
        self._latin_names = [name for name, _ in self._latin]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def search(self, text: str, limit: int = 5) -> tuple[AddressMatch, ...]:
        """The likeliest places of an address, best first."""
        found = self._search_chinese(text) if is_chinese(text) else self._search_latin(text)
        found.sort(key=lambda match: (ORDER[match.match], -match.score))
        return tuple(_doubtful(_distinct(found))[:limit])

    def sample(self, count: int, seed: int) -> list[tuple[str, Coordinates]]:
        """Some addresses that stand once in the index, as people write them; for tests and measurements."""
        rows = self._connection.execute(
            "SELECT s.shown, a.shown, s.city, a.lat, a.lon FROM address a JOIN street s ON s.id = a.street"
            " WHERE a.interpolated = 0 AND s.city <> '' GROUP BY s.id, a.number HAVING COUNT(*) = 1 ORDER BY a.id"
        ).fetchall()
        chosen = random.Random(seed).sample(rows, min(count, len(rows)))
        return [(f"{street} {number}, {city}", Coordinates(lat, lon)) for street, number, city, lat, lon in chosen]

    def _search_latin(self, text: str) -> list[AddressMatch]:
        said = _with_letters(words(text))
        codes = {word for word in said if word in self._postcodes}
        asked = [word for word in said if word not in codes]
        numbers = [word for word in asked if LATIN_NUMBER.fullmatch(word)]
        rest = [word for word in asked if word not in numbers]
        if not rest:
            return []
        likely = process.extract(" ".join(rest), self._latin_names, scorer=fuzz.token_set_ratio, limit=CANDIDATES)
        found = []
        for _, _, position in likely:
            name, street = self._latin[position]
            inside = name.split()  # as in Rue du 4 Septembre
            number = next((word for word in numbers if word not in inside), "")
            own = [word for word in asked if word in rest or word in inside]
            found.append(self._judge(street, *_compare(own, name, street.cities), number, codes=codes))
        return [match for match in found if match]

    def _search_chinese(self, text: str) -> list[AddressMatch]:
        whole = comparable(text)
        numbered = CHINESE_NUMBER.search(whole)
        number = numbered[1] if numbered else ""
        before = whole[: numbered.start()] if numbered else whole
        found = []
        for name, street in self._chinese:
            if name and name in before:
                town = next(
                    (city for city in street.cities if is_chinese(city) and city in before.replace(name, "")), ""
                )
                stranger = _without(before, name, town)
                score = 100.0 if not stranger else 100.0 - 12.0 * min(4, len(stranger))
                found.append(self._judge(street, score, bool(town), number, length=len(name)))
        return [match for match in found if match]

    def _judge(
        self,
        street: _Street,
        score: float,
        in_town: bool,
        number: str,
        length: int = 0,
        codes: Collection[str] = (),
    ) -> AddressMatch | None:
        if score < 60:
            return None
        share = score / 100 - (0 if in_town else 0.02) + length / 1000
        shown = self._named(street)
        if street.kind == "place":
            return AddressMatch(street.place, "place", share - 0.1, shown, ("street",))
        if score < SAME_NAME:
            return AddressMatch(street.place, "street", share, shown, ("street",))
        if not number:
            return AddressMatch(street.place, "street", share, shown, ("number",))
        found = self._number(street, number, share, codes)
        # Apple Close is one letter from Maple Close: a name that is nearly the one asked for is for a person to judge.
        return found if score >= 100 else replace(found, differs=(*found.differs, "street"))

    def _number(self, street: _Street, number: str, share: float, codes: Collection[str]) -> AddressMatch:
        rows = self._connection.execute(
            "SELECT number, value, lat, lon, interpolated, shown, postcode FROM address WHERE street = ?"
            " ORDER BY interpolated",
            (street.id,),
        ).fetchall()
        wanted = house_number(number)
        if same := [row for row in rows if row[0] == wanted]:
            return self._house(street, same, share, codes)
        value = leading_integer(wanted)
        near = [row for row in rows if row[1] is not None]
        if not near or value is None:
            return AddressMatch(street.place, "street", share, self._named(street), ("number",))
        best = min(near, key=lambda row: (abs(row[1] - value), (row[1] - value) % 2))
        return AddressMatch(Coordinates(*best[2:4]), "near_number", share, self._named(street, best[5]), ("number",))

    def _house(self, street: _Street, same: list[Any], share: float, codes: Collection[str]) -> AddressMatch:
        # One number may stand twice on a street; then only its postcode tells which is meant.
        if coded := [row for row in same if row[6] in codes]:
            same = coded
        elif codes:
            same = [row for row in same if not row[6]] or same
        _, _, lat, lon, interpolated, written, postcode = same[0]
        place, shown = Coordinates(lat, lon), self._named(street, written)
        if codes and postcode and postcode not in codes:
            return AddressMatch(place, "street", share, shown, ("city",))
        if any(not row[4] and _apart(place, Coordinates(*row[2:4])) for row in same):
            return AddressMatch(street.place, "street", share, self._named(street), ("twice",))
        return AddressMatch(place, "interpolated" if interpolated else "house", share, shown)

    def _named(self, street: _Street, number: str = "") -> str:
        chinese = next((name for name in street.names if is_chinese(name)), "") if self._language == "zh" else ""
        if chinese:
            city = next((name for name in street.cities if is_chinese(name)), "")
            return city + chinese + (f"{number}号" if number else "")
        shown = f"{street.shown}, {street.city}" if street.city else street.shown
        return f"{number} {shown}" if number else shown


def _street(row: tuple[object, ...]) -> _Street:
    key, names, cities, shown, city, lat, lon, kind = row
    place = Coordinates(float(str(lat)), float(str(lon)))
    return _Street(
        int(str(key)),
        tuple(json.loads(str(names))),
        tuple(json.loads(str(cities))),
        str(shown),
        str(city),
        place,
        str(kind),
    )


def _compare(asked: list[str], name: str, cities: tuple[str, ...]) -> tuple[float, bool]:
    # How alike what was asked for is to this street; and whether the town was named.
    best, town = _likeness(asked, name), False
    for city in cities:
        rest = _without_town(asked, city.split())
        if len(rest) < len(asked) and rest and (score := _likeness(rest, name)) > best - 0.01:
            best, town = score, True
    return best, town


def _likeness(asked: list[str], name: str) -> float:
    # A word that is neither of the street nor of its town, as of another town, is no slip of the pen, however short.
    score: float = fuzz.token_sort_ratio(" ".join(asked), name)
    parts = name.split()
    longer = abs(len("".join(asked)) - len("".join(parts))) > 1
    strange = longer and any(all(fuzz.ratio(word, part) < SAME_WORD for part in parts) for word in asked)
    return min(score, SAME_NAME - 1) if strange else score


def _with_letters(said: list[str]) -> list[str]:
    # 12 A is 12a.
    joined: list[str] = []
    for word in said:
        if joined and joined[-1].isdigit() and len(word) == 1 and "a" <= word <= "z":
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _without_town(asked: list[str], town: list[str]) -> list[str]:
    # The town usually comes last; a street may bear the same name.
    rest = list(asked)
    for part in town:
        close = [number for number, word in enumerate(rest) if fuzz.ratio(word, part) >= 80]
        if close:
            del rest[close[-1]]
    return rest


def _without(text: str, name: str, town: str) -> str:
    # What a Chinese address says beside street and town; words for kinds of place do not count.
    rest = text.replace(name, "", 1)
    if town:
        rest = rest.replace(town, "", 1)
    for word in ("市", "县", "区", "镇", "乡", "村", "省"):
        rest = rest.replace(word, "")
    return rest


def _distinct(found: list[AddressMatch]) -> list[AddressMatch]:
    seen: dict[tuple[str, Coordinates], AddressMatch] = {}
    for match in found:
        seen.setdefault((match.matched, match.coordinates), match)
    return list(seen.values())


def _doubtful(found: list[AddressMatch]) -> list[AddressMatch]:
    # Two houses that answer equally well in different places: neither is sure.
    houses = [match for match in found if match.match in ("house", "interpolated")]
    if (
        len(houses) > 1
        and houses[0].score - houses[1].score < 0.005
        and _apart(houses[0].coordinates, houses[1].coordinates)
    ):
        doubt = {id(match) for match in houses if houses[0].score - match.score < 0.005}
        return [replace(m, match="street", differs=(*m.differs, "city")) if id(m) in doubt else m for m in found]
    return found


def _apart(a: Coordinates, b: Coordinates) -> bool:
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(b.lat - a.lat, east) > SAME_PLACE_DEG
