"""Chinese addresses: from the province down to the room, with what lies behind the door left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.region.addresses import AddressIndex
from tests.routing.region.address_town import Town

LAT, LON = 30.6, -40.0


@pytest.fixture
def index(tmp_path: Path) -> Iterator[AddressIndex]:
    """A city with two districts, in each a People's Road; a compound; a lane with numbers of its own."""
    town = Town()
    town.border("云川市", 5, LAT, LON, 0.1)
    town.border("东城区", 6, LAT, LON - 0.05, 0.05)
    town.border("西城区", 6, LAT, LON + 0.0501, 0.05)
    for east, numbers in ((-0.03, ("12", "14")), (0.03, ("12", "20"))):
        town.street(LAT, LON + east, "人民路")
        for number in numbers:
            town.node(
                LAT + 0.0001, LON + east + int(number) / 100_000, addr_street="人民路", addr_housenumber=f"{number}号"
            )
    town.street(LAT + 0.01, LON - 0.03, "解放北路")
    town.node(LAT + 0.01, LON - 0.03, addr_street="解放北路", addr_housenumber="8")
    town.node(LAT + 0.02, LON - 0.03, addr_street="长宁路123弄", addr_housenumber="4号")
    town.square(LAT - 0.02, LON - 0.03, 0.001, landuse="residential", name="阳光花园")
    opened = town.index(tmp_path, "zh")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "云川市东城区人民路12号",
        "四川省云川市东城区人民路12号3栋2单元501室",
        "中国四川省云川市东城区人民路１２号",
        "云川东城人民路12",
        "人民路12号，东城区，云川市",
        "云川市 东城区 人民路 12 号",
        "云川市东城区人民路12号501",
        "610041 云川市东城区人民路12号院3号楼",
    ],
)
def test_one_house_is_written_in_many_ways(index: AddressIndex, text: str) -> None:
    found = index.search(text)[0]
    assert (found.matched, found.sure) == ("云川市东城区人民路12号", True)
    assert found.coordinates.lon < LON


def test_the_same_street_in_two_districts_is_not_sure_without_the_district(index: AddressIndex) -> None:
    for text in ("云川市人民路12号", "人民路12号", "人民路14号"):
        assert not index.search(text)[0].sure
    assert index.search("云川市西城区人民路20号")[0].sure


def test_another_city_is_never_sure(index: AddressIndex) -> None:
    assert not index.search("长春市东城区解放北路8号")[0].sure
    assert not index.search("平湖市解放北路8号")[0].sure


@pytest.mark.parametrize("street", ["解北放路", "解放北北路", "解放北", "界放北路"])
def test_a_wrong_character_is_found_and_a_person_is_asked(index: AddressIndex, street: str) -> None:
    found = index.search(f"云川市东城区{street}8号")[0]
    assert (found.matched, "street" in found.differs) == ("云川市东城区解放北路8号", True)


def test_a_compound_is_found_and_its_building_and_room_do_not_matter(index: AddressIndex) -> None:
    found = index.search("四川省云川市东城区阳光花园3栋2单元501室")[0]
    assert (found.matched, found.match, found.differs) == ("云川市东城区阳光花园", "place", ("number",))
    assert found.coordinates == index.search("阳光花园")[0].coordinates


def test_a_lane_with_numbers_of_its_own_is_a_street(index: AddressIndex) -> None:
    assert index.search("云川市东城区长宁路123弄4号502室")[0].sure


@pytest.mark.parametrize(
    "text", ["No. 8 Jiefang North Road, Yunchuan", "8 Jiefang Bei Lu, Dongcheng District, Yunchuan"]
)
def test_a_name_in_latin_letters_is_found_by_its_sound_and_never_certain(index: AddressIndex, text: str) -> None:
    found = index.search(text)[0]
    assert (found.matched, found.match) == ("云川市东城区解放北路8号", "house")
    assert "street" in found.differs
