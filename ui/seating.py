"""Who sits at the window: shown at the end of the menu bar, locked out after a while. Signs nobody in itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QToolButton

from planner.text import gettext as _
from planner.user_words import user_line
from planner.users import NOBODY, Right, User
from ui.cover import Cover
from ui.lock_screen import LockScreen

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Seating(QObject):
    """Made with the window, before it is shown: what nobody has signed in for is never seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.errands.desk
        self._aside: Cover | None = None
        self.corner = QToolButton()
        self.corner.setAutoRaise(True)
        self.corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner.setToolTip(_("Switch user (Ctrl+Shift+U)"))
        self.corner.clicked.connect(window.actions_by_name["switch_user"].trigger)
        self._desk.user_changed.connect(self._show)
        self._show(self._desk.user)
        self.lock_screen = LockScreen(window, self._desk)

    def _show(self, user: User) -> None:
        line = user_line(user)
        self.corner.setText(line)
        self.corner.setAccessibleName(_("Signed in: {name}").format(name=line))
        self.corner.setVisible(bool(line))
        self._window.menuBar().setCornerWidget(self.corner)  # it gives room to what it is given alone
        for name in ("lock_screen", "own_password"):
            self._window.actions_by_name[name].setEnabled(bool(line))
        self._window.show_standing()
        self._cover_day(user != NOBODY and not user.may(Right.SEE_CASE))

    def _cover_day(self, wanted: bool) -> None:
        # Who settles users and rules sees no customer: the menus stay.
        if self._aside:
            self._aside.lift()
            self._aside = None
        if wanted:
            words = _("Days and cases are not for your role. F11 leads to the users.")
            self._aside = Cover(self._window, words, below=self._window.menuBar())
