"""Draws the area of a closed road on the map of the window, and offers to open one again. Closes nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from planner.model import ClosedRoad, Coordinates
from planner.running.closures import RADII_M
from planner.text import gettext as _
from ui.workbench.map_view import MapView

type Drawn = Callable[[tuple[Coordinates, ...]], object]


class RingDrawing(QObject):
    """One drawing under the hand: it ends with an area, or without one."""

    def __init__(self, shown: MapView, at: Coordinates | None, on_drawn: Drawn) -> None:
        super().__init__(shown)
        self._map = shown
        self._on_drawn = on_drawn
        self._over = False
        shown.ring_drawn.connect(self._drawn)
        shown.ring_left.connect(self.end)
        shown.draw_ring(at, RADII_M)

    def _drawn(self, ring: tuple[Coordinates, ...]) -> None:
        if not self._over:
            self.end()
            self._on_drawn(ring)

    def end(self) -> None:
        """Draw no longer."""
        if not self._over:
            self._over = True
            self._map.end_ring()
            self.deleteLater()


def draw_ring(shown: MapView, places: Sequence[Coordinates], on_drawn: Drawn) -> RingDrawing:
    """Let an area be drawn: around the first of these places (those of what is selected), else from nothing."""
    return RingDrawing(shown, next(iter(places), None), on_drawn)


def ask_to_open(shown: MapView, road: ClosedRoad, at: QPoint, on_open: Callable[[ClosedRoad], object]) -> None:
    """A menu at a closed road."""
    menu = QMenu(shown)
    menu.addAction(_("&Open the road again"), lambda: on_open(road))
    menu.popup(at)
