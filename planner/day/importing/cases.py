"""Rows of the lender's file of overdue cases. Good rows are read, bad rows are told; nothing is stored here.

An ID number becomes its keyed hash while its row is read; no problem quotes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.id_numbers import id_hash, id_key
from planner.cases.money import Money
from planner.day.importing import case_cells, cells
from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.columns import guess_mapping
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import Table, read_table
from planner.model import Address
from routing.region.inner import split_inner

SOURCE = "lender"
_NOTHING = Money(0, "XXX")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One overdue case as the lender tells it. `source` is the branch that tells it."""

    row: int
    source: str
    case: str
    customer: str
    name: str
    phone: str
    email: str
    language: str
    time_zone: str
    address: Address
    overdue_since: date
    balance: Money
    balance_at: datetime
    product: str
    id_hash: str


@dataclass(frozen=True, slots=True)
class CasesImport:
    """What a file says. `told` holds (source, reference) of every case named in it, also where its row is bad."""

    table: Table
    mapping: Mapping[int, str]
    rows: tuple[CaseRow, ...]
    problems: tuple[Problem, ...]
    told: frozenset[tuple[str, str]]

    @property
    def bad_rows(self) -> frozenset[int]:
        """Numbers of the rows that were not read."""
        return frozenset(problem.row for problem in self.problems if problem.row)

    @property
    def sources(self) -> frozenset[str]:
        """The branches it speaks of."""
        return frozenset(source for source, _case in self.told)


def read_cases(
    office: Office, file: Path, *, as_of: date | None = None, mapping: Mapping[int, str] | None = None
) -> CasesImport:
    """Read a file of overdue cases. Without a mapping the one remembered for these headers is used, else a guess.

    Parameters
    ----------
    as_of
        The day of balances that name none; None where each must name its own.
    """
    table = read_table(file, CASE_COLUMNS)
    with office.store.reading() as session:
        zone = session.branch().zone
        remembered = session.setting(f"mapping:{table.header_key}")
    if mapping is None:
        mapping = {int(n): f for n, f in remembered.items()} if remembered else None
    mapping = guess_mapping(table.headers, CASE_COLUMNS) if mapping is None else mapping
    return _Reader(table, mapping, zone, as_of, office.clock(), id_key(office)).read()


class _Reader:
    def __init__(
        self, table: Table, mapping: Mapping[int, str], zone: ZoneInfo, as_of: date | None, now: datetime, key: bytes
    ) -> None:
        self.table, self.mapping = table, mapping
        self.zone, self.now, self.key = zone, now, key
        self.as_of = datetime.combine(as_of, datetime.min.time(), zone) if as_of else None
        self.rows: list[CaseRow] = []
        self.problems: list[Problem] = []
        self.told: set[tuple[str, str]] = set()

    def read(self) -> CasesImport:
        for row in read_rows(self.table, CASE_COLUMNS, self.problems, self.mapping):
            read = self._row(row)
            if row.good:
                self.rows.append(read)
            self.told.add((read.source, read.case))
        told = frozenset(each for each in self.told if each[1])
        return CasesImport(self.table, self.mapping, tuple(self.rows), tuple(self.problems), told)

    def _row(self, row: Row) -> CaseRow:
        source, case = row.text("source") or SOURCE, row.needed("case", "no_reference")
        if case and (source, case) in self.told:
            row.tell("case", "duplicate_reference", case)
        text, within = split_inner(row.needed("address"))
        inner = row.text("inner")
        not_told = ""
        return CaseRow(
            row.number,
            source,
            case,
            row.needed("customer"),
            row.needed("name"),
            row.text("phone"),
            row.take("email", case_cells.read_email, not_told),
            row.take("language", case_cells.read_language, not_told),
            row.take("time_zone", case_cells.read_zone, not_told),
            Address(text, inner if within in inner else f"{within} {inner}".strip()),
            self._overdue_since(row),
            self._balance(row),
            self._balance_at(row),
            row.text("product"),
            self._id_hash(row),
        )

    def _overdue_since(self, row: Row) -> date:
        row.needed("overdue_since")
        day = row.take("overdue_since", cells.read_date, date.min)
        if day >= self.now.astimezone(self.zone).date():
            row.tell("overdue_since", "not_overdue_yet", row.text("overdue_since"))
        return day

    def _balance(self, row: Row) -> Money:
        row.needed("balance")
        if not row.needed("currency"):
            return _NOTHING
        currency = row.take("currency", case_cells.read_currency, _NOTHING.currency)
        if currency == _NOTHING.currency:
            return _NOTHING
        return row.take("balance", partial(_amount, currency), _NOTHING)

    def _balance_at(self, row: Row) -> datetime:
        moment = row.take("balance_at", self._moment, self.as_of)
        if moment is None and not row.text("balance_at"):
            row.tell("balance_at", "missing_value")
        elif moment and moment > self.now:
            row.tell("balance_at", "in_the_future", row.text("balance_at"))
        return moment or self.now

    def _moment(self, cell: Any) -> datetime:
        return cells.read_moment(cell, self.zone)

    def _id_hash(self, row: Row) -> str:
        text, cell = row.text("id_number"), row.one("id_number")
        lost = isinstance(cell, int | float) and abs(cell) >= 10**15  # a spreadsheet keeps 15 digits of a number
        if text and (lost or sum(map(str.isalnum, text)) < 4):
            row.tell("id_number", "bad_id_number")  # and never which
        return id_hash(self.key, text)


def _amount(currency: str, cell: Any) -> Money:
    return case_cells.read_amount(cell, currency)
