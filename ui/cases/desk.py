"""What the pages of the cases share: the office, who sits there, work beside the window, and word of what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.users import User
from routing.worker import Worker
from ui.background import Background, Ticket


class Desk(QObject):
    """One for the whole window. Its user is who has signed in last at this computer."""

    changed = Signal()
    """Something about cases was written: what is shown may be of yesterday."""
    days_changed = Signal()
    """Visits of a day were added, taken away or may no longer be made: the day that is open is read again."""
    user_changed = Signal(object)
    """Somebody else sits here now (`User`)."""
    lock_wanted = Signal()
    """The screen is to be locked."""
    switch_wanted = Signal()
    """Somebody else wants to sit down."""
    window_wanted = Signal(str, object)
    """The window of the day is wanted: an action of its menus (empty for none), and the day to open."""
    called = Signal(object)
    """A page is wanted, with what it should show: ``(name, value)``."""
    closing = Signal()
    """Nothing is heard of what still runs: what waits to be written is to be begun now."""

    def __init__(self, office: Office, parent: QObject | None = None, *, worker: Worker | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.background = Background(self)
        self._worker, self._own_worker = worker, worker is None
        self.hold_day: Callable[[date], bool] = lambda _when: True
        """Lets the day's own window keep what it has of a day and stand still; False while it cannot."""
        self.let_day_go: Callable[[date], None] = lambda _when: None
        """Lets it read that day again."""

    @property
    def worker(self) -> Worker:
        """A child process to work in: the day's own window's, or one that is made when it is first asked for."""
        if self._worker is None:
            self._worker = Worker()
        return self._worker

    @property
    def user(self) -> User:
        """Who sits here, see `Office.user`."""
        return self.office.user

    def seat(self, user: User) -> None:
        """Somebody signed in."""
        if user != self.user:
            self.office.seat.take(user)
            self.user_changed.emit(user)

    def act[T](
        self,
        function: Callable[..., T],
        *args: object,
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None],
        days: bool = False,
        **kwargs: Any,
    ) -> Ticket:
        """Call a use case that writes, on a thread; then all hear that something changed (`days`: of days too)."""

        def done(value: T) -> None:
            if on_done:
                on_done(value)
            self.changed.emit()
            if days:
                self.days_changed.emit()

        return self.background.run(function, *args, on_done=done, on_error=on_error, **kwargs)

    def close(self) -> None:
        """Want nothing of it any longer."""
        self.closing.emit()
        self.background.close()
        if self._own_worker and self._worker:
            self._worker.close()
