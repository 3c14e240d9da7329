"""Staff, teams and depots from a spreadsheet. A roster is taken whole: half a team would be worse than a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from planner.bootstrap import Office
from planner.day.bases import find_place
from planner.day.factors import Factors, read_factors
from planner.day.importing import cells
from planner.day.importing.columns import STAFF_COLUMNS
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import read_table
from planner.day.teams import free_sign
from planner.model import Address, Day, Depot, Shift, ShiftBreak, Staff, Team, TravelMode, Window
from planner.signing_in import acting
from planner.users import Right

SOURCE = "office"
BREAK = timedelta(minutes=30)
KEPT = ("in_training", "trained_on", "certificates")
"""Fields of a person that a file without a column for them leaves as they are: who may go hangs on them."""


@dataclass(frozen=True, slots=True)
class Crew:
    """A team of a file: its name, the references of its members, hours and ends.

    `from_home` is the reference of the member from whose home it starts, or empty where it starts at `depot`.
    """

    name: str
    members: tuple[str, ...]
    start: time
    end: time
    breaks: tuple[ShiftBreak, ...]
    depot: str
    from_home: str
    travel_mode: TravelMode
    vehicle: str
    slow_factor: float | None
    """None where the file says nothing of it."""


@dataclass(frozen=True, slots=True)
class StaffImport:
    """What a file of staff says. `told` are those of `KEPT` that it has a column for."""

    staff: tuple[Staff, ...]
    depots: tuple[Depot, ...]
    crews: tuple[Crew, ...]
    problems: tuple[Problem, ...]
    told: frozenset[str] = frozenset(KEPT)


def read_staff(file: Path, mapping: Mapping[int, str] | None = None) -> StaffImport:
    """Read people, and the teams and depots named beside them. Who stands in one team travels together."""
    problems: list[Problem] = []
    staff: dict[str, Staff] = {}
    depots: dict[str, Depot] = {}
    crews: dict[str, Crew] = {}
    told: frozenset[str] = frozenset()
    for row in read_rows(read_table(file, STAFF_COLUMNS), STAFF_COLUMNS, problems, mapping):
        person, told = _person(row), frozenset(filter(row.has, KEPT))
        if person.reference in staff:
            row.tell("reference", "duplicate_reference", person.reference)
        staff[person.reference] = person
        if depot := row.text("depot"):
            address = row.text("depot_address") or (depots[depot].address.text if depot in depots else "")
            depots[depot] = Depot(depot, Address(address))
        if team := row.text("team"):
            crews[team] = _crew(row, team, crews.get(team))
    return StaffImport(tuple(staff.values()), tuple(depots.values()), tuple(crews.values()), tuple(problems), told)


def _person(row: Row) -> Staff:
    home = row.text("home")
    not_told: date | None = None
    return Staff(
        source=SOURCE,
        reference=row.needed("reference", "no_reference"),
        name=row.needed("name"),
        phone=row.text("phone"),
        skills=frozenset(cells.words(row.one("skills"))),
        home=Address(home) if home else None,
        in_training=row.text("in_training").casefold() in cells.YES,
        trained_on=row.take("trained_on", cells.read_date, not_told),
        certificates=frozenset(cells.words(row.one("certificates"))),
    )


def _crew(row: Row, team: str, known: Crew | None) -> Crew:
    # The first row of a team gives its hours; the others only join it.
    reference = row.text("reference")
    from_home = reference if row.text("ends_home").casefold() in cells.YES else ""
    if from_home and not row.text("home"):
        row.tell("home", "no_home")
    if known:
        return replace(known, members=(*known.members, reference), from_home=known.from_home or from_home)
    start, end = row.take("start", cells.read_time, time(9)), row.take("end", cells.read_time, time(18))
    if start >= end:
        row.tell("end", "shift_reversed", row.one("end"))
    no_breaks: tuple[Window, ...] = ()
    not_told: float | None = None
    stay = row.take("break_minutes", cells.read_minutes, BREAK)
    return Crew(
        name=team,
        members=(reference,),
        start=start,
        end=end,
        breaks=tuple(ShiftBreak(*window, stay) for window in row.take("break", cells.read_windows, no_breaks)),
        depot=row.text("depot"),
        from_home=from_home,
        travel_mode=row.take("travel_mode", _travel_mode, TravelMode.CAR),
        vehicle=row.text("vehicle"),
        slow_factor=row.take("slow_factor", cells.read_slow_factor, not_told),
    )


def _travel_mode(cell: Any) -> TravelMode:
    return cells.read_choice(cell, cells.TRAVEL_MODES, "bad_travel_mode")


def apply_staff(office: Office, result: StaffImport, when: date) -> Day:
    """Keep people and depots, and make the teams of the file the shifts of a day, in one transaction.

    Who and what is known keeps our id, and the place found for an address that did not change.
    """
    with office.store.reading() as session:
        people = {person.reference: person for person in session.staff() if person.source == SOURCE}
        yards = {depot.name: depot for depot in session.depots()}
    staff = [_as_known(office, person, people.get(person.reference), result.told) for person in result.staff]
    actor = acting(office, Right.PLAN)
    depots = [_placed_depot(office, depot, yards.get(depot.name)) for depot in result.depots]
    with office.store.writing() as session:
        people = {person.reference: person for person in session.save_staff(staff)}
        yards = {depot.name: depot for depot in session.save_depots(depots)}
        before = session.day(when) or Day(session.branch(), when)
        day = replace(before, staff=session.staff(), depots=session.depots())
        teams = {team.name: team for team in session.teams()}
        usual = read_factors(session)
        for crew in result.crews:
            day = _with_crew(day, crew, teams.get(crew.name), people, yards, usual)
        named = {crew.name for crew in result.crews}
        day = replace(day, shifts=tuple(s for s in day.shifts if s.team.name in named) or day.shifts)
        if day == before and before.version:
            return before
        session.record("staff_imported", actor, office.clock(), staff=len(staff), teams=len(result.crews), date=when)
        return session.save_day(day)


def _as_known(office: Office, person: Staff, known: Staff | None, told: frozenset[str]) -> Staff:
    kept = {name: getattr(known, name) for name in KEPT if known and name not in told}
    return replace(_placed_home(office, person, known), **kept)


def _placed_home(office: Office, person: Staff, known: Staff | None) -> Staff:
    if person.home is None:
        return person
    if known and known.home == person.home and known.home_location:
        return replace(person, home_location=known.home_location)
    return replace(person, home_location=find_place(office, person.home.text))


def _placed_depot(office: Office, depot: Depot, known: Depot | None) -> Depot:
    if known and depot.address.text in ("", known.address.text):
        depot = replace(known, retired=False)
    return depot if depot.location else replace(depot, location=find_place(office, depot.address.text))


def _with_crew(
    day: Day,
    crew: Crew,
    team: Team | None,
    people: Mapping[str, Staff],
    yards: Mapping[str, Depot],
    usual: Factors,
) -> Day:
    known = next((shift for shift in day.shifts if shift.team.name == crew.name), None)
    base: Depot | Staff | None = people[crew.from_home] if crew.from_home else yards.get(crew.depot)
    shift = Shift(
        team=team or Team(crew.name, free_sign(day)),
        date=day.date,
        members=tuple(people[reference] for reference in crew.members),
        start=crew.start,
        end=crew.end,
        start_at=base,
        end_at=base,
        breaks=crew.breaks,
        travel_mode=crew.travel_mode,
        vehicle=crew.vehicle,
        slow_factor=crew.slow_factor or (known.slow_factor if known else usual.slow_factor(crew.start, crew.end)),
    )
    if known is None:
        return replace(day, shifts=(*day.shifts, shift))
    shift = replace(shift, id=known.id, version=known.version, max_visits=known.max_visits)
    return replace(day, shifts=tuple(shift if each is known else each for each in day.shifts))
