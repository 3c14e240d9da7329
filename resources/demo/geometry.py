"""Plane geometry in metres for drawing the town: curves, crossings, areas. Knows no streets and no houses."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

type Point = tuple[float, float]
"""Metres east and north of the market square."""
type Line = list[Point]


def distance(a: Point, b: Point) -> float:
    """Metres between two points."""
    return math.sqrt((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2)


def length(line: Sequence[Point]) -> float:
    """Metres along a line."""
    return sum(distance(a, b) for a, b in pairwise(line))


def middle(line: Sequence[Point]) -> Point:
    """The mean of the corners."""
    return sum(p[0] for p in line) / len(line), sum(p[1] for p in line) / len(line)


def curve(points: Sequence[Point], step: float = 40.0, *, closed: bool = False) -> Line:
    """A smooth line through all points (Catmull-Rom), with a corner about every `step` metres."""
    around = [points[-1], *points, *points[:2]] if closed else [points[0], *points, points[-1]]
    drawn: Line = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        parts = max(1, round(distance(b, c) / step))
        drawn += [(_between(a, b, c, d, k / parts, 0), _between(a, b, c, d, k / parts, 1)) for k in range(parts)]
    drawn.append(drawn[0] if closed else points[-1])
    return drawn


def _between(a: Point, b: Point, c: Point, d: Point, t: float, axis: int) -> float:
    p, q, r, s = a[axis], b[axis], c[axis], d[axis]
    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t)


def walk(line: Sequence[Point], step: float, first: float = 0.0) -> Iterator[tuple[float, Point, Point]]:
    """Places every `step` metres along a line: how far, where, and the direction there as a unit vector."""
    passed, wanted = 0.0, first
    for a, b in pairwise(line):
        own = distance(a, b)
        while own > 0 and wanted <= passed + own:
            ahead = ((b[0] - a[0]) / own, (b[1] - a[1]) / own)
            t = wanted - passed
            yield wanted, (a[0] + ahead[0] * t, a[1] + ahead[1] * t), ahead
            wanted += step
        passed += own


def piece(line: Sequence[Point], begin: float, end: float) -> Line:
    """The part of a line from `begin` to `end` metres along it."""
    found: Line = []
    passed = 0.0
    for a, b in pairwise(line):
        own = distance(a, b)
        if own > 0 and passed + own > begin and passed < end:
            first, last = max(0.0, (begin - passed) / own), min(1.0, (end - passed) / own)
            found += [] if found else [_part(a, b, first)]
            found.append(_part(a, b, last))
        passed += own
    return found


def _part(a: Point, b: Point, share: float) -> Point:
    if share in (0.0, 1.0):
        return b if share else a
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share


def beside(line: Sequence[Point], metres: float) -> Line:
    """The line moved to its left."""
    moved: Line = []
    for number, (x, y) in enumerate(line):
        a, b = line[max(0, number - 1)], line[min(len(line) - 1, number + 1)]
        own = distance(a, b) or 1.0
        moved.append((x - (b[1] - a[1]) / own * metres, y + (b[0] - a[0]) / own * metres))
    return moved


def crossing(a: Point, b: Point, c: Point, d: Point, slack: float = 0.0) -> tuple[float, float] | None:
    """Where two segments cross, as shares of both; `slack` metres may be missing at their ends."""
    (ux, uy), (vx, vy) = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
    turn = ux * vy - uy * vx
    if abs(turn) < 1e-9:
        return None
    wx, wy = c[0] - a[0], c[1] - a[1]
    s, t = (wx * vy - wy * vx) / turn, (wx * uy - wy * ux) / turn
    if not slack:
        return (s, t) if 0 <= s <= 1 and 0 <= t <= 1 else None
    more, most = slack / (distance(a, b) or 1.0), slack / (distance(c, d) or 1.0)
    return (s, t) if -more <= s <= 1 + more and -most <= t <= 1 + most else None


def inside(area: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in an area."""
    x, y = point
    within = False
    for (x1, y1), (x2, y2) in zip(area, [*area[1:], area[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            within = not within
    return within


def rough(x: float, y: float, size: float) -> float:
    """Smooth unevenness between -1 and 1, with bumps of about `size` metres; always the same at the same place."""
    a = math.sin(x / size * 2.3 + y / size * 0.9 + 1.3)
    b = math.sin(y / size * 2.9 - x / size * 1.3 + 0.4)
    return 0.45 * a + 0.35 * b + 0.2 * math.sin((x + y) / size * 4.7 + 2.2)


def wander(point: Point) -> Point:
    """Where a point comes to lie on uneven land: no road runs as it was drawn, the less so far from the market."""
    x, y = point
    most = 9.0 + min(26.0, math.sqrt(x * x + y * y) / 110)
    return x + most * rough(x, y, 420), y + most * rough(y + 3000, x, 380)


def blob(center: Point, width: float, height: float, *, uneven: float = 0.14, corners: int = 28) -> Line:
    """A closed rounded outline, such as of a pond or a park."""
    x, y = center
    ring: Line = []
    for number in range(corners):
        angle = 2 * math.pi * number / corners
        bulge = 1 + uneven * (math.sin(2 * angle + x) + 0.6 * math.sin(3 * angle + y) + 0.35 * math.sin(5 * angle))
        ring.append((x + width * bulge * math.cos(angle), y + height * bulge * math.sin(angle)))
    return [*ring, ring[0]]


class Rect(NamedTuple):
    """A rectangle, `width` metres along the unit vector `ahead` and `depth` across it."""

    center: Point
    ahead: Point
    width: float
    depth: float

    def at(self, along: float, across: float) -> Point:
        """A point of it, in shares of its width and depth from the center."""
        (x, y), (ux, uy) = self.center, self.ahead
        a, b = along * self.width, across * self.depth
        return x + ux * a - uy * b, y + uy * a + ux * b

    def corners(self) -> Line:
        """Its four corners."""
        return [self.at(-0.5, -0.5), self.at(0.5, -0.5), self.at(0.5, 0.5), self.at(-0.5, 0.5)]

    def bent(self) -> Line:
        """Its corners as an L, with one quarter left out."""
        a, b, c, d = (-0.5, -0.5), (0.5, -0.5), (0.05, 0.5), (-0.5, 0.5)
        return [self.at(*a), self.at(*b), self.at(0.5, 0.0), self.at(0.05, 0.0), self.at(*c), self.at(*d)]
