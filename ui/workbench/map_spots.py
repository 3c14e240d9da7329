"""Where along lines and within areas a name or sign may stand: plain geometry, in pixels of a block. Knows no fonts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from routing.region.basemap import Array
from ui.workbench.map_lines import ways_of

BLOCK = 1024
"""Pixels of a block's side."""


def inside(line: Array, ways: Array, where: Array, far: float = 0) -> npt.NDArray[np.bool_]:
    """Which points of a line, by their way from its start, lie in the block, so far from its edge."""
    x, y = np.interp(where, ways, line[:, 0]), np.interp(where, ways, line[:, 1])
    found: npt.NDArray[np.bool_] = (np.minimum(x, y) >= far) & (np.maximum(x, y) <= BLOCK - far)
    return found


def equal_parts(length: float, apart: float) -> float:
    """How long a part is, where a length is cut into equal parts of about so much."""
    return max(length / max(round(length / apart), 1), 1.0)


def stations(line: Array, apart: float) -> Iterator[tuple[Array, float]]:
    """Points along what a block shows of a line, evenly, none near its ends; with the line's angle there."""
    ways = ways_of(line)
    fine = np.arange(apart / 6, float(ways[-1]) - apart / 6, 8.0)
    fine = fine[inside(line, ways, fine)]
    if not len(fine):
        return
    step = equal_parts(float(fine[-1] - fine[0]), apart)
    for way in np.arange(fine[0] + step / 2, fine[-1] + 1, step).tolist():
        ahead, behind = (
            np.array([np.interp(way + d, ways, line[:, 0]), np.interp(way + d, ways, line[:, 1])]) for d in (4, -4)
        )
        yield (ahead + behind) / 2, float(np.arctan2(*(ahead - behind)[::-1]))


def widest(ring: Array, wide: float) -> tuple[float, float] | None:
    """Where a name of a width finds room in an area: at its middle height, in its widest stretch."""
    height = float(ring[:, 1].min() + ring[:, 1].max()) / 2
    (x, y), (before_x, before_y) = ring.T, np.roll(ring, 1, axis=0).T
    crosses = (y > height) != (before_y > height)
    share = (height - before_y[crosses]) / (y[crosses] - before_y[crosses])
    at = np.sort(before_x[crosses] + share * (x[crosses] - before_x[crosses]))
    if len(at) < 2:
        return None
    stretches = at[1::2] - at[: len(at) // 2 * 2 : 2]
    best = int(stretches.argmax())
    return (float(at[2 * best] + stretches[best] / 2), height) if stretches[best] > wide else None
