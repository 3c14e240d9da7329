"""Which packs there are, which of them an office is under, and what its own file may say. Judges no visit."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from planner.errors import BadInput, NotAllowed
from planner.policy.layer import Layer
from planner.policy.merge import loosened
from planner.policy.pack import FLOOR, Pack, lineage, pack_of, parse, shipped_layer

PACKS = (FLOOR, "CN", "US", "US-MA", "US-HI", "UK", "IN", "AU", "IE")
"""Packs that come with Rounds."""
BY_COUNTRY = {
    ("CN", ""): "CN",
    ("US", ""): "US",
    ("US", "MA"): "US-MA",
    ("US", "HI"): "US-HI",
    ("GB", ""): "UK",
    ("IN", ""): "IN",
    ("AU", ""): "AU",
    ("IE", ""): "IE",
}
"""Packs by country and subdivision; any other place has the floor."""
OWN = "rules.toml"


def pack_of_place(country: str, subdivision: str = "") -> str:
    """The pack of the place where an office is."""
    return BY_COUNTRY.get((country, subdivision)) or BY_COUNTRY.get((country, ""), FLOOR)


@lru_cache(maxsize=32)
def pack_in_force(country: str, subdivision: str = "", chosen: str = "", own: str = "") -> Pack:
    """The rules of an office: those of its place, those it chose beside them, and its own, the strictest of each.

    Parameters
    ----------
    chosen
        Another of `PACKS`; it can only add to the pack of the place.
    own
        The office's own file as text.

    Raises
    ------
    BadInput
        ``bad_pack`` with the key that cannot be used.
    """
    layers = _layers(country, subdivision, chosen)
    return pack_of((*layers, own_layer(own)) if own.strip() else layers)


def own_layer(text: str, file: str = OWN) -> Layer:
    """An office's own file, read; raises as `pack_in_force`."""
    layer = parse(text, file, own=True)
    if layer.id in PACKS:
        raise BadInput("bad_pack", file=file, key=f"pack.id: {layer.id}")
    return layer


def require_tighter(country: str, subdivision: str, chosen: str, own: str, file: str = OWN) -> Layer:
    """An office's own file, where it asks for nothing less than the rules that hold without it.

    Raises
    ------
    NotAllowed
        ``rule_loosened`` with the first key, its value, and what holds.
    BadInput
        ``bad_pack`` with the key that cannot be used.
    """
    layer, base = own_layer(own, file), pack_in_force(country, subdivision, chosen).values
    for key, value in loosened(base, layer.values):
        raise NotAllowed("rule_loosened", file=file, key=key, value=written(value), holds=written(base[key]))
    return layer


def written(value: Any) -> str:
    """A value as a file has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in value) + "]"
    if isinstance(value, frozenset):
        return "[" + ", ".join(sorted(value)) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)


def _layers(country: str, subdivision: str, chosen: str) -> tuple[Layer, ...]:
    found: dict[str, Layer] = {}
    for pack_id in (FLOOR, pack_of_place(country, subdivision), chosen or FLOOR):
        layer = shipped_layer(pack_id if pack_id in PACKS else FLOOR)
        found |= {each.id: each for each in (*lineage(layer), layer)}
    return tuple(found.values())
