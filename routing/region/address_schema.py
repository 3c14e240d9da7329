"""The address index as a file: its tables, its version, and how it is opened. Writing and searching are elsewhere.

``place`` holds whatever bears a name; ``address`` the numbered houses of a place; ``area`` the towns, districts and
postcodes that places lie in; ``name`` finds places by a whole name, ``grams`` by pieces of their names and towns, and
``gram`` counts how common a piece is.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from routing.problem import Coordinates
from routing.region.facts import check_version, file_version

FILE = "addresses.sqlite"
VERSION = 2
"""Raised with each change of the tables, or of how names are made comparable."""
SCHEMA = """
CREATE TABLE place(id INTEGER PRIMARY KEY, kind TEXT, names TEXT, sounds TEXT, areas TEXT, shown TEXT, shown_zh TEXT,
                   city TEXT, city_zh TEXT, lat REAL, lon REAL);
CREATE TABLE address(id INTEGER PRIMARY KEY, place INTEGER, number TEXT, value INTEGER, last INTEGER, shown TEXT,
                     postcode TEXT, lat REAL, lon REAL, interpolated INTEGER, cell INTEGER);
CREATE TABLE area(id INTEGER PRIMARY KEY, names TEXT, decides INTEGER);
CREATE TABLE name(form TEXT, place INTEGER, PRIMARY KEY(form, place)) WITHOUT ROWID;
CREATE TABLE postcode(code TEXT PRIMARY KEY, lat REAL, lon REAL, count INTEGER) WITHOUT ROWID;
CREATE TABLE gram(term TEXT PRIMARY KEY, places INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5(text, content='', tokenize='unicode61');
"""
INDEXES = """
CREATE INDEX address_place ON address(place, value);
CREATE INDEX address_cell ON address(cell);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(grams, 'row');
INSERT INTO gram SELECT term, doc FROM vocabulary;
DROP TABLE vocabulary;
INSERT INTO grams(grams) VALUES('optimize');
ANALYZE;
"""
CELL_DEG = 0.002
"""Side of the squares by which houses are found from a point: about 220 m from south to north."""
COLUMNS = 1_000_000


def open_index(folder: str | Path) -> sqlite3.Connection:
    """Open a region's address index for reading.

    Raises
    ------
    EngineUnavailable
        ``region_missing``: there is none; ``region_is_older`` or ``region_is_newer``: another version made it.
    """
    file = Path(folder) / FILE
    check_version(file_version(file), VERSION)
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)


def cell_of(place: Coordinates) -> int:
    """The number of the square a point lies in; those of one row follow each other from west to east."""
    return math.floor(place.lat / CELL_DEG) * COLUMNS + math.floor(place.lon / CELL_DEG)


def squares_around(place: Coordinates, radius_m: float) -> Iterator[tuple[int, int]]:
    """The squares that a circle may touch: for each row the first and the last."""
    north = radius_m / 111_195
    east = north / max(0.01, math.cos(math.radians(place.lat)))
    for row in range(math.floor((place.lat - north) / CELL_DEG), math.floor((place.lat + north) / CELL_DEG) + 1):
        lat = row * CELL_DEG + CELL_DEG / 2
        yield cell_of(Coordinates(lat, place.lon - east)), cell_of(Coordinates(lat, place.lon + east))
