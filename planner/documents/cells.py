"""How cells of a workbook are written: text stays text, whatever sign it begins with. Knows no plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

HEAD = PatternFill("solid", fgColor="E3E9F5")
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that may not stand in a workbook's XML (XML 1.0, section 2.2); openpyxl lets some of it through."""
NOT_TITLE = re.compile(r"[\\*?:/\[\]\t\n\r]")
LONGEST_TITLE = 31
type Value = str | int | float | datetime


def sheet_title(book: Workbook, name: str) -> str:
    """A name as the title of a sheet: 31 letters at most, none that spreadsheets refuse, and none that is taken."""
    plain = NOT_TITLE.sub(" ", NOT_XML.sub("", name)).strip(" '")[:LONGEST_TITLE].strip(" '") or "-"
    taken = {title.casefold() for title in book.sheetnames} | {"history"}
    title, number = plain, 2
    while title.casefold() in taken:
        end = f" {number}"
        title, number = plain[: LONGEST_TITLE - len(end)] + end, number + 1
    return title


def fill(sheet: Worksheet, heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """Write rows under their heads, which stay in sight."""
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(1, column, head)
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[cell.column_letter].width = max(12, 2 + len(head.encode("gbk", "replace")))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            empty = sheet.cell(number, column)
            assert isinstance(empty, Cell)
            _write(empty, value)
    sheet.freeze_panes = "A2"


def _write(cell: Cell, value: Value) -> None:
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, datetime):
            cell.number_format = "yyyy-mm-dd hh:mm"
        return
    # Never a formula: the cell is marked as text, also for the person who edits it later.
    cell.value = NOT_XML.sub("", value)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
