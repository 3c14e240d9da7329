"""Pictures of paper, and of the evening of the running day: its page in the window, and the report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtPdf import QPdfDocument

from benchmarks.pictures.running_day import Telling
from benchmarks.pictures.studio import Studio
from planner.running.confirming import confirm
from planner.running.control import control_sheet_of_now
from planner.running.day_report import print_report
from planner.text import gettext as _
from planner.users import ALONE
from ui.printing import page_image

EVENING = datetime(2026, 11, 23, 21, 20, tzinfo=UTC)
"""Twenty past eight in the demo's town."""
ROOM = (1320, 860)
DPI = 96


def take_papers(studio: Studio, name: str, papers: Path) -> None:
    """A route sheet and a case card as they were issued, and the control sheet as it is now."""
    take_page(studio, f"{name}-route", min(papers.glob("route-*.pdf")))
    take_page(studio, f"{name}-card", min(papers.glob("folder-*.pdf")), _("Case card"))
    document = studio.window.document
    if studio.wanted.file(f"{name}-control") and document.day and document.plan:
        file = papers.parent / "control-now.pdf"
        control_sheet_of_now(document.office, document.day, document.plan, file, by=ALONE, worker=studio.app.worker)
        take_page(studio, f"{name}-control", file)


def take_page(studio: Studio, name: str, file: Path, words: str = "") -> None:
    """The first page of a paper that has these words on it."""
    if studio.wanted.file(name):
        paper = QPdfDocument()
        paper.load(str(file))
        pages = range(paper.pageCount())
        page = next((each for each in pages if words in paper.getAllText(each).text()), 0)
        studio.keep(name, page_image(paper, page, DPI))
        paper.close()


def take_evening(studio: Studio, name: str, telling: Telling) -> None:
    """The day goes on to its evening; its changes are read out and confirmed."""
    document = studio.window.document
    assert document.work
    office, work = document.office, document.work
    telling.silent_from = {}
    found = studio.window.live.watch.situation
    for team in found.teams if found else ():
        if work.plan and team.pending:
            confirm(office, work.day, work.plan, team.shift.id, team.shift.members[0].name, by=ALONE)
    telling.until(office, work, EVENING)
    document.take_newer()
    studio.settled()
    errands = studio.window.errands
    errands.cases("evening", work.day.date)
    assert errands._cases
    errands._cases.resize(*ROOM)
    studio.rest(2.5)
    studio.take(f"{name}-evening", errands._cases)
    file = office.data / "report.pdf"
    print_report(office, work.day.date, file, by=ALONE, worker=studio.app.worker)
    take_page(studio, f"{name}-report", file)
    errands._cases.close()
