"""What days that are over say of the estimates: ways by hour, stays by kind of place, parking and walking by area.

Each is an estimate with its error bar, and proposed where it is told apart from what is planned with by now; nothing is
taken over by itself (`planner.day.factors`). Pure.

A way is from the moment a team left one door to the moment it stood at the next, both as it was told. It is taken for
so many times the road as its hour has, and the minutes of parking and walking of its area: both are fitted to all ways
at once (least squares; error bars by White's sandwich, doi:10.2307/1912934, for long ways scatter more). Ways with a
rest or a wait in them tell nothing. Who told "about ten" is off by some minutes: that lies within the error bar.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import Coordinates, Day, Plan, Route, Shift, Stop, Visit
from routing.least_squares import Fit, fitted
from routing.problem import Coordinates as Point
from routing.region.changes import metres_apart

FEWEST = 20
"""So many cases at least make an estimate: with fewer the error bar itself cannot be trusted."""
SURE = 1.96
"""Standard errors to either side that hold the true mean in 95 of 100 estimates."""
LEAST_SHARE, LEAST_MINUTES = 0.05, 1.0
"""What differs by less is no news to a plan."""
WILD = 5.0
"""Something else happened where it took so many times as long, or so many times as short."""
AROUND = 5.0
"""Minutes that the shortest way may take beside its road."""


class What(StrEnum):
    """What is estimated."""

    WAY = "way"
    """How many times as long a way takes, by the hour in which it begins (``"08"``)."""
    STAY = "stay"
    """How many times as long a stay takes, by the kind of place (`planner.model.PlaceKind`)."""
    DOOR = "door"
    """Minutes for parking and walking to the door, by area."""


class Estimate(NamedTuple):
    """A mean over so many `cases` that lies, 95 times of 100, from `low` to `high`; `now` is what is planned with."""

    what: What
    key: str
    mean: float
    low: float
    high: float
    cases: int
    now: float
    center: Coordinates | None = None
    """The middle of an area."""
    radius_m: float = 0.0
    """How far its visits lie from there."""

    @property
    def proposed(self) -> bool:
        """Whether it is surely something else than what is planned with, and enough to matter."""
        least = LEAST_MINUTES if self.what == What.DOOR else LEAST_SHARE
        return not self.low <= self.now <= self.high and abs(self.mean - self.now) >= least


class Leg(NamedTuple):
    """A way that was driven: `took` in minutes, `road` as planned without a slow day, the stop that it led to."""

    hour: int
    took: float
    road: float
    visit: Visit


class Stay(NamedTuple):
    """A stay that is over, in minutes, as it was and as planned."""

    day: date
    kind: str
    took: float
    planned: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What days have shown."""

    legs: tuple[Leg, ...]
    stays: tuple[Stay, ...]


def seen(days: Iterable[tuple[Day, Plan]]) -> Seen:
    """Every way and stay of these days that was told well enough."""
    legs: list[Leg] = []
    stays: list[Stay] = []
    for day, plan in days:
        shifts, visits = {shift.id: shift for shift in day.shifts}, {visit.id: visit for visit in day.visits}
        for route in (route for route in plan.routes if route.shift_id in shifts):
            stays += _stays(route, visits)
            legs += _legs(route, shifts[route.shift_id], visits, day.zone)
    return Seen(tuple(legs), tuple(stays))


def _stays(route: Route, visits: Mapping[UUID, Visit]) -> Iterator[Stay]:
    for stop in (stop for stop in route.stops if stop.visit_id in visits):
        actual, visit = stop.actual, visits[stop.visit_id]
        # Where nobody was met the stay is over at once: that says nothing of how long a talk takes.
        if actual and actual.arrived and actual.left and actual.met and visit.service_time:
            yield Stay(
                visit.date, visit.place_kind.value, _minutes(actual.left - actual.arrived), _minutes(visit.service_time)
            )


def _legs(route: Route, shift: Shift, visits: Mapping[UUID, Visit], zone: ZoneInfo) -> Iterator[Leg]:
    rests = {rest.after for rest in route.breaks}
    for number, (before, stop) in enumerate(pairwise(route.stops), start=1):
        left, arrived, visit = _left(before), _arrived(stop), visits.get(stop.visit_id)
        if left is None or arrived is None or arrived <= left or visit is None:
            continue
        if number not in rests and not stop.waiting and stop.travel_time:
            road = _minutes(stop.travel_time) / shift.slow_factor
            yield Leg(left.astimezone(zone).hour, _minutes(arrived - left), road, visit)


def _left(stop: Stop) -> datetime | None:
    return stop.actual.left if stop.actual else None


def _arrived(stop: Stop) -> datetime | None:
    return stop.actual.arrived if stop.actual else None


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


# --- estimates

type Area = tuple[str, Coordinates]
"""The name of an area, and its middle."""
type Now = Callable[[What, str], float]
"""What is planned with by now: 1 for a way or a stay as it is; minutes at the door."""


def estimates(found: Seen, area_of: Callable[[Visit], Area | None], now: Now) -> tuple[Estimate, ...]:
    """What is known well enough to be told; areas are named by `area_of`, None where a visit lies in none."""
    shares: dict[str, list[float]] = defaultdict(list)
    for stay in found.stays:
        if 1 / WILD <= stay.took / stay.planned <= WILD:
            shares[stay.kind].append(stay.took / stay.planned * now(What.STAY, stay.kind))
    staying = [_of_mean(key, each, now) for key, each in sorted(shares.items()) if len(each) >= FEWEST]
    return (*_ways(found.legs, area_of, now), *staying)


def _of_mean(key: str, values: Sequence[float], now: Now) -> Estimate:
    mean, error = fmean(values), SURE * stdev(values) / sqrt(len(values))
    return Estimate(What.STAY, key, mean, mean - error, mean + error, len(values), now(What.STAY, key))


def _ways(legs: Iterable[Leg], area_of: Callable[[Visit], Area | None], now: Now) -> list[Estimate]:
    # One column for each hour, holding the road, and one for each area (and for all others together), holding 1.
    plain = [(leg, area_of(leg.visit)) for leg in legs if leg.took <= WILD * (leg.road + AROUND)]
    hours = _counted(_hour(leg) for leg, _area in plain)
    names = _counted(area[0] for _leg, area in plain if area)
    kept = [(leg, area) for leg, area in plain if _hour(leg) in hours]
    if not kept:
        return []
    columns = [*((What.WAY, hour) for hour in hours), (What.DOOR, ""), *((What.DOOR, name) for name in names)]
    place = {column: number for number, column in enumerate(columns)}
    rows = [
        {place[What.WAY, _hour(leg)]: leg.road, place.get((What.DOOR, area[0] if area else ""), len(hours)): 1.0}
        for leg, area in kept
    ]
    fit = fitted(rows, [leg.took for leg, _area in kept], len(columns))
    found = [_of_fit(*column, fit, place[column], now) for column in columns if column[1]]
    return [_placed(each, kept) if each.what == What.DOOR else each for each in found if each.cases >= FEWEST]


def _hour(leg: Leg) -> str:
    return f"{leg.hour:02}"


def _placed(estimate: Estimate, kept: Iterable[tuple[Leg, Area | None]]) -> Estimate:
    mine = [(leg.visit.location, area[1]) for leg, area in kept if area and area[0] == estimate.key]
    away = (metres_apart(Point(*center), Point(*place.coordinates)) for place, center in mine if place)
    return estimate._replace(center=mine[0][1], radius_m=round(max(away, default=0.0)))


def _counted(keys: Iterable[str]) -> list[str]:
    return sorted(key for key, count in Counter(keys).items() if count >= FEWEST)


def _of_fit(what: What, key: str, fit: Fit, column: int, now: Now) -> Estimate:
    mean, error = fit.means[column], SURE * fit.errors[column]
    return Estimate(what, key, mean, mean - error, mean + error, fit.counts[column], now(what, key))
