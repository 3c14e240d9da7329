"""The addresses of a day that a person must look at, worst first, and what is done when one is decided. No widgets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from planner.bootstrap import Office
from planner.day import geocoding
from planner.model import Day, Location, MatchClass, Visit

WORST_FIRST = (
    None,
    MatchClass.PLACE,
    MatchClass.STREET,
    MatchClass.NEAR_NUMBER,
    MatchClass.INTERPOLATED,
    MatchClass.HOUSE,
)


@dataclass
class Entry:
    """One address with all its visits: who confirms it once confirms it for all."""

    visits: tuple[Visit, ...]
    decided: Location | None = None

    @property
    def first(self) -> Visit:
        """The visit that stands for all."""
        return self.visits[0]


def settle(office: Office, day: Day, visit_ids: Iterable[UUID], location: Location) -> Day:
    """The day with visits confirmed at a place, saved. Runs on a thread."""
    for visit_id in visit_ids:
        day = geocoding.confirm(office, day, visit_id, location, "")
    return day


def entries_of(visits: Iterable[Visit], wanted: UUID | None = None) -> list[Entry]:
    """Addresses that are not sure, worst first; that of the visit `wanted` also where it is sure."""
    by_key: dict[str, list[Visit]] = {}
    for visit in visits:
        by_key.setdefault(geocoding.address_key(visit.address.text), []).append(visit)
    groups = (_to_review(group, wanted) for group in by_key.values())
    entries = [Entry(group) for group in groups if group]
    return sorted(entries, key=lambda e: WORST_FIRST.index(e.first.location.match if e.first.location else None))


def _to_review(group: list[Visit], wanted: UUID | None) -> tuple[Visit, ...]:
    # Who moves the pin of one visit moves it for all at its address.
    asked = any(visit.id == wanted for visit in group)
    return tuple(visit for visit in group if asked or not visit.located)


def row_of(entries: Iterable[Entry], visit_id: UUID | None) -> int:
    """The place of a visit's address among the entries; the first where it has none."""
    return next((row for row, entry in enumerate(entries) if any(v.id == visit_id for v in entry.visits)), 0)
