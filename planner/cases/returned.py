"""Reads the sheet that teams brought back, and enters what it says: all of it, or nothing where a cell is wrong.

How the sheet is written is the business of `planner.documents.return_sheet`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.entering import Entry, Line, enter, lines
from planner.cases.outcomes import Code
from planner.cases.return_columns import RETURN_HEADS, TO_FILL
from planner.day.importing import cells
from planner.day.importing.columns import Column
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import read_table
from planner.errors import BadInput
from planner.storage.session import Session
from planner.users import Right, User
from routing.worker import Worker

ALSO = {
    "visit": ("visit reference", "visit id", "reference", "上门编号"),
    "arrived": ("arrival", "came"),
    "left": ("departure", "went"),
    "code": ("outcome", "result", "结果"),
    "notes": ("note", "said", "说明"),
}
"""Other headers that columns go by."""
RETURN_COLUMNS = tuple(
    Column(*head, also=ALSO.get(head.field, ()), required=head.field in ("date", "visit", "code"))
    for head in RETURN_HEADS
)
CODES: dict[str, Code] = {code.value.casefold(): code for code in Code}
type Papers = Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a sheet says: new entries by day, how many are as they were entered before, and how many rows are empty."""

    entries: Mapping[date, tuple[Entry, ...]]
    known: int
    empty: int
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        """How many new ones there are."""
        return sum(map(len, self.entries.values()))


def read_returned(office: Office, file: Path, *, by: User) -> Returned:
    """Read a sheet that was filled in; every problem of it is told, by row and column, and nothing is entered.

    Raises
    ------
    BadInput
        ``no_such_file``, ``not_a_spreadsheet``, ``no_rows``, ``too_many_rows``, ``file_is_open``.
    """
    by.require(Right.CONTACT)
    table, problems = read_table(file, RETURN_COLUMNS), list[Problem]()
    with office.store.reading() as session:
        reading = _Reading(session, session.branch().zone)
        for row in read_rows(table, RETURN_COLUMNS, problems):
            reading.take(row)
    entries = {day: tuple(found) for day, found in reading.entries.items()}
    return Returned(entries, reading.known, reading.empty, tuple(problems))


def take_in(office: Office, returned: Returned, worker: Worker, *, by: User) -> int:
    """Enter what a sheet says; how many outcomes that were.

    Raises
    ------
    BadInput
        ``sheet_not_right``: cells are wrong; ``nothing_returned``. Nothing was entered.
    """
    by.require(Right.CONTACT)
    if returned.problems:
        raise BadInput("sheet_not_right", count=len(returned.problems))
    if not returned.count:
        raise BadInput("nothing_returned")
    for day, entries in sorted(returned.entries.items()):
        enter(office, day, entries, worker, by=by)
    with office.store.writing() as session:
        counts = {"rows": returned.count, "known": returned.known, "empty": returned.empty}
        session.record("returned_read", by.actor, office.clock(), **counts)
    return returned.count


class _Reading:
    # A sheet being read: papers are looked up once for each day that it names.

    def __init__(self, session: Session, zone: ZoneInfo) -> None:
        self.entries: dict[date, list[Entry]] = {}
        self.known = self.empty = 0
        self._session, self._zone = session, zone
        self._papers: dict[date, Papers] = {}
        self._seen: set[tuple[date, str]] = set()

    def take(self, row: Row) -> None:
        """One row, where anything was filled in."""
        if not any(row.text(name) for name in TO_FILL):
            self.empty += 1
            return
        if (line := self._line(row)) is None:
            return
        day = line.stop.start.astimezone(self._zone).date()
        code = self._code(row)
        arrived, left = (self._moment(row, name, day) for name in ("arrived", "left"))
        if arrived and left and left < arrived:
            row.tell("left", "left_first", row.one("left"))
        if not row.good or code is None:
            return
        entry = Entry(line.visit.id, code, arrived, left, said=row.text("notes"))
        if line.outcome is None:
            self.entries.setdefault(day, []).append(entry)
        elif (line.outcome.code, line.outcome.arrived, line.outcome.left) == (code, arrived, left):
            self.known += 1
        else:
            row.tell("code", "entered_otherwise", row.one("code"))

    def _line(self, row: Row) -> Line | None:
        nothing: date | None = None
        row.needed("date")
        day, reference = row.take("date", cells.read_date, nothing), row.needed("visit")
        if day is None or not reference:
            return None
        if (day, reference) in self._seen:
            row.tell("visit", "duplicate_reference", reference)
            return None
        self._seen.add((day, reference))
        line = self._of(day).get(reference)
        if line is None:
            row.tell("visit", "not_on_paper", reference)
        return line

    def _of(self, day: date) -> Papers:
        if day not in self._papers:
            self._papers[day] = {line.visit.reference: line for line in lines(self._session, day)}
        return self._papers[day]

    def _code(self, row: Row) -> Code | None:
        unknown: Code | None = None
        row.needed("code", "no_code")
        return row.take("code", lambda cell: cells.read_choice(cell, CODES, "bad_code"), unknown)

    def _moment(self, row: Row, name: str, day: date) -> datetime | None:
        nothing: time | None = None
        at = row.take(name, _time, nothing)
        return datetime.combine(day, at, self._zone) if at else None


def _time(cell: object) -> time:
    # 930 as it is typed on a keypad: a spreadsheet makes a number of it.
    written = cells.text(cell)
    return cells.read_time(written.zfill(4) if written.isdigit() and len(written) == 3 else cell)
