"""Time as width: where a moment lies on the timeline, how far it is zoomed, and where its ticks stand. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from math import log
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTE, HOUR = 60.0, 3600.0
CLOSEST = 15 * MINUTE
"""So much time fills the view when it is zoomed in all the way."""
MARGIN = 30 * MINUTE
"""Shown before what comes first in a day, and after what comes last."""
STEPS = (60.0, 300.0, 900.0, 1800.0, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR)


class Span(NamedTuple):
    """From when to when, in seconds since the day's midnight."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it lasts."""
        return self.end - self.start

    def away(self, seconds: float) -> float:
        """How far a time is outside of it."""
        return max(self.start - seconds, seconds - self.end, 0.0)


WORKING_DAY = Span(8 * HOUR, 18 * HOUR)
"""Shown where nothing is known."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Moments as seconds since the branch's midnight, and back. Through UTC, so days with a clock change work."""

    day: date
    zone: ZoneInfo

    @property
    def midnight(self) -> datetime:
        """When the day begins."""
        return _midnight(self.day, self.zone)

    def seconds(self, moment: datetime) -> float:
        """Of an aware moment."""
        return (moment.astimezone(UTC) - self.midnight).total_seconds()

    def at(self, local: time) -> float:
        """Of a time of this day, as the branch's clocks show it."""
        return self.seconds(datetime.combine(self.day, local, self.zone))

    def moment(self, seconds: float) -> datetime:
        """The aware moment, in UTC."""
        return self.midnight + timedelta(seconds=seconds)

    def words(self, seconds: float) -> str:
        """As the branch's clocks show it, ``09:30``."""
        return _words(self.midnight, self.zone, seconds)


@lru_cache(8)
def _midnight(day: date, zone: ZoneInfo) -> datetime:
    # Asked for with every time that is laid out.
    return datetime.combine(day, time(), zone).astimezone(UTC)


@lru_cache(4096)
def _words(midnight: datetime, zone: ZoneInfo, seconds: float) -> str:
    return f"{(midnight + timedelta(seconds=seconds)).astimezone(zone):%H:%M}"


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time and how wide a second of it is; x is 0 at its start."""

    extent: Span
    density: float
    """Pixels per second."""

    @property
    def width(self) -> float:
        """Of the whole stretch, in pixels."""
        return self.extent.length * self.density

    def x(self, seconds: float) -> float:
        """Where a time lies."""
        return (seconds - self.extent.start) * self.density

    def time_at(self, x: float) -> float:
        """Which time lies there."""
        return self.extent.start + x / self.density

    def fitted(self, room: float) -> Scale:
        """As wide as there is room."""
        return replace(self, density=max(1.0, room) / self.extent.length)

    def zoomed(self, factor: float, room: float) -> Scale:
        """Closer (factor above 1) or farther, between the whole stretch and `CLOSEST` in that room."""
        least = max(1.0, room) / self.extent.length
        most = max(least, max(1.0, room) / CLOSEST)
        return replace(self, density=min(most, max(least, self.density * factor)))

    def share(self, room: float) -> float:
        """How far out it is zoomed: 0 for `CLOSEST`, 1 for the whole stretch, even steps of the eye between."""
        shown = max(1.0, room) / self.density
        return min(1.0, max(0.0, log(shown / CLOSEST) / log(self.extent.length / CLOSEST)))

    def at_share(self, share: float, room: float) -> Scale:
        """Zoomed out so far, see `share`."""
        shown = CLOSEST * (self.extent.length / CLOSEST) ** min(1.0, max(0.0, share))
        return replace(self, density=max(1.0, room) / shown)


def extent_of(spans: Iterable[Span]) -> Span:
    """The stretch that shows all of these, with a margin; whole half hours, so that ticks stand at its ends."""
    known = list(spans) or [WORKING_DAY]
    half = HOUR / 2
    start = (min(span.start for span in known) - MARGIN) // half * half
    end = -((max(span.end for span in known) + MARGIN) // -half) * half
    return Span(start, max(end, start + HOUR))


class Tick(NamedTuple):
    """A line of the time grid. `named` where its time is written, `hour` on a full hour."""

    seconds: float
    named: bool
    hour: bool


@lru_cache(16)
def ticks(scale: Scale, shown: Span, label_width: float) -> tuple[Tick, ...]:
    """The grid lines of what is shown: as many names as have room, and one finer step between them."""
    step = next((step for step in STEPS if step * scale.density >= label_width), STEPS[-1])
    fine = max((each for each in STEPS if each < step and step % each == 0), default=step)
    if fine * scale.density * 4 < label_width:
        fine = step
    numbers = range(int(shown.start // fine), int(shown.end // fine) + 2)
    times = (number * fine for number in numbers)
    inside = (each for each in times if scale.extent.start <= each <= scale.extent.end)
    return tuple(Tick(each, each % step == 0, each % HOUR == 0) for each in inside)
