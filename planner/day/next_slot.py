"""When a visit that failed may lawfully be tried again, at another time of the day. Pure; keeps nothing, plans nothing.

Whoever wanted no visit is offered none: that is settled with the customer, not by another time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count, takewhile
from zoneinfo import ZoneInfo

from planner.day.outcomes import NOT_MET, REFUSED
from planner.model import Visit, Window
from planner.policy.closed import ClosedDays
from planner.policy.hours import SECOND, is_visiting_day, lawful_starts
from planner.policy.pack import Pack

AHEAD = timedelta(days=60)
"""How far ahead is looked."""
MOST = 5
"""So many proposals are enough to choose from."""
LEAST_MINUTES = 15
"""A shorter span is no proposal, unless the customer asked for it."""
MINUTE = timedelta(minutes=1)
NOT_TRIED = "not_tried"
"""In place of a reason: nobody was there yet, so no part of the day is worse than another, and nothing has to rest."""


class Part(StrEnum):
    """A part of the day, by when a visit starts."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


BEGINS = {Part.MORNING: time(0), Part.AFTERNOON: time(12), Part.EVENING: time(17)}
ENDS = {Part.MORNING: time(11, 59), Part.AFTERNOON: time(16, 59), Part.EVENING: time(23, 59)}


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposal: the visit may start on this day at any time of the window, which is local to the branch.

    `why` are codes of `planner.plan_words.SLOT_REASONS`: ``other_part`` or ``same_part`` (of the day), ``gap`` (the
    rules ask for days between), ``customer`` (cut by when the customer can be met).
    """

    date: date
    part: Part
    window: Window
    why: tuple[str, ...]


def next_slots(
    pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo, tried: datetime, reason: str = NOT_MET
) -> tuple[Slot, ...]:
    """The next lawful dates and spans, soonest first: of each day every part but the one that was tried.

    Where the customer can be met at no other part of the day, it is the same part of another day.
    Nothing where the customer refused, or no lawful time is left within `AHEAD`.

    Parameters
    ----------
    tried
        When the team stood at the door, or when it is looked from.
    reason
        Why it failed: somebody who was met has a longer rest, where the pack says so; or `NOT_TRIED`.
    """
    if reason == REFUSED:
        return ()
    local = tried.astimezone(zone)
    before = part_of(local.time()) if reason != NOT_TRIED else None
    gap = max(pack.days_between, 0 if reason == NOT_MET else pack.days_after_met) if before else 0
    found = [slot for day in _days(local.date(), gap) for slot in _slots(pack, closed, visit, zone, day, before, gap)]
    others = [slot for slot in found if slot.part != before]
    return tuple((others or found)[:MOST])


def part_of(moment: time) -> Part:
    """The part of the day that a local time lies in."""
    return next(part for part in reversed(Part) if moment >= BEGINS[part])


def _days(tried: date, gap: int) -> Iterator[date]:
    days = (tried + timedelta(days=number) for number in count(max(1, gap)))
    return takewhile(lambda day: day <= tried + AHEAD, days)


def _slots(
    pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo, day: date, before: Part | None, gap: int
) -> Iterator[Slot]:
    if not is_visiting_day(pack, closed, day, visit.place_kind):
        return
    for part in Part:
        window = _window(pack, closed, replace(visit, date=day, promised=None), zone, part)
        if window:
            kind = "same_part" if part == before else "other_part"
            why = (*((kind,) if before else ()), *(("gap",) if gap else ()), *(("customer",) if visit.windows else ()))
            yield Slot(day, part, window, why)


def _window(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo, part: Part) -> Window | None:
    # The longest lawful span of this part, in whole minutes.
    spans = []
    for begin, end in lawful_starts(pack, closed, visit, zone):
        # A minute that has begun is over for a visit that starts in it.
        first = max((begin + MINUTE - SECOND).astimezone(zone).replace(second=0, microsecond=0).time(), BEGINS[part])
        last = min(end.astimezone(zone).replace(second=0, microsecond=0).time(), ENDS[part])
        if first <= last:
            spans.append(Window(first, last))
    longest = max(spans, key=_minutes, default=None)
    return longest if longest and (visit.windows or _minutes(longest) >= LEAST_MINUTES) else None


def _minutes(window: Window) -> int:
    first, last = window
    return (last.hour - first.hour) * 60 + last.minute - first.minute
