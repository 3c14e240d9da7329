"""The base map as stored features: water, green, buildings, roads, railways, places; and which of them a zoom shows.

Reads only, and draws nothing: `basemap_build` writes the file, the screen and the paper draw it.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from routing.errors import EngineUnavailable

FILE = "basemap.sqlite"
SCALE = 10**7
COARSE_ZOOM = 12
"""Up to this zoom (tiles of 256 px) the simplified outlines are read, where a feature has them."""
MAX_ZOOM = 22

type Point = tuple[float, float]
type Ring = tuple[Point, ...]
type Array = npt.NDArray[np.float64]
type Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map. `kind` is one of water, river, park, built, field, building, motorway, primary, secondary,
    residential, service, path, rail, boundary, place, number (of a house); `importance` 0 to 9; points as (lat, lon),
    of an area its outer ring; `holes` its inner rings."""

    kind: str
    points: Ring
    name: str
    name_zh: str
    closed: bool
    importance: int
    holes: tuple[Ring, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A feature for drawing: its rings (an area's first is the outer one) as arrays of shape (n, 2)."""

    id: int
    kind: str
    rings: tuple[Array, ...]
    name: str
    name_zh: str
    closed: bool
    importance: int

    def label(self, language: str) -> str:
        """Its name in a language, where it has one; otherwise as it is written there."""
        return self.name_zh or self.name if language == "zh" else self.name


class Basemap:
    """The base map of a region folder, open for reading. One thread at a time."""

    def __init__(self, folder: str | Path) -> None:
        file = Path(folder) / FILE
        if not file.exists():
            raise EngineUnavailable("region_missing", "The region's map is not there. Build the region again.")
        self._connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def features(
        self, bounds: Bounds, kinds: Iterable[str] | None = None, min_importance: int = 0
    ) -> Iterator[Feature]:
        """What lies in or across bounds (south, west, north, east), least important first."""
        for shape in self.shapes(bounds, kinds=kinds, min_importance=min_importance):
            outer, *holes = (tuple((lat, lon) for lat, lon in ring.tolist()) for ring in shape.rings)
            yield Feature(shape.kind, outer, shape.name, shape.name_zh, shape.closed, shape.importance, tuple(holes))

    def shapes(
        self,
        bounds: Bounds,
        zoom: float = MAX_ZOOM,
        *,
        kinds: Iterable[str] | None = None,
        min_importance: int = 0,
        project: Callable[[Array], Array] | None = None,
    ) -> list[Shape]:
        """What a zoom shows in or across bounds (south, west, north, east), least important first.

        `project` turns all points at once, an array of (lat, lon), into what the drawing wants.
        """
        south, west, north, east = bounds
        wanted = None if kinds is None else json.dumps(list(kinds))
        points = "coalesce(f.coarse, f.points)" if zoom <= COARSE_ZOOM else "f.points"
        rows = self._connection.execute(
            f"SELECT f.id, f.kind, f.closed, f.importance, f.name, f.name_zh, {points}"
            " FROM box b JOIN feature f ON f.id = b.id WHERE b.north >= ? AND b.south <= ? AND b.east >= ?"
            " AND b.west <= ? AND b.zoom_from <= ? AND f.importance >= ?"
            " AND (? IS NULL OR f.kind IN (SELECT value FROM json_each(?))) ORDER BY f.importance, f.id",
            (south, north, west, east, zoom, min_importance, wanted, wanted),
        ).fetchall()
        return _shapes(rows, project)

    def places(self, zoom: float = MAX_ZOOM) -> list[Shape]:
        """Every named place that a zoom shows, most important first."""
        rows = self._connection.execute(
            "SELECT id, kind, closed, importance, name, name_zh, points FROM feature"
            " WHERE kind = 'place' AND zoom <= ? ORDER BY importance DESC, id",
            (zoom,),
        ).fetchall()
        return _shapes(rows, None)


type _Row = tuple[int, str, int, int, str, str, bytes]


def _shapes(rows: list[_Row], project: Callable[[Array], Array] | None) -> list[Shape]:
    if not rows:
        return []
    lengths, points = _unpack([row[6] for row in rows])
    if project is not None:
        points = project(points)
    shapes, start = [], 0
    for (key, kind, closed, importance, name, name_zh, _), rings in zip(rows, lengths, strict=True):
        ends = [start := start + length for length in rings]
        arrays = tuple(points[end - length : end] for end, length in zip(ends, rings, strict=True))
        shapes.append(Shape(key, kind, arrays, name, name_zh, bool(closed), importance))
    return shapes


def pack(rings: Iterable[Array]) -> bytes:
    """Rings of (lat, lon) as bytes: their number and lengths, then whole differences of 1e-7 degrees."""
    whole = [np.rint(ring * SCALE).astype(np.int32) for ring in rings]
    head = np.array([len(whole), *map(len, whole)], dtype=np.int32)
    steps = np.diff(np.concatenate(whole), axis=0, prepend=np.zeros((1, 2), dtype=np.int32))
    # Small numbers, which zlib likes.
    return zlib.compress(head.tobytes() + steps.astype(np.int32).tobytes(), 6)


def _unpack(blobs: list[bytes]) -> tuple[list[list[int]], Array]:
    # All features in one go: the ring lengths of each, and all points one after the other.
    lengths: list[list[int]] = []
    bodies: list[bytes] = []
    for blob in blobs:
        plain = zlib.decompress(blob)
        count = int.from_bytes(plain[:4], "little")
        lengths.append(np.frombuffer(plain, np.int32, count, 4).tolist())
        bodies.append(plain[4 + 4 * count :])
    steps = np.frombuffer(b"".join(bodies), np.int32).reshape(-1, 2)
    sizes = np.array([sum(rings) for rings in lengths])
    sums = np.cumsum(steps, axis=0, dtype=np.int64)
    # Each feature counts from zero: take off what had been summed up before it.
    before = np.vstack((np.zeros((1, 2), np.int64), sums[np.cumsum(sizes)[:-1] - 1]))
    return lengths, (sums - np.repeat(before, sizes, axis=0)) / SCALE
