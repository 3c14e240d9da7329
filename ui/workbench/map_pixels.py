"""Degrees to pixels of the usual Web Mercator tiles (EPSG:3857, 256 px) and back, and pixels to Qt's paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from struct import pack

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRectF
from PySide6.QtGui import QPainterPath

from routing.region.basemap import Array, Bounds
from routing.region.outlines import Box

SIZE = 256
"""Pixels of a tile's side."""
MAX_LAT = 85.0511
"""Where the world's square ends."""
ELEMENT = np.dtype([("kind", ">i4"), ("x", ">f8"), ("y", ">f8")])
"""One point of a path as `QDataStream` reads it (Qt 6, QPainterPath's serialization): 0 moves there, 1 draws there."""
WINDING = 1
"""Areas may overlap in one path; holes run the other way round."""


def to_pixels(points: Array, zoom: float) -> Array:
    """Points (lat, lon) as pixels (x, y) of the world at a zoom, from its north-west corner."""
    world = SIZE * 2.0**zoom
    sines = np.sin(np.radians(np.clip(points[:, 0], -MAX_LAT, MAX_LAT)))
    pixels: Array = np.empty_like(points)
    pixels[:, 0] = (points[:, 1] + 180) / 360 * world
    pixels[:, 1] = (0.5 - np.log((1 + sines) / (1 - sines)) / (4 * np.pi)) * world
    return pixels


def bounds_of(box: QRectF, zoom: float) -> Bounds:
    """A box of pixels of the world as (south, west, north, east) in degrees."""
    world = SIZE * 2.0**zoom

    def lat(y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / world))))

    return lat(box.bottom()), box.left() / world * 360 - 180, lat(box.top()), box.right() / world * 360 - 180


def line_paths(lines: Sequence[Array], box: Box, most: int) -> Iterator[QPainterPath]:
    """What may be seen of some lines in a box, in paths of about `most` points each.

    A step of a line outside the box is left out. Qt's time for one wide stroke grows faster than its points, and while
    it strokes, no other thread runs Python: so there are several paths.
    """
    if not lines:
        return
    points = np.concatenate(lines)
    begins = np.cumsum([0, *map(len, lines)])
    near = (np.maximum(points[:-1], points[1:]) >= box[:2]).all(axis=1)
    near &= (np.minimum(points[:-1], points[1:]) <= box[2:]).all(axis=1)
    near[begins[1:-1] - 1] = False
    before, after = np.append(False, near), np.append(near, False)
    kept = before | after
    yield from _paths(points[kept], ~before[kept], most)


def area_paths(areas: Sequence[Sequence[Array]], most: int) -> Iterator[QPainterPath]:
    """Areas, each with its outer ring and its holes, in paths of about `most` points each; none is torn apart."""
    rings = [ring for area in areas for ring in area]
    points = np.concatenate(rings)
    moves = np.zeros(len(points), dtype=bool)
    moves[np.cumsum([0, *map(len, rings[:-1])])] = True
    ends = np.cumsum([sum(map(len, area)) for area in areas])
    return _paths(points, moves, most, ends)


def _paths(points: Array, moves: np.ndarray, most: int, ends: np.ndarray | None = None) -> Iterator[QPainterPath]:
    elements = np.empty(len(points), ELEMENT)
    elements["kind"] = ~moves
    elements["x"], elements["y"] = points[:, 0], points[:, 1]
    if ends is None:
        ends = np.append(np.flatnonzero(moves)[1:], len(points))
    first = 0
    while first < len(points):
        past = int(ends[min(int(np.searchsorted(ends, first + most)), len(ends) - 1)])
        head, tail = pack(">i", past - first), pack(">ii", 0, WINDING)
        plain = QByteArray(head + elements[first:past].tobytes() + tail)  # the stream only points to it
        stream, path = QDataStream(plain, QIODevice.OpenModeFlag.ReadOnly), QPainterPath()
        stream >> path
        yield path
        first = past
