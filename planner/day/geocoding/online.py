"""An online address service, asked only where the office has switched it on; the only user of geopy.

The service is a Nominatim of the office's choosing; one question a second, as the public one asks for.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

from planner.errors import BadInput
from planner.model import Coordinates, Location, LocationSource, MatchClass
from routing.region.normalize import house_number, words


class ServiceSilent(Exception):
    """The service does not answer, or refuses to."""


@cache
def _service(domain: str) -> Any:
    from geopy.extra.rate_limiter import RateLimiter
    from geopy.geocoders import Nominatim

    if not domain:
        raise BadInput("no_online_domain")
    scheme, _, rest = domain.rpartition("://")
    service = Nominatim(user_agent="Rounds visit planner", domain=rest, scheme=scheme or "https", timeout=10)
    logging.getLogger("geopy").setLevel(logging.CRITICAL)  # it would write the addresses it asked for into the log
    return RateLimiter(service.geocode, min_delay_seconds=1.0, max_retries=0, swallow_exceptions=False)


def search_online(domain: str, text: str) -> Location | None:
    """The best match of an address; None where the service knows none.

    Raises
    ------
    ServiceSilent
        There is no answer; asking for the next address would only wait as long again.
    """
    from geopy.exc import GeopyError  # takes a while to import, and few offices have it switched on

    try:
        found = _service(domain)(text, addressdetails=True)
    except GeopyError as error:
        raise ServiceSilent(type(error).__name__) from None
    if found is None:
        return None
    number = str(found.raw.get("address", {}).get("house_number", ""))
    place = Coordinates(found.latitude, found.longitude)
    score = float(found.raw.get("importance") or 0.5)
    return Location(place, _match(number, text), LocationSource.ONLINE, score, found.address)


def _match(number: str, text: str) -> MatchClass:
    # Only the number that was asked for makes it the house.
    if not number:
        return MatchClass.STREET
    return MatchClass.HOUSE if house_number(number) in map(house_number, words(text)) else MatchClass.NEAR_NUMBER
