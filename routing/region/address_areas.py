"""Which town, district and postcode a point of an extract lies in: by borders, else by the nearest place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from routing.problem import Coordinates
from routing.region.address_names import Names
from routing.region.address_read import Boundary, Named

TOWN_LEVELS = (8, 7, 9, 6)
"""Which border makes the town of an address, best first (OpenStreetMap's levels of administration)."""
DECIDING_LEVEL = 5
"""From this level on a border's name tells one street from another of the same name; above, it only fits."""
NO_TOWNS = ("街道", "街道办事处", "社区", "居委会", "居民委员会", "村委会")
"""Administered, but never written in an address as its town."""
REACH_M = {"city": 15_000, "town": 6_000, "village": 4_000, "hamlet": 1_500, "suburb": 2_000, "borough": 3_000,
           "quarter": 1_500, "neighbourhood": 1_000}  # fmt: skip
"""How far a place reaches that has no border of its own."""
TOWNS = ("city", "town", "village")
CELL_DEG = 0.002


@dataclass(frozen=True, slots=True)
class Around:
    """What a point lies in: the town of its address, everything else that has a name, and its postcode if known."""

    town: Names | None
    areas: tuple[tuple[Names, bool], ...]
    """Names, and whether each decides between streets of the same name."""
    postcode: str = ""


@dataclass(slots=True)
class _Cell:
    inside: list[Boundary] = field(default_factory=list)
    crossing: list[Boundary] = field(default_factory=list)
    known: Around | None = None


class Areas:
    """Looks up what a point lies in; answers are kept for each square that no border crosses."""

    def __init__(self, boundaries: Iterable[Boundary], named: Iterable[Named]) -> None:
        self._boundaries = list(boundaries)
        self._boxes = [_box(boundary) for boundary in self._boundaries]
        self._crossed: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, boundary in enumerate(self._boundaries):
            for square in _squares(boundary):
                self._crossed[square].append(number)
        self._places = [each for each in named if each.kind in REACH_M]
        self._kinds = [each.kind for each in self._places]
        self._reach = np.array([REACH_M[kind] for kind in self._kinds], dtype=float)
        self._points = np.array([each.place for each in self._places]).reshape(-1, 2)
        self._cells: dict[tuple[int, int], _Cell] = {}

    def of(self, place: Coordinates) -> Around:
        """What a point lies in."""
        square = math.floor(place.lat / CELL_DEG), math.floor(place.lon / CELL_DEG)
        cell = self._cells.get(square)
        if cell is None:
            cell = self._cells[square] = self._look(square)
        if not cell.crossing:
            cell.known = cell.known or self._around(cell.inside, place)
            return cell.known
        within = [boundary for boundary in cell.crossing if contains(boundary.rings, place)]
        return self._around([*cell.inside, *within], place)

    def _look(self, square: tuple[int, int]) -> _Cell:
        crossing = set(self._crossed.get(square, ()))
        center = Coordinates((square[0] + 0.5) * CELL_DEG, (square[1] + 0.5) * CELL_DEG)
        cell = _Cell(crossing=[self._boundaries[number] for number in sorted(crossing)])
        for number, (boundary, (south, west, north, east)) in enumerate(
            zip(self._boundaries, self._boxes, strict=True)
        ):
            near = south <= center.lat <= north and west <= center.lon <= east
            if number not in crossing and near and contains(boundary.rings, center):
                cell.inside.append(boundary)
        return cell

    def _around(self, inside: list[Boundary], place: Coordinates) -> Around:
        borders = {b.level: b for b in inside if b.level and not b.names.shown.endswith(NO_TOWNS)}
        level = next((level for level in TOWN_LEVELS if level in borders), 0)
        near = self._near(place, borders.get(level))
        town = borders[level].names if level else next((each.names for each in near if each.kind in TOWNS), None)
        areas = [(b.names, b.level >= DECIDING_LEVEL) for b in inside if b.level]
        areas += [(each.names, True) for each in near]
        postcode = next((b.names.shown for b in inside if not b.level), "")
        return Around(town, tuple(areas), postcode)

    def _near(self, place: Coordinates, border: Boundary | None) -> list[Named]:
        # The nearest place of each kind that reaches so far, largest first; none across the border of the town.
        if not self._places:
            return []
        away = distances(self._points, place)
        found: dict[str, Named] = {}
        for number in np.argsort(away)[: 4 * len(REACH_M)]:
            kind, each = self._kinds[number], self._places[number]
            if away[number] > self._reach[number] or kind in found:
                continue
            # A district's city has its point in another district.
            if border is None or (border.level == 6 and kind == "city") or contains(border.rings, each.place):
                found[kind] = each
        nearest = sorted((each for each in found.values() if each.kind in TOWNS), key=lambda e: _away(e.place, place))
        return [*nearest, *(each for kind, each in found.items() if kind not in TOWNS)]


def contains(rings: Iterable[NDArray[np.float64]], place: Coordinates) -> bool:
    """Whether a point lies within closed rings; a ring within another is a hole."""
    crossings = 0
    for ring in rings:
        lat, lon, after_lat, after_lon = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
        straddling = (lat > place.lat) != (after_lat > place.lat)
        share = (place.lat - lat[straddling]) / (after_lat[straddling] - lat[straddling])
        east = lon[straddling] + share * (after_lon[straddling] - lon[straddling]) > place.lon
        crossings += int(np.count_nonzero(east))
    return crossings % 2 == 1


def distances(points: NDArray[np.float64], place: Coordinates) -> NDArray[np.float64]:
    """Metres from a place to each of some points as rows of (lat, lon); good for some tens of kilometres."""
    north = points[:, 0] - place.lat
    east = (points[:, 1] - place.lon) * math.cos(math.radians(place.lat))
    return np.hypot(north, east) * 111_195.0


def _away(a: Coordinates, b: Coordinates) -> float:
    return float(distances(np.array([a]), b)[0])


def _box(boundary: Boundary) -> tuple[float, float, float, float]:
    points = np.concatenate(boundary.rings)
    south, west, north, east = *points.min(axis=0), *points.max(axis=0)
    return float(south), float(west), float(north), float(east)


def _squares(boundary: Boundary) -> set[tuple[int, int]]:
    # The squares a border runs through, and their neighbors: a straight piece may cut a corner between two samples.
    found: set[tuple[int, int]] = set()
    for ring in boundary.rings:
        lengths = np.abs(np.diff(ring, axis=0)).max(axis=1)
        steps = np.maximum(1, np.ceil(lengths / CELL_DEG)).astype(int)
        starts = np.repeat(ring[:-1], steps, axis=0)
        moves = np.repeat(np.diff(ring, axis=0) / steps[:, None], steps, axis=0)
        order = np.arange(len(starts)) - np.repeat(np.cumsum(steps) - steps, steps)
        squares = np.unique(np.floor((starts + moves * order[:, None]) / CELL_DEG).astype(int), axis=0)
        for row in (-1, 0, 1):
            for column in (-1, 0, 1):
                found.update(map(tuple, (squares + np.array([row, column])).tolist()))
    return found
