"""Writes the address index of an extract: which house belongs to which street, and which street to which towns.

Reading the extract is `address_read`'s, the tables are `address_schema`'s. Searching is `addresses`'.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from routing.problem import Coordinates
from routing.region.address_areas import Areas
from routing.region.address_gather import Gatherer, Place
from routing.region.address_interpolate import interpolate
from routing.region.address_names import area_forms, name_forms, sound_forms
from routing.region.address_read import AddressReader
from routing.region.address_schema import INDEXES, SCHEMA, VERSION, cell_of
from routing.region.grams import code_term, pieces
from routing.region.normalize import house_number, last_integer, leading_integer

_LANE = re.compile(r"(?P<street>.*\D)(?P<lane>\d+[弄巷])")
type Report = Callable[[float], None]


def build_addresses(extract: str, file: Path, report: Report) -> tuple[int, int]:
    """Write the index of an extract; returns how many addresses and streets it has.

    Parameters
    ----------
    report
        Is told the share that is done, 0 to 1.
    """
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {SCHEMA} BEGIN;")
        reader = AddressReader(connection)
        reader.read(extract, lambda share: report(0.6 * share))
        interpolate(reader)
        gatherer = Gatherer(Areas(reader.boundaries, reader.named), reader.roads)
        addresses = _write_houses(reader, gatherer, report)
        gatherer.take_roads(reader.roads)
        gatherer.take_named(reader.named)
        gatherer.take_towns(reader.boundaries)
        _write_places(connection, gatherer)
        connection.executescript(f"{INDEXES} PRAGMA user_version={VERSION};")
    finally:
        connection.close()
    report(1.0)
    return addresses, sum(place.kind == "street" for place in gatherer.places)


def _write_houses(reader: AddressReader, gatherer: Gatherer, report: Report) -> int:
    gatherer.take_estates(reader.named)
    for ref, street, city, lat, lon in reader.connection.execute("SELECT ref, street, city, lat, lon FROM temp.house"):
        gatherer.survey(_split_lane(street or reader.members.get(ref, ""))[0], city, Coordinates(lat, lon))
    report(0.7)
    (count,) = reader.connection.execute("SELECT COUNT(*) FROM temp.house").fetchone()
    writing = reader.connection.executemany(
        "INSERT INTO address VALUES(NULL,?,?,?,?,?,?,?,?,?,?)", _houses(reader, gatherer)
    )
    writing.close()
    reader.connection.execute(
        "INSERT INTO postcode SELECT postcode, AVG(lat), AVG(lon), COUNT(*) FROM address"
        " WHERE postcode <> '' GROUP BY postcode"
    )
    report(0.9)
    return int(count)


def _houses(reader: AddressReader, gatherer: Gatherer) -> Iterator[tuple[object, ...]]:
    rows = reader.connection.cursor()
    rows.execute("SELECT ref, street, number, city, postcode, lat, lon, interpolated, wider FROM temp.house")
    for ref, street, number, city, postcode, lat, lon, interpolated, wider in rows:
        at = Coordinates(lat, lon)
        name, lane = _split_lane(street or reader.members.get(ref, ""))
        place, code = gatherer.house(name, city, postcode, at, wider.split("|"))
        written = house_number(lane + number) or number.casefold()
        value, last = leading_integer(written), last_integer(written)
        yield place.id, written, value, last, lane + number, code, lat, lon, interpolated, cell_of(at)


def _split_lane(street: str) -> tuple[str, str]:
    # 长宁路123弄 is the lane 123 of 长宁路: the lane belongs to the number, as in 123弄4号.
    lane = _LANE.fullmatch(street)
    return (lane["street"], lane["lane"]) if lane else (street, "")


def _write_places(connection: sqlite3.Connection, gatherer: Gatherer) -> None:
    forms = [area_forms(names.all) for names in gatherer.areas]
    rows = (
        (n, "|".join(own), int(decides)) for n, (own, decides) in enumerate(zip(forms, gatherer.deciding, strict=True))
    )
    connection.executemany("INSERT INTO area VALUES(?,?,?)", rows)
    connection.executemany(
        "INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?,?)", (_row(place, gatherer) for place in gatherer.places)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES(?,?)",
        (
            (form, place.id)
            for place in gatherer.places
            for form in {*name_forms(place.names.all), *sound_forms(place.names.all)}
        ),
    )
    connection.executemany(
        "INSERT INTO grams(rowid, text) VALUES(?,?)",
        (
            (place.id, _terms(place, [forms[n] for n in place.areas if gatherer.deciding[n]]))
            for place in gatherer.places
        ),
    )


def _row(place: Place, gatherer: Gatherer) -> tuple[object, ...]:
    names, town = place.names, place.town
    forms, sounds = name_forms(names.all), sound_forms(names.all)
    city, city_zh = (town.shown, town.chinese) if town else ("", "")
    where = place.middle()
    return (
        place.id, place.kind, "|".join(forms), "|".join(sorted({*sounds} - {*forms})),
        json.dumps(_home_first(place, gatherer)),
        names.shown, names.chinese, city, place.wider_zh + city_zh if city_zh else "", *where,
    )  # fmt: skip


def _home_first(place: Place, gatherer: Gatherer) -> list[int | None]:
    home = gatherer.number(place.town) if place.town else None
    return [home, *sorted(place.areas - {home})]


def _terms(place: Place, towns: Iterable[list[str]]) -> str:
    forms = {*name_forms(place.names.all), *sound_forms(place.names.all)}
    towns_forms = {form for town in towns for form in town}
    return " ".join(sorted(pieces(forms | towns_forms) | {code_term(code) for code in place.codes}))
