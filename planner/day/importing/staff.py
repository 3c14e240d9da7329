"""Staff, teams and depots from a spreadsheet; and the office's own address book of places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from planner.bootstrap import Office
from planner.day.geocoding.locate import address_key, search_region
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.columns import PLACE_COLUMNS, STAFF_COLUMNS, guess_mapping, required_missing
from planner.day.importing.problems import Problem
from planner.day.importing.table import read_table
from planner.model import (
    Address,
    Day,
    Depot,
    Location,
    LocationSource,
    MatchClass,
    Shift,
    ShiftBreak,
    Staff,
    Team,
    TravelMode,
)

SOURCE = "office"
SIGNS = 16


@dataclass(frozen=True, slots=True)
class Crew:
    """A team of a file: its name, members, hours and ends."""

    name: str
    members: tuple[str, ...]
    start: time
    end: time
    breaks: tuple[ShiftBreak, ...]
    depot: str
    from_home: bool
    travel_mode: TravelMode
    vehicle: str


@dataclass(frozen=True, slots=True)
class StaffImport:
    """What a file of staff says; people by reference."""

    staff: tuple[Staff, ...]
    depots: tuple[Depot, ...]
    crews: tuple[Crew, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PlacesImport:
    """The office's own places, by address key."""

    entries: Mapping[str, Location]
    problems: tuple[Problem, ...]


@dataclass
class _Rows:
    problems: list[Problem] = field(default_factory=list)

    def take(self, row: dict[str, Any], name: str, read: Any, default: Any) -> Any:
        if not cells.text(row.get(name)):
            return default
        try:
            return read(row[name])
        except BadCell as bad:
            self.problems.append(Problem(row["#"], name, bad.code, cells.text(row[name])))
            return default


def _rows(file: Path, columns: Any, problems: list[Problem]) -> list[dict[str, Any]]:
    table = read_table(file, columns)
    mapping = guess_mapping(table.headers, columns)
    missing = required_missing(mapping, columns)
    problems += [Problem(0, column.en, "missing_column") for column in missing]
    rows = [] if missing else table.rows
    found = [{name: row[n] for n, name in mapping.items()} | {"#": table.first_row + i} for i, row in enumerate(rows)]
    return [row for row in found if any(cells.text(value) for name, value in row.items() if name != "#")]


def read_staff(file: Path) -> StaffImport:
    """Read people, and the teams and depots named beside them. Who stands in one team travels together."""
    rows = _Rows()
    staff: list[Staff] = []
    depots: dict[str, Depot] = {}
    crews: dict[str, Crew] = {}
    for row in _rows(file, STAFF_COLUMNS, rows.problems):
        home = cells.text(row.get("home"))
        reference, name = cells.text(row.get("reference")), cells.text(row.get("name"))
        if not reference or not name:
            rows.problems.append(Problem(row["#"], "Staff reference", "no_reference"))
            continue
        person = Staff(
            SOURCE,
            reference,
            name,
            cells.text(row.get("phone")),
            frozenset(cells.words(row.get("skills"))),
            Address(home) if home else None,
        )
        staff.append(person)
        if depot := cells.text(row.get("depot")):
            depots.setdefault(depot, Depot(depot, Address(cells.text(row.get("depot_address")))))
            if address := cells.text(row.get("depot_address")):
                depots[depot] = replace(depots[depot], address=Address(address))
        if team := cells.text(row.get("team")):
            crews[team] = _crew(rows, team, row, crews.get(team), reference)
    return StaffImport(tuple(staff), tuple(depots.values()), tuple(crews.values()), tuple(rows.problems))


def _crew(rows: _Rows, team: str, row: dict[str, Any], known: Crew | None, reference: str) -> Crew:
    # The first row of a team gives its hours; the others only join it.
    if known:
        return replace(known, members=(*known.members, reference))
    windows = rows.take(row, "break", cells.read_windows, ())
    stay = rows.take(row, "break_minutes", cells.read_minutes, timedelta(minutes=30))
    return Crew(
        name=team,
        members=(reference,),
        start=rows.take(row, "start", cells.read_time, time(9)),
        end=rows.take(row, "end", cells.read_time, time(18)),
        breaks=tuple(ShiftBreak(window.earliest, window.latest, stay) for window in windows),
        depot=cells.text(row.get("depot")),
        from_home=cells.text(row.get("ends_home")).casefold() in cells.YES,
        travel_mode=rows.take(row, "travel_mode", _travel_mode, TravelMode.CAR),
        vehicle=cells.text(row.get("vehicle")),
    )


def _travel_mode(cell: Any) -> TravelMode:
    return cells.read_choice(cell, cells.TRAVEL_MODES, "bad_travel_mode")


def apply_staff(office: Office, result: StaffImport, when: date) -> Day:
    """Keep people and depots, and make the teams of the file the shifts of a day."""
    located = search_region(office)
    depots = [replace(depot, location=located(depot.address.text)) for depot in result.depots]
    people = [replace(p, home_location=located(p.home.text)) if p.home else p for p in result.staff]
    with office.store.writing() as session:
        staff = {person.reference: person for person in session.save_staff(people)}
        yards = {depot.name: depot for depot in session.save_depots(depots)}
        day = session.day(when) or Day(session.branch(), when)
        known = {team.name: team for team in session.teams()}
        shifts = tuple(
            _shift(crew, known.get(crew.name) or Team(crew.name, sign=number % SIGNS), staff, yards, when)
            for number, crew in enumerate(result.crews)
        )
        session.record("staff_imported", "user", office.clock(), staff=len(staff), teams=len(shifts))
        return session.save_day(
            replace(day, staff=session.staff(), depots=session.depots(), shifts=shifts or day.shifts)
        )


def _shift(crew: Crew, team: Team, staff: Mapping[str, Staff], yards: Mapping[str, Depot], when: date) -> Shift:
    members = tuple(staff[reference] for reference in crew.members)
    base: Depot | Staff | None = members[0] if crew.from_home else yards.get(crew.depot)
    return Shift(
        team, when, members, crew.start, crew.end, base, base, crew.breaks, crew.travel_mode, vehicle=crew.vehicle
    )


def read_places(file: Path) -> PlacesImport:
    """Read the office's own places."""
    rows = _Rows()
    entries: dict[str, Location] = {}
    for row in _rows(file, PLACE_COLUMNS, rows.problems):
        try:
            place = cells.read_coordinates(row.get("lat"), row.get("lon"), row.get("coordinates"))
        except BadCell as bad:
            rows.problems.append(Problem(row["#"], "Latitude", bad.code, cells.text(row.get("lat"))))
            continue
        address = cells.text(row.get("address"))
        entries[address_key(address)] = Location(place, MatchClass.HOUSE, LocationSource.ADDRESS_BOOK, matched=address)
    return PlacesImport(entries, tuple(rows.problems))


def apply_places(office: Office, result: PlacesImport) -> None:
    """Add to the address book."""
    with office.store.writing() as session:
        session.save_address_book(result.entries)
        session.record("places_imported", "user", office.clock(), count=len(result.entries))
