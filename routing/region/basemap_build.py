"""Writes the base map of an OpenStreetMap extract: everything that is kept of it, and sketches of it for small zooms.

What is kept is `basemap_kinds`' to say, how it is read again `basemap`'s. The extract is read once, in one stream.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any

import numpy as np
import osmium

from routing.region import basemap_kinds as kinds
from routing.region.basemap import CUT, SKETCH_ZOOMS, VERSION
from routing.region.basemap_kinds import Kind, Tags
from routing.region.basemap_packing import pack_all
from routing.region.basemap_sketch import TILE_DEGREES, Sketches
from routing.region.coast import in_pieces, sea
from routing.region.outlines import Array

SCHEMA = f"""
PRAGMA user_version = {VERSION};
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE feature(id INTEGER PRIMARY KEY, kind TEXT, closed INTEGER, importance INTEGER, zoom INTEGER, layer INTEGER,
                     marks INTEGER, people INTEGER, ref TEXT, name TEXT, name_en TEXT, name_zh TEXT, rings BLOB);
CREATE INDEX place ON feature(zoom) WHERE kind = 'place';
CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east, zoom, zoom_again);
CREATE TABLE sketch(id INTEGER PRIMARY KEY, kind TEXT, closed INTEGER, importance INTEGER, zoom INTEGER, rings BLOB);
CREATE VIRTUAL TABLE sketch_box USING rtree(id, south, north, west, east, level, level_again);
"""
MIN_AREA_PX = 4
"""Areas smaller than this many pixels are not shown."""
AT_ONCE = 4000
"""Features packed and written together: enough to be quick, few enough to hold."""
FEATURES_PER_BYTE = 0.015
"""Of an extract, measured on two; for progress alone."""
ROADS = {kind.name for kind in kinds.ROADS.values()}
LAND_POINTS = 400
"""So many points of roads are asked whether they are dry."""
CELLS = 1 << 18
"""Cells a feature's middle is sorted into, along each axis of the world: about 150 m."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    kind: Kind
    rings: list[Array]
    closed: bool = False
    names: tuple[str, str, str] = ("", "", "")
    layer: int = 0
    marks: int = 0
    ref: str = ""
    people: int = 0


def build_basemap(extract: str, file: Path, report: Callable[[float], None] | None = None) -> int:
    """Write the features of an extract; returns how many. The file is not to be there before.

    `report` is told which share is done, as far as that can be guessed from the extract's size.
    """
    connection = sqlite3.connect(file)
    connection.executescript(SCHEMA)
    sketches, count = Sketches(), 0
    coasts: list[Array] = []
    land: list[list[float]] = []
    expected = FEATURES_PER_BYTE * Path(extract).stat().st_size
    for batch in batched(_read(extract, coasts), AT_ONCE):
        _write(connection, batch, count, sketches)
        land += [found.rings[0][0].tolist() for found in batch if found.kind.name in ROADS]
        count += len(batch)
        if report:
            report(min(0.95, count / expected))
    if coasts and (wet := tuple(_sea(coasts, np.array(land).reshape(-1, 2), sketches))):
        _write(connection, wet, count, sketches)
        count += len(wet)
    sketches.write(connection)
    connection.commit()
    connection.close()
    return count


def _write(connection: sqlite3.Connection, batch: tuple[_Found, ...], before: int, sketches: Sketches) -> None:
    outer = [found.rings[0] for found in batch]
    begins = np.concatenate(([0], np.cumsum([len(ring) for ring in outer])[:-1]))
    points = np.concatenate(outer)
    low, high = np.minimum.reduceat(points, begins), np.maximum.reduceat(points, begins)
    keys = _keys((low + high) / 2, before)
    rows, boxes = [], []
    for found, blob, key, (south, west), (north, east) in zip(
        batch, pack_all([found.rings for found in batch]), keys, low.tolist(), high.tolist(), strict=True
    ):
        kind, importance, zoom = found.kind
        if found.closed and found.kind is not kinds.SEA:
            zoom = max(zoom, _zoom_of_size(max(north - south, east - west)))
        if zoom <= SKETCH_ZOOMS[-1] and len(found.rings[0]) > 1 and found.kind is not kinds.SEA:
            sketches.add(Kind(kind, importance, zoom), found.rings, found.closed)
        rows.append(
            (
                key,
                kind,
                found.closed,
                importance,
                zoom,
                found.layer,
                found.marks,
                found.people,
                found.ref,
                *found.names,
                blob,
            )
        )
        boxes.append((key, south, north, west, east, zoom, zoom))
    # In the order in which they lie on the ground, so that they lie near each other in the file.
    order = sorted(range(len(rows)), key=keys.__getitem__)
    connection.executemany(f"INSERT INTO feature VALUES({','.join('?' * 13)})", [rows[n] for n in order])
    connection.executemany("INSERT INTO box VALUES(?,?,?,?,?,?,?)", [boxes[n] for n in order])


def _sea(coasts: list[Array], land: Array, sketches: Sketches) -> Iterator[_Found]:
    # Around the roads, and a little beyond them; sketched as a whole, stored in pieces.
    if not len(land):
        return
    low, high = land.min(0), land.max(0)
    beyond = (high - low).max() * 0.1 + 0.02
    (south, west), (north, east) = (low - beyond).tolist(), (high + beyond).tolist()
    box = south, west, north, east
    for area in sea(coasts, box, land[:: len(land) // LAND_POINTS + 1]):
        sketches.add(kinds.SEA, area, closed=True)
        for piece in in_pieces(area, box):
            yield _Found(kinds.SEA, piece, closed=True, marks=CUT)


def _keys(middles: Array, before: int) -> list[int]:
    # Ids that grow along a Z-shaped curve over the ground (Morton 1966): what is drawn together is read together.
    cells = ((middles + np.array((90, 180))) / (180, 360) * (CELLS - 1)).astype(np.int64)
    for shift in (16, 8, 4, 2, 1):
        mask = int("".join(("0" * shift + "1" * shift) * (32 // shift))[-64:], 2)
        cells = (cells | cells << shift) & mask
    numbers: list[int] = ((cells[:, 0] << 27 | cells[:, 1] << 26) + np.arange(before, before + len(cells))).tolist()
    return numbers


def _zoom_of_size(degrees: float) -> int:
    # The first zoom at which something so large takes up enough pixels to be seen.
    return min(16, max(0, math.ceil(math.log2(MIN_AREA_PX * TILE_DEGREES / max(degrees, 1e-7)))))


# --- what is in the extract


def _read(extract: str, coasts: list[Array]) -> Iterator[_Found]:
    # Everything that is kept; coasts are set aside, as they are of use only together.
    areas = osmium.filter.KeyFilter(*kinds.KEYS, *kinds.SPOT_KEYS)
    wanted = osmium.filter.KeyFilter(*kinds.KEYS, *kinds.SPOT_KEYS, kinds.NUMBERED)
    things: Any = osmium.FileProcessor(extract).with_areas(areas).with_filter(wanted)
    shapes = osmium.geom.WKBFactory()
    for thing in things:
        tags = dict(thing.tags)
        if thing.is_area():
            yield from _area(thing, tags, shapes)
        elif thing.is_way():
            if tags.get("natural") == kinds.COAST and len(points := _points(thing, shapes)) > 1:
                coasts.append(points)
            if kind := kinds.line_kind(tags):
                yield from _line(thing, kind, tags, shapes)
        elif thing.is_node():
            yield from _node(np.array([(thing.lat, thing.lon)]), tags)


def _points(way: Any, shapes: Any) -> Array:
    try:
        return np.frombuffer(bytes.fromhex(shapes.create_linestring(way)), "<f8", offset=9).reshape(-1, 2)[:, ::-1]
    except (RuntimeError, ValueError):  # points that the extract does not hold, or one point alone
        return np.array([(node.lat, node.lon) for node in way.nodes if node.location.valid()]).reshape(-1, 2)


def _line(way: Any, kind: Kind, tags: Tags, shapes: Any) -> Iterator[_Found]:
    points = _points(way, shapes)
    if len(points) > 1:
        layer, marks = kinds.line_ways(tags)
        if kinds.runs_backwards(tags):
            points = points[::-1]
        ref = tags.get("ref", "") if kind.importance >= 6 and "highway" in tags else ""
        yield _Found(kind, [points], names=kinds.names(tags), layer=layer, marks=marks, ref=ref)


def _node(point: Array, tags: Tags) -> Iterator[_Found]:
    if kind := kinds.place_kind(tags):
        people = tags.get("population", "").replace(",", "").replace(" ", "")
        yield _Found(kind, [point], names=kinds.names(tags), people=int(people) if people.isdecimal() else 0)
    yield from _marks(point, tags)


def _marks(point: Array, tags: Tags) -> Iterator[_Found]:
    # What is written or marked at a point.
    if kind := kinds.spot_kind(tags):
        yield _Found(kind, [point], names=kinds.names(tags))
    if number := tags.get(kinds.NUMBERED):
        yield _Found(kinds.NUMBER, [point], names=(number, "", ""))


def _area(area: Any, tags: Tags, shapes: Any) -> Iterator[_Found]:
    kind = kinds.area_kind(tags)
    marked = kinds.NUMBERED in tags or kinds.spot_kind(tags)
    if not kind and not marked:
        return
    try:
        polygons = _polygons(bytes.fromhex(shapes.create_multipolygon(area)))
    except RuntimeError:  # its lines cross each other, or some are not in the extract
        return
    for number, rings in enumerate(polygons):
        if kind:
            yield _Found(kind, rings, closed=True, names=kinds.names(tags))
        if marked and number == 0:
            yield from _marks(rings[0][:-1].mean(0, keepdims=True), tags)


def _polygons(wkb: bytes) -> Iterable[list[Array]]:
    # Well-known binary, little-endian: after each head of 5 bytes how many parts there are.
    at = 9
    for _polygon in range(int.from_bytes(wkb[5:9], "little")):
        count, at = int.from_bytes(wkb[at + 5 : at + 9], "little"), at + 9
        rings = []
        for _ring in range(count):
            size, at = int.from_bytes(wkb[at : at + 4], "little"), at + 4
            rings.append(np.frombuffer(wkb, "<f8", 2 * size, at).reshape(-1, 2)[:, ::-1])
            at += 16 * size
        yield rings
