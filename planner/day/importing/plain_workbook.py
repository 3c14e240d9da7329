"""A workbook of plain tables: text stays text, whatever sign it begins with. Knows nothing of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

MOST_LETTERS = 31
"""Titles of sheets are no longer in any spreadsheet."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula begins so."""

type PlainTable = tuple[str, Sequence[str], Iterable[Sequence[str | int]]]


def plain_workbook(tables: Iterable[PlainTable]) -> bytes:
    """A sheet for each table: its title, its heads, its rows."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book, made = Workbook(), BytesIO()
    for sheet in book.worksheets:
        book.remove(sheet)
    for title, heads, rows in tables:
        sheet = book.create_sheet(title[:MOST_LETTERS])
        for number, row in enumerate((heads, *rows), start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(number, column, value)
                if isinstance(value, str):
                    cell.data_type, cell.number_format = "s", "@"
                    cell.quotePrefix = value.startswith(FORMULA)
                cell.font = Font(bold=number == 1)
        for column, head in enumerate(heads, start=1):
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = max(12, 2 + 2 * len(head))
        sheet.freeze_panes = "A2"
    book.save(made)
    return made.getvalue()


def harmless(value: str | int) -> str | int:
    """The same for a cell of a CSV file, in which nothing can be marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
