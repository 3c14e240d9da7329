"""Outlines: simpler, cut to a box, and as bytes, without anything a person would see getting lost."""

from __future__ import annotations

import numpy as np
import pytest

from routing.region.basemap_packing import UNIT, pack_all, unpack_all
from routing.region.outlines import clipped, runs, simplified

SQUARE = np.array([(0, 0), (0, 4), (4, 4), (4, 0), (0, 0)], dtype=float)


def test_a_simpler_line_stays_within_the_tolerance() -> None:
    line = np.array([(0, 0), (1, 0.1), (2, -0.1), (3, 0), (3, 5)], dtype=float)
    assert simplified(line, 0.5).tolist() == [[0, 0], [3, 0], [3, 5]]
    ring = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], dtype=float)
    assert len(simplified(ring, 0.1)) == 5


def test_an_area_is_cut_at_the_frame_and_one_outside_is_gone() -> None:
    cut = clipped(SQUARE, (2, 2, 9, 9))
    assert sorted(map(tuple, np.unique(cut, axis=0).tolist())) == [(2, 2), (2, 4), (4, 2), (4, 4)]
    assert len(clipped(SQUARE, (5, 5, 9, 9))) == 0
    assert clipped(SQUARE, (-1, -1, 9, 9)) is SQUARE


def test_a_line_that_leaves_the_frame_and_comes_back_has_two_runs() -> None:
    line = np.array([(1, 1), (1, 20), (9, 20), (9, 1)], dtype=float)
    assert runs(line, (0, 0, 10, 10)) == [(0, 2), (2, 4)]
    assert runs(line + 50, (0, 0, 10, 10)) == []


def test_rings_come_back_from_bytes_to_a_few_centimetres() -> None:
    turns = np.linspace(0, 6, 30)
    lake = np.column_stack((47.1 + 0.004 * np.sin(turns), 9.5 + 0.004 * np.cos(turns)))
    features = [[lake, lake[:9] + 0.001], [np.array([(-33.8688, 151.2093)])], [lake[::-1]]]
    lengths, points = unpack_all(pack_all(features))
    assert lengths == [[30, 9], [1], [30]]
    assert np.abs(points - np.concatenate([ring for rings in features for ring in rings])).max() <= UNIT / 2 + 1e-12


def test_a_long_straight_stretch_gets_points_in_between_and_stays_straight() -> None:
    border = np.array([(10.0, 20.0), (10.5, 21.0)])
    (length,), points = unpack_all(pack_all([[border]]))
    assert length[0] > 2
    assert points[[0, -1]] == pytest.approx(border)
    assert points[:, 1] - 20 == pytest.approx((points[:, 0] - 10) * 2, abs=2 * UNIT)
