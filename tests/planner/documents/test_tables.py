"""The plan for other programs: by reference, never a formula, and saying its own units."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from planner.model import Customer, Day
from tests.builders import day, visit
from tests.planner.documents.situations import plan_of, write


def odd_day() -> Day:
    """A customer whose name, and a visit whose reference, would be formulas."""
    formula = replace(visit(1), reference="=1+1", customer=Customer("lender", "@C-1", "=HYPERLINK(A1)", "+4917"))
    return day(formula, replace(visit(2, north=900), note="-bell\x07"), visit(3), teams=1)


def cells(file: Path) -> list[list[object]]:
    return [list(row) for sheet in load_workbook(file) for row in sheet.iter_rows(values_only=True)]


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    the_day = odd_day()
    folder = write(tmp_path / "out", the_day, plan_of(the_day, left=1), with_names=True)
    book = load_workbook(folder / "plan.xlsx")
    found = {cell.value: cell for sheet in book for row in sheet.iter_rows() for cell in row}
    for text in ("=1+1", "@C-1", "=HYPERLINK(A1)", "+4917", "-bell"):
        assert found[text].data_type == "s"
        assert found[text].quotePrefix


def test_there_are_no_names_unless_they_were_asked_for(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900), visit(3), teams=1)
    plan = plan_of(the_day, left=1)
    bare, named = (write(tmp_path / str(asked), the_day, plan, with_names=asked) for asked in (False, True))
    for hidden in ("Quill", "0555", "Maple Road", "Li Wen"):
        assert not any(hidden in str(row) for row in cells(bare / "plan.xlsx"))
        assert hidden not in (bare / "plan.json").read_text(encoding="utf-8")
        assert hidden not in (bare / "map.html").read_text(encoding="utf-8")
    assert any("Ada Quill2" in row for row in cells(named / "plan.xlsx"))
    assert "Ada Quill3" in (named / "plan.json").read_text(encoding="utf-8")


def test_each_team_has_a_sheet_whatever_it_is_called(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900))
    names = ("History", "[North]: 7/8 'and a very long name that goes on'")
    shifts = [replace(s, team=replace(s.team, name=name)) for s, name in zip(the_day.shifts, names, strict=False)]
    the_day = replace(the_day, shifts=tuple(shifts))
    plan = plan_of(the_day)
    other = replace(plan.routes[0], shift_id=the_day.shifts[1].id, stops=plan.routes[0].stops[:1])
    file = write(tmp_path / "out", the_day, replace(plan, routes=(*plan.routes, other))) / "plan.xlsx"
    book = load_workbook(file)
    assert book.sheetnames[-2:] == ["History 2", "North   7 8 'and a very long na"]
    assert book[book.sheetnames[-1]].max_row == 2


def test_the_json_says_its_units_and_holds_the_whole_day(tmp_path: Path) -> None:
    the_day = day(visit(1), visit(2, north=900), visit(3), teams=1, zone="Asia/Shanghai")
    page = json.loads((write(tmp_path / "out", the_day, plan_of(the_day, left=1)) / "plan.json").read_text("utf-8"))
    assert page["units"]["durations"] == "seconds"
    assert page["version"] == 3
    route = page["routes"][0]
    assert [stop["visit"] for stop in route["stops"]] == ["V-1", "V-2"]
    assert route["stops"][0]["start"] == "2026-11-24T17:04:00+08:00"
    assert page["unassigned"] == [{"visit": "V-3", "customer": "C-3", "cases": ["K-3"], "reason": "no_room"}]
