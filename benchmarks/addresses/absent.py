"""Asks for houses that the map does not have: taken out of a copy of the index first, singly or with their street.

The other questions of this measurement all have an answer. In life many do not, and then nothing may be certain.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

from benchmarks.addresses.asked import Address, addresses_of, some
from benchmarks.addresses.fair import away
from benchmarks.addresses.measure import FAR_M
from benchmarks.addresses.writings import CHINESE, LATIN
from routing.region.addresses import FILE, AddressIndex

KINDS = ("no postcode", "no town", "swap", "replace", "order", "punctuation")


def ask_absent(name: str, region: Path, copy: Path, count: int, seed: int, chinese: bool = False) -> int:
    """Print how often something was called certain all the same; how often more than 200 m off."""
    chance = random.Random(seed)
    chosen = some(addresses_of(region, chinese), count, chance)
    total = 0
    for what, without in (("house", _without_houses), ("street", _without_streets)):
        copy.mkdir(parents=True, exist_ok=True)
        shutil.copy(region / FILE, copy / FILE)
        with sqlite3.connect(copy / FILE) as connection:
            without(connection, chosen)
        connection.close()
        asked, sure, wrong = _ask(copy, chosen, chance, chinese)
        print(f"  {name}, the {what} is not on the map: {asked} asked, certain {sure}, of these {wrong} wrong")
        total += wrong
    return total


def _ask(folder: Path, chosen: list[Address], chance: random.Random, chinese: bool) -> tuple[int, int, int]:
    index = AddressIndex(folder)
    asked = sure = wrong = 0
    for kind in KINDS:
        for address in chosen:
            written = (CHINESE if chinese else LATIN)[kind](address, chance)
            found = index.search(written.text) if written else ()
            asked += written is not None
            sure += bool(found) and found[0].sure
            if found and found[0].sure and away(found[0].coordinates, address.place) > FAR_M:
                wrong += 1
    index.close()
    return asked, sure, wrong


def _without_houses(connection: sqlite3.Connection, chosen: list[Address]) -> None:
    where = [address.place for address in chosen]
    connection.executemany("DELETE FROM address WHERE lat = ? AND lon = ?", where)


def _without_streets(connection: sqlite3.Connection, chosen: list[Address]) -> None:
    places = {
        row
        for address in chosen
        for row in connection.execute("SELECT place FROM address WHERE lat = ? AND lon = ?", address.place)
    }
    for table, column in (("address", "place"), ("name", "place"), ("place", "id")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", sorted(places))
