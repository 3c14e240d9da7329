"""Sends issued papers to a printer, page by page, on a thread. Asks nothing: the dialog has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from planner.errors import BadInput
from routing.worker import Progress

MOST_DPI = 300
"""Finer than a laser printer shows of black on white; a page then takes 35 MB, one at a time."""


def print_papers(
    printer: QPrinter,
    files: Sequence[Path],
    *,
    both_sides: bool,
    on_message: Callable[[object], None],
    stop: Event,
) -> int:
    """Print each file as a job of its own, and say how many went; a page is never scaled but to what a printer needs.

    Raises
    ------
    BadInput
        ``cannot_print``: the printer or a file does not do it.
    """
    into = printer.outputFileName()
    for number, file in enumerate(files):
        if stop.is_set():
            return number
        on_message(Progress(number / len(files), "printing"))
        if into and len(files) > 1:  # one file would be written over by the next
            printer.setOutputFileName(str(Path(into).with_stem(f"{Path(into).stem}-{file.stem}")))
        _print(printer, file, both_sides)
    return len(files)


def _print(printer: QPrinter, file: Path, both_sides: bool) -> None:
    document = QPdfDocument()
    if document.load(str(file)) != QPdfDocument.Error.None_ or not document.pageCount():
        raise BadInput("cannot_print", file=file.name)
    _set_up(printer, document.pagePointSize(0), both_sides)
    printer.setDocName(file.stem)
    painter = QPainter()
    if not painter.begin(printer):
        raise BadInput("cannot_print", file=file.name)
    try:
        for page in range(document.pageCount()):
            if page:
                printer.newPage()
            _paint(painter, printer, document, page)
    finally:
        painter.end()
        document.close()


def _set_up(printer: QPrinter, points: QSizeF, both_sides: bool) -> None:
    lies = points.width() > points.height()
    upright = points.transposed() if lies else points
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait)
    sides = QPrinter.DuplexMode.DuplexShortSide if lies else QPrinter.DuplexMode.DuplexLongSide
    printer.setDuplex(sides if both_sides else QPrinter.DuplexMode.DuplexNone)
    printer.setFullPage(True)


def page_image(document: QPdfDocument, page: int, dpi: float) -> QImage:
    """A page as it lies on white paper."""
    points = document.pagePointSize(page)
    drawn = document.render(page, QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72)))
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return sheet


def _paint(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
    image = page_image(document, page, min(MOST_DPI, printer.resolution()))
    shown = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(QPoint((sheet.width() - shown.width()) // 2, 0), shown), image)
