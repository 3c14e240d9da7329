"""Addresses of a built index, in the parts they are written from. Their perturbation is `writings`'."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from routing.problem import Coordinates
from routing.region.addresses import FILE


@dataclass(frozen=True)
class Address:
    """One house as it is written; `code` may be empty."""

    street: str
    number: str
    code: str
    city: str
    place: Coordinates


def addresses_of(folder: Path, chinese: bool) -> list[Address]:
    """Every mapped house that has a street and a town, in one language."""
    street, city = ("p.shown_zh", "p.city_zh") if chinese else ("p.shown", "p.city")
    connection = sqlite3.connect(folder / FILE)
    rows = connection.execute(
        f"SELECT {street}, a.shown, a.postcode, {city}, a.lat, a.lon FROM address a JOIN place p ON p.id = a.place"
        f" WHERE a.interpolated = 0 AND {street} <> '' AND {city} <> '' AND a.value IS NOT NULL ORDER BY a.id"
    ).fetchall()
    connection.close()
    return [Address(*row[:4], Coordinates(*row[4:])) for row in rows]


def some(addresses: list[Address], count: int, chance: random.Random) -> list[Address]:
    """A sample of them."""
    return chance.sample(addresses, min(count, len(addresses)))
