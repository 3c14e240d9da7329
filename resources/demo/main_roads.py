"""The main roads as streets, with their bridges and roundabouts, and the motorway with its ramps. Fills no quarter."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from resources.demo.geometry import Line, Point, beside, crossing, curve, distance, length, piece, walk, wander
from resources.demo.ground import JUNCTION, MAIN, MOTORWAY, RAIL, WATER, Ground
from resources.demo.names import Name
from resources.demo.network import Segments, Street
from resources.demo.plan import LANES, MAINS, MOTORWAY_LINE, Main
from resources.demo.plan import ROUNDABOUTS as CROSSROADS

RADIUS = 19.0
APPROACH_M = 118.0
"""From the motorway to where its ramps meet the road above it."""
RAMP_M = 400.0
ROUNDABOUTS = tuple(wander(center) for center in CROSSROADS)
WITH_RAMPS = ("Southfold Road", "Millcote Road")
MOTORWAY_NAME = Name("Southern Motorway", "南高速")


def main_streets(ground: Ground) -> tuple[list[Street], Segments]:
    """All main roads, marked on the ground; and their lines, for streets to meet."""
    carriageways = _carriageways()
    for street in carriageways:
        ground.mark_line(street.line, 24, MOTORWAY)
    streets, lines = list(carriageways), Segments()
    circles: dict[Point, list[Point]] = {center: [] for center in ROUNDABOUTS}
    for main in (*MAINS, *LANES):
        line = [wander(p) for p in curve(main.points, 22.0, closed=main.closed)]
        if main.name.en in WITH_RAMPS:
            streets += _ramps(line, carriageways)
        for part in _without_circles(line, circles):
            streets += _with_bridges(part, main, ground)
            lines.add(part)
    streets += [_circle(center, ends, lines) for center, ends in circles.items()]
    for street in streets:
        if not street.kind.startswith("motorway"):
            ground.mark_line(street.line, 24, MAIN)
    for center in ROUNDABOUTS:
        ground.mark_line([center, (center[0] + 1, center[1])], RADIUS + 26, JUNCTION)
    return streets, lines


def _carriageways() -> list[Street]:
    line = curve(MOTORWAY_LINE, 60.0)
    return [
        Street(side, "motorway", MOTORWAY_NAME, speed=110, one_way=True, fixed=True, tags={"ref": "M 7", "lanes": "2"})
        for side in (beside(line, -11), beside(line, 11)[::-1])
    ]


def _without_circles(line: Line, circles: dict[Point, list[Point]]) -> Iterator[Line]:
    cuts: list[tuple[float, float, Point]] = []
    for center in circles:
        if min(distance(point, center) for point in line) > 40:
            continue
        within = [at for at, point, _ in walk(line, 1.0) if distance(point, center) < RADIUS]
        if within:
            cuts.append((min(within), max(within), center))
    begin, whole = 0.0, length(line)
    for first, last, center in sorted(cuts):
        if first - begin > 5:
            part = piece(line, begin, first)
            circles[center].append(part[-1])
            yield part
        if whole - last > 5:
            circles[center].append(piece(line, last, whole)[0])
        begin = last
    if whole - begin > 5:
        yield piece(line, begin, whole)


def _circle(center: Point, ends: Sequence[Point], lines: Segments) -> Street:
    # Counterclockwise, as where traffic keeps to the right.
    x, y = center
    regular = [(x + RADIUS * math.cos(math.pi * k / 8), y + RADIUS * math.sin(math.pi * k / 8)) for k in range(16)]
    apart = [point for point in regular if all(distance(point, end) > 4 for end in ends)]
    ring = sorted([*apart, *ends], key=lambda p: math.atan2(p[1] - y, p[0] - x))
    ring.append(ring[0])
    lines.add(ring)
    return Street(ring, "secondary", speed=30, one_way=True, fixed=True, tags={"junction": "roundabout"})


def _with_bridges(line: Line, main: Main, ground: Ground) -> Iterator[Street]:
    begin = 0.0
    for first, last in _spans(line, ground):
        if first - begin > 3:
            yield _street(piece(line, begin, first), main)
        bridge = _street(piece(line, max(begin, first), last), main)
        bridge.level, bridge.built = 1, "none"
        bridge.tags |= {"bridge": "yes", "layer": "1"}
        yield bridge
        begin = last
    if length(line) - begin > 3:
        yield _street(piece(line, begin, length(line)), main)


def _spans(line: Line, ground: Ground) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    whole = length(line)
    for at, point, _ in walk(line, 4.0):
        if ground.at(point) & (WATER | RAIL | MOTORWAY):
            first, last = max(4.0, at - 6), min(whole - 4.0, at + 6)
            if spans and first <= spans[-1][1] + 8:
                spans[-1] = spans[-1][0], last
            else:
                spans.append((first, last))
    return spans


def _street(line: Line, main: Main) -> Street:
    tags = {"lanes": "4"} if main.kind == "primary" and main.speed == 50 else {}
    return Street(line, main.kind, main.name, main.built, main.speed, fixed=True, tags=tags)


def _ramps(road: Line, carriageways: Iterable[Street]) -> Iterator[Street]:
    # A diamond: on each side of the motorway one ramp leaves and one joins, meeting on the road above.
    for carriageway in carriageways:
        at, corner = _over(road, carriageway.line)
        outward = 1.0 if carriageway.line[0][0] > carriageway.line[-1][0] else -1.0
        ends = [next(p for d, p, _ in walk(road, 1.0) if d >= at + side * APPROACH_M) for side in (1, -1)]
        meeting = max(ends, key=lambda p: p[1] * outward)
        before, after = (_corner(carriageway.line, corner, metres) for metres in (-RAMP_M, RAMP_M))
        for first, last in ((before, meeting), (meeting, after)):
            near = first if last is meeting else last
            bow = (near[0] * 0.45 + meeting[0] * 0.55, near[1] * 0.62 + meeting[1] * 0.38)
            yield Street(curve([first, bow, last], 30), "motorway_link", speed=60, one_way=True, fixed=True)


def _over(road: Line, carriageway: Line) -> tuple[float, int]:
    passed = 0.0
    for a, b in pairwise(road):
        for number, (c, d) in enumerate(pairwise(carriageway)):
            if found := crossing(a, b, c, d):
                return passed + found[0] * distance(a, b), number
        passed += distance(a, b)
    raise ValueError("The road does not cross the motorway.")


def _corner(line: Line, number: int, metres: float) -> Point:
    # The corner about so many metres farther along.
    step = 1 if metres > 0 else -1
    gone = 0.0
    while gone < abs(metres) and 0 < number < len(line) - 1:
        gone += distance(line[number], line[number + step])
        number += step
    return line[number]
