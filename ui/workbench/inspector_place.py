"""Where a visit is, how that was found, what speaks against it, and the link to the review. Edits nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.model import Day, Visit
from planner.text import gettext as _
from ui.dialogs.place_words import PLACE_KINDS, confirmed_words, match_words
from ui.workbench.inspector_parts import Rows, ink, link, sentence_label


class PlaceRows(QWidget):
    """One row of the visit's table; `wanted` is told when its address shall be looked at."""

    wanted = Signal()

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.address = sentence_label()
        self.found = sentence_label(tone="text2")
        self.review = link("", self.wanted.emit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        for part in (self.address, self.found, self.review):
            column.addWidget(part)
        rows.add(_("Place"), self)

    def show_place(self, day: Day, visit: Visit) -> None:
        """Show where a visit is."""
        address = visit.address.whole
        self.address.setText(f"{address} · {_(PLACE_KINDS[visit.place_kind])}")
        sure = day.located(visit)
        ink(self.found, "text2" if sure else "wrong")
        self.found.setText(found_words(day, visit))
        self.review.setText(_("Show it in the review…") if sure else _("Review its address…"))


def found_words(day: Day, visit: Visit) -> str:
    """How closely the address was found, and by whom it was confirmed."""
    if visit.location is None:
        return _("Not found yet.")
    confirmed = confirmed_words(visit.location, day.zone)
    return "\n".join(part for part in (match_words(visit.location), confirmed) if part)
