"""An online address service, asked only where the office has switched it on; the only user of geopy.

The service is a Nominatim of the office's choosing; one question a second, as the public one asks for.
"""

from __future__ import annotations

from functools import cache

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from planner.errors import BadInput
from planner.model import Coordinates, Location, LocationSource, MatchClass

HOUSES = {"house", "building", "house_number"}


@cache
def _service(domain: str) -> RateLimiter:
    if not domain:
        raise BadInput("no_online_domain")
    scheme, _, rest = domain.rpartition("://")
    service = Nominatim(user_agent="Rounds visit planner", domain=rest, scheme=scheme or "https", timeout=10)
    return RateLimiter(service.geocode, min_delay_seconds=1.0, max_retries=1, swallow_exceptions=False)


def search_online(domain: str, text: str) -> Location | None:
    """The best match of an address; None where nothing was found or the service does not answer."""
    try:
        found = _service(domain)(text, addressdetails=True)
    except GeopyError:
        return None
    if found is None:
        return None
    number = found.raw.get("address", {}).get("house_number")
    match = MatchClass.HOUSE if number or found.raw.get("type") in HOUSES else MatchClass.STREET
    place = Coordinates(found.latitude, found.longitude)
    return Location(place, match, LocationSource.ONLINE, float(found.raw.get("importance") or 0.5), found.address)
