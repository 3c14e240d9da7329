"""AMap (高德, Gaode) as a geocoder in geopy's form, which has none of its own.

Its coordinates are GCJ-02, as AMap gives them; `planner.day.geocoding.answers` converts. Fields and codes as in
https://lbs.amap.com/api/webservice/guide/api/georegeo and .../guide/tools/info; no live call was ever made with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point

DOMAIN = "restapi.amap.com"
KEY_REFUSED = frozenset({"10001", "10002", "10005", "10006", "10007", "10008", "10009", "10012", "10013", "10041"})
TOO_FAST = frozenset({"10004", "10014", "10015", "10016", "10019", "10020", "10021"})
DAY_IS_USED_UP = frozenset({"10003", "10010", "10029", "10044", "10045"})
NOTHING_FOUND = "3"
"""Codes that begin with it (ENGINE_RESPONSE_DATA_ERROR) answer an address that the service can make nothing of."""


class AMap(Geocoder):  # type: ignore[misc]
    """Geocoder of the AMap web service, version 3.

    Parameters
    ----------
    api_key
        A key for "Web服务".
    domain
        The host, with a path where the office has a gateway before it.
    """

    geocode_path = "/v3/geocode/geo"
    reverse_path = "/v3/geocode/regeo"

    def __init__(
        self,
        api_key: str,
        *,
        domain: str = DOMAIN,
        scheme: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        proxies: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,
        adapter_factory: Callable[..., Any] | None = None,
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory,
        )
        self.api_key = api_key
        self.domain = domain.strip("/")

    def geocode(
        self, query: str, *, exactly_one: bool = True, city: str = "", timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Where an address is, in GCJ-02. `city` (a name or a code) narrows the search."""
        asked = {"address": query, "key": self.api_key, "output": "JSON"}
        url = self._url(self.geocode_path, asked | ({"city": city} if city else {}))
        return self._call_geocoder(url, partial(_places, exactly_one=exactly_one), timeout=timeout)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """The address at a point of GCJ-02 (``Point``, pair or text of latitude and longitude)."""
        at = self._coerce_point_to_string(query, "%(lon)s,%(lat)s")
        url = self._url(self.reverse_path, {"location": at, "key": self.api_key, "output": "JSON"})
        point = query if isinstance(query, Point) else Point(query)
        return self._call_geocoder(url, partial(_place_at, point=point, exactly_one=exactly_one), timeout=timeout)

    def _url(self, path: str, asked: dict[str, str]) -> str:
        return f"{self.scheme}://{self.domain}{path}?{urlencode(asked)}"


def _places(page: Any, *, exactly_one: bool) -> Location | list[Location] | None:
    if not _answered(page) or not page.get("geocodes"):
        return None
    found = []
    for place in page["geocodes"]:
        lon, lat = (float(part) for part in place["location"].split(","))
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # geopy would turn a longitude around the world
            raise GeocoderParseError("no place on Earth")
        found.append(Location(place["formatted_address"], (lat, lon), place))
    return found[0] if exactly_one else found


def _place_at(page: Any, *, point: Point, exactly_one: bool) -> Location | list[Location] | None:
    written = page["regeocode"]["formatted_address"] if _answered(page) else None
    if not written:  # an empty list, over the sea
        return None
    found = Location(written, point, page["regeocode"])
    return found if exactly_one else [found]


def _answered(page: Any) -> bool:
    if not isinstance(page, dict):
        raise GeocoderParseError("another shape")
    code = str(page.get("infocode"))
    if page.get("status") == "1":
        return True
    if code.startswith(NOTHING_FOUND) and len(code) == 5:
        return False
    if code in KEY_REFUSED:
        raise GeocoderAuthenticationFailure(code)
    if code in TOO_FAST:
        raise GeocoderRateLimited(code, retry_after=None)
    if code in DAY_IS_USED_UP:
        raise GeocoderQuotaExceeded(code)
    raise GeocoderQueryError(code) if code.startswith("2") else GeocoderServiceError(code)
