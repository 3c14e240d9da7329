"""A region from a real extract, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from routing.errors import BadExtract
from routing.region.addresses import AddressIndex
from routing.region.basemap import Basemap
from routing.region.build import build_region
from routing.roads.valhalla import ValhallaNetwork
from routing.travel import UNREACHABLE

DATA = Path(os.environ.get("ROUNDS_TEST_DATA") or Path(__file__).parents[4] / "shared" / "data")
LIECHTENSTEIN = DATA / "osm" / "liechtenstein.osm.pbf"
needs_extract = pytest.mark.skipif(not LIECHTENSTEIN.exists(), reason="the extract is not there")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = tmp_path_factory.mktemp("路径 region") / "li"
    build_region(str(LIECHTENSTEIN), str(made), report=lambda _: None)
    return str(made)


@needs_extract
def test_its_own_addresses_are_found_to_the_house(folder: str) -> None:
    index = AddressIndex(folder)
    sample = index.sample(200, seed=4)
    found = [index.search(text) for text, _ in sample]
    right = sum(
        bool(f) and f[0].match == "house" and f[0].coordinates == place
        for f, (_, place) in zip(found, sample, strict=True)
    )
    assert right >= 190
    index.close()


@needs_extract
def test_a_number_that_is_not_there_is_never_called_a_house(folder: str) -> None:
    index = AddressIndex(folder)
    for text, _ in index.sample(50, seed=5):
        street, _, city = text.rpartition(", ")
        wrong = f"{street.rsplit(' ', 1)[0]} 4999, {city}"
        assert all(match.match != "house" for match in index.search(wrong))
    assert not index.search("Nirgendweg 3, Atlantis") or index.search("Nirgendweg 3, Atlantis")[0].match in (
        "street",
        "place",
    )
    index.close()


@needs_extract
def test_the_matrix_agrees_with_the_route(folder: str) -> None:
    index = AddressIndex(folder)
    places = [place for _, place in index.sample(12, seed=6)]
    network = ValhallaNetwork(folder)
    matrix = network.matrix(places, "car")
    assert (matrix.durations < UNREACHABLE).all()
    for number, leg in enumerate(network.path(places, "car")):
        assert abs(leg.duration - int(matrix.durations[number, number + 1])) <= 2
        assert len(leg.path) > 1
    index.close()


@needs_extract
def test_a_place_far_from_any_road_spoils_no_matrix(folder: str) -> None:
    index = AddressIndex(folder)
    places = [place for _, place in index.sample(3, seed=7)]
    far = type(places[0])(47.9, 10.9)
    matrix = ValhallaNetwork(folder).matrix([*places, far], "car")
    assert (matrix.durations[:3, :3] < UNREACHABLE).all()
    assert (matrix.durations[3, :3] == UNREACHABLE).all()
    index.close()


@needs_extract
def test_the_map_has_water_roads_and_places(folder: str) -> None:
    drawn = Basemap(folder)
    kinds = {feature.kind for feature in drawn.features((47.0, 9.4, 47.3, 9.7))}
    assert {"water", "river", "park", "primary", "residential", "building", "place"} <= kinds
    drawn.close()


@needs_extract
def test_half_an_extract_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    half = tmp_path / "half.osm.pbf"
    half.write_bytes(LIECHTENSTEIN.read_bytes()[:700_000])
    with pytest.raises(BadExtract, match="not a whole"):
        build_region(str(half), str(tmp_path / "regions" / "x"), report=lambda _: None)
    assert not list((tmp_path / "regions").iterdir())
