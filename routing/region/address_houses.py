"""Finds a number among the houses of a place. What the place is called is settled before."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import dataclass
from typing import NamedTuple

from routing.problem import Coordinates
from routing.region.address_query import Asked
from routing.region.normalize import house_number, last_integer, leading_integer

SAME_HOUSE_DEG = 150 / 111_195
"""Houses of one number that are farther apart than 150 m are two; in degrees of latitude."""
RANGE = 20
"""The widest range of numbers that one building bears."""


class _House(NamedTuple):
    number: str
    value: int
    last: int
    shown: str
    postcode: str
    lat: float
    lon: float
    interpolated: int

    @property
    def place(self) -> Coordinates:
        return Coordinates(self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class Found:
    """A house, or what comes nearest to it; without a `place` the street's own middle is meant."""

    match: str
    place: Coordinates | None = None
    shown: str = ""
    differs: tuple[str, ...] = ()
    code_agrees: bool = False
    code_contradicts: bool = False
    off: int = 0
    """By how much another number was found than the one that was asked for."""


COLUMNS = "number, value, last, shown, postcode, lat, lon, interpolated"


def find_house(connection: sqlite3.Connection, place: int, number: str, asked: Asked) -> Found:
    """The house of a number on a street or in a compound."""
    wanted = house_number(number)
    value = leading_integer(wanted)
    if value is None:
        return Found("street", differs=("number",))
    last = last_integer(wanted) or value
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM address WHERE place = ? AND value BETWEEN ? AND ? ORDER BY interpolated",
        (place, value - RANGE, last),
    )
    houses = [_House(*row) for row in rows]
    same = [house for house in houses if house.number == wanted] or _covering(houses, wanted, value, last)
    if same:
        return _house(same, asked)
    near = houses or _nearest(connection, place, value)
    if not near:
        return Found("street", differs=("number",))
    best = min(near, key=lambda house: (abs(house.value - value), (house.value - value) % 2))
    if best.value != value:
        above = _nearest(connection, place, value)
        best = min([best, *above], key=lambda house: (abs(house.value - value), (house.value - value) % 2))
    return Found("near_number", best.place, best.shown, ("number",), off=abs(best.value - value))


def _covering(houses: list[_House], wanted: str, value: int, last: int) -> list[_House]:
    # 31-33 bears 31 and 33; asked for 31-33, where they stand singly, 31 is at the same door as near as can be told.
    if last > value:
        return [house for house in houses if house.number in (str(value), str(last))][:1]
    if not wanted.isdigit():
        return []
    return [
        house for house in houses if house.value <= value <= house.last > house.value and (value - house.value) % 2 == 0
    ]


def _nearest(connection: sqlite3.Connection, place: int, value: int) -> list[_House]:
    found = []
    for compare, order in ((">=", "ASC"), ("<", "DESC")):
        row = connection.execute(
            f"SELECT {COLUMNS} FROM address WHERE place = ? AND value {compare} ? ORDER BY value {order} LIMIT 1",
            (place, value),
        ).fetchone()
        if row:
            found.append(_House(*row))
    return found


def _house(same: list[_House], asked: Asked) -> Found:
    # One number may stand twice on a street; then only its postcode tells which is meant.
    codes = asked.codes | asked.strange_codes
    if coded := [house for house in same if house.postcode in codes]:
        same = coded
    elif codes:
        same = [house for house in same if not house.postcode] or same
    first = same[0]
    contradicts = bool(codes and first.postcode and first.postcode not in codes)
    agrees = bool(first.postcode and first.postcode in codes)
    if contradicts:
        return Found("house", first.place, first.shown, ("city",), code_contradicts=True)
    if any(not house.interpolated and _apart(first.place, house.place) for house in same):
        return Found("street", None, "", ("twice",))
    return Found("interpolated" if first.interpolated else "house", first.place, first.shown, (), agrees)


def _apart(a: Coordinates, b: Coordinates) -> bool:
    east = (b.lon - a.lon) * math.cos(math.radians(a.lat))
    return math.hypot(b.lat - a.lat, east) > SAME_HOUSE_DEG
