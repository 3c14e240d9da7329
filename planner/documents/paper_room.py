"""Who claims which room on a paper map: names and signs never overlap, and what finds no room is left out.

Room is kept as small cells; the first to claim has it. Nothing is drawn except names for which room was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from planner.documents.paper_canvas import Canvas, Point, along, lengths
from planner.documents.wording import text_width

CELL = 0.7
"""Millimetres: finer than any name, coarser than a hair."""
STEEP = 0.9
"""Radians from which Chinese names stand upright, character by character."""
HAN = 0x2E80


class Room:
    """The free room of one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._taken: set[tuple[int, int]] = set()

    def claim_disc(self, at: Point, radius: float) -> None:
        """Take a round place."""
        for x, y in _grid(at, radius, radius, 0.0):
            if math.dist((x, y), at) <= radius:
                self._taken.add(_cell(x, y))

    def claim_box(self, at: Point, width: float, height: float, angle: float = 0.0) -> None:
        """Take a rectangle around a point."""
        self._taken.update(_cell(x, y) for x, y in _grid(at, width / 2, height / 2, angle))

    def claim_line(self, line: Sequence[Point], radius: float) -> None:
        """Take a line."""
        ways = lengths(line)
        for step in range(int(ways[-1] / CELL) + 1):
            self.claim_disc(along(line, ways, step * CELL), radius)

    def free(self, at: Point, width: float, height: float, angle: float = 0.0) -> bool:
        """Whether a rectangle lies in the frame and nobody has claimed any of it."""
        for x, y in _grid(at, width / 2, height / 2, angle):
            if not (0.6 < x < self._canvas.width - 0.6 and 0.6 < y < self._canvas.height - 0.6):
                return False
            if _cell(x, y) in self._taken:
                return False
        return True

    def name_point(
        self,
        at: Point,
        text: str,
        size: float,
        *,
        tries: Iterable[Point] = ((0, 0), (0, -3), (0, 3), (5, 0), (-5, 0), (0, 6), (0, -6), (9, 3), (-9, 3)),
        bold: bool = False,
        fill: str = "#000",
        spaced: float = 0.0,
    ) -> bool:
        """Write a name at the first of some places beside a point; whether there was room."""
        width = text_width(text) * size + spaced * len(text)
        for dx, dy in tries:
            place = at[0] + dx, at[1] + dy
            if self.free(place, width + 1, size * 1.25):
                self._canvas.text(place, text, size, bold=bold, fill=fill, spaced=spaced)
                self.claim_box(place, width + 1.5, size * 1.5)
                return True
        return False

    def name_line(
        self,
        lines: Iterable[Sequence[Point]],
        text: str,
        size: float,
        *,
        offsets: Sequence[float] = (0.0,),
        bold: bool = False,
        fill: str = "#222",
    ) -> bool:
        """Write a name along the straightest free run of some lines; whether there was room."""
        width = text_width(text) * size * (1.06 if bold else 1.0)
        best: tuple[float, Point, float] | None = None
        for line in lines:
            for cost, at, angle in _runs(line, width, size):
                for rank, offset in enumerate(offsets):
                    place = at[0] - math.sin(angle) * offset, at[1] + math.cos(angle) * offset
                    total = cost + rank * 5
                    if (best is None or total < best[0]) and self.free(place, width + 0.8, size * 1.15, angle):
                        best = total, place, angle
        if best is None:
            return False
        _cost, place, angle = best
        self._write(place, text, size, angle, bold, fill)
        self.claim_box(place, width + 3, size * 1.6, angle)
        return True

    def _write(self, at: Point, text: str, size: float, angle: float, bold: bool, fill: str) -> None:
        if abs(angle) < STEEP or ord(text[0]) < HAN:
            self._canvas.text(at, text, size, angle=angle, bold=bold, fill=fill)
            return
        down = math.copysign(1.0, math.sin(angle))
        for number, letter in enumerate(text):
            step = (number - (len(text) - 1) / 2) * size * 1.04 * down
            place = at[0] + math.cos(angle) * step, at[1] + math.sin(angle) * step
            self._canvas.text(place, letter, size, bold=bold, fill=fill)


def _runs(line: Sequence[Point], width: float, size: float) -> Iterable[tuple[float, Point, float]]:
    # Straight enough pieces of a line that are as long as the name: cost, middle, angle readable from left to right.
    ways = lengths(line)
    at = width / 2
    while at <= ways[-1] - width / 2:
        a, b, middle = (along(line, ways, way) for way in (at - width / 2, at + width / 2, at))
        chord = math.dist(a, b)
        bend = abs((middle[0] - a[0]) * (b[1] - a[1]) - (middle[1] - a[1]) * (b[0] - a[0])) / (chord or 1)
        if chord >= width * 0.96 and bend < size * 0.5:
            angle = math.atan2(b[1] - a[1], b[0] - a[0])
            if not -math.pi / 2 < angle <= math.pi / 2 + 0.02:
                angle -= math.copysign(math.pi, angle)
            yield (
                bend * 2 + abs(angle) * 0.8,
                ((a[0] + b[0]) / 4 + middle[0] / 2, (a[1] + b[1]) / 4 + middle[1] / 2),
                angle,
            )
        at += max(1.5, width / 6)


def _grid(at: Point, half_width: float, half_height: float, angle: float) -> Iterable[Point]:
    cos, sin = math.cos(angle), math.sin(angle)
    across, down = max(1, math.ceil(2 * half_width / CELL)), max(1, math.ceil(2 * half_height / CELL))
    for i in range(across + 1):
        u = -half_width + 2 * half_width * i / across
        for j in range(down + 1):
            v = -half_height + 2 * half_height * j / down
            yield at[0] + u * cos - v * sin, at[1] + u * sin + v * cos


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // CELL), int(y // CELL)
