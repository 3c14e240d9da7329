"""The files of the folders, and the pages for the telephone: which templates go where. Words and lays out nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from planner.documents.changes import changes_page
from planner.documents.file_names import folder_file
from planner.documents.folder import folder
from planner.documents.paper_order import PaperOrder
from planner.documents.pdf import PdfJob

CHANGES = "changes.pdf"


def folder_jobs(order: PaperOrder, target: Path) -> Iterator[PdfJob]:
    """A folder for each team that is printed."""
    names = order.sheet_files
    for each in order.folders:
        yield PdfJob("folder", folder(each), str(target / folder_file(names[each.shift_id])), tagged=False)


def changes_jobs(order: PaperOrder, target: Path) -> Iterator[PdfJob]:
    """One file of what changed, where anything did."""
    if order.changes:
        page = changes_page(order.day, order.changes, order.stamp, order.terms.page)
        yield PdfJob("changes", page, str(target / CHANGES))
