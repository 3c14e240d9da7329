"""Shows issued papers as they lie on the paper, and prints those that are ticked: by team, or all. Makes none.

Pages are drawn by Qt's own reader beside the window; what was printed is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.day.issue import Issued
from planner.day.printing import note_printed
from planner.errors import NotFound
from planner.model import Day
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.fields import grown, open_at
from ui.dialogs.frame import Frame, said, say_date
from ui.dialogs.problem import show_problem
from ui.printing import print_papers

ZOOM = 1.2


class PrintPreview(Frame):
    """Papers to the left, pages to the right."""

    @staticmethod
    def show_newest(parent: QWidget | None, office: Office, day: Day, folder: Path) -> None:
        """Show the newest version of a day's papers that lies in a folder; raises as `newest_papers`."""
        PrintPreview(parent, office, day, *newest_papers(folder, day.date)).run()

    @staticmethod
    def show_papers(parent: QWidget | None, office: Office, day: Day, issued: Issued) -> None:
        """Show what was issued."""
        PrintPreview(parent, office, day, issued.version, issued.folder, issued.files).run()

    def __init__(
        self, parent: QWidget | None, office: Office, day: Day, version: int, folder: Path, files: Sequence[Path]
    ) -> None:
        title = _("Papers of {day}, version {version}").format(day=say_date(day.date), version=version)
        super().__init__(parent, title, accept=_("&Print…"))
        self._office, self._day, self._version, self._folder = office, day, version, folder
        self.cancel.setText(_("Close"))
        self.document = QPdfDocument(self)
        self.papers = QListWidget()
        self.papers.setAccessibleName(_("Papers"))
        self.papers.setStyleSheet("QListView::item { padding: 3px 0; }")
        self.all = QCheckBox(_("&All papers"))
        self.all.setTristate(True)
        self.count = said(quiet=True)
        self._add_view()
        row = QHBoxLayout()
        row.addWidget(self._list_side())
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)
        self._fill([file for file in files if file.suffix == ".pdf"])
        self.papers.currentItemChanged.connect(self._show)
        self.papers.itemChanged.connect(self._count)
        self.all.clicked.connect(self._tick_all)
        self.papers.setCurrentRow(0)
        self._count()
        self._stop = Event()
        self.progress.stopped.connect(self._stop.set)
        open_at(self, 980, 760)

    def _add_view(self) -> None:
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(_("Pages"))
        for keys, by in ((QKeySequence.StandardKey.ZoomIn, ZOOM), (QKeySequence.StandardKey.ZoomOut, 1 / ZOOM)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self.zoom(by))
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(
            lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        )

    def _list_side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(grown(self, 250))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.all)
        column.addWidget(self.papers, 1)
        column.addWidget(self.count)
        self.folder = QPushButton(_("&Open the folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self._open_folder)
        column.addWidget(self.folder)
        column.addWidget(said(_("Ctrl + and Ctrl − change the size, Ctrl 0 fits the width."), quiet=True))
        return side

    def _fill(self, files: Sequence[Path]) -> None:
        for file in files:
            item = QListWidgetItem(paper_name(file))
            item.setData(Qt.ItemDataRole.UserRole, file)
            item.setToolTip(file.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.papers.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.papers.item(row) for row in range(self.papers.count())]

    @property
    def ticked(self) -> tuple[Path, ...]:
        """The files that would be printed, in order."""
        ticked = (each for each in self._items() if each.checkState() == Qt.CheckState.Checked)
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in ticked)

    def zoom(self, by: float) -> None:
        """Show the pages larger or smaller."""
        width = self.document.pagePointSize(0).width() or 1.0
        fits = self.view.viewport().width() / (width * self.view.logicalDpiX() / 72)
        fitted = self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(6.0, max(0.2, (fits if fitted else self.view.zoomFactor()) * by)))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item:
            self.document.load(str(item.data(Qt.ItemDataRole.UserRole)))

    def _tick_all(self) -> None:
        state = Qt.CheckState.Unchecked if self.all.checkState() == Qt.CheckState.Unchecked else Qt.CheckState.Checked
        for item in self._items():
            item.setCheckState(state)
        self._count()

    def _count(self) -> None:
        ticked, every = len(self.ticked), self.papers.count()
        words = ngettext(
            "{ticked} of {count} paper will be printed.", "{ticked} of {count} papers will be printed.", every
        )
        self.count.setText(words.format(ticked=ticked, count=every))
        some = Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked
        self.all.setCheckState(Qt.CheckState.Checked if ticked == every else some)
        self.primary.setEnabled(bool(ticked))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def done(self, result: int) -> None:
        self._stop.set()
        super().done(result)

    # --- printing

    def confirm(self) -> None:
        """Ask for the printer, then print what is ticked."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        asked = QPrintDialog(printer, self)
        asked.setWindowTitle(_("Print"))
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print what is ticked, on a thread; that it was printed is recorded."""
        self.primary.setEnabled(False)
        self.progress.begin(_("Printing"))
        self._stop.clear()
        self.background.run(
            print_papers, printer, self.ticked, both_sides=self._office.settings.paper_both_sides, stop=self._stop,
            on_done=self._printed, on_error=self._failed, on_message=self.progress.take,
        )  # fmt: skip

    def _printed(self, count: int) -> None:
        self._ended()
        if count:
            note_printed(self._office, self._day.date, self._version, count)

    def _failed(self, problem: Exception) -> None:
        self._ended()
        show_problem(self, problem)

    def _ended(self) -> None:
        self.progress.end()
        self._count()


def newest_papers(folder: Path, day: date) -> tuple[int, Path, tuple[Path, ...]]:
    """The newest version of a day's papers in the folder where they go: its number, its own folder, and its files.

    Raises
    ------
    NotFound
        ``no_papers``.
    """
    found = [
        (int(match[1]), match[0], each) for each in folder.glob(f"{day.isoformat()}-v*") if (match := _version(each))
    ]
    for version, _name, place in sorted(found, reverse=True):
        if files := tuple(sorted(place.glob("*.pdf"), key=_usual_order)):
            return version, place, files
    raise NotFound("no_papers", date=day.isoformat(), folder=str(folder))


def _version(folder: Path) -> re.Match[str] | None:
    return re.fullmatch(r".*-v(\d+)(?:-\d+)?", folder.name)


def _usual_order(file: Path) -> tuple[int, str]:
    kinds = ("route", "control", "folder")
    kind = file.stem.partition("-")[0]
    return kinds.index(kind) if kind in kinds else len(kinds), file.name


def paper_name(file: Path) -> str:
    """What people call a file: a team's route sheet or folder, the control sheet, or its own name."""
    kind, _dash, team = file.stem.partition("-")
    words = {"route": _("Route sheet, {team}"), "folder": _("Folder, {team}")}
    if team and kind in words:
        return words[kind].format(team=team.replace("-", " "))
    return _("Control sheet") if file.stem == "control" else file.stem
