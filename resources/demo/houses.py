"""Puts houses beside the streets and numbers them, odd on the left and even on the right. Streets are there already."""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from resources.demo.filling import Compound
from resources.demo.geometry import Line, Point, Rect, distance, length, walk
from resources.demo.ground import BUILT, GREEN, JUNCTION, MOTORWAY, RAIL, WATER, Ground, Plots
from resources.demo.names import Name
from resources.demo.network import Street
from resources.demo.plan import LANES, REACH, SIGHTS, SUBURBS, TOWN, VILLAGES, Place

NO_HOUSE = WATER | RAIL | GREEN | MOTORWAY | JUNCTION
HALF_ROAD_M = {"primary": 8.0, "secondary": 7.0, "tertiary": 6.0, "residential": 4.5, "unclassified": 4.0}
FARM_EVERY_M = 520.0
TOWN_M, COUNTRY_M = 2300.0, 2700.0
"""Nearer to the market nobody lives in a village; farther out nobody lives in the town."""


@dataclass(frozen=True)
class Style:
    """How houses stand: from-to metres of width, depth, gap to the next, and distance from the road."""

    width: tuple[float, float]
    depth: tuple[float, float]
    gap: tuple[float, float]
    back: tuple[float, float]
    bent: float = 0.0
    tag: str = "house"


STYLES = {
    "town": Style((9, 18), (11, 16), (0.2, 1.6), (0.8, 2), 0.15, "apartments"),
    "row": Style((9, 14), (9, 12), (4, 12), (4, 6.5), 0.2, "terrace"),
    "house": Style((10, 14), (9, 12), (8, 19), (6, 9.5), 0.35, "house"),
    "villa": Style((13, 18), (11, 14), (14, 26), (9, 14), 0.6, "detached"),
    "works": Style((34, 72), (22, 42), (12, 30), (10, 16), 0.3, "industrial"),
    "gap": Style((12, 26), (11, 16), (20, 80), (9, 13), 0.3, "yes"),
}


@dataclass(frozen=True)
class House:
    """A building with a number; `building` is its kind, `place` the suburb or village it is in."""

    street: Name
    number: str
    city: Name
    place: Place
    center: Point
    outline: Line
    building: str


class Builder:
    """Builds houses where nothing stands yet."""

    def __init__(self, ground: Ground, chance: random.Random) -> None:
        self._ground = ground
        self._plots = Plots(REACH)
        self._chance = chance
        self._next: dict[tuple[Name, int], int] = defaultdict(int)
        self._lettered: set[tuple[Name, int]] = set()
        self.houses: list[House] = []
        self.others: list[tuple[Line, dict[str, str]]] = []
        """Buildings without a number, with their tags."""

    def pave(self, streets: Iterable[Street], lines: Iterable[Line]) -> None:
        """Keep the streets free; `lines` are where they really run."""
        for street, line in zip(streets, lines, strict=True):
            self._plots.pave(line, HALF_ROAD_M.get(street.kind, 3.0))

    def sights(self) -> None:
        """The buildings that everybody knows."""
        for name, tags, center, width, depth, turned in SIGHTS:
            rect = Rect(center, (math.cos(math.radians(turned)), math.sin(math.radians(turned))), width, depth)
            self._plots.take(rect)
            named = {"building": "yes", **tags, "name": name.en, "name:en": name.en, "name:zh": name.zh}
            self.others.append((rect.corners(), named))

    def slabs(self, compounds: Iterable[Compound]) -> None:
        """The slabs of the compounds, numbered within each."""
        for compound in compounds:
            for rect in compound.slabs:
                if self._plots.free(rect):
                    self._plots.take(rect)
                    number = str(self._count(compound.name, 0, 1))
                    self._add(compound.name, number, rect.center, rect.corners(), "apartments")

    def line(self, street: Street, line: Line) -> None:
        """Houses on both sides of a street."""
        style = STYLES.get(street.built)
        if style and street.name:
            for side in (1, -1):
                self._row(street, line, side, style)

    def farms(self, streets: Iterable[tuple[Street, Line]]) -> None:
        """Lonely farms along the lanes between villages."""
        lanes = {lane.name for lane in LANES if lane.built != "none"}
        for street, line in streets:
            if street.name in lanes and not street.level:
                for at, point, ahead in walk(line, FARM_EVERY_M, 260):
                    side = 1 if self._chance.random() < 0.5 else -1
                    if at < length(line) - 60 and not self._ground.at(point) & BUILT:
                        self._farm(street.name, point, ahead, side)

    def _farm(self, street: Name | None, point: Point, ahead: Point, side: int) -> None:
        assert street is not None
        center = _aside(point, ahead, side * 32.0)
        if self._ground.at(center) & NO_HOUSE:
            return
        number = str(self._count(street, side))
        self._add(street, number, center, Rect(center, ahead, 15, 11).bent(), "farm")
        for along, away, width, depth in ((24, 12, 12, 26), (-16, 26, 30, 13)):
            rect = Rect(_aside(_on(center, ahead, along), ahead, side * away), ahead, width, depth)
            self.others.append((rect.corners(), {"building": "barn"}))

    def _row(self, street: Street, line: Line, side: int, style: Style) -> None:
        assert street.name is not None
        free_from, whole, kerb = 8.0, length(line), HALF_ROAD_M.get(street.kind, 3.0)
        for at, point, ahead in walk(line, 2.5, 9.0):
            if at < free_from or at > whole - 7:
                continue
            width, depth = self._chance.uniform(*style.width), self._chance.uniform(*style.depth)
            away = side * (kerb + self._chance.uniform(*style.back) + depth / 2)
            rect = Rect(_aside(_on(point, ahead, width / 2), ahead, away), ahead, width, depth)
            if self._may_stand(rect.center) and self._plots.free(rect):
                self._plots.take(rect)
                outline = rect.bent() if self._chance.random() < style.bent else rect.corners()
                self._add(street.name, self._number(street.name, side), rect.center, outline, style.tag)
                free_from = at + width + self._chance.uniform(*style.gap)
            else:
                free_from = at + 5.0

    def _may_stand(self, center: Point) -> bool:
        kind = self._ground.at(center)
        return bool(kind & BUILT) and not kind & NO_HOUSE

    def _number(self, street: Name, side: int) -> str:
        # Now and then a house was pulled down, or one was built in between.
        chance, last = self._chance.random(), self._next[street, side]
        if chance < 0.02 and last and (street, last) not in self._lettered:
            self._lettered.add((street, last))
            return f"{last}a"
        if chance > 0.97:
            self._count(street, side)
        return str(self._count(street, side))

    def _count(self, street: Name, side: int, step: int = 2) -> int:
        first = {1: 1, -1: 2, 0: 1}[side]
        last = self._next[street, side]
        self._next[street, side] = last + step if last else first
        return self._next[street, side]

    def _add(self, street: Name, number: str, center: Point, outline: Line, building: str) -> None:
        place = place_of(center)
        city = place.name if place in VILLAGES else TOWN
        self.houses.append(House(street, number, city, place, center, outline, building))


def place_of(point: Point) -> Place:
    """The village whose ground this is, or else the nearest suburb; far out, the nearest village."""
    out = distance(point, (0, 0))
    if out > TOWN_M:
        near = min(VILLAGES, key=lambda village: distance(village.center, point))
        if out > COUNTRY_M or distance(near.center, point) < near.radius + 120:
            return near
    return min(SUBURBS, key=lambda suburb: distance(suburb.center, point))


def _aside(point: Point, ahead: Point, metres: float) -> Point:
    return point[0] - ahead[1] * metres, point[1] + ahead[0] * metres


def _on(point: Point, ahead: Point, metres: float) -> Point:
    return point[0] + ahead[0] * metres, point[1] + ahead[1] * metres
