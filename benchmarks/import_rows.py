"""How long a file of visits takes to come in: read, compared with what is there, stored; new, and a second time.

    python3 start.py bench import_rows [--rows 5000]

Writes the file first, as a workbook and as CSV in GB18030, and imports each into an empty encrypted database.
"""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from planner.bootstrap import open_office
from planner.day import importing
from planner.day.importing.columns import VISIT_COLUMNS


def main() -> None:
    """Write, import twice, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5000)
    count = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ROUNDS_KEY_DIR"] = str(folder / "keys")
        for file in (workbook(folder / "visits.xlsx", count), separated(folder / "visits.csv", count)):
            measure(file, folder / file.suffix[1:])


def rows(count: int, language: str) -> list[list[str]]:
    """Headers, and visits of tomorrow with every column of the template filled in."""
    tomorrow = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011  (any day will do)
    examples = {column.field: column.example for column in VISIT_COLUMNS} | {"date": tomorrow}
    found = [[column.header(language) for column in VISIT_COLUMNS]]
    for number in range(count):
        own = {
            "reference": f"V-{number}",
            "customer": f"C-{number}",
            "cases": f"K-{number}; L-{number}",
            "address": f"Maple Close {number}, Emberford",
        }
        found.append([(examples | own)[column.field] for column in VISIT_COLUMNS])
    return found


def workbook(file: Path, count: int) -> Path:
    """As a workbook with English headers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(count, "en"):
        sheet.append(row)
    book.save(file)
    return file


def separated(file: Path, count: int) -> Path:
    """As a semicolon-separated file with Chinese headers, in GB18030."""
    with file.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out, delimiter=";").writerows(rows(count, "zh"))
    return file


def measure(file: Path, data: Path) -> None:
    """Import a file into an empty database, and once more."""
    office = open_office(data)
    for turn in ("new", "again"):
        began, worked = time.perf_counter(), time.process_time()
        result = importing.read_visits(office, file)
        read = time.perf_counter()
        found = [importing.difference(office, when, result) for when in importing.days_of(office, result)]
        compared = time.perf_counter()
        importing.apply(office, found, result)
        stored = time.perf_counter()
        print(
            f"{file.name:12} {turn:6} {stored - began:5.2f} s, of the processor {time.process_time() - worked:.2f}"
            f"  (read {read - began:.2f}, compared {compared - read:.2f}, stored {stored - compared:.2f})"
            f"  {len(result.visits)} visits, {len(result.problems)} problems"
        )
    office.close()


if __name__ == "__main__":
    main()
