"""The sheet that went out with the papers comes back filled in: all of it is entered, or nothing and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.bootstrap import Office
from planner.cases.entering import lines, missing
from planner.cases.outcome_words import paper_words
from planner.cases.outcomes import Code
from planner.cases.returned import read_returned, take_in
from planner.discreet import forbidden_word
from planner.documents.return_sheet import add_return_sheets
from planner.documents.stamp import Stamp
from planner.errors import BadInput
from planner.model import Day, Plan
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY
from tests.conftest import NOW

type Out = tuple[Day, Plan]
ARRIVED, LEFT, CODE, NOTES = 6, 7, 8, 9


def sheet(book: Workbook) -> Worksheet:
    """The one to fill in."""
    found = book["Return"]
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture
def went_out(out: Out, tmp_path: Path) -> Path:
    """The workbook of the issued day."""
    book, file = Workbook(), tmp_path / "plan.xlsx"
    add_return_sheets(book, *out, Stamp(1, NOW, "en", "floor", "", False, "1:ab"))
    book.save(file)
    return file


def fill(file: Path, *cells: tuple[int, int, str]) -> None:
    """Write into rows of the sheet, counted from the first visit."""
    book = load_workbook(file)
    for row, column, value in cells:
        sheet(book).cell(row + 1, column, value)
    book.save(file)


def test_the_sheet_names_nobody_and_no_code_says_why_a_team_came(out: Out, went_out: Path) -> None:
    book = load_workbook(went_out)
    text = " ".join(str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row if cell)
    assert forbidden_word(text) == ""
    assert all(visit.customer.name not in text and visit.address.text not in text for visit in out[0].visits)
    assert [row[0].value for row in book["Codes"].iter_rows(min_row=2)] == list(Code)
    assert all(forbidden_word(paper_words(code)) == "" for code in Code)
    assert sheet(book).cell(2, NOTES).number_format == "@"
    assert sheet(book).cell(2, ARRIVED).value is None


def test_what_was_filled_in_is_entered_and_the_rest_stays_missing(
    office: Office, out: Out, went_out: Path, worker: Worker
) -> None:
    fill(went_out, (1, ARRIVED, "0930"), (1, LEFT, "9:55"), (1, CODE, "b"), (1, NOTES, "=1+1"), (3, CODE, "C"))
    returned = read_returned(office, went_out, by=ALONE)
    assert (returned.count, returned.known, returned.empty, returned.problems) == (2, 0, 2, ())
    assert take_in(office, returned, worker, by=ALONE) == 2
    with office.store.reading() as session:
        found = lines(session, TUESDAY)
        (entry,) = session.records_of("returned_read", None)
    first = found[0].outcome
    assert first
    assert (first.code, first.said) == (Code.TALKED, "")  # a formula that nobody has worked out holds nothing
    assert first.arrived == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert len(missing(found)) == 2
    again = read_returned(office, went_out, by=ALONE)
    assert (again.count, again.known) == (0, 2)
    with pytest.raises(BadInput, match="nothing_returned"):
        take_in(office, again, worker, by=ALONE)
    assert entry


def test_where_one_cell_is_wrong_nothing_is_entered(office: Office, out: Out, went_out: Path, worker: Worker) -> None:
    fill(
        went_out, (1, CODE, "A"), (2, CODE, "Z"), (3, ARRIVED, "2570"), (3, CODE, "B"), (4, ARRIVED, "1100"),
        (5, 1, "2026-11-24"), (5, 4, "V-999"), (5, CODE, "B"),
    )  # fmt: skip
    returned = read_returned(office, went_out, by=ALONE)
    assert [(each.row, each.column, each.code) for each in returned.problems] == [
        (3, "Code", "bad_code"), (4, "Arrived", "bad_time"), (5, "Code", "no_code"), (6, "Visit", "not_on_paper"),
    ]  # fmt: skip
    with pytest.raises(BadInput, match="sheet_not_right"):
        take_in(office, returned, worker, by=ALONE)
    with office.store.reading() as session:
        assert len(missing(lines(session, TUESDAY))) == 4


def test_what_was_entered_otherwise_is_not_written_over(
    office: Office, out: Out, went_out: Path, worker: Worker
) -> None:
    fill(went_out, (1, CODE, "C"))
    take_in(office, read_returned(office, went_out, by=ALONE), worker, by=ALONE)
    fill(went_out, (1, CODE, "B"))
    (problem,) = read_returned(office, went_out, by=ALONE).problems
    assert problem.code == "entered_otherwise"


def test_two_teams_at_one_door_have_one_row(out: Out) -> None:
    the_day, plan = out
    route = next(each for each in plan.routes if each.stops)
    other = next(each for each in plan.routes if each.shift_id != route.shift_id)
    both = replace(plan, routes=(route, replace(other, stops=(*other.stops, route.stops[0]))))
    book = Workbook()
    add_return_sheets(book, the_day, both, Stamp(1, NOW, "en", "floor", "", False, "1:ab"))
    references = [row[3].value for row in sheet(book).iter_rows(min_row=2)]
    assert len(references) == len(set(references)) == 4
