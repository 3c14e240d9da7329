"""Spreadsheets out: the workbook to fill in, and the rows to correct."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from planner.day.importing.case_columns import CASE_COLUMNS
from planner.day.importing.columns import PLACE_COLUMNS, STAFF_COLUMNS, VISIT_COLUMNS, Column
from planner.day.importing.lender_columns import HOLD_COLUMNS, PAYMENT_COLUMNS
from planner.day.importing.problems import Problem, problem_sentence
from planner.day.importing.table import Table
from planner.errors import BadInput
from planner.text import gettext as _

if TYPE_CHECKING:  # loaded when it is wanted: the window need not wait for it
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

HEAD, BAD = "E3E9F5", "FBE3E0"
"""Colors behind headers, and behind cells to correct."""

IN_CHINESE = {
    "Egon Ilves": "艾贡·伊尔维斯", "Maple Close 15, Emberford": "余烬津枫叶弄15号",
    "home": "住所", "understand": "了解情况",
    "Building 2, 4th floor, 402": "2号楼4层402室", "approved": "已批准", "R. Sorel": "索雷尔", "en": "中文",
    "Mira Sol": "米拉·索尔", "interpreter": "翻译", "Heron": "苍鹭", "Office": "网点", "car": "汽车",
    "Harbor Street 1, Emberford": "余烬津港口街1号", "gray van": "灰色面包车", "Willow Court, Emberford": "余烬津柳苑",
    "Installment loan": "分期贷款", "yes": "是",
}  # fmt: skip
"""Examples as somebody who fills in Chinese headers would write them."""


class Read(Protocol):
    """What was read of a file of any kind."""

    @property
    def table(self) -> Table: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def bad_rows(self) -> frozenset[int]: ...


type Values = Mapping[str, str | int | float]


def write_template(file: Path, language: str) -> None:
    """The workbook to fill in: visits, staff, places, cases, payments and holds, each with one example row."""
    kinds = (
        (_("Visits", language), VISIT_COLUMNS),
        (_("Staff", language), STAFF_COLUMNS),
        (_("Places", language), PLACE_COLUMNS),
        (_("Cases", language), CASE_COLUMNS),
        (_("Payments", language), PAYMENT_COLUMNS),
        (_("Holds", language), HOLD_COLUMNS),
    )
    sheets = [(title, columns, [_example(columns, language)]) for title, columns in kinds]
    write_workbook(file, sheets, language)


def _example(columns: Sequence[Column], language: str) -> dict[str, str]:
    own = IN_CHINESE if language == "zh" else {}
    return {column.field: own.get(column.example, column.example) for column in columns}


def write_workbook(file: Path, sheets: Sequence[tuple[str, Sequence[Column], Sequence[Values]]], language: str) -> None:
    """A workbook of sheets: title, columns, and rows by field; headers in a language."""
    from openpyxl import Workbook

    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, columns, rows in sheets:
        _write_sheet(book.create_sheet(title), columns, rows, language)
    _save(book, file)


def _write_sheet(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Values], language: str) -> None:
    from openpyxl.comments import Comment

    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(1, number, column.header(language))
        _make_head(cell)
        notes = [_("Required", language)] if column.required else []
        if told := ". ".join(notes + ([_(column.note, language)] if column.note else [])):
            cell.comment = Comment(told, "Rounds")
        sheet.column_dimensions[cell.column_letter].width = max(12, 2 * len(column.zh) + 4, len(column.example) + 4)
    for row, values in enumerate(rows, start=2):
        for number, column in enumerate(columns, start=1):
            if (value := values.get(column.field)) not in (None, ""):
                sheet.cell(row, number, value).number_format = "@" if isinstance(value, str) else "General"
    sheet.freeze_panes = "A2"


def write_bad_rows(file: Path, result: Read) -> None:
    """The rows with problems, under their own headers, with what to correct in the last column."""
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append([*result.table.headers, _("To correct")])
    for row in sorted(result.bad_rows):
        why = "\n".join(problem_sentence(problem) for problem in result.problems if problem.row == row)
        sheet.append([*result.table.rows[row - result.table.first_row], why])
        wrong = {problem.column for problem in result.problems if problem.row == row}
        for number, header in enumerate(result.table.headers, start=1):
            if header in wrong:
                sheet.cell(sheet.max_row, number).fill = PatternFill("solid", fgColor=BAD)
    for cell in sheet[1]:
        _make_head(cell)
    _save(book, file)


def _make_head(cell: Cell | MergedCell) -> None:
    from openpyxl.styles import Font, PatternFill

    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD)


def _save(book: Workbook, file: Path) -> None:
    # Whole or not at all, also where the disk is full.
    part = file.with_name(file.name + ".part")
    made = BytesIO()
    book.save(made)
    try:
        part.write_bytes(made.getvalue())
        part.replace(file)
    except PermissionError:
        raise BadInput("file_is_open", file=file.name) from None
    finally:
        part.unlink(missing_ok=True)
