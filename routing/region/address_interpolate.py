"""Houses between two numbered ends of a line (``addr:interpolation``), told apart from houses that are mapped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from routing.problem import Coordinates
from routing.region.address_areas import distances
from routing.region.address_read import AddressReader, Line

STEPS = {"odd": 2, "even": 2, "all": 1}
MOST = 400
"""Two ends that are farther apart in numbers are a slip of somebody's pen."""


class _End(NamedTuple):
    street: str
    number: str
    city: str
    postcode: str
    wider: str


def interpolate(reader: AddressReader) -> None:
    """Add the houses between the ends of each line to ``temp.house``."""
    if not reader.lines:
        return
    reader.connection.execute("CREATE INDEX temp.house_ref ON house(ref)")
    rows = [row for line in reader.lines for row in _houses(reader, line)]
    reader.connection.executemany("INSERT INTO temp.house VALUES('',?,?,?,?,?,?,1,?)", rows)


def _houses(reader: AddressReader, line: Line) -> Iterator[tuple[object, ...]]:
    step = int(line.kind) if line.kind.isdigit() else STEPS.get(line.kind, 0)
    ends = [(at, end) for at, node in enumerate(line.nodes) if (end := _end(reader, node))]
    for (i, first), (j, last) in pairwise(ends):
        start, stop = int(first.number), int(last.number)
        if not step or abs(stop - start) > MOST:
            continue
        sign = 1 if stop > start else -1
        for value in range(start + sign * step, stop, sign * step):
            place = _along(line.points[i : j + 1], (value - start) / (stop - start))
            street = first.street or line.street
            yield street, str(value), first.city, first.postcode, place.lat, place.lon, first.wider


def _end(reader: AddressReader, node: int) -> _End | None:
    found = reader.connection.execute(
        "SELECT street, number, city, postcode, wider FROM temp.house WHERE ref = ?", (f"n{node}",)
    ).fetchone()
    return _End(*found) if found and found[1].isdigit() else None


def _along(points: list[Coordinates], share: float) -> Coordinates:
    # The point at a share of a line's length.
    line = np.array(points)
    lengths = [float(distances(line[n : n + 1], points[n + 1])[0]) for n in range(len(points) - 1)]
    walked = np.concatenate(([0.0], np.cumsum(lengths)))
    at = walked[-1] * share
    return Coordinates(float(np.interp(at, walked, line[:, 0])), float(np.interp(at, walked, line[:, 1])))
