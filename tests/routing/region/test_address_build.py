"""What of an extract becomes an address: nodes, ways, relations, lines between numbers, borders, other names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from routing.region.addresses import AddressIndex, AddressMatch
from tests.routing.region.address_town import Town

LAT, LON = 45.2, -30.4
type Make = Callable[..., AddressIndex]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Builds an index of a town, and closes it."""
    opened: list[AddressIndex] = []

    def build(town: Town, language: str = "") -> AddressIndex:
        opened.append(town.index(tmp_path, language))
        return opened[-1]

    yield build
    for each in opened:
        each.close()


@pytest.fixture
def town() -> Town:
    """A town without a border of its own."""
    made = Town()
    made.place("Ford", "town", LAT, LON, name_zh="渡津")
    return made


def first(index: AddressIndex, text: str) -> AddressMatch:
    return index.search(text)[0]


def test_a_house_is_a_node_a_way_or_a_relation(town: Town, make: Make) -> None:
    town.house("Mill Lane", "1", LAT, LON, city="Ford")
    town.square(LAT + 0.001, LON, building="yes", addr_street="Mill Lane", addr_housenumber="3")
    outline = town.square(LAT + 0.002, LON, 0.0002)
    yard = town.square(LAT + 0.002, LON, 0.0001)
    town.relation(
        [("w", outline, "outer"), ("w", yard, "inner")],
        type="multipolygon", building="yes", addr_street="Mill Lane", addr_housenumber="5",
    )  # fmt: skip
    index = make(town)
    for number, lat in (("1", LAT), ("3", LAT + 0.001), ("5", LAT + 0.002)):
        found = first(index, f"Mill Lane {number}, Ford")
        assert (found.sure, round(found.coordinates.lat, 6)) == (True, round(lat, 6))


def test_a_house_may_be_numbered_by_a_place_instead_of_a_street(town: Town, make: Make) -> None:
    town.node(LAT, LON, addr_place="Weir Farm", addr_housenumber="4", addr_city="Ford")
    assert first(make(town), "Weir Farm 4, Ford").sure


def test_a_number_alone_belongs_to_the_compound_it_stands_in(town: Town, make: Make) -> None:
    town.square(LAT, LON, 0.002, landuse="residential", name="Willow Court")
    town.node(LAT + 0.001, LON, addr_housenumber="7")
    found = first(make(town), "Willow Court 7, Ford")
    assert (found.match, found.differs) == ("house", ())


def test_a_relation_tells_the_street_of_its_houses(town: Town, make: Make) -> None:
    house = town.node(LAT, LON, addr_housenumber="9")
    town.relation([("n", house, "house")], type="associatedStreet", name="Mill Lane")
    assert first(make(town), "Mill Lane 9, Ford").sure


def test_between_two_numbers_a_house_is_interpolated(town: Town, make: Make) -> None:
    ends = [
        town.house("Mill Lane", number, LAT, LON + east, city="Ford") for number, east in (("1", 0.0), ("9", 0.004))
    ]
    town.way(ends, addr_interpolation="odd")
    index = make(town)
    found = first(index, "Mill Lane 5, Ford")
    assert (found.match, found.sure, round(found.coordinates.lon, 6)) == ("interpolated", True, LON + 0.002)
    assert first(index, "Mill Lane 4, Ford").match == "near_number"


def test_the_town_is_the_one_whose_border_a_house_lies_in(make: Make) -> None:
    town = Town()
    town.border("Ford", 8, LAT, LON, 0.01)
    town.border("Weir", 8, LAT + 0.02, LON, 0.01)
    town.border("Wide County", 6, LAT, LON, 0.1)
    town.house("Mill Lane", "1", LAT + 0.009, LON)
    town.house("Mill Lane", "1", LAT + 0.011, LON)
    index = make(town)
    assert first(index, "Mill Lane 1, Ford").coordinates.lat == LAT + 0.009
    assert first(index, "Mill Lane 1, Weir").sure
    assert first(index, "Mill Lane 1, Weir, Wide County").sure
    assert not first(index, "Mill Lane 1, Wide County").sure


def test_without_a_border_it_is_the_nearest_town(make: Make) -> None:
    town = Town()
    town.place("Ford", "village", LAT, LON)
    town.place("Weir", "village", LAT + 0.02, LON)
    town.house("Mill Lane", "1", LAT + 0.005, LON)
    assert first(make(town), "Mill Lane 1").matched == "1 Mill Lane, Ford"


def test_a_postal_border_gives_its_houses_their_postcode(town: Town, make: Make) -> None:
    for lat, code in ((LAT, "9001"), (LAT + 0.004, "9002")):
        way = town.square(lat, LON, 0.001)
        town.relation([("w", way, "outer")], type="boundary", boundary="postal_code", postal_code=code)
        town.house("Mill Lane", "1", lat, LON, city="Ford")
    index = make(town)
    assert first(index, "Mill Lane 1, Ford").differs == ("twice",)
    assert first(index, "Mill Lane 1, 9002 Ford").coordinates.lat == LAT + 0.004
    code = first(index, "9001")
    assert (code.match, code.matched, code.coordinates.lat) == ("place", "9001", LAT)


NAMES = {
    "alt_name": "Miller's Row; Mill Row", "old_name": "Gallows Lane", "official_name": "Upper Mill Lane",
    "name_en": "Miller Lane", "name_zh": "磨坊巷",
}  # fmt: skip


@pytest.mark.parametrize("called", ["Mill Row", "Miller's Row", "Gallows Lane", "Upper Mill Lane", "Miller Lane"])
def test_a_street_is_found_by_each_of_its_names(town: Town, make: Make, called: str) -> None:
    town.street(LAT, LON, "Mill Lane", **NAMES)
    town.house("Mill Lane", "5", LAT + 0.0001, LON, city="Ford")
    found = first(make(town), f"{called} 5, Ford")
    assert (found.matched, found.differs) == ("5 Mill Lane, Ford", ())


def test_its_chinese_name_is_shown_to_who_reads_chinese(town: Town, make: Make) -> None:
    town.street(LAT, LON, "Mill Lane", **NAMES)
    town.house("Mill Lane", "5", LAT + 0.0001, LON, city="Ford")
    assert first(make(town, "zh"), "Mill Lane 5, Ford").matched == "渡津磨坊巷5号"


def test_a_name_is_found_with_its_umlauts_spelled_out(town: Town, make: Make) -> None:
    town.house("Bäckerstraße", "5", LAT, LON, city="Ford")
    index = make(town)
    for text in ("Bäckerstrasse 5, Ford", "Baeckerstr. 5, Ford", "BACKERSTRASSE 5 FORD"):
        assert first(index, text).sure


@pytest.mark.parametrize("tags", [{"amenity": "school"}, {"building": "yes"}, {"landuse": "residential"}])
def test_schools_buildings_and_compounds_are_places_and_never_certain(
    town: Town, make: Make, tags: dict[str, str]
) -> None:
    town.square(LAT + 0.003, LON, name="Willow Court", **tags)
    found = first(make(town), "Willow Court, Flat 3, Ford")
    assert (found.match, found.matched, found.differs) == ("place", "Willow Court, Ford", ("number",))
    assert round(found.coordinates.lat, 6) == LAT + 0.003


def test_a_part_of_town_may_stand_for_the_town(town: Town, make: Make) -> None:
    town.place("Oldgate", "suburb", LAT, LON)
    town.house("Mill Lane", "5", LAT, LON, city="Ford")
    assert first(make(town), "Mill Lane 5, Oldgate").sure


def test_one_street_in_two_languages_is_one(town: Town, make: Make) -> None:
    town.street(LAT, LON, "磨坊巷", name_en="Mill Lane")
    town.house("Mill Lane", "5", LAT + 0.0001, LON, city="Ford")
    index = make(town)
    assert first(index, "渡津磨坊巷5号").sure
    assert [match.matched for match in index.search("Mill Lane 5, Ford")] == ["5 Mill Lane, Ford", "Ford"]
