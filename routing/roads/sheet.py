"""A matrix while it is being filled: what is known of it, and which places nothing leads to. Asks no engine."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from routing.travel import UNREACHABLE, Part, TravelTimes

LOST_SHARE = 0.5
"""A place that has no way to or from more than this share of the others stands on an island of roads."""


class Sheet:
    """Durations and distances between n places, `UNREACHABLE` but for the diagonal until they are known."""

    def __init__(self, size: int) -> None:
        self.durations = np.full((size, size), UNREACHABLE, dtype=np.int32)
        np.fill_diagonal(self.durations, 0)
        self.distances = self.durations.copy()

    def take(self, part: Part) -> None:
        """Fill in what was not known before."""
        here = np.ix_(part.rows, part.columns)
        unknown = self.durations[here] == UNREACHABLE
        self.durations[here] = np.where(unknown, part.durations, self.durations[here])
        self.distances[here] = np.where(unknown, part.distances, self.distances[here])

    def lost(self, rows: Sequence[int], columns: Sequence[int]) -> tuple[list[int], list[int]]:
        """The rows and the columns that stand on an island."""
        if not rows or not columns:
            return [], []
        none = self.durations[np.ix_(rows, columns)] == UNREACHABLE
        found = (none.mean(axis=1) > LOST_SHARE, none.mean(axis=0) > LOST_SHARE)
        return (
            [row for row, lost in zip(rows, found[0], strict=True) if lost],
            [column for column, lost in zip(columns, found[1], strict=True) if lost],
        )

    def result(self) -> TravelTimes:
        """What is known by now."""
        return TravelTimes(self.durations, self.distances)


def part_of(
    share: float,
    rows: Sequence[int],
    columns: Sequence[int],
    durations: Sequence[Sequence[float | None]],
    kilometres: Sequence[Sequence[float | None]],
) -> Part:
    """A part from an engine's answer, in whole seconds and metres; a half-known cell would be a free ride."""
    seconds, metres = (
        np.array(cells, dtype=float).reshape(len(rows), len(columns)) * unit
        for cells, unit in ((durations, 1), (kilometres, 1000))
    )
    lost = np.isnan(seconds) | np.isnan(metres) | (seconds >= UNREACHABLE) | (metres >= UNREACHABLE)
    whole = (np.rint(np.where(lost, UNREACHABLE, values)).astype(np.int32) for values in (seconds, metres))
    return Part(share, tuple(rows), tuple(columns), *whole)
