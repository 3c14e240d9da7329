"""The packs once more, by hand from the facts and minute by minute: shares no code with `planner.policy`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit

HOME, WORK, AGREED = PlaceKind.HOME, PlaceKind.WORKPLACE, PlaceKind.AGREED
MARGIN = timedelta(minutes=15)
WEEKDAYS, SATURDAY, SUNDAY = range(5), 5, 6
DEBTOR_IS_LEFT_ALONE = {
    # Opening and closing hour: by law, at any place and on any day, unless told otherwise below.
    "CN": (8, 22),  # CN-01, CN-02: not from 22:00 to 08:00
    "US": (8, 21),  # US-01: not before 8 a.m. and after 9 p.m.
    "US-MA": (8, 21),  # US-MA1
    "US-HI": (8, 21),
    "IN": (8, 19),  # IN-01: not before 8:00 or after 19:00
    "AU": (9, 21),  # AU-01
    "IE": (9, 21),  # IE-01: not from 21:00 to 09:00
}
ONLY_WHERE_AGREED = {
    "CN": {WORK},  # CN-12
    "US": {WORK},  # US-04
    "US-MA": {WORK},  # US-MA2
    "US-HI": {HOME, WORK},  # US-HI1
    "UK": {WORK},  # UK-06
    "IN": {WORK},  # IN-05
    "AU": {HOME, WORK},  # AU-06, AU-07
    "IE": {WORK},  # IE-01
}
LAST_KNOWN_DAY = date(2026, 12, 31)
"""Of every pack with a calendar; the floor has none."""


@cache
def open_minutes(pack: str, kind: PlaceKind, weekday: int) -> frozenset[int]:
    """Minutes of a day at which somebody may stand at such a door."""
    return frozenset(minute for minute in range(24 * 60) if _is_open(pack, kind, weekday, minute))


def _is_open(pack: str, kind: PlaceKind, weekday: int, minute: int) -> bool:
    hour = minute / 60
    if kind in ONLY_WHERE_AGREED.get(pack, ()):
        return False
    opening, closing = DEBTOR_IS_LEFT_ALONE.get(pack, (0, 24))
    if not opening <= hour < closing:
        return False
    if pack == "AU" and kind is WORK and (weekday not in WEEKDAYS or not 9 <= hour < 17):
        return False
    return _house(kind, weekday, hour)


def _house(kind: PlaceKind, weekday: int, hour: float) -> bool:
    if weekday == SUNDAY:
        return False
    if kind is WORK:
        return weekday in WEEKDAYS and 9 <= hour < 17
    if kind is HOME and weekday == SATURDAY:
        return 10 <= hour < 18
    return 9 <= hour < 20


def is_closed(pack: str, day: date, free: Iterable[date], confirmed: Iterable[int]) -> bool:
    """Whether nobody is visited on a day: a holiday or an eve, or of a year nobody has confirmed."""
    return day in free or (pack != "floor" and day > LAST_KNOWN_DAY and day.year not in confirmed)


def lawful(
    pack: str,
    visit: Visit,
    start: datetime,
    end: datetime,
    zone: ZoneInfo,
    free: Iterable[date],
    confirmed: Iterable[int],
) -> bool:
    """Whether a whole stay [start, end), with its margins, lies in minutes that are open."""
    begins, ends = (start - MARGIN).astimezone(zone), (end + MARGIN).astimezone(zone)
    if begins.date() != visit.date or is_closed(pack, visit.date, free, confirmed):
        return False
    midnight = datetime.combine(visit.date, datetime.min.time())
    first = int((begins.replace(tzinfo=None) - midnight).total_seconds() // 60)
    last = -int(-(ends.replace(tzinfo=None) - midnight).total_seconds() // 60)
    return open_minutes(pack, visit.place_kind, visit.date.weekday()).issuperset(range(first, last))


def left_in_peace(visit: Visit, tried: Iterable[tuple[date, bool]]) -> bool:
    """Whether it is too soon after an earlier visit to the customer: 7 days after any, 30 where somebody was met.

    House floor (CN-06 asks for the 7, US-MA1 and AU-05 for the 30).
    """
    for when, met in tried:
        between = (visit.date - when).days
        if 0 < between < 7 or (met and 0 < between < 30):
            return True
    return False
