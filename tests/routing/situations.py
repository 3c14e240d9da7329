"""A catalogue of small problems, told in minutes from eight o'clock on a line of places ten minutes apart."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.travel import TravelTimes

MINUTE = 60
EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAY = 10 * 60


def line(places: int, minutes: int = 10) -> TravelTimes:
    """Places in a row; place 0 is the depot. A minute is a kilometre."""
    index = np.arange(places)
    steps = np.abs(index[:, None] - index[None, :]).astype(np.int32) * minutes
    return TravelTimes(steps * MINUTE, steps * 1000)


def job(name: str, place: int, *windows: tuple[int, int], service: int = 30, setup: int = 0, **more: object) -> Job:
    """A job; all times in minutes."""
    spans = tuple(TimeWindow(a * MINUTE, b * MINUTE) for a, b in windows or ((0, DAY),))
    return Job(name, place, service * MINUTE, spans, setup * MINUTE, **more)  # type: ignore[arg-type]


def vehicle(name: str, *breaks: tuple[int, int, int], start: int = 0, end: int = DAY, **more: object) -> Vehicle:
    """A vehicle from and to place 0; breaks as (earliest, latest, minutes)."""
    rests = tuple(Break(f"{name}-rest-{n}", a * MINUTE, b * MINUTE, d * MINUTE) for n, (a, b, d) in enumerate(breaks))
    return Vehicle(name, 0, 0, start * MINUTE, end * MINUTE, rests, **more)  # type: ignore[arg-type]


def problem(*parts: Job | Vehicle, places: int = 10) -> Problem:
    """Jobs and vehicles on the line."""
    jobs = tuple(part for part in parts if isinstance(part, Job))
    vehicles = tuple(part for part in parts if isinstance(part, Vehicle))
    return Problem(EIGHT, jobs, vehicles, {"car": line(places)})
