"""A person at the window: waits until something is there, then presses keys, also in dialogs that wait for an answer.

Dialogs run as they do for people. What is done next is told by steps: `until` something is so, and `do` something.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

PATIENCE_S = 120
EVERY_MS = 5


class Step(NamedTuple):
    """Wait until `ready`; then `act`, where there is something to do."""

    ready: Callable[[], object]
    act: Callable[[], object] | None = None


def until(ready: Callable[[], object]) -> Step:
    """Wait until it is so."""
    return Step(ready)


def do(act: Callable[[], object]) -> Step:
    """Do it now."""
    return Step(lambda: True, act)


def keys(widget: QWidget, text: str) -> None:
    """Type."""
    QTest.keyClicks(widget, text)


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key."""
    QTest.keyClick(widget, key)


def enter(widget: QWidget) -> None:
    """Press Enter."""
    press(widget, Qt.Key.Key_Return)


def top[D: QDialog](kind: type[D]) -> D | None:
    """The dialog that is in front of everything, where it is one of this kind."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, kind) and found.isVisible() else None


def gone(dialog: QDialog) -> bool:
    """Whether a dialog was closed."""
    return not isValid(dialog) or not dialog.isVisible()


class Person:
    """Goes through steps beside whatever runs."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self._steps: Iterator[Step] = iter(())
        self._step: Step | None = None
        self._over, self._due = True, 0.0
        self._problem: BaseException | None = None

    def wait(self, ready: Callable[[], object]) -> None:
        """Until it is so."""
        if not ready():
            self.qtbot.waitUntil(lambda: bool(ready()), timeout=PATIENCE_S * 1000)

    def through(self, begin: Callable[[], object], steps: Iterator[Step]) -> None:
        """Begin something, and go through steps until they are over."""
        self._steps, self._step, self._over, self._problem = steps, None, False, None
        self._due = time.monotonic() + PATIENCE_S
        QTimer.singleShot(0, self._turn)
        begin()
        self.wait(lambda: self._over)
        if self._problem:
            raise self._problem

    def _turn(self) -> None:
        if self._over:
            return
        try:
            self._go_on()
        except StopIteration:
            self._over = True
        except BaseException as problem:
            self._give_up(problem)

    def _go_on(self) -> None:
        step = self._step = self._step or next(self._steps)
        if time.monotonic() > self._due:
            raise AssertionError(f"waited in vain in front of {_in_sight()}")
        if not step.ready():
            QTimer.singleShot(EVERY_MS, self._turn)
            return
        self._step = None
        # Of its own turn: what is done may open a dialog, in which the next steps go on.
        QTimer.singleShot(0, self._turn)
        if step.act:
            step.act()

    def _give_up(self, problem: BaseException) -> None:
        self._problem, self._over = problem, True
        while dialog := QApplication.activeModalWidget():
            if not isinstance(dialog, QDialog):
                break
            dialog.done(0)


def _in_sight() -> list[str]:
    # What a person would read there.
    shown = QApplication.activeModalWidget()
    labels = shown.findChildren(QLabel) if shown else []
    focus = shown.focusWidget() if shown else None
    return [
        type(shown).__name__,
        repr(focus),
        *(each.text() for each in labels if each.isVisible() and each.text().strip()),
    ]
