"""When a stay is lawful, and when its service may therefore start.

Legal hours bound the **whole stay** and are half-open; a `Window` and a solver's window bound the **start of service**,
both ends included. This module is where one becomes the other.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack

type Moments = tuple[datetime, datetime]
SECOND = timedelta(seconds=1)


def is_visiting_day(pack: Pack, closed: ClosedDays, day: date, kind: PlaceKind = PlaceKind.HOME) -> bool:
    """Whether this kind of place may be visited on this day at all."""
    return bool(pack.hours[kind, day.weekday()]) and not (pack.public_holidays and closed.reason(day))


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
