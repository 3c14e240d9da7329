"""Travel times without roads: great-circle distance, a detour factor and a speed. A named, visible fallback."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from routing.problem import Coordinates
from routing.roads.around import crossing, way_around
from routing.roads.closed import Rings
from routing.roads.directions import Maneuver
from routing.roads.sheet import Sheet
from routing.travel import Leg, Part, TravelTimes

EARTH_RADIUS = 6_371_008.8
"""Mean radius in metres (IUGG 1980)."""
SPEED_KMH = {"car": 28.0, "scooter": 24.0, "bicycle": 14.0, "foot": 4.8}
"""Door to door in a town, by travel mode."""


class StraightLine:
    """A `RoadNetwork` that knows no roads. What would lead through one of the rings to `avoid` goes around it."""

    def __init__(self, detour_factor: float = 1.35, avoid: Rings = ()) -> None:
        self.detour_factor = detour_factor
        self._avoid = avoid

    @property
    def name(self) -> str:
        """``"straight_line"``, with its factor: other factors give other times."""
        return f"straight_line:{self.detour_factor:g}"

    def matrix(
        self,
        places: Sequence[Coordinates],
        mode: str,
        *,
        sources: Sequence[int] | None = None,
        targets: Sequence[int] | None = None,
        report: Callable[[Part], None] | None = None,
    ) -> TravelTimes:
        """Travel times between all places; see `RoadNetwork.matrix`."""
        rows, columns = (
            list(range(len(places)) if chosen is None else dict.fromkeys(chosen)) for chosen in (sources, targets)
        )
        points = np.radians(np.array(places, dtype=float).reshape(-1, 2))
        metres = self._metres(points[rows], points[columns])
        degrees = np.array(places, dtype=float).reshape(-1, 2)
        for i, j in np.argwhere(crossing(degrees[rows], degrees[columns], self._avoid)):
            metres[i, j] = self._length(way_around(places[rows[i]], places[columns[j]], self._avoid))
        durations = np.ceil(metres / (SPEED_KMH[mode] / 3.6)).astype(np.int32)
        part = Part(1.0, tuple(rows), tuple(columns), durations, np.rint(metres).astype(np.int32))
        sheet = Sheet(len(places))
        sheet.take(part)
        if report:
            report(part)
        return sheet.result()

    def path(self, places: Sequence[Coordinates], mode: str) -> tuple[Leg, ...]:
        """Straight legs."""
        if len(places) < 2:
            return ()
        times = self.matrix(places, mode)
        return tuple(
            Leg(
                int(times.durations[i, i + 1]),
                int(times.distances[i, i + 1]),
                tuple((lat, lon) for lat, lon in way_around(places[i], places[i + 1], self._avoid)),
            )
            for i in range(len(places) - 1)
        )

    def directions(self, places: Sequence[Coordinates], mode: str) -> tuple[tuple[Maneuver, ...], ...]:
        """It knows none."""
        return ((),) * max(0, len(places) - 1)

    def nearest(self, places: Sequence[Coordinates], mode: str) -> tuple[float | None, ...]:
        """Without roads every place lies at one."""
        return (0.0,) * len(places)

    def _length(self, way: Sequence[Coordinates]) -> float:
        points = np.radians(np.array(way, dtype=float))
        return float(np.diagonal(self._metres(points[:-1], points[1:])).sum())

    def _metres(self, starts: npt.NDArray[np.float64], ends: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        (lat, lon), (lat_b, lon_b) = (starts[:, :1], starts[:, 1:]), (ends[:, 0], ends[:, 1])
        half = np.sin((lat - lat_b) / 2) ** 2 + np.cos(lat) * np.cos(lat_b) * np.sin((lon - lon_b) / 2) ** 2
        found: npt.NDArray[np.float64] = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * self.detour_factor
        return found
