"""The script of the replayed day, as `day.toml` tells it: what teams say, call by call, and what else happens, by time.

What a team does is told of whatever it has to do next, so that it holds for any plan. Nothing is done here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("day.toml")
_CALL = re.compile(
    r"(?P<word>out|at|quiet|danger|back|[A-M]|\((?P<paper>[A-M])\))(?: (?P<sign>[+-]?)(?P<minutes>\d+))?"
)


@dataclass(frozen=True)
class Call:
    """What a team does and says: `minutes` more (or less) than expected, or just so many where `exact`.

    How a visit ended stands `on_paper` alone where nobody is told of it before the evening.
    """

    word: str
    minutes: int = 0
    exact: bool = False
    on_paper: bool = False

    @property
    def code(self) -> str:
        """How a visit ended; empty where it says something else."""
        return self.word if len(self.word) == 1 else ""


@dataclass(frozen=True)
class Happening:
    """Something that the office hears at a time. `team` and `ahead` say of whose next, second or third visit."""

    at: time
    what: str
    team: str = ""
    ahead: int = 1
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """All of it."""

    teams: Mapping[str, tuple[Call, ...]]
    office: tuple[Happening, ...]

    @property
    def count(self) -> int:
        """How many events there are."""
        return sum(map(len, self.teams.values())) + len(self.office)


def read(file: Path = FILE) -> Script:
    """Read a script; a word that means nothing is a mistake of it."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    teams = {name: tuple(map(_call, words)) for name, words in told["teams"].items()}
    office = [_happening(each) for each in told["office"]]
    return Script(teams, tuple(sorted(office, key=lambda each: each.at)))


def _call(words: str) -> Call:
    found = _CALL.fullmatch(words)
    assert found, words
    minutes = int(found["minutes"] or 0)
    return Call(
        found["paper"] or found["word"],
        -minutes if found["sign"] == "-" else minutes,
        exact=bool(found["minutes"]) and not found["sign"],
        on_paper=bool(found["paper"]),
    )


def _happening(told: dict[str, Any]) -> Happening:
    known = {name: told.pop(name) for name in ("what", "team", "ahead") if name in told}
    return Happening(at=time.fromisoformat(told.pop("at")), **known, more=told)
