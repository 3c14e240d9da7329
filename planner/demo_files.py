"""The lender's files of the demo morning, and what came in by telephone before the desk opened: written, not read."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from planner.cases.holds_file import HOLD_COLUMNS
from planner.cases.model import CaseFile
from planner.cases.payments import PAYMENT_COLUMNS
from planner.day.importing.columns import Column
from planner.text import gettext as _

AS_OF = "06:50"


def write_morning(
    folder: Path,
    when: date,
    today: date,
    *,
    paid: Sequence[CaseFile],
    parts: Sequence[CaseFile],
    holds: Iterable[tuple[str, str]],
    ill: tuple[str, str],
    spoken: str,
) -> tuple[Path, Path, Path]:
    """Payments, holds and notes of the morning of the demo day, in place of those of an earlier one.

    Parameters
    ----------
    paid, parts
        Cases that are paid overnight, whole or in part.
    holds
        Customers' references with what holds them.
    ill
        Who of the staff is ill, and the team.
    """
    for old in (*folder.glob("payments-*.csv"), *folder.glob("holds-*.csv"), *folder.glob("morning-*.txt")):
        old.unlink(missing_ok=True)
    booked = min(today, when - timedelta(days=1)).isoformat()
    as_of = f"{when.isoformat()} {AS_OF}"
    rows = [_payment(case, case.balance.minor, booked, as_of) for case in paid]
    rows += [_payment(case, case.balance.minor // 4, booked, as_of) for case in parts]
    rows.append({"reference": "P-88001", "case": "K-99001", "booked": booked, "amount": "75.00", "currency": "EUR"})
    held = [
        {"customer": customer, "hold": kind, "since": booked, "as_of": as_of} for customer, kind in holds
    ]  # fmt: skip
    payments, told = folder / f"payments-{when.isoformat()}.csv", folder / f"holds-{when.isoformat()}.csv"
    _write(payments, PAYMENT_COLUMNS, rows, spoken)
    _write(told, HOLD_COLUMNS, held, spoken)
    notes = folder / f"morning-{when.isoformat()}.txt"
    notes.write_text(_notes(ill, spoken), encoding="utf-8")
    return payments, told, notes


def _payment(case: CaseFile, minor: int, booked: str, as_of: str) -> dict[str, str]:
    left = case.balance.minor - minor
    return {
        "reference": f"P-9{case.case.reference[2:]}",
        "case": case.case.reference,
        "booked": booked,
        "amount": f"{minor / 100:.2f}",
        "currency": case.balance.currency,
        "balance": f"{left / 100:.2f}",
        "as_of": as_of,
    }


def _write(file: Path, columns: Sequence[Column], rows: Iterable[Mapping[str, str]], spoken: str) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([column.header(spoken) for column in columns])
        writer.writerows([row.get(column.field, "") for column in columns] for row in rows)


def _notes(ill: tuple[str, str], spoken: str) -> str:
    name, team = ill
    return "\n".join(
        (
            _("On the answering machine this morning:", spoken),
            _("06:40  {name} of team {team}: has a fever and stays at home today.", spoken).format(
                name=name, team=team
            ),
            _("06:55  A customer of today (V-1029) has lost work, and asks to pay in installments.", spoken),
            _("07:05  A customer of today (V-1015) could only be there at 20:30.", spoken),
            "",
        )
    )
