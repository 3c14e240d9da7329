"""Reviews addresses that are only roughly known, least certain first: confirm, choose another, or move the pin.

Made for the keyboard: Enter says that it is right and goes on, 1 to 6 choose, M goes to the map, A confirms the
neighbors too, U undoes. Each decision is saved at once, in the background; the next addresses are looked up ahead.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.model import Coordinates, Day, Location
from planner.text import gettext as _
from planner.text import ngettext
from routing.worker import Worker
from ui.dialogs.fields import open_at
from ui.dialogs.frame import Frame, said
from ui.dialogs.place_choice import PlaceChoice
from ui.dialogs.place_entries import Entry, entries_of, neighbors, row_of
from ui.dialogs.place_keeper import PlaceKeeper, Step
from ui.dialogs.place_keys import KEYS, bind
from ui.dialogs.place_lookup import Finding, Lookup
from ui.dialogs.place_map import PlaceMap
from ui.dialogs.place_queue import PlaceQueue
from ui.dialogs.place_words import confirmed_words
from ui.dialogs.problem import show_problem


class ReviewDialog(Frame):
    """`value` is the day as it was saved last, None while nothing was."""

    @staticmethod
    def ask(
        parent: QWidget | None, office: Office, day: Day, visit_id: UUID | None = None, worker: Worker | None = None
    ) -> Day | None:
        """Review the addresses of a day: the day with what was decided, None where nothing was.

        With a visit the review begins with its address, also where that is known: its pin can be moved. With a worker
        what speaks against a place is told before it is confirmed.
        """
        dialog = ReviewDialog(parent, office, day, visit_id, worker)
        dialog.run()
        return dialog.value

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        day: Day,
        visit_id: UUID | None = None,
        worker: Worker | None = None,
    ) -> None:
        super().__init__(parent, _("Review addresses"), accept=_("This is &right"))
        self._office = office
        self._zone = day.zone
        self._steps: list[Step] = []
        self._leaving = False
        self.value: Day | None = None
        self.entries = entries_of(day, visit_id)
        self.keeper = PlaceKeeper(office, day, self.entries, self.background, self)
        self.lookup = Lookup(office, day, worker, self.background, self)
        self.map: PlaceMap | None = None
        self._build()
        self._wire()
        open_at(self, *((1240, 720) if self.entries else (480, 180)))
        if self.entries:
            self.queue.narrow()
            self.queue.open(row_of(self.entries, visit_id))
            self.list.setFocus()
            QTimer.singleShot(0, self, self._add_map)  # the window comes first
            QTimer.singleShot(0, self, self._look_ahead)
        self._show_rest()

    def _build(self) -> None:
        self.cancel.setText(_("Close"))
        self.queue = PlaceQueue(self.entries)
        self.list = self.queue.list
        self.place = PlaceChoice()
        self.pick = QPushButton(_("&Map (M)"))
        self.skip = QPushButton(_("&Skip (S)"))
        self.undo = QPushButton(_("&Undo (U)"))
        for button in (self.pick, self.skip, self.undo):
            button.setAutoDefault(False)
            self.footer.add_left(button)
        self.body.addWidget(self._panes(), 1)
        self.empty = said(_("Every address of this day is known. There is nothing to review."), quiet=True)
        self.empty.setVisible(not self.entries)
        self.body.addWidget(self.empty)

    def _panes(self) -> QSplitter:
        middle, right = QWidget(), QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 0, 16, 0)
        column.addWidget(self.place, 1)
        column.addWidget(said(_(KEYS), quiet=True))
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        split = QSplitter()
        for pane, stretch in ((self.queue, 3), (middle, 4), (right, 5)):
            split.addWidget(pane)
            split.setStretchFactor(split.count() - 1, stretch)
        split.setHandleWidth(1)
        split.setSizes([300, 420, 480])
        split.setChildrenCollapsible(False)
        split.setVisible(bool(self.entries))
        return split

    def _wire(self) -> None:
        self.queue.opened.connect(self._open)
        self.place.changed.connect(self._chosen)
        self.place.wanted.connect(self.lookup.need)
        self.place.offer.taken.connect(self._confirm_neighbors)
        self.lookup.found.connect(self._found)
        self.lookup.seen.connect(self._show_doubts)
        self.lookup.failed.connect(self._not_found)
        self.keeper.kept.connect(self._kept)
        self.keeper.failed.connect(self._not_kept)
        self.skip.clicked.connect(self.queue.next_open)
        self.pick.clicked.connect(self._to_map)
        self.undo.clicked.connect(self._undo_current)
        bind(self, {
            "S": self.queue.next_open, "M": self._to_map, "U": self._undo_current, "A": self._confirm_neighbors,
            "Ctrl+Z": self._undo_last, "Ctrl+F": self.place.search.setFocus,
            "Ctrl+Down": lambda: self.queue.step(1), "Ctrl+Up": lambda: self.queue.step(-1),
        })  # fmt: skip

    def _add_map(self) -> None:
        self.map = make_map(self._office, self.keeper.day)
        if self.map is None:
            return
        self._right.addWidget(self.map, 1)
        self.map.chosen.connect(self.place.pick)
        self.map.dropped.connect(self._pin_dropped)
        self.map.agreed.connect(self.confirm)
        self.map.left.connect(self.list.setFocus)
        self._show_map()

    def _look_ahead(self) -> None:
        here = self.entry
        rows = self.queue.ahead()
        self.lookup.ahead(e.first.address.text for e in [*([here] if here else []), *(self.entries[r] for r in rows)])

    # --- one address

    @property
    def entry(self) -> Entry | None:
        """The address being reviewed."""
        return self.queue.entry

    def _open(self) -> None:
        if entry := self.entry:
            self.place.show_address(entry.first.address)
            location = entry.decided or entry.first.location
            self.place.show_confirmed(confirmed_words(location, self._zone) if location else "")
            self.undo.setEnabled(entry.confirmed)
            place = self.place.offer.place
            same = [each for each in self.place.offer.entries if each.decided is None]
            self.place.offer.show_entries(same if entry in same or entry.decided else [], place)
            self.lookup.need(entry.first.address.text)

    def _found(self, finding: Finding) -> None:
        entry = self.entry
        if entry is None or finding.text != self.place.search.text().strip():
            return
        known, found = entry.decided or entry.first.location, finding.candidates
        if finding.text == entry.first.address.text:
            self.place.show_known(" ".join((finding.known, known.matched if known else "")), known)
            if known:
                # As it was found just now it is named in the window's language.
                same = [each for each in found if each.coordinates == known.coordinates and not known.confirmed_by]
                found = (*(same or [known]), *(each for each in found if each.coordinates != known.coordinates))
        self.place.show_candidates(found)
        self.lookup.look((each.coordinates for each in found), first=True)
        self._show_map()

    def _not_found(self, error: Exception) -> None:
        self.place.show_candidates(())
        show_problem(self, error)

    def _chosen(self) -> None:
        self.primary.setEnabled(self.place.choice is not None or not self.queue.left)
        if self.place.choice:
            self.lookup.look([self.place.choice.coordinates], first=True)
        self._show_doubts()
        if self.map and self.entry and self.place.choice:
            self.map.show_choice(self.entry.first, self.place.choice)

    def _show_doubts(self) -> None:
        self.place.show_doubts(self.lookup.examined(self.place.choice) if self.place.choice else None)

    def _show_map(self) -> None:
        if self.map and self.entry:
            self.map.show_candidates(self.entry.first, self.place.candidates, self.place.choice)

    def _to_map(self) -> None:
        if self.map:
            self.map.view.setFocus()

    def _pin_dropped(self, place: Coordinates) -> None:
        if self.entry:
            self.place.show_dropped(place)

    # --- deciding

    def confirm(self) -> None:
        """The chosen place is the right one; or, where nothing is left, close."""
        entry, choice = self.entry, self.place.choice
        if not self.queue.left:
            self.accept()
        elif entry and choice:
            self._decide(entry, choice)

    def _decide(self, entry: Entry, choice: Location) -> None:
        place = self.lookup.examined(choice)
        self._steps.append(self.keeper.decide([entry], place))
        self.place.offer.show_entries(neighbors(self.entries, entry, place), place)
        self._after([entry])

    def _confirm_neighbors(self) -> None:
        offer = self.place.offer
        entries = [entry for entry in offer.entries if entry.decided is None]
        if offer.place and entries and offer.isVisible():
            self._steps.append(self.keeper.decide(entries, offer.place))
            offer.show_entries([], None)
            self._after(entries)

    def _after(self, entries: list[Entry]) -> None:
        self.queue.show_entries(entries)
        self.queue.next_open()
        self._show_rest()

    def _undo_current(self) -> None:
        if (entry := self.entry) and entry.confirmed:
            self._undo([entry])

    def _undo_last(self) -> None:
        while self._steps:
            entries = [entry for entry in self._steps.pop().entries if entry.decided]
            if entries:
                self.queue.open(self.entries.index(entries[0]))
                self._undo(entries)
                return

    def _undo(self, entries: list[Entry]) -> None:
        self.keeper.undo(entries)
        self.place.offer.show_entries([], None)
        self.queue.show_entries(entries)
        self._show_rest()
        self._open()

    def _kept(self, step: Step) -> None:
        self.value = self.keeper.day
        self.queue.show_entries(step.entries if step.decided else self.entries)
        self._show_rest()
        if not step.decided and self.entry in step.entries:
            self._open()
        self._leave_if_asked()

    def _not_kept(self, error: Exception) -> None:
        self.queue.show_entries(self.entries)
        self._show_rest()
        show_problem(self, error)
        self._leave_if_asked()

    def _show_rest(self) -> None:
        left, of_all = self.queue.left, len(self.entries)
        text = ngettext("{done} of {count} address confirmed", "{done} of {count} addresses confirmed", of_all)
        self.show_title(self.windowTitle(), text.format(done=of_all - left, count=of_all) if of_all else "")
        self.primary.setText(_("This is &right") if left else _("Done"))
        self.primary.setEnabled(self.place.choice is not None or not left)
        entry = self.entry
        self.undo.setEnabled(entry is not None and entry.confirmed)
        for button in (self.pick, self.skip):
            button.setVisible(left > 0)
        self.undo.setVisible(of_all > 0)
        self.cancel.setVisible(left > 0)

    # --- leaving

    def done(self, result: int) -> None:
        if self.keeper.busy:  # what was decided is kept before the window goes
            self._leaving = True
            self.setEnabled(False)
            return
        super().done(result)

    def _leave_if_asked(self) -> None:
        if self._leaving and not self.keeper.busy:
            super().done(int(bool(self.value)))


def make_map(office: Office, day: Day) -> PlaceMap | None:
    """The map beside the address."""
    return PlaceMap(office, day.branch)
