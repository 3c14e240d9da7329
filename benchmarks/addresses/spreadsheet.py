"""How long a spreadsheet of addresses takes to be located: read, stored, found, stored again."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import time
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from benchmarks.addresses.asked import addresses_of, some
from benchmarks.addresses.writings import latin
from benchmarks.import_rows import rows
from planner import regions
from planner.bootstrap import open_office
from planner.day import importing
from planner.day.geocoding import locate_visits
from planner.day.importing.columns import VISIT_COLUMNS
from routing.region.addresses import FILE
from routing.region.facts import RegionFacts


def locate_rows(region: Path, count: int, seed: int) -> None:
    """Import a workbook of addresses of a region, locate them, print the times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ROUNDS_KEY_DIR"] = str(folder / "keys")
        office = open_office(folder / "data")
        (office.data / regions.FOLDER / "town").mkdir(parents=True)
        shutil.copy(region / FILE, office.data / regions.FOLDER / "town" / FILE)
        regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (-90, -180, 90, 180), 0), "town")
        began = time.perf_counter()
        result = importing.read_visits(office, _workbook(folder / "visits.xlsx", region, count, seed))
        found = [importing.difference(office, when, result) for when in importing.days_of(office, result)]
        (day,) = importing.apply(office, found, result)
        stored, worked = time.perf_counter(), time.process_time()
        located = locate_visits(office, day)
        took, work = time.perf_counter() - stored, time.process_time() - worked
        sure = sum(visit.location is not None and visit.location.sure for visit in located.visits)
        print(
            f"\nspreadsheet: {len(located.visits):,} addresses imported in {stored - began:.1f} s,"
            f" located in {took:.1f} s ({work:.1f} s of the processor), {sure:,} for certain"
        )
        office.close()


def _workbook(file: Path, region: Path, count: int, seed: int) -> Path:
    chosen = some(addresses_of(region, chinese=False), count, random.Random(seed))
    table = rows(len(chosen), "en")
    column = next(n for n, each in enumerate(VISIT_COLUMNS) if each.field == "address")
    date_column = next(n for n, each in enumerate(VISIT_COLUMNS) if each.field == "date")
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(table[0])
    for row, address in zip(table[1:], chosen, strict=True):
        row[column], row[date_column] = latin(address).text, date(2026, 12, 1).isoformat()
        sheet.append(row)
    book.save(file)
    return file
