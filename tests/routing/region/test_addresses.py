"""When an address is surely a house, and when it only looks like one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from routing.errors import EngineUnavailable
from routing.problem import Coordinates
from routing.region.addresses import FILE, AddressIndex
from tests.routing.region.address_town import Town

LAT, LON = 45.2, -30.4


@pytest.fixture
def index(tmp_path: Path) -> Iterator[AddressIndex]:
    """A small place where things bear the same names."""
    town = Town()
    town.place("Ford", "town", LAT, LON)
    for street, number, postcode, lat in (
        ("Main Street", "5", "9001", 0.0),
        ("Main Street", "5", "9002", 0.003),
        ("Alte Landstrasse", "15", "9001", 0.01),
        ("Alte Landstrasse", "15a", "9001", 0.0105),
        ("Rue du 4 Septembre", "4", "", 0.02),
        ("Rue du 4 Septembre", "12", "", 0.0202),
        ("Mill Lane", "7", "9001", 0.023),
        ("Mill Lane", "7", "9001", 0.0233),
        ("Harbor Row", "31-33", "", 0.024),
        ("Apple Close", "3", "", 0.025),
    ):
        town.house(street, number, LAT + lat, LON, postcode=postcode, city="Ford")
    opened = town.index(tmp_path)
    yield opened
    opened.close()


def test_two_houses_of_one_number_far_apart_are_not_sure_unless_the_postcode_decides(index: AddressIndex) -> None:
    unsure = index.search("Main Street 5, Ford")[0]
    assert (unsure.match, unsure.differs) == ("street", ("twice",))
    decided = index.search("Main Street 5, 9002 Ford")[0]
    assert (decided.match, decided.coordinates.lat) == ("house", 45.203)


def test_two_entrances_of_one_house_are_one(index: AddressIndex) -> None:
    assert index.search("Mill Lane 7, Ford")[0].match == "house"


def test_a_postcode_of_another_place_is_no_sure_house(index: AddressIndex) -> None:
    assert index.search("Mill Lane 7, Ford")[0].sure
    assert index.search("Mill Lane 7, 9002 Ford")[0].match != "house"
    assert not index.search("Mill Lane 7, 80331")[0].sure


@pytest.mark.parametrize("town", ["Au", "Ulm", "Othertown", "Bad Ems"])
def test_a_house_in_another_town_is_never_sure(index: AddressIndex, town: str) -> None:
    assert all(match.match not in ("house", "interpolated") for match in index.search(f"Alte Landstrasse 15, {town}"))


def test_a_letter_belongs_to_its_number(index: AddressIndex) -> None:
    found = index.search("Alte Landstrasse 15 A, Ford")[0]
    assert (found.match, found.coordinates.lat) == ("house", 45.2105)
    assert index.search("Alte Landstrasse 15 b, Ford")[0].match == "near_number"


def test_a_number_in_the_name_of_a_street_is_no_house_number(index: AddressIndex) -> None:
    found = index.search("Rue du 4 Septembre 12, Ford")[0]
    assert (found.match, found.coordinates.lat) == ("house", 45.2202)


def test_a_slightly_misspelled_name_is_found_but_a_person_is_asked(index: AddressIndex) -> None:
    for text in ("Alte Land Strasse 15, Ford", "Alte Landstrase 15, Ford", "Mil Lane 7, Ford", "Maple Close 3, Ford"):
        found = index.search(text)[0]
        assert "street" in found.differs
        assert not found.sure
    assert index.search("alte landstr. 15, ford")[0].differs == ()


def test_a_misspelled_town_is_for_a_person_too(index: AddressIndex) -> None:
    found = index.search("Mill Lane 7, Frod")[0]
    assert (found.coordinates.lat, found.differs) == (45.223, ("city",))


@pytest.mark.parametrize("number", ["31", "33", "31-33", "31 – 33"])
def test_a_house_of_several_numbers_answers_to_each(index: AddressIndex, number: str) -> None:
    found = index.search(f"Harbor Row {number}, Ford")[0]
    assert (found.match, found.differs) == ("house", ())


def test_the_number_across_the_street_is_not_in_a_range(index: AddressIndex) -> None:
    assert index.search("Harbor Row 32, Ford")[0].match == "near_number"


def test_words_that_mean_nothing_here_are_told(index: AddressIndex) -> None:
    found = index.search("Mill Lane 7, opposite the bakery, Ford")[0]
    assert (found.match, found.differs) == ("house", ("words",))


@pytest.mark.parametrize(
    "text",
    [
        "7 Mill Lane, Ford",
        "FORD, MILL LANE 7",
        "9001 Ford, Mill Ln. 7",
        "Mill Lane No. 7 Ford",
        "Ｍｉｌｌ　Ｌａｎｅ　７，Ｆｏｒｄ",
        "Mill Lane 7, Apt 12, Ford",
    ],
)
def test_one_address_is_written_in_many_ways(index: AddressIndex, text: str) -> None:
    found = index.search(text)[0]
    assert (found.matched, found.differs) == ("7 Mill Lane, Ford", ())


def test_what_is_at_a_point_is_the_nearest_house(index: AddressIndex) -> None:
    near, next_ = index.reverse(Coordinates(45.22302, LON), limit=2)
    assert (near.matched, near.match, near.coordinates.lat) == ("7 Mill Lane, Ford", "house", 45.223)
    assert near.score > next_.score
    assert index.reverse(Coordinates(45.3, LON)) == ()


def test_an_index_of_another_version_is_refused_in_one_sentence(index: AddressIndex, tmp_path: Path) -> None:
    index.close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(EngineUnavailable, match="an older version of Rounds"):
        AddressIndex(tmp_path)


def test_what_is_no_index_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "Dear Madam, this is no index at all, and it is long enough to look like a file.", "utf-8"
    )
    with pytest.raises(EngineUnavailable):
        AddressIndex(tmp_path)


def test_a_name_in_two_towns_is_not_sure_without_the_town(tmp_path: Path, make: Callable[[Town], AddressIndex]) -> None:
    town = Town()
    for name, lat, numbers in (("Ford", LAT, ("5", "7")), ("Weir", LAT + 0.2, ("9",))):
        town.place(name, "town", lat, LON)
        for number in numbers:
            town.house("Main Street", number, lat + int(number) / 10_000, LON, city=name)
    index = make(town)
    found = index.search("Main Street 5")[0]
    assert (round(found.coordinates.lat, 7), found.sure, found.differs) == (45.2005, False, ("city",))
    assert index.search("Main Street 5, Ford")[0].sure
    assert not index.search("Main Street 5, Weir")[0].sure


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[Town], AddressIndex]]:
    """Builds an index of a town, and closes it."""
    opened: list[AddressIndex] = []

    def build(town: Town) -> AddressIndex:
        opened.append(town.index(tmp_path))
        return opened[-1]

    yield build
    for each in opened:
        each.close()
