"""Emberford is a town to drive, ride and walk through, to find addresses in, and to draw again to the same bytes."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import osmium
import pytest

from resources.demo.geometry import blob, curve, inside, wander
from resources.demo.plan import HILL, LANES, MAINS, PARKS, TOWN, VILLAGES
from routing.region.addresses import AddressIndex
from routing.region.basemap import Basemap
from routing.roads.valhalla import ValhallaNetwork
from routing.travel import UNREACHABLE

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def extract(demo_region: Path) -> Path:
    return demo_region.parent / "emberford.osm.pbf"


@pytest.fixture(scope="module")
def tags(extract: Path) -> list[tuple[str, dict[str, str]]]:
    """Kind and tags of everything in the extract that has any."""
    return [(thing.type_str(), dict(thing.tags)) for thing in osmium.FileProcessor(str(extract)) if len(thing.tags)]


@pytest.fixture(scope="module")
def index(demo_region: Path) -> Iterator[AddressIndex]:
    opened = AddressIndex(demo_region)
    yield opened
    opened.close()


def test_it_is_drawn_to_the_same_bytes_each_time(extract: Path, tmp_path: Path) -> None:
    again = tmp_path / "余烬津.osm.pbf"
    code = f"from pathlib import Path; from resources.demo.town import write_town; write_town(Path({str(again)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7"}, check=True)
    first, second = (hashlib.sha256(file.read_bytes()).hexdigest() for file in (extract, again))
    assert first == second
    assert again.stat().st_size <= 1_500_000


def test_it_has_what_a_town_has(tags: list[tuple[str, dict[str, str]]]) -> None:
    ways = Counter(f"{key}={value}" for kind, own in tags if kind == "w" for key, value in own.items())
    nodes = Counter(f"{key}={value}" for kind, own in tags if kind == "n" for key, value in own.items())
    assert sum("addr:housenumber" in own for _, own in tags) >= 7_000
    assert ways["junction=roundabout"] >= 6
    assert ways["bridge=yes"] >= 8
    assert ways["oneway=yes"] >= 30
    assert ways["natural=water"] == 2
    assert ways["waterway=river"] == 0, "the river is an area: no line is drawn over it"
    assert nodes["barrier=gate"] >= 6
    assert nodes["place=village"] == sum(place.kind == "village" for place in VILLAGES)
    assert sum(own.get("type") == "restriction" for kind, own in tags if kind == "r") >= 10


def test_every_street_has_a_name_of_its_own_in_both_languages(tags: list[tuple[str, dict[str, str]]]) -> None:
    chinese, english = defaultdict(set), defaultdict(set)
    for _, own in tags:
        if "highway" in own and "name" in own:
            assert own["name"] == own["name:en"]
            chinese[own["name"]].add(own["name:zh"])
            english[own["name:zh"]].add(own["name"])
    assert len(chinese) > 300
    assert all(len(names) == 1 for names in (*chinese.values(), *english.values()))


def test_no_park_cuts_a_main_road() -> None:
    greens = [blob(center, width, height) for _, _, center, width, height in PARKS]
    greens.append(blob(HILL[1], HILL[2], HILL[3]))
    cut = {
        main.name.en
        for main in (*MAINS, *LANES)
        for point in curve(main.points, 22.0, closed=main.closed)
        if any(inside(green, wander(point)) for green in greens)
    }
    assert cut <= {"Observatory Road"}, "only the road up the hill goes through its wood"


@pytest.mark.parametrize("mode", ["car", "scooter", "bicycle", "foot"])
def test_everybody_gets_everywhere(demo_region: Path, index: AddressIndex, mode: str) -> None:
    places = [place for _, place in index.sample(100, seed=len(mode))]
    matrix = ValhallaNetwork(str(demo_region)).matrix(places, mode)
    assert (matrix.durations < UNREACHABLE).all()


def test_an_address_is_the_same_house_in_both_languages(
    index: AddressIndex, tags: list[tuple[str, dict[str, str]]]
) -> None:
    chinese = {own["name"]: own["name:zh"] for _, own in tags if "name:zh" in own}
    houses = [own for _, own in tags if "addr:housenumber" in own]
    for house in random.Random(3).sample(houses, 150):
        street, number, city = (house[f"addr:{key}"] for key in ("street", "housenumber", "city"))
        english = index.search(f"{street} {number}, {house['addr:postcode']} {city}")[0]
        found = index.search(f"{chinese[city]}{chinese[street]}{number}号")[0]
        assert english.match == found.match == "house"
        assert english.coordinates == found.coordinates


def test_the_map_is_full_to_its_edge(demo_region: Path) -> None:
    basemap = Basemap(demo_region)
    kinds = Counter(feature.kind for feature in basemap.features((45.15, -30.50, 45.25, -30.30)))
    basemap.close()
    assert {"water", "river", "park", "motorway", "primary", "residential", "rail", "path", "building"} <= set(kinds)
    assert kinds["place"] == 1 + len(VILLAGES) + 10
    assert TOWN.zh == "余烬津"
