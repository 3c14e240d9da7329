"""A region is switched to when it is whole; a newer extract changes nothing that people know; what is not used goes."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from planner import region_build, regions
from planner.bootstrap import Office
from planner.day import geocoding
from planner.errors import BadInput, Conflict, NotFound
from planner.location import GONE, MOVED
from planner.model import Address, Branch, Coordinates, Day, Depot, LocationSource, Visit
from planner.region_build import name_of
from planner.regions import Region
from planner.text import sentence
from resources.demo.extract import Extract
from routing.errors import BadExtract, EngineUnavailable, NoRoom
from routing.region.build import build_region
from routing.region.changes import AddressChanges
from routing.region.facts import RegionFacts, read_facts, write_facts
from routing.worker import Worker
from tests.builders import TUESDAY, visit

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


def living_at(number: int) -> Visit:
    return replace(visit(number), address=Address(f"Maple Road {number}, Emberford"), location=None)


def located(office: Office, *visits: Visit, when: date = TUESDAY) -> Day:
    """A day of these visits, located by the region in use."""
    day = Day(Branch("Emberford"), when, tuple(replace(each, date=when) for each in visits))
    with office.store.writing() as session:
        day = session.save_day(replace(day, branch=session.branch()))
    return geocoding.locate_visits(office, day)


def day_now(office: Office, when: date = TUESDAY) -> Day:
    with office.store.reading() as session:
        day = session.day(when)
    assert day
    return day


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


def updated(office: Office, folder: Path, worker: Worker, before: Region, **newer: object) -> region_build.Built:
    file = street(folder / "town-261101.osm.pbf", **newer)  # type: ignore[arg-type]
    return region_build.build(office, file, worker, before=before)


def test_visits_whose_place_moved_or_is_gone_go_back_to_review_and_others_stay(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    past = located(office, living_at(6), when=date(2026, 11, 20))
    day = located(office, *(living_at(number) for number in (1, 2, 3, 4)))
    assert all(day.located(each) for each in (*day.visits, *past.visits))
    built = updated(office, tmp_path, worker, first, without=2, shifts={3: 30.0, 4: 80.0, 6: 300.0})
    assert built.changes
    assert built.changes.addresses == AddressChanges(added=0, gone=1, moved=2)
    assert [(place.names, place.metres) for place in built.changes.to_review] == [(("V-2",), None), (("V-4",), 80)]
    now = day_now(office)
    assert [now.located(each) for each in now.visits] == [True, False, True, False]
    assert [each.location.differs for each in now.visits if each.location] == [(), (GONE,), (), (MOVED,)]
    assert day_now(office, date(2026, 11, 20)).visits == past.visits
    assert geocoding.locate_visits(office, now).visits == now.visits  # only a person decides
    assert [region.id for region in regions.regions(office)] == [built.region.id]


def test_what_a_person_confirmed_stays_and_is_told_where_the_extract_disagrees(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    day = located(office, living_at(5), living_at(7))
    for each in day.visits:
        assert each.location
        day = geocoding.confirm(office, day, each.id, each.location, "R. Sorel")
    built = updated(office, tmp_path, worker, first, shifts={5: 100.0, 7: 250.0})
    assert built.changes
    assert built.changes.to_review == ()
    assert [(place.names, place.metres) for place in built.changes.disagreeing] == [(("V-7",), 250)]
    assert [each.location for each in day_now(office).visits] == [each.location for each in day.visits]


def test_a_remembered_address_without_a_visit_is_told_too(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    past = located(office, living_at(8), when=date(2026, 11, 20))
    geocoding.place(office, past, past.visits[0].id, Coordinates(45.21, -30.4), "R. Sorel")
    built = updated(office, tmp_path, worker, first, shifts={1: 1.0})
    assert built.changes
    assert [place.names for place in built.changes.disagreeing] == [()]
    assert "8" in built.changes.disagreeing[0].text


def test_a_depot_that_the_extract_has_elsewhere_is_told_and_stays(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    text = "Maple Road 9, Emberford"
    place = geocoding.suggestions(office, text)[0]
    with office.store.writing() as session:
        session.save_depots([Depot("Yard", Address(text), place)])
    built = updated(office, tmp_path, worker, first, shifts={9: 400.0})
    assert built.changes
    assert [(place.names, place.metres) for place in built.changes.disagreeing] == [(("Yard",), 400)]
    with office.store.reading() as session:
        assert session.depots()[0].location == place


def test_places_that_came_with_the_file_are_not_judged_by_a_region(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    day = located(office, visit(1))
    assert day.visits[0].location
    assert day.visits[0].location.source == LocationSource.FILE
    built = updated(office, tmp_path, worker, first, without=1)
    assert built.changes
    assert built.changes.to_review == ()
    assert day_now(office).visits == day.visits


def test_a_newer_extract_of_a_region_not_in_use_leaves_the_other_in_use(
    office: Office, tmp_path: Path, worker: Worker, first: Region
) -> None:
    made(office, "south")
    built = region_build.build(office, street(tmp_path / "town-261101.osm.pbf", without=4), worker)
    assert built.region.name == first.name  # the same name: the same region
    assert not built.region.active
    assert built.changes
    assert built.changes.addresses == AddressChanges(0, 1, 0)
    active = regions.active(office)
    assert active
    assert active.id == "south"


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
