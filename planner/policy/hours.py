"""When a stay is lawful, and when its service may therefore start.

Legal hours bound the **whole stay** and are half-open; a `Window` and a solver's window bound the **start of service**,
both ends included. This module is where one becomes the other.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit
from planner.policy.closed import ClosedDays
from planner.policy.layer import WEEKDAYS
from planner.policy.merge import intersected
from planner.policy.pack import Pack
from planner.policy.personal import Rest as Rest
from planner.policy.personal import (
    cap_spans,
    consents,
    holding,
    hour_spans,
    outdone,
    place_spans,
    reached,
    rests,
    spared,
    too_late_to_tell,
)
from planner.policy.schema import Access, Spans

type Moments = tuple[datetime, datetime]
SECOND = timedelta(seconds=1)
MOST_KEPT = 256
"""So many answers are kept at most."""


class Closing(NamedTuple):
    """Why a kind of place is not visited on a day: the key of the rule (`layer.SCHEMA`), and the name of the day."""

    key: str
    name: str = ""


class _Answers[Key, Answer]:
    # What follows from rules, closed days and a small key, worked out once: a day asks the same for each of its stops.
    # Both are values nobody changes, so the very same ones give the same answer; as long as one is kept here, no other
    # has its id.

    def __init__(self, work_out: Callable[[Pack, ClosedDays, Key], Answer]) -> None:
        self._work_out = work_out
        self._kept: dict[tuple[int, int, Key], tuple[Pack, ClosedDays, Answer]] = {}

    def of(self, pack: Pack, closed: ClosedDays, key: Key) -> Answer:
        asked = id(pack), id(closed), key
        known = self._kept.get(asked)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[asked] = pack, closed, self._work_out(pack, closed, key)
        return known[2]


def closing(pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME) -> Closing | None:
    """Why this kind of place may not be visited on this day; None where it may."""
    return _CLOSINGS.of(pack, closed, (day, kind))


def _closing(pack: Pack, closed: ClosedDays, of: tuple[date, PlaceKind]) -> Closing | None:
    day, kind = of
    if pack.access(kind) != Access.ALLOW:
        return Closing(f"places.{kind.value}", pack.access(kind))
    if not pack.hours[kind, day.weekday()]:
        # Also on a Sunday that others work to make up for a holiday: it stays a Sunday.
        return Closing(_hours_key(day, kind))
    return _day_closing(pack, closed, day)


def _hours_key(day: date, kind: PlaceKind) -> str:
    return f"hours.{kind.value}.{WEEKDAYS[day.weekday()]}"


def _day_closing(pack: Pack, closed: ClosedDays, day: date) -> Closing | None:
    if pack.public_holidays and day in closed.names:
        return Closing("blackout.public_holidays", closed.names[day])
    if closed.eves.get(day) in pack.eves:
        return Closing("blackout.eves", closed.eves[day])
    if {day.isoformat(), f"{day:%m-%d}"} & pack.quiet_days:
        return Closing("blackout.days")
    if is_unconfirmed(pack, closed, day):
        return Closing("calendar.confirmed_through", str(day.year))
    return None


def is_unconfirmed(pack: Pack, closed: ClosedDays, day: date) -> bool:
    """Whether nobody has confirmed yet which days of that year are holidays."""
    known = pack.confirmed_through
    return known is not None and day > known and day.year not in closed.confirmed


def rest(pack: Pack, closed: ClosedDays, visit: Visit) -> Rest | None:
    """Why it is too soon for this visit, by the gap or cap that lasts longest; None where it is not.

    A cap that the customer has agreed to outdo is none.
    """
    agreed = consents(pack, closed.standings.get(visit.customer.id), visit)
    open_caps = (each for each in reached(pack, closed, visit) if not outdone(pack, agreed, each.key))
    return max((*rests(pack, closed, visit), *open_caps), key=lambda each: each.until, default=None)


def closing_for(pack: Pack, closed: ClosedDays, visit: Visit) -> Closing | None:
    """Why this customer may not be visited on the day of the visit at all; None where they may."""
    if not closed.knows(visit):
        return closing(pack, closed, visit.date, visit.place_kind)
    return _WHOM.of(pack, closed, visit)[0]


def _for_whom(pack: Pack, closed: ClosedDays, visit: Visit) -> tuple[Closing | None, Spans]:
    # Why nobody goes there on that day, and else between which times of the customer's clocks.
    standing = closed.standings.get(visit.customer.id)
    agreed, key = consents(pack, standing, visit), _hours_key(visit.date, visit.place_kind)
    place, hours = place_spans(pack, agreed, visit), hour_spans(pack, agreed, visit, key)
    if not place:
        return Closing(f"places.{visit.place_kind.value}", pack.access(visit.place_kind)), ()
    shut = Closing(key) if not hours else _day_closing(pack, closed, visit.date)
    shut = shut or next((Closing(each) for each, _hold in holding(pack, standing, visit)), None)
    if shut is None and (too_soon := rest(pack, closed, visit)):
        shut = Closing(too_soon.key)
    if shut is None and standing and too_late_to_tell(pack, standing, visit, closed.now):
        shut = Closing("gates.visit_notice")
    if shut:
        return shut, ()
    spans = intersected(intersected(place, hours), cap_spans(pack, closed, agreed, visit))
    return None, spared(pack, standing, visit, spans)


class _Whom:
    # What follows for one visit, worked out once, as `_Answers`: it is a value as well, and kept with its answer.

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int, int], tuple[Pack, ClosedDays, Visit, tuple[Closing | None, Spans]]] = {}

    def of(self, pack: Pack, closed: ClosedDays, visit: Visit) -> tuple[Closing | None, Spans]:
        asked = id(pack), id(closed), id(visit)
        known = self._kept.get(asked)
        if known is None:
            if len(self._kept) >= 4 * MOST_KEPT:
                self._kept.clear()
            known = self._kept[asked] = pack, closed, visit, _for_whom(pack, closed, visit)
        return known[3]


def is_visiting_day(pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME) -> bool:
    """Whether this kind of place may be visited on this day at all."""
    return closing(pack, closed, day, kind) is None


def next_open_day(pack: Pack, closed: ClosedDays, after: date, kind: PlaceKind = PlaceKind.HOME) -> date | None:
    """The first day after `after` on which this kind of place may be visited; None where there is none in a year."""
    days = (after + timedelta(days=number) for number in range(1, 367))
    return next((day for day in days if is_visiting_day(pack, closed, day, kind)), None)


def lawful_stays(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> tuple[Moments, ...]:
    """Moments in UTC between which a whole stay may lie, margins taken off.

    By the customer's clocks where their standing is known, else by those of the zone.
    """
    if not closed.knows(visit):
        return _STAYS.of(pack, closed, (visit.date, visit.place_kind, zone))
    standing = closed.standings.get(visit.customer.id)
    spans = _WHOM.of(pack, closed, visit)[1]
    return _less_margin(pack, visit.date, spans, standing.zone if standing else zone) if spans else ()


def _stays(pack: Pack, closed: ClosedDays, of: tuple[date, PlaceKind, ZoneInfo]) -> tuple[Moments, ...]:
    day, kind, zone = of
    if not is_visiting_day(pack, closed, day, kind):
        return ()
    return _less_margin(pack, day, pack.hours[kind, day.weekday()], zone)


def _less_margin(pack: Pack, day: date, spans: Spans, zone: ZoneInfo) -> tuple[Moments, ...]:
    return tuple((moment(day, a, zone) + pack.margin, moment(day, b, zone) - pack.margin) for a, b in spans)


def too_long(pack: Pack, visit: Visit) -> bool:
    """Whether a visit lasts longer than any may."""
    return pack.longest is not None and visit.service_time > pack.longest


def lawful_starts(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> tuple[Moments, ...]:
    """Moments in UTC from which to which service may start, both included: the wish cut by the law.

    None of a visit that lasts longer than any may. The wish is told in times of the office, whose zone is given; the
    law goes by the customer's clocks.

    A stay [start, start + service) fits [a, b) when a <= start and start + service <= b.
    """
    if too_long(pack, visit):
        return ()
    wished = [(moment(visit.date, w.earliest, zone), moment(visit.date, w.latest, zone)) for w in visit.windows]
    found = []
    for begin, end in lawful_stays(pack, closed, visit, zone):
        last = end - visit.service_time
        for earliest, latest in wished or [(begin, last)]:
            if (first := max(begin, earliest)) <= (until := min(last, latest)):
                found.append((first, until))
    return _joined(sorted(found))


def moment(day: date, local: time, zone: ZoneInfo) -> datetime:
    """A local time of a day as a moment in UTC."""
    return datetime.combine(day, local, zone).astimezone(UTC)


def promised_moments(visit: Visit, zone: ZoneInfo) -> Moments | None:
    """From when to when service starts by what the customer was told, both included; None where nothing was told."""
    if visit.promised is None:
        return None
    return moment(visit.date, visit.promised.earliest, zone), moment(visit.date, visit.promised.latest, zone)


def is_as_promised(visit: Visit, start: datetime, zone: ZoneInfo) -> bool:
    """Whether a start is what the customer was told; any is where nothing was told."""
    told = promised_moments(visit, zone)
    return told is None or told[0] <= start <= told[1]


def _joined(windows: list[Moments]) -> tuple[Moments, ...]:
    joined: list[Moments] = []
    for begin, end in windows:
        if joined and begin <= joined[-1][1] + SECOND:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return tuple(joined)


_CLOSINGS = _Answers(_closing)
_STAYS = _Answers(_stays)
_WHOM = _Whom()
