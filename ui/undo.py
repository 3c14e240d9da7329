"""Undo by value: a command swaps the state before a change for the one after. What changed is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QUndoCommand

from planner.model import Day, Plan


@dataclass(frozen=True, slots=True)
class State:
    """A day and its plan, at one moment of editing."""

    day: Day
    plan: Plan | None


class Swap(QUndoCommand):
    """One step back and forth. The change is already made when it is pushed, so the first redo does nothing."""

    def __init__(self, text: str, before: State, after: State, restore: Callable[[State], None]) -> None:
        super().__init__(text)
        self._before = before
        self._after = after
        self._restore = restore
        self._made = False

    # --- Qt

    def undo(self) -> None:
        """Go back to the state before."""
        self._restore(self._before)

    def redo(self) -> None:
        """Come to the state after."""
        if self._made:
            self._restore(self._after)
        self._made = True
