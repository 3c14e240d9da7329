"""The base map as stored features: water, green, buildings, roads, railways, places; and which of them a zoom shows.

Reads only, and draws nothing: `basemap_build` writes the file, the screen and the paper draw it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from routing.errors import EngineUnavailable
from routing.region.basemap_packing import unpack_all
from routing.region.facts import check_version, file_version
from routing.region.outlines import Array

__all__ = ["Array", "Basemap", "Bounds", "Feature", "Shape"]

FILE = "basemap.sqlite"
VERSION = 2
"""Of the file's shape, kept in it as SQLite's ``user_version``."""
SKETCH_ZOOMS = (8, 10, 12)
"""Zooms (of 256 px tiles) for which simpler outlines without names are stored; up to the last they are to be read."""
MAX_ZOOM = 22
BRIDGE, TUNNEL, ONEWAY, CUT = 1, 2, 4, 8
"""Marks, to be added up; a one-way road runs in the direction of its points, an area that was cut has edges that are
no shores."""

COLUMNS = "f.id, f.kind, f.closed, f.importance, f.layer, f.marks, f.ref, f.name, f.name_en, f.name_zh, f.rings"
"""Of a feature, in the order of `Shape`."""
HAN = re.compile("[\u3400-\u9fff]")

type Point = tuple[float, float]
type Ring = tuple[Point, ...]
type Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map. `kind` is one of water, river, wood, park, built, works, field, building, motorway,
    primary, secondary, residential, service, path, rail, boundary, place, station, hospital, school, parking, number
    (of a house); `importance` 0 to 9; points as (lat, lon), of an area its outer ring; `holes` its inner rings."""

    kind: str
    points: Ring
    name: str
    name_zh: str
    closed: bool
    importance: int
    holes: tuple[Ring, ...] = ()


class Shape(NamedTuple):
    """A feature for drawing: its rings as arrays of shape (n, 2), an area's first the outer one, which runs the other
    way round than its holes. A tuple, not a dataclass: thousands are made for a tile.

    `name` as it is written there, the others empty where nobody wrote them down; `ref` is a road's number, `layer` its
    level above the ground, `marks` the sum of `BRIDGE`, `TUNNEL`, `ONEWAY`, `CUT`.
    """

    id: int
    kind: str
    rings: tuple[Array, ...]
    closed: bool
    importance: int
    layer: int = 0
    marks: int = 0
    ref: str = ""
    name: str = ""
    name_en: str = ""
    name_zh: str = ""

    def label(self, language: str) -> str:
        """Its name in a language, where it has one; otherwise as it is written there."""
        return (self.name_zh if language == "zh" else self.name_en) or self.name

    def second(self, language: str) -> str:
        """Its name in the other script, as people there write it, or as the signs say; empty where it has one alone."""
        label = self.label(language)
        others = (self.name, self.name_en) if language == "zh" else (self.name, self.name_zh)
        return next((other for other in others if other and is_han(other) != is_han(label)), "")


def is_han(text: str) -> bool:
    """Whether a name is written in Chinese characters."""
    return HAN.search(text) is not None


class Basemap:
    """The base map of a region folder, open for reading. One thread at a time.

    Raises
    ------
    EngineUnavailable
        ``region_missing``; ``region_is_older`` or ``region_is_newer``: another version of Rounds made the file.
    """

    def __init__(self, folder: str | Path) -> None:
        file = Path(folder) / FILE
        if not file.exists():
            raise EngineUnavailable("region_missing", "The region's map is not there. Build the region again.")
        check_version(file_version(file), VERSION)
        self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._connection.execute("PRAGMA mmap_size = 268435456")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def features(
        self, bounds: Bounds, kinds: Iterable[str] | None = None, min_importance: int = 0
    ) -> Iterator[Feature]:
        """What lies in or across bounds (south, west, north, east), least important first."""
        for shape in self.shapes(bounds, kinds=kinds):
            if shape.importance >= min_importance:
                outer, *holes = (tuple((lat, lon) for lat, lon in ring.tolist()) for ring in shape.rings)
                yield Feature(
                    shape.kind, outer, shape.name, shape.name_zh, shape.closed, shape.importance, tuple(holes)
                )

    def shapes(
        self,
        bounds: Bounds,
        zoom: float = MAX_ZOOM,
        *,
        kinds: Iterable[str] | None = None,
        named: bool = False,
        project: Callable[[Array], Array] | None = None,
    ) -> list[Shape]:
        """What a zoom shows in or across bounds (south, west, north, east), least important first.

        `named` leaves out what has neither name nor number. `project` turns all points at once, an array of (lat, lon),
        into what the drawing wants.
        """
        south, west, north, east = bounds
        kind = f" AND f.kind IN (SELECT value FROM json_each({_quoted(kinds)}))" if kinds is not None else ""
        name = " AND (f.name <> '' OR f.ref <> '')" if named else ""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM box b JOIN feature f ON f.id = b.id WHERE b.north >= ? AND b.south <= ?"
            f" AND b.east >= ? AND b.west <= ? AND b.zoom <= ?{kind}{name} ORDER BY f.importance, f.id",
            (south, north, west, east, zoom),
        ).fetchall()
        return _shapes(rows, project)

    def sketches(self, bounds: Bounds, zoom: float, *, project: Callable[[Array], Array] | None = None) -> list[Shape]:
        """As `shapes`, for zooms up to the last of `SKETCH_ZOOMS`: everything of one kind nearby is one shape,
        simplified, without name, level or mark."""
        south, west, north, east = bounds
        level = next((level for level in SKETCH_ZOOMS if zoom <= level), SKETCH_ZOOMS[-1])
        rows = self._connection.execute(
            "SELECT s.id, s.kind, s.closed, s.importance, 0, 0, '', '', '', '', s.rings"
            " FROM sketch_box b JOIN sketch s ON s.id = b.id WHERE b.north >= ? AND b.south <= ? AND b.east >= ?"
            " AND b.west <= ? AND b.level = ? AND s.zoom <= ? ORDER BY s.importance, s.id",
            (south, north, west, east, level, zoom),
        ).fetchall()
        return _shapes(rows, project)

    def places(self, zoom: float = MAX_ZOOM) -> list[Shape]:
        """Every named place that a zoom shows, most important and most populous first."""
        rows = self._connection.execute(
            f"SELECT {COLUMNS} FROM feature f WHERE f.kind = 'place' AND f.zoom <= ?"
            " ORDER BY f.importance DESC, f.people DESC, f.id",
            (zoom,),
        ).fetchall()
        return _shapes(rows, None)


type _Row = tuple[int, str, int, int, int, int, str, str, str, str, bytes]


def _shapes(rows: list[_Row], project: Callable[[Array], Array] | None) -> list[Shape]:
    if not rows:
        return []
    lengths, points = unpack_all([row[10] for row in rows])
    if project is not None:
        points = project(points)
    shapes, start = [], 0
    for (key, kind, closed, importance, layer, marks, *names, _), rings in zip(rows, lengths, strict=True):
        arrays = []
        for length in rings:
            arrays.append(points[start : start + length])
            start += length
        shapes.append(Shape(key, kind, tuple(arrays), bool(closed), importance, layer, marks, *map(str, names)))
    return shapes


def _quoted(words: Iterable[str]) -> str:
    return "'" + json.dumps(list(words)).replace("'", "''") + "'"
