"""Where an address is, how surely that is known, and from where. Frozen values, standard library only.

How addresses are found is the business of `planner.day.geocoding`. `planner.model` hands these values on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Coordinates(NamedTuple):
    """A point in WGS-84 degrees. (`routing` has its own of the same shape: this module stands on nothing.)"""

    lat: float
    lon: float


class MatchClass(StrEnum):
    """How closely an address was found, best first."""

    HOUSE = "house"
    INTERPOLATED = "interpolated"
    NEAR_NUMBER = "near_number"
    STREET = "street"
    PLACE = "place"


class LocationSource(StrEnum):
    """Where a location came from."""

    FILE = "file"
    ADDRESS_BOOK = "address_book"
    REMEMBERED = "remembered"
    REGION = "region"
    ONLINE = "online"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Location:
    """Where an address was found, and how surely.

    `score` is 0 to 1; `matched` is the address as the source writes it; `differs` says what differed (codes such as
    ``"number"``, ``"street"``, ``"city"``).
    """

    coordinates: Coordinates
    match: MatchClass
    source: LocationSource
    score: float = 1.0
    matched: str = ""
    differs: tuple[str, ...] = ()
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def sure(self) -> bool:
        """Whether a visit may be planned there: found to the house with nothing that differs, or confirmed."""
        found = self.match in (MatchClass.HOUSE, MatchClass.INTERPOLATED) and not self.differs
        return found or bool(self.confirmed_by)


@dataclass(frozen=True, slots=True)
class Address:
    """As the office writes it. `inner` (building, unit, floor, 栋 单元 室) is for the itinerary, not for locating."""

    text: str
    inner: str = ""
