"""The terms of a plan in words, each beside what it is about: as on the paper. Words none itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from planner.cases.plan_terms import Term
from planner.text import gettext as _
from ui.dialogs.frame import said


class TermsView(QWidget):
    """`text` holds all of it, for who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(_("The terms, in words"))

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show these."""
        while len(self._rows) < len(terms):
            self._add()
        for number, (about, words) in enumerate(self._rows):
            shown = number < len(terms)
            about.setVisible(shown)
            words.setVisible(shown)
            if shown:
                about.setText(terms[number].about)
                words.setText(terms[number].words)
        self.text = "\n".join(f"{each.about}: {each.words}" for each in terms)
        self.setAccessibleDescription(self.text)

    def _add(self) -> None:
        about, words = said(), said()
        font = about.font()
        font.setBold(True)
        about.setFont(font)
        about.setWordWrap(False)
        row = len(self._rows)
        self._grid.addWidget(about, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
        self._rows.append((about, words))
