"""Frozen values to JSON and back, by their type hints. Knows no tables."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID


def dump(value: object) -> str:
    """A value as compact JSON text; equal values give equal texts."""
    return compact(plain(value))


def load[T](kind: type[T], text: str) -> T:
    """The value of this kind that `dump` made the text of; fields unknown to it are passed over."""
    return build(kind, json.loads(text))


def compact(value: object) -> str:
    """Plain values as text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def build[T](kind: type[T], value: object) -> T:
    """The value of this kind from plain ones; values that are ready stand for themselves."""
    return cast("T", _builder(cast("Any", kind))(value))


def plain(value: Any) -> Any:
    """A value as what JSON knows."""
    if isinstance(value, str | int | float | None) and not isinstance(value, Enum):
        return value
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in _init_fields(cast("Any", type(value)))}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


@cache
def _init_fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.init)


# What builds a kind is worked out once: days hold thousands of visits.
type _Build = Callable[[Any], Any]


@cache
def _builder(kind: Any) -> _Build:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        inner = _builder(next(a for a in get_args(kind) if a is not type(None)))
        return inner if inner is _as_it_is else lambda value: None if value is None else inner(value)
    if origin in (tuple, frozenset, list):
        item = _builder(get_args(kind)[0])
        return lambda value: origin(map(item, value))
    if origin is dict:
        item = _builder(get_args(kind)[1])
        return lambda value: {key: item(each) for key, each in value.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return _fields_builder(kind)
    return _simple_builder(kind)


def _fields_builder(kind: Any) -> _Build:
    hints = get_type_hints(kind)
    parts = tuple((name, _builder(hints[name])) for name in _init_fields(kind))
    taken = frozenset(name for name, part in parts if part is _as_it_is)
    made = tuple((name, part) for name, part in parts if part is not _as_it_is)

    def make(value: Any) -> Any:
        if isinstance(value, kind):
            return value
        values = {name: each for name, each in value.items() if name in taken}
        for name, part in made:
            if name in value:
                values[name] = part(value[name])
        return kind(**values)

    return make


def _simple_builder(kind: Any) -> _Build:
    if not isinstance(kind, type):
        return _as_it_is
    if issubclass(kind, timedelta):
        return lambda value: timedelta(seconds=value)
    if issubclass(kind, datetime | date | time):
        return kind.fromisoformat
    if issubclass(kind, tuple):  # a named tuple
        parts = tuple(_builder(hint) for hint in get_type_hints(kind).values())
        return lambda value: kind(*(part(item) for part, item in zip(parts, value, strict=True)))
    return kind if issubclass(kind, UUID | Enum) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
