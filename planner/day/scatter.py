"""How much ways and stays differ from day to day, as teams told of them: what a rehearsal draws its days by. Pure.

Each is taken as the planned time by a factor whose logarithm scatters around its mean: of ways partly for a whole day
alike (weather, traffic), partly for each by itself. How far the mean is off is another question: see
`planner.day.measured`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import log, sqrt
from statistics import fmean, variance
from typing import NamedTuple

from planner.day.measured import WILD, Leg, Seen

FEWEST = 100
"""So many ways, and stays, at least: with fewer a sigma is off by more than one part in fourteen."""
LEAST_ROAD = 3.0
"""Minutes. On shorter ways the minute that somebody told is most of the time."""


class Scatter(NamedTuple):
    """Sigmas of the logarithms, as `routing.drawn_days.Spread` has them."""

    day: float
    travel: float
    stay: float


def scatter(found: Seen, usual: timedelta) -> Scatter | None:
    """The sigmas; None where too little was told. `usual` is parking and walking where a visit names no time."""
    ways = [(leg.visit.date, log(share)) for leg in found.legs if 1 / WILD <= (share := _share(leg, usual)) <= WILD]
    shares = (stay.took / stay.planned for stay in found.stays)
    stays = [log(share) for share in shares if 1 / WILD <= share <= WILD]
    if min(len(ways), len(stays)) < FEWEST:
        return None
    day, travel = _parts(ways)
    return Scatter(round(day, 2), round(travel, 2), round(sqrt(variance(stays)), 2))


def _share(leg: Leg, usual: timedelta) -> float:
    door = usual if leg.visit.setup_time is None else leg.visit.setup_time
    return (leg.took - door.total_seconds() / 60) / leg.road if leg.road >= LEAST_ROAD else 0.0


def _parts(ways: Iterable[tuple[date, float]]) -> tuple[float, float]:
    # What differs within the days, and what the days' means differ more than that explains.
    by_day: dict[date, list[float]] = defaultdict(list)
    for when, each in ways:
        by_day[when].append(each)
    days = [each for each in by_day.values() if len(each) > 1]
    within = sum(variance(each) * (len(each) - 1) for each in days) / max(1, sum(len(each) - 1 for each in days))
    return sqrt(max(0.0, _between(days, within))), sqrt(within)


def _between(days: Sequence[Sequence[float]], within: float) -> float:
    if len(days) < 2:
        return 0.0
    return variance([fmean(each) for each in days]) - within * fmean([1 / len(each) for each in days])
