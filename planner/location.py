"""Where an address is, how surely that is known, and from where. Frozen values, standard library only.

How addresses are found is the business of `planner.day.geocoding`. `planner.model` hands these values on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID, uuid4


class Coordinates(NamedTuple):
    """A point in WGS-84 degrees. (`routing` has its own of the same shape: this module stands on nothing.)"""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class ClosedRoad:
    """An area that no way leads through, as somebody drew it on the map (`by` a `User.actor`), until it is lifted.

    `ring` has its corners in order, three at least; the last is joined to the first.
    """

    ring: tuple[Coordinates, ...]
    at: datetime
    by: str
    id: UUID = field(default_factory=uuid4)


class MatchClass(StrEnum):
    """How closely an address was found, best first."""

    HOUSE = "house"
    INTERPOLATED = "interpolated"
    NEAR_NUMBER = "near_number"
    STREET = "street"
    PLACE = "place"


USUAL_LEAST = MatchClass.INTERPOLATED
"""The least certain match a visit may be planned on, where an office has chosen no other."""
FORGIVEN: dict[MatchClass, frozenset[str]] = {
    MatchClass.HOUSE: frozenset(),
    MatchClass.INTERPOLATED: frozenset(),
    MatchClass.NEAR_NUMBER: frozenset({"number"}),
    MatchClass.STREET: frozenset({"number", "twice"}),
}
"""By the office's least certain match, one of these: what may differ. Another street or town never may."""


MOVED, GONE = "moved", "gone"
"""In `Location.differs`: a newer extract has the address elsewhere, or no longer. Only a person decides these."""


class LocationSource(StrEnum):
    """Where a location came from."""

    FILE = "file"
    ADDRESS_BOOK = "address_book"
    REMEMBERED = "remembered"
    REGION = "region"
    ONLINE = "online"
    HAND = "hand"


class DoubtKind(StrEnum):
    """What speaks against a place, though the address was found there."""

    FAR_FROM_ROAD = "far_from_road"
    IN_WATER = "in_water"
    NO_WAY = "no_way"


class Doubt(NamedTuple):
    """Something found around a place.

    `amount` is metres to the nearest road, 0 where there is none at all; `detail` is the water's name, or the travel
    modes that do lead there, by comma.
    """

    kind: DoubtKind
    amount: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where an address was found, and how surely.

    Parameters
    ----------
    score, matched, differs
        0 to 1; the address as the source writes it; what differed (codes such as ``"number"``, ``"street"``,
        ``"city"``).
    confirmed_by, confirmed_at
        The person who said that it is right, and when; empty where nobody did.
    doubts, examined
        What was found around it, and by which roads and ways it was looked for; empty where nobody looked yet.
    despite
        The doubts that the person knew of who confirmed it.
    """

    coordinates: Coordinates
    match: MatchClass
    source: LocationSource
    score: float = 1.0
    matched: str = ""
    differs: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_at: datetime | None = None
    doubts: tuple[Doubt, ...] = ()
    examined: str = ""
    despite: tuple[DoubtKind, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether a visit may be planned there by the usual measure; an office may have another (`sure_at`)."""
        return self.sure_at(USUAL_LEAST)

    def sure_at(self, least: MatchClass) -> bool:
        """Whether it is certain enough for one: confirmed, or found as closely as `least`, with nothing against it.

        What a person knew of when confirming it is not held against it.
        """
        if any(doubt.kind not in self.despite for doubt in self.doubts):
            return False
        close = _ORDER[self.match] <= _ORDER[least]
        return bool(self.confirmed_by) or (close and FORGIVEN[least].issuperset(self.differs))


_ORDER = {match: number for number, match in enumerate(MatchClass)}


@dataclass(frozen=True, slots=True)
class Address:
    """As the office writes it. `inner` (building, unit, floor, 栋 单元 室) is for the itinerary, not for locating."""

    text: str
    inner: str = ""

    @property
    def whole(self) -> str:
        """With its unit, as one reads it out to who goes there."""
        return ", ".join(filter(None, (self.text, self.inner)))

    @property
    def dwelling(self) -> str:
        """What tells one household from others: the address with its unit, however it is spaced and cased."""
        return _dwelling(self.text, self.inner)


@lru_cache(maxsize=4096)
def _dwelling(text: str, inner: str) -> str:
    return " ".join(f"{text} | {inner}".casefold().split())
