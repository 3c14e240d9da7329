"""By what a place is remembered: the address without the dwelling in it, and its building where one is named.

Two flats of one house have one place. Two buildings of a large compound may have two, and share one until then.
"""

from __future__ import annotations

import re

from planner.model import Address
from routing.region.inner import split_inner
from routing.region.normalize import comparable

BUILDING = re.compile(
    r"([\da-z]+|[一二三四五六七八九十]+)\s*(?:号楼|號樓|栋|棟|幢|座)|\b(?:block|building|bldg|haus)\.?\s*([\da-z]+)\b",
    re.IGNORECASE,
)


def address_key(text: str) -> str:
    """The same for the same address, however it is spaced and cased, whichever dwelling behind its door is meant."""
    return comparable(split_inner(text)[0])


def keys_of(address: Address) -> tuple[str, ...]:
    """What a place is remembered by, the nearest to the dwelling first: as written, its building, its address."""
    whole, building = address_key(address.text), building_of(address)
    named = (f"{whole}|{building}",) if building else ()
    written = comparable(address.text)
    return (*((written,) if written != whole else ()), *named, whole)


def inner_of(address: Address) -> str:
    """What lies behind the front door, whether it was written apart or into the address."""
    within = split_inner(address.text)[1]
    return " ".join(part for part in (within, address.inner) if part)


def building_of(address: Address) -> str:
    """The building that an address names within a compound; empty where it names none."""
    found = BUILDING.search(comparable(inner_of(address)))
    return (found[1] or found[2]).casefold() if found else ""
