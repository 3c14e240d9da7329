"""Writes the base map of an OpenStreetMap extract: what is kept of it, from which zoom it shows, and simpler outlines
for small zooms. Reading it is `basemap`'s."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from routing.region.basemap import COARSE_ZOOM, MAX_ZOOM, Array, pack

SCHEMA = """
CREATE TABLE feature(id INTEGER PRIMARY KEY, kind TEXT, closed INTEGER, importance INTEGER, zoom INTEGER,
                     name TEXT, name_zh TEXT, points BLOB, coarse BLOB);
CREATE INDEX place ON feature(zoom) WHERE kind = 'place';
CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east, zoom_from, zoom_to);
"""
TILE_DEGREES = 360 / 256
"""Degrees of longitude in a pixel at zoom 0."""
COARSE_TOLERANCE = 0.7 * TILE_DEGREES / 2**COARSE_ZOOM
"""Simplified outlines stay within 0.7 px at the largest zoom that reads them."""
MIN_AREA_PX = 4
"""Areas smaller than this many pixels are not shown."""

type Kind = tuple[str, int, int]
"""Kind, importance, and the zoom from which it shows."""

ROADS: dict[str, Kind] = {
    "motorway": ("motorway", 9, 5),
    "trunk": ("motorway", 9, 6),
    "primary": ("primary", 8, 8),
    "secondary": ("secondary", 7, 9),
    "tertiary": ("secondary", 6, 11),
    "unclassified": ("residential", 4, 12),
    "residential": ("residential", 4, 12),
    "living_street": ("residential", 3, 13),
    "pedestrian": ("residential", 3, 14),
    "service": ("service", 2, 14),
    **dict.fromkeys(("track", "footway", "path", "cycleway", "steps"), ("path", 1, 15)),
}
LINK_ZOOM = 12
"""Ramps show from here."""
GREEN = {"park", "garden", "nature_reserve", "golf_course", "pitch", "common", "recreation_ground"}
PARK: Kind = ("park", 5, 8)
FIELD: Kind = ("field", 3, 10)
BUILT: Kind = ("built", 2, 9)
WATER: Kind = ("water", 9, 6)
LAND = {
    **dict.fromkeys(("forest", "grass", "meadow", "cemetery", "recreation_ground", "village_green"), PARK),
    **dict.fromkeys(("reservoir", "basin"), WATER),
    **dict.fromkeys(("residential", "commercial", "retail", "industrial"), BUILT),
    **dict.fromkeys(("farmland", "farm", "orchard", "vineyard", "allotments"), FIELD),
}
PLACES = {
    "city": (9, 5),
    "town": (8, 8),
    "village": (7, 11),
    "suburb": (6, 12),
    "hamlet": (5, 13),
    "quarter": (5, 13),
    "neighbourhood": (4, 14),
}
LEVELS = {"2": 3, "4": 6, "6": 8, "8": 13}
"""Administrative levels that are drawn, and from which zoom."""
NUMBER: Kind = ("number", 0, 17)
"""House numbers."""
KEYS = ("highway", "railway", "waterway", "natural", "landuse", "leisure", "building", "place", "water", "boundary")
NUMBERED = "addr:housenumber"


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    kind: Kind
    rings: list[Array]
    name: str
    name_zh: str
    closed: bool


def build_basemap(extract: str, file: Path) -> int:
    """Write the features of an extract; returns how many."""
    connection = sqlite3.connect(file)
    connection.executescript(SCHEMA)
    count = 0
    for count, found in enumerate(_read(extract), 1):
        kind, importance, zoom = found.kind
        low, high = found.rings[0].min(0), found.rings[0].max(0)
        if found.closed:
            zoom = max(zoom, _zoom_of_size(float(max((high - low).max(), 1e-7))))
        coarse = _coarse(found) if zoom <= COARSE_ZOOM else None
        row = (count, kind, found.closed, importance, zoom, found.name, found.name_zh, pack(found.rings), coarse)
        connection.execute("INSERT INTO feature VALUES(?,?,?,?,?,?,?,?,?)", row)
        box = (count, low[0], high[0], low[1], high[1], zoom, MAX_ZOOM)
        connection.execute("INSERT INTO box VALUES(?,?,?,?,?,?,?)", box)
    connection.commit()
    connection.close()
    return count


def _read(extract: str) -> Iterator[_Found]:
    areas = osmium.filter.KeyFilter(*KEYS)
    things: Any = osmium.FileProcessor(extract).with_areas(areas).with_filter(osmium.filter.KeyFilter(*KEYS, NUMBERED))
    for thing in things:
        tags = thing.tags
        if thing.is_area():
            yield from _area(thing, tags)
        elif thing.is_way() and (kind := _line_kind(tags)):
            points = _points(thing.nodes)
            if len(points) > 1:
                yield _found(kind, [points], tags, closed=False)
        elif thing.is_node():
            yield from _node(np.array([(thing.lat, thing.lon)]), tags)


def _node(point: Array, tags: Any) -> Iterator[_Found]:
    if tags.get("place") in PLACES and "name" in tags:
        yield _found(("place", *PLACES[tags["place"]]), [point], tags, closed=False)
    if NUMBERED in tags:
        yield _Found(NUMBER, [point], tags[NUMBERED], "", closed=False)


def _area(area: Any, tags: Any) -> Iterator[_Found]:
    kind = _area_kind(tags)
    for outer in area.outer_rings():
        points = _points(outer)
        if len(points) < 3:
            continue
        if kind:
            holes = [hole for inner in area.inner_rings(outer) if len(hole := _points(inner)) > 2]
            yield _found(kind, [points, *holes], tags, closed=True)
        if NUMBERED in tags:
            yield _Found(NUMBER, [points.mean(0, keepdims=True)], tags[NUMBERED], "", closed=False)


def _points(nodes: Iterable[Any]) -> Array:
    return np.array([(node.location.lat, node.location.lon) for node in nodes if node.location.valid()])


def _found(kind: Kind, rings: list[Array], tags: Any, *, closed: bool) -> _Found:
    return _Found(kind, rings, tags.get("name", ""), tags.get("name:zh", ""), closed)


def _area_kind(tags: Any) -> Kind | None:
    if tags.get("natural") == "water" or "water" in tags or tags.get("waterway") == "riverbank":
        return WATER
    if "building" in tags:
        return ("building", 1, 14)
    if tags.get("leisure") in GREEN or tags.get("natural") in ("wood", "grassland", "heath", "scrub"):
        return PARK
    return LAND.get(tags.get("landuse", ""))


def _line_kind(tags: Any) -> Kind | None:
    if highway := tags.get("highway"):
        kind = ROADS.get(highway.removesuffix("_link"))
        if kind and highway.endswith("_link"):
            return kind[0], kind[1] - 1, max(kind[2], LINK_ZOOM)
        return kind if tags.get("area") != "yes" else None
    if tags.get("railway") in ("rail", "light_rail", "narrow_gauge"):
        return "rail", 5, 10
    if tags.get("waterway") in ("river", "canal"):
        return "river", 8, 8
    if tags.get("waterway") in ("stream", "ditch", "drain"):
        return "river", 3, 13
    zoom = LEVELS.get(tags.get("admin_level", "")) if tags.get("boundary") == "administrative" else None
    return ("boundary", 6, zoom) if zoom else None


def _zoom_of_size(degrees: float) -> int:
    # The first zoom at which something so large takes up enough pixels to be seen.
    return min(16, max(0, math.ceil(math.log2(MIN_AREA_PX * TILE_DEGREES / degrees))))


def _coarse(found: _Found) -> bytes | None:
    if sum(map(len, found.rings)) < 4:
        return None
    fewest = 4 if found.closed else 2
    rings = [simplified(ring, COARSE_TOLERANCE) for ring in found.rings]
    kept = [ring for ring in rings if len(ring) >= fewest]
    return pack(kept if len(rings[0]) >= fewest else found.rings)


def simplified(points: Array, tolerance: float) -> Array:
    """The line with fewer points, nowhere further from the old one than `tolerance` (in the unit of the points).

    Douglas & Peucker 1973, doi 10.3138/FM57-6770-U75U-7727.
    """
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        far = int(away.argmax())
        if away[far] > tolerance:
            kept[first + 1 + far] = True
            open_spans += [(first, first + 1 + far), (first + 1 + far, last)]
    kept_points: Array = points[kept]
    return kept_points


def _distances(points: Array, start: Array, end: Array) -> Array:
    # From the chord; from the start where there is none (a ring begins and ends at one point).
    chord, offsets = end - start, points - start
    length = float(np.hypot(*chord))
    away: Array = (
        np.abs(offsets[:, 0] * chord[1] - offsets[:, 1] * chord[0]) / length
        if length
        else np.hypot(offsets[:, 0], offsets[:, 1])
    )
    return away
