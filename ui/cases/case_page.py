"""A page of one case: it is opened with its id, reads it beside the window, and says so where there is none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from planner.bootstrap import Office
from planner.users import User
from ui.cases.desk import Desk
from ui.cases.page import Page


class CasePage(Page):
    """Overridden: `read_case` (on a thread, no Qt), `show_read`, and `show_nothing`."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.case_id: UUID | None = None

    # --- what a page makes of it

    @staticmethod
    def read_case(office: Office, case_id: UUID, *, by: User) -> Any:
        """What is shown of a case; that somebody looked is recorded. Runs on a thread."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """No case is open, or it may not be seen: whoever may not see it must not go on reading what another opened."""
        raise NotImplementedError

    # --- as every page

    @staticmethod
    def read(office: Office, user: User) -> None:
        """Nothing, while no case is chosen."""

    def open_with(self, value: object) -> None:
        """Open this case."""
        if isinstance(value, UUID):
            self.case_id = value
            self.note.say("")
            self.refresh()

    def refresh(self) -> None:
        """Read the case that is open."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        if self.case_id is None:
            self.show_nothing()
            return
        self._ticket = self.desk.background.run(
            type(self).read_case, self.desk.office, self.case_id, by=self.desk.user, on_done=self._show,
            on_error=self._gone,
        )  # fmt: skip

    def _gone(self, problem: Exception) -> None:
        self.show_nothing()
        self.fail(problem)
