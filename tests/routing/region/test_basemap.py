"""The base map's file: what is written comes back, lakes keep their islands, small zooms read sketches."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from routing.errors import EngineUnavailable
from routing.region.basemap import BRIDGE, FILE, ONEWAY, Basemap
from routing.region.basemap_build import build_basemap

EVERYWHERE = (-90.0, -180.0, 90.0, 180.0)
ROAD = {"highway": "primary", "name": "Ford Road", "name:zh": "津路", "ref": "B 7", "bridge": "yes", "oneway": "-1"}


@pytest.fixture
def basemap(tmp_path: Path) -> Iterator[Basemap]:
    """A round lake with an island, a winding primary road, and a house with a number."""
    extract = tmp_path / "pond.osm.pbf"
    around = [(k / 40 * 2 * np.pi) for k in range(40)]
    lake = [(0.02 * np.sin(a), 0.02 * np.cos(a)) for a in around]
    island = [(0.002 * np.sin(a), 0.002 * np.cos(a)) for a in around[::5]]
    road = [(0.03 + 1e-6 * (n % 2), n * 1e-3) for n in range(50)]
    house = [(0.04, 0.04), (0.04, 0.0402), (0.0402, 0.0402), (0.0402, 0.04)]
    points = [*lake, *island, *road, *house]
    ids = iter(range(1, len(points) + 1))
    rings = [[next(ids) for _ in part] for part in (lake, island, road, house)]
    with osmium.SimpleWriter(str(extract)) as writer:
        for number, (lat, lon) in enumerate(points, 1):
            writer.add_node(Node(id=number, location=(lon, lat)))
        town = {"place": "village", "name": "余烬津", "name:en": "Emberford", "capital": "yes", "population": "1200"}
        writer.add_node(Node(id=900, location=(0.05, 0.05), tags=town))
        writer.add_way(Way(id=1, nodes=[*rings[0], rings[0][0]]))
        writer.add_way(Way(id=2, nodes=[*rings[1], rings[1][0]]))
        writer.add_way(Way(id=3, nodes=rings[2], tags=ROAD))
        house_tags = {"building": "yes", "addr:housenumber": "7a"}
        writer.add_way(Way(id=4, nodes=[*rings[3], rings[3][0]], tags=house_tags))
        members = [("w", 1, "outer"), ("w", 2, "inner")]
        water = {"type": "multipolygon", "natural": "water", "name": "Pond"}
        writer.add_relation(Relation(id=1, members=members, tags=water))
    shares: list[float] = []
    assert build_basemap(str(extract), tmp_path / FILE, shares.append) == 5
    assert shares == sorted(shares)
    opened = Basemap(tmp_path)
    yield opened
    opened.close()


def test_a_lake_keeps_its_island_and_a_house_its_number(basemap: Basemap) -> None:
    found = {feature.kind: feature for feature in basemap.features(EVERYWHERE)}
    assert found.keys() == {"water", "primary", "building", "number", "place"}
    assert (len(found["water"].points), [len(hole) for hole in found["water"].holes]) == (41, [9])
    assert found["number"].name == "7a"
    assert found["primary"].points[-2] == pytest.approx((0.030001, 0.001))


def test_a_hole_runs_the_other_way_round_than_its_area(basemap: Basemap) -> None:
    (lake,) = basemap.shapes(EVERYWHERE, kinds=["water"])
    outer, hole = (float(ring[:-1, 1] @ ring[1:, 0] - ring[1:, 1] @ ring[:-1, 0]) for ring in lake.rings)
    assert outer > 0 > hole


def test_streets_and_places_speak_two_languages(basemap: Basemap) -> None:
    (road,) = basemap.shapes(EVERYWHERE, kinds=["primary"])
    assert (road.label("en"), road.label("zh"), road.ref) == ("Ford Road", "津路", "B 7")
    (place,) = basemap.places()
    assert (place.label("en"), place.second("en")) == ("Emberford", "余烬津")
    assert (place.label("zh"), place.second("zh")) == ("余烬津", "Emberford")
    assert place.importance == 8, "a capital is never less than a town"


def test_a_road_knows_its_bridge_and_which_way_it_runs(basemap: Basemap) -> None:
    (road,) = basemap.shapes(EVERYWHERE, kinds=["primary"])
    assert (road.layer, road.marks) == (1, BRIDGE | ONEWAY)
    assert road.rings[0][0, 1] > road.rings[0][-1, 1], "traffic runs against the way, so its points are turned"


def test_a_small_zoom_shows_less_and_simpler(basemap: Basemap) -> None:
    near = {shape.kind for shape in basemap.shapes(EVERYWHERE, 17)}
    assert near - {shape.kind for shape in basemap.shapes(EVERYWHERE, 12)} == {"building", "number"}
    sketched = {shape.kind: shape for shape in basemap.sketches(EVERYWHERE, 12)}
    assert sketched.keys() == {"water", "primary"}
    assert len(sketched["primary"].rings[0]) < 6
    assert len(sketched["water"].rings) == 2, "the island is still there"
    assert not basemap.sketches(EVERYWHERE, 6), "too small to be seen"


def test_what_has_no_name_can_be_left_out(basemap: Basemap) -> None:
    assert {shape.kind for shape in basemap.shapes(EVERYWHERE, named=True)} == {"water", "primary", "number", "place"}


def test_points_are_projected_all_at_once(basemap: Basemap) -> None:
    plain = basemap.shapes(EVERYWHERE)
    moved = basemap.shapes(EVERYWHERE, project=lambda points: points + 1)
    for one, other in zip(plain, moved, strict=True):
        assert all(np.allclose(a + 1, b) for a, b in zip(one.rings, other.rings, strict=True))


@pytest.mark.parametrize(("version", "code"), [(0, "region_is_older"), (99, "region_is_newer")])
def test_a_map_of_another_version_is_refused(basemap: Basemap, tmp_path: Path, version: int, code: str) -> None:
    changed = sqlite3.connect(tmp_path / FILE)
    changed.execute(f"PRAGMA user_version = {version}")
    changed.commit()
    changed.close()
    with pytest.raises(EngineUnavailable) as refused:
        Basemap(tmp_path)
    assert refused.value.code == code
