"""Reviews addresses that are only roughly known, worst first: confirm, choose another, or put the pin by hand.

Made for the keyboard: Enter confirms and goes on, 1 to 6 choose. Each decision is saved at once, in the background.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.day import geocoding
from planner.model import Coordinates, Day, Location, LocationSource, MatchClass
from planner.text import gettext as _
from planner.text import language, listed, ngettext
from ui import theme
from ui.background import Ticket
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.place_choice import PlaceChoice
from ui.dialogs.place_entries import Entry, entries_of, row_of, settle
from ui.dialogs.place_map import PlaceMap
from ui.dialogs.place_words import MATCHES
from ui.dialogs.problem import show_problem
from ui.dialogs.quiet_lines import QuietLines


class ReviewDialog(Frame):
    """`value` is the day as it was saved last, None while nothing was."""

    @staticmethod
    def ask(parent: QWidget | None, office: Office, day: Day, visit_id: UUID | None = None) -> Day | None:
        """Review the addresses of a day: the day with what was decided, None where nothing was.

        With a visit the review begins with its address, also where that is known: its pin can be moved.
        """
        dialog = ReviewDialog(parent, office, day, visit_id)
        dialog.run()
        return dialog.value

    def __init__(self, parent: QWidget | None, office: Office, day: Day, visit_id: UUID | None = None) -> None:
        super().__init__(parent, _("Review addresses"), accept=_("Con&firm and next"))
        self._office = office
        self._day = day
        self.value: Day | None = None
        self.entries = entries_of(day.visits, visit_id)
        self._waiting: list[tuple[Entry, Location]] = []
        self._saving = self._leaving = False
        self._search: Ticket | None = None
        self.map: PlaceMap | None = None
        self._build()
        open_at(self, 980, 680)
        if self.entries:
            self.list.setCurrentRow(row_of(self.entries, visit_id))
            QTimer.singleShot(0, self, self._add_map)  # the window comes first
        self._show_rest()

    def _build(self) -> None:
        self.cancel.setText(_("Close"))
        self.list = QuietLines(below=True)
        self.list.setAccessibleName(_("Addresses to review"))
        self.place = PlaceChoice()
        self.pick = QPushButton(_("Pick on the &map"))
        self.skip = QPushButton(_("S&kip"))
        for button in (self.pick, self.skip):
            button.setAutoDefault(False)
            self.footer.add_left(button)
        self.body.addWidget(self._panes(), 1)
        self.empty = said(_("Every address of this day is known. There is nothing to review."), quiet=True)
        self.empty.setVisible(not self.entries)
        self.body.addWidget(self.empty)
        for entry in self.entries:
            self.list.add("", "")
            self._show_entry(entry)
        self.list.currentRowChanged.connect(self._open)
        self.place.changed.connect(self._chosen)
        self.place.wanted.connect(self._look_for)
        self.skip.clicked.connect(self._next)
        self.pick.clicked.connect(self._start_pin)

    def _panes(self) -> QSplitter:
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(16, 0, 0, 0)
        self._right.setSpacing(12)
        self._right.addWidget(self.place)
        split = QSplitter()
        split.addWidget(self.list)
        split.addWidget(right)
        split.setHandleWidth(1)
        split.setSizes([300, 720])
        split.setChildrenCollapsible(False)
        split.setVisible(bool(self.entries))
        return split

    def _add_map(self) -> None:
        self.map = make_map(self._office, self._day)
        if self.map is None:
            self._right.addStretch(1)
            return
        self._right.addWidget(self.map, 1)
        self.map.chosen.connect(self.place.pick)
        self.map.placed.connect(self._pin_placed)
        self.map.left.connect(self._chosen)
        self._show_map()

    # --- one address

    @property
    def entry(self) -> Entry | None:
        """The address being reviewed."""
        row = self.list.currentRow()
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def _open(self, _row: int) -> None:
        if entry := self.entry:
            self.place.show_address(entry.first.address)
            self._look_for(entry.first.address.text)

    def _look_for(self, text: str) -> None:
        if self._search:
            self._search.cancel()
        self._search = self.background.run(
            geocoding.suggestions, self._office, text, language(), on_done=self._found, on_error=self._not_found
        )

    def _found(self, found: tuple[Location, ...]) -> None:
        entry = self.entry
        known = entry.decided or entry.first.location if entry else None
        asked = entry is not None and self.place.search.text().strip() == entry.first.address.text
        if known and asked and all(each.coordinates != known.coordinates for each in found):
            found = (known, *found)
        self.place.show_candidates(found)
        self._show_map()

    def _not_found(self, error: Exception) -> None:
        self.place.show_candidates(())
        show_problem(self, error)

    def _chosen(self) -> None:
        self.primary.setEnabled(self.place.choice is not None)
        self.pick.setEnabled(self.map is not None)
        if self.map and self.place.choice:
            if self.place.choice in self.place.candidates:
                self.map.ring(self.place.candidates.index(self.place.choice))
            else:
                self._show_map()

    def _show_map(self) -> None:
        entry, choice = self.entry, self.place.choice
        if self.map is None or entry is None:
            return
        shown = self.place.candidates
        if choice and choice not in shown:
            shown = (*shown, choice)
        self.map.show_candidates(entry.first, shown, shown.index(choice) if choice else -1)

    def _start_pin(self) -> None:
        # Until the pin is put or given up, Enter belongs to the map.
        if self.map and (entry := self.entry):
            choice = self.place.choice
            self.primary.setEnabled(False)
            self.map.start_pin(entry.first, choice.coordinates if choice else None)

    def _pin_placed(self, lat: float, lon: float) -> None:
        self._decide(Location(Coordinates(lat, lon), MatchClass.HOUSE, LocationSource.HAND))

    # --- deciding

    def confirm(self) -> None:
        """The chosen place is the right one; or, where nothing is left, close."""
        if not self._undecided():
            self.accept()
        elif self.place.choice:
            self._decide(self.place.choice)

    def _decide(self, location: Location) -> None:
        entry = self.entry
        if entry is None:
            return
        entry.decided = location
        self._waiting.append((entry, location))
        self._show_entry(entry)
        self._save_next()
        self._next()
        self._show_rest()

    def _next(self) -> None:
        here = self.list.currentRow()
        order = [*range(here + 1, len(self.entries)), *range(here)]
        undecided = [row for row in order if self.entries[row].decided is None]
        if undecided:
            self.list.setCurrentRow(undecided[0])

    def _save_next(self) -> None:
        # One after the other: each is saved into the day that the one before has made.
        if self._saving or not self._waiting:
            return
        entry, location = self._waiting[0]
        self._saving = True
        ids = [visit.id for visit in entry.visits]
        self.background.run(
            settle, self._office, self._day, ids, location, on_done=self._saved, on_error=self._not_saved
        )

    def _saved(self, day: Day) -> None:
        self._day = self.value = day
        self._waiting.pop(0)
        self._saving = False
        self._save_next()
        self._leave_if_asked()

    def _not_saved(self, error: Exception) -> None:
        for entry, _location in self._waiting:
            entry.decided = None
            self._show_entry(entry)
        self._waiting.clear()
        self._saving = False
        self._show_rest()
        show_problem(self, error)
        self._leave_if_asked()

    # --- the list

    def _undecided(self) -> int:
        return sum(entry.decided is None for entry in self.entries)

    def _show_rest(self) -> None:
        left = self._undecided()
        text = ngettext("{count} address to go", "{count} addresses to go", left).format(count=left)
        self.show_title(self.windowTitle(), text if left else "")
        if not left:
            self.primary.setText(_("Done"))
            self.primary.setEnabled(True)
        for button in (self.pick, self.skip):
            button.setVisible(left > 0)
        self.cancel.setVisible(left > 0)

    def _show_entry(self, entry: Entry) -> None:
        item = self.list.item(self.entries.index(entry))
        colors = theme.colors()
        found = entry.first.location
        state = _(MATCHES[found.match]) if found else _("Not found")
        if entry.decided:
            state = _("✓ Confirmed")
        references = listed(visit.reference for visit in entry.visits)
        self.list.say(item, entry.first.address.text, f"{references}  ·  {state}")
        item.setForeground(QColor(colors.better if entry.decided else colors.text))

    # --- leaving

    def done(self, result: int) -> None:
        if self._saving:  # what was decided is kept before the window goes
            self._leaving = True
            self.setEnabled(False)
            return
        super().done(result)

    def _leave_if_asked(self) -> None:
        if self._leaving and not self._saving:
            super().done(int(bool(self.value)))


def make_map(office: Office, day: Day) -> PlaceMap | None:
    """The map beside the address."""
    return PlaceMap(office, day.branch)
