"""What a newer extract has changed in a region's addresses: how many were added, are gone, or have moved; and where it
finds addresses that somebody asks about. What that means for visits is not known here."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.region.address_schema import open_index
from routing.region.addresses import AddressIndex, AddressMatch

MOVED_M = 50
"""An address has moved where it is farther than this from where it was."""
METRES = 111_195
"""In a degree of latitude, on a sphere of 6,371 km."""
HOUSES = """
SELECT p.shown, p.city, a.number, a.lat, a.lon FROM address a JOIN place p ON p.id = a.place
WHERE a.interpolated = 0 ORDER BY 1, 2, 3
"""

type _Key = tuple[str, str, str]
type _Known = tuple[_Key, list[Coordinates]]


@dataclass(frozen=True, slots=True)
class AddressChanges:
    """How many numbered houses a newer extract has more, has no longer, and has elsewhere."""

    added: int
    gone: int
    moved: int


def compare_addresses(before: Path, after: Path) -> AddressChanges | None:
    """What changed between the folders of two regions; None where the older one can no longer be read."""
    try:
        with closing(open_index(before)) as older, closing(open_index(after)) as newer:
            return _compare(_houses(older), _houses(newer))
    except EngineUnavailable:
        return None


def find_again(folder: Path, texts: Sequence[str], share: Callable[[float], None]) -> dict[str, AddressMatch | None]:
    """The likeliest place of each address in a region."""
    found: dict[str, AddressMatch | None] = {}
    with closing(AddressIndex(folder)) as index:
        for number, text in enumerate(texts, start=1):
            found[text] = next(iter(index.search(text, limit=1)), None)
            share(number / len(texts))
    return found


def metres_apart(a: Coordinates, b: Coordinates) -> float:
    """How far two places near each other lie apart, in metres."""
    east = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return METRES * math.hypot(b.lat - a.lat, east)


def _houses(index: sqlite3.Connection) -> Iterator[_Known]:
    # The same number may stand several times: as entrances of one house.
    for key, rows in groupby(index.execute(HOUSES), key=itemgetter(0, 1, 2)):
        yield key, [Coordinates(lat, lon) for *_, lat, lon in rows]


def _compare(older: Iterable[_Known], newer: Iterable[_Known]) -> AddressChanges:
    # Both come in one order, so that only one address of each is in memory.
    old, new = iter(older), iter(newer)
    was, now = next(old, None), next(new, None)
    added = gone = moved = 0
    while was or now:
        if now is None or (was and was[0] < now[0]):
            gone, was = gone + 1, next(old, None)
        elif was is None or now[0] < was[0]:
            added, now = added + 1, next(new, None)
        else:
            moved += min(metres_apart(a, b) for a in was[1] for b in now[1]) > MOVED_M
            was, now = next(old, None), next(new, None)
    return AddressChanges(added, gone, moved)
