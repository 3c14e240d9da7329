"""The files of the folders, and the pages for the telephone: which templates go where. Words and lays out nothing."""

from __future__ import annotations

from pathlib import Path

from planner.documents.changes import changes_page
from planner.documents.folder import folder, folder_names
from planner.documents.paper_order import PaperOrder
from planner.documents.pdf import PdfJob

CHANGES = "changes.pdf"


def itinerary_jobs(order: PaperOrder, target: Path) -> list[PdfJob]:
    """A folder for each team that is printed, and one file of what changed where anything did."""
    shifts = [order.day.shift(route.shift_id) for route in order.plan.routes if route.stops]
    names = dict(zip((shift.id for shift in shifts), folder_names(shift.team.name for shift in shifts), strict=True))
    jobs = [PdfJob("folder", folder(each), str(target / names[each.shift_id]), tagged=False) for each in order.folders]
    if order.changes:
        page = changes_page(order.day, order.changes, order.stamp)
        jobs.append(PdfJob("changes", page, str(target / CHANGES)))
    return jobs
