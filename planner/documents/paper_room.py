"""Who claims which room on a paper map: names and signs never overlap, and what finds no room is left out.

Room is kept as small cells; the first to claim has it. Nothing is drawn except names for which room was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from planner.documents.paper_canvas import Canvas, Point, along, lengths
from planner.documents.wording import text_width

CELL = 0.7
"""Millimetres: finer than any name, coarser than a hair."""
EDGE = 0.6
"""Millimetres that names keep from the frame."""
TINY = 1e-9
STEEP = 0.9
"""Radians from which Chinese names stand upright, character by character."""
HAN = 0x2E80


class Room:
    """The free room of one canvas: for each row of cells a number of which every taken cell is a bit."""

    def __init__(self, canvas: Canvas) -> None:
        self._width, self._height = canvas.width, canvas.height
        self._canvas = canvas
        self._taken = [0] * (int(canvas.height / CELL) + 2)

    def claim_disc(self, at: Point, radius: float) -> None:
        """Take a round place."""
        for row in range(*self._rows(at[1] - radius, at[1] + radius)):
            off = max(0.0, abs((row + 0.5) * CELL - at[1]) - CELL / 2)
            half = math.sqrt(max(0.0, radius * radius - off * off))
            self._taken[row] |= _bits(at[0] - half, at[0] + half)

    def claim_box(self, at: Point, width: float, height: float, angle: float = 0.0) -> None:
        """Take a rectangle around a point."""
        for row, bits in self._box(at, width / 2, height / 2, angle):
            self._taken[row] |= bits

    def claim_line(self, line: Sequence[Point], radius: float) -> None:
        """Take a line."""
        for a, b in pairwise(line):
            middle, angle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), math.atan2(b[1] - a[1], b[0] - a[0])
            self.claim_box(middle, math.dist(a, b) + 2 * radius, 2 * radius, angle)

    def free(self, at: Point, width: float, height: float, angle: float = 0.0) -> bool:
        """Whether a rectangle lies in the frame and nobody has claimed any of it."""
        cos, sin = abs(math.cos(angle)), abs(math.sin(angle))
        across, down = (width * cos + height * sin) / 2 + EDGE, (width * sin + height * cos) / 2 + EDGE
        if not (across < at[0] < self._width - across and down < at[1] < self._height - down):
            return False
        return not any(self._taken[row] & bits for row, bits in self._box(at, width / 2, height / 2, angle))

    def _rows(self, top: float, bottom: float) -> tuple[int, int]:
        # The first row of cells between two heights, and the one after the last.
        return max(0, int(top // CELL)), min(len(self._taken), int(bottom // CELL) + 1)

    def _box(self, at: Point, half_width: float, half_height: float, angle: float) -> Iterator[tuple[int, int]]:
        # By row of cells which ones a turned rectangle touches.
        if angle == 0:
            bits = _bits(at[0] - half_width, at[0] + half_width)
            yield from ((row, bits) for row in range(*self._rows(at[1] - half_height, at[1] + half_height)))
            return
        # Where two stripes cross, one along and one across, each half a cell's height wider.
        cos, sin = math.cos(angle) or TINY, math.sin(angle) or TINY
        along_x, along_y = (half_width + CELL / 2 * abs(sin)) / abs(cos), sin / cos
        across_x, across_y = (half_height + CELL / 2 * abs(cos)) / abs(sin), cos / sin
        down = half_width * abs(sin) + half_height * abs(cos)
        for row in range(*self._rows(at[1] - down, at[1] + down)):
            y = (row + 0.5) * CELL - at[1]
            one, other = -y * along_y, y * across_y  # the middles of the stripes in this row
            low = one - along_x if one - along_x > other - across_x else other - across_x
            high = one + along_x if one + along_x < other + across_x else other + across_x
            if low <= high:
                yield row, _bits(at[0] + low, at[0] + high)

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


def _bits(left: float, right: float) -> int:
    # The cells of a row from one place to another.
    first, last = max(0, int(left // CELL)), int(right // CELL)
    return ((1 << (last - first + 1)) - 1) << first if last >= first else 0
