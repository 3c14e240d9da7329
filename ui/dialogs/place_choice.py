"""Where one address is: what was asked, what may be meant, a place typed as coordinates. Saves and finds nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from planner.day.geocoding.surroundings import doubt_words
from planner.day.importing.cells import BadCell, read_coordinates
from planner.day.importing.problems import PROBLEMS
from planner.model import Address, Coordinates, Location, LocationSource, MatchClass
from planner.text import gettext as _
from ui.dialogs.fields import Note
from ui.dialogs.frame import said
from ui.dialogs.place_address import AddressLine
from ui.dialogs.place_offer import Offer
from ui.dialogs.place_parts import parts_of
from ui.dialogs.place_words import match_words, say_place
from ui.dialogs.quiet_lines import PAD, QuietLines

SEARCH_AFTER_MS = 250
SYSTEMS = ("WGS-84", "GCJ-02", "BD-09")
MOST = 6


class PlaceChoice(QWidget):
    """`choice` is the place that would be confirmed now, None while there is none."""

    changed = Signal()
    """Another place is chosen, or none."""
    wanted = Signal(str)
    """Look for this text."""

    def __init__(self) -> None:
        super().__init__()
        self.choice: Location | None = None
        self._address = Address("")
        self.candidates: tuple[Location, ...] = ()
        self.asked = AddressLine()
        self.offer = Offer()
        self.state = said(quiet=True)
        self.against = Note()
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.list = QuietLines(below=True)
        self.list.setAccessibleName(_("Places it may mean"))
        self.none = said(quiet=True)
        self.coordinates = QLineEdit()
        self.coordinates.setPlaceholderText(_("Latitude, longitude"))
        self.system = QComboBox()
        self.system.addItems(SYSTEMS)
        self.system.setAccessibleName(_("Coordinate system"))
        self.note = Note()
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SEARCH_AFTER_MS)
        self._later.timeout.connect(lambda: self.wanted.emit(self.search.text().strip()))
        self.search.textEdited.connect(self._typed)
        self.list.currentRowChanged.connect(self._picked)
        self.coordinates.textEdited.connect(self._place_typed)
        self.system.currentTextChanged.connect(self._place_typed)
        for number in range(MOST):
            QShortcut(QKeySequence(str(number + 1)), self, lambda number=number: self.pick(number))

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.asked, 0, 0, 1, 3)
        grid.addWidget(self.state, 1, 0, 1, 3)
        grid.addWidget(self.against, 2, 0, 1, 3)
        grid.addWidget(self.offer, 3, 0, 1, 3)
        for row, text, field in ((4, _("&Search"), self.search), (7, _("C&oordinates"), self.coordinates)):
            label = QLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
        grid.addWidget(self.search, 4, 1, 1, 2)
        grid.addWidget(self.list, 5, 0, 1, 3)
        grid.addWidget(self.none, 6, 0, 1, 3)
        grid.addWidget(self.coordinates, 7, 1)
        grid.addWidget(self.system, 7, 2)
        grid.addWidget(self.note, 8, 1, 1, 2)
        grid.setRowStretch(9, 1)
        self.list.setFixedHeight((self.list.fontMetrics().lineSpacing() * 2 + PAD * 2) * MOST)

    @property
    def searching(self) -> bool:
        """Whether what is typed was not looked for yet."""
        return self._later.isActive()

    def show_address(self, address: Address) -> None:
        """Begin with another address."""
        self._address = address
        self.asked.show_parts(parts_of(address, "", None))
        self._later.stop()
        self.search.setText(address.text)
        self.coordinates.clear()
        self.note.say("")
        self.show_candidates((), searching=True)

    def show_known(self, known: str, best: Location | None) -> None:
        """Tell apart what of the address was found; `known` is how the places found are written."""
        self.asked.show_parts(parts_of(self._address, known, best))

    def show_candidates(self, candidates: Sequence[Location], *, searching: bool = False) -> None:
        """Show what was found; the first is chosen."""
        self.candidates = tuple(candidates)[:MOST]
        with QSignalBlocker(self.list):
            self.list.clear()
            for number, each in enumerate(self.candidates, start=1):
                self.list.add(f"{number}   {each.matched or say_place(each.coordinates)}", match_words(each))
            self.list.setCurrentRow(0 if self.candidates else -1)
        self.list.setVisible(bool(self.candidates))
        self.none.setVisible(not self.candidates)
        self.none.setText(
            _("Looking for it…")
            if searching
            else _("Nothing like it was found. Search for a part of it, type coordinates, or pick it on the map.")
        )
        self._choose(self.candidates[0] if self.candidates else None)

    def show_dropped(self, place: Coordinates) -> None:
        """The pin was put there by hand: that is the choice now, written as it can be typed again."""
        with QSignalBlocker(self.system):
            self.system.setCurrentText(SYSTEMS[0])
        self.coordinates.setText(say_place(place))
        self.note.say("")
        self._choose(Location(place, MatchClass.HOUSE, LocationSource.HAND))

    def show_confirmed(self, words: str) -> None:
        """Say who confirmed it; nothing where nobody did."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def show_doubts(self, location: Location | None) -> None:
        """Say what speaks against the choice."""
        doubts = location.doubts if location else ()
        self.against.say("\n".join(doubt_words(doubt) for doubt in doubts))

    def pick(self, number: int) -> None:
        """Choose a candidate by its number, from 0."""
        if number < len(self.candidates):
            with QSignalBlocker(self.list):
                self.list.setCurrentRow(number)
            self._picked(number)

    def _picked(self, number: int) -> None:
        if 0 <= number < len(self.candidates):
            self.coordinates.clear()
            self.note.say("")
            self._choose(self.candidates[number])

    def _typed(self) -> None:
        self._later.start()
        self._choose(None)

    def _place_typed(self) -> None:
        text = self.coordinates.text().strip()
        if not text:
            self.note.say("")
            self._picked(self.list.currentRow())
            return
        place = _read(text, self.system.currentText())
        wrong = PROBLEMS["bad_coordinates"]
        self.note.say("" if place else _(wrong))
        self._choose(Location(place, MatchClass.HOUSE, LocationSource.HAND) if place else None)

    def _choose(self, location: Location | None) -> None:
        self.choice = location
        self.changed.emit()


def _read(text: str, system: str) -> Coordinates | None:
    # "45.2, -30.4", "45.2 -30.4", "45,2; -30,4"
    parts = [part for part in re.split(r"[;\s]+" if ";" in text else r"[,\s]+", text) if part]
    if len(parts) != 2:
        return None
    try:
        return read_coordinates(parts[0], parts[1], system)
    except BadCell:
        return None
