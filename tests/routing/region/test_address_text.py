"""How an address text is taken apart and made comparable before anything is looked for."""

from __future__ import annotations

import pytest

from routing.region.address_query import understand
from routing.region.inner import split_inner
from routing.region.normalize import comparable, house_number, words
from routing.region.romanize import romanized


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("人民路12号3栋2单元501室", "人民路12号", "3栋2单元501室"),
        ("四川省成都市人民路12号阳光花园3栋501", "四川省成都市人民路12号阳光花园", "3栋501"),
        ("枫叶街１２号３栋５０１室", "枫叶街１２号", "３栋５０１室"),
        ("人民路12号A座1503", "人民路12号", "A座1503"),
        ("人民路12号501", "人民路12号", "501"),
        ("3栋501室，枫叶街12号，余烬津", "枫叶街12号，余烬津", "3栋501室"),
        ("人民路12号 610041", "人民路12号 610041", ""),
        ("12 Main Street, Apt 5, Ford", "12 Main Street, Ford", "Apt 5"),
        ("Apt 5, 12 Main Street, Ford", "12 Main Street, Ford", "Apt 5"),
        ("12 Main Street #5, Ford", "12 Main Street, Ford", "#5"),
        ("Main Street #5, Ford", "Main Street #5, Ford", ""),
        ("Landstrasse 5 Stiege 2/Top 3, Vaduz", "Landstrasse 5, Vaduz", "Stiege 2/Top 3"),
        ("Hauptstr. 3, 2. OG, Vaduz", "Hauptstr. 3, Vaduz", "2. OG"),
        ("Gasse 12/3/5, Wien", "Gasse 12, Wien", "3/5"),
        ("Willow Court, 3rd floor, Ford", "Willow Court, Ford", "3rd floor"),
    ],
)
def test_what_lies_behind_the_door_is_split_off(text: str, outer: str, inner: str) -> None:
    assert split_inner(text) == (outer, inner)


@pytest.mark.parametrize(
    "text",
    [
        "Flat Rock Road 5, Ford",
        "Top Street 5",
        "Unit 3, floor 2",
        "五一路3号",
        "科技园路1号",
        "楼外楼巷2号",
        "12/3 Gasse",
    ],
)
def test_what_only_looks_so_stays(text: str) -> None:
    assert split_inner(text) == (text, "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bahnhofstr. 3", "Bahnhofstraße 3"),
        ("12 Renmin Rd", "No. 12 RENMIN ROAD"),
        ("Ｍａｉｎ　Ｓｔ．　５", "main street 5"),
        ("St. Marmertenweg 3", "Sankt Marmertenweg 3"),
        ("Saint Alder's Row", "St Alders Row"),
        ("31 – 33 Main Street", "31-33 main st"),
        ("Rathauspl. 3", "Rathausplatz 3"),
        ("Zollstr., Vaduz", "Zollstrasse Vaduz"),
        ("5 N Hill Ave", "5 North Hill Avenue"),
        ("ул. Ленина, д. 5", "улица Ленина 5"),
    ],
)
def test_writings_of_one_address_are_one(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_chinese_is_compared_without_spaces() -> None:
    assert comparable("人民路 １２号") == "人民路12号"


def test_a_house_number_is_compared_without_its_looks() -> None:
    assert [house_number(text) for text in ("12 A", "12号", "７－９", "31–33", "20'")] == [
        "12a",
        "12",
        "7-9",
        "31-33",
        "20",
    ]


def test_a_postcode_nobody_mapped_is_no_house_number() -> None:
    asked = understand("9490 Vaduz, Lettstrasse 12", lambda _: False)
    assert (asked.numbers, asked.strange_codes) == (("12",), {"9490"})
    assert understand("4021 Main Street", lambda _: False).numbers == ("4021",)


def test_a_chinese_name_is_read_aloud() -> None:
    assert romanized("人民北路")[0] == "renmin north road"
    assert "renmin bei lu" in romanized("人民北路")
    assert romanized("成都市")[0] == "chengdu"
    assert romanized("榅桲巷") == ()
