"""Draws the base map's shapes into one picture: grounds, waters, buildings, roads by level. Writes no names.

Shapes come in pixels of the picture. What two pictures side by side both show, both draw alike.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from planner.documents import map_style
from planner.documents.map_style import MapColors
from routing.region.basemap import BRIDGE, CUT, TUNNEL, Array, Shape
from routing.region.outlines import Box, clipped, runs
from ui.workbench.map_lines import ways_of
from ui.workbench.map_pixels import area_paths, line_paths

MARGIN = 24
"""Strokes that begin so many pixels outside a picture may reach into it."""
MOST_WIDE, MOST_HAIR, MOST_FILLED = 48, 600, 128
"""Points of one path: wide strokes and fills in small bites (measured), hairlines in large ones."""
MANY = 48
"""Outlines with more points are cut to the picture before they are filled."""
EDGES_FROM = 16
"""Zoom from which buildings have an edge; other edges are always drawn."""
LONG_PX = 600
"""Dashed lines that are larger are cut to the picture before they are dashed."""
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
Pen, Cap = Qt.PenStyle, Qt.PenCapStyle

type Rings = list[Array]


class Drawing:
    """One picture under the brush, `side` pixels wide and high."""

    def __init__(self, painter: QPainter, colors: MapColors, zoom: float, side: int) -> None:
        self._painter = painter
        self._colors = colors
        self._zoom = zoom
        self._box: Box = (-MARGIN, -MARGIN, side + MARGIN, side + MARGIN)

    def draw(self, shapes: Iterable[Shape]) -> None:
        """From the ground to the bridges."""
        by_kind: dict[str, list[Shape]] = defaultdict(list)
        for shape in shapes:
            by_kind[shape.kind].append(shape)
        for kind in map_style.AREAS[:-1]:
            if kind == "water":  # a river's line ends where its water is drawn
                self._waterways(by_kind["river"])
            self._areas(kind, by_kind[kind])
        for shape in by_kind["boundary"]:
            self._dashed(shape.rings, QPen(QColor(self._colors.boundary), 1 if shape.importance > 5 else 0.7), (5, 4))
        self._areas("building", by_kind["building"])
        roads = [shape for kind in ("rail", *map_style.ROADS) for shape in by_kind[kind]]
        for level in sorted({shape.layer for shape in roads}):
            self._roads([shape for shape in roads if shape.layer == level])

    # --- areas

    def _areas(self, kind: str, shapes: Sequence[Shape]) -> None:
        areas = [area for shape in shapes for area in self._seen(shape)]
        if not areas:
            return
        self._painter.setPen(Pen.NoPen)
        self._painter.setBrush(QColor(self._colors.areas[kind]))
        for path in area_paths(areas, MOST_FILLED):
            self._painter.drawPath(path)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if (edge := self._colors.edges.get(kind)) and (kind != "building" or self._zoom >= EDGES_FROM):
            whole = [ring for shape in shapes if not shape.marks & CUT for ring in shape.rings]
            self._stroke(whole, QPen(QColor(edge), 0.7))

    def _seen(self, shape: Shape) -> Iterable[Rings]:
        # A sketch has many areas in one shape; an outer ring runs against the clock, y pointing down: it is negative.
        for area in _apart(shape.rings) if len(shape.rings) > 1 else [list(shape.rings)]:
            cut = [clipped(ring, self._box) if len(ring) > MANY else ring for ring in area]
            if kept := [ring for ring in cut if len(ring) > 2]:
                yield kept

    # --- lines

    def _waterways(self, shapes: Sequence[Shape]) -> None:
        by_width: dict[float, Rings] = defaultdict(list)
        for shape in shapes:
            if not shape.marks & TUNNEL:
                by_width[map_style.line_width("river", shape.importance, self._zoom)] += shape.rings
        for width, lines in by_width.items():
            self._stroke(lines, _pen(self._colors.river, width))

    def _roads(self, shapes: Sequence[Shape]) -> None:
        # One level: first all casings, so that roads that meet run into each other, then from paths to motorways.
        drawn: dict[tuple[str, float, int], Rings] = defaultdict(list)
        for shape in shapes:
            if width := map_style.line_width(shape.kind, shape.importance, self._zoom):
                drawn[shape.kind, width, shape.marks & (BRIDGE | TUNNEL)] += shape.rings
        for (kind, width, marks), lines in drawn.items():
            self._casing(kind, width, marks, lines)
        for (kind, width, marks), lines in drawn.items():
            color = self._colors.rail if kind == "rail" else self._colors.roads[kind]
            if kind == "path":
                self._dashed(lines, QPen(QColor(color), width), (3, 2))
            else:
                self._stroke(lines, _pen(color, width, marks & TUNNEL))

    def _casing(self, kind: str, width: float, marks: int, lines: Rings) -> None:
        color = self._colors.casings.get(kind)
        if marks & BRIDGE and self._zoom >= 13 and kind != "path":
            pen = QPen(QColor(self._colors.bridge), width + CASING[kind == "rail"], Pen.SolidLine, Cap.FlatCap)
            self._stroke(lines, pen)
        elif color and width >= map_style.MIN_CASED_PX:
            pen = _pen(color, width + map_style.CASING_PX)
            if marks & TUNNEL:
                pen.setCapStyle(Cap.FlatCap)
                self._dashed(lines, pen, (4 / width, 3 / width))
            else:
                self._stroke(lines, pen)

    def _stroke(self, lines: Rings, pen: QPen) -> None:
        self._painter.setPen(pen)
        for path in line_paths(lines, self._box, MOST_WIDE if pen.widthF() > 1 else MOST_HAIR):
            self._painter.drawPath(path)

    def _dashed(self, lines: Iterable[Array], pen: QPen, pattern: tuple[float, float]) -> None:
        # The pattern counts from the line's own beginning, also where that lies far outside: so pictures fit together.
        pen.setDashPattern(pattern)
        short: Rings = []
        for line in lines:
            low, high = line.min(0), line.max(0)
            if (high < self._box[:2]).any() or (low > self._box[2:]).any():
                continue
            if (high - low).max() < LONG_PX:
                short.append(line)
                continue
            ways = ways_of(line)
            for first, past in runs(line, self._box):
                pen.setDashOffset(float(ways[first]) / pen.widthF())
                self._draw([line[first:past]], pen, past)
        pen.setDashOffset(0)
        self._draw(short, pen, MOST_WIDE)

    def _draw(self, lines: Rings, pen: QPen, most: int) -> None:
        self._painter.setPen(pen)
        for path in line_paths(lines, EVERYWHERE, most):
            self._painter.drawPath(path)


CASING = (1.6, 2.4)
"""A bridge stands out by so much in all: of roads, of railways."""


def _pen(color: str, width: float, tunnel: int = 0) -> QPen:
    ink = QColor(color)
    if tunnel:
        ink.setAlphaF(0.6)
    return QPen(ink, width, Pen.SolidLine, Cap.FlatCap if tunnel else Cap.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _apart(rings: Sequence[Array]) -> list[Rings]:
    areas: list[Rings] = []
    for ring in rings:
        x, y = ring[:, 0], ring[:, 1]
        if not areas or float(x[:-1] @ y[1:] - x[1:] @ y[:-1]) < 0:
            areas.append([])
        areas[-1].append(ring)
    return areas
