"""Invented extracts: half a million Latin addresses, and Chinese cities with districts, streets and compounds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from benchmarks.addresses.asked import Address
from benchmarks.addresses.writings import Written
from routing.problem import Coordinates

_STOCK = """
al bar cor den el fen gar hol il jor kel lor mar nor ost per quin ros sel tor ul ver wen yar zan
a e i o u an en in on er or al il
burg dale field ford gate ham hill holm lea mere moor ridge stead stone ton vale wick wood worth bridge
Street Road Lane Avenue Close Drive Grove Place Way Court
人民 解放 建设 中山 和平 新华 胜利 光明 文化 团结 友谊 幸福 长江 黄河 北京 南京 上海 广州 青年 学府\
 滨河 环城 迎宾 开元 西湖 东湖 南湖 北湖 金水 龙泉 凤凰 白云 青山 绿水 红旗 五一 七星 八一 工业 农业\
 科技 创新 高新 园林 花溪 竹林 松柏 银杏 梧桐 桃源
"""
HEADS, MIDDLES, TAILS, KINDS, ROOTS = (line.split() for line in _STOCK.strip().splitlines())
SIDES = ("", "", "", "东", "西", "南", "北", "中")
ENDS = ("路", "街", "大道", "巷", "大街")
ESTATES = ("花园", "小区", "新村", "家园", "公寓", "苑")
CITIES = ("临江市", "云川市", "平湖市")
DISTRICTS = ("东城区", "西城区", "高新区", "新安县")
STEP = 0.00012


class _Writer:
    def __init__(self, file: Path) -> None:
        file.unlink(missing_ok=True)
        self._writer = osmium.SimpleWriter(str(file))
        self._nodes, self._ways = count(1), count(1)
        self._later: list[tuple[list[int], dict[str, str]]] = []

    def node(self, lat: float, lon: float, **tags: str) -> int:
        number = next(self._nodes)
        self._writer.add_node(
            Node(id=number, location=(lon, lat), tags={k.replace("_", ":"): v for k, v in tags.items()})
        )
        return number

    def way(self, nodes: list[int], **tags: str) -> None:
        self._later.append((nodes, tags))

    def close(self) -> None:
        for nodes, tags in self._later:
            self._writer.add_way(Way(id=next(self._ways), nodes=nodes, tags=tags))
        self._writer.close()


def write_many(file: Path, houses: int, seed: int) -> None:
    """Towns of 250 streets, each street of 50 houses; names come again in other towns."""
    chance, writer = random.Random(seed), _Writer(file)
    towns = [f"{h.title()}{m}{t}" for h in HEADS for m in MIDDLES for t in TAILS]
    chance.shuffle(towns)
    for town in range(max(1, houses // 12_500)):
        lat, lon = 40 + 0.2 * (town // 8), -40 + 0.2 * (town % 8)
        writer.node(lat + 0.03, lon + 0.03, place="town", name=towns[town])
        names: set[str] = set()
        while len(names) < min(250, max(1, houses // 50)):
            root = chance.choice(HEADS).title() + chance.choice(MIDDLES) + chance.choice(TAILS)
            names.add(f"{root} {chance.choice(KINDS)}")
        for line, name in enumerate(sorted(names)):
            street_lat = lat + 0.0003 * line
            ends = [writer.node(street_lat, lon), writer.node(street_lat, lon + 50 * STEP)]
            writer.way(ends, highway="residential", name=name)
            for house in range(50):
                writer.node(
                    street_lat, lon + house * STEP, addr_housenumber=str(house + 1), addr_street=name,
                    addr_city=towns[town], addr_postcode=f"{10000 + town * 7}",
                )  # fmt: skip
    writer.close()


@dataclass(frozen=True)
class Cities:
    """What was written: houses, and compounds without any number."""

    houses: list[tuple[Address, str, str]]
    estates: list[tuple[Address, str, str]]
    """Each with its city and its district."""


def write_chinese(file: Path, seed: int) -> Cities:
    """Three cities of four districts, 60 streets in each, and compounds that have no number."""
    chance, writer, made = random.Random(seed), _Writer(file), Cities([], [])
    for city_number, city in enumerate(CITIES):
        for district_number, district in enumerate(DISTRICTS):
            lat, lon = 30 + 0.5 * city_number, -40 + 0.03 * district_number
            writer.node(lat + 0.02, lon + 0.02, place="city" if district_number == 0 else "suburb",
                        name=city if district_number == 0 else district)  # fmt: skip
            corners = [
                (lat - 0.005, lon - 0.012),
                (lat - 0.005, lon + 0.016),
                (lat + 0.06, lon + 0.016),
                (lat + 0.06, lon - 0.012),
            ]
            ring = [writer.node(*corner) for corner in corners]
            writer.way([*ring, ring[0]], boundary="administrative", admin_level="6", name=district)
            _district(writer, chance, made, city, district, lat, lon)
    writer.close()
    return made


def _district(
    writer: _Writer, chance: random.Random, made: Cities, city: str, district: str, lat: float, lon: float
) -> None:
    names = sorted({r + s + e for r in ROOTS for s in set(SIDES) for e in ENDS})
    for line, name in enumerate(chance.sample(names, 60)):
        row = lat + 0.0008 * line
        writer.way([writer.node(row, lon), writer.node(row, lon + 40 * STEP)], highway="residential", name=name)
        for house in range(40):
            at = Coordinates(row, lon + house * STEP)
            writer.node(
                *at, addr_housenumber=f"{house + 1}号", addr_street=name, addr_city=city, addr_district=district
            )
            made.houses.append((Address(name, str(house + 1), "", city, at), city, district))
    for line, name in enumerate(chance.sample(sorted({r + e for r in ROOTS for e in ESTATES}), 40)):
        row, side = lat + 0.0012 * line, lon + 0.008
        corners = [writer.node(row + a, side + b) for a, b in ((0, 0), (0, 0.0006), (0.0004, 0.0006), (0.0004, 0))]
        writer.way([*corners, corners[0]], landuse="residential", name=name)
        middle = Coordinates(row + 0.0002, side + 0.0003)
        made.estates.append((Address(name, "", "", city, middle), city, district))


def chinese_forms(made: Cities, per_form: int, seed: int) -> Iterator[tuple[str, list[tuple[Written, Address]]]]:
    """Questions by form, the compounds' last; what lies behind the door differs each time."""
    chance = random.Random(seed)

    def inner() -> str:
        return f"{chance.randint(1, 20)}栋{chance.randint(1, 4)}单元{chance.randint(101, 2804)}室"

    estates = [address.street for address, _, _ in made.estates]
    forms = {
        "full": lambda a, c, d: f"四川省{c}{d}{a.street}{a.number}号{inner()}",
        "compound between": lambda a, c, d: f"{c}{d}{a.street}{a.number}号{chance.choice(estates)}{inner()}",
        "city and district": lambda a, c, d: f"{c}{d}{a.street}{a.number}号",
        "city": lambda a, c, d: f"{c}{a.street}{a.number}号",
        "short city": lambda a, c, d: f"{c[:-1]}{a.street}{a.number}",
        "wide, spaced": lambda a, c, d: f"{c} {d} {a.street} {_wide(a.number)} 号",
        "turned": lambda a, c, d: f"{a.street}{a.number}号，{d}，{c}",
    }
    for form, write in forms.items():
        chosen = chance.sample(made.houses, per_form)
        yield form, [_as(write(*each), *each) for each in chosen]
    for form, write in {
        "compound, full": lambda a, c, d: f"四川省{c}{d}{a.street}{inner()}",
        "compound, city": lambda a, c, d: f"{c}{a.street}{inner()}",
    }.items():
        chosen = chance.sample(made.estates, min(per_form, len(made.estates)))
        yield form, [_as(write(*each), *each) for each in chosen]


def _as(text: str, address: Address, city: str, district: str) -> tuple[Written, Address]:
    said = city + (district if district in text else "")
    return Written(text, address.street, said, ""), replace(address, city=said)


def _wide(digits: str) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
