"""What places come to for visits in the hand, worked out ahead: at once where that is quick, else beside the window.

Knows no mouse and shows nothing.
"""

from __future__ import annotations

import time
from typing import NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.day.effect import Effect
from planner.day.preview import Preview
from ui.background import Background

SLICE_S = 0.008
"""So long prices are worked out in one go on the window's thread."""
SLOW_S = 0.03
"""Once a preview took longer, the others of this drag are worked out beside the window."""
TELL_S = 0.1
"""Prices are told at most so often while they come in."""


class Target(NamedTuple):
    """Where visits would go: a shift (None: off the routes) and a position, or None for the cheapest."""

    shift_id: UUID | None
    position: int | None = None


class Foresight(QObject):
    """Works out what is asked for first, then the cheapest place of row after row."""

    came = Signal(object)
    """The `Target` whose effect is known now."""
    prices_came = Signal(object)
    """The cheapest place of each row by shift, as far as they are known."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._known: dict[Target, Effect] = {}
        self._wanted: Target | None = None
        self._aside = self._asked = False
        self._told_at = 0.0
        self._background = Background(self)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._work)

    def begin(self, preview: Preview) -> None:
        """Work out the prices of these visits."""
        self.end()
        self._preview, self._told_at, self._aside = preview, time.monotonic(), preview.heavy
        self._timer.start()

    def end(self) -> None:
        """Nothing of it is wanted any longer."""
        self._preview = self._wanted = None
        self._known = {}
        self._aside = self._asked = False
        self._timer.stop()
        self._background.close()

    def effect(self, target: Target) -> Effect | None:
        """What a place comes to; None where it is not known yet, and `came` will tell."""
        if self._preview and target not in self._known:
            self._wanted = target
            if not self._aside:
                self._find(self._preview, target)
            self._timer.start()
        return self._known.get(target)

    @property
    def complete(self) -> bool:
        """Whether the prices of all rows are known."""
        return self._preview is not None and self._prices().keys() >= {shift.id for shift in self._preview.day.shifts}

    def ranked(self) -> list[Effect]:
        """The cheapest places of all rows that would change anything, the cheapest first."""
        return sorted((each for each in self._prices().values() if each.changes), key=lambda each: each.cost)

    def _prices(self) -> dict[UUID, Effect]:
        return {
            target.shift_id: effect
            for target, effect in self._known.items()
            if target.shift_id and target.position is None
        }

    def _find(self, preview: Preview, target: Target) -> None:
        began = time.monotonic()
        self._known[target] = worked_out(preview, target)
        self._aside = self._aside or time.monotonic() - began > SLOW_S

    def _work(self) -> None:
        began = time.monotonic()
        while (target := self._next()) and self._preview and time.monotonic() - began < SLICE_S:
            if self._aside:
                self._ask(self._preview, target)
                break
            self._find(self._preview, target)
        if target is None or self._asked:
            self._timer.stop()
        self._tell()

    def _next(self) -> Target | None:
        if self._preview is None:
            return None
        rows = (Target(shift.id) for shift in self._preview.day.shifts)
        wanted = (self._wanted, *rows) if self._wanted else rows
        return next((target for target in wanted if target not in self._known), None)

    def _ask(self, preview: Preview, target: Target) -> None:
        if self._asked:
            return
        self._asked = True

        def found(effect: Effect) -> None:
            self._asked = False
            self._known[target] = effect
            self.came.emit(target)
            self._timer.start()

        def failed(_error: Exception) -> None:
            self._asked = False

        self._background.run(worked_out, preview, target, on_done=found, on_error=failed)

    def _tell(self) -> None:
        now, whole = time.monotonic(), self._next() is None
        if self._preview and (whole or now - self._told_at > TELL_S):
            self._told_at = now
            self.prices_came.emit(self._prices())


def worked_out(preview: Preview, target: Target) -> Effect:
    """What a place comes to."""
    if target.shift_id is None:
        return preview.out()
    if target.position is None:
        return preview.best(target.shift_id)
    return preview.at(target.shift_id, target.position)
