"""The map beside an address under review: its candidates by number, and the pin a person moves. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner import regions
from planner.bootstrap import Office
from planner.model import Branch, Coordinates, Day, Location, Plan, Unassigned, Visit
from planner.text import gettext as _
from ui.dialogs.frame import said
from ui.workbench.map_engine import prepare_web_engine, register_scheme
from ui.workbench.map_plain import PlainMap

NEAR_DEG = 0.01
"""About a kilometre to the north: candidates as near as this are shown together."""


class PlaceMap(QWidget):
    """Shows a visit once per candidate; a click on one chooses it. The pin stands where the visit would be."""

    chosen = Signal(int)
    """The number of a candidate, from 0."""
    dropped = Signal(object)
    """The pin was put there by hand: `Coordinates`."""
    agreed = Signal()
    """Enter was pressed on the map."""
    left = Signal()
    """Escape was pressed on the map."""

    def __init__(self, office: Office, branch: Branch) -> None:
        super().__init__()
        self._branch = branch
        self._ids: dict[UUID, Coordinates] = {}
        register_scheme()  # the window's own map may not be there yet
        prepare_web_engine()
        self.view = PlainMap()
        self.view.use_online(office)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(
            said(_("Click on the door or drag the pin. On the map, arrows move it and Enter confirms."), quiet=True)
        )
        if region := regions.active(office):
            self.view.show_region(str(region.folder), regions.credit(office), region.bounds)
        self.view.visit_clicked.connect(self._clicked)
        self.view.pin_dropped.connect(lambda lat, lon: self.dropped.emit(Coordinates(lat, lon)))
        self.view.pin_agreed.connect(self.agreed)
        self.view.pin_left.connect(self.left)

    def show_candidates(self, visit: Visit, candidates: Sequence[Location], choice: Location | None) -> None:
        """Show where a visit may be, look there, and put the pin on the choice; without one it waits for a click."""
        shown = tuple(
            replace(visit, id=uuid4(), location=replace(each, confirmed_by="?", doubts=())) for each in candidates
        )
        self._ids = {each.id: place.coordinates for each, place in zip(shown, candidates, strict=True)}
        day = Day(self._branch, visit.date, shown)
        left = tuple(Unassigned(key, "not_located") for key in self._ids)
        self.view.show_plan(day, Plan(day.id, unassigned=left), {})
        self.show_choice(visit, choice)

    def show_choice(self, visit: Visit, choice: Location | None) -> None:
        """Put the pin on the choice, and ring it where it is a candidate."""
        self.view.select([key for key, place in self._ids.items() if choice and place == choice.coordinates])
        self.view.place_pin(visit, choice.coordinates if choice else None)
        if choice:
            here = choice.coordinates
            self.view.focus([here, *(place for place in self._ids.values() if _near(place, here))])

    def _clicked(self, visit_id: UUID, _extend: bool) -> None:
        if visit_id in self._ids:
            self.chosen.emit(list(self._ids).index(visit_id))


def _near(place: Coordinates, other: Coordinates) -> bool:
    return abs(place.lat - other.lat) < NEAR_DEG and abs(place.lon - other.lon) < NEAR_DEG
