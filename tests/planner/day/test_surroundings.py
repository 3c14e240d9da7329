"""Places in water, far from any road or where no road leads are found before anything is planned on them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from planner import regions
from planner.bootstrap import Office
from planner.day.geocoding import decide, locate_visits
from planner.day.geocoding.surroundings import doubt_words, examine
from planner.model import Address, Coordinates, Day, Doubt, DoubtKind, LocationSource, MatchClass, TravelMode, Visit
from planner.policy import gate
from planner.settings import Settings, save_settings
from routing.region.build import RegionFacts
from routing.worker import Worker
from tests.builders import at, day, visit

LAKE, WILDERNESS = Coordinates(45.20882, -30.37950), Coordinates(45.26, -30.5)


@pytest.fixture
def town(office: Office, demo_region: Path) -> Office:
    """The office with the demo town as its region."""
    shutil.copytree(demo_region, office.data / regions.FOLDER / "town")
    regions.take(office, "town", RegionFacts("", "2026-01-01", 0, 0, (45.1, -30.6, 45.3, -30.2), 0), "Emberford")
    return office


def placed(number: int, where: Coordinates) -> Visit:
    return replace(visit(number), location=replace(at(), coordinates=where))


def kept(office: Office, *visits: Visit) -> Day:
    with office.store.writing() as session:
        return session.save_day(day(*visits))


def kinds(the_day: Day) -> list[list[DoubtKind]]:
    return [[doubt.kind for doubt in each.location.doubts] for each in the_day.visits if each.location]


def test_a_pin_in_the_lake_or_in_the_wilderness_is_found_before_planning(town: Office, worker: Worker) -> None:
    seen = examine(town, kept(town, visit(1), placed(2, LAKE), placed(3, WILDERNESS)), worker)
    assert kinds(seen) == [[], [DoubtKind.IN_WATER], [DoubtKind.FAR_FROM_ROAD]]
    assert [seen.located(each) for each in seen.visits] == [True, False, False]
    _allowed, refused = gate.windows(town.pack, town.closed(seen), seen)
    assert list(refused.values()) == ["not_located"] * 2
    with town.store.reading() as session:
        kept_day = session.day(seen.date)
    assert kept_day
    assert kept_day.visits == seen.visits


def test_who_looked_once_looks_again_only_where_teams_start_or_travel_otherwise(town: Office, worker: Worker) -> None:
    seen = examine(town, kept(town, placed(1, LAKE)), worker)
    assert examine(town, seen, worker) is seen
    cycling = replace(seen, shifts=tuple(replace(each, travel_mode=TravelMode.BICYCLE) for each in seen.shifts))
    tried = examine(town, cycling, worker)
    assert tried is not cycling
    assert tried.version == seen.version, "nothing of a day that is only tried is kept"


def test_without_a_region_nothing_can_be_seen(office: Office, worker: Worker) -> None:
    the_day = kept(office, placed(1, LAKE))
    assert examine(office, the_day, worker) is the_day


def test_who_confirms_a_place_in_water_has_seen_the_water(town: Office, worker: Worker) -> None:
    seen = examine(town, kept(town, placed(1, LAKE)), worker)
    houseboat = seen.visits[0].location
    assert houseboat
    confirmed = decide(town, seen, {seen.visits[0].id: houseboat}, "Mara")
    assert confirmed.located(confirmed.visits[0])
    unseen = decide(town, confirmed, {seen.visits[0].id: replace(houseboat, doubts=(), examined="")}, "Mara")
    again = examine(town, unseen, worker)
    assert not again.located(again.visits[0]), "nobody had told her of the water"


def test_a_place_of_the_file_in_the_lake_gives_way_only_to_something_sure(town: Office, worker: Worker) -> None:
    nowhere = replace(placed(2, LAKE), address=Address("Xyzzyx 5"))
    seen = examine(town, kept(town, placed(1, LAKE), nowhere), worker)
    known, unknown = locate_visits(town, seen).visits
    assert known.located
    assert known.location
    assert known.location.coordinates != LAKE
    assert unknown.location == seen.visits[1].location


@pytest.mark.parametrize(
    ("doubt", "told"),
    [
        (Doubt(DoubtKind.FAR_FROM_ROAD, 1234), "1.2 km from any road"),
        (Doubt(DoubtKind.FAR_FROM_ROAD), "outside the region"),
        (Doubt(DoubtKind.IN_WATER, detail="Glass Lake"), "In the water (Glass Lake)"),
        (Doubt(DoubtKind.NO_WAY, detail="bicycle,foot"), "by bicycle, on foot it can be reached"),
        (Doubt(DoubtKind.NO_WAY), "not even on foot"),
    ],
)
def test_each_doubt_says_what_it_is_and_what_to_do(doubt: Doubt, told: str) -> None:
    assert told in doubt_words(doubt)
    assert "pin" in doubt_words(doubt)


@pytest.mark.parametrize(
    ("least", "located"),
    [("house", "T F F F"), ("interpolated", "T T F F"), ("near_number", "T T T F"), ("street", "T T T T")],
)
def test_the_office_says_how_certain_a_place_must_be(office: Office, least: str, located: str) -> None:
    differs = {MatchClass.NEAR_NUMBER: ("number",), MatchClass.STREET: ("number",)}
    matches = (MatchClass.HOUSE, MatchClass.INTERPOLATED, MatchClass.NEAR_NUMBER, MatchClass.STREET)
    found = [replace(at(), match=each, differs=differs.get(each, ()), source=LocationSource.REGION) for each in matches]
    with office.store.writing() as session:
        save_settings(session, Settings(least_certain=least))
    the_day = kept(office, *(replace(visit(n), location=each) for n, each in enumerate(found, start=1)))
    assert [the_day.located(each) for each in the_day.visits] == [word == "T" for word in located.split()]
    _allowed, refused = gate.windows(office.pack, office.closed(the_day), the_day)
    assert len(refused) == located.count("F")


def test_another_street_or_town_is_never_certain_enough(office: Office) -> None:
    with office.store.writing() as session:
        save_settings(session, Settings(least_certain="street"))
    wrong = [replace(at(), match=MatchClass.STREET, differs=(each,)) for each in ("street", "city")]
    the_day = kept(office, *(replace(visit(n), location=each) for n, each in enumerate(wrong, start=1)))
    assert not any(the_day.located(each) for each in the_day.visits)
