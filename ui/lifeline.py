"""Keeps what an end that nobody wanted would lose, and offers it at the next start; `planner.day.rescue` stores it.

A plan is kept soon after each change anyway (`ui.keeper`); what would be lost is the best plan of a search under way,
and whatever changed faster than it was kept.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from planner.bootstrap import Office
from planner.day.rescue import LeftBehind, autosave
from planner.model import Plan
from planner.text import clock
from planner.text import gettext as _
from ui.background import Background, Ticket
from ui.document import Document

SAVE_AFTER_MS = 1_000


class Lifeline(QObject):
    """While it lives, the plan that a document shows is kept beside the window, at most once in `SAVE_AFTER_MS`."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._saved: Plan | None = None
        self._ticket: Ticket | None = None
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)
        document.changed.connect(self._want)

    def close(self) -> None:
        """Keep nothing more."""
        self._timer.stop()
        self._background.close()

    def _want(self) -> None:
        if not self._timer.isActive() and self._document.plan is not self._saved:
            self._timer.start()

    def _save(self) -> None:
        day, plan = self._document.day, self._document.plan
        if day is None or plan is None or plan is self._saved:
            return
        if self._ticket and not self._ticket.finished:
            self._timer.start()
            return
        self._saved = plan
        self._ticket = self._background.run(
            autosave, self._document.office, day, plan, on_done=_nothing, on_error=_nothing
        )


def offer(parent: QWidget | None, office: Office, left: LeftBehind) -> bool:
    """Ask whether to go on with the plan as it was; False for the last one that was kept."""
    from ui.dialogs.rescue import RescueDialog

    zone = left.day.zone if left.day else ZoneInfo("UTC")
    title = _("Rounds ended unexpectedly at {time}").format(time=clock(left.at, zone))
    return RescueDialog.ask(parent, title, left)


def _nothing(_value: object) -> None:
    # An autosave that failed is tried again with the next change; the plan itself is kept elsewhere.
    return None
