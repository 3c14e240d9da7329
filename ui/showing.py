"""Shows a change in several turns of the event loop, each of them short; nothing is clicked at while views disagree."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

HANDS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.KeyPress,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
)
"""Before any of these is heard, all is shown."""


class Showing(QObject):
    """Takes its steps one per turn of the loop, whenever it is wanted; many wishes of one turn are one."""

    def __init__(self, window: QWidget, *steps: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._steps = steps
        self._at = len(steps)
        self._heard: QObject | None = None
        # A timer, and no queued call: those are all delivered in the turn in which they are made.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_over(self) -> bool:
        """Whether everything is shown."""
        return self._at >= len(self._steps)

    def want(self, step: int = 0) -> None:
        """Show anew from a step on."""
        self._at = min(self._at, step)
        self._listen()
        self._timer.start()

    def finish(self) -> None:
        """Show the rest at once."""
        while not self.is_over:
            self._take()
        self._rest()

    def stop(self) -> None:
        """Show nothing any longer."""
        self._at = len(self._steps)
        self._rest()

    def _go_on(self) -> None:
        if not self.is_over:
            self._take()
        if self.is_over:
            self._rest()
        else:
            self._timer.start()

    def _take(self) -> None:
        step = self._steps[self._at]
        self._at += 1  # first: what a step changes may want all of it again
        step()

    # --- hands

    def _listen(self) -> None:
        # Of the window alone: a filter of Python on the whole application crashes with the web engine's own objects.
        if self._heard is None and (handle := self._window.windowHandle()):
            self._heard = handle
            handle.installEventFilter(self)

    def _rest(self) -> None:
        self._timer.stop()
        # The handle may be gone: with the first page of the web engine the window gets another one.
        if self._heard and isValid(self._heard):
            self._heard.removeEventFilter(self)
        self._heard = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nobody acts on half of a change."""
        if event.type() in HANDS and not self.is_over:
            self.finish()
        return False
