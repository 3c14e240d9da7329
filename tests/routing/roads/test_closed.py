"""A road is closed for a while: ways go around it, nothing gets shorter, and whoever lives inside is still reached."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from routing.problem import Coordinates
from routing.roads import NetworkSpec, network_name, open_network
from routing.roads.around import way_around
from routing.roads.closed import ClosedRoads, Ring, is_inside
from routing.travel import UNREACHABLE, RoadNetwork

MODES = ("car", "foot")


def ring_around(lat: float, lon: float, metres: float) -> Ring:
    north, east = metres / 111_195, metres / 111_195 / math.cos(math.radians(lat))
    return tuple(Coordinates(lat + north * math.sin(a), lon + east * math.cos(a)) for a in np.linspace(0, 5.5, 8))


@pytest.fixture(scope="module")
def usual(demo_region: Path) -> RoadNetwork:
    return open_network(NetworkSpec("valhalla", str(demo_region)))


@pytest.fixture(scope="module")
def ring(usual: RoadNetwork, places: list[Coordinates]) -> Ring:
    """Over the middle of the shortest way from the first place to the last."""
    line = usual.path([places[0], places[-1]], "car")[0].path
    return ring_around(*line[len(line) // 2], 150)


@pytest.fixture(scope="module")
def closed(demo_region: Path, ring: Ring) -> RoadNetwork:
    return open_network(NetworkSpec("valhalla", str(demo_region), closed=(ring,)))


@pytest.mark.parametrize("mode", MODES)
def test_no_way_becomes_shorter_all_are_found_and_lines_keep_out_of_the_ring(
    usual: RoadNetwork, closed: RoadNetwork, places: list[Coordinates], ring: Ring, mode: str
) -> None:
    before, after = usual.matrix(places[-60:], mode), closed.matrix(places[-60:], mode)
    longer = after.durations - before.durations
    assert longer.min() == 0
    assert (after.durations < UNREACHABLE).all()
    assert 0 < (longer > 0).mean() < 0.9
    most = [places[-60:][number] for number in np.unravel_index(longer.argmax(), longer.shape)]
    through, around = usual.path(most, mode)[0], closed.path(most, mode)[0]
    assert longer.max() > 30
    assert abs(around.duration - through.duration - longer.max()) <= 4
    assert any(is_inside(point, (ring,)) for point in through.path)
    assert not any(is_inside(point, (ring,)) for point in around.path)
    assert len(closed.directions(most, mode)[0]) > 1


def test_a_part_of_the_matrix_says_the_same_as_the_whole(closed: RoadNetwork, places: list[Coordinates]) -> None:
    whole = closed.matrix(places[-20:], "car").durations
    part = closed.matrix(places[-20:], "car", sources=[3, 4], targets=[0, 3, 19]).durations
    assert np.abs(part[[3, 4]][:, [0, 3, 19]] - whole[[3, 4]][:, [0, 3, 19]]).max() <= 2


def test_who_lives_inside_is_reached_as_on_other_days(
    usual: RoadNetwork, demo_region: Path, places: list[Coordinates]
) -> None:
    home = ring_around(*places[5], 150)
    closed = open_network(NetworkSpec("valhalla", str(demo_region), closed=(home,)))
    before, after = (network.matrix(places[:8], "car").durations for network in (usual, closed))
    assert (after[5] == before[5]).all()
    assert (after[:, 5] == before[:, 5]).all()
    assert closed.path(places[4:7], "car")[0].path == usual.path(places[4:6], "car")[0].path


def test_far_from_the_ring_the_engine_is_not_asked_again(usual: RoadNetwork, places: list[Coordinates]) -> None:
    far = ring_around(places[0].lat + 3, places[0].lon, 100)
    alone = ClosedRoads(usual, None, (far,))  # type: ignore[arg-type]
    assert (alone.matrix(places[:9], "car").durations == usual.matrix(places[:9], "car").durations).all()


def test_who_knows_the_open_roads_asks_only_for_ways_around(
    usual: RoadNetwork, closed: RoadNetwork, places: list[Coordinates]
) -> None:
    assert isinstance(closed, ClosedRoads)
    known = {"car": usual.matrix(places[-20:], "car")}
    whole, quicker = (network.matrix(places[-20:], "car") for network in (closed, closed.knowing(known)))
    assert np.abs(whole.durations - quicker.durations).max() <= 2
    far = ring_around(places[0].lat + 3, places[0].lon, 100)
    deaf = ClosedRoads(None, None, (far,)).knowing(known)  # type: ignore[arg-type]
    assert deaf.matrix(places[-20:], "car") is known["car"]


def test_the_name_tells_which_rings_are_closed(demo_region: Path, ring: Ring) -> None:
    spec = NetworkSpec("valhalla", str(demo_region), closed=(ring,))
    other = NetworkSpec("valhalla", str(demo_region), closed=(ring[:-1],))
    assert network_name(spec) == open_network(spec).name != network_name(other)
    line = NetworkSpec(closed=(ring,))
    assert network_name(line) == open_network(line).name


def test_a_straight_way_goes_around_on_the_nearer_side() -> None:
    ring = tuple(Coordinates(lat, lon) for lat, lon in ((1, 0), (1, 4), (-3, 4), (-3, 0)))
    start, end, aside = Coordinates(0, -1), Coordinates(0, 5), Coordinates(9, 5)
    assert way_around(start, end, (ring,)) == [start, ring[0], ring[1], end]
    assert way_around(start, aside, (ring,)) == [start, aside]
    spec = NetworkSpec()
    usual, closed = open_network(spec), open_network(NetworkSpec(closed=(ring,)))
    before, after = (network.matrix([start, end, aside], "car").distances for network in (usual, closed))
    assert after[0, 1] > before[0, 1]
    assert after[0, 1] == after[1, 0]
    assert (after[2] == before[2]).all()
    assert closed.path([start, end], "car")[0].path[1:-1] == ring[:2]
