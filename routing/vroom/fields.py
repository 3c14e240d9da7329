"""Values of a JSON file together with where they stand, so that every complaint names its place. Knows no VROOM."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, NoReturn

from routing.errors import BadProblem

MOST = 2**32 - 1
"""The largest whole number that VROOM reads for times, distances, amounts and indexes."""
MOST_ID = 2**64 - 1


@dataclass(frozen=True, slots=True)
class Field:
    """A value and its place, such as ``vehicles[3].breaks[0].service``."""

    value: Any
    where: str = ""

    def members(self, known: Collection[str], unsupported: Collection[str] = ()) -> dict[str, Field]:
        """The members of an object, by key.

        Raises
        ------
        BadProblem
            ``not_an_object``; ``key_unsupported`` for one that means something Rounds cannot do, unless it is empty;
            ``key_unknown`` for any other that is not `known`.
        """
        if not isinstance(self.value, dict):
            raise BadProblem("not_an_object", f"{self._name} must be an object.", where=self._name)
        found = {key: Field(value, f"{self.where}.{key}" if self.where else key) for key, value in self.value.items()}
        for key, each in found.items():
            if key in unsupported and each.value not in ([], {}):
                each.refuse()
            if key not in known and key not in unsupported:
                raise BadProblem("key_unknown", f"{each.where} is no key of the format.", where=each.where)
        return found

    def refuse(self) -> NoReturn:
        """It means something that Rounds cannot do."""
        raise BadProblem("key_unsupported", f"{self.where} is not supported.", where=self.where)

    def items(self) -> list[Field]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise BadProblem("not_a_list", f"{self._name} must be a list.", where=self._name)
        return [Field(value, f"{self.where}[{number}]") for number, value in enumerate(self.value)]

    def text(self) -> str:
        """A text."""
        if not isinstance(self.value, str):
            raise BadProblem("not_text", f"{self._name} must be a text.", where=self._name)
        return self.value

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise BadProblem("not_a_flag", f"{self._name} must be true or false.", where=self._name)
        return self.value

    def whole(self, least: int = 0, most: int = MOST) -> int:
        """A whole number within bounds, both included."""
        if not is_whole(self.value, least, most):
            raise BadProblem(
                "not_whole", f"{self._name} must be a whole number from {least} to {most}.",
                where=self._name, least=least, most=most,
            )  # fmt: skip
        return int(self.value)

    def number(self, above: float, most: float) -> float:
        """A finite number above one bound, and at most the other."""
        if not is_number(self.value) or not above < self.value <= most:
            raise BadProblem(
                "not_a_number", f"{self._name} must be a number above {above:g}, at most {most:g}.",
                where=self._name, above=f"{above:g}", most=f"{most:g}",
            )  # fmt: skip
        return float(self.value)

    def wholes(self) -> tuple[int, ...]:
        """A list of whole numbers."""
        return tuple(item.whole() for item in self.items())

    @property
    def _name(self) -> str:
        return self.where or "JSON"


def is_whole(value: object, least: int, most: int) -> bool:
    """Whether it is a whole number within bounds; true and false are none, though Python counts them so."""
    return type(value) is int and least <= value <= most


def is_number(value: object) -> bool:
    """Whether it is a finite number."""
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]


def parse(text: str) -> Field:
    """The value that a JSON text holds.

    Raises
    ------
    BadProblem
        ``not_json``: damaged, nested too deeply, or holding NaN or Infinity, which JSON does not know.
        ``key_twice``: an object has a key more than once.
    """
    try:
        return Field(json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant))
    except json.JSONDecodeError as error:
        reason = f"{error.msg}, line {error.lineno}, column {error.colno}"
        raise BadProblem("not_json", f"This is no whole JSON: {reason}.", reason=reason) from None
    except (RecursionError, ValueError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).partition(";")[0]
        raise BadProblem("not_json", f"This is no whole JSON: {reason}.", reason=reason) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BadProblem("key_twice", f"The key {twice} stands twice in one object.", key=twice)
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
