"""Made-up cities: streets, and how long it takes between places in them. What is visited there is drawn in `days`.

A city is a jittered grid of junctions with main roads, a river with few bridges and one-way streets, so travel times
are asymmetric and do not follow the straight line, as on real roads; they are shortest paths, so detours never pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from routing.travel import TravelTimes

Seconds = npt.NDArray[np.float64]
Point = tuple[float, float]

GRID = 19
"""Junctions along each side."""
MAIN, STREET, LANE = 12.0, 7.5, 5.5
"""Meters a second: main roads, streets between junctions, lanes from a house to the next junctions."""
DETOUR = 1.3
"""How much longer a lane is than the straight line."""


class City:
    """Streets of a square city with a side of so many meters.

    Parameters
    ----------
    random
        Where everything is drawn from; the same state gives the same city.
    """

    def __init__(self, random: Random, side: float) -> None:
        self.random, self.side, self.step = random, side, side / (GRID - 1)
        jitter = self.step * 0.25
        self.junctions = np.array(
            [
                (x * self.step + random.uniform(-jitter, jitter), y * self.step + random.uniform(-jitter, jitter))
                for x in range(GRID)
                for y in range(GRID)
            ]
        )
        self.times = _shortest(self._streets())

    def _streets(self) -> Seconds:
        count = GRID * GRID
        times = np.full((count, count), np.inf)
        np.fill_diagonal(times, 0)
        river, bridges = GRID // 2, set(self.random.sample(range(GRID), 5))
        for x in range(GRID):
            for y in range(GRID):
                here = x * GRID + y
                if x + 1 < GRID:
                    self._street(times, here, here + GRID, main=y % 5 == 2)
                if y + 1 < GRID and (y != river or x in bridges):
                    self._street(times, here, here + 1, main=x % 5 == 2)
        return times

    def _street(self, times: Seconds, a: int, b: int, *, main: bool) -> None:
        seconds = float(np.hypot(*(self.junctions[a] - self.junctions[b]))) / (MAIN if main else STREET)
        one_way = not main and self.random.random() < 0.08
        times[a, b] = seconds * self.random.uniform(1, 1.35)
        times[b, a] = seconds * (self.random.uniform(3, 5) if one_way else self.random.uniform(1, 1.35))

    def travel(self, places: Sequence[Point]) -> TravelTimes:
        """Seconds and meters between all places, by car and with the turning out and in at each."""
        points = np.array(places, dtype=float)
        gates, lanes = self._gates(points)
        best = np.full((len(points), len(points)), np.inf)
        for a in range(gates.shape[1]):
            for b in range(gates.shape[1]):
                way = lanes[:, a, None] + self.times[gates[:, a, None], gates[None, :, b]] + lanes[None, :, b]
                np.minimum(best, way, out=best)
        straight = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
        np.minimum(best, np.where(straight < self.step, straight * DETOUR / LANE, np.inf), out=best)
        turning = np.array([(self.random.uniform(15, 60), self.random.uniform(10, 40)) for _ in points])
        durations = np.ceil(best + turning[:, 0, None] + turning[None, :, 1]).astype(np.int32)
        np.fill_diagonal(durations, 0)
        return TravelTimes(durations, np.ceil(straight * 1.35).astype(np.int32))

    def _gates(self, points: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.intp], Seconds]:
        # The three junctions nearest to each place, and the seconds to them.
        away = np.hypot(*(points[:, None, :] - self.junctions[None, :, :]).transpose(2, 0, 1))
        gates = np.argsort(away, axis=1, kind="stable")[:, :3]
        return gates, np.take_along_axis(away, gates, axis=1) * DETOUR / LANE


def _shortest(times: Seconds) -> Seconds:
    # Floyd and Warshall.
    for via in range(len(times)):
        np.minimum(times, times[:, via, None] + times[None, via, :], out=times)
    return times
