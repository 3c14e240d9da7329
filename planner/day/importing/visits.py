"""Rows of the day's file as approved visits. Good rows are read, bad rows are told; nothing is stored here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.day.importing import cells
from planner.day.importing.cells import BadCell
from planner.day.importing.columns import VISIT_COLUMNS, Column, guess_mapping, plain, required_missing
from planner.day.importing.problems import Problem
from planner.day.importing.table import Table, read_table
from planner.errors import BadInput
from planner.model import Address, Case, Customer, Location, LocationSource, MatchClass, PlaceKind, Visit, Window

SOURCE = "lender"
STAY = timedelta(minutes=30)
LANGUAGES = {
    "en": "en",
    "english": "en",
    "英文": "en",
    "英语": "en",
    "zh": "zh",
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a file says.

    `left_out` holds references of rows that are not approved (any longer), `bad_rows` the rows with problems.
    """

    table: Table
    mapping: Mapping[int, str]
    visits: tuple[Visit, ...]
    problems: tuple[Problem, ...]
    left_out: frozenset[str]
    not_approved: int
    rows: int

    @property
    def dates(self) -> tuple[date, ...]:
        """The days that the visits are on."""
        return tuple(sorted({visit.date for visit in self.visits}))

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
        zone = ZoneInfo(session.branch().time_zone)
        remembered = session.setting(f"mapping:{table.header_key}")
    if mapping is None:
        mapping = {int(n): f for n, f in remembered.items()} if remembered else guess_mapping(table.headers)
    return _Reader(table, mapping, zone, date).read()


def remember_mapping(office: Office, table: Table, mapping: Mapping[int, str]) -> None:
    """Use this mapping again for files with the same headers."""
    with office.store.writing() as session:
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


@dataclass
class _Reader:
    table: Table
    mapping: Mapping[int, str]
    zone: ZoneInfo
    date: date | None
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> ImportResult:
        missing = [column for column in required_missing(self.mapping) if column.field != "customer"]
        self.problems += [Problem(0, column.en, "missing_column") for column in missing]
        visits: list[Visit] = []
        left_out: set[str] = set()
        seen: set[str] = set()
        rows = not_approved = 0
        for offset, row in enumerate(() if missing else self.table.rows):
            if not any(cells.text(cell) for cell in row):
                continue
            rows += 1
            cell = _Row(self, self.table.first_row + offset, row)
            reference = cells.text(cell.one("reference"))
            if cells.text(cell.one("status")).casefold() not in cells.APPROVED:
                not_approved += 1
                left_out.add(reference)
            elif visit := cell.visit(reference, seen):
                visits.append(visit)
            seen.add(reference)
        return ImportResult(
            self.table, self.mapping, tuple(visits), tuple(self.problems), frozenset(left_out), not_approved, rows
        )


class _Row:
    # One row being read; every problem of it is told, not only the first.

    def __init__(self, reader: _Reader, number: int, row: tuple[Any, ...]) -> None:
        self.reader = reader
        self.number = number
        self.cells: dict[str, list[tuple[str, Any]]] = {}
        for position, name in reader.mapping.items():
            self.cells.setdefault(name, []).append((reader.table.headers[position], row[position]))
        self.good = True

    def one(self, name: str) -> Any:
        return self.cells[name][0][1] if name in self.cells else None

    def tell(self, name: str, code: str, value: Any = "") -> None:
        self.good = False
        column = self.cells[name][0][0] if name in self.cells else next(c.en for c in VISIT_COLUMNS if c.field == name)
        self.reader.problems.append(Problem(self.number, column, code, cells.text(value)))

    def take[T](self, name: str, read: Callable[[Any], T], default: T) -> T:
        value = self.one(name)
        if not cells.text(value):
            return default
        try:
            return read(value)
        except BadCell as bad:
            self.tell(name, bad.code, value)
            return default

    def needed(self, name: str, code: str = "missing_value") -> str:
        value = cells.text(self.one(name))
        if not value:
            self.tell(name, code)
        return value

    def visit(self, reference: str, seen: set[str]) -> Visit | None:
        if not reference:
            self.tell("reference", "no_reference")
        elif reference in seen:
            self.tell("reference", "duplicate_reference", reference)
        cases = cells.words(self.one("cases"))
        if not cases:
            self.tell("cases", "missing_value")
        day = self.take("date", cells.read_date, self.reader.date)
        if day is None and not cells.text(self.one("date")):
            self.tell("date", "missing_value")
        made = self._made(reference, cases, day or date.min)
        return made if self.good else None

    def _made(self, reference: str, cases: tuple[str, ...], day: date) -> Visit:
        return Visit(
            source=SOURCE,
            reference=reference,
            customer=self._customer(reference),
            cases=tuple(Case(SOURCE, case) for case in cases),
            address=Address(self.needed("address"), cells.text(self.one("inner"))),
            date=day,
            place_kind=self.take("place_kind", _place_kind, PlaceKind.HOME),
            windows=self._windows(),
            service_time=self.take("minutes", cells.read_minutes, STAY),
            priority=self.take("priority", cells.read_priority, 50),
            skills=frozenset(cells.words(self.one("skills"))),
            approved_by=self.needed("approved_by", "no_approver"),
            approved_at=self.take("approved_at", self._moment, None),
            note=cells.text(self.one("note")),
            location=self._location(),
        )

    def _customer(self, reference: str) -> Customer:
        number = cells.text(self.one("customer")) or f"{reference}*"
        language = LANGUAGES.get(cells.text(self.one("language")).casefold(), "")
        return Customer(SOURCE, number, self.needed("name"), cells.text(self.one("phone")), language)

    def _moment(self, cell: Any) -> datetime:
        return cells.read_moment(cell, self.reader.zone)

    def _windows(self) -> tuple[Window, ...]:
        no_windows: tuple[Window, ...] = ()
        found = list(self.take("windows", cells.read_windows, no_windows))
        for (_, begin), (_, end) in zip(
            self.cells.get("window_from", []), self.cells.get("window_to", []), strict=False
        ):
            if cells.text(begin) or cells.text(end):
                try:
                    found.append(cells.read_window(begin, end))
                except BadCell as bad:
                    self.tell("window_from", bad.code, f"{cells.text(begin)}-{cells.text(end)}")
        return tuple(sorted(found))

    def _location(self) -> Location | None:
        if not cells.text(self.one("lat")) and not cells.text(self.one("lon")):
            return None
        try:
            place = cells.read_coordinates(self.one("lat"), self.one("lon"), self.one("coordinates"))
        except BadCell as bad:
            self.tell("coordinates" if bad.code.startswith("unknown") else "lat", bad.code, self.one("lat"))
            return None
        return Location(place, MatchClass.HOUSE, LocationSource.FILE)


def _place_kind(cell: Any) -> PlaceKind:
    return cells.read_choice(cell, cells.PLACE_KINDS, "bad_place_kind")
