"""The offer to confirm the neighbors of an address at its place: one line and one button. Confirms nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planner.model import Location
from planner.text import gettext as _
from planner.text import ngettext
from ui.dialogs.frame import said
from ui.dialogs.place_entries import Entry


class Offer(QWidget):
    """Hidden while there is nothing to offer."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.place: Location | None = None
        self.text = said()
        self.button = QPushButton(_("Confirm &all"))
        self.button.setAutoDefault(False)
        self.button.setToolTip(_("All of them at the place that was just confirmed; each can be undone by itself (A)"))
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def show_entries(self, entries: list[Entry], place: Location | None) -> None:
        """Offer to confirm these at a place; none hides the offer."""
        self.entries, self.place = entries, place
        visits = sum(len(entry.visits) for entry in entries)
        self.text.setText(
            ngettext(
                "{count} more visit lies in the same compound or street.",
                "{count} more visits lie in the same compound or street.",
                visits,
            ).format(count=visits)
        )
        self.setVisible(bool(entries))
