"""geopy's geocoders of the services, on our wire. Imported when a service is asked: geopy takes a while to come."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from geopy import exc
from geopy.geocoders import BaiduV3, Nominatim
from geopy.location import Location

from planner.day.geocoding.amap import AMap
from planner.day.geocoding.courtesy import Trouble
from planner.day.geocoding.services import Root, Service
from planner.day.geocoding.wire import Wire

USER_AGENT = "Rounds visit planner"

logging.getLogger("geopy").setLevel(logging.CRITICAL)  # it would write the addresses it asked for into the log


class _Nominatim(Nominatim):  # type: ignore[misc]
    def _parse_code(self, place: Mapping[str, Any]) -> Location:
        _on_earth(place["lat"], place["lon"])
        return super()._parse_code(place)


class _Baidu(BaiduV3):  # type: ignore[misc]
    def __init__(self, key: str, root: Root, **usual: Any) -> None:
        super().__init__(key, **usual)
        self.api = f"{root.scheme}://{root.host}{root.path}{self.api_path}"  # it knows no host but its own

    def _parse_json(self, page: Mapping[str, Any], exactly_one: bool = True) -> Location | None:
        if place := page.get("result"):
            _on_earth(place["location"]["lat"], place["location"]["lng"])
        return super()._parse_json(page, exactly_one)


def geocoder_of(
    service: Service,
    root: Root,
    key: str,
    *,
    timeout_s: float,
    sending: Callable[[], object],
    cancelled: Callable[[], bool],
) -> Callable[[str], Location | None]:
    """What asks a service for one address; `sending` is told before each request."""
    usual: dict[str, Any] = {
        "scheme": root.scheme,
        "timeout": timeout_s,
        "user_agent": USER_AGENT,
        "adapter_factory": partial(Wire, host=root.host, sending=sending, cancelled=cancelled),
    }
    if service.name == "baidu":
        return _Baidu(key, root, **usual).geocode  # type: ignore[no-any-return]
    if service.name == "amap":
        return AMap(key, domain=root.host + root.path, **usual).geocode
    return partial(_Nominatim(domain=root.host + root.path, **usual).geocode, addressdetails=True)


def trouble_of(error: Exception) -> Trouble:
    """What an error of geopy, or of reading an answer, means for whoever asks."""
    if isinstance(error, exc.GeocoderQuotaExceeded):
        return Trouble("busy", passing=True, wait_s=getattr(error, "retry_after", None))
    if isinstance(error, exc.GeocoderAuthenticationFailure | exc.GeocoderInsufficientPrivileges):
        return Trouble("refused")
    if isinstance(error, exc.GeocoderQueryError) and "AK" in str(error):
        return Trouble("refused")  # how geopy words Baidu's unknown keys
    if isinstance(error, exc.GeocoderServiceError) and not isinstance(
        error, exc.GeocoderParseError | exc.GeocoderQueryError
    ):
        return Trouble("silent", passing=True)
    return Trouble("unclear")


def _on_earth(lat: Any, lon: Any) -> None:
    # Before geopy sees them: it turns longitudes around the world, and warns of latitudes where nobody reads it.
    if not (math.fabs(float(lat)) <= 90 and math.fabs(float(lon)) <= 180):
        raise exc.GeocoderParseError("no place on Earth")
