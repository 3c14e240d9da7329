"""The sheet of the workbook that teams fill in and bring back, with the list of codes. How it is read is not here.

It names no customer, and no code says why a team came: it may lie on a table where others read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from planner.cases.outcome_words import paper_words
from planner.cases.outcomes import Code
from planner.cases.return_columns import RETURN_HEADS, TO_FILL
from planner.documents.cells import Value, fill
from planner.documents.stamp import Stamp
from planner.documents.wording import zone_of
from planner.model import Day, Plan
from planner.text import gettext as _

AS_TEXT = "@"
"""Nothing that a person types there becomes a formula or a date."""


def add_return_sheets(book: Workbook, day: Day, plan: Plan, stamp: Stamp) -> None:
    """Add the sheet to fill in, and the one that says what the letters mean."""
    language = stamp.language
    rows = list(_rows(day, plan))
    sheet = book.create_sheet(_("Return", language))
    fill(sheet, [column.header(language) for column in RETURN_HEADS], rows)
    allowed = DataValidation("list", formula1='"' + ",".join(Code) + '"', allow_blank=True)
    sheet.add_data_validation(allowed)
    for number, column in enumerate(RETURN_HEADS, start=1):
        letter = get_column_letter(number)
        if column.field == "code" and rows:
            allowed.add(f"{letter}2:{letter}{len(rows) + 1}")
        for row in range(2, len(rows) + 2) if column.field in TO_FILL else ():
            sheet.cell(row, number).number_format = AS_TEXT
    words = [(code.value, paper_words(code, language)) for code in Code]
    fill(book.create_sheet(_("Codes", language)), (_("Code", language), _("Meaning", language)), words)


def _rows(day: Day, plan: Plan) -> Iterator[Sequence[Value]]:
    # In the order in which papers are printed and the evening asks. Two teams that go in together have one row, on the
    # paper of the first.
    zone, seen = zone_of(day), set[UUID]()
    for route in plan.routes:
        team = day.shift(route.shift_id).team.name
        for number, stop in enumerate(route.stops, start=1):
            if stop.visit_id in seen:
                continue
            seen.add(stop.visit_id)
            planned = stop.start.astimezone(zone).time()
            visit = day.visit(stop.visit_id)
            yield day.date.isoformat(), team, number, visit.reference, f"{planned:%H:%M}"
