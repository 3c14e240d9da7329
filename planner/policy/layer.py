"""One file of rules as it was written: what it says, key by key, and which rule with its source says so.

What Rounds does not know (`schema`) is refused. How files go together is `merge`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from planner.policy.schema import EVES as EVES
from planner.policy.schema import SCHEMA as SCHEMA
from planner.policy.schema import Access as Access
from planner.policy.schema import Effect as Effect
from planner.policy.schema import Spans as Spans
from planner.policy.schema import Value, Values, read_spans

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Grade(StrEnum):
    """How surely a rule's text is known."""

    EXACT = "E"
    TRANSLATED = "Et"
    SUMMARIES = "S2"
    SUMMARY = "S1"
    UNSEEN = "M"
    HOUSE = "H"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the law or the house has it.

    `keys` are those of its file that it is the reason for; ``hours`` stands for all below it. `date` is that of the
    source, as precisely as it is known; `text` is by language.
    """

    id: str
    keys: tuple[str, ...]
    text: Mapping[str, str]
    source: str
    date: str
    grade: Grade

    def says(self, key: str) -> bool:
        """Whether it is a reason for a key."""
        return any(key == each or key.startswith(each + ".") for each in self.keys)


@dataclass(frozen=True, slots=True)
class Layer:
    """One file. `values` holds one value for every kind of place and weekday of ``hours``: ``hours.home.mon``."""

    id: str
    version: str
    name: Mapping[str, str]
    extends: tuple[str, ...]
    values: Values
    rules: tuple[Rule, ...]


def read_layer(raw: Mapping[str, Any], *, own: bool = False) -> Layer:
    """A file of rules from its TOML; an office's own (`own`) need not name the rules behind its keys.

    Raises
    ------
    KeyError, TypeError, ValueError
        With the key that is missing, unknown or cannot be used.
    """
    head = raw["pack"]
    _known("pack", head, ("id", "version", "name", *(() if own else ("extends",))))
    _known("", raw, ("pack", "rules", *SCHEMA))
    layer = Layer(
        id=_text("pack.id", head["id"]),
        version=_text("pack.version", head["version"]),
        name=_texts("pack.name", head.get("name", {"en": head["id"]})),
        extends=tuple(_text("pack.extends", each) for each in head.get("extends", [])),
        values=dict(_values(raw)),
        rules=tuple(_rule(number, each) for number, each in enumerate(raw.get("rules", []), start=1)),
    )
    return _with_own_rule(layer) if own else _with_sources(layer)


def _with_sources(layer: Layer) -> Layer:
    # What no rule says is nobody's law, and a rule that says nothing here does nothing.
    for key in layer.values:
        if not any(rule.says(key) for rule in layer.rules):
            raise ValueError(f"{key}: no rule")
    for rule in layer.rules:
        for each in rule.keys:
            if not any(key == each or key.startswith(each + ".") for key in layer.values):
                raise ValueError(f"rules.{rule.id}: {each}")
    return layer


def _with_own_rule(layer: Layer) -> Layer:
    unsaid = tuple(key for key in layer.values if not any(rule.says(key) for rule in layer.rules))
    if not unsaid:
        return _with_sources(layer)
    text = {"en": "The office's own rule.", "zh": "本机构自己的规则。"}
    own = Rule(layer.id, unsaid, text, layer.id, layer.version, Grade.HOUSE)
    return _with_sources(Layer(layer.id, layer.version, layer.name, (), layer.values, (*layer.rules, own)))


def _rule(number: int, raw: Mapping[str, Any]) -> Rule:
    where = f"rules.{raw.get('id', number)}"
    _known(where, raw, ("id", "keys", "text", "source", "date", "grade"))
    return Rule(
        id=_text(where, raw["id"]),
        keys=tuple(_text(where, each) for each in raw["keys"]),
        text=_texts(f"{where}.text", raw["text"]),
        source=_text(f"{where}.source", raw["source"]),
        date=_text(f"{where}.date", raw["date"]),
        grade=Grade(raw["grade"]),
    )


# --- values


def _values(raw: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    for section, keys in SCHEMA.items():
        table = raw.get(section, {})
        _known(section, table, tuple(keys))
        for name, value in table.items():
            if section == "hours":
                yield from _week(f"hours.{name}", value)
            else:
                yield f"{section}.{name}", keys[name](f"{section}.{name}", value)


def _week(where: str, week: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    _known(where, week, ("all", *WEEKDAYS))
    for day in WEEKDAYS:
        if (spans := week.get(day, week.get("all"))) is not None:
            yield f"{where}.{day}", read_spans(f"{where}.{day}", spans)


def _known(where: str, table: Any, names: tuple[str, ...]) -> None:
    if not isinstance(table, Mapping):
        raise TypeError(where)
    for name in table:
        if name not in names:
            raise KeyError(f"{where}.{name}" if where else name)


def _text(where: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{where}: {value}")
    return value


def _texts(where: str, value: Any) -> Mapping[str, str]:
    _known(where, value, ("en", "zh"))
    return {language: _text(where, text) for language, text in value.items()} or {"en": _text(where, "")}
