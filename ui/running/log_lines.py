"""The lines of a log as they are read: the time, what happened, and quietly who wrote it. Shows only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from planner.running.alarm_words import actor_words
from planner.text import clock
from planner.text import gettext as _
from planner.told import Line
from ui.dialogs.frame import said


class LogLines(QScrollArea):
    """A line for each, the newest at the end and in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Log of the incident"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: Sequence[Line], names: Mapping[str, str], zone: tzinfo) -> None:
        """Show these; the same ones stay as they are."""
        if tuple(lines) == self.lines and self.widget():
            return
        self.lines = tuple(lines)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(self.lines):
            text = said(line.text)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            who = said(actor_words(line.by, names), quiet=True)
            for column, label in enumerate((said(clock(line.at, zone), quiet=True), text, who)):
                label.setWordWrap(column == 1)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self.lines), 1)
        self.setWidget(page)
        self.setAccessibleDescription("\n".join(f"{clock(line.at, zone)} {line.text}" for line in self.lines))
        QTimer.singleShot(0, self, self._to_the_end)  # once it knows how high it is

    def _to_the_end(self) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
