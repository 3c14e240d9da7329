"""What may not wait, where the panel of the running day is not there: above the first steps of an empty day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.running.needs import Need, NeedKind
from planner.running.situation import Situation
from planner.running.situation_words import need_words
from planner.text import gettext as _
from ui.dialogs.frame import said

SHOWN = (NeedKind.DANGER, NeedKind.ALARM, NeedKind.INCIDENT, NeedKind.RING_TEAM)
"""Of these there may be some on any day."""
MOST = 5


class UrgentBand(QFrame):
    """A line for each, with a button that leads there; hidden while there is none."""

    wanted = Signal(object)
    """A `Need` is to be seen to."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(_("What may not wait"))
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(36, 8, 36, 8)
        self._keys: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_needs(self, found: Situation | None, needs: Sequence[Need]) -> None:
        """Show the most urgent; what is on the screen already stays, with the keys that are on it."""
        mine = [need for need in needs if need.kind in SHOWN][:MOST] if found else []
        lines = [(need, need_words(found, need)) for need in mine] if found else []
        keys = tuple((need.key, words.title) for need, words in lines)
        if keys == self._keys:
            return
        self._keys = keys
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = [self._add(need, words.title, words.action) for need, words in lines]
        self.setVisible(bool(lines))

    def _add(self, need: Need, title: str, action: str) -> QPushButton:
        line, button = QWidget(), QPushButton(action)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(said(title, wrong=True), 1)
        row.addWidget(button)
        button.setAccessibleName(f"{title}: {action}")
        button.clicked.connect(partial(self._want, need))
        self._column.addWidget(line)
        return button

    def _want(self, need: Need) -> None:
        self.wanted.emit(need)
