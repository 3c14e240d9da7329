"""The queue of addresses under review: which are left, how far one has come, and which are shown. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from planner.text import N_, listed
from planner.text import gettext as _
from ui import theme
from ui.dialogs.place_entries import Entry, Show
from ui.dialogs.place_words import MATCHES
from ui.dialogs.quiet_lines import QuietLines

SHOWS = {
    Show.LEFT: N_("To review ({count})"),
    Show.NOT_FOUND: N_("Not found ({count})"),
    Show.STREET: N_("Only to the street or place ({count})"),
    Show.NEAR: N_("Near the house ({count})"),
    Show.DOUBTED: N_("In a doubtful place ({count})"),
    Show.DONE: N_("Confirmed ({count})"),
    Show.ALL: N_("All ({count})"),
}


class PlaceQueue(QWidget):
    """Rows keep their places; a filter hides some. What is confirmed stays in sight until the filter is chosen anew."""

    opened = Signal()
    """Another entry is current, or none."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.entries = entries
        self.show_only = QComboBox()
        self.show_only.setAccessibleName(_("Which addresses are shown"))
        for show in SHOWS:
            self.show_only.addItem("", show)
        self.list = QuietLines(below=True)
        self.list.setAccessibleName(_("Addresses to review"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.show_only)
        column.addWidget(self.list, 1)
        for _entry in entries:
            self.list.add("", "")
        self.show_entries(entries)
        self.show_only.currentIndexChanged.connect(self.narrow)
        self.list.currentRowChanged.connect(lambda _row: self.opened.emit())

    @property
    def entry(self) -> Entry | None:
        """The one that is current."""
        row = self.list.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    @property
    def left(self) -> int:
        """How many are undecided."""
        return sum(entry.decided is None for entry in self.entries)

    def open(self, row: int) -> None:
        """Make one current."""
        self.list.setCurrentRow(row)
        self.list.scrollToItem(self.list.item(row), QuietLines.ScrollHint.PositionAtCenter)

    def step(self, by: int) -> None:
        """Go to the next of those shown, or back."""
        row = self.list.currentRow() + by
        while 0 <= row < len(self.entries):
            if not self.list.isRowHidden(row):
                self.open(row)
                return
            row += by

    def next_open(self) -> None:
        """Go to the next that is undecided: of those shown first, else of all."""
        rows = self.ahead()
        shown = [row for row in rows if not self.list.isRowHidden(row)]
        if not shown and rows:
            with QSignalBlocker(self.show_only):
                self.show_only.setCurrentIndex(0)
            self._hide()
        if rows:
            self.open((shown or rows)[0])

    def ahead(self) -> list[int]:
        """The rows of the undecided in the order in which they would come."""
        here = self.list.currentRow()
        order = [*range(here + 1, len(self.entries)), *range(max(here, 0))]
        return [row for row in order if self.entries[row].decided is None]

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show how entries stand now, and how many each choice of the filter would show."""
        for entry in entries:
            self._show_entry(entry)
        for number, (show, words) in enumerate(SHOWS.items()):
            count = sum(entry.shown_as(show) for entry in self.entries)
            self.show_only.setItemText(number, _(words).format(count=count))

    def _show_entry(self, entry: Entry) -> None:
        item = self.list.item(self.entries.index(entry))
        found = entry.first.location
        state = _(MATCHES[found.match]) if found else _("Not found")
        if found and found.doubts:
            state = _("Doubtful place")
        if entry.decided:
            state = _("✓ Confirmed")
        references = listed(visit.reference for visit in entry.visits[:3]) + ("…" if len(entry.visits) > 3 else "")
        address = entry.first.address
        self.list.say(item, address.whole, f"{state}  ·  {references}")
        colors = theme.colors()
        item.setForeground(QColor(colors.better if entry.decided else colors.text))

    def narrow(self) -> None:
        """Show what the filter says, and begin with its first."""
        self._hide()
        entry = self.entry
        rows = [row for row in range(len(self.entries)) if not self.list.isRowHidden(row)]
        if rows and (entry is None or self.list.currentRow() not in rows):
            self.open(rows[0])

    def _hide(self) -> None:
        show = self.show_only.currentData()
        for row, entry in enumerate(self.entries):
            self.list.setRowHidden(row, not entry.shown_as(show))
