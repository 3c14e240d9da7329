"""Reads what online services answer: in WGS-84, and as sure as number, street, town and region bear out.

A service is not believed: what contradicts the address that was asked for says so, and goes to a person.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from planner.day.geocoding.china import to_wgs84
from planner.day.geocoding.services import Service
from planner.model import Coordinates, Location, LocationSource, MatchClass
from routing.region.normalize import comparable, house_number, is_chinese, words

type Bounds = tuple[float, float, float, float]

ROADS = ("road", "pedestrian", "footway", "path", "residential", "square", "place")
"""Where Nominatim names a street."""
NO_TOWN = frozenset({"house_number", "postcode", "country", "country_code", "road", "amenity", "building", "shop"})
BAIDU_DOOR, BAIDU_ROADS = "门址", frozenset({"道路", "交叉路口"})
BAIDU_CONFIDENT = 80
"""Of 100: off by less than 100 m (https://lbsyun.baidu.com/faq/api?title=webapi/guide/webservice-geocoding)."""
AMAP_DOORS = frozenset({"门牌号", "门址"})
AMAP_ROADS = frozenset({"道路", "道路交叉路口"})
CHINESE_KIND = re.compile(r"(?:省|市|县|区|镇|乡|村|街道|自治州)$")


class Unclear(Exception):
    """The service said something that is no answer."""


@dataclass(frozen=True, slots=True)
class _Told:
    # What a service says of a place. `spoken` is false for one that does not repeat street and town.
    lat: float
    lon: float
    close: MatchClass
    number: str = ""
    road: str = ""
    towns: tuple[str, ...] = ()
    written: str = ""
    score: float = 0.5
    spoken: bool = True


def read_answer(service: Service, raw: Any, text: str, bounds: Bounds | None) -> Location:
    """The answer `raw` to an address `text`; `bounds` (south, west, north, east) are those of the region in use.

    Raises
    ------
    Unclear
        It has another shape than the service's answers, or lies nowhere on Earth.
    """
    try:
        told = _READERS[service.name](raw)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        raise Unclear from None
    if not (abs(told.lat) <= 90 and abs(told.lon) <= 180):  # also where it is no number
        raise Unclear
    place = to_wgs84(Coordinates(told.lat, told.lon), service.system)
    match, differs = _judge(told, text, place, bounds)
    return Location(place, match, LocationSource.ONLINE, min(1.0, max(0.0, told.score)), told.written, differs)


def _judge(told: _Told, text: str, place: Coordinates, bounds: Bounds | None) -> tuple[MatchClass, tuple[str, ...]]:
    differs: list[str] = []
    match = told.close
    if match is MatchClass.HOUSE and told.spoken and not _same_number(told.number, text):
        match = MatchClass.NEAR_NUMBER if told.number else MatchClass.STREET
    if match in (MatchClass.NEAR_NUMBER, MatchClass.STREET):
        differs.append("number")
    if told.spoken and told.road and not _names(told.road, text):
        differs.append("street")
    if _elsewhere(told, text, place, bounds):
        differs.append("city")
    return match, tuple(differs)


def _same_number(number: str, text: str) -> bool:
    wanted = house_number(number)
    asked = re.findall(r"\d+[a-z]?", comparable(text)) if is_chinese(text) else words(text)
    return bool(wanted) and wanted in map(house_number, asked)


def _names(name: str, text: str) -> bool:
    # Whether every word of a name was asked for.
    if is_chinese(name):
        return comparable(name) in comparable(text)
    said = set(words(text))
    return bool(said) and all(word in said for word in words(name))


def _elsewhere(told: _Told, text: str, place: Coordinates, bounds: Bounds | None) -> bool:
    if bounds and not (bounds[0] <= place.lat <= bounds[2] and bounds[1] <= place.lon <= bounds[3]):
        return True
    if not told.spoken:
        return bounds is None  # it does not say where it believes to be, and there is nothing to hold it against
    rest = _rest(told, text)
    if not rest:
        return bounds is None  # the address names no town
    return not any(_names(CHINESE_KIND.sub("", town) or town, text) for town in told.towns)


def _rest(told: _Told, text: str) -> str:
    # What an address says beside street, number and postcode: its town, if anything.
    if is_chinese(text):
        return re.sub(r"\d+[a-z]?号?", "", comparable(text).replace(comparable(told.road), ""))
    street = set(words(told.road))
    return " ".join(word for word in words(text) if word not in street and not any(map(str.isdigit, word)))


# --- the services


def _nominatim(raw: Mapping[str, Any]) -> _Told:
    said = {key: value for key, value in raw.get("address", {}).items() if isinstance(value, str)}
    number = said.get("house_number", "")
    road = next((said[key] for key in ROADS if key in said), "")
    towns = tuple(value for key, value in said.items() if key not in NO_TOWN and key not in ROADS)
    close = MatchClass.HOUSE if number else MatchClass.STREET if road else MatchClass.PLACE
    score = float(raw.get("importance") or 0.5)
    return _Told(
        float(raw["lat"]), float(raw["lon"]), close, number, road, towns, _text(raw.get("display_name")), _share(score)
    )


def _baidu(raw: Mapping[str, Any]) -> _Told:
    at, level = raw["location"], _text(raw.get("level"))
    sure = raw.get("precise") == 1 and raw.get("confidence", 0) >= BAIDU_CONFIDENT
    if level == BAIDU_DOOR:
        close = MatchClass.HOUSE if sure else MatchClass.NEAR_NUMBER
    else:
        close = MatchClass.STREET if level in BAIDU_ROADS else MatchClass.PLACE
    score = _share(float(raw.get("confidence", 0)) / 100)
    return _Told(float(at["lat"]), float(at["lng"]), close, score=score, spoken=False)


def _amap(raw: Mapping[str, Any]) -> _Told:
    lon, lat = (float(part) for part in raw["location"].split(","))
    level = _text(raw.get("level"))
    towns = _some(raw.get(key) for key in ("province", "city", "district", "township"))
    close = MatchClass.HOUSE if level in AMAP_DOORS else MatchClass.PLACE
    if level in AMAP_ROADS:
        close = MatchClass.STREET
    number, road = _text(raw.get("number")).removesuffix("号"), _text(raw.get("street"))
    return _Told(lat, lon, close, number, road, towns, _text(raw.get("formatted_address")))


_READERS: dict[str, Callable[[Any], _Told]] = {"nominatim": _nominatim, "baidu": _baidu, "amap": _amap}


def _text(value: object) -> str:
    # AMap writes an empty list where there is no text.
    return value if isinstance(value, str) else ""


def _some(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(text for text in map(_text, values) if text)


def _share(score: float) -> float:
    return score if math.isfinite(score) else 0.0
