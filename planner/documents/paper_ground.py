"""The ground of a paper map: land, green, water, buildings and roads, made for laser printers.

Every kind is a gray of its own and has an edge of its own; names are given out here, but written by `paper_room`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.discreet import forbidden_word
from planner.documents.map_style import PRINT
from planner.documents.paper_canvas import Canvas, Point, areas_shape, lines_shape
from planner.documents.paper_room import Room
from routing.region.basemap import Basemap, Shape

SOFT, WET, GREEN = "#55534f", PRINT.inks["water"], PRINT.inks["green"]
EDGES: Mapping[str, Mapping[str, object]] = {
    "wood": {"stroke_width": 0.18, "stroke_dasharray": ".5 .4"},
    "park": {"stroke_width": 0.18, "stroke_dasharray": ".25 .5"},
    "water": {"stroke_width": 0.2},
    "building": {"stroke_width": 0.12},
}
"""How each kind's edge is drawn: what looks alike in gray is told apart by it."""
ROADS = ("service", "residential", "secondary", "primary", "motorway")
"""From back to front."""
WIDTHS: Mapping[str, tuple[float, float]] = {
    "service": (0.35, 1.0),
    "residential": (0.52, 1.45),
    "secondary": (0.9, 1.9),
    "primary": (1.2, 2.3),
    "motorway": (1.5, 2.6),
}
"""Millimetres on the map of a day and on the map of a stop."""
NEAR = 12
"""Metres per millimetre below which buildings are drawn."""
AREAS = ("built", "works", "wood", "park")
KINDS = (*AREAS, "water", "river", "path", *ROADS, "rail", "place")


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A feature as it lies on the canvas: what is left of its rings, an area's first the outer one."""

    name: str
    importance: int
    rings: list[list[Point]]


class Ground:
    """What the base map has under one canvas."""

    def __init__(self, basemap: Basemap, canvas: Canvas, language: str) -> None:
        self._canvas = canvas
        self.near = canvas.metres_per_mm < NEAR
        self.features: dict[str, list[Drawn]] = defaultdict(list)
        kinds = (*KINDS, "building") if self.near else KINDS
        for shape in basemap.shapes(canvas.bounds, canvas.zoom, kinds=kinds, project=canvas.project):
            self.features[shape.kind].append(self._drawn(shape, language))

    def _drawn(self, shape: Shape, language: str) -> Drawn:
        rings: list[list[Point]] = [ring.tolist() for ring in shape.rings]
        if shape.closed:
            rings = [self._canvas.area(ring) for ring in rings]
        elif shape.kind != "place":
            rings = self._canvas.line(rings[0])
        name = shape.label(language)
        return Drawn("" if forbidden_word(name) else name, shape.importance, rings)

    def draw(self) -> None:
        """From the land to the roads."""
        canvas = self._canvas
        canvas.add(f'<rect width="{canvas.width}" height="{canvas.height}" fill="{PRINT.ground}"/>')
        for kind in AREAS:
            self._areas(kind)
        self._waterways()
        for kind in ("water", "building"):  # a river's line ends where its water is drawn
            self._areas(kind)
        path = {"stroke": PRINT.roads["path"], "stroke_width": 0.25, "stroke_dasharray": ".5 .5"}
        canvas.path(self._lines("path"), fill="none", **path)
        self._roads()
        rails = self._lines("rail")
        canvas.path(rails, fill="none", stroke=PRINT.rail, stroke_width=0.5)
        canvas.path(rails, fill="none", stroke="#fff", stroke_width=0.3, stroke_dasharray="1.2 1.2")

    def streets(self) -> list[tuple[str, int, list[list[Point]]]]:
        """Named streets, most important first, each with its pieces."""
        found: dict[str, tuple[int, list[list[Point]]]] = {}
        for kind in reversed(ROADS):
            for feature in self.features[kind]:
                if feature.name:
                    found.setdefault(feature.name, (feature.importance, []))[1].extend(feature.rings)
        named = [(name, rank, joined(pieces)) for name, (rank, pieces) in found.items()]
        return sorted(named, key=lambda street: -street[1])

    def name_rest(self, room: Room) -> None:
        """Quarters, waters and parks, where there is room left."""
        for place in sorted(self.features["place"], key=lambda place: -place.importance):
            size, spaced = (3.3, 0.0) if place.importance >= 7 else (2.8, 0.5)
            room.name_point(place.rings[0][0], place.name.upper(), size, bold=True, fill=SOFT, spaced=spaced)
        for river in self.features["river"]:
            if river.name:
                room.name_line(joined(river.rings), river.name, 2.4, fill=WET)
        for kind, ink in (("water", WET), ("park", GREEN), ("wood", GREEN)):
            for feature in self.features[kind]:
                if feature.name and feature.rings[0]:
                    tries = (0, 0), (0, 3), (0, -3)
                    room.name_point(_middle(feature.rings[0]), feature.name, 2.3, fill=ink, tries=tries)

    def _areas(self, kind: str) -> None:
        edge = {"stroke": PRINT.edges[kind], **EDGES[kind]} if kind in EDGES else {}
        # Holes run the other way round than what they are in: overlapping areas are one.
        self._canvas.path(self._shape(kind, areas_shape), fill=PRINT.areas[kind], fill_rule="nonzero", **edge)

    def _waterways(self) -> None:
        for width, large in ((0.25, False), (0.45, True)):
            lines = [
                ring for river in self.features["river"] if (river.importance >= 7) == large for ring in river.rings
            ]
            wide = width * 1.5 if self.near else width
            self._canvas.path(lines_shape(lines), fill="none", stroke=PRINT.edges["water"], stroke_width=wide)

    def _roads(self) -> None:
        shapes = [(kind, self._lines(kind), WIDTHS[kind][self.near]) for kind in ROADS]
        rim = 0.2 if self.near else 0.17
        for kind, shape, width in shapes:
            self._road(shape, PRINT.casings[kind], width + 2 * rim)
        for _kind, shape, width in shapes:
            self._road(shape, "#fff", width)

    def _road(self, shape: str, ink: str, width: float) -> None:
        self._canvas.path(
            shape, fill="none", stroke=ink, stroke_width=f"{width:.2f}", stroke_linejoin="round", stroke_linecap="round"
        )

    def _lines(self, kind: str) -> str:
        return self._shape(kind, lines_shape)

    def _shape(self, kind: str, write: Callable[[Iterable[Sequence[Point]]], str]) -> str:
        return write(ring for feature in self.features[kind] for ring in feature.rings)


def joined(pieces: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """Pieces that end where another begins as one: names need long runs."""
    rest = [list(piece) for piece in pieces]
    found: list[list[Point]] = []
    while rest:
        line = rest.pop()
        while (other := next((each for each in rest if _meet(line, each)), None)) is not None:
            rest.remove(other)
            line = _linked(line, other)
        found.append(line)
    return found


def _meet(line: Sequence[Point], other: Sequence[Point]) -> bool:
    return any(end in (other[0], other[-1]) for end in (line[0], line[-1]))


def _linked(line: list[Point], other: list[Point]) -> list[Point]:
    if line[-1] == other[0]:
        return line + other[1:]
    if line[0] == other[-1]:
        return other + line[1:]
    return line[::-1] + other[1:] if line[0] == other[0] else line + other[-2::-1]


def _middle(area: Sequence[Point]) -> Point:
    return sum(x for x, _y in area) / len(area), sum(y for _x, y in area) / len(area)
