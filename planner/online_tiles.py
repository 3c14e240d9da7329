"""Where an online map comes from, if an office has switched one on: one address, one host, whose map it is.

Fetches nothing; what of it is fetched is counted and recorded by `planner.outside`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from planner.day.geocoding.services import has_host, host_is_here
from planner.errors import BadInput
from planner.settings import Settings

PARTS = ("{z}", "{x}", "{y}")


@dataclass(frozen=True, slots=True)
class TileSource:
    """Tiles of 256 pixels in Web Mercator (EPSG:3857) of WGS-84, and the words their license asks to be shown."""

    url: str
    host: str
    credit: str

    def address(self, zoom: int, x: int, y: int) -> str:
        """Where one tile is."""
        return self.url.replace("{z}", str(zoom)).replace("{x}", str(x)).replace("{y}", str(y))


def tile_source(settings: Settings) -> TileSource | None:
    """The online map of an office, or None where it is off or cannot be used."""
    if not settings.online_tiles:
        return None
    try:
        return checked_tiles(settings.tiles_url, settings.tiles_credit)
    except BadInput:
        return None


def checked_tiles(url: str, credit: str) -> TileSource:
    """An online map as somebody has written it.

    Raises
    ------
    BadInput
        ``bad_tiles``, ``not_encrypted`` (https, or this computer itself) or ``no_tiles_credit``.
    """
    url, credit = url.strip(), credit.strip()
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    braces = re.findall(r"\{[^}]*\}?|\}", url)
    if not has_host(parts) or sorted(braces) != sorted(PARTS) or "{" in host or re.search(r"\s", url):
        raise BadInput("bad_tiles", url=url)
    if parts.scheme != "https" and not (parts.scheme == "http" and host_is_here(host)):
        raise BadInput("not_encrypted", host=host)
    if not credit:
        raise BadInput("no_tiles_credit")
    return TileSource(url, host, credit)
