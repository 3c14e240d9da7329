"""The hand on the map: the area of a closed road is drawn by its corners and closed by Enter, in the page itself."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from planner.model import Coordinates
from tests.replay.person import Person
from tests.ui.test_map_closed import HINT, press
from tests.ui.test_map_view import ask
from ui.workbench.map_view import MapView

CORNERS = 4
"""Enough for an area; a circle of the program's own has twelve."""


def draw(person: Person, shown: MapView, ring: Sequence[Coordinates]) -> None:
    """Click some of these corners, then Enter."""
    page, spots = shown._page, [ring[n * len(ring) // CORNERS] for n in range(CORNERS)]
    shown.fit(ring)
    person.wait(
        lambda: ask(person.qtbot, page, "return !map_rounds._animatingZoom && !map_rounds._panAnim?._inProgress")
    )
    surface = shown._view.focusProxy()
    assert surface
    for place in spots:
        told = json.dumps([place.lat, place.lon])
        found = ask(person.qtbot, page, f"const p = map_rounds.latLngToContainerPoint({told}); return [p.x, p.y]")
        assert isinstance(found, list)
        spot = QPoint(*(round(float(each)) for each in found))
        QTest.mouseClick(surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        ask(person.qtbot, page, "return 1")
    person.wait(lambda: "Enter" in str(ask(person.qtbot, page, HINT)))
    press(shown, "Enter")
