"""The packs merged once more, from the table of keys in `docs/rules.md` alone. Nothing of `planner.policy` is read.

Every question is asked of every file anew, as its tables stand; nothing is merged beforehand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

FILES = Path("resources/policy")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEAST_ALLOWED = ("allow", "consent", "invite", "never")
STRONGEST = ("review", "reroute", "block")


class SecondPack:
    """Several files together: the strictest of each key holds."""

    def __init__(self, files: list[dict[str, Any]]) -> None:
        self.files = files
        self._open: dict[tuple[str, int], list[bool]] = {}

    def said(self, section: str, name: str) -> list[Any]:
        """What the files say of a key, each that says something of it."""
        return [file[section][name] for file in self.files if name in file.get(section, {})]

    def largest(self, section: str, name: str) -> int:
        """Of what asks for at least so much; nothing where nobody asks."""
        return max(self.said(section, name), default=0)

    def smallest(self, section: str, name: str) -> int | None:
        """Of what allows so much at most; None where nobody limits it."""
        return min(self.said(section, name), default=None)

    def any_says(self, section: str, name: str) -> bool:
        """Whether one file at least says yes."""
        return any(self.said(section, name))

    def access(self, place: str) -> str:
        """The least allowed; who says nothing allows it."""
        return max(self.said("places", place), key=LEAST_ALLOWED.index, default="allow")

    def effect(self, kind: str) -> str:
        """The strongest; empty where no file names the hold."""
        return max(self.said("holds", kind), key=STRONGEST.index, default="")

    def closed_by_date(self, day: date) -> bool:
        """Whether some file keeps this very day free."""
        days = {each for said in self.said("blackout", "days") for each in said}
        return day.isoformat() in days or f"{day:%m-%d}" in days

    def eves(self) -> set[str]:
        """All eves that some file keeps free."""
        return {eve for said in self.said("blackout", "eves") for eve in said}

    def certificates(self) -> set[str]:
        """All that some file asks for, one by one or several."""
        said = self.said("team", "certificate")
        return {name for each in said for name in ([each] if isinstance(each, str) else each)}

    def forms(self) -> set[str]:
        """Forms of consent that count for all."""
        forms = {"written", "recorded", "spoken"}
        for said in self.said("consent", "form"):
            forms &= set(said)
        return forms

    def confirmed_through(self) -> date | None:
        """The earliest last day; None where no file has a calendar of its own."""
        return min(self.said("calendar", "confirmed_through"), default=None)

    def consent_opens_hours(self, place: str, weekday: int) -> bool:
        """Whether every file that sets the hours of this weekday lets consent outdo them."""
        setting = [file for file in self.files if _hours(file, place, weekday) is not None]
        return bool(setting) and all(_lets(file, "hours") for file in setting)

    def consent_outdoes_cap(self, name: str) -> bool:
        """Whether every file that sets this cap lets consent outdo it."""
        setting = [file for file in self.files if name in file.get("caps", {})]
        return bool(setting) and all(_lets(file, "caps") for file in setting)

    def open_at(self, place: str, weekday: int, clock: time) -> bool:
        """Whether all files leave this moment open, by the customer's clock; spans are half-open."""
        return self._minutes(place, weekday)[clock.hour * 60 + clock.minute]

    def ever_open(self, place: str, weekday: int) -> bool:
        """Whether any minute of such a day is open."""
        return any(self._minutes(place, weekday))

    def _minutes(self, place: str, weekday: int) -> list[bool]:
        if (place, weekday) not in self._open:
            self._open[place, weekday] = [self._all_open(place, weekday, minute) for minute in range(1440)]
        return self._open[place, weekday]

    def _all_open(self, place: str, weekday: int, minute: int) -> bool:
        for file in self.files:
            spans = _hours(file, place, weekday)
            if spans is not None and not any(_within(span, minute) for span in spans):
                return False
        return True


def second_pack(*names: str, own: dict[str, Any] | None = None) -> SecondPack:
    """The files of these names, all they extend, the floor, and an office's own on top."""
    files = {file["pack"]["id"]: file for name in ("floor", *names) for file in _chain(name)}
    return SecondPack([*files.values(), *([own] if own else [])])


def _chain(name: str) -> Iterator[dict[str, Any]]:
    file = tomllib.loads((FILES / f"{name}.toml").read_text(encoding="utf-8"))
    for base in file["pack"].get("extends", []):
        yield from _chain(base)
    yield file


def _hours(file: dict[str, Any], place: str, weekday: int) -> list[str] | None:
    spans = file.get("hours", {}).get(place, {})
    found: list[str] | None = spans.get(WEEKDAYS[weekday], spans.get("all"))
    return found


def _lets(file: dict[str, Any], what: str) -> bool:
    return what in file.get("consent", {}).get("may_override", [])


def _within(span: str, minute: int) -> bool:
    begin, end = ((int(each[:2]) * 60 + int(each[3:])) for each in span.split("-"))
    return begin <= minute < end
