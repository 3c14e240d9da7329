"""What every road network keeps to, asked of each: another engine is one file more, and one line here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from resources.demo.extract import ORIGIN_LAT, ORIGIN_LON
from routing.problem import Coordinates
from routing.roads import NetworkSpec, open_network
from routing.travel import UNREACHABLE, Part, RoadNetwork

MODES = ("car", "scooter", "bicycle", "foot")
NETWORKS = ("straight_line", "valhalla", "quick", "closed")
RING = tuple(
    Coordinates(ORIGIN_LAT + north * 0.001, ORIGIN_LON + east * 0.001)
    for north, east in ((-1, 0), (0, 1.4), (1, 0), (0, -1.4))
)
MAX_SNAP_DEGREES = 0.005
NOWHERE = Coordinates(-60.0, 100.0)
"""In the sea, 5,000 km from any town."""


class Enough(Exception):
    """Somebody wants no more."""


@pytest.fixture(scope="module", params=NETWORKS)
def network(request: pytest.FixtureRequest, demo_region: Path) -> RoadNetwork:
    """One network of each kind."""
    if request.param == "closed":
        return open_network(NetworkSpec("valhalla", str(demo_region), closed=(RING,)))
    return open_network(NetworkSpec(request.param, str(demo_region)))


@pytest.mark.parametrize("mode", MODES)
def test_a_matrix_has_all_cells_and_a_diagonal_of_nothing(
    network: RoadNetwork, places: list[Coordinates], mode: str
) -> None:
    times = network.matrix(places[:9], mode)
    for cells in (times.durations, times.distances):
        assert cells.shape == (9, 9)
        assert cells.dtype == np.int32
        assert (cells.diagonal() == 0).all()
        assert (cells >= 0).all()
        assert (cells < UNREACHABLE).all()


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_and_a_single_place_are_matrices_too(
    network: RoadNetwork, places: list[Coordinates], count: int
) -> None:
    heard: list[Part] = []
    assert network.matrix(places[:count], "car", report=heard.append).size == count
    assert heard[-1].share == 1
    assert network.path(places[:count], "car") == ()
    assert network.directions(places[:count], "car") == ()
    assert len(network.nearest(places[:count], "car")) == count


def test_only_rows_and_columns_that_were_asked_for_are_there(network: RoadNetwork, places: list[Coordinates]) -> None:
    times = network.matrix(places[:6], "car", sources=[4, 1], targets=[2, 1, 5])
    known = {(int(i), int(j)) for i, j in np.argwhere(times.durations < UNREACHABLE)}
    assert known == {(4, 2), (4, 1), (4, 5), (1, 2), (1, 5)} | {(i, i) for i in range(6)}
    assert ((times.durations < UNREACHABLE) == (times.distances < UNREACHABLE)).all()


@pytest.mark.parametrize("mode", MODES)
def test_a_part_says_the_same_as_the_whole(network: RoadNetwork, places: list[Coordinates], mode: str) -> None:
    whole = network.matrix(places[:20], mode).durations
    row = network.matrix(places[:20], mode, sources=[7]).durations[7]
    column = network.matrix(places[:20], mode, targets=[7]).durations[:, 7]
    assert np.abs(row - whole[7]).max() <= 2
    assert np.abs(column - whole[:, 7]).max() <= 2


def test_a_place_without_roads_is_unreachable_both_ways_and_spoils_nothing(
    network: RoadNetwork, places: list[Coordinates]
) -> None:
    times = network.matrix([*places[:3], NOWHERE], "car")
    assert (times.durations[:3, :3] < UNREACHABLE).all()
    assert ((times.durations == UNREACHABLE) == (times.distances == UNREACHABLE)).all()
    if network.name.startswith("straight_line"):
        return  # which goes everywhere
    assert (times.durations[3, :3] == UNREACHABLE).all()
    assert (times.durations[:3, 3] == UNREACHABLE).all()
    legs = network.path([places[0], NOWHERE, places[1], places[2]], "car")
    assert [leg.duration == UNREACHABLE for leg in legs] == [True, True, False]
    assert [bool(leg) for leg in network.directions([places[0], NOWHERE, places[1], places[2]], "car")] == [0, 0, 1]
    assert network.nearest([places[0], NOWHERE], "car")[1] is None


def test_the_way_there_need_not_be_the_way_back(network: RoadNetwork, places: list[Coordinates]) -> None:
    durations = network.matrix(places[:40], "car").durations
    one_ways = not network.name.startswith("straight_line")
    assert (durations != durations.T).any() == one_ways


def test_a_path_begins_and_ends_at_its_places_and_legs_meet(network: RoadNetwork, places: list[Coordinates]) -> None:
    legs = network.path(places[:4], "foot")
    assert len(legs) == 3
    for leg, start, end in zip(legs, places, places[1:], strict=False):
        assert leg.path[0] == pytest.approx(start, abs=MAX_SNAP_DEGREES)
        assert leg.path[-1] == pytest.approx(end, abs=MAX_SNAP_DEGREES)
    assert len(network.directions(places[:4], "foot")) == 3


@pytest.mark.parametrize("mode", MODES)
def test_the_path_takes_as_long_as_the_matrix_says(network: RoadNetwork, places: list[Coordinates], mode: str) -> None:
    if network.name.startswith("quick"):
        return  # which is why it is said to be quick
    durations = network.matrix(places[:12], mode).durations
    off = [abs(leg.duration - durations[i, i + 1]) for i, leg in enumerate(network.path(places[:12], mode))]
    assert max(off) <= 2


def test_progress_never_goes_back_ends_at_one_and_its_parts_make_the_whole(
    network: RoadNetwork, places: list[Coordinates]
) -> None:
    heard: list[Part] = []
    times = network.matrix(places, "car", report=heard.append)
    shares = [part.share for part in heard]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    built = np.full_like(times.durations, UNREACHABLE)
    for part in heard:
        built[np.ix_(part.rows, part.columns)] = part.durations
    np.fill_diagonal(built, 0)
    assert (built == times.durations).all()


def test_who_hears_of_progress_can_end_the_work(network: RoadNetwork, places: list[Coordinates]) -> None:
    heard: list[Part] = []

    def enough(part: Part) -> None:
        heard.append(part)
        raise Enough

    with pytest.raises(Enough):
        network.matrix(places, "car", report=enough)
    assert len(heard) == 1
    assert network.matrix(places[:2], "car").size == 2


def test_a_house_stands_near_a_road_and_the_sea_does_not(network: RoadNetwork, places: list[Coordinates]) -> None:
    found = network.nearest(places[:5], "foot")
    assert all(metres is not None and 0 <= metres < 200 for metres in found)
