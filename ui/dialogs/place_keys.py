"""The keys of the review, and what is said of them. What they do is the dialog's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from planner.text import N_

KEYS = N_(
    "Enter: this is right, and on to the next. 1 to 6: choose. Ctrl+F: search. Ctrl+Down, Ctrl+Up: go on, go back. "
    "Ctrl+Z: undo the last step."
)


def bind(widget: QWidget, calls: Mapping[str, Callable[[], object]]) -> None:
    """Let keys call, in the whole window; where text is written letters are letters."""
    for key, call in calls.items():
        QShortcut(QKeySequence(key), widget, call)
