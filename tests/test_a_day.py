"""One day from end to end, by commands: a region, staff and visits from spreadsheets, a plan, and its papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.bootstrap import system_clock
from planner.calendar import next_working_day
from planner.cli import main
from planner.policy.closed import ClosedDays
from planner.policy.pack import load_pack
from resources.demo.extract import Extract

VISITS, TEAMS = 34, 3
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that must succeed; what it says."""

    def command(*words: object) -> str:
        code = main([*map(str, words), "--data-dir", str(tmp_path / "data")])
        answer = capsys.readouterr()
        assert code == 0, answer.out + answer.err
        return answer.out

    return command


def workbook(file: Path, rows: list[dict[str, object]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(file)
    return file


def street(file: Path, houses: int) -> Path:
    """An extract of one long street."""
    extract = Extract()
    extract.line([(100.0 * n, 0.0) for n in range(houses + 2)], {"highway": "residential", "name": "Maple Road"})
    extract.node((500.0, 400.0), place="town", name="Emberford")
    for number in range(1, houses + 1):
        house = extract.node((100.0 * number, 20.0))
        extract.tag(house, {"addr:street": "Maple Road", "addr:housenumber": str(number)})
    extract.write(file)
    return file


def visit(number: int, address: str, when: date) -> dict[str, object]:
    return {
        "Visit reference": f"V-{number}",
        "Case references": f"K-{number}",
        "Name": f"Ada Quill{number}",
        "Address": address,
        "Windows": ("", "10:00-12:00; 14:00-16:00", "13:00-17:00")[number % 3],
        "Status": "approved",
        "Approver": "R. Sorel",
        "Date": when,
    }


def member(number: int, address: str) -> dict[str, object]:
    return {
        "Staff reference": f"S-{number}",
        "Name": f"Li Wen{number}",
        "Team": ("三组", "CON", "a/b")[number % TEAMS],
        "From": "08:30",
        "To": "17:30",
        "Depot": "Office",
        "Depot address": address,
        "Trained on": system_clock().date().replace(day=1),
    }


def test_from_a_spreadsheet_to_printed_itineraries(run: Run, tmp_path: Path) -> None:
    when = next_working_day(load_pack(), ClosedDays(), system_clock().date())
    addresses = [f"Maple Road {number}, Emberford" for number in range(1, VISITS + 2)]
    visits = [visit(number, address, when) for number, address in enumerate(addresses[1:])]

    run("region", "build", street(tmp_path / "emberford.osm.pbf", len(addresses)))
    staff = [member(number, addresses[0]) for number in range(2 * TEAMS)]
    run("import", workbook(tmp_path / "staff.xlsx", staff), "--kind", "staff", "--date", when)
    assert f"{VISITS} new" in run("import", workbook(tmp_path / "visits.xlsx", visits))
    assert f"{VISITS} of {VISITS} visits are located." in run("geocode", when)
    assert f"{VISITS} of {VISITS} visits planned" in run("plan", when, "--seconds", 2)
    assert "keeps every rule" in run("check", when)
    assert "Version 1" in run("issue", when, "--out", tmp_path / "out")

    newer = [*visits[1:], visits[0] | {"Status": "withdrawn"}]
    assert "withdrawn: V-0" in run("import", workbook(tmp_path / "newer.xlsx", newer))
    assert "Version 2" in run("issue", when, "--out", tmp_path / "out")

    first, second = sorted(child for child in (tmp_path / "out").iterdir())
    papers = {file.suffix for file in first.iterdir()}
    assert papers == {".pdf", ".xlsx", ".json", ".html"}
    assert len(list(first.glob("route-*.pdf"))) == TEAMS
    told = json.dumps(json.loads((second / "plan.json").read_text(encoding="utf-8")))
    assert "V-1" in told
    assert "V-0" not in told
    assert "Quill" not in told
