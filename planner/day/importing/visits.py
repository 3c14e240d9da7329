"""Rows of the day's file as approved visits. Good rows are read, bad rows are told; nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.day.importing import cells
from planner.day.importing.asked import with_asked
from planner.day.importing.cells import BadCell
from planner.day.importing.columns import VISIT_COLUMNS, Column, guess_mapping, plain
from planner.day.importing.evidence import Evidence, approver, evidence_of, users_here
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import Table, read_table
from planner.errors import BadInput
from planner.model import (
    Address,
    Case,
    Customer,
    Location,
    LocationSource,
    MatchClass,
    PlaceKind,
    Visit,
    VisitPurpose,
    Window,
)
from planner.storage.session import Session
from routing.region.inner import split_inner

SOURCE = "lender"
STAY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file says.

    `evidence` is what it says of how its visits were prepared and approved, by their references.
    `left_out` holds references of rows that are not approved (any longer), `bad_rows` the rows with problems, `dates`
    the days that rows of any kind are on.
    """

    table: Table
    mapping: Mapping[int, str]
    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    left_out: frozenset[str]
    not_approved: int
    rows: int
    dates: tuple[date, ...]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @property
    def bad_rows(self) -> frozenset[int]:
        """Numbers of the rows that were not read."""
        return frozenset(problem.row for problem in self.problems if problem.row)


def read_visits(
    office: Office, file: Path, *, date: date | None = None, mapping: Mapping[int, str] | None = None
) -> ImportResult:
    """Read a file of visits. Without a mapping the one remembered for these headers is used, else a guess.

    Parameters
    ----------
    date
        The day of rows that name none.
    """
    table = read_table(file)
    with office.store.reading() as session:
        zone = session.branch().zone
        remembered, users = session.setting(f"mapping:{table.header_key}"), users_here(session)
    if mapping is None:
        mapping = {int(n): f for n, f in remembered.items()} if remembered else guess_mapping(table.headers)
    today = office.clock().astimezone(zone).date()
    return _Reader(table, mapping, zone, date, today, users).read()


def remember_mapping(session: Session, table: Table, mapping: Mapping[int, str]) -> None:
    """Use this mapping again for files with the same headers."""
    session.set_setting(f"mapping:{table.header_key}", dict(mapping))


def named_mapping(file: Path, pairs: Iterable[str], columns: tuple[Column, ...] = VISIT_COLUMNS) -> dict[int, str]:
    """The guessed mapping with ``header=field`` pairs put over it."""
    table = read_table(file)
    mapping = guess_mapping(table.headers)
    headers = {plain(header): number for number, header in enumerate(table.headers)}
    fields = {name: column.field for column in columns for name in (column.field, plain(column.en), plain(column.zh))}
    for pair in pairs:
        header, _, wanted = pair.rpartition("=")
        if plain(header) not in headers or (wanted not in fields and plain(wanted) not in fields):
            raise BadInput("bad_mapping", pair=pair)
        mapping[headers[plain(header)]] = fields.get(wanted) or fields[plain(wanted)]
    return mapping


class _Reader:
    def __init__(
        self, table: Table, mapping: Mapping[int, str], zone: ZoneInfo, day: date | None, today: date,
        users: frozenset[str],
    ) -> None:  # fmt: skip
        self.table = table
        self.mapping = mapping
        self.zone = zone
        self.day = day
        self.today = today
        self.users = users
        self.evidence: dict[str, Evidence] = {}
        self.visits: list[Visit] = []
        self.problems: list[Problem] = []
        self.left_out: set[str] = set()
        self.seen: set[str] = set()
        self.approved: set[str] = set()
        self.dates: set[date] = set()

    def read(self) -> ImportResult:
        rows = not_approved = 0
        for row in read_rows(self.table, VISIT_COLUMNS, self.problems, self.mapping):
            rows += 1
            if row.text("status").casefold() in cells.APPROVED:
                self._approved(row)
            else:
                not_approved += 1
                self._left_out(row)
            self.seen.add(row.text("reference"))
        return ImportResult(
            self.table,
            self.mapping,
            # Approved in one row and not in another is not approved.
            tuple(visit for visit in self.visits if visit.reference not in self.left_out),
            tuple(self.problems),
            frozenset(self.left_out),
            not_approved,
            rows,
            tuple(sorted(self.dates)),
            self.evidence,
        )

    def _left_out(self, row: Row) -> None:
        # What else is wrong in a row that nobody approved is nobody's concern.
        if reference := row.text("reference"):
            if reference in self.approved:
                row.tell("reference", "duplicate_reference", reference)
            self.left_out.add(reference)
        with suppress(BadCell):
            day = cells.read_date(row.one("date")) if row.text("date") else self.day
            self.dates |= {day} if day else set()

    def _approved(self, row: Row) -> None:
        reference = row.text("reference")
        if not reference:
            row.tell("reference", "no_reference")
        elif reference in self.seen:
            row.tell("reference", "duplicate_reference", reference)
        day = row.take("date", cells.read_date, self.day)
        if day is None and not row.text("date"):
            row.tell("date", "missing_value")
        visit = with_asked(row, self._visit(row, reference, day or date.min))
        told = evidence_of(row, visit.approved_at, self.today)
        if row.good:
            self.visits.append(visit)
            self.evidence[reference] = told
            self.approved.add(reference)
            self.dates.add(visit.date)

    def _visit(self, row: Row, reference: str, day: date) -> Visit:
        cases = cells.words(row.one("cases"))
        if not cases:
            row.tell("cases", "missing_value")
        return Visit(
            source=SOURCE,
            reference=reference,
            customer=_customer(row, reference),
            cases=tuple(Case(SOURCE, case) for case in cases),
            address=_address(row),
            date=day,
            place_kind=row.take("place_kind", _place_kind, PlaceKind.HOME),
            purpose=row.take("purpose", _purpose, VisitPurpose.UNDERSTAND),
            windows=_windows(row),
            service_time=row.take("minutes", cells.read_minutes, STAY),
            priority=row.take("priority", cells.read_priority, 50),
            skills=frozenset(cells.words(row.one("skills"))),
            approved_by=approver(row, self.users),
            approved_at=row.take("approved_at", self._moment, None),
            note=row.text("note"),
            location=_location(row),
        )

    def _moment(self, cell: Any) -> datetime | None:
        return cells.read_moment(cell, self.zone)


def _address(row: Row) -> Address:
    # What lies behind the door may have been written into the address: it is for the itinerary.
    text, within = split_inner(row.needed("address"))
    inner = row.text("inner")
    return Address(text, inner if within in inner else f"{within} {inner}".strip())


def _customer(row: Row, reference: str) -> Customer:
    number = row.text("customer") or f"{reference}*"
    language = row.take("language", _language, "")
    return Customer(SOURCE, number, row.needed("name"), row.text("phone"), language)


def _windows(row: Row) -> tuple[Window, ...]:
    no_windows: tuple[Window, ...] = ()
    found = list(row.take("windows", cells.read_windows, no_windows))
    for begin, end in zip(row.all("window_from"), row.all("window_to"), strict=False):
        if cells.text(begin) or cells.text(end):
            try:
                found.append(cells.read_window(begin, end))
            except BadCell as bad:
                row.tell("window_from", bad.code, f"{cells.text(begin)}-{cells.text(end)}")
    return tuple(sorted(found))


def _location(row: Row) -> Location | None:
    if not row.text("lat") and not row.text("lon"):
        return None
    try:
        place = cells.read_coordinates(row.one("lat"), row.one("lon"), row.one("coordinates"))
    except BadCell as bad:
        unknown = bad.code == "unknown_coordinate_system"
        row.tell("coordinates" if unknown else "lat", bad.code, row.one("coordinates" if unknown else "lat"))
        return None
    return Location(place, MatchClass.HOUSE, LocationSource.FILE)


def _place_kind(cell: Any) -> PlaceKind:
    return cells.read_choice(cell, cells.PLACE_KINDS, "bad_place_kind")


def _purpose(cell: Any) -> VisitPurpose:
    return cells.read_choice(cell, cells.PURPOSES, "bad_purpose")


def _language(cell: Any) -> str:
    return cells.read_choice(cell, cells.LANGUAGES, "bad_language")
