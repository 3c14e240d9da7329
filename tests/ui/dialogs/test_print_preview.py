"""Issued papers on the screen and at the printer: what a camera reads off them, what is ticked, what is recorded."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import numpy as np
import pytest
import zxingcpp
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from planner.bootstrap import Office
from planner.day.issue import Issued
from planner.day.printing import PRINTED
from planner.errors import NotFound
from planner.model import Day
from tests.builders import TUESDAY, day, visit
from tests.planner.documents.situations import plan_of, write
from ui.dialogs.print_preview import PrintPreview, newest_papers
from ui.printing import page_image, print_papers

GRAY_DPI = 150
"""What a bad copier still shows."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Day, Issued]:
    """Papers of a day with two stops."""
    the_day = day(visit(1), visit(2, north=900), teams=1)
    plan = plan_of(the_day)
    folder = write(tmp_path_factory.mktemp("issued") / "v3", the_day, plan)
    return the_day, Issued(3, folder, (folder / "route-Team-1.pdf", folder / "control.pdf", folder / "plan.xlsx"), plan)


def gray(file: Path, page: int = 0) -> np.ndarray:
    """A page as a copier sees it."""
    document = QPdfDocument()
    document.load(str(file))
    shown = page_image(document, page, GRAY_DPI).convertToFormat(QImage.Format.Format_Grayscale8)
    return np.array(shown.constBits()).reshape(shown.height(), shown.bytesPerLine())[:, : shown.width()].copy()


def test_a_phone_reads_where_each_stop_is_and_nothing_else(issued: tuple[Day, Issued], qapp: object) -> None:
    the_day, papers = issued
    read = {code.text for code in zxingcpp.read_barcodes(gray(papers.files[0]))}
    places = [each.location.coordinates for each in the_day.visits if each.location]
    assert read == {f"geo:{at.lat:.5f},{at.lon:.5f}" for at in places}


def test_what_is_ticked_is_printed_and_recorded(
    qtbot: QtBot, office: Office, issued: tuple[Day, Issued], tmp_path: Path
) -> None:
    the_day, papers = issued
    dialog = PrintPreview(None, office, the_day, papers.version, papers.folder, papers.files)
    qtbot.addWidget(dialog)
    dialog.show()
    assert [dialog.papers.item(row).text() for row in range(2)] == ["Route sheet, Team 1", "Control sheet"]
    assert dialog.document.pageCount() == len(PdfReader(papers.files[0]).pages)
    dialog.all.click()
    assert not dialog.primary.isEnabled()
    dialog.papers.item(1).setCheckState(dialog.all.checkState().Checked)
    assert dialog.ticked == (papers.files[1],)
    dialog.print_on(to_file(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: dialog.primary.isEnabled(), timeout=20_000)
    with office.store.reading() as session:
        assert [row["kind"] for row in session.records_of(PRINTED)] == [PRINTED]
    width, height = PdfReader(tmp_path / "printed.pdf").pages[0].mediabox[2:]
    assert width > height, "the control sheet lies"


def test_every_page_goes_to_the_printer_in_its_own_size(
    issued: tuple[Day, Issued], tmp_path: Path, qapp: object
) -> None:
    _day, papers = issued
    target = tmp_path / "printed.pdf"
    count = print_papers(to_file(target), papers.files[:1], both_sides=True, on_message=lambda _: None, stop=Event())
    before, after = PdfReader(papers.files[0]).pages, PdfReader(target).pages
    assert (count, len(after)) == (1, len(before))
    assert all(abs(float(a) - float(b)) < 2 for a, b in zip(after[0].mediabox, before[0].mediabox, strict=True))
    assert {code.text for code in zxingcpp.read_barcodes(gray(target))} == {
        code.text for code in zxingcpp.read_barcodes(gray(papers.files[0]))
    }


def test_the_newest_papers_of_a_day_are_found_where_they_went(tmp_path: Path) -> None:
    for name in ("2026-11-24-v9", "2026-11-24-v10", "2026-11-24-v11", "2026-11-25-v12", ".2026-11-24-v13-x.part"):
        (tmp_path / name).mkdir()
    for name in ("folder-A.pdf", "control.pdf", "route-A.pdf", "plan.xlsx"):
        (tmp_path / "2026-11-24-v10" / name).touch()
    version, folder, files = newest_papers(tmp_path, TUESDAY)
    assert (version, folder.name) == (10, "2026-11-24-v10"), "the eleventh is empty"
    assert [file.name for file in files] == ["route-A.pdf", "control.pdf", "folder-A.pdf"]
    with pytest.raises(NotFound, match="no_papers"):
        newest_papers(tmp_path / "elsewhere", TUESDAY)


def to_file(file: Path) -> QPrinter:
    """A printer that writes a file, as coarse as an old one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(GRAY_DPI)
    return printer
