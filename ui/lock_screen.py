"""Locks the windows: after nobody has touched them for a while, when asked, and until somebody has signed in.

All of Rounds' windows are covered, and keys reach none of them. Who signs in is told to the desk.
"""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QToolTip, QWidget

from planner.users import ALONE, NOBODY, User
from ui.cases.desk import Desk
from ui.cover import Cover
from ui.dialogs.sign_in import SignInDialog

TOUCHES = frozenset(
    (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
     QEvent.Type.TouchBegin, QEvent.Type.TabletPress)
)  # fmt: skip
MINUTE_S = 60


class LockScreen(QObject):
    """One for the day's window; others, such as the cases' and dialogs, are covered with it."""

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._covers: list[Cover] = []
        self._touched = monotonic()
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.look)
        desk.lock_wanted.connect(self.lock)
        desk.user_changed.connect(self._wait_on)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._follow)
        if desk.user == NOBODY:
            self.lock()
        else:
            self._wait_on()

    @property
    def locked(self) -> bool:
        """Whether the windows are covered."""
        return bool(self._covers)

    def lock(self) -> None:
        """Cover everything at once, and ask who sits here. Without users there is nobody to ask for."""
        if self.locked or self._desk.user == ALONE:
            return
        if menu := QApplication.activePopupWidget():
            menu.close()
        QToolTip.hideText()
        self._covers = [Cover(each) for each in QApplication.topLevelWidgets() if _holds_something(each)]
        if self._window not in (cover.parentWidget() for cover in self._covers):
            self._covers.append(Cover(self._window))  # it is not shown yet
        QTimer.singleShot(0, self, self._ask)

    def look(self) -> None:
        """Lock where nobody has touched a window for as long as the office allows, else look again later."""
        left = self._allowed_s() - (monotonic() - self._touched)
        if left <= 0:
            self.lock()
        else:
            self._idle.start(round(left * 1000) + 1)

    def _ask(self) -> None:
        before = self._desk.user
        user = SignInDialog.ask(self._window, self._desk.office, locked=True)
        if user is None:
            QApplication.closeAllWindows()  # covered to the end
            return
        if user.id != before.id:
            _leave_dialogs()
        self._desk.seat(user)
        covers, self._covers = self._covers, []
        for cover in covers:
            cover.lift()
        self._wait_on()

    def _wait_on(self, _user: User | None = None) -> None:
        self._touched = monotonic()
        self._idle.stop()
        if self._desk.user not in (ALONE, NOBODY):
            self.look()

    def _allowed_s(self) -> float:
        return self._desk.office.settings.lock_minutes * MINUTE_S

    def _follow(self, window: QWindow | None) -> None:
        # Any window of ours may be touched: each is listened to from when it first has the keys.
        if window:
            self._touched = monotonic()
            window.removeEventFilter(self)
            window.installEventFilter(self)

    # --- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self._touched = monotonic()
        return False


def _holds_something(widget: QWidget) -> bool:
    return widget.isVisible() and not isinstance(widget, SignInDialog)


def _leave_dialogs() -> None:
    # What somebody else was asked is not answered by who comes after.
    for widget in reversed(QApplication.topLevelWidgets()):
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
