"""Fills a quarter with streets: long ones, cross ones, walled compounds with inner lanes. Houses come later."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from resources.demo.geometry import Line, Point, Rect, crossing, distance, inside, length, middle, piece, rough, walk
from resources.demo.ground import GREEN, JUNCTION, MAIN, MOTORWAY, RAIL, WATER, Ground
from resources.demo.names import Name, Names
from resources.demo.network import Segments, Street
from resources.demo.quarters import Quarter

NO_STREET = WATER | RAIL | GREEN | MOTORWAY | JUNCTION
STEP = 24.0
SHORTEST_M = 55.0
UNNAMED_M = 112.0
"""Shorter streets are passages without name and house, except in the old town."""
REACH_M = 80.0
"""A street may come this near to the main road that it joins, and no nearer anywhere else."""
ROUGH_M = 85.0
SAMPLE_M = 9.0
type Bend = Callable[[float, float], Point]
"""From metres along and across a quarter's pattern to the ground."""


@dataclass
class Compound:
    """A walled block: its outline, its gate and its slabs."""

    name: Name
    outline: Line
    gate: Point
    slabs: list[Rect] = field(default_factory=list)


@dataclass
class Filling:
    """Where new streets go: the ground, the main roads, and who gives names."""

    ground: Ground
    mains: Segments
    chance: random.Random
    names: Names
    streets: list[Street] = field(default_factory=list)
    compounds: list[Compound] = field(default_factory=list)

    def fill(self, quarter: Quarter) -> None:
        """Lay the streets of a quarter."""
        bend = _bend(quarter)
        size = max(distance(middle(quarter.area), p) for p in quarter.area) + 40
        longs = list(self._positions(quarter, size))
        for u in longs:
            line = [bend(u, v * STEP) for v in range(-int(size / STEP), int(size / STEP) + 1)]
            way = self.chance.random() < quarter.one_way
            for run in self._runs(line, quarter):
                self._lay(run if self.chance.random() < 0.5 else run[::-1], quarter, quarter.names[0], one_way=way)
        if quarter.pattern == "compounds":
            self._walls(quarter, bend, longs, size)
        else:
            self._cross(quarter, bend, longs, size)

    def _positions(self, quarter: Quarter, size: float) -> Iterator[float]:
        spread = 0.04 if quarter.pattern == "compounds" else 0.16
        u = -size
        while u < size:
            yield u
            u += quarter.along * (1 + self.chance.uniform(-spread, spread))

    def _cross(self, quarter: Quarter, bend: Bend, longs: list[float], size: float) -> None:
        # Cross streets that go on keep their line from strip to strip; the others begin anew, staggered.
        count = int(2 * size / quarter.across)
        shift = self.chance.uniform(0, quarter.across)
        chains: dict[int, Line] = {}
        for left, right in pairwise(longs):
            if self.chance.random() > quarter.through:
                self._end(chains, quarter)
                shift = self.chance.uniform(0, quarter.across)
            for number in range(count):
                v = -size + shift + number * quarter.across
                if self.chance.random() < quarter.missing:
                    self._end({number: chains.pop(number, [])}, quarter)
                    continue
                steps = [bend(left + (right - left) * k / 3, v) for k in range(4)]
                chains[number] = [*chains.get(number, steps[:1]), *steps[1:]]
        self._end(chains, quarter)

    def _end(self, chains: dict[int, Line], quarter: Quarter) -> None:
        for line in chains.values():
            for run in self._runs(line, quarter) if line else ():
                self._lay(run, quarter, quarter.names[1])
        chains.clear()

    def _lay(self, run: Line, quarter: Quarter, kind: str, *, one_way: bool = False) -> None:
        tags = {"surface": "sett"} if quarter.built == "town" and self.chance.random() < 0.4 else {}
        road = "service" if quarter.built == "works" and length(run) < 150 else "residential"
        if length(run) < UNNAMED_M and kind != "old":
            self.streets.append(Street(run, road, speed=30, tags=tags))
            return
        name = self.names.give(kind)
        self.streets.append(Street(run, road, name, quarter.built, 30, one_way=one_way, tags=tags))

    def _runs(self, line: Line, quarter: Quarter) -> Iterator[Line]:
        # The parts of a line that are streets: within the quarter, on free ground, from main road to main road.
        joints = sorted({0.0, length(line), *_meetings(line, self.mains)})
        for begin, end in pairwise(joints):
            if end - begin > SHORTEST_M:
                part = piece(line, begin, end)
                yield from self._allowed(part, quarter, begin > 0, end < joints[-1])

    def _allowed(self, part: Line, quarter: Quarter, joins_first: bool, joins_last: bool) -> Iterator[Line]:
        whole = length(part)
        samples = [(at, point, inside(quarter.area, point)) for at, point, _ in walk(part, SAMPLE_M)]
        within = [at for at, _, own in samples if own]
        if not within:
            return
        # A quarter's outline is rough: a street that nearly reaches a main road goes on to it.
        first = 0.0 if joins_first and within[0] < ROUGH_M else within[0]
        last = whole if joins_last and whole - within[-1] < ROUGH_M else within[-1]
        begin: float | None = None
        for at, point, own in [*samples, (whole, part[-1], False)]:
            joint = (joins_first and at < REACH_M) or (joins_last and whole - at < REACH_M)
            kind = self.ground.at(point)
            own = own or at < within[0] or at > within[-1]
            free = own and first <= at <= last and not kind & NO_STREET and (joint or not kind & MAIN)
            if free and begin is None:
                begin = at
            if begin is not None and (not free or at == whole):
                end = at if free else at - SAMPLE_M
                if end - begin > SHORTEST_M:
                    yield piece(part, begin, end)
                begin = None

    def _walls(self, quarter: Quarter, bend: Bend, longs: list[float], size: float) -> None:
        across = [-size + k * quarter.across for k in range(int(2 * size / quarter.across) + 1)]
        for v in across:
            line = [bend(u, v) for left, right in pairwise(longs) for u in (left, (left + right) / 2)]
            for run in self._runs(line, quarter):
                self._lay(run, quarter, quarter.names[1])
        for left, right in pairwise(longs):
            for low, high in pairwise(across):
                corners = [bend(left, low), bend(right, low), bend(right, high), bend(left, high)]
                if all(inside(quarter.area, p) and not self.ground.at(p) & NO_STREET for p in corners):
                    self._compound(bend, (left, right), (low, high))

    def _compound(self, bend: Bend, u: tuple[float, float], v: tuple[float, float]) -> None:
        name = self.names.give("compound")
        (left, right), (low, high) = (u[0] + 16, u[1] - 16), (v[0] + 16, v[1] - 16)
        half = (low + high) / 2
        outline = [bend(left, low), bend(right, low), bend(right, high), bend(left, high), bend(left, low)]
        around = [bend(left + (right - left) * a / 4, low + (high - low) * b / 4) for a in range(5) for b in range(5)]
        if any(self.ground.at(p) & (NO_STREET | MAIN) for p in around):
            return
        compound = Compound(name, outline, bend(left, half))
        loop = [(left + 34, half), (left + 34, high - 30), (right - 34, high - 30), (right - 34, low + 30),
                (left + 34, low + 30), (left + 34, half)]  # fmt: skip
        lanes = [[bend(u[0], half), bend(left, half), bend(left + 34, half)], [bend(*p) for p in loop]]
        lanes.append([bend(left + 34, half), bend(right - 34, half)])
        self.streets += [Street(line, "living_street", name, "none", 10, fixed=True) for line in lanes]
        for row, inset in ((low + 12, 8), ((half + low + 30) / 2, 42), ((half + high - 30) / 2, 42), (high - 12, 8)):
            self._slabs(compound, bend, left + inset, right - inset, row)
        self.compounds.append(compound)

    def _slabs(self, compound: Compound, bend: Bend, left: float, right: float, v: float) -> None:
        count = max(1, int((right - left) // 62))
        for number in range(count):
            u = left + (right - left) * (number + 0.5) / count
            a, b = bend(u - 5, v), bend(u + 5, v)
            ahead = ((b[0] - a[0]) / distance(a, b), (b[1] - a[1]) / distance(a, b))
            compound.slabs.append(Rect(bend(u, v), ahead, self.chance.uniform(38, 50), self.chance.uniform(12, 14)))


def _bend(quarter: Quarter) -> Bend:
    x0, y0 = middle(quarter.area)
    turn = math.radians(quarter.angle)
    px, py = quarter.pole
    radius = distance(quarter.pole, (x0, y0)) or 1.0
    toward = math.atan2(y0 - py, x0 - px)
    whole = inside(quarter.area, quarter.pole)
    scale = max(distance((x0, y0), p) for p in quarter.area) / math.pi if whole else radius

    def grid(u: float, v: float) -> Point:
        return x0 + v * math.cos(turn) - u * math.sin(turn), y0 + v * math.sin(turn) + u * math.cos(turn)

    def rings(u: float, v: float) -> Point:
        angle = toward + v / scale
        away = max(20.0, u) if whole else radius + u
        return px + away * math.cos(angle), py + away * math.sin(angle)

    shape = rings if quarter.pattern == "rings" else grid

    def bend(u: float, v: float) -> Point:
        x, y = shape(u, v)
        size = 120.0 if whole else 260.0
        return x + quarter.bend * rough(x, y, size), y + quarter.bend * rough(y + 700, x, size)

    return bend


def _meetings(line: Line, mains: Segments) -> Iterator[float]:
    passed = 0.0
    for a, b in pairwise(line):
        own = distance(a, b)
        for other, at in mains.near(a, b):
            road = mains.lines[other]
            if found := crossing(a, b, road[at], road[at + 1]):
                yield passed + found[0] * own
        passed += own
