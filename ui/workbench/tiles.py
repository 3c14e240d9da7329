"""Paints tiles of the base map from a region's stored features. Queues and caches nothing.

Tiles are Web Mercator, 256 px, ``z/x/y`` from the north-west; between whole zooms there are half ones, as sharp.
Painting is safe on any thread: images may be painted outside the window's, and each tile under way has a connection of
its own to the region's file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen

from planner.documents import map_style
from planner.documents.map_style import MapColors
from routing.region.basemap import Basemap, Shape
from ui.workbench.map_labels import BLOCK, Block, LabelLayout
from ui.workbench.map_pixels import SIZE, bounds_of, to_pixels

MARGIN = 24
"""Strokes that begin so many pixels outside a tile may reach into it."""
Pen = Qt.PenStyle


@dataclass(frozen=True, slots=True)
class TileKey:
    """Which tile, how large (`scale` 1 or 2), in which scheme and language."""

    zoom: float
    x: int
    y: int
    scale: int = 1
    dark: bool = False
    language: str = "en"


class TilePainter:
    """Paints the tiles of one region."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._labels = LabelLayout()
        self._idle: list[Basemap] = []
        self._closed = False

    def paint(self, key: TileKey) -> bytes:
        """One tile as PNG."""
        colors = map_style.DARK if key.dark else map_style.LIGHT
        image = QImage(SIZE * key.scale, SIZE * key.scale, QImage.Format.Format_RGB32)
        image.fill(QColor(colors.ground))
        corner = QPointF(key.x * SIZE, key.y * SIZE)
        with self._basemap() as basemap:
            shapes = _shapes(basemap, key.zoom, corner)
            block = self._labels.block(basemap, key.zoom, key.x * SIZE // BLOCK, key.y * SIZE // BLOCK, key.language)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(key.scale, key.scale)
        _Drawing(painter, colors, key.zoom).draw(shapes)
        _draw_labels(painter, block, corner, colors)
        painter.end()
        return _png(image)

    def close(self) -> None:
        """Let go of the region's file; a tile under way is finished first."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _basemap(self) -> Iterator[Basemap]:
        # One that no other thread is using; Qt's threads have no memory of their own to keep it in.
        try:
            basemap = self._idle.pop()
        except IndexError:
            basemap = Basemap(self._folder)
        try:
            yield basemap
        finally:
            self._idle.append(basemap)
            if self._closed:
                self.close()


def _shapes(basemap: Basemap, zoom: float, corner: QPointF) -> list[Shape]:
    box = QRectF(corner.x(), corner.y(), SIZE, SIZE).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    offset = np.array([corner.x(), corner.y()])
    return basemap.shapes(bounds_of(box, zoom), zoom, project=lambda points: to_pixels(points, zoom) - offset)


class _Drawing:
    # One tile under the brush, everything but its labels.
    def __init__(self, painter: QPainter, colors: MapColors, zoom: float) -> None:
        self._painter = painter
        self._colors = colors
        self._zoom = zoom

    def draw(self, shapes: list[Shape]) -> None:
        by_kind: dict[str, list[Shape]] = {}
        for shape in shapes:
            by_kind.setdefault(shape.kind, []).append(shape)
        for kind in map_style.AREAS[:-1]:
            self._areas(by_kind.get(kind, []), self._colors.areas[kind])
        self._lines(by_kind.get("river", []), self._colors.river)
        self._boundaries(by_kind.get("boundary", []))
        line = self._colors.building_line if self._zoom >= 16 else None
        self._areas(by_kind.get("building", []), self._colors.areas["building"], line)
        self._lines(by_kind.get("rail", []), self._colors.rail)
        self._roads([shape for kind in map_style.ROADS for shape in by_kind.get(kind, [])])

    def _areas(self, shapes: list[Shape], fill: str, line: str | None = None) -> None:
        self._painter.setPen(QPen(QColor(line), 0.7) if line else Pen.NoPen)
        self._painter.setBrush(QColor(fill))
        for shape in shapes:
            self._painter.drawPath(_path(shape))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _lines(self, shapes: list[Shape], color: str) -> None:
        for shape in shapes:
            self._stroke(_path(shape), color, map_style.line_width(shape.kind, shape.importance, self._zoom))

    def _boundaries(self, shapes: list[Shape]) -> None:
        pen = QPen(QColor(self._colors.boundary), 1)
        pen.setDashPattern([5, 4])
        self._painter.setPen(pen)
        for shape in shapes:
            self._painter.drawPath(_path(shape))

    def _roads(self, shapes: list[Shape]) -> None:
        drawn = [(s, _path(s), map_style.line_width(s.kind, s.importance, self._zoom)) for s in shapes]
        for shape, path, width in drawn:
            if width >= map_style.MIN_CASED_PX and shape.kind in self._colors.casings:
                self._stroke(path, self._colors.casings[shape.kind], width + map_style.CASING_PX)
        for shape, path, width in drawn:
            self._stroke(path, self._colors.roads[shape.kind], width, dashed=shape.kind == "path")

    def _stroke(self, path: QPainterPath, color: str, width: float, *, dashed: bool = False) -> None:
        if width <= 0:
            return
        pen = QPen(QColor(color), width, Pen.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([3, 2])
        self._painter.setPen(pen)
        self._painter.drawPath(path)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    for ring in shape.rings:
        (x, y), *rest = ring.tolist()
        path.moveTo(x, y)
        for x, y in rest:
            path.lineTo(x, y)
        if shape.closed:
            path.closeSubpath()
    return path


def _draw_labels(painter: QPainter, block: Block, corner: QPointF, colors: MapColors) -> None:
    tile = QRectF(corner.x() - block.left, corner.y() - block.top, SIZE, SIZE)
    inks = {"water": colors.water_text, "park": colors.park_text, "place": colors.text}
    painter.save()
    painter.translate(-tile.topLeft())
    for label in block.labels:
        if label.box.intersects(tile):
            halo = QPen(QColor(colors.halo), 2.6 if label.kind != "place" else 3.4)
            halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.strokePath(label.path, halo)
            painter.fillPath(label.path, QColor(inks.get(label.kind, colors.street_text)))
    painter.restore()


def _png(image: QImage) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]
    return bytes(written.data())
