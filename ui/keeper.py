"""Keeps the plan that the window shows: not with every stroke, but soon, and before anything else is opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from planner.bootstrap import Office
from planner.model import Plan

SAVE_AFTER_MS = 1_200


class Keeper(QObject):
    """`want` a plan kept, and it is before long; `save` keeps it now."""

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._plan: Plan | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def want(self, plan: Plan | None) -> None:
        """Keep this plan, in place of the one before if that was not kept yet."""
        self._plan = plan
        self._timer.start()

    def save(self) -> None:
        """Keep what is wanted, if it is not kept yet."""
        self._timer.stop()
        if self._plan:
            with self._office.store.writing() as session:
                session.save_plan(self._plan)
            self._plan = None
