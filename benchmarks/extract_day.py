"""A whole day on a real extract, as a coordinator would do it by commands: how long each step takes.

    python3 start.py bench extract_day FILE.osm.pbf [--visits 100] [--teams 8] [--out DIR]

Builds the region, writes a spreadsheet of some of its own addresses and one of staff, imports both, locates, plans,
checks and issues, with no step by hand. Exit code 1 if any step needs a person.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from planner.day.importing.columns import STAFF_COLUMNS, VISIT_COLUMNS
from routing.region.addresses import AddressIndex

ROOT = Path(__file__).parent.parent
WINDOWS = ("", "09:30-12:30", "", "13:00-16:30", "10:00-12:00; 14:00-17:00")


def main() -> int:
    """Run every step, print its time."""
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        return run_day(options, Path(folder))


def read_options() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extract", type=Path)
    parser.add_argument("--visits", type=int, default=100)
    parser.add_argument("--teams", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def run_day(options: argparse.Namespace, folder: Path) -> int:
    """The steps in order."""
    when = next_tuesday()
    data = folder / "data"
    out = options.out or folder / "out"
    worst = step(data, "region", "build", str(options.extract))
    addresses = some_addresses(data, options.visits)
    visits, staff = folder / "visits.xlsx", folder / "staff.xlsx"
    write_visits(visits, addresses, when)
    write_staff(staff, options.teams, some_addresses(data, 1, seed=2)[0])
    for words in (
        ("import", str(staff), "--kind", "staff", "--date", when.isoformat()),
        ("import", str(visits)),
        ("geocode", when.isoformat()),
        ("plan", when.isoformat(), "--seconds", str(options.seconds)),
        ("check", when.isoformat()),
        ("issue", when.isoformat(), "--out", str(out)),
    ):
        worst = max(worst, step(data, *words))
    return worst


def step(data: Path, *words: str) -> int:
    """Run one command and print how long it took and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ROUNDS_KEY_DIR": str(data / "keys")}
    began = time.perf_counter()
    command = [sys.executable, "-P", "-m", "planner.cli", *words, "--data-dir", str(data)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    took = time.perf_counter() - began
    print(f"{took:6.1f} s  exit {done.returncode}  rounds {' '.join(words[:2])}")
    for line in (done.stdout + done.stderr).splitlines()[:4]:
        print(f"            {line}")
    return done.returncode


def some_addresses(data: Path, count: int, seed: int = 1) -> list[str]:
    """Addresses of the region's own index."""
    folder = next(path for path in (data / "regions").iterdir() if path.is_dir())
    index = AddressIndex(folder)
    try:
        return [text for text, _place in index.sample(count, seed=seed)]
    finally:
        index.close()


def next_tuesday() -> date:
    """A day on which homes may be visited."""
    today = date.today()  # noqa: DTZ011  (the measurement runs on the day it runs on)
    return today + timedelta(days=(1 - today.weekday()) % 7 or 7)


def write_visits(file: Path, addresses: list[str], when: date) -> None:
    """One approved visit an address."""
    rows = [
        {
            "reference": f"V-{number}",
            "customer": f"C-{number}",
            "cases": f"K-{number}",
            "name": f"Person {number}",
            "address": address,
            "date": when.isoformat(),
            "windows": WINDOWS[number % len(WINDOWS)],
            "minutes": 20,
            "status": "approved",
            "approved_by": "R. Sorel",
        }
        for number, address in enumerate(addresses, start=1)
    ]
    write(file, [column.en for column in VISIT_COLUMNS], [[row.get(c.field) for c in VISIT_COLUMNS] for row in rows])


def write_staff(file: Path, teams: int, office: str) -> None:
    """Two people a team."""
    rows = [
        {
            "reference": f"S-{number}",
            "name": f"Staff {number}",
            "team": f"Team {number // 2 + 1}",
            "start": "08:30",
            "end": "18:00",
            "break": "11:30-13:30",
            "break_minutes": 30,
            "depot": "Office",
            "depot_address": office,
        }
        for number in range(teams * 2)
    ]
    write(file, [column.en for column in STAFF_COLUMNS], [[row.get(c.field) for c in STAFF_COLUMNS] for row in rows])


def write(file: Path, headers: list[str], rows: list[list[object]]) -> None:
    """A workbook of one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headers, *rows):
        sheet.append(row)
    book.save(file)


if __name__ == "__main__":
    sys.exit(main())
