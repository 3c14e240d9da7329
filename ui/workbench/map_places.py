"""The names of towns and villages: which of a region's find room at a zoom, and how they look. Paints nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainterPath

from routing.region.basemap import MAX_ZOOM, Basemap, Shape
from ui.workbench.map_letters import flat, flat_box, font_of
from ui.workbench.map_pixels import to_pixels
from ui.workbench.map_room import Room

SIZES_PX = {9: 17, 8: 16, 7: 14, 6: 14, 5: 12, 4: 12}
"""Sizes by importance; the bold ones are at least of `BOLD`."""
BOLD = 6
UNTIL = {9: 16, 8: 16, 7: 16.5, 6: 17.5}
"""Zooms up to which places are named: nearer, nobody asks which town this is."""
PAD = 6
"""Pixels left free around a place."""
SECOND = 0.8
"""Size of a place's name in the other script, below its name."""
LINE = 1.35
"""Height of a line, in sizes."""


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place that has room, in pixels of the world."""

    shape: Shape
    box: QRectF

    def path(self, language: str, corner: QPointF) -> QPainterPath:
        """Its names as outlines, in pixels from a corner."""
        font, second = _font(self.shape), self.shape.second(language)
        middle = self.box.center() - corner
        if not second:
            return flat(self.shape.label(language), middle, font)
        up = font.pixelSize() * LINE * SECOND / 2
        path = flat(self.shape.label(language), middle - QPointF(0, up), font)
        path.addPath(flat(second, middle + QPointF(0, font.pixelSize() * LINE / 2), _small(font)))
        return path


def places(basemap: Basemap, zoom: float, language: str) -> list[Place]:
    """All places of the region that have room at a zoom, the important ones first."""
    room, kept = Room(), []
    shapes = [shape for shape in basemap.places(zoom) if zoom <= UNTIL.get(shape.importance, MAX_ZOOM)]
    points = np.array([shape.rings[0][0] for shape in shapes]).reshape(-1, 2)
    for shape, (x, y) in zip(shapes, to_pixels(points, zoom).tolist(), strict=True):
        box = _box(shape, QPointF(x, y), language)
        if room.take([box.adjusted(-PAD, -PAD, PAD, PAD)]):
            kept.append(Place(shape, box))
    return kept


def _box(shape: Shape, point: QPointF, language: str) -> QRectF:
    font, second = _font(shape), shape.second(language)
    wide = flat_box(shape.label(language), point, font).width()
    high = font.pixelSize() * LINE
    if second:
        wide = max(wide, flat_box(second, point, _small(font)).width())
        high *= 1 + SECOND
    return QRectF(point.x() - wide / 2, point.y() - high / 2, wide, high)


def _font(shape: Shape) -> QFont:
    return font_of(SIZES_PX[shape.importance], shape.importance >= BOLD)


def _small(font: QFont) -> QFont:
    return font_of(font.pixelSize() * SECOND)
