"""What the ground is taken by, in cells: rough ones for streets and fields, fine ones for houses. Draws nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from resources.demo.geometry import Point, Rect, walk

WATER, RAIL, GREEN, MAIN, MOTORWAY, BUILT, JUNCTION = 1, 2, 4, 8, 16, 32, 64
"""Kinds of ground; they add up."""
CELL = 8.0
FINE = 2.5


class Ground:
    """Kinds of ground by cell of 8 m; nothing lies outside."""

    def __init__(self, reach: tuple[float, float]) -> None:
        self._reach = reach
        self._wide = math.ceil(2 * reach[0] / CELL) + 1
        self._high = math.ceil(2 * reach[1] / CELL) + 1
        self._cells = bytearray(self._wide * self._high)

    def at(self, point: Point) -> int:
        """The kinds of ground at a point, added up."""
        column, row = int((point[0] + self._reach[0]) // CELL), int((point[1] + self._reach[1]) // CELL)
        return self._cells[row * self._wide + column] if 0 <= column < self._wide and 0 <= row < self._high else 0

    def mark_line(self, line: Sequence[Point], half_width: float, kind: int) -> None:
        """Mark everything within `half_width` metres of a line."""
        reach = int(half_width // CELL) + 1
        limit = (half_width + CELL / 2) ** 2
        disc = [
            (i, j)
            for i in range(-reach, reach + 1)
            for j in range(-reach, reach + 1)
            if (i * i + j * j) * CELL * CELL <= limit
        ]
        for _, (x, y), _ in walk(line, CELL):
            column, row = int((x + self._reach[0]) // CELL), int((y + self._reach[1]) // CELL)
            for i, j in disc:
                if 0 <= column + i < self._wide and 0 <= row + j < self._high:
                    self._cells[(row + j) * self._wide + column + i] |= kind

    def mark_area(self, area: Sequence[Point], kind: int) -> None:
        """Mark everything in an area."""
        lowest, highest = min(y for _, y in area), max(y for _, y in area)
        first = max(0, int((lowest + self._reach[1]) // CELL))
        for row in range(first, min(self._high - 1, int((highest + self._reach[1]) // CELL)) + 1):
            y = (row + 0.5) * CELL - self._reach[1]
            cuts = sorted(
                x1 + (y - y1) / (y2 - y1) * (x2 - x1)
                for (x1, y1), (x2, y2) in zip(area, [*area[1:], area[0]], strict=True)
                if (y1 > y) != (y2 > y)
            )
            for left, right in zip(cuts[::2], cuts[1::2], strict=False):
                begin = max(0, int((left + self._reach[0]) // CELL))
                for column in range(begin, min(self._wide - 1, int((right + self._reach[0]) // CELL)) + 1):
                    self._cells[row * self._wide + column] |= kind


class Plots:
    """Where houses can no longer stand, in cells of 2.5 m."""

    def __init__(self, reach: tuple[float, float]) -> None:
        self._reach = reach
        self._wide = math.ceil(2 * reach[0] / FINE) + 1
        self._taken = bytearray(self._wide * (math.ceil(2 * reach[1] / FINE) + 1))

    def pave(self, line: Sequence[Point], half_width: float) -> None:
        """Keep a road free."""
        reach = int(half_width // FINE)
        row_of = b"\1" * (2 * reach + 1)
        for _, (x, y), _ in walk(line, FINE):
            column, row = int((x + self._reach[0]) // FINE), int((y + self._reach[1]) // FINE)
            if reach <= column < self._wide - reach and reach <= row < len(self._taken) // self._wide - reach:
                for i in range(row - reach, row + reach + 1):
                    begin = i * self._wide + column - reach
                    self._taken[begin : begin + 2 * reach + 1] = row_of

    def free(self, rect: Rect) -> bool:
        """Whether nothing wider than a path stands within a rectangle."""
        return not any(self._taken[cell] for cell in self._cells(rect, 2 * FINE))

    def take(self, rect: Rect) -> None:
        """Let something stand there."""
        for cell in self._cells(rect, 0.9 * FINE):
            self._taken[cell] = 1

    def _cells(self, rect: Rect, step: float) -> Iterator[int]:
        (x, y), (ux, uy), width, depth = rect
        across, down = max(2, math.ceil(width / step)), max(2, math.ceil(depth / step))
        x, y = x + self._reach[0], y + self._reach[1]
        for i in range(across + 1):
            a = (i / across - 0.5) * width
            for j in range(down + 1):
                b = (j / down - 0.5) * depth
                yield int((y + uy * a + ux * b) // FINE) * self._wide + int((x + ux * a - uy * b) // FINE)
