"""What somebody types who has the telephone in the other hand: words of any width and case, and moments."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from planner.errors import BadInput

SMALL_HOURS = 4
"""A working day is over by this hour of the night: 00:10 is of the night that follows it."""
LEEWAY = timedelta(minutes=1)
"""Clocks differ, and who types 10:05 may mean the minute that has just begun."""

_TIME = re.compile(r"(\d{1,2})(?:[:.h點点时時](\d{0,2}))?")
_AGO = re.compile(r"[-\N{MINUS SIGN}](\d{1,3})")
_NOW = ("", "now", "0", "-0")


def folded(text: str) -> str:
    """A text as it is compared: of any width and case, without what stands around it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def read_moment(text: str, day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """A moment of a day, in UTC: nothing for now, ``-10`` for ten minutes ago, 9:5, 905, 0905, 09:05, 9.05.

    An hour that the clocks of this zone show twice is the later one that has been. One they never show is as if they
    had not been set.

    Raises
    ------
    BadInput
        ``bad_clock``; ``told_in_future``.
    """
    typed = folded(text)
    if typed in _NOW:
        return now
    if ago := _AGO.fullmatch(typed):
        return now - timedelta(minutes=int(ago[1]))
    clock = _clock(typed)
    days = [day, day + timedelta(days=1)] if clock.hour < SMALL_HOURS else [day]
    known = [datetime.combine(d, clock, zone).replace(fold=fold).astimezone(UTC) for d in days for fold in (0, 1)]
    if past := [each for each in known if each <= now + LEEWAY]:
        return max(past)
    raise BadInput("told_in_future", time=f"{clock:%H:%M}")


def _clock(typed: str) -> time:
    if re.fullmatch(r"\d{3,4}", typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    found = _TIME.fullmatch(typed)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise BadInput("bad_clock", value=typed)
    return time(int(found[1]), int(found[2] or 0))
