"""Saves what is decided in a review, one step after the other, beside the window. Knows no widgets."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.bootstrap import Office
from planner.day import geocoding
from planner.model import Day, Location
from ui.background import Background
from ui.dialogs.place_entries import Entry

SAVE_AFTER_MS = 150
"""The next address is shown first; threads of Python take turns."""


@dataclass(frozen=True, eq=False)
class Step:
    """Entries that are decided, or undone: `places` says where their visits are then, `withdrawn` of which that is to
    be found out anew."""

    entries: tuple[Entry, ...]
    decided: bool
    places: Mapping[UUID, Location | None]
    withdrawn: tuple[UUID, ...] = ()


class PlaceKeeper(QObject):
    """Each step is saved into the day that the one before has made; `day` is what was saved last."""

    kept = Signal(object)
    """A `Step` is saved."""
    failed = Signal(object)
    """What was waiting is not saved, and why."""

    def __init__(
        self, office: Office, day: Day, entries: Sequence[Entry], background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._entries = entries
        self._background = background
        self._waiting: list[Step] = []
        self._saving = False
        self._by = office.user.name or who()
        self._later = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._later.timeout.connect(self._next)
        self.day = day

    @property
    def busy(self) -> bool:
        """Whether anything is not saved yet."""
        return self._saving or bool(self._waiting)

    def decide(self, entries: Iterable[Entry], place: Location) -> Step:
        """These are at this place."""
        step = Step(tuple(entries), True, {visit.id: place for entry in entries for visit in entry.visits})
        for entry in step.entries:
            if entry.before is None:
                entry.before = {visit.id: visit.location for visit in entry.visits}
            entry.decided = place
        return self._want(step)

    def undo(self, entries: Iterable[Entry]) -> Step:
        """These were decided wrongly: they are again where they were before."""
        undone = tuple(entry for entry in entries if entry.confirmed)
        places = {key: place for entry in undone for key, place in (entry.before or {}).items()}
        withdrawn = (visit.id for entry in undone if entry.before is None for visit in entry.visits)
        step = Step(undone, False, places, tuple(withdrawn))
        for entry in undone:
            entry.decided = None
        return self._want(step)

    def _want(self, step: Step) -> Step:
        if step.entries:
            self._waiting.append(step)
            self._later.start()
        return step

    def _next(self) -> None:
        if not self._saving and self._waiting:
            self._saving = True
            # Who is faster than the disk has all that is decided meanwhile saved in one go.
            taken = list(takewhile(lambda step: step.decided, self._waiting)) or self._waiting[:1]
            self._background.run(
                keep, self._office, self.day, taken, self._by,
                on_done=lambda day: self._kept(day, taken), on_error=self._not_kept,
            )  # fmt: skip

    def _kept(self, day: Day, taken: Sequence[Step]) -> None:
        self.day = day
        del self._waiting[: len(taken)]
        self._refresh()
        self._saving = False
        self._next()
        for step in taken:
            self.kept.emit(step)

    def _refresh(self) -> None:
        # What is still to be saved stays as the person wants it.
        waiting = {id(entry) for step in self._waiting for entry in step.entries}
        for entry in self._entries:
            if id(entry) not in waiting:
                entry.refresh(self.day)

    def _not_kept(self, error: Exception) -> None:
        self._waiting = []
        self._saving = False
        self._refresh()
        self.failed.emit(error)


def keep(office: Office, day: Day, steps: Sequence[Step], by: str) -> Day:
    """The day with steps that are all decisions, or with one that undoes some, saved. Runs on a thread."""
    step = steps[0]
    if step.decided:
        places = {key: place for each in steps for key, place in each.places.items() if place}
        return geocoding.decide(office, day, places, by)
    if step.places:
        day = geocoding.put_back(office, day, step.places, by)
    return geocoding.withdraw(office, day, step.withdrawn, by) if step.withdrawn else day


def who() -> str:
    """Who sits at this computer, as it knows its users; "user" where it does not."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "user"
