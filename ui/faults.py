"""What nobody caught: the person is told in one sentence, the log gets kind and place, and the window lives on."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

log = logging.getLogger(__name__)


class Faults(QObject):
    """While installed it hears of every exception that no one else has handled, on whichever thread."""

    _heard = Signal(object)

    def __init__(self, tell: Callable[[Exception], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tell = tell
        self._telling = False
        self._before = sys.excepthook, threading.excepthook
        # Later, and on the window's thread: no box may open in the middle of a paint event.
        self._heard.connect(self._say, Qt.ConnectionType.QueuedConnection)
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(args.exc_type, args.exc_value, args.exc_traceback)

    def close(self) -> None:
        """Hear nothing more."""
        sys.excepthook, threading.excepthook = self._before

    def _hear(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):  # a person's Ctrl+C, or the end of the program
            self._before[0](kind, error or kind(), trace)
            return
        # Kind and frames, never the text: it may quote a customer.
        log.error("Unexpected %s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        self._heard.emit(error)

    def _say(self, error: Exception) -> None:
        # One box at a time: what fails again and again, as a paint event may, must not bury the window.
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(error)
        finally:
            self._telling = False
