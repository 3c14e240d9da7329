"""The online address services that an office may switch on, and where they are. Asks none of them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from planner.errors import BadInput
from planner.settings import Settings
from planner.text import N_

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are this computer: what goes there has not left it, and needs no encryption on its way."""


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of service.

    `host` is its usual one, empty where the office must name one; `system` is what its coordinates are in
    (`planner.day.geocoding.china`); `gap_s` is the least time between two questions; `trial` is a public address that
    nobody is visited at, to try it with.
    """

    name: str
    title: str
    host: str
    needs_key: bool
    system: str
    gap_s: float
    trial: str


_ALL = (
    # One question a second: https://operations.osmfoundation.org/policies/nominatim/ (read 2026-11).
    Service("nominatim", "Nominatim", "", False, "wgs84", 1.0, "Pariser Platz 1, Berlin"),
    # Three questions a second, as the free contingents of both have it.
    Service("baidu", N_("Baidu Maps"), "api.map.baidu.com", True, "bd09", 0.34, "北京市东城区景山前街4号"),
    Service("amap", N_("AMap (Gaode)"), "restapi.amap.com", True, "gcj02", 0.34, "北京市东城区景山前街4号"),
)
SERVICES = {service.name: service for service in _ALL}


@dataclass(frozen=True, slots=True)
class Root:
    """Where a service answers: everything before the path."""

    scheme: str
    host: str
    path: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is this computer itself."""
        return host_is_here(self.host)


def chosen_service(settings: Settings) -> Service:
    """The service of the office; Nominatim where a newer version has chosen one that is not known here."""
    return SERVICES.get(settings.online_service, _ALL[0])


def root_of(service: Service, domain: str) -> Root:
    """Where a service is, as the office wrote it: a host, or an address that begins with ``https://``.

    Raises
    ------
    BadInput
        ``no_online_domain`` where it has none, ``not_encrypted`` where it is neither https nor on this computer.
    """
    written = domain.strip() or service.host
    if not written:
        raise BadInput("no_online_domain")
    parts = urlsplit(written if "://" in written else f"https://{written}")
    root = Root(parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"))
    if not has_host(parts) or parts.query or parts.fragment:
        raise BadInput("bad_online_domain", domain=written)
    if root.scheme != "https" and not (root.scheme == "http" and root.is_here):
        raise BadInput("not_encrypted", host=root.host)
    return root


def has_host(parts: SplitResult) -> bool:
    """Whether an address names a host, and no port that is none."""
    try:
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def host_is_here(host: str) -> bool:
    """Whether a host, with or without a port, is this computer."""
    return (urlsplit(f"//{host}").hostname or "") in HERE
