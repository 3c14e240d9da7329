"""What is counted is what was entered, and each code has words for the door and for the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.bootstrap import Office
from planner.cases.called import Request, called
from planner.cases.entering import Entry, enter
from planner.cases.model import Stage, StepKind
from planner.cases.outcome_words import code_words, if_then, next_words
from planner.cases.outcomes import Code
from planner.cases.promises import tell
from planner.cases.report_tables import export, tables
from planner.cases.reports import Load, report
from planner.day.promised import Promised
from planner.errors import NotAllowed
from planner.model import Day, Plan, Window
from planner.users import ALONE
from routing.worker import Worker
from tests.builders import TUESDAY

TEN = datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_a_day_in_numbers(office: Office, out: tuple[Day, Plan], worker: Worker) -> None:
    one, other, third, _last = out[0].visits
    tell(office, one.id, TUESDAY, Window(time(9, 30), time(11)), by=ALONE)
    tell(office, other.id, TUESDAY, Window(time(15), time(16)), by=ALONE)
    told = [
        Entry(each.id, code, TEN, TEN + timedelta(minutes=20))
        for each, code in ((one, Code.TALKED), (other, Code.NEVER_AGAIN))
    ]
    enter(office, TUESDAY, told, worker, by=ALONE)
    called(office, third.customer.id, Request.COMPLAINT, by=ALONE)
    made = report(office, TUESDAY - timedelta(days=7), TUESDAY, by=ALONE)
    assert made.visits == 2
    assert {code for _part, code in made.outcomes} == {Code.TALKED, Code.NEVER_AGAIN}
    assert made.promises == Promised(kept=1, outside=1)
    assert (made.complaints, made.refusals) == (1, 1)
    assert made.stages == {Stage.VISITED: 2, Stage.CONTACTED: 1, Stage.ISSUED: 1}
    assert made.steps[StepKind.VISITED] == 2
    assert [each.visits for each in made.load] == [1, 1, 1, 1]
    assert report(office, TUESDAY - timedelta(days=9), TUESDAY - timedelta(days=1), by=ALONE).visits == 0


def test_a_report_goes_out_as_a_workbook_or_as_csv_and_never_as_a_formula(
    office: Office, out: tuple[Day, Plan], tmp_path: Path
) -> None:
    made = report(office, TUESDAY, TUESDAY, by=ALONE)
    made = replace(made, load=(Load("=HYPERLINK(A1)", 1, 6, 300),))
    for name in ("report.csv", "report.xlsx"):
        export(office, made, tmp_path / name, by=ALONE)
    text = (tmp_path / "report.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert "'=HYPERLINK(A1),1,6,300" in text
    book = load_workbook(tmp_path / "report.xlsx")
    (formula,) = (cell for page in book for row in page.iter_rows() for cell in row if cell.value == "=HYPERLINK(A1)")
    assert (formula.data_type, formula.quotePrefix) == ("s", True)
    assert next(table.title for table in tables(made)) == book.sheetnames[0]
    with office.store.reading() as session:
        assert len(session.records_of("report_exported", None)) == 2
    with pytest.raises(NotAllowed, match="file_exists"):
        export(office, made, tmp_path / "report.csv", by=ALONE)


@pytest.mark.parametrize("code", Code)
def test_every_outcome_is_said_for_the_door_and_for_the_office(code: Code) -> None:
    happened, then = if_then(code)
    assert happened == code_words(code)
    assert then.endswith(".")
    assert next_words(code).endswith(".")
