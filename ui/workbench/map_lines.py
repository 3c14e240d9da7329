"""Joins the pieces of one street into long lines. Knows nothing of names or painting."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from routing.region.basemap import Array

SHARPEST = 1.2
"""Radians: pieces that meet at a sharper turn are not one line."""

type _End = tuple[int, int]


def joined(parts: Sequence[Array]) -> list[Array]:
    """Lines that meet end to end as one, longest first; where more than two meet, the straightest goes on."""
    left: dict[int, list[list[float]]] = {number: part.tolist() for number, part in enumerate(parts)}
    ends: dict[_End, list[int]] = {}
    for number, part in left.items():
        for point in (part[0], part[-1]):
            ends.setdefault(_end(point), []).append(number)
    lines: list[Array] = []
    while left:
        _, line = left.popitem()
        for _side in range(2):
            while piece := _next(line, left, ends):
                line = line + piece[1:]
            line = line[::-1]
        lines.append(np.array(line))
    return sorted(lines, key=lambda line: -float(ways_of(line)[-1]))


def ways_of(line: Array) -> Array:
    """The way from a line's start to each of its points."""
    return np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))


def _next(
    line: list[list[float]], left: dict[int, list[list[float]]], ends: dict[_End, list[int]]
) -> list[list[float]] | None:
    # Takes the piece that goes on from the line's end out of those left, turned so that it begins there.
    here = _end(line[-1])
    best, bend = -1, SHARPEST
    for number in ends[here]:
        if number in left and (turn := _turn(line, _turned(left[number], here))) < bend:
            best, bend = number, turn
    return _turned(left.pop(best), here) if best >= 0 else None


def _turned(piece: list[list[float]], start: _End) -> list[list[float]]:
    return piece if _end(piece[0]) == start else piece[::-1]


def _turn(line: list[list[float]], piece: list[list[float]]) -> float:
    # Radians between the line's last step and the piece's first.
    (ax, ay), (bx, by) = line[-2:]
    (cx, cy), (dx, dy) = piece[:2]
    turn = math.atan2(dy - cy, dx - cx) - math.atan2(by - ay, bx - ax)
    return abs(math.remainder(turn, math.tau))


def _end(point: list[float]) -> _End:
    return round(point[0] * 10), round(point[1] * 10)
