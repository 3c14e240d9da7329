"""Where names stand on the base map: no two overlap, and none is cut where two tiles meet. Paints nothing.

Places are laid out over the whole region at once; streets, waters and parks in blocks of 4 × 4 tiles, inside which
their names must fit. So every tile of a block draws the same labels, whichever is painted first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath, QPolygonF, QTransform

from routing.region.basemap import Array, Basemap, Shape
from ui.workbench.map_lines import joined
from ui.workbench.map_pixels import bounds_of, to_pixels

BLOCK = 1024
"""Pixels of a block's side."""
KEPT_BLOCKS = 64
CELL = 96
"""Pixels of the grid in which neighbors are looked for."""
FAMILIES = ("Inter", "Noto Sans CJK SC", "Segoe UI", "PingFang SC", "Microsoft YaHei UI", "Noto Sans")
FROM_ZOOM = {"motorway": 12, "primary": 13, "secondary": 14, "residential": 15, "service": 16, "path": 17, "river": 12}
"""Zooms from which lines carry their names."""
PLACE_PX = {9: 17, 8: 16, 7: 14, 6: 14, 5: 12, 4: 12}
"""Sizes of places by importance."""
REPEAT_PX = 380
"""One street says its name again so far away."""
BEND = 0.4
"""Radians: names do not follow sharper bends from letter to letter."""


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A name as outlines, in pixels of its block."""

    kind: str
    path: QPainterPath
    box: QRectF


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """All labels of a block; `left` and `top` in pixels of the world."""

    left: int
    top: int
    labels: tuple[Label, ...]


class LabelLayout:
    """Lays out the names of a region. Safe on any thread, each with a base map of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[tuple[float, str], list[tuple[Shape, QPointF, QRectF]]] = {}
        self._blocks: OrderedDict[tuple[float, int, int, str], Block] = OrderedDict()

    def block(self, basemap: Basemap, zoom: float, x: int, y: int, language: str) -> Block:
        """The labels of a block; `x` and `y` count blocks from the north-west."""
        key = (zoom, x, y, language)
        with self._lock:
            if key in self._blocks:
                self._blocks.move_to_end(key)
            else:
                self._blocks[key] = self._lay_out(basemap, *key)
                while len(self._blocks) > KEPT_BLOCKS:
                    self._blocks.popitem(last=False)
            return self._blocks[key]

    def _lay_out(self, basemap: Basemap, zoom: float, x: int, y: int, language: str) -> Block:
        left, top = x * BLOCK, y * BLOCK
        frame = QRectF(left, top, BLOCK, BLOCK)
        taken, labels = _Taken(), []
        for shape, point, box in self._placed(basemap, zoom, language):
            if box.intersects(frame):
                box = box.translated(-left, -top)
                taken.add([box])
                font = _font(PLACE_PX[shape.importance], shape.importance >= 6)
                labels.append(_flat("place", shape.label(language), point - QPointF(left, top), font))
        named = _named(basemap, frame, zoom)
        labels += _street_labels(named, zoom, language, taken)
        labels += _area_labels(named, language, taken)
        labels += _numbers(named, taken)
        return Block(left, top, tuple(labels))

    def _placed(self, basemap: Basemap, zoom: float, language: str) -> list[tuple[Shape, QPointF, QRectF]]:
        # All places of the region that have room at this zoom, the important ones first.
        if (zoom, language) not in self._places:
            taken, kept = _Taken(), []
            for shape in basemap.places(zoom):
                point = QPointF(*to_pixels(shape.rings[0], zoom)[0].tolist())
                font = _font(PLACE_PX[shape.importance], shape.importance >= 6)
                box = _flat_box(shape.label(language), point, font)
                if taken.take([box]):
                    kept.append((shape, point, box))
            self._places[zoom, language] = kept
        return self._places[zoom, language]


def _named(basemap: Basemap, frame: QRectF, zoom: float) -> list[Shape]:
    kinds = [kind for kind, first in FROM_ZOOM.items() if zoom >= first]
    if zoom >= 13:
        kinds += ["water", "park"]
    if zoom >= 17:
        kinds.append("number")
    if not kinds:
        return []
    offset = np.array([frame.left(), frame.top()])
    shapes = basemap.shapes(
        bounds_of(frame, zoom), zoom, kinds=kinds, project=lambda points: to_pixels(points, zoom) - offset
    )
    return [shape for shape in shapes if shape.name]


def _street_labels(shapes: Iterable[Shape], zoom: float, language: str, taken: _Taken) -> list[Label]:
    # Ways of one street are joined first: a long line has more room for its name.
    streets: dict[tuple[int, str, str], list[Array]] = {}
    for shape in shapes:
        if shape.kind in FROM_ZOOM:
            kind = "water" if shape.kind == "river" else "street"
            streets.setdefault((-shape.importance, shape.label(language), kind), []).append(shape.rings[0])
    font = _font(11 if zoom < 17 else 12)
    labels: list[Label] = []
    for (_, text, kind), parts in sorted(streets.items(), key=lambda item: item[0]):
        said: list[Array] = []
        for line in joined(parts):
            labels += _along(kind, text, line, font, taken, said)
    return labels


def _area_labels(shapes: Iterable[Shape], language: str, taken: _Taken) -> list[Label]:
    labels = []
    for shape in shapes:
        if shape.kind in ("water", "park"):
            low, high = shape.rings[0].min(0), shape.rings[0].max(0)
            text, font = shape.label(language), _font(11)
            middle = QPointF(*((low + high) / 2).tolist())
            box = _flat_box(text, middle, font)
            there = QPolygonF([QPointF(*point) for point in shape.rings[0].tolist()])
            if not there.containsPoint(middle, Qt.FillRule.OddEvenFill):
                continue
            if box.width() < (high - low)[0] and _inside([box]) and taken.take([box]):
                labels.append(_flat(shape.kind, text, middle, font))
    return labels


def _numbers(shapes: Iterable[Shape], taken: _Taken) -> list[Label]:
    font, labels = _font(10), []
    for shape in shapes:
        if shape.kind == "number":
            point = QPointF(*shape.rings[0][0].tolist())
            box = _flat_box(shape.name, point, font)
            if _inside([box]) and taken.take([box]):
                labels.append(_flat("number", shape.name, point, font))
    return labels


def _along(kind: str, text: str, line: Array, font: QFont, taken: _Taken, said: list[Array]) -> list[Label]:
    # `said` holds where the name stands already: the other lane of a road need not repeat it.
    metrics = QFontMetricsF(font)
    advances = np.array([metrics.horizontalAdvance(letter) for letter in text])
    needed = float(advances.sum())
    lengths = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    total = float(lengths[-1])
    starts = np.arange(max((total - needed) / 2 % (needed / 2), 4), total - needed - 4, max(needed / 2, 8))
    labels: list[Label] = []
    for start in starts[_within(_at(line, lengths, starts + needed / 2))].tolist():
        spots = _spots(line, lengths, start + np.cumsum(advances) - advances / 2, advances)
        if spots is None or any(np.hypot(*(spots[0, :2] - other)) < REPEAT_PX for other in said):
            continue
        boxes = [QRectF(x - 7, y - 7, 14, 14) for x, y in spots[:, :2].tolist()]
        if _inside(boxes) and taken.take(boxes):
            labels.append(_letters(kind, text, spots, advances, font))
            said.append(spots[0, :2])
    return labels


def _at(line: Array, lengths: Array, where: Array) -> Array:
    # Points on a line by their way from its start.
    return np.stack((np.interp(where, lengths, line[:, 0]), np.interp(where, lengths, line[:, 1])), axis=1)


def _within(points: Array) -> npt.NDArray[np.bool_]:
    inside: npt.NDArray[np.bool_] = ((points >= 0) & (points <= BLOCK)).all(axis=1)
    return inside


def _spots(line: Array, lengths: Array, middles: Array, advances: Array) -> Array | None:
    # Each letter's middle and angle on the line, in reading direction; None where the line bends too sharply.
    reach = np.maximum(advances, 8) * 0.75
    before, after = _at(line, lengths, middles - reach), _at(line, lengths, middles + reach)
    if after[-1, 0] < before[0, 0]:
        total = middles[0] - advances[0] / 2 + middles[-1] + advances[-1] / 2
        middles = total - middles
        before, after = _at(line, lengths, middles + reach), _at(line, lengths, middles - reach)
    ways = after - before
    angles = np.unwrap(np.arctan2(ways[:, 1], ways[:, 0]))
    if np.abs(np.diff(angles)).max(initial=0) > BEND or np.ptp(angles) > 3 * BEND:
        return None
    spots: Array = np.column_stack(((before + after) / 2, angles))
    return spots


def _letters(kind: str, text: str, spots: Array, advances: Array, font: QFont) -> Label:
    metrics = QFontMetricsF(font)
    baseline = (metrics.ascent() - metrics.descent()) / 2
    path = QPainterPath()
    for letter, (x, y, angle), advance in zip(text, spots.tolist(), advances.tolist(), strict=True):
        turned = QTransform().translate(x, y).rotateRadians(angle)
        path.addPath(turned.map(_glyph(letter, font.key(), -advance / 2, baseline)))
    return Label(kind, path, path.boundingRect().adjusted(-3, -3, 3, 3))


@lru_cache(maxsize=4096)
def _glyph(letter: str, font_key: str, x: float, y: float) -> QPainterPath:
    font, path = QFont(), QPainterPath()
    font.fromString(font_key)
    path.addText(x, y, font, letter)
    return path


def _flat(kind: str, text: str, middle: QPointF, font: QFont) -> Label:
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    left = middle.x() - metrics.horizontalAdvance(text) / 2
    path.addText(left, middle.y() + (metrics.ascent() - metrics.descent()) / 2, font, text)
    return Label(kind, path, _flat_box(text, middle, font))


def _flat_box(text: str, middle: QPointF, font: QFont) -> QRectF:
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(text) + 8, metrics.height()
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


def _font(px: int, bold: bool = False) -> QFont:
    font = QFont()
    if family := _family():
        font.setFamily(family)
    font.setPixelSize(px)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


@lru_cache(maxsize=1)
def _family() -> str | None:
    # Asking for a family that is not there costs Qt a search through all fonts.
    there = set(QFontDatabase.families())
    return next((family for family in FAMILIES if family in there), None)


def _inside(boxes: Iterable[QRectF]) -> bool:
    return all(box.left() >= 0 and box.right() <= BLOCK and box.top() >= 0 and box.bottom() <= BLOCK for box in boxes)


class _Taken:
    # Room already given away, found by a grid.
    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[QRectF]] = {}

    def take(self, boxes: list[QRectF]) -> bool:
        free = not any(
            box.intersects(other) for box in boxes for cell in _cells(box) for other in self._cells.get(cell, ())
        )
        if free:
            self.add(boxes)
        return free

    def add(self, boxes: list[QRectF]) -> None:
        for box in boxes:
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(box)


def _cells(box: QRectF) -> list[tuple[int, int]]:
    return [
        (column, row)
        for column in range(int(box.left() // CELL), int(box.right() // CELL) + 1)
        for row in range(int(box.top() // CELL), int(box.bottom() // CELL) + 1)
    ]
