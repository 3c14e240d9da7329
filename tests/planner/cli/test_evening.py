"""``rounds cases outcomes`` and ``rounds cases report``: a sheet comes in, and the numbers go out."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook, load_workbook

from planner.documents.return_sheet import add_return_sheets
from planner.documents.stamp import Stamp
from planner.model import Day, Plan
from tests.conftest import NOW
from tests.planner.cases.conftest import drawn as drawn
from tests.planner.cases.conftest import out as out
from tests.planner.cli.conftest import Rounds


def test_a_returned_sheet_is_entered_and_counted(rounds: Rounds, out: tuple[Day, Plan], tmp_path: Path) -> None:
    file, book = tmp_path / "plan.xlsx", Workbook()
    add_return_sheets(book, *out, Stamp(1, NOW, "en", "floor", "", False, "1:ab"))
    book["Return"].cell(2, 8, "B")  # type: ignore[union-attr]
    book["Return"].cell(3, 8, "X")  # type: ignore[union-attr]
    book.save(file)
    wrong = rounds("cases", "outcomes", file)
    assert (wrong.code, "[bad_code]" in wrong.said, "Nothing was changed." in wrong.said) == (1, True, True)
    book["Return"].cell(3, 8, "C")  # type: ignore[union-attr]
    book.save(file)
    assert "2 outcomes entered." in rounds("cases", "outcomes", file).said
    assert "0 new, 2 entered before, 2 empty." in rounds("import", "outcomes", file).said
    shown = rounds("cases", "report", "2026-11-23", "2026-11-29").said
    assert next(line.split() for line in shown.splitlines() if line.startswith("Not at home"))[-1] == "1"
    written = rounds("cases", "report", "2026-11-23", "2026-11-29", "-o", tmp_path / "report.xlsx")
    assert written.code == 0
    assert len(load_workbook(tmp_path / "report.xlsx").sheetnames) == 5
    assert rounds("cases", "report", "2026-11-29", "2026-11-23").code == 2
