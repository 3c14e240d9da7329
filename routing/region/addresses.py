"""Finds addresses in a built region. Building the index is `address_build`'s; online services are not known here.

A result is a house only where street, town and number agree; everything else says in what it differs.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from routing.problem import Coordinates
from routing.region.address_compare import Fit, Known, fit
from routing.region.address_houses import Found, find_house
from routing.region.address_judge import SURE_CLASSES, Candidate, Judged, distance, doubted, judge, score
from routing.region.address_query import Asked, understand
from routing.region.address_schema import FILE as FILE
from routing.region.address_schema import open_index, squares_around
from routing.region.grams import OF_ONE_NAME, by_name, by_pieces
from routing.region.normalize import is_chinese

JUDGED = 14
"""So many of the best candidates are looked at for the house number."""


@dataclass(frozen=True, slots=True)
class AddressMatch:
    """Where an address may be: `match` as in `planner.model.MatchClass`, score 0 to 1, what differed as codes.

    ``number``: another number, or none; ``street``: the name is not quite the one asked for, or only a town was found;
    ``city``: the town or the postcode is not certain; ``twice``: two houses bear the number; ``words``: part of the
    text means nothing here.
    """

    coordinates: Coordinates
    match: str
    score: float
    matched: str
    differs: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether this is certainly the house."""
        return self.match in SURE_CLASSES and not self.differs


class AddressIndex:
    """The address index of a region folder, open for reading. Usable from one thread at a time.

    With `language` ``"zh"`` matches are named in Chinese where the extract has a Chinese name, else as signed there.

    Raises
    ------
    routing.errors.EngineUnavailable
        ``region_missing``, ``region_is_older`` or ``region_is_newer``.
    """

    def __init__(self, folder: str | Path, language: str = "") -> None:
        self._language = language
        self._connection = open_index(folder)
        self._area = lru_cache(maxsize=4096)(self._read_area)
        self._lies_in = lru_cache(maxsize=4096)(self._read_areas)
        self._is_postcode = lru_cache(maxsize=4096)(self._read_postcode)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def search(self, text: str, limit: int = 5) -> tuple[AddressMatch, ...]:
        """The likeliest places of an address, best first."""
        asked = understand(text, self._is_postcode)
        if not asked.letters:
            return tuple(self._postcodes(asked))[:limit]
        ids = by_name(self._connection, asked.words)
        judged = self._judged(asked, ids)
        if len(ids) == OF_ONE_NAME or not any(each.sure for each in judged):
            ids += by_pieces(self._connection, asked.words, asked.codes)
            judged = self._judged(asked, ids)
        found = (
            AddressMatch(each.place, each.match, each.score, self._named(each.candidate, each.number), each.differs)
            for each in doubted(asked, judged)
        )
        return tuple(_distinct(found))[:limit]

    def reverse(self, coordinates: Coordinates, limit: int = 1, radius_m: float = 100) -> tuple[AddressMatch, ...]:
        """The numbered houses within some metres of a point, nearest first.

        Their score falls from 1 at the house itself to 0 at the radius.
        """
        found = []
        for first, last in squares_around(coordinates, radius_m):
            for place, shown, lat, lon, interpolated in self._connection.execute(
                "SELECT place, shown, lat, lon, interpolated FROM address WHERE cell BETWEEN ? AND ?", (first, last)
            ):
                where = Coordinates(lat, lon)
                away = distance(coordinates, where)
                if away <= radius_m:
                    found.append((away, place, shown, where, SURE_CLASSES[interpolated]))
        found.sort()
        known = {each.id: each for each in self._candidates({house[1] for house in found[:limit]})}
        return tuple(
            AddressMatch(where, match, 1 - away / radius_m, self._named(known[place], shown))
            for away, place, shown, where, match in found[:limit]
        )

    def sample(self, count: int, seed: int) -> list[tuple[str, Coordinates]]:
        """Some addresses that stand once in the index, as people write them; for tests and measurements."""
        rows = self._connection.execute(
            "SELECT p.shown, a.shown, p.city, a.lat, a.lon FROM address a JOIN place p ON p.id = a.place"
            " WHERE a.interpolated = 0 AND p.city <> '' GROUP BY p.id, a.number HAVING COUNT(*) = 1 ORDER BY a.id"
        ).fetchall()
        chosen = random.Random(seed).sample(rows, min(count, len(rows)))
        return [(f"{street} {number}, {city}", Coordinates(lat, lon)) for street, number, city, lat, lon in chosen]

    def _judged(self, asked: Asked, ids: Iterable[int]) -> list[Judged]:
        fits = [(place, found) for place in self._candidates(ids) if (found := fit(asked, place.known))]
        fits.sort(key=lambda each: -score(asked, *each))
        judged = [judge(asked, place, found, self._house(asked, place, found)) for place, found in fits[:JUDGED]]
        return sorted(judged, key=lambda each: -each.score)

    def _house(self, asked: Asked, place: Candidate, found: Fit) -> Found:
        number = next((word for word in asked.numbers if word not in found.used), "")
        return find_house(self._connection, place.id, number, asked) if number else Found("street")

    def _candidates(self, ids: Iterable[int]) -> Iterator[Candidate]:
        wanted = list(dict.fromkeys(ids))
        rows = self._connection.execute(f"SELECT * FROM place WHERE id IN ({','.join('?' * len(wanted))})", wanted)
        for number, kind, names, sounds, areas, shown, shown_zh, city, city_zh, lat, lon in rows.fetchall():
            known = Known(tuple(names.split("|")), tuple(sounds.split("|")) if sounds else (), *self._lies_in(areas))
            yield Candidate(number, kind, known, shown, shown_zh, city, city_zh, Coordinates(lat, lon))

    def _read_areas(self, areas: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        home, *around = json.loads(areas)
        own = self._area(home)[0] if home is not None else ()
        others = [self._area(area) for area in around]
        towns, wider = (_longest_first(names for names, decides in others if decides is kind) for kind in (True, False))
        return own, towns, wider

    def _read_area(self, number: int) -> tuple[tuple[str, ...], bool]:
        names, decides = self._connection.execute("SELECT names, decides FROM area WHERE id = ?", (number,)).fetchone()
        return _longest_first([names.split("|")]), bool(decides)

    def _read_postcode(self, code: str) -> bool:
        return self._connection.execute("SELECT 1 FROM postcode WHERE code = ?", (code,)).fetchone() is not None

    def _postcodes(self, asked: Asked) -> Iterator[AddressMatch]:
        for code in sorted(asked.codes):
            row = self._connection.execute("SELECT lat, lon FROM postcode WHERE code = ?", (code,)).fetchone()
            yield AddressMatch(Coordinates(*row), "place", 0.5, code, ("street",))

    def _named(self, place: Candidate, number: str = "") -> str:
        if place.shown_zh and (self._language == "zh" or is_chinese(place.shown)):
            return place.city_zh + place.shown_zh + (f"{number.removesuffix('号')}号" if number else "")
        shown = f"{place.shown}, {place.city}" if place.city else place.shown
        return f"{number} {shown}" if number else shown


def _longest_first(names: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({name for each in names for name in each}, key=lambda name: (-len(name), name)))


def _distinct(found: Iterable[AddressMatch]) -> list[AddressMatch]:
    seen: dict[tuple[str, Coordinates], AddressMatch] = {}
    for match in found:
        seen.setdefault((match.matched, match.coordinates), match)
    return list(seen.values())
