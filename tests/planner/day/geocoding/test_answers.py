"""An answer is as sure as it repeats what was asked for, and as it lies where the office is."""

from __future__ import annotations

from typing import Any

import pytest

from planner.day.geocoding.answers import Unclear, read_answer
from planner.day.geocoding.services import SERVICES
from planner.model import MatchClass

HERE = (45.0, -31.0, 46.0, -30.0)
BEIJING = (39.4, 115.4, 41.1, 117.6)
DOOR = "北京市朝阳区阜通东大街6号"


def nominatim(**told: str) -> dict[str, Any]:
    return {"lat": "45.2", "lon": "-30.4", "display_name": "somewhere", "address": told}


def amap(**told: Any) -> dict[str, Any]:
    usual = {"location": "116.482086,39.990496", "formatted_address": DOOR, "level": "门牌号", "number": "6号"}
    return usual | {"street": "阜通东大街", "province": "北京市", "city": [], "district": "朝阳区"} | told


def baidu(**told: Any) -> dict[str, Any]:
    usual = {"location": {"lng": 116.488633, "lat": 39.996308}, "precise": 1, "confidence": 90, "level": "门址"}
    return usual | told


@pytest.mark.parametrize(
    ("text", "told", "match", "differs"),
    [
        ("Maple Road 7, Emberford", {"house_number": "7", "town": "Emberford"}, "house", ()),
        ("7 Maple Rd., Emberford", {"house_number": "7", "town": "Emberford"}, "house", ()),
        ("Maple Road 7", {"house_number": "7", "town": "Emberford"}, "house", ()),
        ("Maple Road 7, Emberford", {"house_number": "7", "town": "Lisbon"}, "house", ("city",)),
        ("Maple Road 7, Emberford", {"house_number": "7b", "town": "Emberford"}, "near_number", ("number",)),
        ("Maple Road 7, Emberford", {"town": "Emberford"}, "street", ("number",)),
    ],
)
def test_nominatim_is_held_against_street_number_and_town(
    text: str, told: dict[str, str], match: str, differs: tuple[str, ...]
) -> None:
    found = read_answer(SERVICES["nominatim"], nominatim(road="Maple Road", **told), text, HERE)
    assert (found.match, found.differs) == (MatchClass(match), differs)


@pytest.mark.parametrize(
    ("text", "told", "match", "differs"),
    [
        (DOOR, {}, "house", ()),
        ("朝阳区阜通东大街6号", {}, "house", ()),
        ("阜通东大街６号", {}, "house", ()),
        ("上海市阜通东大街6号", {}, "house", ("city",)),
        (DOOR, {"number": "8号"}, "near_number", ("number",)),
        (DOOR, {"number": [], "level": "道路"}, "street", ("number",)),
        (DOOR, {"street": "人民路"}, "house", ("street",)),
        (DOOR, {"number": [], "street": [], "level": "区县"}, "place", ()),
    ],
)
def test_amap_is_held_against_street_number_and_town(
    text: str, told: dict[str, Any], match: str, differs: tuple[str, ...]
) -> None:
    found = read_answer(SERVICES["amap"], amap(**told), text, BEIJING)
    assert (found.match, found.differs) == (MatchClass(match), differs)


def test_baidu_is_sure_of_a_door_in_the_region_alone() -> None:
    service = SERVICES["baidu"]
    assert read_answer(service, baidu(), DOOR, BEIJING).sure
    assert not read_answer(service, baidu(), DOOR, None).sure
    assert not read_answer(service, baidu(), DOOR, HERE).sure
    for vague in ({"precise": 0}, {"confidence": 30}, {"level": "道路"}, {"level": "地产小区"}):
        assert not read_answer(service, baidu(**vague), DOOR, BEIJING).sure


def test_what_lies_outside_the_region_is_never_sure() -> None:
    said = nominatim(road="Maple Road", house_number="7", town="Emberford")
    assert read_answer(SERVICES["nominatim"], said, "Maple Road 7, Emberford", BEIJING).differs == ("city",)


def test_without_a_region_an_address_without_a_town_is_anywhere() -> None:
    said = nominatim(road="Maple Road", house_number="7", town="Emberford")
    assert read_answer(SERVICES["nominatim"], said, "Maple Road 7", None).differs == ("city",)
    assert read_answer(SERVICES["nominatim"], said, "Maple Road 7, Emberford", None).sure


@pytest.mark.parametrize(
    ("service", "raw"),
    [
        ("nominatim", {"lat": "91", "lon": "0"}),
        ("nominatim", {"lat": "nan", "lon": "0"}),
        ("nominatim", []),
        ("nominatim", {"lat": "1", "lon": "1", "address": 7}),
        ("amap", {"location": "116.4"}),
        ("amap", {"location": []}),
        ("baidu", {"location": {"lng": "east", "lat": 1}}),
        ("baidu", None),
    ],
)
def test_what_is_no_answer_is_called_so(service: str, raw: Any) -> None:
    with pytest.raises(Unclear):
        read_answer(SERVICES[service], raw, "Maple Road 7", None)
