"""The office's own address book from a spreadsheet: compounds, gates, and whatever no region knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.bootstrap import Office
from planner.day.geocoding import address_key
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.columns import PLACE_COLUMNS
from planner.day.importing.problems import Problem
from planner.day.importing.row import read_rows
from planner.day.importing.table import read_table
from planner.model import Location, LocationSource, MatchClass
from planner.signing_in import acting
from planner.users import Right


@dataclass(frozen=True, slots=True)
class PlacesImport:
    """The office's own places, by address key."""

    entries: Mapping[str, Location]
    problems: tuple[Problem, ...]


def read_places(file: Path, mapping: Mapping[int, str] | None = None) -> PlacesImport:
    """Read the office's own places; a later row of the same address takes the place of an earlier one."""
    problems: list[Problem] = []
    entries: dict[str, Location] = {}
    for row in read_rows(read_table(file, PLACE_COLUMNS), PLACE_COLUMNS, problems, mapping):
        address = row.needed("address")
        try:
            place = cells.read_coordinates(row.one("lat"), row.one("lon"), row.one("coordinates"))
        except BadCell as bad:
            name = "coordinates" if bad.code == "unknown_coordinate_system" else "lat"
            row.tell(name, bad.code, row.one(name))
            continue
        if address:
            key = address_key(address)
            entries[key] = Location(place, MatchClass.HOUSE, LocationSource.ADDRESS_BOOK, matched=address)
    return PlacesImport(entries, tuple(problems))


def apply_places(office: Office, result: PlacesImport) -> None:
    """Add to the address book; ``no_right``."""
    actor = acting(office, Right.PLAN)
    with office.store.writing() as session:
        session.save_address_book(result.entries)
        session.record("places_imported", actor, office.clock(), count=len(result.entries))
