"""Chooses the file of an import: dropped or picked, then named in one line. Reads nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from planner.text import gettext as _
from ui import theme
from ui.dialogs.frame import said

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")


def dropped_file(event: QDropEvent) -> Path | None:
    """The spreadsheet that is being dropped, if it is one."""
    urls = event.mimeData().urls()
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((file for file in files if file.suffix.casefold() in SUFFIXES), None)


class FileChoice(QWidget):
    """A large place to drop a file on; once there is one, its name, what more is asked, and a button for another."""

    chosen = Signal(object)
    """A file was picked, as a `Path`."""

    def __init__(self, hint: str, more: QWidget) -> None:
        super().__init__()
        self._layout = QStackedLayout(self)
        self.pick = QPushButton(_("&Choose a file…"))
        self.another = QPushButton(_("Another &file…"))
        self.name = QLabel()
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        font = self.name.font()
        font.setBold(True)
        self.name.setFont(font)
        self.detail = QLabel()
        self.detail.setProperty("quiet", True)
        self._empty = _DropPlace(self.pick, hint)
        self._layout.addWidget(self._empty)
        self._layout.addWidget(self._line(more))
        for button in (self.pick, self.another):
            button.clicked.connect(self._choose)
        self.another.setAutoDefault(False)

    def show_file(self, file: Path, detail: str = "") -> None:
        """Name the file that is being imported."""
        self.name.setText(file.name)
        self.name.setToolTip(str(file))
        self.detail.setText(detail)
        self._layout.setCurrentIndex(1)
        self.setFixedHeight(self.another.sizeHint().height())

    def show_drop(self, over: bool) -> None:
        """Mark that a file is held over the window."""
        self._empty.over = over
        self._empty.update()

    def _line(self, more: QWidget) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.name)
        row.addWidget(self.detail)
        row.addStretch(1)
        row.addWidget(more)
        row.addWidget(self.another)
        return line

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a spreadsheet"), "", _("Spreadsheets (*.xlsx *.xlsm *.csv *.tsv *.txt);;All files (*)")
        )
        if name:
            self.chosen.emit(Path(name))


class _DropPlace(QWidget):
    def __init__(self, pick: QPushButton, hint: str) -> None:
        super().__init__()
        self.over = False
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(12)
        head = QLabel(_("Drop a spreadsheet here"))
        head.setProperty("title", True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(pick)
        row.addStretch(1)
        more = said(hint, quiet=True)
        kinds = said(_("Excel (.xlsx) or CSV. Headers are recognized in English and Chinese."), quiet=True)
        column.addStretch(1)
        column.addWidget(head)
        column.addLayout(row)
        column.addWidget(more)
        column.addWidget(kinds)
        column.addStretch(1)
        for label in (head, more, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:
        return QSize(560, 280)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme.colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors.accent if self.over else colors.line), 1.5, Qt.PenStyle.DashLine))
        if self.over:
            painter.setBrush(QColor(colors.selected))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
