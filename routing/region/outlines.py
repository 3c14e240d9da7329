"""Lines and outlines as arrays of shape (n, 2): made simpler, and cut to a box. Knows neither maps nor units."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

type Array = npt.NDArray[np.float64]
type Box = tuple[float, float, float, float]
"""Lower limits of both axes, then the upper ones."""


def simplified(points: Array, tolerance: float) -> Array:
    """The line with fewer points, nowhere further from the old one than `tolerance` (in the unit of the points).

    Douglas & Peucker 1973, doi 10.3138/FM57-6770-U75U-7727.
    """
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    open_spans = [(0, len(points) - 1)]
    while open_spans:
        first, last = open_spans.pop()
        if last - first < 2:
            continue
        away = _distances(points[first + 1 : last], points[first], points[last])
        far = int(away.argmax())
        if away[far] > tolerance:
            kept[first + 1 + far] = True
            open_spans += [(first, first + 1 + far), (first + 1 + far, last)]
    kept_points: Array = points[kept]
    return kept_points


def _distances(points: Array, start: Array, end: Array) -> Array:
    # From the chord; from the start where there is none (a ring begins and ends at one point).
    chord, offsets = end - start, points - start
    length = float(np.hypot(*chord))
    away: Array = (
        np.abs(offsets[:, 0] * chord[1] - offsets[:, 1] * chord[0]) / length
        if length
        else np.hypot(offsets[:, 0], offsets[:, 1])
    )
    return away


def runs(line: Array, box: Box) -> list[tuple[int, int]]:
    """The stretches of a line whose steps may touch the box, as (first, past the last) of its points."""
    low, high = np.minimum(line[:-1], line[1:]), np.maximum(line[:-1], line[1:])
    near = (high >= box[:2]).all(axis=1) & (low <= box[2:]).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], near.astype(np.int8), [0]))))
    return [(start, end + 1) for start, end in edges.reshape(-1, 2).tolist()]


def clipped(ring: Array, box: Box) -> Array:
    """The part of an area's ring inside the box (Sutherland & Hodgman 1974, doi 10.1145/360767.360802)."""
    if (ring >= box[:2]).all() and (ring <= box[2:]).all():
        return ring
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        ring = _cut(ring, axis, limit, sign)
    return ring


def _cut(ring: Array, axis: int, limit: float, sign: int) -> Array:
    # One side: the points on its inner side, and where the ring crosses it.
    if not len(ring):
        return ring
    inner = (ring[:, axis] - limit) * sign
    if (inner >= 0).all():
        return ring
    before, inner_before = np.roll(ring, 1, axis=0), np.roll(inner, 1)
    crosses = (inner >= 0) != (inner_before >= 0)
    share = inner_before / np.where(crosses, inner_before - inner, 1.0)
    both = np.stack((before + share[:, None] * (ring - before), ring), axis=1)
    kept: Array = both[np.stack((crosses, inner >= 0), axis=1)]
    return kept
