"""When a stay is lawful, and when its service may therefore start.

Legal hours bound the **whole stay** and are half-open; a `Window` and a solver's window bound the **start of service**,
both ends included. This module is where one becomes the other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit
from planner.policy.closed import ClosedDays
from planner.policy.layer import WEEKDAYS, Access
from planner.policy.pack import Pack

type Moments = tuple[datetime, datetime]
SECOND = timedelta(seconds=1)


class Closing(NamedTuple):
    """Why a kind of place is not visited on a day: the key of the rule (`layer.SCHEMA`), and the name of the day."""

    key: str
    name: str = ""


def closing(pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME) -> Closing | None:
    """Why this kind of place may not be visited on this day; None where it may."""
    if pack.access(kind) != Access.ALLOW:
        return Closing(f"places.{kind.value}", pack.access(kind))
    if not pack.hours[kind, day.weekday()]:
        # Also on a Sunday that others work to make up for a holiday: it stays a Sunday.
        return Closing(f"hours.{kind.value}.{WEEKDAYS[day.weekday()]}")
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


class Rest(NamedTuple):
    """Why a customer is left in peace: the key of the rule, the day of the last visit, the first one of the next."""

    key: str
    tried: date
    until: date


def rest(pack: Pack, closed: ClosedDays, visit: Visit) -> Rest | None:
    """Why it is too soon for this visit after an earlier one to the same customer; None where it is not."""
    rests = []
    for tried, met in closed.tried.get(visit.customer.id, ()):
        days, key = max(
            (pack.days_between, "gap.min_days_between"), (pack.days_after_met if met else 0, "gap.min_days_after_met")
        )
        if tried < visit.date < tried + timedelta(days=days):
            rests.append(Rest(key, tried, tried + timedelta(days=days)))
    return max(rests, key=lambda each: each.until, default=None)


def is_visiting_day(pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME) -> bool:
    """Whether this kind of place may be visited on this day at all."""
    return closing(pack, closed, day, kind) is None


def next_open_day(pack: Pack, closed: ClosedDays, after: date, kind: PlaceKind = PlaceKind.HOME) -> date | None:
    """The first day after `after` on which this kind of place may be visited; None where there is none in a year."""
    days = (after + timedelta(days=number) for number in range(1, 367))
    return next((day for day in days if is_visiting_day(pack, closed, day, kind)), None)


def lawful_stays(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> tuple[Moments, ...]:
    """Moments in UTC between which a whole stay may lie, margins taken off."""
    if not is_visiting_day(pack, closed, visit.date, visit.place_kind):
        return ()
    spans = pack.hours[visit.place_kind, visit.date.weekday()]
    return tuple(
        (moment(visit.date, a, zone) + pack.margin, moment(visit.date, b, zone) - pack.margin) for a, b in spans
    )


def lawful_starts(pack: Pack, closed: ClosedDays, visit: Visit, zone: ZoneInfo) -> tuple[Moments, ...]:
    """Moments in UTC from which to which service may start, both included: the wish cut by the law.

    A stay [start, start + service) fits [a, b) when a <= start and start + service <= b.
    """
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


def _joined(windows: list[Moments]) -> tuple[Moments, ...]:
    joined: list[Moments] = []
    for begin, end in windows:
        if joined and begin <= joined[-1][1] + SECOND:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((begin, end))
    return tuple(joined)
