"""Reads out of an extract what addresses are made of: numbered houses, streets, named things, towns and their borders.

Nothing is decided here about what belongs to what; houses go to a table at once, so that a million need no memory.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from numpy.typing import NDArray

from routing.problem import Coordinates
from routing.region.address_names import Names, read_names

STAGE = """
CREATE TEMP TABLE house(ref TEXT, street TEXT, number TEXT, city TEXT, postcode TEXT, lat REAL, lon REAL,
                        interpolated INTEGER, wider TEXT);
"""
WIDER = (
    "suburb", "quarter", "neighbourhood", "hamlet", "district", "subdistrict", "municipality", "county", "province",
    "state", "country",
)  # fmt: skip
"""``addr:*`` that name what a house lies in, beside its town."""
PLACES = ("city", "town", "village", "hamlet", "suburb", "borough", "quarter", "neighbourhood", "locality", "island",
          "isolated_dwelling", "farm", "city_block")  # fmt: skip
INTEREST = ("amenity", "shop", "office", "tourism", "leisure", "healthcare", "historic", "craft", "man_made", "club")
GROUNDS = {"industrial", "commercial", "retail", "education", "institutional", "cemetery", "farmyard", "allotments"}
ESTATES = ("compound", "neighbourhood", "quarter")
"""Kinds whose ground tells where a house without a street belongs."""
NEAR_DEG = 0.01
"""Side of the squares in which, or next to which, two things of one name are the same thing."""
CHUNK = 5000
OBJECT_BYTES = 130
"""About what one tagged thing takes of a file; for the progress alone."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a name: `kind` as in the index, or the value of ``place``; `ring` where it is an area."""

    kind: str
    names: Names
    place: Coordinates
    ring: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Boundary:
    """The border of a town, a district, or a postcode (level 0): closed rings of (lat, lon), holes among them."""

    level: int
    names: Names
    rings: tuple[NDArray[np.float64], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers between the two ends of a way."""

    kind: str
    street: str
    nodes: list[int]
    points: list[Coordinates]


class AddressReader:
    """What one extract says about addresses; `read` fills it, houses go to ``temp.house`` of the connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.roads: dict[Names, list[tuple[Coordinates, ...]]] = defaultdict(list)
        """By name, each piece of road as its middle and a point in every square it runs through."""
        self.named: list[Named] = []
        self.boundaries: list[Boundary] = []
        self.lines: list[Line] = []
        self.members: dict[str, str] = {}
        """Streets of houses that are told by a relation, by the house's reference."""
        self._rows: list[tuple[object, ...]] = []
        connection.execute(STAGE)

    def read(self, extract: str, report: Callable[[float], None]) -> None:
        """Go through the extract once for areas' members and once for everything."""
        expected = max(1, Path(extract).stat().st_size // OBJECT_BYTES)
        keys = ("addr:housenumber", "addr:interpolation", "name", "official_name", "postal_code")
        areas = osmium.filter.KeyFilter("addr:housenumber", "boundary", "name", "place")
        things: Any = osmium.FileProcessor(extract).with_locations().with_areas(areas)
        for number, thing in enumerate(things.with_filter(osmium.filter.KeyFilter(*keys))):
            if thing.is_node():
                self._thing(thing.tags, f"n{thing.id}", Coordinates(thing.lat, thing.lon))
            elif thing.is_way():
                self._way(thing)
            elif thing.is_area() and not thing.from_way():
                self._area(thing)
            elif thing.is_relation() and thing.tags.get("type") in ("associatedStreet", "street"):
                self._members(thing)
            if number % CHUNK == 0:
                report(min(1.0, number / expected))
        self._flush()

    def house(self, ref: str, street: str, number: str, tags: Any, place: Coordinates, interpolated: bool) -> None:
        """Keep a house, or several where one building has several numbers."""
        wider = "|".join(tags[f"addr:{key}"] for key in WIDER if f"addr:{key}" in tags)
        city, postcode = tags.get("addr:city", ""), tags.get("addr:postcode", "")
        for each in re.split(r"[;,、]", number):
            if each.strip():
                self._rows.append((ref, street, each.strip(), city, postcode, *place, int(interpolated), wider))
        if len(self._rows) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        self.connection.executemany("INSERT INTO temp.house VALUES(?,?,?,?,?,?,?,?,?)", self._rows)
        self._rows.clear()

    def _way(self, way: Any) -> None:
        points = [Coordinates(node.lat, node.lon) for node in way.nodes if node.location.valid()]
        if not points:
            return
        tags = way.tags
        if "addr:interpolation" in tags:
            nodes = [node.ref for node in way.nodes if node.location.valid()]
            self.lines.append(Line(tags["addr:interpolation"], tags.get("addr:street", ""), nodes, points))
        closed = len(points) > 3 and points[0] == points[-1]
        if "highway" in tags and not (closed and tags.get("area") == "yes"):
            if (names := read_names(tags)) and tags["highway"] not in ("platform", "proposed", "razed"):
                self.roads[names].append(thinned(points))
            return
        self._thing(tags, f"w{way.id}", middle(points[:-1] if closed else points), points if closed else ())

    def _area(self, area: Any) -> None:
        rings = [ring for outer in area.outer_rings() for ring in (outer, *area.inner_rings(outer))]
        outlines = [np.array([(node.lat, node.lon) for node in ring]) for ring in rings]
        if not outlines:
            return
        tags = area.tags
        largest = max(outlines, key=len)
        place = Coordinates(*(float(x) for x in largest[:-1].mean(axis=0)))
        level, names = tags.get("admin_level", ""), read_names(tags)
        if tags.get("boundary") == "administrative" and level.isdigit() and names:
            self.boundaries.append(Boundary(int(level), names, tuple(outlines)))
        elif tags.get("boundary") == "postal_code" and "postal_code" in tags:
            self.boundaries.append(Boundary(0, Names(tags["postal_code"]), tuple(outlines)))
        else:
            self._thing(tags, f"r{area.orig_id()}", place, largest)

    def _thing(self, tags: Any, ref: str, place: Coordinates, ring: Iterable[object] = ()) -> None:
        if "addr:housenumber" in tags:
            street = tags.get("addr:street") or tags.get("addr:place") or ""
            self.house(ref, street, tags["addr:housenumber"], tags, place, False)
        kind = _kind(tags)
        if kind and (names := read_names(tags)):
            outline = np.array(list(ring)) if kind in ESTATES else np.empty(0)
            self.named.append(Named(kind, names, place, outline if len(outline) else None))
        if ref[0] == "w" and tags.get("boundary") == "administrative" and (names := read_names(tags)):
            level = tags.get("admin_level", "")
            outline = np.array(list(ring))
            if level.isdigit() and len(outline):
                self.boundaries.append(Boundary(int(level), names, (outline,)))

    def _members(self, relation: Any) -> None:
        street = relation.tags.get("name", "")
        for member in relation.members if street else ():
            if member.role in ("house", "address", "addr:houselink"):
                self.members[f"{member.type}{member.ref}"] = street


def square_of(place: Coordinates) -> tuple[int, int]:
    """The large square of a point."""
    return math.floor(place.lat / NEAR_DEG), math.floor(place.lon / NEAR_DEG)


def thinned(points: list[Coordinates]) -> tuple[Coordinates, ...]:
    """The middle of a line, and one point of each large square it has a corner in."""
    return points[len(points) // 2], *{square_of(point): point for point in points}.values()


def middle(points: list[Coordinates]) -> Coordinates:
    """The mean of some points."""
    return Coordinates(sum(p.lat for p in points) / len(points), sum(p.lon for p in points) / len(points))


def _kind(tags: Any) -> str:
    # What a named thing is to an address; empty for what nobody lives or works at.
    place, use = tags.get("place", ""), tags.get("landuse", "")
    if use == "residential" or "residential" in tags or place == "city_block":
        return "compound"
    if place in PLACES:
        return str(place)
    station = tags.get("railway") in ("station", "halt") or tags.get("aeroway") in ("aerodrome", "terminal")
    if station or use in GROUNDS or any(key in tags for key in INTEREST):
        return "poi"
    return "building" if "building" in tags else ""
