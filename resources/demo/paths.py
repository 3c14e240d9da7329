"""Ways for feet and tractors: along the river, around the lake, through parks, up the hill, between the fields."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from resources.demo.geometry import Line, Point, beside, blob, curve, rough
from resources.demo.ground import BUILT, GREEN, MOTORWAY, RAIL, WATER, Ground
from resources.demo.names import Name
from resources.demo.nature import FIELD_M, RIVER_HALF_M, field_corner, outness
from resources.demo.network import Street
from resources.demo.plan import HILL, LAKE, PARKS, REACH, RIVER, SQUARE

NO_TRACK = BUILT | WATER | RAIL | MOTORWAY | GREEN


def paths(chance: random.Random) -> Iterator[Street]:
    """Everything for feet alone."""
    yield Street([*SQUARE[1], SQUARE[1][0]], "pedestrian", SQUARE[0], fixed=True)
    river = [p for p in curve(RIVER, 45) if -2300 < p[0] < 2500]
    for side, name in ((1, Name("River Walk", "河滨步道")), (-1, Name("Towpath", "纤道"))):
        yield Street(beside(river, side * (RIVER_HALF_M + 24)), "footway", name)
    yield Street(blob(LAKE[1], LAKE[2] + 26, LAKE[3] + 26, corners=44), "footway", Name("Lake Walk", "环湖步道"))
    for _, use, center, width, height in PARKS:
        if use in ("park", "cemetery", "wood"):
            yield Street(blob(center, width * 0.72, height * 0.72), "footway")
            first = chance.uniform(0, math.pi)
            for number in range(3):
                yield Street(_through(center, width, height, first + number * math.pi / 3), "footway")
    x, y = HILL[1]
    yield Street(curve([(x + 830, y - 360), (x + 420, y - 120), (x + 120, y + 40), (x - 60, y + 140)], 40), "path")
    yield Street(curve([(x + 640, y + 620), (x + 260, y + 300), (x - 200, y + 60), (x - 460, y - 380)], 40), "path")


def _through(center: Point, width: float, height: float, angle: float) -> Line:
    ends = [
        (center[0] + k * (width + 60) * math.cos(angle), center[1] + k * (height + 60) * math.sin(angle))
        for k in (-1.0, -0.4, 0.0, 0.4, 1.0)
    ]
    return curve([(x + 14 * rough(x, y, 60), y + 14 * rough(y, x, 70)) for x, y in ends], 25)


def tracks(ground: Ground) -> Iterator[Street]:
    """Farm tracks along the edges of fields."""
    columns, rows = int(REACH[0] / FIELD_M[0]), int(REACH[1] / FIELD_M[1])
    for down, lines, steps in ((False, rows, columns), (True, columns, rows)):
        for k in range(-lines + 2, lines - 2, 3):
            run: Line = []
            for n in range(-2 * steps, 2 * steps):
                point = field_corner(k, n / 2) if down else field_corner(n / 2, k)
                wanted = rough(point[0], point[1] + (900 if down else 0), 1100) > 0.05 and outness(point) < 0.85
                if wanted and not ground.at(point) & NO_TRACK:
                    run.append(point)
                    continue
                if len(run) > 3:
                    yield Street(run, "track", tags={"tracktype": "grade2"})
                run = []
