"""The addresses of a day that a person must look at, least certain first, neighbors together. No widgets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from planner.day.geocoding.keys import address_key, building_of
from planner.model import Day, Location, LocationSource, MatchClass, Visit
from routing.region.inner import split_inner
from routing.region.normalize import comparable, is_chinese

WORST_FIRST = (
    MatchClass.PLACE,
    MatchClass.STREET,
    MatchClass.NEAR_NUMBER,
    MatchClass.INTERPOLATED,
    MatchClass.HOUSE,
)
NOT_FOUND, DOUBTED = -2, -1
"""Ranks before those of `WORST_FIRST`."""
_CHINESE_NUMBER = re.compile(r"(?:\d+弄)?\d+[a-z]?(?:-\d+)?[号號]")


class Show(StrEnum):
    """Which entries are shown."""

    LEFT = "left"
    NOT_FOUND = "not_found"
    STREET = "street"
    NEAR = "near"
    DOUBTED = "doubted"
    DONE = "done"
    ALL = "all"


@dataclass(eq=False)
class Entry:
    """One house with all its visits: who confirms it once confirms it for all.

    `decided` is what a person chose, also in an earlier review; `before` is where its visits were until then, None
    where that was in an earlier one. `compound` is its address without its building, `group`
    what it shares with the others of its street or compound.
    """

    visits: tuple[Visit, ...]
    compound: str
    group: str
    decided: Location | None = None
    before: dict[UUID, Location | None] | None = field(default=None, repr=False)

    @property
    def first(self) -> Visit:
        """The visit that stands for all."""
        return self.visits[0]

    @property
    def confirmed(self) -> bool:
        """Whether it rests on the word of a person, also one that was only remembered: it can be taken back."""
        location = self.first.location
        return self.decided is not None or (location is not None and bool(location.confirmed_by))

    def refresh(self, day: Day) -> None:
        """Be as the day was saved."""
        self.visits = tuple(day.visit(visit.id) for visit in self.visits)
        self.decided = self.first.location if confirmed_here(self.first) else None
        if self.decided is None:
            self.before = None

    def shown_as(self, show: Show) -> bool:
        """Whether it is among those."""
        if show in (Show.ALL, Show.DONE):
            return show == Show.ALL or self.decided is not None
        kinds = {Show.LEFT, _kind(self.first.location)}
        return self.decided is None and show in kinds


def _kind(location: Location | None) -> Show:
    if location is None:
        return Show.NOT_FOUND
    if location.doubts:
        return Show.DOUBTED
    return Show.STREET if location.match in (MatchClass.PLACE, MatchClass.STREET) else Show.NEAR


def entries_of(day: Day, wanted: UUID | None = None) -> list[Entry]:
    """Addresses that are not sure enough, and those that a person has confirmed for this day; that of `wanted` too.

    The least certain come first, and with each what lies in the same compound or street.
    """
    houses: dict[tuple[str, str], list[Visit]] = {}
    for visit in day.visits:
        houses.setdefault((address_key(visit.address.text), building_of(visit.address)), []).append(visit)
    entries = [entry for house in houses.values() if (entry := _entry(day, house, wanted))]
    worst: dict[str, int] = {}
    for entry in entries:
        worst[entry.group] = min(worst.get(entry.group, len(WORST_FIRST)), _rank(entry))
    order = {group: number for number, group in enumerate(dict.fromkeys(entry.group for entry in entries))}
    return sorted(entries, key=lambda e: (worst[e.group], order[e.group], _rank(e)))


def _entry(day: Day, house: list[Visit], wanted: UUID | None) -> Entry | None:
    # Who moves the pin of one visit moves it for all at its address.
    asked = any(visit.id == wanted for visit in house)
    shared = address_key(house[0].address.text), group_of(house[0])
    open_ones = [visit for visit in house if not day.located(visit)]
    if open_ones or asked:
        return Entry(tuple(house) if asked else tuple(open_ones), *shared)
    by_hand = [visit for visit in house if confirmed_here(visit)]
    return Entry(tuple(by_hand), *shared, by_hand[0].location) if by_hand else None


def confirmed_here(visit: Visit) -> bool:
    """Whether a person confirmed it for this very visit; what was only remembered was reviewed on another day."""
    location = visit.location
    return location is not None and bool(location.confirmed_by) and location.source != LocationSource.REMEMBERED


def _rank(entry: Entry) -> int:
    location = entry.first.location
    if location is None:
        return NOT_FOUND
    return DOUBTED if location.doubts else WORST_FIRST.index(location.match)


def group_of(visit: Visit) -> str:
    """What an address has in common with its neighbors: itself without the number of the house."""
    outer = split_inner(visit.address.text)[0]
    if is_chinese(outer):
        return _CHINESE_NUMBER.sub("", comparable(outer))
    return " ".join(word for word in comparable(outer).split() if not word[0].isdigit())


def neighbors(entries: Sequence[Entry], of: Entry, place: Location) -> list[Entry]:
    """The undecided entries that may well be at the same place: other buildings of a compound; and, where the place is
    no house of its own, what else lies in the street."""
    whole_street = place.match in (MatchClass.STREET, MatchClass.PLACE)
    return [
        entry
        for entry in entries
        if entry is not of
        and entry.decided is None
        and (entry.compound == of.compound or (whole_street and entry.group == of.group))
    ]


def row_of(entries: Iterable[Entry], visit_id: UUID | None) -> int:
    """The place of a visit's address among the entries; without one the first that is undecided."""
    rows = list(entries)
    found = next((row for row, entry in enumerate(rows) if any(v.id == visit_id for v in entry.visits)), None)
    return found if found is not None else next((row for row, entry in enumerate(rows) if entry.decided is None), 0)
