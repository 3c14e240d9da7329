"""Python's garbage collector, kept on the window's own thread. What it collects is not chosen here.

Left alone it runs on whichever thread allocates, and destroys Qt objects there: a crash that comes and goes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500
OLDEST = 2
OFTEN = 4
"""So many collections of a generation make one of the next: Python's own 10 makes each of them too long."""


class Collector(QObject):
    """While it lives, garbage is collected from a timer, generation by generation; what was once old stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.freeze()  # what the start has made stays; there is no need to look at it again
        gc.disable()
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def settle(self) -> None:
        """The window stands: what it is made of stays too, and is not looked at again and again."""
        gc.freeze()

    def stir(self) -> None:
        """The window goes: look at everything again."""
        gc.unfreeze()

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        if gc.get_count()[0] <= gc.get_threshold()[0]:
            return
        # Counted here: since Python 3.14 the interpreter counts only for the youngest.
        self._turn += 1
        generation = next((n for n in (2, 1) if self._turn % OFTEN**n == 0), 0)
        gc.collect(generation)
        if generation == OLDEST:
            # What lives now mostly lives on: the steps that can be undone are never looked at again. After a day of
            # calls they are a million objects, and to look at them all would stop the window for half a second. The
            # price: a cycle that lived then, such as that of a dialog, is kept until the window goes, if it becomes
            # garbage. Thawing first at a quiet moment was measured: what the start has made alone takes 0.1 s.
            gc.freeze()
