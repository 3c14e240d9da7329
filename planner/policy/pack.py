"""A policy pack: the hours and least demands an office holds itself to, read from TOML. What follows is not here.

The house floor (`resources/policy/floor.toml`) is the pack where an office has chosen no other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from planner.errors import BadInput
from planner.model import PlaceKind

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
FLOOR = "floor"
type Spans = tuple[tuple[time, time], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules in force.

    Parameters
    ----------
    hours
        By place kind and weekday (0 is Monday): spans that hold a **whole stay**, half-open, local to the branch.
    margin
        A stay keeps this far from both ends of its span.
    public_holidays
        Whether closed days are kept free.
    least_staff
        Members a team needs to be sent out.
    """

    id: str
    version: str
    hours: Mapping[tuple[PlaceKind, int], Spans]
    margin: timedelta
    public_holidays: bool
    least_staff: int


def load_pack(file: Path | None = None) -> Pack:
    """Read a pack.

    Raises
    ------
    BadInput
        ``bad_pack`` with the key that cannot be used.
    """
    import resources

    path = file or Path(resources.__file__).parent / "policy" / f"{FLOOR}.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad_pack", file=path.name, key=str(error)) from None
    try:
        return _read(raw)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput("bad_pack", file=path.name, key=str(error).strip("'")) from None


def _read(raw: Mapping[str, Any]) -> Pack:
    return Pack(
        id=str(raw["pack"]["id"]),
        version=str(raw["pack"]["version"]),
        hours={(kind, day): _spans(raw["hours"][kind.value], day) for kind in PlaceKind for day in range(7)},
        margin=timedelta(minutes=int(raw["time"]["margin_min"])),
        public_holidays=bool(raw["blackout"]["public_holidays"]),
        least_staff=int(raw["team"]["min_staff"]),
    )


def _spans(week: Mapping[str, list[str]], day: int) -> Spans:
    return tuple(_span(text) for text in week.get(WEEKDAYS[day], week["all"]))


def _span(text: str) -> tuple[time, time]:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"hours: {text}")
    a, b, c, d = (int(part) for part in found.groups())
    if (a, b) >= (c, d) or c == 24:
        raise ValueError(f"hours: {text}")
    return time(a, b), time(c, d)
