"""A region is switched to when it is whole; what is no longer in use goes at the next start."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import regions
from planner.bootstrap import Office
from planner.errors import BadInput
from routing.errors import BadExtract
from routing.region.build import RegionFacts
from routing.worker import Worker

FACTS = RegionFacts("ab" * 32, "2026-11-01", 7000, 120, (45.0, -30.5, 45.4, -30.2), 1000)


def made(office: Office, key: str, name: str = "") -> Path:
    """A region that was built and taken into use."""
    folder = office.data / regions.FOLDER / key
    folder.mkdir(parents=True)
    regions.take(office, key, FACTS, name or key.upper())
    return folder


def test_without_a_region_ways_are_straight_and_say_so(office: Office) -> None:
    assert regions.active(office) is None
    assert regions.network_spec(office).kind == "straight_line"


def test_a_newer_region_takes_the_place_of_the_one_before(office: Office) -> None:
    made(office, "old")
    folder = made(office, "new")
    active = regions.active(office)
    assert active
    assert (active.name, active.folder, active.addresses) == ("NEW", folder, 7000)
    assert regions.network_spec(office).folder == str(folder)


def test_an_older_build_of_a_region_its_travel_times_and_interrupted_builds_go(office: Office) -> None:
    other, old = made(office, "other"), made(office, "old", "TOWN")
    with office.store.writing() as session:
        session.save_travel_rows("valhalla:old", "car", {"1,1": b""})
        session.save_travel_rows("valhalla:other", "car", {"1,1": b""})
    new = made(office, "new", "TOWN")
    half = office.data / regions.FOLDER / "half.part"
    half.mkdir()
    regions.sweep(office)
    assert new.is_dir()
    assert other.is_dir()
    assert not old.exists()
    assert not half.exists()
    assert {region.id for region in regions.regions(office)} == {"other", "new"}
    with office.store.reading() as session:
        assert not session.travel_rows("valhalla:old", "car", ["1,1"])
        assert session.travel_rows("valhalla:other", "car", ["1,1"])


def test_another_region_is_switched_to_and_back(office: Office) -> None:
    made(office, "north")
    made(office, "south")
    regions.use(office, "north")
    assert [region.id for region in regions.regions(office) if region.active] == ["north"]


def test_a_build_that_fails_leaves_everything_as_it_was(office: Office, tmp_path: Path) -> None:
    made(office, "before")
    letter = tmp_path / "letter.osm.pbf"
    letter.write_text("Dear Madam", encoding="utf-8")
    with Worker() as worker, pytest.raises(BadExtract):
        regions.build(office, letter, worker)
    active = regions.active(office)
    assert active
    assert active.id == "before"
    assert [child.name for child in (office.data / regions.FOLDER).iterdir()] == ["before"]


def test_a_file_that_is_not_there_is_told_before_anything_begins(office: Office, tmp_path: Path) -> None:
    with Worker() as worker, pytest.raises(BadInput, match="no_such_file"):
        regions.build(office, tmp_path / "nowhere.osm.pbf", worker)


def test_where_travel_times_come_from_is_said_in_words(office: Office) -> None:
    assert regions.source_words(office, "straight_line:1.35") == "straight lines × 1.35"
    assert regions.source_words(office, "valhalla:9ed8") == "roads of a region that is gone"
