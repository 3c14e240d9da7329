"""What lies around a place: roads far and near, a lake with an island, ways that only some can go."""

from __future__ import annotations

import pytest

from resources.demo.extract import METRES_LAT, METRES_LON, ORIGIN_LAT, ORIGIN_LON, Extract
from routing.problem import Coordinates
from routing.region.build import build_region
from routing.region.surroundings import Surroundings, survey
from routing.roads import NetworkSpec

STREET, PATH = {"highway": "residential"}, {"highway": "footway"}


def here(east: float, north: float) -> Coordinates:
    """A place so many metres from the middle of the mainland."""
    return Coordinates(ORIGIN_LAT + north / METRES_LAT, ORIGIN_LON + east / METRES_LON)


def square(side: float, east: float) -> list[tuple[float, float]]:
    half = side / 2
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return [(east + x, y) for x, y in corners]


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> NetworkSpec:
    """A mainland with a grid of streets; a lake with an island that only a footbridge leads to; a far islet."""
    land, steps = Extract(), range(9)
    grid = {(x, y): land.node((x * 100 - 400, y * 100 - 400)) for x in steps for y in steps}
    for step in steps:
        land.way([grid[step, y] for y in steps], STREET)
        land.way([grid[x, step] for x in steps], STREET)
    shore, island = land.line(square(3000, 3000), {}), land.line(square(800, 3000), {})
    land.relation([("w", shore, "outer"), ("w", island, "inner")], {"type": "multipolygon", "natural": "water"})
    land.relations[-1][1]["name"] = "Still Lake"  # type: ignore[index]
    land.line(square(200, 2000), {"building": "yes"})
    pier = land.node((2700, 0))
    land.way([pier, land.node((2900, 0)), land.node((3200, 0))], STREET)
    land.way([grid[8, 4], land.node((1500, 0)), pier], PATH)
    land.line([(3000, 6000), (3200, 6000)], STREET)
    folder = tmp_path_factory.mktemp("coast")
    land.write(folder / "coast.osm.pbf")
    build_region(str(folder / "coast.osm.pbf"), str(folder / "region"), report=lambda _: None)
    return NetworkSpec("valhalla", str(folder / "region"))


def look(coast: NetworkSpec, *places: Coordinates, modes: tuple[str, ...] = ("car",)) -> tuple[Surroundings, ...]:
    return survey(coast, places, [here(0, 0)], modes, report=lambda _: None)


def test_a_house_on_a_street_is_near_it_on_land_and_reached(coast: NetworkSpec) -> None:
    (home,) = look(coast, here(50, 20))
    assert home.road_m == pytest.approx(20, abs=2)
    assert (home.water, home.reached_by) == (None, ("car",))


def test_how_far_the_nearest_road_is(coast: NetworkSpec) -> None:
    near, nowhere = look(coast, here(0, 1600), here(0, 90_000))
    assert near.road_m == pytest.approx(1200, abs=5)
    assert nowhere.road_m is None
    assert near.reached_by == nowhere.reached_by == ()


def test_the_lake_is_water_its_island_and_a_house_in_it_are_not(coast: NetworkSpec) -> None:
    lake, island, on_piles = look(coast, here(3000, 1000), here(3000, 10), here(2000, 0))
    assert [lake.water, island.water, on_piles.water] == ["Still Lake", None, None]


def test_where_no_car_comes_other_ways_are_told(coast: NetworkSpec) -> None:
    island, islet = look(coast, here(3000, 10), here(3100, 6000))
    assert island.reached_by == ("foot",)
    assert islet.reached_by == ()
    assert look(coast, here(3000, 10), modes=("foot", "car"))[0].reached_by == ("foot",)


def test_without_a_start_nothing_is_unreachable(coast: NetworkSpec) -> None:
    (islet,) = survey(coast, [here(3100, 6000)], [], ["car"], report=lambda _: None)
    assert "car" in islet.reached_by
