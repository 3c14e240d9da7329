"""The base map's file: what is written comes back, lakes keep their islands, small zooms read simpler outlines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from routing.region.basemap import FILE, Basemap
from routing.region.basemap_build import build_basemap, simplified

EVERYWHERE = (-90.0, -180.0, 90.0, 180.0)


@pytest.fixture
def basemap(tmp_path: Path) -> Basemap:
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
        writer.add_way(Way(id=1, nodes=[*rings[0], rings[0][0]]))
        writer.add_way(Way(id=2, nodes=[*rings[1], rings[1][0]]))
        tags = {"highway": "primary", "name": "Ford Road", "name:zh": "津路"}
        writer.add_way(Way(id=3, nodes=rings[2], tags=tags))
        house_tags = {"building": "yes", "addr:housenumber": "7a"}
        writer.add_way(Way(id=4, nodes=[*rings[3], rings[3][0]], tags=house_tags))
        members = [("w", 1, "outer"), ("w", 2, "inner")]
        water = {"type": "multipolygon", "natural": "water", "name": "Pond"}
        writer.add_relation(Relation(id=1, members=members, tags=water))
    build_basemap(str(extract), tmp_path / FILE)
    return Basemap(tmp_path)


def test_a_lake_keeps_its_island_and_a_house_its_number(basemap: Basemap) -> None:
    found = {feature.kind: feature for feature in basemap.features(EVERYWHERE)}
    assert found.keys() == {"water", "primary", "building", "number"}
    assert (len(found["water"].points), [len(hole) for hole in found["water"].holes]) == (41, [9])
    assert found["number"].name == "7a"
    assert found["primary"].points[1] == pytest.approx((0.030001, 0.001))
    basemap.close()


def test_streets_speak_two_languages(basemap: Basemap) -> None:
    (road,) = basemap.shapes(EVERYWHERE, kinds=["primary"])
    assert (road.label("en"), road.label("zh")) == ("Ford Road", "津路")
    basemap.close()


def test_a_small_zoom_shows_less_and_simpler(basemap: Basemap) -> None:
    near = {shape.kind: shape for shape in basemap.shapes(EVERYWHERE, 17)}
    far = {shape.kind: shape for shape in basemap.shapes(EVERYWHERE, 12)}
    assert near.keys() - far.keys() == {"building", "number"}
    assert (len(near["primary"].rings[0]), len(far["primary"].rings[0])) == (50, 2)
    basemap.close()


def test_points_are_projected_all_at_once(basemap: Basemap) -> None:
    plain = basemap.shapes(EVERYWHERE)
    moved = basemap.shapes(EVERYWHERE, project=lambda points: points + 1)
    for one, other in zip(plain, moved, strict=True):
        assert all(np.allclose(a + 1, b) for a, b in zip(one.rings, other.rings, strict=True))
    basemap.close()


def test_a_simpler_line_stays_within_the_tolerance() -> None:
    line = np.array([(0, 0), (1, 0.1), (2, -0.1), (3, 0), (3, 5)], dtype=float)
    assert simplified(line, 0.5).tolist() == [[0, 0], [3, 0], [3, 5]]
    ring = np.array([(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)], dtype=float)
    assert len(simplified(ring, 0.1)) == 5
