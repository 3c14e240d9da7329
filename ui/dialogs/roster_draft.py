"""The roster while it is being edited: the day as it would be, and where it cannot be so yet. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from planner.bootstrap import Office
from planner.day.bases import find_place
from planner.errors import BadInput
from planner.model import Day, Location, Plan
from routing.worker import Worker
from ui.background import Background


class RosterDraft(QObject):
    """What the pages of the roster show and edit.

    `invalid` holds, by the id of a team, person or depot, why what is typed there cannot be taken. `new_plan` is a plan
    that came with a way out; without one the plan of before follows the day.
    """

    changed = Signal()

    def __init__(self, office: Office, day: Day, plan: Plan | None, worker: Worker, background: Background) -> None:
        super().__init__(background)
        self.office = office
        self.worker = worker
        self.day = day
        self.plan = plan
        self.new_plan: Plan | None = None
        self.invalid: dict[UUID, BadInput] = {}
        self.old_teams: dict[UUID, UUID] = {}
        self.finding = 0
        self._first = day
        self._background = background

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to keep, or to lose."""
        return self.day != self._first or bool(self.invalid)

    @property
    def least_staff(self) -> int:
        """How many people go together at least."""
        return self.office.pack.least_staff

    def edit(self, key: UUID, change: Callable[[Day], Day]) -> BadInput | None:
        """Edit the team, person or depot of this id; what is refused changes nothing and is remembered as invalid."""
        before = self.invalid.get(key)
        try:
            day = change(self.day)
        except BadInput as bad:
            self.invalid[key] = bad
            self.changed.emit()
            return bad
        self.invalid.pop(key, None)
        if day != self.day or before:
            self.day = day
            self.changed.emit()
        return None

    def change(self, change: Callable[[Day], Day]) -> None:
        """Edit the day by something that is never refused."""
        self.take(change(self.day), None)

    def take(self, day: Day, plan: Plan | None) -> None:
        """Take a whole new day, and the plan that was fitted to it, if any."""
        self.day = day
        if plan:
            self.plan = self.new_plan = plan
        known = {each.id for group in (day.shifts, day.staff, day.depots) for each in group}
        self.invalid = {key: bad for key, bad in self.invalid.items() if key in known}
        self.changed.emit()

    def find(self, text: str, found: Callable[[Location | None], None]) -> None:
        """Look for an address beside the window."""
        self.finding += 1

        def done(location: Location | None) -> None:
            self.finding -= 1
            found(location)
            self.changed.emit()

        self._background.run(find_place, self.office, text, on_done=done, on_error=lambda _error: done(None))
