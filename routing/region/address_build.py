"""Reads streets, places and house numbers out of an extract and writes the address index. Searching is `addresses`'."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import osmium

from routing.region.normalize import comparable, house_number, leading_integer

PLACES = {"city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "locality"}
TOWNS = {"city", "town", "village"}
NAMES = ("name", "name:en", "name:zh")
STEP = {"odd": 2, "even": 2, "all": 1}
SCHEMA = """
CREATE TABLE street(id INTEGER PRIMARY KEY, names TEXT, cities TEXT, shown TEXT, city TEXT,
                    lat REAL, lon REAL, kind TEXT);
CREATE TABLE address(id INTEGER PRIMARY KEY, street INTEGER, number TEXT, value INTEGER, shown TEXT, postcode TEXT,
                     lat REAL, lon REAL, interpolated INTEGER);
"""
type Point = tuple[float, float]


def build_addresses(extract: str, file: Path, report: Callable[[float], None]) -> tuple[int, int]:
    """Write the index; returns how many addresses and streets it has."""
    reader = _Reader()
    reader.read(extract, report)
    with sqlite3.connect(file) as connection:
        connection.executescript(SCHEMA)
        counts = _write(reader, connection)
        connection.execute("CREATE INDEX address_street ON address(street)")
    connection.close()
    return counts


class _Reader:
    def __init__(self) -> None:
        self.houses: list[
            tuple[str, str, str, str, Point, bool]
        ] = []  # street, number, city, postcode, place, interpolated
        self.roads: dict[str, list[Point]] = defaultdict(list)
        self.aliases: dict[str, set[str]] = defaultdict(set)
        self.places: list[tuple[str, str, Point]] = []
        self._numbered: dict[int, tuple[str, str, str, Point]] = {}
        self._lines: list[tuple[str, list[int], list[Point]]] = []

    def read(self, extract: str, report: Callable[[float], None]) -> None:
        keys = osmium.filter.KeyFilter("addr:housenumber", "highway", "place", "addr:interpolation")
        things: Any = osmium.FileProcessor(extract).with_locations().with_filter(keys)
        for number, thing in enumerate(things):
            if thing.is_node():
                self._point(thing, thing.tags, (thing.location.lat, thing.location.lon), thing.id)
            elif thing.is_way():
                self._way(thing)
            if number % 20_000 == 0:
                report(min(0.9, number / 400_000))
        self._interpolate()

    def _way(self, way: Any) -> None:
        points = [(node.location.lat, node.location.lon) for node in way.nodes if node.location.valid()]
        if not points:
            return
        ring = points[:-1] if len(points) > 2 and points[0] == points[-1] else points
        middle = (sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring))
        self._point(way, way.tags, middle, None)
        if "addr:interpolation" in way.tags:
            self._lines.append((way.tags["addr:interpolation"], [node.ref for node in way.nodes], points))
        if "highway" in way.tags and "name" in way.tags:
            self._named(way.tags)
            self.roads[way.tags["name"]].append(points[len(points) // 2])

    def _point(self, thing: Any, tags: Any, place: Point, node: int | None) -> None:
        if "addr:housenumber" in tags:
            street = tags.get("addr:street") or tags.get("addr:place") or ""
            city, postcode = tags.get("addr:city", ""), tags.get("addr:postcode", "")
            for number in re.split(r"[;,]", tags["addr:housenumber"]):
                if number.strip():
                    self.houses.append((street, number.strip(), city, postcode, place, False))
            if node is not None:
                self._numbered[node] = (street, tags["addr:housenumber"], city, place)
        if tags.get("place") in PLACES and "name" in tags:
            self._named(tags)
            self.places.append((tags["name"], tags["place"], place))

    def _named(self, tags: Any) -> None:
        self.aliases[tags["name"]] |= {tags[key] for key in NAMES if key in tags}

    def _interpolate(self) -> None:
        for kind, nodes, points in self._lines:
            known = [(i, self._numbered[n]) for i, n in enumerate(nodes[: len(points)]) if n in self._numbered]
            for (i, first), (j, last) in pairwise(known):
                if kind in STEP and first[1].isdigit() and last[1].isdigit():
                    self._between(first, int(last[1]), points[i : j + 1], STEP[kind])

    def _between(self, first: tuple[str, str, str, Point], last: int, points: list[Point], step: int) -> None:
        start = int(first[1])
        sign = 1 if last > start else -1
        for value in range(start + sign * step, last, sign * step):
            place = _along(points, (value - start) / (last - start))
            self.houses.append((first[0], str(value), first[2], "", place, True))

    def city_of(self, place: Point) -> str:
        """The nearest town or village within 4 km."""
        towns = [(_distance(place, where), name) for name, kind, where in self.places if kind in TOWNS]
        nearest = min(towns, default=(math.inf, ""))
        return nearest[1] if nearest[0] < 4000 else ""


def _write(reader: _Reader, connection: sqlite3.Connection) -> tuple[int, int]:
    ids: dict[tuple[str, str], int] = {}
    middles: dict[tuple[str, str], list[Point]] = defaultdict(list)
    rows = []
    for street, number, city, postcode, place, interpolated in reader.houses:
        town = city or reader.city_of(place)
        key = (street or town, town)
        ids.setdefault(key, len(ids) + 1)
        middles[key].append(place)
        written = house_number(number)
        rows.append((ids[key], written, leading_integer(written), number, postcode, *place, int(interpolated)))
    for name, points in reader.roads.items():
        known = [middle for (street, _), points_ in middles.items() if street == name for middle in points_[:1]]
        for point in points:
            key = (name, reader.city_of(point))
            if key not in ids and not any(_distance(point, other) < 2500 for other in known):
                ids.setdefault(key, len(ids) + 1)
            if key in ids:
                middles[key].append(point)
    connection.executemany("INSERT INTO address VALUES(NULL,?,?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO street VALUES(?,?,?,?,?,?,?,?)", list(_streets(reader, ids, middles)))
    return len(rows), len(ids)


def _streets(
    reader: _Reader, ids: dict[tuple[str, str], int], middles: dict[tuple[str, str], list[Point]]
) -> Iterable[tuple[Any, ...]]:
    for (name, city), key in ids.items():
        points = sorted(middles[name, city])
        yield key, _variants(reader, name), _variants(reader, city), name, city, *points[len(points) // 2], "street"
    for number, (name, _, place) in enumerate(reader.places, start=len(ids) + 1):
        yield number, _variants(reader, name), "[]", name, "", *place, "place"


def _variants(reader: _Reader, name: str) -> str:
    return json.dumps(sorted({comparable(each) for each in {name, *reader.aliases[name]}} - {""}), ensure_ascii=False)


def _along(points: list[Point], share: float) -> Point:
    lengths = [0.0]
    for a, b in pairwise(points):
        lengths.append(lengths[-1] + _distance(a, b))
    wanted = lengths[-1] * share
    number = next((i for i in range(1, len(lengths)) if lengths[i] >= wanted), len(lengths) - 1)
    part = (wanted - lengths[number - 1]) / ((lengths[number] - lengths[number - 1]) or 1)
    (lat, lon), (lat2, lon2) = points[number - 1], points[number]
    return lat + part * (lat2 - lat), lon + part * (lon2 - lon)


def _distance(a: Point, b: Point) -> float:
    east = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6_371_008.8 * math.hypot(math.radians(b[0] - a[0]), east)
