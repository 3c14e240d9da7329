"""Letters along a line: upright, in reading direction, and not around sharp corners."""

from __future__ import annotations

import numpy as np
import pytest

from ui.workbench.map_letters import Text, font_of, spots
from ui.workbench.map_lines import ways_of

LONG = np.linspace(0, 400, 81)
EAST = np.column_stack((LONG, np.zeros(81)))
DOWN = np.column_stack((np.zeros(81), LONG))
ARC = np.column_stack((200 * np.cos(LONG / 200), 200 * np.sin(LONG / 200)))


@pytest.mark.parametrize("line", [EAST, EAST[::-1], ARC, ARC[::-1]], ids=["east", "west", "arc", "arc back"])
def test_a_name_reads_from_left_to_right_whichever_way_the_road_was_drawn(qapp: object, line: np.ndarray) -> None:
    places, cost = spots(line, ways_of(line), np.array([200.0]), Text("Mill Road", font_of(11)))
    x, _y, angles = places[0].T
    assert np.isfinite(cost).all()
    assert (np.diff(x) > 0).all()
    assert np.abs(angles).max() <= np.pi / 2


def test_a_name_follows_the_curve_of_its_road(qapp: object) -> None:
    places, _cost = spots(ARC, ways_of(ARC), np.array([150.0, 250.0]), Text("Mill Road", font_of(11)))
    assert np.hypot(*places[..., :2].reshape(-1, 2).T) == pytest.approx(np.full(18, 200), abs=1)
    assert np.ptp(places[0, :, 2]) > 0.1


@pytest.mark.parametrize("line", [DOWN, DOWN[::-1]], ids=["down", "up"])
def test_chinese_on_a_steep_road_stands_upright_from_top_to_bottom(qapp: object, line: np.ndarray) -> None:
    places, _cost = spots(line, ways_of(line), np.array([200.0]), Text("人民路", font_of(11)))
    _x, y, angles = places[0].T
    assert (np.diff(y) > 0).all()
    assert angles.tolist() == [0, 0, 0]


def test_a_name_does_not_go_around_a_sharp_corner(qapp: object) -> None:
    corner = np.array([(0.0, 0), (100, 0), (100, 100)])
    _places, cost = spots(corner, ways_of(corner), np.array([40.0, 100.0]), Text("Mill Road", font_of(11)))
    assert np.isfinite(cost).tolist() == [True, False]


def test_scripts_whose_letters_join_are_not_taken_apart(qapp: object) -> None:
    assert len(Text("شارع الملك", font_of(11)).pieces) == 1
    assert len(Text("Mill", font_of(11)).pieces) == 4
