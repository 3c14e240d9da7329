"""Shows issued papers as they lie on the paper, and prints those that are ticked: by team, or all. Makes none.

Pages are drawn by Qt's own reader beside the window; what was printed is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Event

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.bootstrap import Office
from planner.day.printing import DayPapers, PaperFile, note_printed, require_newest
from planner.errors import PlannerError
from planner.model import Day
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.fields import Note, grown, open_at
from ui.dialogs.frame import Frame, said, say_date
from ui.dialogs.problem import show_problem
from ui.dialogs.sure import SureDialog
from ui.printing import print_papers

ZOOM = 1.2
PAPER = Qt.ItemDataRole.UserRole
OFFICE = "\n"
"""Stands for no team among teams: no name holds it."""


class PrintPreview(Frame):
    """Papers to the left, pages to the right."""

    @staticmethod
    def show_papers(parent: QWidget | None, office: Office, day: Day, papers: DayPapers) -> None:
        """Show them, to be printed."""
        PrintPreview(parent, office, day, papers).run()

    def __init__(self, parent: QWidget | None, office: Office, day: Day, papers: DayPapers) -> None:
        title = _("Papers of {day}, version {version}").format(day=say_date(day.date), version=papers.version)
        super().__init__(parent, title, accept=_("&Print…"))
        self._office, self._day, self._version, self._folder = office, day, papers.version, papers.folder
        self.cancel.setText(_("Close"))
        self.document = QPdfDocument(self)
        self.papers = QListWidget()
        self.papers.setAccessibleName(_("Papers"))
        self.papers.setWordWrap(True)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.setStyleSheet("QListView::item { padding: 3px 0; }")
        self.all = QCheckBox(_("&All papers"))
        self.all.setTristate(True)
        self.team = QComboBox()
        self.team.setAccessibleName(_("Whose papers are ticked"))
        self.team.setToolTip(_("Tick the papers of one team, route sheet and folder"))
        self.count = said(quiet=True)
        self._add_view()
        self.elsewhere = Note()
        self.body.addWidget(self.elsewhere)
        self.elsewhere.say(_elsewhere(papers), "worse")
        row = QHBoxLayout()
        row.addWidget(self._list_side())
        row.addWidget(self.view, 1)
        self.body.addLayout(row, 1)
        self._fill(papers.files)
        self.papers.currentItemChanged.connect(self._show)
        self.papers.itemChanged.connect(self._count)
        self.all.clicked.connect(self._tick_all)
        self.team.activated.connect(self._tick_team)
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
        side.setFixedWidth(grown(self, 290))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.team)
        column.addWidget(self.all)
        column.addWidget(self.papers, 1)
        column.addWidget(self.count)
        self.folder = QPushButton(_("&Open the folder"))
        self.folder.setAutoDefault(False)
        self.folder.clicked.connect(self._open_folder)
        column.addWidget(self.folder)
        column.addWidget(said(_("Ctrl + and Ctrl − change the size, Ctrl 0 fits the width."), quiet=True))
        return side

    def _fill(self, files: Sequence[PaperFile]) -> None:
        for file in files:
            item = QListWidgetItem()
            self._tell(item, file)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.papers.addItem(item)

        self.team.addItem(_("All teams"), "")
        for team in dict.fromkeys(file.team for file in files if file.team):
            self.team.addItem(team, team)
        if any(not file.team for file in files):
            self.team.addItem(_("What stays in the office"), OFFICE)

    def _tell(self, item: QListWidgetItem, file: PaperFile) -> None:
        # What it is, and what is to be known before it is printed: of an older version that holds, or printed already.
        words = [paper_name(file)]
        if file.version != self._version:
            words.append(_("version {version}").format(version=file.version))
        if file.printed:
            words.append(_("printed"))
        item.setData(PAPER, file)
        item.setText(" · ".join(words))
        item.setToolTip(f"{file.path.parent.name}/{file.path.name}")

    def _tick_team(self) -> None:
        # The papers of the team that was chosen, and no others; the first of them is shown.
        chosen, shown = self.team.currentData(), False
        for item in self._items():
            team = item.data(PAPER).team
            theirs = not chosen or team == chosen or (chosen == OFFICE and not team)
            item.setCheckState(Qt.CheckState.Checked if theirs else Qt.CheckState.Unchecked)
            if theirs and not shown:
                self.papers.setCurrentItem(item)
                shown = True

    def _items(self) -> list[QListWidgetItem]:
        return [self.papers.item(row) for row in range(self.papers.count())]

    @property
    def ticked(self) -> tuple[PaperFile, ...]:
        """The files that would be printed, in order."""
        return tuple(item.data(PAPER) for item in self._items() if item.checkState() == Qt.CheckState.Checked)

    def zoom(self, by: float) -> None:
        """Show the pages larger or smaller."""
        width = self.document.pagePointSize(0).width() or 1.0
        fits = self.view.viewport().width() / (width * self.view.logicalDpiX() / 72)
        fitted = self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(6.0, max(0.2, (fits if fitted else self.view.zoomFactor()) * by)))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item:
            self.document.load(str(item.data(PAPER).path))

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
        """Ask for the printer, then print what is ticked; never what other papers took the place of."""
        try:
            require_newest(self._office, self._day.date, self._version)
        except PlannerError as problem:
            show_problem(self, problem)
            return
        again = sum(bool(each.printed) for each in self.ticked)
        if again and not SureDialog.ask(self, _("Print again?"), _again(again), _("Print &again")):
            return
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
        ticked, both = self.ticked, self._office.settings.paper_both_sides
        self.background.run(
            print_papers, printer, [each.path for each in ticked], both_sides=both, stop=self._stop,
            on_done=lambda count: self._printed(ticked[:count]), on_error=self._failed, on_message=self.progress.take,
        )  # fmt: skip

    def _printed(self, files: Sequence[PaperFile]) -> None:
        self._ended()
        if not files:
            return
        for item in self._items():
            if item.data(PAPER) in files:
                self._tell(item, replace(item.data(PAPER), printed=item.data(PAPER).printed + 1))
        try:
            note_printed(self._office, self._day.date, self._version, files)
        except PlannerError as problem:
            show_problem(self, problem)

    def _failed(self, problem: Exception) -> None:
        self._ended()
        show_problem(self, problem)

    def _ended(self) -> None:
        self.progress.end()
        self._count()


def paper_name(file: PaperFile) -> str:
    """What people call a file: a team's route sheet or folder, the control sheet, or its own name."""
    stem = file.path.stem
    words = {"route": _("Route sheet, {team}"), "folder": _("Folder, {team}")}
    if file.team:
        return words[stem.partition("-")[0]].format(team=file.team)
    return {"control": _("Control sheet"), "changes": _("For the phone call")}.get(stem, stem)


def _again(count: int) -> str:
    words = ngettext(
        "{count} of these papers was printed before. The new one bears the same numbers: destroy the first one. The"
        " page Copies shows how often each was printed.",
        "{count} of these papers were printed before. The new ones bear the same numbers: destroy the first ones. The"
        " page Copies shows how often each was printed.",
        count,
    )
    return words.format(count=count)


def _elsewhere(papers: DayPapers) -> str:
    if not papers.elsewhere:
        return ""
    words = _("These papers hold as well, but their folder is not here: {papers}.")
    told = (f"{paper_name(each)} ({_('version {version}').format(version=each.version)})" for each in papers.elsewhere)
    return words.format(papers=", ".join(told))
