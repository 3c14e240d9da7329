"""Issued papers on the screen and at the printer: what a camera reads off them, what is ticked, what is recorded."""

from __future__ import annotations

from dataclasses import replace
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
from planner.cases.copies import copies_of, sign_out
from planner.cases.copy_model import Copy, Paper
from planner.day.issue import Issued
from planner.day.printing import PRINTED, DayPapers, PaperFile
from planner.model import Address, Day
from tests.builders import TUESDAY, day, visit
from tests.planner.documents.situations import plan_of, write
from ui.dialogs.print_preview import PrintPreview
from ui.dialogs.sure import SureDialog
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


def test_the_longest_name_of_a_street_leaves_the_code_free(tmp_path: Path, qapp: object) -> None:
    street = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch Avenue 12"
    long = replace(visit(1), address=Address(street))
    the_day = day(long, teams=1)
    folder = write(tmp_path / "out", the_day, plan_of(the_day))
    codes = zxingcpp.read_barcodes(gray(folder / "route-Team-1.pdf"))
    assert [code.text for code in codes if code.text.startswith("geo:")]


def test_what_is_ticked_is_printed_and_recorded_and_a_second_time_only_after_a_question(
    qtbot: QtBot, office: Office, issued: tuple[Day, Issued], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    the_day, papers = issued
    sheet, control = signed_out(office, papers)
    missing = replace(sheet, path=papers.folder / "route-Team-2.pdf", team="Team 2", version=2)
    dialog = PrintPreview(None, office, the_day, DayPapers(3, papers.folder, (sheet, control), (missing,)))
    qtbot.addWidget(dialog)
    dialog.show()
    names = ["Route sheet, Team 1 · version 1", "Control sheet"]
    assert [dialog.papers.item(row).text() for row in range(2)] == names
    assert "Route sheet, Team 2 (version 2)" in dialog.elsewhere.text()
    assert dialog.document.pageCount() == len(PdfReader(sheet.path).pages)
    dialog.team.setCurrentIndex(dialog.team.findText("Team 1"))
    dialog.team.activated.emit(dialog.team.currentIndex())
    assert dialog.ticked == (sheet,), "the papers of one team"
    dialog.all.setCheckState(dialog.all.checkState().Checked)
    dialog.all.click()
    assert not dialog.primary.isEnabled()
    dialog.papers.item(1).setCheckState(dialog.all.checkState().Checked)
    assert dialog.ticked == (control,)
    dialog.print_on(to_file(tmp_path / "printed.pdf"))
    qtbot.waitUntil(lambda: dialog.primary.isEnabled(), timeout=20_000)
    with office.store.reading() as session:
        assert [row["kind"] for row in session.records_of(PRINTED)] == [PRINTED]
        assert [each.printed for each in copies_of(session, TUESDAY)] == [0, 1]
    width, height = PdfReader(tmp_path / "printed.pdf").pages[0].mediabox[2:]
    assert width > height, "the control sheet lies"
    assert dialog.papers.item(1).text() == "Control sheet · printed"
    asked: list[str] = []
    monkeypatch.setattr(SureDialog, "ask", lambda _parent, _title, lead, _accept: asked.append(lead))
    dialog.confirm()
    assert asked[0].startswith("1 of these papers was printed before. The new one bears the same numbers")


def signed_out(office: Office, papers: Issued) -> tuple[PaperFile, PaperFile]:
    """Two of the papers with a number each, of which the first lies with an older version."""
    copies = (
        Copy(1, TUESDAY, 1, Paper.ROUTE_SHEET, team="Team 1", file="route-Team-1"),
        Copy(2, TUESDAY, 3, Paper.CONTROL_SHEET, file="control"),
    )
    with office.store.writing() as session:
        sign_out(session, copies, TUESDAY, {}, at=office.clock(), by="user")
    return PaperFile(papers.files[0], 1, "Team 1", (1,)), PaperFile(papers.files[1], 3, "", (2,))


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


def test_papers_printed_into_a_file_are_a_file_each(issued: tuple[Day, Issued], tmp_path: Path, qapp: object) -> None:
    _day, papers = issued
    printer = to_file(tmp_path / "all.pdf")
    count = print_papers(printer, papers.files[:2], both_sides=False, on_message=lambda _: None, stop=Event())
    assert count == 2
    pages = {file.name: len(PdfReader(file).pages) for file in tmp_path.glob("*.pdf")}
    assert pages == {f"all-{file.stem}.pdf": len(PdfReader(file).pages) for file in papers.files[:2]}


def to_file(file: Path) -> QPrinter:
    """A printer that writes a file, as coarse as an old one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(GRAY_DPI)
    return printer
