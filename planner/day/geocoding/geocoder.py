"""The region as a geocoder in geopy's form, for whatever works with those: rate limiters, data frames, notebooks.

It asks nobody: all it finds comes from the region's files. Rounds itself uses `locate`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderServiceError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from routing.problem import Coordinates
from routing.region.addresses import AddressIndex, AddressMatch

MOST_FOUND = 5


class RegionGeocoder(Geocoder):  # type: ignore[misc]
    """Finds addresses, and what is at a point, in a built region; places are WGS-84.

    Each location's ``raw`` says ``match`` (how closely: `planner.model.MatchClass`), ``score`` (0 to 1) and
    ``differs`` (codes of what differed). May be used from several threads, and closed, or used in a ``with``.

    Parameters
    ----------
    folder
        The region's folder.
    language
        ``"zh"`` names places in Chinese where the region can.

    Raises
    ------
    routing.errors.EngineUnavailable
        The folder holds no index of addresses.
    """

    def __init__(self, folder: str | Path, language: str = "") -> None:
        super().__init__(user_agent="Rounds", proxies={}, adapter_factory=_NoWire)
        self._index = AddressIndex(folder, language)
        self._lock = threading.Lock()

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = MOST_FOUND, timeout: Any = None
    ) -> Location | list[Location] | None:
        """The likeliest place of an address, or up to `limit` of them, best first; None where there is none."""
        with self._lock:
            found = self._index.search(query, limit=1 if exactly_one else limit)
        return _answer(found, exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int = MOST_FOUND, timeout: Any = None
    ) -> Location | list[Location] | None:
        """The address at a point (``Point``, pair or text of latitude and longitude), or up to `limit` around it."""
        point = query if isinstance(query, Point) else Point(query)
        here = Coordinates(point.latitude, point.longitude)
        with self._lock:
            found = self._index.reverse(here, limit=1 if exactly_one else limit)
        return _answer(found, exactly_one)

    def close(self) -> None:
        """Let go of the region's file."""
        with self._lock:
            self._index.close()

    def __exit__(self, *_: object) -> None:
        self.close()


def _answer(found: tuple[AddressMatch, ...], exactly_one: bool) -> Location | list[Location] | None:
    if not found:
        return None
    locations = [
        Location(
            match.matched, match.coordinates, {"match": match.match, "score": match.score, "differs": match.differs}
        )
        for match in found
    ]
    return locations[0] if exactly_one else locations


class _NoWire(BaseSyncAdapter):  # type: ignore[misc]
    # Whatever of geopy would ask a service: there is none.

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        raise GeocoderServiceError("a region asks nobody")

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        raise GeocoderServiceError("a region asks nobody")
