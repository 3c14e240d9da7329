"""A newer extract of a region changes nothing that people know, and tells where it disagrees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from planner import region_build, regions
from planner.bootstrap import Office
from planner.day import geocoding
from planner.location import GONE, MOVED
from planner.model import Address, Branch, Coordinates, Day, Depot, LocationSource, Visit
from planner.regions import Region
from routing.region.changes import AddressChanges
from routing.worker import Worker
from tests.builders import TUESDAY, visit
from tests.planner.built_regions import first, made, street, street_region

__all__ = ["first", "street_region"]


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
