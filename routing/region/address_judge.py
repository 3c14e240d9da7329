"""How well a candidate answers what was asked, and whether it is certain: where nothing differs and nothing else fits.

A candidate is a named place with what `address_compare` and `address_houses` found of it. Nothing is read here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from routing.problem import Coordinates
from routing.region.address_compare import SAME_NAME, Fit, Known
from routing.region.address_houses import Found
from routing.region.address_query import Asked

SURE_CLASSES = ("house", "interpolated")
SAME_HOUSE_M = 150
"""Two houses of one number that are farther apart are two."""
SAME_STREET_M = 1500
"""Two streets of one name that are farther apart are two, even where the index has them once for each town."""
EQUAL = 0.005
"""Answers whose scores differ by less answer equally well."""
STRANGE, ANY_STRANGE, NO_STREET = 0.3, 0.06, 0.15
"""What it costs that nothing of the text is understood, that not all is, and that a town was found where a street was
asked for."""
TOWN = {3: 0.0, 2: 0.002, 1: 0.012, 0: 0.02}
"""What it costs that the town is as `Fit.town` says. One not said costs less than a wrong letter."""
KIND = {"street": 0.0, "compound": 0.01, "building": 0.03, "poi": 0.03, "town": 0.03}
CLASS = {"house": 0.0, "interpolated": 0.001, "near_number": 0.05, "street": 0.08, "place": 0.08}
OTHER_CODE, FAR_OFF = 0.06, 0.08
"""What it costs that the postcode is another's, and at most that the nearest number is far from the one asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the index, as it is compared and shown."""

    id: int
    kind: str
    known: Known
    shown: str
    shown_zh: str
    city: str
    city_zh: str
    middle: Coordinates


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with the verdict: the class of its match, its score, what differs, and the house's number."""

    candidate: Candidate
    fit: Fit
    place: Coordinates
    match: str
    score: float
    differs: tuple[str, ...]
    number: str = ""

    @property
    def sure(self) -> bool:
        """Whether this is certainly the house."""
        return self.match in SURE_CLASSES and not self.differs


def score(asked: Asked, candidate: Candidate, found: Fit) -> float:
    """How well a place fits, before its houses are looked at; 1 is best."""
    strange = STRANGE * min(1.0, found.strange / max(1, asked.letters)) + ANY_STRANGE * bool(found.strange)
    names_town = candidate.kind == "town" or not set(candidate.known.names).isdisjoint(candidate.known.home)
    if names_town and (found.strange or found.town == 1):
        strange += NO_STREET
    return found.name - strange - TOWN[found.town] - KIND[candidate.kind]


def judge(asked: Asked, candidate: Candidate, found: Fit, house: Found) -> Judged:
    """The verdict on one candidate by itself."""
    points = score(asked, candidate, found)
    if candidate.kind != "street" and house.match == "street":
        lacking = "street" if candidate.kind == "town" else "number"
        return Judged(candidate, found, candidate.middle, "place", max(0.0, points - CLASS["place"]), (lacking,))
    match = house.match
    if found.name < SAME_NAME or house.code_contradicts or (found.strange and not found.town):
        match = "street" if match in SURE_CLASSES else match
    points -= CLASS[house.match] + OTHER_CODE * house.code_contradicts + min(FAR_OFF, house.off / 500)
    place = house.place or candidate.middle
    differs = tuple(dict.fromkeys(_differences(asked, found, house)))
    return Judged(candidate, found, place, match, max(0.0, points), differs, house.shown)


def _differences(asked: Asked, found: Fit, house: Found) -> Sequence[str]:
    town = max(2, found.town) if house.code_agrees else found.town
    told = [*house.differs]
    if house.match == "street" and not told:
        told.append("number")
    if found.name < 1:
        told.append("street")
    if town == 1 or (town == 0 and (found.strange or asked.strange_codes)):
        told.append("city")
    if found.strange and town:
        told.append("words")
    return told


def doubted(asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
    """The verdicts side by side: where two answer equally well, or another street fits as well, none is certain."""
    best = next((each for each in judged if each.sure), None)
    if best is None or not any(_rivals(asked, best, other) for other in judged if other is not best):
        return list(judged)
    return [
        replace(each, match="street", differs=(*each.differs, "city"))
        if each.match in SURE_CLASSES and best.score - each.score < EQUAL
        else each
        for each in judged
    ]


def _rivals(asked: Asked, best: Judged, other: Judged) -> bool:
    if other.fit.name < 1 or other.candidate.kind != "street" or _rather(asked, best.candidate, other.candidate):
        return False
    if (other.fit.town, -other.fit.strange) < (best.fit.town, -best.fit.strange):
        return False
    apart = distance(best.place, other.place)
    if other.sure:
        return apart > SAME_HOUSE_M and best.score - other.score < EQUAL
    return apart > SAME_STREET_M and "city" not in other.differs


def _rather(asked: Asked, best: Candidate, other: Candidate) -> bool:
    # Bodastrasse and Bödastrasse are written alike once accents are gone; the one that was written is meant.
    written = asked.text.casefold()
    return best.shown.casefold() in written and other.shown.casefold() not in written


def distance(a: Coordinates, b: Coordinates) -> float:
    """Metres between two points that are not far apart."""
    east = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(b.lat - a.lat, east) * 111_195
