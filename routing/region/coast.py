"""The sea of an extract, from its coastlines: OpenStreetMap draws no sea, only coasts with the water to their right.

Coasts are joined, cut to the box of the land that is shown, and closed along the box's edge. Where that puts land under
water, because coasts are missing, no sea is made: a map without sea is better than a drowned town.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from routing.region.outlines import Array, Box, clipped

type Rings = list[Array]

MOST_POINTS = 1500
"""Of a piece of the sea: what is drawn of it on a tile is read whole."""
OVERLAP = 1e-3
"""Degrees by which pieces overlap, so that no line shows between them."""
MOST_DROWNED = 0.03
"""Share of the land's own points that may lie in the sea: bridges, ferries, piers."""


def sea(coasts: Sequence[Array], box: Box, land: Array) -> list[Rings]:
    """The sea within a box (south, west, north, east): areas, each an outer ring against the clock and its islands.

    `coasts` as drawn, points (lat, lon); `land` are points known to be dry.
    """
    lines, rings = _joined(coasts)
    pieces = [piece for line in lines for piece in _within(line, box)]
    outers = _closed_along(pieces, box) + [ring for ring in rings if _turn(ring) < 0]
    islands = [ring for ring in rings if _turn(ring) > 0]
    if not pieces and any(not any(holds(outer, island[:1])[0] for outer in outers) for island in islands):
        outers.append(_corners(box))
    areas: list[Rings] = [[outer[::-1]] for outer in outers]
    for island in islands:
        if area := next((area for area in areas if holds(area[0], island[:1])[0]), None):
            area.append(island[::-1])
    wet = np.zeros(len(land), dtype=bool)
    for outer, *holes in areas:
        wet |= holds(outer, land) & ~np.any(
            [holds(hole, land) for hole in holes] or [np.zeros(len(land), bool)], axis=0
        )
    return [] if len(land) and wet.mean() > MOST_DROWNED else areas


def in_pieces(area: Rings, box: Box) -> Iterator[Rings]:
    """A large area cut into boxes of few points each."""
    cut = [part for ring in area if len(part := clipped(ring, box)) > 2]
    if not cut or sum(map(len, cut)) <= MOST_POINTS or max(box[2] - box[0], box[3] - box[1]) < 20 * OVERLAP:
        if cut:
            yield [np.concatenate((ring, ring[:1])) for ring in cut]
        return
    south, west, north, east = box
    lat, lon = (south + north) / 2, (west + east) / 2
    if north - south > east - west:
        halves = (south, west, lat + OVERLAP, east), (lat - OVERLAP, west, north, east)
    else:
        halves = (south, west, north, lon + OVERLAP), (south, lon - OVERLAP, north, east)
    for half in halves:
        yield from in_pieces(cut, half)


def holds(ring: Array, points: Array) -> npt.NDArray[np.bool_]:
    """Which points lie in a ring."""
    (y, x), (before_y, before_x) = ring.T, np.roll(ring, 1, axis=0).T
    found = []
    for lat, lon in points.tolist():
        crosses = (y > lat) != (before_y > lat)
        share = (lat - before_y[crosses]) / (y[crosses] - before_y[crosses])
        found.append(np.count_nonzero(before_x[crosses] + share * (x[crosses] - before_x[crosses]) > lon) % 2 == 1)
    return np.array(found, dtype=bool)


def _turn(ring: Array) -> float:
    # More than 0: against the clock, so that land, to the left, is inside.
    lat, lon = ring[:, 0], ring[:, 1]
    return float(lon[:-1] @ lat[1:] - lon[1:] @ lat[:-1])


def _joined(coasts: Sequence[Array]) -> tuple[list[Array], list[Array]]:
    # Open lines and closed rings, in their own direction: where one ends the next begins.
    begins = {tuple(line[0].tolist()): number for number, line in enumerate(coasts)}
    ends = {tuple(line[-1].tolist()) for line in coasts}
    left = dict(enumerate(coasts))
    lines: list[Array] = []
    rings: list[Array] = []
    firsts = [number for number, line in left.items() if tuple(line[0].tolist()) not in ends]
    for first in (*firsts, *range(len(coasts))):
        if first not in left:
            continue
        parts = [left.pop(first)]
        while (number := begins.get(tuple(parts[-1][-1].tolist()))) in left:
            parts.append(left.pop(number)[1:])
        line = np.concatenate(parts)
        (rings if len(line) > 3 and (line[0] == line[-1]).all() else lines).append(line)
    return lines, rings


def _within(line: Array, box: Box) -> Iterator[Array]:
    # What lies in the box, from edge to edge; a coast that ends inside goes straight on to the nearest edge.
    inside = ((line > box[:2]) & (line < box[2:])).all(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    for first, past in edges.reshape(-1, 2).tolist():
        head = _crossing(line[first], line[first - 1], box) if first else _on_edge(line[0], box)
        tail = _crossing(line[past - 1], line[past], box) if past < len(line) else _on_edge(line[-1], box)
        yield np.vstack((head, line[first:past], tail))


def _crossing(inner: Array, outer: Array, box: Box) -> Array:
    step = outer - inner
    limits = np.where(step > 0, box[2:], box[:2])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nanmin(np.where(step, (limits - inner) / step, np.inf))
    return _on_edge(inner + share * step, box)


def _on_edge(point: Array, box: Box) -> Array:
    # Moved onto the edge that is nearest.
    moved = np.clip(point, box[:2], box[2:])
    gaps = np.abs(np.concatenate((moved - box[:2], moved - box[2:])))
    nearest = int(gaps.argmin())
    moved[nearest % 2] = box[nearest]
    return moved


def _corners(box: Box) -> Array:
    # With the clock, from the north-west.
    south, west, north, east = box
    return np.array([(north, west), (north, east), (south, east), (south, west), (north, west)])


def _way(point: Array, box: Box) -> float:
    # How far along the box's edge, with the clock, from 0 in the north-west to 4.
    south, west, north, east = box
    lat, lon = (point[0] - south) / (north - south), (point[1] - west) / (east - west)
    sides = (abs(lat - 1), lon), (abs(lon - 1), 2 - lat), (abs(lat), 3 - lon), (abs(lon), 3 + lat)
    return float(min(sides)[1]) % 4


def _closed_along(pieces: list[Array], box: Box) -> list[Array]:
    # From a piece's end along the edge, with the clock, to the next piece's beginning, until it is where it began.
    starts = sorted((_way(piece[0], box), number) for number, piece in enumerate(pieces))
    corners = _corners(box)
    left, rings = set(range(len(pieces))), []
    while left:
        parts, first = [], min(left)
        number = first
        while number in left:
            left.discard(number)
            parts.append(pieces[number])
            here = _way(pieces[number][-1], box)
            there, number = next((s for s in starts if s[0] >= here), (starts[0][0] + 4, starts[0][1]))
            parts += [corners[corner % 4][None] for corner in range(math.floor(here) + 1, math.ceil(there))]
        rings.append(np.vstack((*parts, parts[0][:1])))
    return rings
