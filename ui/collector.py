"""Python's garbage collector, kept on the window's own thread. What it collects is not chosen here.

Left alone it runs on whichever thread allocates, and destroys Qt objects there: a crash that comes and goes.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """While it lives, garbage is collected from a timer, generation by generation as Python itself would."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.freeze()  # what the start has made stays; there is no need to look at it again
        gc.disable()
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
        due = [number for number, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
               if limit and count > limit]  # fmt: skip
        if due:
            gc.collect(due[-1])
