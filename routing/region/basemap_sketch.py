"""Sketches of a base map for small zooms: everything of one kind in a cell of the ground as one simplified shape.

So a tile that shows a whole country reads a few dozen shapes, not a hundred thousand. Decides no colors and no kinds.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import NamedTuple

import numpy as np

from routing.region.basemap import SKETCH_ZOOMS
from routing.region.basemap_kinds import Kind
from routing.region.basemap_packing import pack_all
from routing.region.outlines import Array, simplified

TILE_DEGREES = 360 / 256
"""Degrees of longitude in a pixel at zoom 0."""
TOLERANCE_PX = 0.6
"""Simplified outlines stay within so much at the zoom they are made for."""
MIN_RING_PX = 1.5
"""Rings of areas smaller than this are left out."""


class _Cell(NamedTuple):
    level: int
    row: int
    column: int
    kind: Kind
    closed: bool


class Sketches:
    """Collects shapes, and writes them at the end. Holds only what small zooms show, already simplified."""

    def __init__(self) -> None:
        self._cells: dict[_Cell, list[Array]] = defaultdict(list)

    def add(self, kind: Kind, rings: list[Array], closed: bool) -> None:
        """Take a feature up into the sketches of every zoom that shows it."""
        for level in reversed(SKETCH_ZOOMS):
            if kind.zoom > level:
                return
            pixel = TILE_DEGREES / 2**level
            rings = [fewer for ring in rings if len(fewer := _fewer(ring, pixel, closed))]
            if not rings:
                return
            row, column = (rings[0][0] / (256 * pixel)).astype(int).tolist()
            self._cells[_Cell(level, row, column, kind, closed)] += rings

    def write(self, connection: sqlite3.Connection) -> None:
        """Write one row a cell and kind."""
        for number, (cell, rings) in enumerate(self._cells.items(), 1):
            points = np.concatenate(rings)
            (south, west), (north, east) = points.min(0).tolist(), points.max(0).tolist()
            row = (number, cell.kind.name, cell.closed, cell.kind.importance, cell.kind.zoom, *pack_all([rings]))
            connection.execute("INSERT INTO sketch VALUES(?,?,?,?,?,?)", row)
            box = (number, south, north, west, east, cell.level, cell.level)
            connection.execute("INSERT INTO sketch_box VALUES(?,?,?,?,?,?,?)", box)


def _fewer(ring: Array, pixel: float, closed: bool) -> Array:
    if closed and np.ptp(ring, axis=0).max() < MIN_RING_PX * pixel:
        return ring[:0]
    fewer = simplified(ring, TOLERANCE_PX * pixel) if len(ring) > 2 else ring
    return fewer if not closed or len(fewer) > 3 else ring[:0]
