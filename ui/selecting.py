"""What is selected, pointed at and whose route is looked at: one for the whole window, told to every view alike."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Selecting(QObject):
    """Views join it; what one of them tells, the others are told. A view need not have all of the signals."""

    changed = Signal()
    """Other visits are selected, or another team is chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.selection: tuple[UUID, ...] = ()
        self.team: UUID | None = None
        self._views: list[QWidget] = []

    def join(self, view: QWidget) -> None:
        """Let a view take part."""
        self._views.append(view)
        if hasattr(view, "selected"):
            view.selected.connect(partial(self.select, source=view))
        if hasattr(view, "hovered"):
            view.hovered.connect(partial(self.highlight, source=view))
        if hasattr(view, "team_chosen"):
            view.team_chosen.connect(self.choose_team)
        if self.selection:
            view.select(self.selection)  # type: ignore[attr-defined]

    def select(self, visit_ids: Iterable[UUID], *, source: QWidget | None = None) -> None:
        """Select visits everywhere but in the view that says so; they are looked at instead of a team."""
        self.selection = tuple(dict.fromkeys(visit_ids))
        if self.selection:
            self.team = None
        for view in self._views:
            if view is not source:
                view.select(self.selection)  # type: ignore[attr-defined]
        self.changed.emit()

    def add(self, visit_id: UUID, extend: bool) -> None:
        """Select one visit, or add it to those that are selected; a second time takes it away again."""
        if not extend:
            self.select((visit_id,))
        elif visit_id in self.selection:
            self.select(each for each in self.selection if each != visit_id)
        else:
            self.select((*self.selection, visit_id))

    def highlight(self, visit_id: UUID | None, *, source: QWidget | None = None) -> None:
        """Point at a visit everywhere else; None points at nothing."""
        for view in self._views:
            if view is not source and hasattr(view, "highlight"):
                view.highlight(visit_id)

    def choose_team(self, shift_id: UUID | None) -> None:
        """Look at one team's route, or at none in particular."""
        if shift_id != self.team:
            self.team = shift_id
            self.changed.emit()

    def look_at_team(self, shift_id: UUID) -> None:
        """Look at a team instead of at visits."""
        self.select(())
        self.choose_team(shift_id)
