"""Reads the lender's file of payments. What follows from them is `booking`'s; nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.lender_files import as_of_file
from planner.cases.money import Money
from planner.day.importing import cells
from planner.day.importing.case_cells import read_amount, read_currency
from planner.day.importing.cells import BadCell
from planner.day.importing.lender_columns import PAYMENT_COLUMNS as PAYMENT_COLUMNS
from planner.day.importing.problems import Problem
from planner.day.importing.row import Row, read_rows
from planner.day.importing.table import read_table


@dataclass(frozen=True, slots=True)
class Booked:
    """One row: `booked` is a moment where the file tells the time, else the day's midnight. `balance` is what is owed
    afterwards, as the lender says; None where the file does not say."""

    reference: str
    case: str
    booked: datetime
    amount: Money
    balance: Money | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PaymentsFile:
    """What a file says."""

    rows: tuple[Booked, ...]
    problems: tuple[Problem, ...]
    as_of: datetime
    zone: ZoneInfo


def read_payments(
    office: Office, file: Path, *, as_of: datetime | None = None, mapping: Mapping[int, str] | None = None
) -> PaymentsFile:
    """Read a file of payments; bad rows are told and left out.

    Parameters
    ----------
    as_of
        As of when it is; else its own column says so, else the time at which it was written.

    Raises
    ------
    BadInput
        As `planner.day.importing.table.read_table`.
    """
    with office.store.reading() as session:
        zone = session.branch().zone
        usual = {file.case.reference: file.balance.currency for file in session.case_files()}
    problems: list[Problem] = []
    rows: dict[str, Booked] = {}
    told: list[datetime] = []
    for row in read_rows(read_table(file, PAYMENT_COLUMNS, empty=True), PAYMENT_COLUMNS, problems, mapping):
        found = _booked(row, zone, usual)
        if found.reference in rows:
            row.tell("reference", "duplicate_reference", found.reference)
        if row.good:
            rows[found.reference] = found
        if moment := _as_of(row, zone):
            told.append(moment)
    read = as_of_file(file, office.clock(), as_of, told)
    return PaymentsFile(tuple(rows.values()), tuple(problems), read, zone)


def _booked(row: Row, zone: ZoneInfo, usual: Mapping[str, str]) -> Booked:
    case = row.needed("case")
    currency = row.take("currency", read_currency, usual.get(case, ""))
    row.needed("amount")
    row.needed("booked")
    return Booked(
        row.needed("reference", "no_reference"),
        case,
        row.take("booked", lambda cell: cells.read_moment(cell, zone), datetime.min.replace(tzinfo=zone)),
        _money(row, "amount", currency) or Money(0, currency),
        _money(row, "balance", currency),
        row.text("source"),
    )


def _money(row: Row, name: str, currency: str) -> Money | None:
    # Nothing, and less than nothing where a booking was taken back, are amounts too. Of a case that nobody here knows
    # the currency does not matter: it is passed over.
    written = row.text(name)
    if not written:
        return None
    try:
        if not written.strip("0., "):
            return Money(0, currency)
        taken_back = written.startswith(("-", "−"))
        amount = read_amount(written.lstrip("-−") if taken_back else row.one(name), currency or "XXX")
        return Money(-amount.minor, currency) if taken_back else amount
    except BadCell as bad:
        row.tell(name, bad.code, written)
        return None


def _as_of(row: Row, zone: ZoneInfo) -> datetime | None:
    nothing: datetime | None = None
    return row.take("as_of", lambda cell: cells.read_moment(cell, zone), nothing)
