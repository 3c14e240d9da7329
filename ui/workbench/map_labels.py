"""Where names and signs stand on the base map: no two overlap, none is cut where two tiles meet. Paints nothing.

Places are laid out over the whole region at once; everything else in blocks of 4 × 4 tiles, inside which it must fit.
So every tile of a block draws the same labels, whichever is painted first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from routing.region.basemap import ONEWAY, Array, Basemap, Shape
from ui.workbench.map_letters import Text, flat, flat_box, font_of, spots
from ui.workbench.map_lines import joined, ways_of
from ui.workbench.map_pixels import bounds_of, to_pixels
from ui.workbench.map_places import Place, places
from ui.workbench.map_room import Room
from ui.workbench.map_signs import arrow, shield, sign
from ui.workbench.map_spots import BLOCK, equal_parts, inside, stations, widest

KEPT_BLOCKS = 64
FROM_ZOOM = {
    "motorway": 11, "primary": 13, "secondary": 14, "residential": 15, "service": 16, "path": 17, "river": 12,
    "water": 12, "wood": 13, "park": 14, "station": 13, "hospital": 14, "school": 15, "parking": 17, "number": 17,
}  # fmt: skip
"""Zooms from which things carry their names or signs."""
NUMBERED = {"motorway": 9, "primary": 10, "secondary": 13}
"""Zooms from which roads carry their numbers."""
MINOR_STREAM_ZOOM = 15
ARROWS_ZOOM = 16.5
REPEAT_PX, SHIELD_REPEAT_PX, ARROW_REPEAT_PX = 480, 400, 110
"""One street says its name again about so far away."""
LEAST_PX = 320
"""And never nearer."""
LONG_PX, FAR_PX = 500, 90
"""Streets longer than the first are named so far from a block's edge: beyond it they may be named as well."""
LETTER_PX = 7
"""Half of the room a letter takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A name or sign as outlines, in pixels of its block; `plate` is the ground of a sign."""

    kind: str
    path: QPainterPath
    box: QRectF
    plate: QPainterPath | None = None


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
        self._places: dict[tuple[float, str], list[Place]] = {}
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
        frame = QRectF(x * BLOCK, y * BLOCK, BLOCK, BLOCK)
        layout = _Layout(zoom, language)
        if (zoom, language) not in self._places:
            self._places[zoom, language] = places(basemap, zoom, language)
        for place in self._places[zoom, language]:
            if place.box.intersects(frame):
                path = place.path(language, frame.topLeft())
                layout.claim(Label("place", path, place.box.translated(-frame.topLeft())))
        layout.fill(_named(basemap, frame, zoom))
        return Block(x * BLOCK, y * BLOCK, tuple(layout.labels))


class _Layout:
    # One block: whoever comes first takes the room.
    def __init__(self, zoom: float, language: str) -> None:
        self._zoom = zoom
        self._language = language
        self._room = Room(BLOCK)
        self.labels: list[Label] = []

    def claim(self, label: Label) -> None:
        self._room.claim([label.box])
        self.labels.append(label)

    def fill(self, shapes: Sequence[Shape]) -> None:
        lines = [shape for shape in shapes if not shape.closed and len(shape.rings[0]) > 1]
        self._shields(lines)
        marked = sorted((shape for shape in shapes if len(shape.rings[0]) == 1), key=lambda shape: -shape.importance)
        self._signs([shape for shape in marked if shape.importance > 4])
        self._streets(lines)
        self._areas(shapes)
        self._signs([shape for shape in marked if 0 < shape.importance <= 4])
        self._numbers([shape for shape in marked if shape.kind == "number"])
        if self._zoom >= ARROWS_ZOOM:
            self._arrows(shape for shape in lines if shape.marks & ONEWAY and shape.kind != "path")

    # --- along lines

    def _streets(self, lines: Iterable[Shape]) -> None:
        # Ways of one street are joined first: a long line has more room for its name.
        streets: dict[tuple[int, str, str], list[Array]] = {}
        for shape in lines:
            if text := self._shown(shape):
                kind = "water" if shape.kind == "river" else "street"
                streets.setdefault((-shape.importance, text, kind), []).append(shape.rings[0])
        for (rank, text, kind), parts in sorted(streets.items(), key=lambda item: item[0]):
            words = Text(text, font_of(self._street_px(-rank)))
            said: list[Array] = []
            for line in joined(parts):
                self._along(kind, words, line, said)

    def _shown(self, shape: Shape) -> str:
        first = FROM_ZOOM.get(shape.kind, 99)
        if shape.kind == "river" and shape.importance < 7:
            first = MINOR_STREAM_ZOOM
        return shape.label(self._language) if self._zoom >= first else ""

    def _street_px(self, importance: int) -> int:
        return 11 + (self._zoom >= 17) + (self._zoom >= 15 and importance >= 6)

    def _along(self, kind: str, words: Text, line: Array, said: list[Array]) -> None:
        # `said` holds where the name stands already: the other lane of a road need not repeat it.
        ways = ways_of(line)
        total = float(ways[-1])
        middles = np.arange(words.width / 2 + 4, total - words.width / 2 - 4, max(words.width / 6, 12))
        middles = middles[inside(line, ways, middles, FAR_PX if total > LONG_PX else 0)]
        if not len(middles):
            return
        found, cost = spots(line, ways, middles, words)
        # Best in the middle of what lies in the block, or evenly spread over it: so the next block's are far as well.
        apart = equal_parts(float(middles[-1] - middles[0]), REPEAT_PX)
        cost = cost + np.abs(np.remainder(middles - middles[0], apart) - apart / 2) / REPEAT_PX
        centers = found[:, len(words.pieces) // 2, :2]
        for other in said:
            cost[np.hypot(*(centers - other).T) < LEAST_PX] = np.inf
        for number in np.argsort(cost, kind="stable").tolist():
            if np.isfinite(cost[number]) and self._room.take(_letter_boxes(found[number], words)):
                path = words.along(found[number])
                self.labels.append(Label(kind, path, path.boundingRect().adjusted(-3, -3, 3, 3)))
                said.append(centers[number])
                cost[np.hypot(*(centers - centers[number]).T) < LEAST_PX] = np.inf

    def _shields(self, lines: Iterable[Shape]) -> None:
        roads: dict[tuple[int, str], list[Array]] = {}
        for shape in lines:
            if shape.ref and self._zoom >= NUMBERED.get(shape.kind, 99):
                ref = shape.ref.partition(";")[0].strip()[:8]
                roads.setdefault((-shape.importance, ref), []).append(shape.rings[0])
        for (_, ref), parts in sorted(roads.items(), key=lambda item: item[0]):
            said: list[Array] = []
            for line in joined(parts):
                for at, _angle in stations(line, SHIELD_REPEAT_PX):
                    plate, path = shield(ref, QPointF(*at.tolist()))
                    label = Label("shield", path, plate.boundingRect().adjusted(-3, -3, 3, 3), plate)
                    if all(np.hypot(*(at - other)) > LEAST_PX for other in said) and self._put(label):
                        said.append(at)

    def _arrows(self, lines: Iterable[Shape]) -> None:
        for shape in lines:
            for at, angle in stations(shape.rings[0], ARROW_REPEAT_PX):
                path = arrow(QPointF(*at.tolist()), angle)
                self._put(Label("arrow", path, path.boundingRect()))

    # --- at points and in areas

    def _signs(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            point = QPointF(*shape.rings[0][0].tolist())
            made = sign(shape.kind, point)
            text, font = shape.label(self._language), font_of(11)
            if not made or not self._put(
                Label(shape.kind, made[1], made[0].boundingRect().adjusted(-2, -2, 2, 2), made[0])
            ):
                continue
            if text and shape.kind != "parking":
                below = QPointF(point.x(), point.y() + 15)
                self._put(Label(shape.kind, flat(text, below, font), flat_box(text, below, font)))

    def _areas(self, shapes: Iterable[Shape]) -> None:
        for shape in shapes:
            if not shape.closed or shape.kind not in ("water", "park", "wood") or not (text := self._shown(shape)):
                continue
            font = font_of(11)
            if found := widest(shape.rings[0], flat_box(text, QPointF(), font).width()):
                kind, point = "water" if shape.kind == "water" else "green", QPointF(*found)
                self._put(Label(kind, flat(text, point, font), flat_box(text, point, font)))

    def _numbers(self, shapes: Iterable[Shape]) -> None:
        font = font_of(10)
        for shape in shapes:
            point = QPointF(*shape.rings[0][0].tolist())
            self._put(Label("number", flat(shape.name, point, font), flat_box(shape.name, point, font)))

    def _put(self, label: Label) -> bool:
        free = self._room.take([label.box])
        if free:
            self.labels.append(label)
        return free


def _named(basemap: Basemap, frame: QRectF, zoom: float) -> list[Shape]:
    kinds = {kind for kind, first in (*FROM_ZOOM.items(), *NUMBERED.items()) if zoom >= first}
    if not kinds:
        return []
    corner = np.array([frame.left(), frame.top()])
    return basemap.shapes(
        bounds_of(frame, zoom), zoom, kinds=sorted(kinds), named=True,
        project=lambda points: to_pixels(points, zoom) - corner,
    )  # fmt: skip


def _letter_boxes(spots: Array, words: Text) -> list[QRectF]:
    half = np.maximum(words.advances / 2, LETTER_PX) if len(words.pieces) == 1 else np.full(len(spots), LETTER_PX)
    return [QRectF(x - r, y - r, 2 * r, 2 * r) for (x, y, _), r in zip(spots.tolist(), half.tolist(), strict=True)]
