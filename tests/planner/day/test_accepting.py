"""What a file says is compared with the days there are, and accepted whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.bootstrap import Office
from planner.cases.holds_file import read_holds
from planner.cases.model import HoldKind
from planner.cases.payments import read_payments
from planner.day import importing
from planner.day.geocoding import place
from planner.day.importing.accept import cell_reference
from planner.errors import Conflict
from planner.model import Coordinates, Visit, Window
from tests.builders import TUESDAY, at

WEDNESDAY = date(2026, 11, 25)
HEAD = "Visit reference,Case references,Name,Address,Status,Approver,Date"


def row(number: int, when: date = TUESDAY, status: str = "approved", street: str = "Maple Road") -> str:
    return f"V-{number},K-{number},Ada Quill,{street} {number},{status},R. Sorel,{when}"


def read(office: Office, folder: Path, *rows: str) -> importing.ImportResult:
    file = folder / "day.csv"
    file.write_text("\n".join((HEAD, *rows)), encoding="utf-8")
    return importing.read_visits(office, file)


def differences(office: Office, result: importing.ImportResult) -> list[importing.Difference]:
    return [importing.difference(office, when, result) for when in importing.days_of(office, result)]


def take(office: Office, folder: Path, *rows: str) -> list[importing.Difference]:
    result = read(office, folder, *rows)
    found = differences(office, result)
    importing.apply(office, found, result)
    return found


def visits(office: Office, when: date = TUESDAY) -> dict[str, Visit]:
    return {visit.reference: visit for visit in importing.stored_day(office, when).visits}


def placed(office: Office, reference: str, where: Coordinates) -> None:
    day = importing.stored_day(office, TUESDAY)
    place(office, day, visits(office)[reference].id, where, "R. Sorel")


def test_a_file_of_withdrawn_rows_alone_withdraws_them(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1), row(2))
    (found,) = take(office, tmp_path, row(1, status="withdrawn"), row(2, status=""))
    assert [visit.reference for visit in found.withdrawn] == ["V-1", "V-2"]
    assert visits(office) == {}


def test_a_withdrawal_on_another_day_makes_nobody_vanish_there(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1), row(2, WEDNESDAY), row(3, WEDNESDAY))
    withdrawn = row(2, status="withdrawn").removesuffix(str(TUESDAY))
    found = {each.date: each for each in take(office, tmp_path, row(1), withdrawn)}
    assert [visit.reference for visit in found[WEDNESDAY].withdrawn] == ["V-2"]
    assert not found[WEDNESDAY].vanished
    assert list(visits(office, WEDNESDAY)) == ["V-3"]


def test_a_visit_that_moves_to_another_day_keeps_its_identity_and_its_place(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1), row(2))
    placed(office, "V-1", Coordinates(45.3, -30.3))
    before = visits(office)["V-1"]
    found = {each.date: each for each in take(office, tmp_path, row(1, WEDNESDAY), row(2))}
    assert not found[TUESDAY].vanished
    after = visits(office, WEDNESDAY)["V-1"]
    assert (after.id, after.location) == (before.id, before.location)
    assert list(visits(office)) == ["V-2"]


def test_a_place_stays_while_the_address_stays(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1))
    placed(office, "V-1", Coordinates(45.3, -30.3))
    take(office, tmp_path, row(1).replace("Ada", "Ida"))
    assert visits(office)["V-1"].located
    take(office, tmp_path, row(1, street="Harbor Street"))
    assert visits(office)["V-1"].location is None


def test_a_row_that_cannot_be_read_has_not_vanished(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1), row(2))
    found = take(office, tmp_path, row(1), row(2).replace("R. Sorel", ""))
    assert not any(each.vanished for each in found)
    assert list(visits(office)) == ["V-1", "V-2"]


def test_days_come_in_together_or_not_at_all(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1), row(2, WEDNESDAY))
    result = read(office, tmp_path, row(1), row(2, WEDNESDAY, street="Harbor Street"), row(3))
    found = differences(office, result)
    placed_day = importing.stored_day(office, WEDNESDAY)
    place(office, placed_day, placed_day.visits[0].id, Coordinates(45.3, -30.3), "somebody else")
    with pytest.raises(Conflict):
        importing.apply(office, found, result)
    assert list(visits(office)) == ["V-1"]
    assert visits(office, WEDNESDAY)["V-2"].address.text == "Maple Road 2"


def test_what_somebody_else_imported_meanwhile_is_not_imported_again(office: Office, tmp_path: Path) -> None:
    result = read(office, tmp_path, row(1))
    found = differences(office, result)
    importing.apply(office, found, result)
    with pytest.raises(Conflict):
        importing.apply(office, found, result)


def test_references_may_be_numbers(office: Office, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(HEAD.split(","))
    sheet.append([1001.0, 5521, "Ada", "Maple Road 1", "approved", "R. Sorel", TUESDAY])
    sheet.append([1002.0, 5522, "Ada", "", "approved", "R. Sorel", TUESDAY])
    book.save(tmp_path / "day.xlsx")
    result = importing.read_visits(office, tmp_path / "day.xlsx")
    assert [(v.reference, v.cases[0].reference) for v in result.visits] == [("1001", "5521")]
    assert cell_reference(result, 3) == "1002"


def test_a_roster_read_twice_keeps_its_teams_and_what_was_found_out(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"
    head = "Staff reference,Name,Home,Team,From,To,Depot,Depot address,Starts and ends at home"
    file.write_text(f"{head}\nS-1,Mira,Elm 1,Heron,8:30,17,Yard,Dock 1,yes\nS-2,Tam,,Heron,,,Yard,,", encoding="utf-8")
    first = importing.apply_staff(office, importing.read_staff(file), TUESDAY)
    home = place_of_home(office, Coordinates(45.2, -30.4))
    again = importing.apply_staff(office, importing.read_staff(file), TUESDAY)
    assert [shift.id for shift in again.shifts] == [shift.id for shift in first.shifts]
    assert again.shifts[0].start_at == again.staff[0]
    assert again.staff[0].home_location
    assert again.staff[0].home_location.coordinates == home
    assert importing.apply_staff(office, importing.read_staff(file), TUESDAY) == again


def place_of_home(office: Office, where: Coordinates) -> Coordinates:
    with office.store.writing() as session:
        mira = next(person for person in session.staff() if person.name == "Mira")
        session.save_staff([replace(mira, home_location=replace(at(), coordinates=where))])
    return where


def test_every_sheet_of_the_template_is_read_as_what_it_is(office: Office, tmp_path: Path) -> None:
    importing.write_template(tmp_path / "template.xlsx", "zh")
    staff = importing.read_staff(tmp_path / "template.xlsx")
    places = importing.read_places(tmp_path / "template.xlsx")
    assert [person.reference for person in staff.staff] == ["S-01"]
    assert staff.crews[0].start == time(8, 30)
    assert len(places.entries) == 1
    assert not staff.problems + places.problems
    payments = read_payments(office, tmp_path / "template.xlsx")
    holds = read_holds(office, tmp_path / "template.xlsx")
    assert [(row.reference, row.case) for row in payments.rows] == [("P-90001", "K-5521")]
    assert [(row.customer, row.kind) for row in holds.rows] == [("C-20310", HoldKind.DISPUTE)]
    assert not payments.problems + holds.problems


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_every_usual_separator_is_read_also_under_a_title(office: Office, tmp_path: Path, separator: str) -> None:
    lines = ("Visits of the branch; approved, checked", "", HEAD, row(1))
    text = "\n".join(line if number < 2 else line.replace(",", separator) for number, line in enumerate(lines))
    (tmp_path / "day.csv").write_text(text, encoding="utf-8")
    (visit,) = importing.read_visits(office, tmp_path / "day.csv").visits
    assert visit.reference == "V-1"


def test_what_the_office_has_promised_stays_where_a_file_says_nothing_of_it(office: Office, tmp_path: Path) -> None:
    take(office, tmp_path, row(1))
    day = importing.stored_day(office, TUESDAY)
    told = replace(day.visits[0], promised=Window(time(10), time(10, 30)), two_teams=True)
    with office.store.writing() as session:
        session.save_day(replace(day, visits=(told,)))
    (found,) = take(office, tmp_path, row(1))
    assert [visit.reference for visit in found.unchanged] == ["V-1"]
    file = tmp_path / "more.csv"
    file.write_text(f"{HEAD},Teams needed\n{row(1)},1", encoding="utf-8")
    result = importing.read_visits(office, file)
    importing.apply(office, differences(office, result), result)
    assert (visits(office)["V-1"].promised, visits(office)["V-1"].two_teams) == (told.promised, False)
