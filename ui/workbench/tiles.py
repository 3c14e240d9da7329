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
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from planner.documents import map_style
from planner.documents.map_style import MapColors
from routing.region.basemap import SKETCH_ZOOMS, Basemap, Shape
from ui.workbench.map_drawing import MARGIN, Drawing
from ui.workbench.map_labels import Block, LabelLayout
from ui.workbench.map_pixels import SIZE, bounds_of, to_pixels
from ui.workbench.map_spots import BLOCK

SHARPNESS = (1.0, 1.5, 2.0)
"""Pixels of the screen per pixel of a tile that can be asked for."""
HALO_PX, PLACE_HALO_PX = 2.6, 3.4
PNG_QUALITY = 85
"""Of 100, where less is smaller and slower: the quickest that still makes a tile small."""


@dataclass(frozen=True, slots=True)
class TileKey:
    """Which tile, how sharp (`scale` of `SHARPNESS`), in which of `map_style.SCHEMES` and language."""

    zoom: float
    x: int
    y: int
    scale: float = 1
    scheme: str = "light"
    language: str = "en"


def nearest_scale(wanted: float) -> float:
    """The least of `SHARPNESS` that is as sharp as a screen, or the greatest."""
    return next((scale for scale in SHARPNESS if scale >= wanted - 0.01), SHARPNESS[-1])


class TilePainter:
    """Paints the tiles of one region."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._labels = LabelLayout()
        self._idle: list[Basemap] = []
        self._closed = False

    def paint(self, key: TileKey) -> bytes:
        """One tile as PNG."""
        return _png(self.picture(key))

    def picture(self, key: TileKey, tiles: int = 1) -> QImage:
        """A tile, or so many in a row and a column as one picture."""
        colors, side = map_style.SCHEMES[key.scheme], SIZE * tiles
        image = QImage(round(side * key.scale), round(side * key.scale), QImage.Format.Format_RGB32)
        image.fill(QColor(colors.ground))
        frame = QRectF(key.x * SIZE, key.y * SIZE, side, side)
        with self._basemap() as basemap:
            shapes = _shapes(basemap, key.zoom, frame)
            blocks = [self._labels.block(basemap, key.zoom, x, y, key.language) for x, y in _blocks(frame)]
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(key.scale, key.scale)
        try:
            Drawing(painter, colors, key.zoom, side).draw(shapes)
            for block in blocks:
                _draw_labels(painter, block, frame, colors)
        finally:
            painter.end()
        return image

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


def _shapes(basemap: Basemap, zoom: float, frame: QRectF) -> list[Shape]:
    bounds = bounds_of(frame.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN), zoom)
    corner = np.array([frame.left(), frame.top()])
    read = basemap.sketches if zoom <= SKETCH_ZOOMS[-1] else basemap.shapes
    return read(bounds, zoom, project=lambda points: to_pixels(points, zoom) - corner)


def _blocks(frame: QRectF) -> Iterator[tuple[int, int]]:
    for x in range(int(frame.left() // BLOCK), int((frame.right() - 1) // BLOCK) + 1):
        for y in range(int(frame.top() // BLOCK), int((frame.bottom() - 1) // BLOCK) + 1):
            yield x, y


def _draw_labels(painter: QPainter, block: Block, frame: QRectF, colors: MapColors) -> None:
    painter.save()
    painter.translate(block.left - frame.left(), block.top - frame.top())
    seen = frame.translated(-block.left, -block.top)
    for label in block.labels:
        if not label.box.intersects(seen):
            continue
        if label.plate:
            ground, ink = colors.plates[label.kind]
            painter.strokePath(label.plate, _rim(colors.halo, HALO_PX))
            painter.fillPath(label.plate, QColor(ground))
            if label.kind == "shield":
                painter.strokePath(label.plate, QPen(QColor(ink), 0.7))
        else:
            ink = colors.inks.get(label.kind, colors.text)
            if label.kind != "arrow":
                painter.strokePath(label.path, _rim(colors.halo, PLACE_HALO_PX if label.kind == "place" else HALO_PX))
        painter.fillPath(label.path, QColor(ink))
    painter.restore()


def _rim(color: str, width: float) -> QPen:
    return QPen(QColor(color), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _png(image: QImage) -> bytes:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", PNG_QUALITY)  # type: ignore[call-overload]
    return bytes(written.data())
