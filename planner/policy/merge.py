"""Files of rules made into one, the strictest of each key: no file ever loosens what another asks for. Pure.

Hours are what all of them leave open; least demands the largest, most allowed the smallest, places the least allowed,
closed days all of them, and the calendar is trusted only as far as all of them do. A hold does the most that any says,
every gate is asked for that one asks for, and caps all count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from planner.policy.layer import Layer, Rule
from planner.policy.schema import OVERRIDABLE, Access, Effect, Entry, Spans, Value, Values

ADDED = (
    "blackout.eves", "blackout.days", "consent.may_override", "team.certificate", "onsite.order", "onsite.show",
    "leave.never", "vulnerable.abort_on",
)  # fmt: skip
"""Keys whose items add up: to name fewer takes none away; what consent outdoes all must say (`overridable`)."""
EITHER = ("blackout.public_holidays", "visit.one_per_household")
SMALLEST = (
    "calendar.confirmed_through", "visit.max_minutes", "team.max_staff", "team.max_at_door",
    "team.training_max_age_days", "consent.max_age_days", "plan.max_months",
)  # fmt: skip
"""Keys of which the smallest or earliest is the strictest, beside those of whole sections."""


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


def overridable(layers: Iterable[Layer]) -> frozenset[str]:
    """Keys that the customer's consent may outdo: every file that sets one says so of it."""
    layers = tuple(layers)
    keys = {key for layer in layers for key in layer.values if key.partition(".")[0] in OVERRIDABLE}
    return frozenset(key for key in keys if all(_may(layer, key) for layer in layers if key in layer.values))


def _may(layer: Layer, key: str) -> bool:
    return key.partition(".")[0] in layer.values.get("consent.may_override", ())


# --- one way for each key


def _way(key: str) -> Callable[[Any, Any], Any]:
    section, name = key.split(".")[:2]
    if section == "hours":
        return intersected
    if section == "places" or (section == "holds" and not name.endswith("_days")):
        return _less_allowed
    if key in ADDED:
        return frozenset.union
    if key in ("consent.form", "leave.allow"):
        return frozenset.intersection
    if key == "onsite.entry":
        return _less_allowed
    if key in EITHER or section in ("paper", "onsite"):
        return _either
    return _counted(section, name, key)


def _counted(section: str, name: str, key: str) -> Callable[[Any, Any], Any]:
    if section == "gates":
        if name.endswith(("_lead_hours", "_attempts")):
            return max
        return min if name.endswith("_max_days") else _either
    if section == "calls":
        return max if name == "quiet_days_after_talk" else min
    return min if section in ("caps", "freshness") or key in SMALLEST else max


def intersected(one: Spans, other: Spans) -> Spans:
    """The spans that both leave open."""
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple(sorted((begin, end) for begin, end in pairs if begin < end))


def _less_allowed[Step: (Access, Effect, Entry)](one: Step, other: Step) -> Step:
    order = tuple(type(one))
    return max(one, other, key=order.index)


def _either(one: bool, other: bool) -> bool:
    return one or other
