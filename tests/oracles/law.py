"""The house floor once more, by the clock on the wall: from the rules as written, not from `policy`."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit

MARGIN, LONGEST = timedelta(minutes=15), timedelta(minutes=45)
HOURS = {
    PlaceKind.HOME: {**dict.fromkeys(range(5), (9, 20)), 5: (10, 18)},
    PlaceKind.WORKPLACE: {},  # only by invitation, and nobody here has any
    PlaceKind.AGREED: dict.fromkeys(range(6), (9, 20)),
}
"""Opening and closing hour by place and weekday; a weekday that is missing is never."""


def lawful(visit: Visit, start: datetime, end: datetime, zone: ZoneInfo, closed: frozenset[date]) -> bool:
    """Whether a whole stay [start, end) is short enough, and keeps the hours with the margin to both ends."""
    begins, ends = start.astimezone(zone), end.astimezone(zone)
    hours = HOURS[visit.place_kind].get(visit.date.weekday())
    if end - start > LONGEST:
        return False
    if hours is None or visit.date in closed or begins.date() != visit.date or ends.date() != visit.date:
        return False
    opening, closing = (datetime.combine(visit.date, time(hour), zone).astimezone(UTC) for hour in hours)
    return opening + MARGIN <= start and end <= closing - MARGIN


def wished(visit: Visit, start: datetime, zone: ZoneInfo) -> bool:
    """Whether the customer can be met at that time."""
    local = start.astimezone(zone).time()
    return not visit.windows or any(window.earliest <= local <= window.latest for window in visit.windows)
