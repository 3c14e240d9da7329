"""The sea is what lies to the right of the coasts, and a town is never drowned by a coast that is missing."""

from __future__ import annotations

import numpy as np

from routing.region.coast import holds, in_pieces, sea

BOX = (0.0, 0.0, 10.0, 10.0)
INLAND = np.array([(5.0, 2.0), (8.0, 3.0)])
SHORE = [np.array([(-1.0, 6.0), (4.0, 5.5)]), np.array([(4.0, 5.5), (11.0, 6.0)])]
"""Northward, in two pieces: the sea is in the east."""
ISLE = np.array([(5.0, 8.0), (5.0, 9.0), (6.0, 9.0), (6.0, 8.0), (5.0, 8.0)])
"""Against the clock: land inside."""


def wet(areas: list[list[np.ndarray]], lat: float, lon: float) -> bool:
    at = np.array([(lat, lon)])
    return any(holds(outer, at)[0] and not any(holds(hole, at)[0] for hole in holes) for outer, *holes in areas)


def test_the_sea_lies_to_the_right_of_its_coast() -> None:
    areas = sea(SHORE, BOX, INLAND)
    assert wet(areas, 5, 9)
    assert wet(areas, 9.9, 9.9)
    assert not wet(areas, 5, 2)


def test_the_other_way_round_the_west_is_sea() -> None:
    areas = sea([line[::-1] for line in SHORE[::-1]], BOX, np.array([(5.0, 9.0)]))
    assert wet(areas, 5, 2)
    assert not wet(areas, 5, 9)


def test_an_island_stays_dry_and_its_ring_runs_the_other_way_round() -> None:
    areas = sea([*SHORE, ISLE], BOX, INLAND)
    assert wet(areas, 4, 8.5)
    assert not wet(areas, 5.5, 8.5)


def test_around_an_island_alone_everything_is_sea() -> None:
    areas = sea([ISLE], BOX, np.array([(5.5, 8.5)]))
    assert wet(areas, 1, 1)
    assert not wet(areas, 5.5, 8.5)


def test_two_bays_and_a_coast_that_ends_inside() -> None:
    south = np.array([(-1.0, 8.0), (2.0, 7.0), (-1.0, 6.0)])[::-1]
    ends = np.array([(11.0, 4.0), (9.5, 3.0), (9.0, 0.4)])[::-1]
    areas = sea([south, ends], BOX, np.array([(5.0, 5.0)]))
    assert not wet(areas, 5, 5)


def test_rather_no_sea_than_a_drowned_town() -> None:
    assert sea(SHORE, BOX, np.array([(5.0, 9.0), (6.0, 9.0)])) == []
    assert sea([], BOX, INLAND) == []


def test_a_large_sea_is_read_in_pieces_that_together_are_the_same() -> None:
    lat = np.linspace(-1, 11, 9000)
    (area,) = sea([np.column_stack((lat, 6 + 0.5 * np.sin(lat * 40)))], BOX, INLAND)
    pieces = list(in_pieces(area, BOX))
    assert len(pieces) > 4
    assert max(sum(map(len, piece)) for piece in pieces) < 2000
    points = np.random.default_rng(3).uniform(0, 10, (60, 2)).tolist()
    assert [wet(pieces, *at) for at in points] == [wet([area], *at) for at in points]
