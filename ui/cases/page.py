"""One page of the cases: reads on a thread, shows on the window's. What it reads and shows is the page's own."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from planner.bootstrap import Office
from planner.users import User
from ui.background import Ticket
from ui.cases.desk import Desk
from ui.dialogs.fields import Note
from ui.dialogs.frame import GAP, SIDE, heading, said
from ui.dialogs.problem import problem_words


class Page(QWidget):
    """Put widgets into `body`. Overridden: `read` (on a thread, no Qt), `show_read`, and `open_with` where it can.

    `note` says what went wrong, or was done. The page reads when it comes into sight, and while it is in sight
    whenever something has changed.
    """

    NAME: ClassVar[str] = ""
    """What it goes by in `ui.cases.pages`."""

    def __init__(self, desk: Desk, title: str, lead: str = "") -> None:
        super().__init__()
        self.desk = desk
        self._ticket: Ticket | None = None
        self._stale = True
        self._begins = False
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SIDE, SIDE - 4, SIDE, SIDE)
        self.body.setSpacing(GAP)
        self.title = heading(title)
        self.body.addWidget(self.title)
        self.lead = said(lead, quiet=True)
        self.lead.setVisible(bool(lead))
        self.body.addWidget(self.lead)
        self.note = Note()
        self.body.addWidget(self.note)
        self.setAccessibleName(title)
        desk.changed.connect(self.outdate)
        desk.user_changed.connect(self.outdate)

    # --- what a page makes of it

    @staticmethod
    def read(office: Office, user: User) -> Any:
        """What is shown. Runs on a thread."""
        raise NotImplementedError

    def show_read(self, value: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def open_with(self, value: object) -> None:
        """Show this of all: a case, a customer, a day."""

    def go_back(self) -> bool:
        """Escape: leave what is open on the page; False where nothing is, and the page itself is left."""
        return False

    def begin_here(self) -> None:
        """Keys come to the page: to what had them last, else to its first list, else to whatever takes them."""
        self._begins = self._ticket is not None and not self._ticket.finished  # again once it is known what there is
        if (now := self.focusWidget()) and now.isVisibleTo(self) and now.isEnabled():
            now.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        takes = [part for part in self.findChildren(QWidget) if _takes_keys(part, self)]
        first = next((part for part in takes if isinstance(part, QAbstractItemView)), next(iter(takes), None))
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- when it reads

    def outdate(self, *_: object) -> None:
        """What it shows may be of yesterday: it reads again now, or when it comes into sight."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read now; what is still under way of an earlier time is given up."""
        if self._ticket:
            self._ticket.cancel()
        self._stale = False
        reading = self.desk.background.run
        self._ticket = reading(
            type(self).read, self.desk.office, self.desk.user, on_done=self._show, on_error=self.fail
        )

    def _show(self, value: Any) -> None:
        self.show_read(value)
        if self._begins and self.isVisible():
            self.begin_here()

    def fail(self, problem: Exception) -> None:
        """Say what went wrong."""
        self.note.say(problem_words(problem))

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # what was said of the work before is over once somebody has gone elsewhere
            self.note.say("")

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()


def _takes_keys(part: QWidget, page: QWidget) -> bool:
    by_tab = part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and part.isVisibleTo(page) and part.isEnabled() and part.window() is page.window()
