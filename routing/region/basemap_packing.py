"""Outlines as bytes: each ring's first point and the steps to the next ones, in whole units. Knows no files.

A step is two bytes an axis; where one would not fit, the ring gets a point in between.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import chain
from struct import Struct

import numpy as np
import numpy.typing as npt

from routing.region.outlines import Array

UNIT = 5e-7
"""Degrees: 5.6 cm of latitude."""
LONGEST_STEP = 32_000
"""Units, 1.8 km."""
ONE_RING = Struct("<3i")

type Rings = Sequence[Array]


def pack_all(features: Sequence[Rings]) -> list[bytes]:
    """Each feature's rings of (lat, lon) in degrees as bytes."""
    rings = list(chain.from_iterable(features))
    whole = _whole(rings)
    lengths = np.fromiter(map(len, rings), np.int64, len(rings))
    begins = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    steps = np.diff(whole, axis=0, prepend=0)
    steps[begins] = 0
    if (long := np.flatnonzero(np.abs(steps).max(axis=1, initial=0) > LONGEST_STEP)).size:
        wide = {id(rings[at]) for at in np.searchsorted(begins, long, side="right") - 1}
        return pack_all([[_filled(ring) if id(ring) in wide else ring for ring in each] for each in features])
    starts: list[list[int]] = whole[begins].tolist()
    between = np.ones(len(whole), dtype=bool)
    between[begins] = False
    body = steps[between].astype("<i2").tobytes()
    blobs, ring, at = [], 0, 0
    for each in features:
        count = len(each)
        numbers = [count, *map(len, each), *chain.from_iterable(starts[ring : ring + count])]
        size = 4 * (sum(numbers[1 : count + 1]) - count)
        blobs.append(Struct(f"<{len(numbers)}i").pack(*numbers) + body[at : at + size])
        ring, at = ring + count, at + size
    return blobs


def unpack_all(blobs: Sequence[bytes]) -> tuple[list[list[int]], Array]:
    """The ring lengths of each feature, and all their points (lat, lon) one after the other."""
    lengths: list[list[int]] = []
    starts: list[int] = []
    bodies: list[bytes] = []
    for blob in blobs:
        if (count := int.from_bytes(blob[:4], "little")) == 1:
            length, lat, lon = ONE_RING.unpack_from(blob, 4)
            lengths.append([length])
            starts += (lat, lon)
            bodies.append(blob[16:])
        else:
            numbers = np.frombuffer(blob, "<i4", 3 * count, 4).tolist()
            lengths.append(numbers[:count])
            starts += numbers[count:]
            bodies.append(blob[4 + 12 * count :])
    return lengths, _points(np.array(starts).reshape(-1, 2), [*chain.from_iterable(lengths)], b"".join(bodies))


def _points(starts: npt.NDArray[np.int64], lengths: list[int], body: bytes) -> Array:
    # One running sum over everything; each ring then counts from its own first point.
    sizes = np.array(lengths)
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    steps = np.zeros((int(sizes.sum()), 2), np.int64)
    between = np.ones(len(steps), dtype=bool)
    between[begins] = False
    steps[between] = np.frombuffer(body, "<i2").reshape(-1, 2)
    sums = np.cumsum(steps, axis=0)
    whole: Array = np.multiply(sums + np.repeat(starts - sums[begins], sizes, axis=0), UNIT)
    return whole


def _whole(rings: Rings) -> npt.NDArray[np.int64]:
    return np.rint(np.concatenate(rings) / UNIT).astype(np.int64)


def _filled(ring: Array) -> Array:
    # The same line with points between those that lie too far apart.
    far = np.abs(np.diff(ring, axis=0)).max(axis=1, initial=0) / (UNIT * (LONGEST_STEP - 2))
    parts = [
        np.linspace(a, b, math.ceil(max(steps, 1)), endpoint=False)
        for a, b, steps in zip(ring[:-1], ring[1:], far.tolist(), strict=True)
    ]
    return np.concatenate((*parts, ring[-1:]))
