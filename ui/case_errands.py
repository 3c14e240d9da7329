"""What the coordinator asks of the cases by a menu: the window of the cases, and its pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.errand import Errand

if TYPE_CHECKING:
    from ui.cases.desk import Desk
    from ui.cases.window import CasesWindow
    from ui.document import Document


class CaseErrands(Errand):
    """One window of the cases beside the day's, made when it is first asked for."""

    cases_changed = Signal()
    """Something about cases was written here."""
    day_wanted = Signal(str, object)
    """An action of the menus, on a day that may have to be opened first."""

    def __init__(self, window: QWidget, document: Document) -> None:
        super().__init__(window, document)
        self._desk: Desk | None = None
        self._cases: CasesWindow | None = None

    @property
    def desk(self) -> Desk:
        """What the pages share. A day whose visits they have touched is read again."""
        from ui.cases.desk import Desk

        if self._desk is None:
            self._desk = Desk(self._office, self, worker=self._document.worker)
            self._desk.hold_day, self._desk.let_day_go = self._document.hold, self._let_go
            self._desk.days_changed.connect(self._document.take_newer)
            self._desk.switch_wanted.connect(self.switch_user)
            self._desk.changed.connect(self.cases_changed)
            self._desk.window_wanted.connect(self.day_wanted)
        return self._desk

    def _let_go(self, when: date) -> None:
        if self._document.let_go(when):
            self._document.take_newer()

    def cases(self, page: str = "", value: object = None) -> None:
        """Show the cases, at this page."""
        from ui.cases.pages import PAGES
        from ui.cases.window import CasesWindow

        if self._cases is None:
            self._cases = CasesWindow(self.desk, self._window)
        self._cases.open(page or PAGES[0].name, value)

    def morning(self) -> None:
        """What changed overnight, and what stands between now and Issue."""
        self.cases("morning", self._document.date)

    def promises(self) -> None:
        """Tell customers of the day that is open when somebody comes."""
        self.cases("promises", self._document.date)

    def customer_called(self) -> None:
        """Hear a customer who has called."""
        from ui.dialogs.called import CalledDialog

        CalledDialog.ask(self._window, self.desk)

    def import_cases(self) -> None:
        """Bring in the lender's file of overdue cases, and show them."""
        from ui.cases.board_import import import_cases

        if import_cases(self._window, self.desk):
            self.cases("board")

    def switch_user(self) -> None:
        """Let somebody else sit down; in an office without users, add the first one."""
        from ui.dialogs.sign_in import SignInDialog

        if not self._office.has_users:
            self.cases("users")
        elif user := SignInDialog.ask(QApplication.activeWindow() or self._window, self._office):
            self._document.save()  # what the one before has done stays theirs
            self.desk.seat(user)

    def own_password(self) -> None:
        """Take another password for oneself."""
        from planner import people
        from ui.dialogs.user_forms import PasswordDialog

        user = self.desk.user
        if asked := PasswordDialog.ask(self._window, user.name, own=True):
            change, (old, new) = people.change_password, asked
            self.desk.act(change, self._office, user.id, new, by=user, old=old, on_error=self._document.failed.emit)

    def lock_screen(self) -> None:
        """Cover all windows until somebody has signed in."""
        self.desk.lock_wanted.emit()

    def close(self) -> None:
        """Want nothing any longer."""
        super().close()
        if self._desk:
            self._desk.close()
