"""Roads that are closed for a while: a network around rings that no way leads through.

Who lives inside a ring is still reached, as if nothing were closed: a closed road is closed to those who pass. How an
engine goes around a ring is its own business; here stands which of its answers count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from routing.problem import Coordinates
from routing.roads.blocks import Block
from routing.roads.directions import Maneuver
from routing.travel import UNREACHABLE, Leg, Part, RoadNetwork, Seconds, TravelTimes

type Ring = tuple[Coordinates, ...]
"""Corners of an area, in order; the last is joined to the first."""
type Rings = tuple[Ring, ...]
CLOSED = "+closed:"
"""In the name of a network: behind it stands the name of its rings."""
type Which = npt.NDArray[np.bool_]

FASTEST_KMH = {"car": 140.0, "scooter": 100.0, "bicycle": 60.0, "foot": 8.0}
"""Nobody is faster, by travel mode: a way that is quicker than this past a ring does not lead through it."""
OPEN_SHARE = 0.3
"""Of the work on a matrix, for the ways on open roads."""
BESIDE_M = 250
"""So near to a ring a place may stand at a road that is closed a little farther on."""
METRES_PER_DEGREE = 111_195
"""Of latitude, on a sphere of 6,371 km."""


def rings_name(rings: Rings) -> str:
    """A short name for some rings; others have another, but for their order."""
    corners = sorted(str([(round(lat, 6), round(lon, 6)) for lat, lon in ring]) for ring in rings)
    return sha256("|".join(corners).encode()).hexdigest()[:8]


def is_inside(place: tuple[float, float], rings: Rings) -> bool:
    """Whether a place lies within one of the rings."""
    return bool(_inside(np.array([place], dtype=float), rings)[0])


class ClosedRoads:
    """A `RoadNetwork` of two: the roads as they are on other days, and the same ones without what the rings touch."""

    def __init__(self, usual: RoadNetwork, around: RoadNetwork, rings: Rings) -> None:
        self._usual = usual
        self._around = around
        self._rings = rings
        self._open: Mapping[str, TravelTimes] = {}

    def knowing(self, times: Mapping[str, TravelTimes]) -> ClosedRoads:
        """The same, where travel times on open roads are known by mode, between all places that it is asked for."""
        found = ClosedRoads(self._usual, self._around, self._rings)
        found._open = times
        return found

    @property
    def name(self) -> str:
        """The network's name with one of the rings: closed roads give other times."""
        return f"{self._usual.name}{CLOSED}{rings_name(self._rings)}"

    def matrix(
        self,
        places: Sequence[Coordinates],
        mode: str,
        *,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        report: Callable[[Part], None] | None = None,
    ) -> TravelTimes:
        """Travel times; no way is shorter than on open roads. See `RoadNetwork.matrix`."""
        rows, columns = ([*(range(len(places)) if asked is None else asked)] for asked in (sources, targets))
        tell = report or _unheard

        def begun(part: Part) -> None:
            tell(Part(part.share * OPEN_SHARE, (), (), _NONE, _NONE))

        usual = self._open.get(mode) or self._usual.matrix(places, mode, sources=rows, targets=columns, report=begun)
        touched = self._touched(places, mode, usual.durations)
        again = _hit(touched, rows, columns)
        if not again[0]:
            tell(usual.part(1.0, rows, columns))
            return usual
        for some in _settled(rows, columns, again):
            tell(usual.part(OPEN_SHARE, *some))
        return self._longer(places, mode, usual, touched, again, tell)

    def path(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        """The lines around the rings; those that begin or end inside as on open roads."""

        def is_there(leg: Leg) -> bool:
            return leg.duration < UNREACHABLE

        return self._each(places, lambda network, some: network.path(some, mode), is_there)

    def directions(self, places: Sequence[Coordinates], mode: str) -> tuple[tuple[Maneuver, ...], ...]:
        """What to do on the way around the rings."""
        return self._each(places, lambda network, some: network.directions(some, mode), bool)

    def nearest(self, places: Sequence[Coordinates], mode: str) -> tuple[float | None, ...]:
        """Metres to the nearest road; that it is closed today does not take it away."""
        return self._usual.nearest(places, mode)

    # --- which answers count

    def _touched(self, places: Sequence[Coordinates], mode: str, usual: Seconds) -> Which:
        # Pairs whose way may lead through a ring: both ends outside, and not quicker than the fastest past it.
        points = np.array(places, dtype=float).reshape(-1, 2)
        inside = _inside(points, self._rings)
        found = np.zeros((len(points), len(points)), dtype=bool)
        for ring in self._rings:
            away = _metres_to(points, ring)
            found |= (away[:, None] + away[None, :]) / (FASTEST_KMH[mode] / 3.6) <= usual
        np.fill_diagonal(found, False)
        return found & ~inside[:, None] & ~inside[None, :]

    def _longer(
        self,
        places: Sequence[Coordinates],
        mode: str,
        usual: TravelTimes,
        touched: Which,
        again: Block,
        tell: Callable[[Part], None],
    ) -> TravelTimes:
        # With the ways around, where there was one through.
        done = OPEN_SHARE

        def settled(part: Part) -> None:
            nonlocal done
            done = max(done, OPEN_SHARE + (1 - OPEN_SHARE) * part.share)  # second tries count anew
            here = np.ix_(part.rows, part.columns)
            tell(Part(done, part.rows, part.columns, *_later(usual, part.durations, part.distances, here, touched)))

        around = self._around.matrix(places, mode, sources=again[0], targets=again[1], report=settled)
        beside = self._beside(places, around.durations, again)
        here = np.ix_(*again)
        durations, distances = usual.durations.copy(), usual.distances.copy()
        touched = touched & ~beside[:, None] & ~beside[None, :]
        durations[here], distances[here] = _later(usual, around.durations[here], around.distances[here], here, touched)
        found = TravelTimes(durations, distances)
        for some in (_among(again[0], beside), again[1]), (again[0], _among(again[1], beside)):
            tell(found.part(1.0, *some))
        return found

    def _beside(self, places: Sequence[Coordinates], around: Seconds, again: Block) -> Which:
        # Whose own road is closed a little farther on: nothing leads there any more, and it is reached as ever.
        found = np.zeros(len(places), dtype=bool)
        itself = np.equal.outer(again[0], again[1])
        lost = (around[np.ix_(*again)] == UNREACHABLE) | itself
        found[np.array(again[0])[lost.all(axis=1)]] = True
        found[np.array(again[1])[lost.all(axis=0)]] = True
        return found & self._is_near(places)

    def _is_near(self, places: Sequence[Coordinates]) -> Which:
        points = np.array(places, dtype=float).reshape(-1, 2)
        away = np.array([_metres_to(points, ring) for ring in self._rings])
        near: Which = (away <= BESIDE_M).any(axis=0)
        return near

    def _each[Found](
        self,
        places: Sequence[Coordinates],
        find: Callable[[RoadNetwork, Sequence[Coordinates]], Sequence[Found]],
        is_there: Callable[[Found], bool],
    ) -> tuple[Found, ...]:
        inside, near = _inside(np.array(places, dtype=float).reshape(-1, 2), self._rings), self._is_near(places)
        found: list[Found] = []
        for number, pair in enumerate(pairwise(places)):
            ends = slice(number, number + 2)
            one = None if inside[ends].any() else find(self._around, pair)[0]
            is_lost = one is None or (near[ends].any() and not is_there(one))
            found.append(find(self._usual, pair)[0] if is_lost or one is None else one)
        return tuple(found)


_NONE: Seconds = np.zeros((0, 0), dtype=np.int32)


def _unheard(_part: Part) -> None:
    pass


def _hit(touched: Which, rows: Sequence[int], columns: Sequence[int]) -> Block:
    # The rows and columns that hold a pair that has to be looked at again.
    hit = touched[np.ix_(rows, columns)]
    return (
        [row for row, any_ in zip(rows, hit.any(axis=1), strict=True) if any_],
        [column for column, any_ in zip(columns, hit.any(axis=0), strict=True) if any_],
    )


def _among(numbers: Sequence[int], chosen: Which) -> list[int]:
    return [number for number in numbers if chosen[number]]


def _settled(rows: list[int], columns: list[int], again: Block) -> Iterator[Block]:
    # The other rows, and the other columns of the rows that are looked at again.
    others = [row for row in rows if row not in set(again[0])]
    if others and columns:
        yield others, columns
    left = [column for column in columns if column not in set(again[1])]
    if left:
        yield again[0], left


def _later(
    usual: TravelTimes, durations: Seconds, distances: Seconds, here: tuple[npt.NDArray[np.intp], ...], touched: Which
) -> tuple[Seconds, Seconds]:
    # An engine weighs more than seconds, so its next best way may take fewer of them: what is closed gains nobody time.
    open_s, open_m = usual.durations[here], usual.distances[here]
    closed = touched[here] & (durations > open_s)
    return np.where(closed, durations, open_s), np.where(closed, distances, open_m)


def _inside(points: npt.NDArray[np.float64], rings: Rings) -> Which:
    # Even-odd: a line to the east crosses the ring an odd number of times.
    found = np.zeros(len(points), dtype=bool)
    for ring in rings:
        odd = np.zeros(len(points), dtype=bool)
        for (lat, lon), (lat_b, lon_b) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if lat == lat_b:
                continue
            at = lon + (points[:, 0] - lat) / (lat_b - lat) * (lon_b - lon)
            odd ^= ((points[:, 0] < lat) != (points[:, 0] < lat_b)) & (points[:, 1] < at)
        found |= odd
    return found


def _metres_to(points: npt.NDArray[np.float64], ring: Ring) -> npt.NDArray[np.float64]:
    # From each point to the circle around a ring, 0 within it; never more than it is.
    corners = np.array(ring, dtype=float)
    middle: npt.NDArray[np.float64] = corners.mean(axis=0)
    scale = np.array([1.0, np.cos(np.radians(np.abs([*points[:, 0], *corners[:, 0]]).max()))]) * METRES_PER_DEGREE
    radius = np.hypot(*((corners - middle) * scale * 1.2).T).max()
    away: npt.NDArray[np.float64] = np.hypot(*((points - middle) * scale).T)
    near: npt.NDArray[np.float64] = np.maximum(away * 0.99 - radius, 0.0)
    return near
