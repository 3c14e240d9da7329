"""The three kinds of files a person imports: how each is read and accepted, and what is said of it. Shows nothing.

`read` and `apply` run on a thread; they touch no widget.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from planner.bootstrap import Office
from planner.day import importing
from planner.day.importing import Difference, Problem, StaffImport, Table
from planner.day.importing.columns import Column, required_missing
from planner.day.importing.visits import remember_mapping
from planner.text import N_, ngettext
from planner.text import gettext as _


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says.

    `facts` are numbers with their captions, and whether any is one too many. `deed` is what accepting does, empty where
    nothing. `lines` show what is in the file where there is no difference to show.
    """

    columns: Sequence[Column]
    table: Table
    mapping: Mapping[int, str]
    problems: tuple[Problem, ...]
    facts: tuple[tuple[int, str, bool], ...]
    deed: str
    result: Any
    differences: tuple[Difference, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()

    @property
    def bad_rows(self) -> frozenset[int]:
        """Rows that are not read, by the number the spreadsheet shows."""
        return frozenset(problem.row for problem in self.problems if problem.row)

    @property
    def missing(self) -> tuple[Column, ...]:
        """Required columns that no header stands for."""
        return required_missing(self.mapping, self.columns)

    @property
    def vanished(self) -> int:
        """How many visits are no longer in the file."""
        return sum(len(each.vanished) for each in self.differences)

    @property
    def nothing(self) -> str:
        """Why accepting does nothing."""
        if self.missing:
            return _("A column that is needed is missing. Choose which one holds it under “Columns”.")
        if self.differences:
            return _("Everything in this file is there already; importing it would change nothing.")
        return _("The file has nothing to import.")

    def deed_with(self, *, keep_vanished: bool) -> str:
        """What accepting does, where the vanished are kept or removed."""
        return self.deed if not self.differences else _visits_deed(self.differences, keep_vanished)


class Kind(Protocol):
    """One kind of file."""

    title: str
    hint: str
    columns: Sequence[Column]
    date_label: str
    """What a day is asked for; empty where none is."""

    def read(self, office: Office, file: Path, when: date | None, mapping: Mapping[int, str] | None) -> Reading:
        """Read the file; without a mapping the one remembered for its headers is used, else a guess."""
        ...

    def apply(self, office: Office, reading: Reading, when: date, *, keep_vanished: bool) -> object:
        """Accept it whole; what is there then."""
        ...


class Visits:
    """Approved visits of one or several days."""

    title = N_("Import approved visits")
    hint = N_("One row per visit: reference, customer, cases, name, address, status and approver.")
    columns: Sequence[Column] = importing.VISIT_COLUMNS
    date_label = N_("Rows without a &date are for")

    def read(self, office: Office, file: Path, when: date | None, mapping: Mapping[int, str] | None) -> Reading:
        """Read the visits, and what they change on their days."""
        result = importing.read_visits(office, file, date=when, mapping=mapping)
        found = tuple(importing.difference(office, day, result) for day in importing.days_of(office, result))
        facts = (
            (len(result.visits), ngettext("approved visit", "approved visits", len(result.visits)), False),
            (result.not_approved, _("not approved, left out"), True),
            (len(result.bad_rows), _("rows with problems, not imported"), True),
        )
        deed = _visits_deed(found, keep_vanished=True)
        return Reading(self.columns, result.table, result.mapping, result.problems, facts, deed, result, found)

    def apply(self, office: Office, reading: Reading, when: date, *, keep_vanished: bool) -> object:
        """The days as they are then."""
        return importing.apply(office, reading.differences, reading.result, keep_vanished=keep_vanished)


class Staff:
    """Staff, their teams of a day, and depots."""

    title = N_("Import staff and teams")
    hint = N_("One row per person: reference, name, skills, team, hours, depot. Who shares a team travels together.")
    columns: Sequence[Column] = importing.STAFF_COLUMNS
    date_label = N_("The teams work on &day")

    def read(self, office: Office, file: Path, when: date | None, mapping: Mapping[int, str] | None) -> Reading:
        """Read the people, teams and depots."""
        table, mapping = _table(office, file, self.columns, mapping)
        result = importing.read_staff(file, mapping)
        count = len(result.staff)
        facts = (
            (count, _("staff"), False),
            (len(result.crews), ngettext("team", "teams", len(result.crews)), False),
            (len(result.depots), ngettext("depot", "depots", len(result.depots)), False),
        )
        deed = ngettext("Import {count} person", "Import {count} people", count)
        return Reading(
            self.columns,
            table,
            mapping,
            result.problems,
            facts,
            deed.format(count=count) if count else "",
            result,
            lines=_teams(result),
        )

    def apply(self, office: Office, reading: Reading, when: date, *, keep_vanished: bool) -> object:
        """The day whose teams they are."""
        _remember(office, reading)
        return importing.apply_staff(office, reading.result, when)


class Places:
    """The office's own places: compounds, gates."""

    title = N_("Import places")
    hint = N_("One row per place: address, latitude, longitude. They go before the region's addresses.")
    columns: Sequence[Column] = importing.PLACE_COLUMNS
    date_label = ""

    def read(self, office: Office, file: Path, when: date | None, mapping: Mapping[int, str] | None) -> Reading:
        """Read the places."""
        table, mapping = _table(office, file, self.columns, mapping)
        result = importing.read_places(file, mapping)
        count = len(result.entries)
        facts = ((count, ngettext("place", "places", count), False),)
        deed = ngettext("Import {count} place", "Import {count} places", count)
        return Reading(
            self.columns, table, mapping, result.problems, facts, deed.format(count=count) if count else "", result
        )

    def apply(self, office: Office, reading: Reading, when: date, *, keep_vanished: bool) -> object:
        """How many places there are in the file."""
        _remember(office, reading)
        importing.apply_places(office, reading.result)
        return len(reading.result.entries)


KINDS: Mapping[str, Callable[[], Kind]] = {"visits": Visits, "staff": Staff, "places": Places}


def _table(
    office: Office, file: Path, columns: Sequence[Column], mapping: Mapping[int, str] | None
) -> tuple[Table, Mapping[int, str]]:
    table = importing.read_table(file, columns)
    if mapping is None:
        with office.store.reading() as session:
            remembered = session.setting(f"mapping:{table.header_key}")
        mapping = {int(number): field for number, field in remembered.items()} if remembered else None
    return table, importing.guess_mapping(table.headers, columns) if mapping is None else mapping


def _remember(office: Office, reading: Reading) -> None:
    with office.store.writing() as session:
        remember_mapping(session, reading.table, reading.mapping)


def _teams(result: StaffImport) -> tuple[tuple[str, str], ...]:
    names = {person.reference: person.name for person in result.staff}
    return tuple(
        (crew.name, f"{', '.join(names[member] for member in crew.members)}  ·  {crew.start:%H:%M}–{crew.end:%H:%M}")
        for crew in result.crews
    )


def _visits_deed(found: Sequence[Difference], keep_vanished: bool) -> str:
    added = sum(len(each.added) for each in found)
    changed = sum(len(each.changed) for each in found)
    removed = sum(len(each.withdrawn) + (0 if keep_vanished else len(each.vanished)) for each in found)
    if not (changed or removed):
        return ngettext("Import {count} visit", "Import {count} visits", added).format(count=added) if added else ""
    return _("Add {added}, change {changed}, remove {removed}").format(added=added, changed=changed, removed=removed)
