"""The map beside an address under review: its candidates by number, and a pin put by hand. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner import regions
from planner.bootstrap import Office
from planner.model import Branch, Coordinates, Day, Location, Plan, Unassigned, Visit
from ui.workbench.map_view import MapView


class PlaceMap(QWidget):
    """Shows a visit once per candidate; a click on one chooses it."""

    chosen = Signal(int)
    """The number of a candidate, from 0."""
    placed = Signal(float, float)
    """Latitude and longitude of the pin that was put by hand."""
    left = Signal()
    """The pin was given up."""

    def __init__(self, office: Office, branch: Branch) -> None:
        super().__init__()
        self._branch = branch
        self._ids: list[UUID] = []
        self.view = MapView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        if region := regions.active(office):
            self.view.show_region(str(region.folder), regions.credit(office), region.bounds)
        self.view.visit_clicked.connect(self._clicked)
        self.view.pin_placed.connect(self.placed)
        self.view.pin_left.connect(self.left)

    def show_candidates(self, visit: Visit, candidates: Sequence[Location], number: int) -> None:
        """Show where a visit may be, and ring the candidate of this number; none where it is negative."""
        self._ids = [uuid4() for _ in candidates]
        shown = tuple(
            replace(visit, id=key, location=replace(each, confirmed_by="?"))
            for key, each in zip(self._ids, candidates, strict=True)
        )
        day = Day(self._branch, visit.date, shown)
        left = tuple(Unassigned(key, "not_located") for key in self._ids)
        self.view.end_pin()
        self.view.show_plan(day, Plan(day.id, unassigned=left), {})
        self.ring(number)
        if candidates:
            self.view.focus([candidates[max(0, number)].coordinates])

    def ring(self, number: int) -> None:
        """Ring the candidate that is chosen."""
        self.view.select([self._ids[number]] if 0 <= number < len(self._ids) else [])

    def start_pin(self, visit: Visit, start: Coordinates | None) -> None:
        """Let the pin be put by hand."""
        self.view.place_pin(visit, start)
        self.view.setFocus()

    def _clicked(self, visit_id: UUID, _extend: bool) -> None:
        if visit_id in self._ids:
            self.chosen.emit(self._ids.index(visit_id))
