"""A route as GPX and as KML: its places in order and the way between. Names and addresses only where asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from planner.discreet import carried_reference
from planner.documents.wording import clock, zone_of
from planner.model import Coordinates, Day, Route
from planner.text import gettext as _
from routing.travel import Leg

GPX = "http://www.topografix.com/GPX/1/1"
KML = "http://www.opengis.net/kml/2.2"
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Track:
    """One route to write, and what its file says of itself."""

    day: Day
    route: Route
    legs: tuple[Leg, ...]
    issued_at: datetime
    holds: str
    language: str = "en"
    with_names: bool = False

    @property
    def title(self) -> str:
        """Whose day it is."""
        return f"{self.day.shift(self.route.shift_id).team.name} · {self.day.date.isoformat()}"

    @property
    def line(self) -> list[tuple[float, float]]:
        """The way, without points that stand twice."""
        points = [point for leg in self.legs for point in leg.path]
        return [at for number, at in enumerate(points) if not number or at != points[number - 1]]

    def places(self) -> Iterator[tuple[Coordinates, str, str]]:
        """Of each stop where it is, its number, and what may be told of it."""
        zone = zone_of(self.day)
        for number, stop in enumerate(self.route.stops, start=1):
            visit = self.day.visit(stop.visit_id)
            told = [f"{clock(stop.start, zone)}–{clock(stop.departure, zone)}", carried_reference(visit, number)]
            if self.with_names:
                told += [visit.customer.name, visit.address.text, visit.address.inner]
            if visit.location:
                yield visit.location.coordinates, str(number), " · ".join(filter(None, told))


def holds_words(day: Day, route: Route, valid: str, language: str, *, with_names: bool) -> str:
    """What a file of a route holds, and until when it may be kept."""
    what = (
        _("Holds names, addresses, places and times of visits.", language)
        if with_names
        else _("Holds places and times of visits; no names, no addresses.", language)
    )
    team = day.shift(route.shift_id).team.name
    until = _("Delete it after {time} on {day}.", language).format(time=valid, day=day.date.isoformat())
    return f"{team}: {what} {until}"


def gpx(track: Track) -> bytes:
    """GPX 1.1."""
    root = Xml.Element("gpx", {"xmlns": GPX, "version": "1.1", "creator": "Rounds"})
    about = Xml.SubElement(root, "metadata")
    _add(about, "name", track.title)
    _add(about, "desc", track.holds)
    _add(about, "time", f"{track.issued_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    for at, number, told in track.places():
        place = Xml.SubElement(root, "wpt", _degrees(*at))
        _add(place, "name", number)
        _add(place, "desc", told)
    way = Xml.SubElement(root, "trk")
    _add(way, "name", track.title)
    pieces = Xml.SubElement(way, "trkseg")
    for point in track.line:
        Xml.SubElement(pieces, "trkpt", _degrees(*point))
    return _written(root)


def kml(track: Track) -> bytes:
    """KML 2.2."""
    root = Xml.Element("kml", {"xmlns": KML})
    document = Xml.SubElement(root, "Document")
    _add(document, "name", track.title)
    _add(document, "description", track.holds)
    for at, number, told in track.places():
        place = Xml.SubElement(document, "Placemark")
        _add(place, "name", number)
        _add(place, "description", told)
        _add(Xml.SubElement(place, "Point"), "coordinates", f"{at.lon:.6f},{at.lat:.6f}")
    way = Xml.SubElement(document, "Placemark")
    _add(way, "name", track.title)
    line = " ".join(f"{lon:.6f},{lat:.6f}" for lat, lon in track.line)
    _add(Xml.SubElement(way, "LineString"), "coordinates", line)
    return _written(root)


def _degrees(lat: float, lon: float) -> dict[str, str]:
    return {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"}


def _add(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = NOT_XML.sub("", text)


def _written(root: Xml.Element) -> bytes:
    Xml.indent(root, " ")
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
