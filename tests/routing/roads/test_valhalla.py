"""Travel times on the roads of the demo town, by every way to travel."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.roads import NetworkSpec, network_name, open_network
from routing.roads.valhalla import COSTING, ValhallaNetwork
from routing.travel import UNREACHABLE, TravelTimes


@pytest.fixture(scope="module")
def network(demo_region: Path) -> ValhallaNetwork:
    """The town's roads."""
    return ValhallaNetwork(str(demo_region))


@pytest.fixture(scope="module")
def times(network: ValhallaNetwork, places: list[Coordinates]) -> dict[str, TravelTimes]:
    """Between all places, by every way to travel."""
    return {mode: network.matrix(places, mode) for mode in COSTING}


@pytest.mark.parametrize("mode", COSTING)
def test_every_way_to_travel_reaches_every_house(times: dict[str, TravelTimes], mode: str) -> None:
    assert (times[mode].durations < UNREACHABLE).all()
    assert (times[mode].durations.diagonal() == 0).all()


def test_feet_are_slower_than_bicycles_and_bicycles_than_cars(times: dict[str, TravelTimes]) -> None:
    totals = {mode: int(each.durations.sum()) for mode, each in times.items()}
    assert totals["foot"] > totals["bicycle"] > totals["scooter"] >= totals["car"]


def test_the_line_on_the_map_takes_as_long_as_the_travel_times_say(
    network: ValhallaNetwork, places: list[Coordinates], times: dict[str, TravelTimes]
) -> None:
    for number, leg in enumerate(network.path(places, "car")):
        assert abs(leg.duration - int(times["car"].durations[number, number + 1])) <= 2
        assert len(leg.path) > 1


def test_a_place_far_from_any_road_is_unreachable_and_spoils_nothing(
    network: ValhallaNetwork, places: list[Coordinates]
) -> None:
    far = Coordinates(places[0].lat + 2, places[0].lon)
    times = network.matrix([*places[:3], far], "car")
    assert (times.durations[:3, :3] < UNREACHABLE).all()
    assert (times.durations[3, :3] == UNREACHABLE).all()
    legs = network.path([places[0], far, places[1]], "car")
    assert [leg.duration for leg in legs] == [UNREACHABLE, UNREACHABLE]


def test_places_of_which_none_can_be_reached_are_unreachable_and_no_error(demo_region: Path) -> None:
    market, footpath = Coordinates(45.2, -30.4), Coordinates(45.1918, -30.37693)
    times = ValhallaNetwork(demo_region).matrix([market, footpath], "car", sources=[0], targets=[1])
    assert times.durations[0, 1] == UNREACHABLE


def test_opening_leaves_no_file_behind(demo_region: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ValhallaNetwork(str(demo_region))
    assert not list(tmp_path.iterdir())


def test_a_network_is_named_by_its_region_without_being_opened(demo_region: Path) -> None:
    spec = NetworkSpec("valhalla", str(demo_region))
    assert network_name(spec) == open_network(spec).name == f"valhalla:{demo_region.name}"
    assert network_name(NetworkSpec()) == open_network(NetworkSpec()).name == "straight_line:1.35"


def test_a_region_whose_roads_are_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="Build the region again"):
        ValhallaNetwork(str(tmp_path))
