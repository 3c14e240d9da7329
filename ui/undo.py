"""Undo by value: a command swaps the state before a change for the one after. What changed is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QMenu, QWidget

from planner.model import Day, Plan
from planner.text import gettext as _

MOST_STEPS = 60
"""Listed at once; there may be any number, and whoever goes to the oldest of them sees those before it."""


@dataclass(frozen=True, slots=True)
class State:
    """A day and its plan, at one moment of editing; `era` counts how often another hand had written to it by then."""

    day: Day
    plan: Plan | None
    era: int = 0


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


class History(QObject):
    """The two actions that go through the steps; each names its step, and neither works while the day is busy.

    Qt's own actions put the step behind the letter of the key, which Chinese writes last.
    """

    def __init__(self, stack: QUndoStack, parent: QObject) -> None:
        super().__init__(parent)  # a stack that lives longer must not call a history that is gone
        self._busy, self._can = False, (False, False)
        self.undo, self.redo = QAction(parent), QAction(parent)
        self.undo.setShortcut(QKeySequence.StandardKey.Undo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.undo.setIconText(_("Undo"))
        self.redo.setIconText(_("Redo"))
        self.undo.triggered.connect(stack.undo)
        self.redo.triggered.connect(stack.redo)
        stack.undoTextChanged.connect(self._undo_named)
        stack.redoTextChanged.connect(self._redo_named)
        stack.canUndoChanged.connect(self._undo_can)
        stack.canRedoChanged.connect(self._redo_can)
        self._undo_named(stack.undoText())
        self._redo_named(stack.redoText())
        self._can = stack.canUndo(), stack.canRedo()
        self.show_busy(False)

    def show_busy(self, busy: bool) -> None:
        """Whether long work is under way, which no step may cross."""
        self._busy = busy
        self.undo.setEnabled(self._can[0] and not busy)
        self.redo.setEnabled(self._can[1] and not busy)

    def _undo_can(self, can: bool) -> None:
        self._can = can, self._can[1]
        self.show_busy(self._busy)

    def _redo_can(self, can: bool) -> None:
        self._can = self._can[0], can
        self.show_busy(self._busy)

    def _undo_named(self, step: str) -> None:
        self.undo.setText(_("&Undo: {step}").format(step=step) if step else _("&Undo"))
        self.undo.setToolTip(_("Undo: {step} (Ctrl+Z)").format(step=step) if step else _("Undo"))

    def _redo_named(self, step: str) -> None:
        self.redo.setText(_("&Redo: {step}").format(step=step) if step else _("&Redo"))
        self.redo.setToolTip(_("Redo: {step} (Ctrl+Y)").format(step=step) if step else _("Redo"))


class StepsMenu(QMenu):
    """Every step of the open day, the newest first; choosing one goes there at once."""

    def __init__(self, stack: QUndoStack, go_to: Callable[[int], object], parent: QWidget | None = None) -> None:
        super().__init__(_("&Steps"), parent)
        self._stack = stack
        self._go_to = go_to
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List the steps as they are now."""
        self.clear()
        stack, now = self._stack, self._stack.index()
        newest = stack.count() if stack.count() - now < MOST_STEPS else now + MOST_STEPS // 2
        steps = range(newest, max(-1, newest - MOST_STEPS), -1)
        for step in steps:
            words = _("{number} · {step}").format(number=step, step=stack.text(step - 1)) if step else _("As opened")
            action = self.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(step == now)
            action.triggered.connect(lambda _checked=False, step=step: self._go_to(step))
