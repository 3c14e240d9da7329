"""Travel times between places, and the protocol of whatever knows the roads. No engine lives here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from routing.errors import BadProblem

if TYPE_CHECKING:
    from routing.problem import Coordinates
    from routing.roads.directions import Maneuver

SEARCH_RADIUS_M = 20_000
"""How far around a place a road is looked for, when it is asked how far that is."""
UNREACHABLE = 2**31 - 1
"""Stands in both arrays where no road leads from one place to the other."""

Seconds = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class TravelTimes:
    """Durations (seconds) and distances (metres) between n places, each an int32 array of shape (n, n), [from, to]."""

    durations: Seconds
    distances: Seconds

    def __post_init__(self) -> None:
        shape = self.durations.shape
        if len(shape) != 2 or shape[0] != shape[1] or self.distances.shape != shape:
            raise BadProblem(
                "matrix_shape",
                f"Travel times must be two square arrays of one size, not {shape} and {self.distances.shape}.",
            )
        if (self.durations < 0).any() or (self.distances < 0).any():
            raise BadProblem("negative_travel", "Travel times and distances cannot be negative.")

    @property
    def size(self) -> int:
        """Number of places."""
        return int(self.durations.shape[0])

    def part(self, share: float, rows: Sequence[int], columns: Sequence[int]) -> Part:
        """These rows and columns."""
        here = np.ix_(rows, columns)
        return Part(share, tuple(rows), tuple(columns), self.durations[here], self.distances[here])

    def with_parts(self, parts: Iterable[Part]) -> TravelTimes:
        """The same, with what stands in these parts."""
        durations, distances = self.durations.copy(), self.distances.copy()
        for part in parts:
            here = np.ix_(part.rows, part.columns)
            durations[here], distances[here] = part.durations, part.distances
        return TravelTimes(durations, distances)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of a matrix, as soon as it is known: some rows by some columns, and the share done with it, 0 to 1.

    What is `UNREACHABLE` here may still be reached in the whole, for which such places are tried once more.
    """

    share: float
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    durations: Seconds
    distances: Seconds


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two consecutive places: seconds, metres, and the line on the road from one to the other."""

    duration: int
    distance: int
    path: tuple[tuple[float, float], ...]
    """Points as (lat, lon), from the first place to the second."""


class RoadNetwork(Protocol):
    """Whatever knows how long it takes: real roads, or a straight line.

    Modes are ``car``, ``scooter``, ``bicycle`` and ``foot``. `tests/routing/roads/test_contract.py` says what every
    network keeps to.
    """

    @property
    def name(self) -> str:
        """Shown to people: ``"valhalla:<region id>"`` or ``"straight_line"``; part of the key of remembered rows."""

    def matrix(
        self,
        places: Sequence[Coordinates],
        mode: str,
        *,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        report: Callable[[Part], None] | None = None,
    ) -> TravelTimes:
        """Travel times between all places in a mode.

        Where `sources` or `targets` is given only those rows or columns are computed; all other cells are
        `UNREACHABLE`, but the diagonal, which is 0. `report` gets each part when it is there; what it raises ends the
        work.
        """

    def path(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        """One leg per consecutive pair; unreachable pairs become straight legs lasting `UNREACHABLE`."""

    def directions(self, places: Sequence[Coordinates], mode: str) -> tuple[tuple[Maneuver, ...], ...]:
        """What to do on the way, one list per consecutive pair; empty where the network does not know."""

    def nearest(self, places: Sequence[Coordinates], mode: str) -> tuple[float | None, ...]:
        """Metres from each place to the nearest road open to the mode; None where none is within `SEARCH_RADIUS_M`."""
