"""One vehicle's order with its ways, and the times it was found to have: each once for the same things asked of it.

It follows from values alone, and is dropped where there is too much of it. What routes ask of each other is
`together`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from routing.labels import Leg, Timing, legs_of
from routing.problem import Problem, Vehicle

MOST_RIDES = 2048
MOST_TIMINGS = 16


class Ride:
    """An order and its legs; made by `ride_of`."""

    __slots__ = ("_times", "_timings", "joints", "legs")

    def __init__(self, legs: tuple[Leg, ...], times: object) -> None:
        self.legs = legs
        self.joints = tuple(n for n, leg in enumerate(legs) if n and leg.job and leg.job.joint)
        """The places, but the first, at which a side of a joint visit stands."""
        self._times = times
        self._timings: dict[Hashable, Timing] = {}

    def timing(self, asked: Hashable, find: Callable[[], Timing]) -> Timing:
        """The times that follow from what is asked, all of it; found only where they are not known."""
        timing = self._timings.get(asked)
        if timing is None:
            if len(self._timings) >= MOST_TIMINGS:
                self._timings.clear()
            timing = self._timings[asked] = find()
        return timing


_RIDES: dict[tuple[int, ...], tuple[object, Ride]] = {}
_SAME: dict[Hashable, Ride] = {}


def ride_of(problem: Problem, vehicle: Vehicle, job_ids: Sequence[str]) -> Ride:
    """The ride of a vehicle in this order."""
    times, jobs = problem.travel[vehicle.travel_mode], tuple(map(problem.job, job_ids))
    key = id(vehicle), id(times), *map(id, jobs)
    known = _RIDES.get(key)  # by what they are is some ten times as slow
    if known is None:
        if max(len(_RIDES), len(_SAME)) >= MOST_RIDES:
            _RIDES.clear()
            _SAME.clear()
        same = vehicle, id(times), jobs
        ride = _SAME.get(same) or _SAME.setdefault(same, Ride(legs_of(problem, vehicle, job_ids), times))
        # As long as these are kept, nothing else has their ids.
        known = _RIDES[key] = (vehicle, jobs), ride
    return known[1]
