"""Files of rules made into one, the strictest of each key: no file ever loosens what another asks for. Pure.

Hours are what all of them leave open; least demands the largest, most allowed the smallest, places the least allowed,
closed days all of them, and the calendar is trusted only as far as all of them do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from planner.policy.layer import Access, Layer, Rule, Spans, Value, Values

ADDED = ("blackout.eves", "blackout.days")
"""Keys whose items add up: to name fewer takes none away."""


def merge(one: Values, other: Values) -> Values:
    """The strictest of both, key by key. Associative, commutative, idempotent."""
    both = {key: stricter(key, one[key], other[key]) for key in one if key in other}
    return {**one, **other, **both}


def merged(layers: Iterable[Layer]) -> Values:
    """The strictest of several files."""
    return reduce(merge, (layer.values for layer in layers), {})


def stricter(key: str, one: Value, other: Value) -> Value:
    """What keeps both values of a key."""
    found: Value = _way(key)(one, other)
    return found


def loosened(base: Values, own: Values) -> tuple[tuple[str, Value], ...]:
    """Keys of an own file that ask for less than the base does, with what it asks for: it may only ask for more."""
    return tuple(
        (key, value)
        for key, value in own.items()
        if key in base and key not in ADDED and stricter(key, base[key], value) != value
    )


def binding(key: str, value: Value, layers: Iterable[Layer]) -> tuple[tuple[Layer, tuple[Rule, ...], bool], ...]:
    """Who says anything about a key: the file, its rules, and whether the value comes out as it does because of it."""
    return tuple(
        (layer, tuple(rule for rule in layer.rules if rule.says(key)), _binds(value, layer.values[key]))
        for layer in layers
        if key in layer.values
    )


def _binds(value: Value, said: Value) -> bool:
    if said == value:
        return True
    if isinstance(value, frozenset) and isinstance(said, frozenset):
        return bool(said)
    if isinstance(value, tuple) and isinstance(said, tuple):
        ends = {end for span in said for end in span}
        return any(end in ends for span in value for end in span)
    return False


# --- one way for each key


def _way(key: str) -> Callable[[Any, Any], Any]:
    section, name = key.split(".")[:2]
    if section == "hours":
        return intersected
    if section == "places":
        return _less_allowed
    if section == "blackout":
        return _either if name == "public_holidays" else frozenset.union
    return min if name in ("confirmed_through", "max_minutes", "max_staff") else max


def intersected(one: Spans, other: Spans) -> Spans:
    """The spans that both leave open."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((begin, end) for begin, end in pairs if begin < end))


def _less_allowed(one: Access, other: Access) -> Access:
    order = tuple(Access)
    return max(one, other, key=order.index)


def _either(one: bool, other: bool) -> bool:
    return one or other
