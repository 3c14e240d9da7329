"""Water, parks, fields, meadows and woods. Roads and houses stand elsewhere; where they may stand is marked here."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from resources.demo.geometry import Line, Point, beside, blob, curve, length, middle, piece, rough
from resources.demo.ground import BUILT, GREEN, MOTORWAY, RAIL, WATER, Ground
from resources.demo.names import Name
from resources.demo.plan import HILL, LAKE, PARKS, RAILWAY, REACH, RIVER, STREAMS

RIVER_HALF_M = 37.0
RIVER_NAME = Name("Ember River", "余烬河")
FIELD_M = (265.0, 225.0)
FIELD_CORNERS = ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))
STRIPS, FINE = 6, 18
"""A field beside houses is drawn in so many strips, each tried at so many places."""
WOOD_EVERY_M = 720.0
NO_LAND = BUILT | WATER | MOTORWAY | RAIL
USES = {
    "park": {"leisure": "park"},
    "pitch": {"leisure": "pitch"},
    "cemetery": {"landuse": "cemetery"},
    "allotments": {"landuse": "allotments"},
    "meadow": {"landuse": "meadow"},
    "wood": {"natural": "wood"},
}


@dataclass(frozen=True)
class Shape:
    """An area or a line of the land with its tags; an area ends where it began."""

    line: Line
    tags: dict[str, str]
    name: Name | None = None


def waters() -> list[Shape]:
    """The river as an area, with no line over it; the lake; the streams as lines."""
    left, right = (uneven(beside(curve(RIVER, 45), side * RIVER_HALF_M), 7) for side in (1, -1))
    lake = blob(LAKE[1], LAKE[2], LAKE[3], corners=44)
    return [
        Shape([*left, *right[::-1], left[0]], {"natural": "water", "water": "river"}, RIVER_NAME),
        Shape(lake, {"natural": "water", "water": "lake"}, LAKE[0]),
        *(Shape(uneven(curve(line, 45), 26), {"waterway": "stream"}, name) for name, line in STREAMS),
    ]


def uneven(line: Line, metres: float) -> Line:
    """A line as it was never quite drawn: each corner up to so many metres away."""
    return [(x + metres * rough(x, y, 160), y + metres * rough(y + 50, x, 180)) for x, y in line]


def railway() -> Shape:
    """The railway line."""
    return Shape(curve(RAILWAY, 60), {"railway": "rail", "gauge": "1435"})


def greens() -> list[Shape]:
    """Parks and what else stays green in the town, and the hill."""
    hill = Shape(blob(HILL[1], HILL[2], HILL[3], corners=40), {"natural": "wood"}, HILL[0])
    return [*(Shape(blob(center, w, h, corners=36), USES[use], name) for name, use, center, w, h in PARKS), hill]


def mark(ground: Ground) -> None:
    """Keep streets and houses off the water, the rails and the green."""
    ground.mark_line(curve(RIVER, 45), RIVER_HALF_M + 7, WATER)
    for shape in waters()[1:]:
        if shape.line[0] == shape.line[-1]:
            ground.mark_area(shape.line, WATER)
        ground.mark_line(shape.line, 9, GREEN)
    ground.mark_line(railway().line, 14, RAIL)
    for shape in greens():
        ground.mark_area(shape.line, GREEN)


def countryside(ground: Ground, chance: random.Random) -> Iterator[Shape]:
    """What lies around the town, thinning out unevenly toward the edge of the map."""
    yield from _fields(ground)
    yield from _meadows(ground, chance)
    yield from _woods(ground, chance)


def _fields(ground: Ground) -> Iterator[Shape]:
    columns, rows = int(REACH[0] / FIELD_M[0]), int(REACH[1] / FIELD_M[1])
    for i in range(-columns, columns):
        for j in range(-rows, rows):
            ring = [field_corner(i + a, j + b) for a, b in FIELD_CORNERS]
            center = middle(ring)
            if outness(center) > 0.94:
                continue
            if any(ground.at(p) & BUILT for p in (*ring, center)):
                yield from _strips(ground, i, j)
            else:
                yield Shape([*ring, ring[0]], {"landuse": "farmland"})


def _strips(ground: Ground, i: int, j: int) -> Iterator[Shape]:
    # A field that meets houses reaches up to their gardens: strips, each ending where its two sides meet them.
    sides = [[field_corner(i + k / FINE, j + row / STRIPS) for k in range(FINE + 1)] for row in range(STRIPS + 1)]
    free = [_runs([bool(ground.at(p) & BUILT) for p in side]) for side in sides]
    for row in range(STRIPS):
        runs = zip(free[row], free[row + 1], strict=True) if len(free[row]) == len(free[row + 1]) else ()
        for (a, b), (c, d) in runs:
            near, far = sides[row][a:b:3], sides[row + 1][c:d:3]
            ring = [*near, sides[row][b - 1], sides[row + 1][d - 1], *far[::-1], near[0]]
            yield Shape(ring, {"landuse": "farmland"})


def _runs(taken: list[bool]) -> list[tuple[int, int]]:
    # From where to where nothing is taken, for more than a step.
    found, begin = [], 0
    for number, is_taken in enumerate([*taken, True]):
        if is_taken:
            if number > begin + 1:
                found.append((begin, number))
            begin = number + 1
    return found


def field_corner(i: float, j: float) -> Point:
    """A corner in the uneven net of fields; between whole numbers lies a place on a field's edge."""
    x, y = i * FIELD_M[0], j * FIELD_M[1]
    return x + 95 * rough(x, y, 900) + 35 * rough(y, x, 310), y + 90 * rough(y + 900, x, 800) + 30 * rough(x, y, 270)


def outness(point: Point) -> float:
    """0 in the middle of the map, about 1 at its uneven edge."""
    x, y = point
    return math.sqrt((x / REACH[0]) ** 2 + (y / REACH[1]) ** 2) + 0.06 * rough(x, y, 900)


def _meadows(ground: Ground, chance: random.Random) -> Iterator[Shape]:
    # Along the water, now wide, now narrow.
    for course, keep in ((curve(RIVER, 30), RIVER_HALF_M + 26), *((curve(line, 30), 14.0) for _, line in STREAMS)):
        for side in (1, -1):
            at = chance.uniform(100, 500)
            while at < length(course) - 900:
                stretch = piece(course, at, at + chance.uniform(350, 900))
                at += length(stretch) + chance.uniform(60, 700)
                near = uneven(beside(stretch, side * keep), 4)
                bows = [math.sin(math.pi * k / (len(stretch) - 1)) for k in range(len(stretch))]
                far = [
                    (x + side * bow * 125 * (p - x) / keep, y + side * bow * 125 * (q - y) / keep)
                    for (x, y), (p, q), bow in zip(near, beside(near, keep), bows, strict=True)
                ]
                if not any(ground.at(p) & NO_LAND for p in (*far, *near)):
                    yield Shape([*near, *uneven(far[-2:0:-1], 22), near[0]], {"landuse": "meadow"})


def _woods(ground: Ground, chance: random.Random) -> Iterator[Shape]:
    # On the higher land around the valley. Roads go through them; houses keep out.
    columns, rows = int(REACH[0] / WOOD_EVERY_M), int(REACH[1] / WOOD_EVERY_M)
    for i in range(-columns, columns + 1):
        for j in range(-rows, rows + 1):
            x, y = (k * WOOD_EVERY_M + chance.uniform(-380, 380) for k in (i, j))
            size = chance.uniform(230, 620)
            high = 0.75 * rough(x + 400, y, 1900) + 1.25 * outness((x, y))
            while high > 0.75 and outness((x, y)) < 1.0 and size > 140:
                outline = _wood((x, y), size)
                if not any(ground.at(p) & (BUILT | WATER | MOTORWAY) for p in outline):
                    yield Shape(outline, {"landuse": "forest"})
                    break
                size *= 0.75


def _wood(center: Point, size: float) -> Line:
    ring = [
        (x + 0.2 * size * rough(x, y, 210) + 20 * rough(y, x, 75), y + 0.2 * size * rough(y + 500, x, 190))
        for x, y in blob(center, size * 1.15, size * 0.85, uneven=0.2, corners=max(24, round(size / 9)))[:-1]
    ]
    return [*ring, ring[0]]
