"""Select in one view, and all follow; point at a visit in one, and all point."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.selecting import Selecting

ONE, TWO, THREE = uuid4(), uuid4(), uuid4()


class View(QWidget):
    """A view as the window knows views, which remembers what it was told."""

    selected = Signal(object)
    hovered = Signal(object)
    team_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[UUID, ...] = ()
        self.pointed: UUID | None = None

    def select(self, visit_ids: Iterable[UUID]) -> None:
        """Select silently."""
        self.shown = tuple(visit_ids)

    def highlight(self, visit_id: UUID | None) -> None:
        """Point at a visit."""
        self.pointed = visit_id


@pytest.fixture
def house(qtbot: object) -> tuple[Selecting, View, View]:
    """Two views that take part."""
    owner = QObject()
    selecting = Selecting(owner)
    selecting._owner = owner  # type: ignore[attr-defined]
    views = View(), View()
    for view in views:
        selecting.join(view)
    return selecting, *views


def test_what_one_view_selects_the_other_shows(house: tuple[Selecting, View, View]) -> None:
    selecting, one, two = house
    one.selected.emit((ONE, TWO))
    assert two.shown == selecting.selection == (ONE, TWO)
    assert one.shown == (), "a view is not told what it has said itself"


def test_what_one_view_points_at_the_other_shows(house: tuple[Selecting, View, View]) -> None:
    _selecting, one, two = house
    two.hovered.emit(ONE)
    assert (one.pointed, two.pointed) == (ONE, None)
    two.hovered.emit(None)
    assert one.pointed is None


def test_a_click_with_control_adds_and_takes_away(house: tuple[Selecting, View, View]) -> None:
    selecting, one, _two = house
    selecting.add(ONE, False)
    selecting.add(TWO, True)
    assert one.shown == (ONE, TWO)
    selecting.add(ONE, True)
    assert one.shown == (TWO,)
    selecting.add(THREE, False)
    assert one.shown == (THREE,)


def test_visits_that_are_selected_take_the_place_of_the_team(house: tuple[Selecting, View, View]) -> None:
    selecting, one, _two = house
    team = uuid4()
    one.selected.emit(())
    one.team_chosen.emit(team)
    assert selecting.team == team
    one.selected.emit((ONE,))
    assert selecting.team is None
