"""Keeps what was entered in the evening: a few rows in one call, beside the window, one call after the other.

While it writes to a day, that day's own window stands still, so that neither writes over the other. Nothing that waits
is lost when the pages close.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.bootstrap import Office
from planner.cases.entering import Entry, enter, take_back
from planner.cases.outcomes import VisitOutcome
from planner.users import User
from routing.worker import Worker
from ui.cases.desk import Desk

AFTER_MS, AGAIN_MS = 1_500, 400
MOST_WAITING = 5
"""So many rows are kept at once, without waiting for more."""

type Waiting = tuple[tuple[date, User], Entry]
"""Of which day, and who typed it: somebody else may sit there when it is kept."""
type Kept = Mapping[UUID, VisitOutcome | None]
_one_at_a_time = Lock()


class OutcomeKeeping(QObject):
    """`want` an entry kept, and it is before long."""

    kept = Signal(object)
    """By visit: its `VisitOutcome`, or None where it was taken back."""
    failed = Signal(object, object)
    """Ids of visits, and why nothing of them is kept."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: deque[Waiting] = deque()
        self._alone = 0
        self._running = self.telling = False
        """`telling` while all others hear of what was entered here."""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.flush)
        desk.closing.connect(self._at_the_end)

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being written."""
        return bool(self._waiting) or self._running

    def want(self, when: date, entry: Entry) -> None:
        """Keep this, soon."""
        self._waiting.append(((when, self._desk.user), entry))
        self._timer.start(0 if len(self._waiting) >= MOST_WAITING else AFTER_MS)

    def flush(self) -> None:
        """Keep now what waits."""
        if self._running or not self._waiting:
            return
        whose = self._waiting[0][0]
        if not self._desk.hold_day(whose[0]):
            self._timer.start(AGAIN_MS)
            return
        batch = self._next_batch()
        self._run(whose, _enter, batch, on_error=lambda problem: self._failed(whose, batch, problem))

    def take_back(self, when: date, visit_id: UUID) -> bool:
        """Take back what is kept of a visit; False where that cannot be now."""
        if self.busy or not self._desk.hold_day(when):
            return False
        ids = [visit_id]
        whose = when, self._desk.user
        self._run(whose, _take_back, ids, on_error=lambda problem: self.failed.emit(ids, problem))
        return True

    def _next_batch(self) -> list[Entry]:
        # All of one day that waits, typed by one; after one of several was refused, each by itself.
        whose, most = self._waiting[0][0], 1 if self._alone else len(self._waiting)
        batch: list[Entry] = []
        while self._waiting and self._waiting[0][0] == whose and len(batch) < most:
            batch.append(self._waiting.popleft()[1])
        self._alone = max(0, self._alone - 1)
        return batch

    def _run[What](
        self,
        whose: tuple[date, User],
        work: Callable[[Office, Worker, User, date, What], Kept],
        what: What,
        *,
        on_error: Callable[[Exception], None],
    ) -> None:
        self._running = True
        when, user = whose

        def done(kept: Kept) -> None:
            self._ended(when)
            self.kept.emit(kept)
            self.telling = True
            try:
                self._desk.changed.emit()
            finally:
                self.telling = False

        def error(problem: Exception) -> None:
            self._ended(when)
            on_error(problem)

        desk = self._desk
        desk.background.run(work, desk.office, desk.worker, user, when, what, on_done=done, on_error=error)

    def _ended(self, when: date) -> None:
        self._running = False
        self._desk.let_day_go(when)
        if self._waiting:
            self._timer.start(AGAIN_MS)

    def _failed(self, whose: tuple[date, User], batch: list[Entry], problem: Exception) -> None:
        if len(batch) == 1:
            self.failed.emit([batch[0].visit_id], problem)
            return
        self._waiting.extendleft((whose, entry) for entry in reversed(batch))
        self._alone = len(batch)
        self._timer.start(0)

    def _at_the_end(self) -> None:
        # Nobody hears of it any more, but it is written.
        desk = self._desk
        for when, user in dict.fromkeys(whose for whose, _entry in self._waiting):
            batch = [entry for whose, entry in self._waiting if whose == (when, user)]
            desk.background.run(
                _enter, desk.office, desk.worker, user, when, batch, on_done=_nothing, on_error=_nothing
            )  # fmt: skip
        self._waiting.clear()


def _enter(office: Office, worker: Worker, user: User, when: date, batch: Sequence[Entry]) -> Kept:
    with _one_at_a_time:
        kept = enter(office, when, batch, worker, by=user)
    return {each.visit_id: each for each in kept if each.visit_id}


def _take_back(office: Office, worker: Worker, user: User, when: date, visit_ids: Sequence[UUID]) -> Kept:
    with _one_at_a_time:
        take_back(office, when, visit_ids, worker, by=user)
    return dict.fromkeys(visit_ids)


def _nothing(_value: object) -> None:
    return None
