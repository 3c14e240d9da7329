"""Whether a written text can only mean one house. Compares with every address there is, by none of the index's code."""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from benchmarks.addresses.asked import Address
from benchmarks.addresses.writings import Written
from routing.problem import Coordinates

NEAR_M = 50


class Judge:
    """Knows all addresses by number."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self._by_number: dict[str, list[tuple[str, str, Address]]] = defaultdict(list)
        for address in addresses:
            plain = (bare(address.street), bare(address.city), address)
            self._by_number[address.number.casefold()].append(plain)

    def is_fair(self, written: Written, truth: Address) -> bool:
        """Whether no house elsewhere is written as much like the text as the one that is meant."""
        street, city = bare(written.street), bare(written.city)
        own = _apart(street, bare(truth.street)) + (_apart(city, bare(truth.city)) if city else 0)
        for other_street, other_city, other in self._by_number[truth.number.casefold()]:
            if abs(len(other_street) - len(street)) > own or away(other.place, truth.place) <= NEAR_M:
                continue
            if written.code and other.code and other.code != written.code:
                continue
            there = _apart(street, other_street, own)
            if there <= own and there + (_apart(city, other_city) if city else 0) <= own:
                return False
        return True


def bare(text: str) -> str:
    """Small letters without accents, spaces and hyphens."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if letter.isalnum())


def away(a: Coordinates, b: Coordinates) -> float:
    """Metres between two points."""
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(b.lat - a.lat, east) * 111_195


def _apart(a: str, b: str, most: int | None = None) -> int:
    return OSA.distance(a, b, score_cutoff=most)
