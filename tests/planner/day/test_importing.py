"""A spreadsheet is read as offices write it; every problem is told; nothing is half-imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from planner.bootstrap import Office
from planner.day import importing
from planner.day.geocoding import locate_visits
from planner.day.geocoding.china import bd09, gcj02, to_wgs84
from planner.day.importing import cells
from planner.errors import BadInput
from planner.model import Coordinates
from tests.builders import TUESDAY

HEAD_EN = "Visit reference,Customer reference,Case references,Name,Address,Windows,Status,Approver,Date"
HEAD_ZH = "上门编号;客户编号;案件编号;姓名;地址;时段;状态;批准人;日期"
ROW = "V-1,C-1,K-1; K-2,Egon Ilves,Maple Close 15,09:00-12:00; 17:30-19:00,approved,R. Sorel,2026-11-24"


def csv(folder: Path, *lines: str, encoding: str = "utf-8", name: str = "day.csv") -> Path:
    file = folder / name
    file.write_bytes("\n".join(lines).encode(encoding))
    return file


def take(office: Office, file: Path, **more: Any) -> importing.ImportResult:
    result = importing.read_visits(office, file, **more)
    importing.apply(
        office, [importing.difference(office, when, result) for when in importing.days_of(office, result)], result
    )
    return result


def references(office: Office) -> list[str]:
    return [visit.reference for visit in importing.stored_day(office, TUESDAY).visits]


def test_a_row_becomes_a_visit_with_all_its_cases(office: Office, tmp_path: Path) -> None:
    (visit,) = importing.read_visits(office, csv(tmp_path, HEAD_EN, ROW)).visits
    assert [case.reference for case in visit.cases] == ["K-1", "K-2"]
    assert visit.windows == ((time(9), time(12)), (time(17, 30), time(19)))
    assert visit.date == date(2026, 11, 24)
    assert visit.approved_by == "R. Sorel"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_files_are_read_in_every_usual_encoding(office: Office, tmp_path: Path, encoding: str) -> None:
    row = "V-1;C-1;K-1、K-2;余安;枫树路12号;9点-11点半;已批准;沈明;2026年11月24日"
    (visit,) = importing.read_visits(office, csv(tmp_path, HEAD_ZH, row, encoding=encoding)).visits
    assert visit.customer.name == "余安"
    assert visit.windows == ((time(9), time(11, 30)),)


def test_a_workbook_with_a_title_above_its_headers_is_read(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["Visits of the branch"])
    sheet.append([])
    sheet.append(HEAD_EN.split(","))
    sheet.append(["V-1", "C-1", "K-1", "Egon", "Maple Close 15", "any", "Approved", "R. Sorel", date(2026, 11, 24)])
    book.save(tmp_path / "day.xlsx")
    result = importing.read_visits(office, tmp_path / "day.xlsx")
    assert [visit.reference for visit in result.visits] == ["V-1"]


def test_what_is_not_approved_is_counted_and_left_out(office: Office, tmp_path: Path) -> None:
    blank = ROW.replace("V-1", "V-2").replace("approved", "")
    result = take(office, csv(tmp_path, HEAD_EN, ROW, blank, ROW.replace("V-1", "V-3").replace("approved", "pending")))
    assert result.not_approved == 2
    assert references(office) == ["V-1"]


def test_every_problem_of_a_bad_row_is_told_and_good_rows_come_in(office: Office, tmp_path: Path) -> None:
    bad = "V-2,C-2,,Ada,,noon,approved,,03/04/2026"
    result = take(office, csv(tmp_path, HEAD_EN, ROW, bad, ROW))
    told = {(problem.row, problem.column, problem.code) for problem in result.problems}
    assert told == {
        (3, "Case references", "missing_value"),
        (3, "Address", "missing_value"),
        (3, "Windows", "bad_window"),
        (3, "Approver", "no_approver"),
        (3, "Date", "ambiguous_date"),
        (4, "Visit reference", "duplicate_reference"),
    }
    assert references(office) == ["V-1"]
    assert all(importing.problem_sentence(problem).startswith("Row ") for problem in result.problems)
    importing.write_bad_rows(tmp_path / "bad.xlsx", result)
    sheet = load_workbook(tmp_path / "bad.xlsx").active
    assert sheet
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["V-2", "V-1"]


def test_a_row_without_reference_is_refused(office: Office, tmp_path: Path) -> None:
    result = importing.read_visits(office, csv(tmp_path, HEAD_EN, ROW.replace("V-1", "")))
    assert [problem.code for problem in result.problems] == ["no_reference"]


def test_the_same_file_twice_changes_nothing(office: Office, tmp_path: Path) -> None:
    take(office, csv(tmp_path, HEAD_EN, ROW))
    before = importing.stored_day(office, TUESDAY)
    take(office, csv(tmp_path, HEAD_EN, ROW))
    assert importing.stored_day(office, TUESDAY) == before


def test_a_newer_file_shows_what_it_changes(office: Office, tmp_path: Path) -> None:
    rows = [ROW.replace("V-1", f"V-{n}").replace("C-1", f"C-{n}") for n in range(1, 5)]
    take(office, csv(tmp_path, HEAD_EN, *rows))
    newer = [
        rows[0],
        rows[1].replace("Close 15", "Close 17"),
        rows[2].replace("approved", "withdrawn"),
        ROW.replace("V-1", "V-9"),
    ]
    result = importing.read_visits(office, csv(tmp_path, HEAD_EN, *newer))
    found = importing.difference(office, TUESDAY, result)
    assert [v.reference for v in found.added] == ["V-9"]
    assert [v.reference for _, v in found.changed] == ["V-2"]
    assert [v.reference for v in found.withdrawn] == ["V-3"]
    assert [v.reference for v in found.vanished] == ["V-4"]
    importing.apply(office, [found], result, keep_vanished=True)
    assert references(office) == ["V-1", "V-2", "V-4", "V-9"]


def test_a_visit_that_moves_to_another_day_leaves_the_first(office: Office, tmp_path: Path) -> None:
    take(office, csv(tmp_path, HEAD_EN, ROW))
    take(office, csv(tmp_path, HEAD_EN, ROW.replace("2026-11-24", "2026-11-25")))
    assert references(office) == []
    assert importing.stored_day(office, date(2026, 11, 25)).visits[0].reference == "V-1"


def test_a_mapping_is_remembered_for_the_same_headers(office: Office, tmp_path: Path) -> None:
    file = csv(tmp_path, HEAD_EN.replace("Name", "Who"), ROW)
    assert [p.code for p in importing.read_visits(office, file).problems] == ["missing_column"]
    take(office, file, mapping=importing.named_mapping(file, ["Who=name"]))
    assert importing.read_visits(office, file).visits[0].customer.name == "Egon Ilves"


def test_places_of_the_file_go_before_the_index(office: Office, tmp_path: Path) -> None:
    head, row = HEAD_EN + ",Latitude,Longitude,Coordinate system", ROW + ",31.2304,121.4737,GCJ-02"
    take(office, csv(tmp_path, head, row))
    day = locate_visits(office, importing.stored_day(office, TUESDAY))
    location = day.visits[0].location
    assert location
    assert location.sure
    assert abs(location.coordinates.lat - 31.2304) > 0.001


def test_chinese_coordinates_come_back() -> None:
    for place in (Coordinates(39.9, 116.4), Coordinates(22.5, 114.05), Coordinates(45.75, 126.65)):
        there = to_wgs84(gcj02(place), "gcj02")
        assert abs(there.lat - place.lat) + abs(there.lon - place.lon) < 1e-9
        there = to_wgs84(bd09(gcj02(place)), "bd09")
        assert abs(there.lat - place.lat) + abs(there.lon - place.lon) < 1e-8


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("30", 30),
        (45, 45),
        ("0:45", 45),
        ("1h30", 90),
        ("1小时30分", 90),
        ("半小时", 30),
        ("40 min", 40),
        (time(0, 30), 30),
    ],
)
def test_stays_as_people_write_them(cell: Any, minutes: int) -> None:
    assert cells.read_minutes(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("2:30 pm", time(14, 30)),
        ("下午2点", time(14)),
        (0.5, time(12)),
    ],
)
def test_times_as_people_write_them(cell: Any, expected: time) -> None:
    assert cells.read_time(cell) == expected


@pytest.mark.parametrize(
    "cell", ["2026-11-24", "24.11.2026", "2026/11/24", "11/24/2026", "24/11/2026", "2026年11月24日"]
)
def test_dates_as_people_write_them(cell: str) -> None:
    assert cells.read_date(cell) == TUESDAY


@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\0\0\0", b"", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_told(office: Office, tmp_path: Path, raw: bytes) -> None:
    for name in ("x.csv", "x.xlsx"):
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(BadInput):
            importing.read_visits(office, tmp_path / name)


def test_the_template_reads_back_as_it_is(office: Office, tmp_path: Path) -> None:
    for language in ("en", "zh"):
        importing.write_template(tmp_path / f"{language}.xlsx", language)
        result = importing.read_visits(office, tmp_path / f"{language}.xlsx")
        assert not result.problems
        assert [visit.reference for visit in result.visits] == ["V-1001"]


def test_staff_become_the_teams_of_a_day(office: Office, tmp_path: Path) -> None:
    lines = (
        "Staff reference,Name,Skills,Team,From,To,Break,Break minutes,Travels by",
        "S-1,Mira Sol,interpreter,Heron,08:30,17:00,11:30-13:30,30,car",
        "S-2,Tam Orr,,Heron,,,,,",
        "S-3,Ida Fen,,,,,,,",
    )
    staff = importing.read_staff(csv(tmp_path, *lines))
    assert not staff.problems
    day = importing.apply_staff(office, staff, TUESDAY)
    (shift,) = day.shifts
    assert (shift.team.name, len(shift.members), shift.start, shift.skills) == (
        "Heron",
        2,
        time(8, 30),
        {"interpreter"},
    )
    assert [person.name for person in day.reserve] == ["Ida Fen"]
    again = importing.apply_staff(office, staff, TUESDAY)
    assert len(again.staff) == 3
    assert again.shifts[0].team.id == shift.team.id


def test_a_slow_day_is_read_and_stays_where_a_file_says_nothing_of_it(office: Office, tmp_path: Path) -> None:
    head = "Staff reference,Name,Team,Slow-day factor"
    for written, factor in (("1.2", 1.2), ("130 %", 1.3), ("× 1.05", 1.05)):
        staff = importing.read_staff(csv(tmp_path, head, f"S-1,Mira Sol,Heron,{written}"))
        assert importing.apply_staff(office, staff, TUESDAY).shifts[0].slow_factor == factor
    again = importing.read_staff(csv(tmp_path, "Staff reference,Name,Team", "S-1,Mira Sol,Heron"))
    assert importing.apply_staff(office, again, TUESDAY).shifts[0].slow_factor == 1.05
    wrong = importing.read_staff(csv(tmp_path, head, "S-1,Mira Sol,Heron,3"))
    assert [problem.code for problem in wrong.problems] == ["bad_slow_factor"]


def test_the_address_book_goes_before_the_index(office: Office, tmp_path: Path) -> None:
    places = importing.read_places(csv(tmp_path, "Address,Latitude,Longitude", "maple  close 15,45.2,-30.4"))
    importing.apply_places(office, places)
    take(office, csv(tmp_path, HEAD_EN, ROW))
    day = locate_visits(office, importing.stored_day(office, TUESDAY))
    assert day.visits[0].location
    assert day.visits[0].location.coordinates == (45.2, -30.4)
    assert replace(day.visits[0], location=None).location is None


ASKED = (
    "Must do,Wish from,Wish to,Promised from,Promised to,Preferred team,Excluded team,Only team,After visit,"
    "Same team as,Teams needed"
)


def test_what_a_visit_asks_of_a_plan_is_read(office: Office, tmp_path: Path) -> None:
    asked = "yes,,11:00,2,2:30 pm,Heron,Kite;Wren,Heron,V-0,V-9,2"
    (visit,) = importing.read_visits(office, csv(tmp_path, f"{HEAD_EN},{ASKED}", f"{ROW},{asked}")).visits
    assert (visit.must_do, visit.two_teams, visit.after, visit.same_team_as) == (True, True, "V-0", "V-9")
    assert (visit.wish, visit.promised) == ((None, time(11)), (time(14), time(14, 30)))
    teams = visit.preferred_teams, visit.excluded_teams, visit.only_teams
    assert teams == ({"Heron"}, {"Kite", "Wren"}, {"Heron"})
    plain = importing.read_visits(office, csv(tmp_path, f"{HEAD_EN},{ASKED}", f"{ROW},,,,,,,,,,,1")).visits[0]
    assert (plain.wish, plain.promised, plain.two_teams) == (None, None, False)


@pytest.mark.parametrize(
    ("asked", "column", "code"),
    [
        (",12,11,,,,,,,,", "Wish from", "window_reversed"),
        (",noonish,,,,,,,,,", "Wish from", "bad_time"),
        (",,,10:00,,,,,,,", "Promised to", "missing_value"),
        (",,,,10:00,,,,,,", "Promised from", "missing_value"),
        (",,,11:00,10:00,,,,,,", "Promised from", "window_reversed"),
        (",,,,,,,,V-1,,", "After visit", "names_itself"),
        (",,,,,,,,,V-1,", "Same team as", "names_itself"),
        (",,,,,,,,,,3", "Teams needed", "bad_teams_needed"),
    ],
)
def test_what_a_visit_cannot_ask_is_told(office: Office, tmp_path: Path, asked: str, column: str, code: str) -> None:
    result = importing.read_visits(office, csv(tmp_path, f"{HEAD_EN},{ASKED}", f"{ROW},{asked}"))
    assert [(problem.row, problem.column, problem.code) for problem in result.problems] == [(2, column, code)]
