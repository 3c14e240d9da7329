"""Gathers what belongs together: the houses and pieces of one street, the towns it runs through, its names.

Streets are told apart by name and town. A piece of road or a compound that lies at a street of the same name is that
street; OpenStreetMap tells it several times, and in other languages.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from routing.problem import Coordinates
from routing.region.address_areas import CELL_DEG, TOWN_LEVELS, Areas, Around, contains, distances
from routing.region.address_names import Names
from routing.region.address_parts import Parts
from routing.region.address_read import ESTATES, NEAR_DEG, Boundary, Named, square_of
from routing.region.normalize import comparable

ENOUGH_HOUSES = 20
"""So many houses within one border must name a town before all that lies there belongs to it."""
ENOUGH = 64
"""So many points of a place are kept to find its middle."""


@dataclass(slots=True, eq=False)
class Place:
    """Something with a name that addresses are at: `areas` are numbers of what it lies in."""

    id: int
    kind: str
    names: Names
    town: Names | None
    areas: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    wider_zh: str = ""
    points: list[Coordinates] = field(default_factory=list)
    roads: list[Coordinates] = field(default_factory=list)

    def middle(self) -> Coordinates:
        """A point of the place itself, the nearest to the mean of all; on the road where there is one."""
        points = self.roads or self.points
        mean = Coordinates(*(float(x) for x in np.mean(points, axis=0)))
        return points[int(np.argmin(distances(np.array(points), mean)))]


class Gatherer:
    """Takes houses first, then roads, then everything else that has a name."""

    def __init__(self, areas: Areas, roads: Mapping[Names, Iterable[Sequence[Coordinates]]]) -> None:
        self.places: list[Place] = []
        self.areas: list[Names] = []
        self.deciding: list[bool] = []
        self._around = areas
        self._parts = Parts(roads)
        self._numbers: dict[tuple[str, bool], int] = {}
        self._by_name: dict[tuple[str | int, ...], Place] = {}
        self._seen: set[tuple[int, int, int]] = set()
        self._at: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
        self._cities: dict[str, Counter[str]] = defaultdict(Counter)
        self._estates: dict[tuple[int, int], list[Named]] = defaultdict(list)
        self._aliases: dict[str, Names] = {}

    def take_estates(self, named: Iterable[Named]) -> None:
        """Remember the grounds of compounds, and what towns are called in other languages."""
        for each in named:
            if each.kind not in ("poi", "building", "compound"):
                known = self._aliases.get(each.names.shown)
                self._aliases[each.names.shown] = known.with_names(each.names) if known else each.names
            if each.ring is not None and each.kind in ESTATES:
                (south, west), (north, east) = (map(_square, edge) for edge in (each.ring.min(0), each.ring.max(0)))
                for row in range(south, north + 1):
                    for column in range(west, east + 1):
                        self._estates[row, column].append(each)

    def house(self, street: str, city: str, postcode: str, at: Coordinates, wider: Iterable[str]) -> tuple[Place, str]:
        """The place a numbered house belongs to, and its postcode."""
        around = self._around.of(at)
        name, town = self._street(street, city, at, around)
        if city and around.town and around.town.shown != city:
            self._cities[around.town.shown][city] += 1
        place = self._place("street", Names(name), town, at)
        place.areas.update(self._area(Names(each), decides=False) for each in wider if each)
        code = _comparable_code(postcode or around.postcode)
        if code:
            place.codes.add(code)
        return place, code

    def survey(self, street: str, city: str, at: Coordinates) -> None:
        """Hear of a house before it is taken: how far its street reaches is known only when all were heard of."""
        name, town = self._street(street, city, at, self._around.of(at))
        self._parts.add(name, town.shown if town else "", at)

    def _street(self, street: str, city: str, at: Coordinates, around: Around) -> tuple[str, Names | None]:
        town = self._town(city) if city else around.town
        return street or self._estate(at) or (town.shown if town else ""), town

    def take_roads(self, roads: Mapping[Names, Iterable[Sequence[Coordinates]]]) -> None:
        """Streets; their names in other languages go to the houses along them."""
        for names, points in roads.items():
            for at, *corners in points:
                town = self._around.of(at).town
                beside = {place.id: place for each in (at, *corners) for place in self._beside(names, each)}
                places = list(beside.values()) or [self._place("street", names, town, at)]
                for place in places:  # one street in two towns has its names in both
                    place.names = place.names.with_names(names)
                    for each in (at, *corners):
                        self._mark(place, each)
                own = next(
                    (place for place in places if town and place.town and place.town.shown == town.shown), places[0]
                )
                own.roads.append(at)

    def take_named(self, named: Iterable[Named]) -> None:
        """Compounds, buildings, and places of interest; towns and what is smaller."""
        for each in named:
            kind = each.kind if each.kind in ("poi", "building", "compound") else "town"
            beside = self._beside(each.names, each.place) if kind != "town" else []
            if beside and (kind != "poi" or beside[0].kind != "street"):
                beside[0].names = beside[0].names.with_names(each.names)
                continue
            town = self._around.of(each.place).town if kind != "town" else None
            self._place(kind, each.names, town, each.place)

    def take_towns(self, boundaries: Iterable[Boundary]) -> None:
        """Towns and districts that have a border but no point of their own."""
        for boundary in boundaries:
            if boundary.level in (*TOWN_LEVELS, 5):
                at = Coordinates(*(float(x) for x in max(boundary.rings, key=len).mean(axis=0)))
                if ("town", boundary.names.shown) not in {
                    (p.kind, p.names.shown) for p in self._named_so(boundary.names)
                }:
                    self._place("town", boundary.names, None, at)

    def _named_so(self, names: Names) -> list[Place]:
        found = (self._by_name.get((f"town|{name}", "")) for name in names.all)
        return [place for place in found if place]

    def _place(self, kind: str, names: Names, town: Names | None, at: Coordinates) -> Place:
        in_town = town.shown if town else ""
        part = self._parts.part(names.shown, in_town, at) if kind == "street" else ()
        key = (f"{kind}|{names.shown}", in_town, *part)
        place = self._by_name.get(key)
        if place is None or (kind != "street" and not self._near(place, at)):
            place = Place(len(self.places) + 1, kind, names, town)
            self.places.append(place)
            self._by_name[key] = place
        self._lies(place, at, town)
        return place

    def _lies(self, place: Place, at: Coordinates, town: Names | None) -> None:
        if len(place.points) < ENOUGH:
            place.points.append(at)
        square = place.id, math.floor(at.lat / CELL_DEG), math.floor(at.lon / CELL_DEG)
        if square in self._seen:
            return
        self._seen.add(square)
        around = self._around.of(at)
        if town and (cities := self._cities.get(town.shown)):
            # What the houses of a district call their city, its compounds and schools do too.
            city, houses = cities.most_common(1)[0]
            if houses >= ENOUGH_HOUSES:
                place.areas.add(self._area(self._town(city), decides=True))
        if town:
            place.areas.add(self._area(town, decides=True))
        place.areas.update(self._area(names, decides) for names, decides in around.areas)
        if town and town.chinese and not place.wider_zh:
            city = next((n.chinese for n, decides in around.areas if decides and n.chinese.endswith("市")), "")
            place.wider_zh = city if city != town.chinese else ""
        self._mark(place, at)

    def _mark(self, place: Place, at: Coordinates) -> None:
        for name in place.names.all:
            known = self._at[name, *square_of(at)]
            if place not in known:
                known.append(place)

    def _beside(self, names: Names, at: Coordinates) -> list[Place]:
        # What bears the name here; nearest square first.
        row, column = square_of(at)
        found: dict[int, Place] = {}
        for name in names.all:
            for i in (row, row - 1, row + 1):
                for j in (column, column - 1, column + 1):
                    found.update((place.id, place) for place in self._at.get((name, i, j), ()) if place.id not in found)
        return list(found.values())

    def _near(self, place: Place, at: Coordinates) -> bool:
        return float(distances(np.array(place.points[:1]), at)[0]) < 1000

    def _estate(self, at: Coordinates) -> str:
        grounds = self._estates.get((_square(at.lat), _square(at.lon)), ())
        return next((each.names.shown for each in grounds if each.ring is not None and contains([each.ring], at)), "")

    def number(self, town: Names) -> int:
        """The number of a town among the areas."""
        return self._area(town, decides=True)

    def _town(self, city: str) -> Names:
        return self._aliases.setdefault(city, Names(city))

    def _area(self, names: Names, decides: bool) -> int:
        key = (names.shown, decides)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.areas)
            self.areas.append(self._aliases.get(names.shown, names).with_names(names))
            self.deciding.append(decides)
        return number


_comparable_code = lru_cache(maxsize=4096)(comparable)


def _square(degrees: float) -> int:
    return math.floor(float(degrees) / NEAR_DEG)
