"""The control sheet lists every numbered copy that is out, by team, and what the running day hands in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cases.copy_model import Copy, Paper
from planner.documents.control_sheet import control_sheet
from planner.documents.pdf import PdfJob, compile_pdfs
from planner.documents.stamp import Stamp
from planner.documents.terms import copies_of
from planner.model import Day
from tests.builders import day, visit
from tests.conftest import NOW
from tests.planner.documents.situations import pages, plan_of


def copies(the_day: Day) -> tuple[Copy, ...]:
    """Two route sheets, a packing list, two envelopes for each visit; and what stays in the office."""
    shift = the_day.shifts[0]
    papers = [(Paper.ROUTE_SHEET, 0), (Paper.ROUTE_SHEET, 0), (Paper.PACKING_LIST, 0)]
    for stop in range(1, len(the_day.visits) + 1):
        papers += [(Paper.TEAM_ENVELOPE, stop), (Paper.CUSTOMER_ENVELOPE, stop)]
    made = [
        Copy(number, the_day.date, 2, paper, shift.id, shift.team.name, stop)
        for number, (paper, stop) in enumerate(papers, start=1001)
    ]
    office = (Copy(1030, the_day.date, 3, Paper.CONTROL_SHEET), Copy(1031, the_day.date, 3, Paper.CHANGES, shift.id))
    return (*made, *office)


def sheet(the_day: Day, **more: Any) -> dict[str, Any]:
    shift = the_day.shifts[0]
    taken = {shift.id: copies_of(shift, (), 1001)}
    carried = copies(the_day)
    return dict(control_sheet(the_day, plan_of(the_day), Stamp(3, NOW), None, taken, carried=carried, **more))


def test_every_number_stands_beside_its_visit(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900), visit(3, east=700), teams=1)
    told = sheet(the_day)
    assert "11 copies" in told["counts"]
    (team,) = told["references"]
    assert team["packing"] == "1003"
    assert team["stops"] == [["V-1", "1004", "1005", "1"], ["V-2", "1006", "1007", "2"], ["V-3", "1008", "1009", "3"]]
    assert told["office"] == "control sheet 1030 · for the phone call 1031"
    file = tmp_path / "control.pdf"
    compile_pdfs([PdfJob("control_sheet", told, str(file), tagged=False)], NOW, report=lambda _: None)
    (text,) = pages(file)
    said = ("1001 Li Wen10", "packing list", " 1003 ", "1 1004 1005", "3 1008 1009", "V-3", "H handed over")
    for each in (*said, "Stays here: control sheet 1030"):
        assert each in text, each


def test_thirty_teams_with_all_their_numbers_are_three_pages(tmp_path: Path) -> None:
    the_day = day(visit(1), teams=1)
    page = sheet(the_day)
    (row,), (team,) = page["rows"][:1], page["references"][:1]
    dozen = [[f"V-{n}", str(1000 + 2 * n), str(1001 + 2 * n), str(n)] for n in range(1, 13)]
    stops = [[540 + 28 * n, 560 + 28 * n, "12:00", "", str(n)] for n in range(1, 13)]
    full = {"rows": [row | {"stops": stops}] * 30, "references": [team | {"packing": "1003", "stops": dozen}] * 30}
    file = tmp_path / "control.pdf"
    for paper in ("a4", "us-letter"):
        job = PdfJob("control_sheet", page | full | {"paper": paper, "hours": [9, 16]}, str(file), tagged=False)
        compile_pdfs([job], NOW, report=lambda _: None)
        found = pages(file)
        assert len(found) == 3, paper
        assert " ".join(found).count("1025") == 30, "the last envelope of each team"


def test_a_team_is_shown_with_what_it_has_and_when_it_was_heard() -> None:
    the_day = day(visit(1), visit(2, north=900), teams=1)
    shift = the_day.shifts[0]
    (row,) = sheet(the_day)["rows"]
    assert row["held"] == "version 2", "by the copies it has, whatever was issued since"
    assert [stop[3] for stop in row["stops"]] == ["", ""]
    (row,) = sheet(the_day, held={shift.id: "version 1, read out"}, heard={shift.id: {1: "09:26"}})["rows"]
    assert row["held"] == "version 1, read out"
    assert [stop[3] for stop in row["stops"]] == ["09:26", ""]
