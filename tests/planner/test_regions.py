"""A region is switched to when it is whole, and never half; what is not used goes."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from planner import region_build, regions
from planner.bootstrap import Office
from planner.errors import BadInput, Conflict, NotFound
from planner.region_build import name_of
from planner.regions import Region
from planner.text import sentence
from routing.errors import BadExtract, EngineUnavailable, NoRoom
from routing.region.facts import write_facts
from routing.worker import Worker
from tests.planner.built_regions import FACTS, first, made, street, street_region

__all__ = ["first", "street_region"]


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
    folder = office.data / regions.FOLDER
    half, running = folder / "half.part", folder / "running.part"
    for part in (half, running):
        part.mkdir()
    os.utime(half, (0, 0))
    regions.sweep(office)
    assert running.is_dir()
    assert new.is_dir()
    assert other.is_dir()
    assert not old.exists()
    assert not half.exists()
    assert {region.id for region in regions.regions(office)} == {"other", "new"}
    with office.store.reading() as session:
        assert not session.travel_rows("valhalla:old", "car", ["1,1"])
        assert session.travel_rows("valhalla:other", "car", ["1,1"])


def test_another_region_is_switched_to_and_back(office: Office, first: Region) -> None:
    made(office, "south")
    regions.use(office, first.id)
    assert [region.name for region in regions.regions(office) if region.active] == ["town"]


def test_a_region_is_renamed_but_never_to_a_name_that_is_taken(office: Office) -> None:
    made(office, "north")
    made(office, "south")
    assert regions.rename(office, "north", "  Far   North ").name == "Far North"
    with pytest.raises(Conflict, match="region_name_taken"):
        regions.rename(office, "north", "SOUTH")
    with pytest.raises(BadInput, match="region_no_name"):
        regions.rename(office, "north", " ")
    assert [region.name for region in regions.regions(office) if region.active] == ["SOUTH"]


def test_removing_the_region_in_use_leaves_none_in_use_and_no_folder(office: Office) -> None:
    folder = made(office, "north")
    with office.store.writing() as session:
        session.save_travel_rows("valhalla:north", "car", {"1,1": b""})
    regions.remove(office, "north")
    assert regions.active(office) is None
    assert not folder.exists()
    with office.store.reading() as session:
        assert not session.travel_rows("valhalla:north", "car", ["1,1"])
    with pytest.raises(NotFound, match="region_gone"):
        regions.remove(office, "north")


def test_a_region_of_another_version_says_which_way_round_and_is_not_used(office: Office) -> None:
    newer, older = made(office, "newer"), made(office, "older")
    made(office, "mine")
    write_facts(newer, replace(FACTS, version=99))
    write_facts(older, replace(FACTS, version=1))
    told = {region.id: regions.fault(region) for region in regions.regions(office)}
    assert [getattr(told[key], "code", "") for key in ("newer", "older", "mine")] == [
        "region_is_newer",
        "region_is_older",
        "region_missing",
    ]
    assert "Update Rounds" in sentence(told["newer"] or Exception())
    with pytest.raises(EngineUnavailable):
        regions.use(office, "newer")
    active = regions.active(office)
    assert active
    assert active.id == "mine"


def test_a_build_that_fails_leaves_everything_as_it_was(office: Office, tmp_path: Path, worker: Worker) -> None:
    made(office, "before")
    cut = street(tmp_path / "cut.osm.pbf")
    cut.write_bytes(cut.read_bytes()[:-200])
    with pytest.raises(BadExtract):
        region_build.build(office, cut, worker)
    active = regions.active(office)
    assert active
    assert active.id == "before"
    assert [child.name for child in (office.data / regions.FOLDER).iterdir()] == ["before"]


def test_what_cannot_go_well_is_told_before_anything_begins(
    office: Office, tmp_path: Path, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadExtract, match="no such file"):
        region_build.start(office, tmp_path / "nowhere.osm.pbf", worker)
    file = street(tmp_path / "town.osm.pbf")
    monkeypatch.setattr("routing.region.estimate.memory_of_machine", lambda: 1000)
    with pytest.raises(NoRoom) as refused:
        region_build.start(office, file, worker)
    assert "town.osm.pbf" in sentence(refused.value)
    assert not (office.data / regions.FOLDER).exists()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("liechtenstein-latest.osm.pbf", "liechtenstein"),
        ("liechtenstein-260101.osm.pbf", "liechtenstein"),
        ("城镇.osm.pbf", "城镇"),
        ("latest.osm.pbf", "latest"),
        ("bezirk_9.pbf", "bezirk_9"),
    ],
)
def test_editions_of_one_extract_are_one_region(file: str, name: str) -> None:
    assert name_of(Path(file)) == name


def test_where_travel_times_come_from_is_said_in_words(office: Office) -> None:
    assert regions.source_words(office, "straight_line:1.35") == "straight lines × 1.35"
    assert regions.source_words(office, "valhalla:9ed8") == "roads of a region that is gone"


def test_the_very_same_file_changes_nothing(office: Office, tmp_path: Path, worker: Worker) -> None:
    file = street(tmp_path / "town.osm.pbf")
    first = region_build.build(office, file, worker).region
    with pytest.raises(BadExtract) as refused:
        region_build.build(office, file, worker)
    assert refused.value.code == "same_extract"
    assert regions.regions(office) == (first,)


def test_whose_data_it_is_stands_on_map_and_paper(office: Office) -> None:
    made(office, "town", "Emberford")
    assert regions.credit(office) == "Emberford 2026-11-01 · © OpenStreetMap contributors (ODbL)"
