"""Frozen values to JSON and back, by their type hints. Knows no tables."""

from __future__ import annotations

import json
import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID


def dump(value: object) -> str:
    """A value as compact JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def load[T](kind: type[T], text: str) -> T:
    """The value of this kind that `dump` made the text of; fields unknown to it are passed over."""
    return cast("T", _build(kind, json.loads(text)))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
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
        return sorted(_plain(item) for item in value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if plain is None else _build(next(a for a in get_args(kind) if a is not type(None)), plain)
    if origin in (tuple, frozenset, list):
        return origin(_build(get_args(kind)[0], item) for item in plain)
    if origin is dict:
        return {key: _build(get_args(kind)[1], item) for key, item in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(
            **{f.name: _build(hints[f.name], plain[f.name]) for f in fields(kind) if f.init and f.name in plain}
        )
    return _build_simple(kind, plain)


def _build_simple(kind: Any, plain: Any) -> Any:
    if not isinstance(kind, type):
        return plain
    if issubclass(kind, timedelta):
        return timedelta(seconds=plain)
    if issubclass(kind, datetime | date | time):
        return kind.fromisoformat(plain)
    if issubclass(kind, tuple):  # a named tuple
        hints = _hints(kind)
        return kind(*(_build(hints[name], item) for name, item in zip(hints, plain, strict=True)))
    if issubclass(kind, UUID | Enum):
        return kind(plain)
    return plain
