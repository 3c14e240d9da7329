"""The packs once more, by hand from the facts and minute by minute: shares no code with `planner.policy`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from planner.model import PlaceKind, Visit
from tests.oracles.customer_law import Life, capped, hours_are_open, one_more, place_is_open

HOME, WORK, AGREED = PlaceKind.HOME, PlaceKind.WORKPLACE, PlaceKind.AGREED
MARGIN, ONE_MINUTE, LONGEST = timedelta(minutes=15), timedelta(minutes=1), timedelta(minutes=45)
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
LAST_KNOWN_DAY = date(2026, 12, 31)
"""Of every pack with a calendar; the floor has none."""


@cache
def open_minutes(pack: str, kind: PlaceKind, weekday: int) -> frozenset[int]:
    """Minutes of a day at which somebody may stand at such a door, as far as the hours go."""
    return frozenset(minute for minute in range(24 * 60) if _is_open(pack, kind, weekday, minute))


def _is_open(pack: str, kind: PlaceKind, weekday: int, minute: int) -> bool:
    hour = minute / 60
    opening, closing = DEBTOR_IS_LEFT_ALONE.get(pack, (0, 24))
    if not opening <= hour < closing or (pack == "IE" and kind is WORK):
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
    life: Life,
    free: Iterable[date],
    confirmed: Iterable[int],
) -> bool:
    """Whether a stay [start, end) is short and lies, with its margins, in minutes that are open to this customer."""
    if is_closed(pack, visit.date, free, confirmed) or end - start > LONGEST:
        return False
    usual, full = open_minutes(pack, visit.place_kind, visit.date.weekday()), capped(pack, life, visit)
    for local in _minutes(start - MARGIN, end + MARGIN, life.zone):
        minute = local.hour * 60 + local.minute
        if local.date() != visit.date or not (minute in usual or hours_are_open(pack, life, visit, minute)):
            return False
        if not place_is_open(pack, life, visit, minute):
            return False
        if not all(one_more(pack, life, visit, name, minute) for name in full):
            return False
    return True


def _minutes(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    # Every minute that is begun, as the clock on the wall has it: one that is set back shows some twice.
    moment = begin.replace(second=0, microsecond=0)
    while moment < end:
        yield moment.astimezone(zone)
        moment += ONE_MINUTE
