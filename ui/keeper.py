"""Keeps the plan that the window shows: not with every stroke, but soon, and before anything else is opened.

What another program has kept of the day meanwhile is not written over by itself: the window asks first.
"""

from __future__ import annotations

from collections import deque
from threading import Lock
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.audit import keep_plan
from planner.bootstrap import Office
from planner.model import Day, Plan
from ui.background import Background

SAVE_AFTER_MS = 1_200
OFTEN = 2
"""So many looks one after the other find the newer plan before it is told: this window may be reading it just now."""


class Keeper(QObject):
    """`want` a plan kept, and it is before long; `save` keeps it now."""

    overtaken = Signal()
    """Another program has kept a newer plan of this day; ours waits for a word."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = Desk(office)
        self._background = Background(self)
        self._found = 0
        self._day_id: UUID | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_beside)

    def want(self, day: Day, plan: Plan | None) -> None:
        """Keep this plan of a day, in place of the one before if that was not kept yet."""
        self.desk.want(day, plan)
        self._day_id = day.id
        self._timer.start()

    def save(self) -> None:
        """Keep what is wanted, if it is not kept yet, whatever else is there."""
        self._timer.stop()
        self.desk.keep()

    def look(self, day_id: UUID) -> None:
        """Look whether another program was quicker."""
        self._day_id = day_id
        if not self._timer.isActive():
            self._save_beside()

    def _save_beside(self) -> None:
        # Hundreds of stops take a while to be written down.
        if self._day_id:
            self._background.run(self.desk.keep_and_look, self._day_id, on_done=self._heard, on_error=_tell)

    def _heard(self, overtaken: bool) -> None:
        self._found = self._found + 1 if overtaken else 0
        if self._found >= OFTEN:
            self._found = 0
            self.overtaken.emit()
        elif overtaken:
            self._timer.start()


class Desk:
    """Where the plan lies that is to be kept: whoever comes first takes the newest, on whichever thread."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._wanted: deque[tuple[Day, Plan]] = deque(maxlen=1)
        self._known: dict[UUID, int] = {}
        self._one_at_a_time = Lock()

    def want(self, day: Day, plan: Plan | None) -> None:
        """Keep this one next."""
        self._wanted.clear()
        if plan:
            self._wanted.append((day, plan))

    def forget(self) -> Plan | None:
        """Keep nothing; the plan that was not kept yet."""
        return self._wanted.pop()[1] if self._wanted else None

    def keep(self) -> Day | None:
        """Keep what is wanted; the day whose plan was kept."""
        with self._one_at_a_time:
            if not self._wanted:
                return None
            day, plan = self._wanted.pop()
            keep_plan(self._office, plan)
            self.saw(day.id)
            return day

    def keep_and_look(self, day_id: UUID) -> bool:
        """Keep it unless somebody was quicker with this day; whether somebody was."""
        if self.is_overtaken(day_id):
            return True
        # What was read before is not trusted after a write. The next edit asks for the rules of the day: read them
        # again here, and no window waits for it.
        if day := self.keep():
            self._office.closed(day)
        return False

    def saw(self, day_id: UUID) -> None:
        """The newest plan of this day is known here."""
        self._known[day_id] = self._number(day_id)

    def is_overtaken(self, day_id: UUID) -> bool:
        """Whether there is a newer plan than the newest that is known here."""
        number = self._number(day_id)
        return number > self._known.get(day_id, number)

    def _number(self, day_id: UUID) -> int:
        with self._office.store.reading() as session:
            return session.draft_number(day_id)


def _tell(problem: Exception) -> None:
    raise problem
