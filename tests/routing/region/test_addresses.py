"""When an address is surely a house, and when it only looks like one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.region.address_build import SCHEMA
from routing.region.addresses import FILE, AddressIndex

STREETS = [
    (1, '["main street"]', '["ford"]', "Main Street", "Ford", 45.2, -30.4, "street"),
    (2, '["alte landstrasse"]', '["ford"]', "Alte Landstrasse", "Ford", 45.21, -30.4, "street"),
    (3, '["rue du 4 septembre"]', '["ford"]', "Rue du 4 Septembre", "Ford", 45.22, -30.4, "street"),
    (4, '["mill lane"]', '["ford"]', "Mill Lane", "Ford", 45.23, -30.4, "street"),
]
HOUSES = [
    (1, "5", 5, "5", "9001", 45.2, -30.4),
    (1, "5", 5, "5", "9002", 45.203, -30.4),
    (2, "15", 15, "15", "9001", 45.21, -30.4),
    (2, "15a", 15, "15a", "9001", 45.2105, -30.4),
    (3, "4", 4, "4", "", 45.22, -30.4),
    (3, "12", 12, "12", "", 45.2202, -30.4),
    (4, "7", 7, "7", "9001", 45.23, -30.4),
    (4, "7", 7, "7", "9001", 45.2303, -30.4),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[AddressIndex]:
    """A small place where things bear the same names."""
    connection = sqlite3.connect(tmp_path / FILE)
    connection.executescript(SCHEMA)
    connection.executemany("INSERT INTO street VALUES(?,?,?,?,?,?,?,?)", STREETS)
    connection.executemany("INSERT INTO address VALUES(NULL,?,?,?,?,?,?,?,0)", HOUSES)
    connection.commit()
    connection.close()
    opened = AddressIndex(tmp_path)
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
    assert index.search("Mill Lane 7, Ford")[0].match == "house"
    assert index.search("Mill Lane 7, 9002 Ford")[0].match != "house"


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
    for text in ("Alte Land Strasse 15, Ford", "Alte Landstrase 15, Ford", "Mil Lane 7, Ford"):
        found = index.search(text)[0]
        assert (found.match, found.differs) == ("house", ("street",))
    assert index.search("alte landstr. 15, ford")[0].differs == ()
