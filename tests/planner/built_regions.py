"""Regions for tests: one that is only said to be built, and a street that is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner import regions
from planner.bootstrap import Office
from planner.regions import Region
from resources.demo.extract import Extract
from routing.region.build import build_region
from routing.region.facts import RegionFacts, read_facts

FACTS = RegionFacts("ab" * 32, "2026-11-01", 7000, 120, (45.0, -30.5, 45.4, -30.2), 1000)


def made(office: Office, key: str, name: str = "") -> Path:
    """A region that was built and taken into use."""
    folder = office.data / regions.FOLDER / key
    folder.mkdir(parents=True)
    regions.take(office, key, FACTS, name or key.upper())
    return folder


def street(file: Path, *, without: int = -1, shifts: dict[int, float] | None = None) -> Path:
    """A street of ten houses; one can be left out, others lie so many metres farther north."""
    extract = Extract()
    extract.line([(100.0 * n, 0.0) for n in range(12)], {"highway": "residential", "name": "Maple Road"})
    extract.node((500.0, 400.0), place="town", name="Emberford")
    for number in range(1, 11):
        if number != without:
            place = (100.0 * number, 20.0 + (shifts or {}).get(number, 0.0))
            extract.tag(extract.node(place), {"addr:street": "Maple Road", "addr:housenumber": str(number)})
    extract.write(file)
    return file


@pytest.fixture(scope="module")
def street_region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The street's region, built once."""
    folder = tmp_path_factory.mktemp("street")
    build_region(str(street(folder / "town.osm.pbf")), str(folder / "town"), report=lambda _: None)
    return folder / "town"


@pytest.fixture
def first(office: Office, street_region: Path) -> Region:
    """The street as the office's region; what is built in a test is the newer one."""
    folder = Path(shutil.copytree(street_region, office.data / regions.FOLDER / "first"))
    regions.take(office, "first", read_facts(folder), "town")
    return regions.find(office, "first")
