"""The breaks of a vehicle as legs between states: so many taken before, so many after."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routing.problem import Break, Vehicle
from routing.solvers.ruin_recreate.arrays import BIG, LAST, NEG


class Rests:
    """A vehicle's breaks, taken in the order in which their windows close.

    Parameters
    ----------
    states
        One more than the breaks of any vehicle of the day.
    """

    def __init__(self, vehicle: Vehicle, states: int) -> None:
        breaks = sorted(vehicle.breaks, key=lambda rest: (rest.latest, rest.earliest))
        self.legs = np.zeros((states, states, 3), np.int64)
        for first in range(len(breaks)):
            for then in range(first + 1, len(breaks) + 1):
                self.legs[first, then] = _chain(vehicle, breaks[first:then])
        end = min(vehicle.shift_end + vehicle.max_overtime, LAST)
        owed = [min([end, *(rest.earliest for rest in breaks[taken:])]) for taken in range(len(breaks) + 1)]
        self.last = np.array([*owed, *[NEG] * (states - len(owed))])


def _chain(vehicle: Vehicle, breaks: Sequence[Break]) -> tuple[int, int, int]:
    # Taken one after the other while a leg is driven: latest leaving, earliest end, seconds in all.
    total, earliest, latest = 0, NEG, BIG
    for rest in breaks:
        opens = max(rest.earliest, vehicle.shift_start)
        if max(opens, earliest) > rest.latest:
            return NEG, BIG, 0
        latest = min(latest, rest.latest - total)
        earliest = max(earliest, opens) + rest.duration
        total += rest.duration
    return latest, earliest, total
