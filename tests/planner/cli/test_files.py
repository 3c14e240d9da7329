"""``rounds template`` and ``rounds import``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.bootstrap import open_office
from planner.day import importing
from planner.errors import NotFound
from tests.planner.cli.conftest import HEAD, Rounds, row, staff, visits


def references(tmp_path: Path, when: str = "2026-11-24") -> list[str]:
    office = open_office(tmp_path / "data")
    try:
        return [visit.reference for visit in importing.stored_day(office, date.fromisoformat(when)).visits]
    except NotFound:
        return []
    finally:
        office.close()


def test_the_template_can_be_imported_as_it_is_and_is_never_overwritten(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    assert rounds("template", file).code == 0
    assert rounds("import", file).code == 0
    again = rounds("template", file)
    assert again.code == 2
    assert "never overwritten" in again.complained


def test_the_chinese_template_is_filled_in_chinese_and_comes_in_as_it_is(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    assert rounds("template", file, "--lang", "zh").code == 0
    cells = [str(cell) for cell in next(load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True))]
    assert {"住所", "了解情况", "已批准"} <= set(cells)
    for kind in ("visits", "staff", "places"):
        assert rounds("import", file, "--kind", kind, "--date", "2026-11-24").code == 0


def test_the_recovery_key_is_shown_once_before_the_first_import_and_never_for_the_demo(
    rounds: Rounds, tmp_path: Path
) -> None:
    file = visits(tmp_path, row(1))
    assert "Recovery key" not in rounds("import", file, "--demo").said
    assert "Recovery key" not in rounds("import", file, "--dry-run").said
    assert "Recovery key" in rounds("import", file).said
    assert "Recovery key" not in rounds("import", visits(tmp_path, row(2))).said


def test_good_rows_come_in_and_bad_ones_are_listed_and_saved_to_be_corrected(rounds: Rounds, tmp_path: Path) -> None:
    file = visits(tmp_path, row(1), row(2, windows="noon"), row(3, date="03/04/2026"), row(4, status=""))
    answer = rounds("import", file, "--bad", tmp_path / "bad.xlsx")
    assert answer.code == 1
    assert "Row 3, Windows, “noon”: This is no time window." in answer.said
    assert "1 row is not approved and was left out." in answer.said
    assert references(tmp_path) == ["V-1"]
    bad = load_workbook(tmp_path / "bad.xlsx").active
    assert bad
    assert [cells[0] for cells in bad.iter_rows(min_row=2, values_only=True)] == ["V-2", "V-3"]


def test_the_file_itself_is_never_overwritten_by_its_bad_rows(rounds: Rounds, tmp_path: Path) -> None:
    file = visits(tmp_path, row(1), row(2, windows="noon"))
    before = file.read_bytes()
    assert rounds("import", file, "--bad", file).code == 2
    assert file.read_bytes() == before
    assert references(tmp_path) == []


def test_the_corrected_rows_are_imported_and_nothing_else_changes(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1), row(2, windows="noon")), "--bad", tmp_path / "bad.xlsx")
    book = load_workbook(tmp_path / "bad.xlsx")
    assert book.active
    book.active["F2"] = "09:00-12:00"
    book.save(tmp_path / "bad.xlsx")
    answer = rounds("import", tmp_path / "bad.xlsx", "--vanished", "keep")
    assert answer.code == 0
    assert references(tmp_path) == ["V-1", "V-2"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("import", visits(tmp_path, row(1)), "--dry-run")
    assert "2026-11-24: 1 new, 0 changed" in answer.said
    assert references(tmp_path) == []


def test_a_date_that_is_over_is_told(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("import", visits(tmp_path, row(1, date="2019-11-26"), row(2, date="2999-11-26")), "--dry-run")
    assert answer.said.count("This day is over.") == 1


def test_several_days_come_in_together(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("import", visits(tmp_path, row(1), row(2, date="2026-11-25")))
    assert "2026-11-24: 1 new" in answer.said
    assert "2026-11-25: 1 new" in answer.said


def test_a_newer_file_names_what_it_changes_and_the_vanished_wait_for_a_decision(
    rounds: Rounds, tmp_path: Path
) -> None:
    rounds("import", visits(tmp_path, row(1), row(2), row(3)))
    newer = visits(tmp_path, row(2, windows="10:00-12:00"), row(3, status="withdrawn"), row(4))
    answer = rounds("import", newer)
    assert answer.code == 1
    for line in ("new: V-4", "changed: V-2", "withdrawn: V-3", "vanished: V-1"):
        assert line in answer.said
    assert references(tmp_path) == ["V-1", "V-2", "V-4"]
    assert rounds("import", newer, "--vanished", "keep").code == 0
    assert references(tmp_path) == ["V-1", "V-2", "V-4"]
    assert rounds("import", newer, "--vanished", "remove").code == 0
    assert references(tmp_path) == ["V-2", "V-4"]


def test_a_column_of_another_name_is_mapped_once_and_remembered(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("\n".join((HEAD.replace("Name", "Who"), row(1))), encoding="utf-8")
    missing = rounds("import", file)
    assert missing.code == 2
    assert "Column Name: The column is missing" in missing.said
    assert "姓名" in rounds("import", file, "--lang", "zh").said
    assert rounds("import", file, "--map", "Who=name").code == 0
    assert rounds("import", file).code == 0
    wrong = rounds("import", file, "--map", "Whom=name")
    assert wrong.code == 2
    assert "Whom=name" in wrong.complained


def test_rows_without_a_date_take_the_one_that_is_typed(rounds: Rounds, tmp_path: Path) -> None:
    assert rounds("import", visits(tmp_path, row(1, date="")), "--date", "2026-11-26").code == 0
    assert references(tmp_path, "2026-11-26") == ["V-1"]


def test_a_roster_is_imported_whole_or_not_at_all(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1)))
    wrong = rounds("import", staff(tmp_path, hours="17:30,08:30"), "--kind", "staff", "--date", "2026-11-24")
    assert wrong.code == 2
    assert "The shift must end after it begins." in wrong.said
    right = rounds("import", staff(tmp_path), "--kind", "staff", "--date", "2026-11-24")
    assert right.code == 0
    assert "Staff: 4, teams: 2, depots: 1." in right.said


def test_places_are_imported_into_the_address_book(rounds: Rounds, tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("Address,Latitude,Longitude\nWillow Court,45.2,-30.4\nGate,north,-30.4", encoding="utf-8")
    answer = rounds("import", file, "--kind", "places")
    assert answer.code == 1
    assert "Places for the address book: 1" in answer.said


@pytest.mark.parametrize("name", ["nowhere.csv", "letter.docx"])
def test_what_cannot_be_read_is_told_in_one_line(rounds: Rounds, tmp_path: Path, name: str) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 no workbook")
    answer = rounds("import", tmp_path / name)
    assert answer.code == 2
    assert answer.complained.count("\n") == 1


def test_headers_alone_are_no_file_of_visits(rounds: Rounds, tmp_path: Path) -> None:
    answer = rounds("import", visits(tmp_path))
    assert answer.code == 2
    assert "no rows" in answer.complained


@pytest.mark.parametrize("name", ["other.xlsx", "bad.txt", "nowhere/bad.xlsx"])
def test_bad_rows_go_into_a_new_workbook_or_nothing_is_imported(rounds: Rounds, tmp_path: Path, name: str) -> None:
    (tmp_path / "other.xlsx").write_text("precious", encoding="utf-8")
    answer = rounds("import", visits(tmp_path, row(1), row(2, windows="noon")), "--bad", tmp_path / name)
    assert answer.code == 2
    assert (tmp_path / "other.xlsx").read_text(encoding="utf-8") == "precious"
    assert references(tmp_path) == []


@pytest.mark.parametrize("name", ["template.txt", "nowhere/template.xlsx"])
def test_the_template_has_a_name_that_a_spreadsheet_program_opens(rounds: Rounds, tmp_path: Path, name: str) -> None:
    answer = rounds("template", tmp_path / name)
    assert answer.code == 2
    assert answer.complained.count("\n") == 1
    assert not (tmp_path / name).exists()


def test_a_visit_that_moves_to_another_day_is_named_on_the_day_it_leaves(rounds: Rounds, tmp_path: Path) -> None:
    rounds("import", visits(tmp_path, row(1), row(2)))
    answer = rounds("import", visits(tmp_path, row(2, date="2026-11-25")))
    assert "to another day: V-2" in answer.said
    assert references(tmp_path) == ["V-1"]
    assert references(tmp_path, "2026-11-25") == ["V-2"]


def test_an_error_of_the_system_names_the_file(rounds: Rounds, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    answer = rounds("import", visits(tmp_path, row(1)))
    assert answer.code == 2
    assert "data could not be read or written" in answer.complained
