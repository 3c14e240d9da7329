"""The base map as stored features: water, green, buildings, roads, railways, places. Draws nothing."""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium

from routing.errors import EngineUnavailable

FILE = "basemap.sqlite"
SCALE = 10**7
SCHEMA = """
CREATE TABLE feature(id INTEGER PRIMARY KEY, kind TEXT, closed INTEGER, importance INTEGER,
                     name TEXT, name_zh TEXT, points BLOB);
CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east);
"""
ROADS = {
    "motorway": ("motorway", 9),
    "trunk": ("motorway", 9),
    "primary": ("primary", 8),
    "secondary": ("secondary", 7),
    "tertiary": ("secondary", 6),
    "unclassified": ("residential", 4),
    "residential": ("residential", 4),
    "living_street": ("residential", 3),
    "pedestrian": ("residential", 3),
    "service": ("service", 2),
    **dict.fromkeys(("track", "footway", "path", "cycleway", "steps"), ("path", 1)),
}
GREEN = {"park", "garden", "nature_reserve", "golf_course", "pitch", "common", "recreation_ground"}
LAND = {"forest": "park", "grass": "park", "meadow": "park", "cemetery": "park", "reservoir": "water", "basin": "water"}
PLACES = {"city": 9, "town": 8, "village": 7, "suburb": 6, "hamlet": 5, "quarter": 5, "neighbourhood": 4}
type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map. `kind` is one of water, river, park, building, motorway, primary, secondary, residential,
    service, path, rail, place; `importance` 0 to 9; points as (lat, lon), of an area its outer ring."""

    kind: str
    points: tuple[Point, ...]
    name: str
    name_zh: str
    closed: bool
    importance: int


class Basemap:
    """The base map of a region folder, open for reading."""

    def __init__(self, folder: str | Path) -> None:
        file = Path(folder) / FILE
        if not file.exists():
            raise EngineUnavailable("region_missing", "The region's map is not there. Build the region again.")
        self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def features(
        self, bounds: tuple[float, float, float, float], kinds: Iterable[str] | None = None, min_importance: int = 0
    ) -> Iterator[Feature]:
        """What lies in or across bounds (south, west, north, east), least important first."""
        south, west, north, east = bounds
        rows = self._connection.execute(
            "SELECT f.* FROM box b JOIN feature f ON f.id = b.id WHERE b.north >= ? AND b.south <= ? AND b.east >= ?"
            " AND b.west <= ? AND f.importance >= ? ORDER BY f.importance, f.id",
            (south, north, west, east, min_importance),
        )
        wanted = None if kinds is None else set(kinds)
        for _, kind, closed, importance, name, name_zh, blob in rows:
            if wanted is None or kind in wanted:
                yield Feature(kind, _unpack(blob), name, name_zh, bool(closed), importance)


def build_basemap(extract: str, file: Path) -> int:
    """Write the features of an extract; returns how many."""
    connection = sqlite3.connect(file)
    connection.executescript(SCHEMA)
    count = 0
    for feature in _read(extract):
        count += 1
        lats, lons = [p[0] for p in feature.points], [p[1] for p in feature.points]
        row = (
            count,
            feature.kind,
            feature.closed,
            feature.importance,
            feature.name,
            feature.name_zh,
            _pack(feature.points),
        )
        connection.execute("INSERT INTO feature VALUES(?,?,?,?,?,?,?)", row)
        connection.execute("INSERT INTO box VALUES(?,?,?,?,?)", (count, min(lats), max(lats), min(lons), max(lons)))
    connection.commit()
    connection.close()
    return count


def _read(extract: str) -> Iterator[Feature]:
    keys = ("highway", "railway", "waterway", "natural", "landuse", "leisure", "building", "place", "water")
    areas = osmium.filter.KeyFilter(*keys)
    things: Any = osmium.FileProcessor(extract).with_areas(areas).with_filter(osmium.filter.KeyFilter(*keys))
    for thing in things:
        tags = thing.tags
        if thing.is_area():
            yield from _area(thing, tags)
        elif thing.is_way() and (found := _line_kind(tags)):
            points = tuple((node.location.lat, node.location.lon) for node in thing.nodes if node.location.valid())
            if len(points) > 1:
                yield _feature(found, points, tags, closed=False)
        elif thing.is_node() and tags.get("place") in PLACES and "name" in tags:
            yield _feature(("place", PLACES[tags["place"]]), ((thing.lat, thing.lon),), tags, closed=False)


def _area(area: Any, tags: Any) -> Iterator[Feature]:
    if found := _area_kind(tags):
        for ring in area.outer_rings():
            points = tuple((node.location.lat, node.location.lon) for node in ring if node.location.valid())
            if len(points) > 2:
                yield _feature(found, points, tags, closed=True)


def _feature(kind: tuple[str, int], points: tuple[Point, ...], tags: Any, *, closed: bool) -> Feature:
    return Feature(kind[0], points, tags.get("name", ""), tags.get("name:zh", ""), closed, kind[1])


def _area_kind(tags: Any) -> tuple[str, int] | None:
    if tags.get("natural") == "water" or "water" in tags or tags.get("waterway") == "riverbank":
        return "water", 9
    if tags.get("leisure") in GREEN or tags.get("natural") in ("wood", "grassland", "heath"):
        return "park", 5
    if tags.get("landuse") in LAND:
        return LAND[tags["landuse"]], 5
    return ("building", 1) if "building" in tags else None


def _line_kind(tags: Any) -> tuple[str, int] | None:
    if highway := tags.get("highway"):
        return ROADS.get(highway.removesuffix("_link"))
    if tags.get("railway") in ("rail", "light_rail", "narrow_gauge"):
        return "rail", 5
    if tags.get("waterway") in ("river", "canal"):
        return "river", 8
    return ("river", 3) if tags.get("waterway") in ("stream", "ditch", "drain") else None


def _pack(points: Iterable[Point]) -> bytes:
    # Differences of whole 1e-7 degrees: small numbers, which zlib likes.
    flat, last = array("i"), (0, 0)
    for lat, lon in points:
        now = round(lat * SCALE), round(lon * SCALE)
        flat.extend((now[0] - last[0], now[1] - last[1]))
        last = now
    return zlib.compress(flat.tobytes(), 6)


def _unpack(blob: bytes) -> tuple[Point, ...]:
    flat = array("i")
    flat.frombytes(zlib.decompress(blob))
    points, lat, lon = [], 0, 0
    for step_lat, step_lon in zip(flat[::2], flat[1::2], strict=True):
        lat, lon = lat + step_lat, lon + step_lon
        points.append((lat / SCALE, lon / SCALE))
    return tuple(points)
