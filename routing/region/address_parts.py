"""Tells apart streets of one name in one town: those whose houses and pieces of road do not touch are several.

People's Road stands in each district of a city. Two things touch where they lie in one large square, or in two that do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from routing.problem import Coordinates
from routing.region.address_names import Names
from routing.region.address_read import square_of

type Square = tuple[int, int]


class Parts:
    """Is told of every road and then of every house; afterwards it answers."""

    def __init__(self, roads: Mapping[Names, Iterable[Sequence[Coordinates]]]) -> None:
        self._roads: dict[str, set[Square]] = defaultdict(set)
        self._houses: dict[tuple[str, str], set[Square]] = defaultdict(set)
        self._labels: dict[tuple[str, str], dict[Square, Square]] = {}
        for names, pieces in roads.items():
            squares = {square_of(point) for piece in pieces for point in piece}
            for name in names.all:
                self._roads[name] |= squares

    def add(self, street: str, town: str, at: Coordinates) -> None:
        """There is a house of the street here."""
        self._houses[street, town].add(square_of(at))

    def part(self, street: str, town: str, at: Coordinates) -> Square:
        """Which of the streets of a name in a town is here: the first square of it."""
        key = street, town
        labels = self._labels.get(key)
        if labels is None:
            labels = self._labels[key] = _labeled(self._houses.get(key, set()) | self._roads.get(street, set()))
        square = square_of(at)
        return labels.get(square, square)


def _labeled(squares: set[Square]) -> dict[Square, Square]:
    # For each square the first of those that hang together with it.
    labels: dict[Square, Square] = {}
    for first in sorted(squares):
        waiting = [] if first in labels else [first]
        while waiting:
            square = waiting.pop()
            labels[square] = first
            row, column = square
            around = {(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)}
            waiting += (around & squares) - labels.keys()
    return labels
