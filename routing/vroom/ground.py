"""What a VROOM problem stands on: travel times by kind of vehicle, and the second from which times are counted."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from routing.travel import UNREACHABLE, Seconds, TravelTimes
from routing.vroom.request import AskedVehicle, Matrices, Request, Window

LAST = 2**31 - 2
"""The end of time."""
HUNDREDTHS = 100
"""VROOM keeps durations in hundredths, so a speed factor has two digits."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """A request on its travel times.

    Parameters
    ----------
    matrices
        By profile, as given or as the roads say.
    travel
        By `mode`: durations at the vehicle's speed, and as distances what counts for its costs per kilometre.
    zero, end
        The second of the file that is second 0 of ours; the second of ours that stands for no limit.
    ticks
        How many parts a second has in `travel` and in all times that stand on this ground: 1 for a search, which gets
        whole seconds, ways rounded up; `HUNDREDTHS` where VROOM's own times are laid at other speeds than 1.
    """

    request: Request
    matrices: Mapping[str, Matrices]
    travel: Mapping[str, TravelTimes]
    zero: int
    end: int
    ticks: int = 1

    def window(self, asked: Window) -> tuple[int, int]:
        """A window in our time, both ends included."""
        earliest, latest = asked
        first = max(0, min(earliest - self.zero, self.end))
        last = self.end if latest is None else max(first, min(latest - self.zero, self.end))
        return first * self.ticks, last * self.ticks

    def fine(self) -> Ground:
        """The same, as finely as VROOM counts."""
        if all(_factor(vehicle) == HUNDREDTHS for vehicle in self.request.vehicles):
            return self
        return replace(self, travel=_travel_by_mode(self.request, self.matrices, HUNDREDTHS), ticks=HUNDREDTHS)

    def travel_of(self, vehicle: AskedVehicle) -> TravelTimes:
        """The travel times of a vehicle."""
        return self.travel[mode(vehicle)]

    def distances_of(self, vehicle: AskedVehicle) -> Seconds | None:
        """Metres between places, where they are known."""
        return self.matrices[vehicle.profile].distances


def mode(vehicle: AskedVehicle) -> str:
    """Vehicles of one mode share their travel times."""
    factor = _factor(vehicle)
    return vehicle.profile if factor == HUNDREDTHS else f"{vehicle.profile}\0{factor}"


def make_ground(request: Request, from_roads: Mapping[str, Matrices] | None = None) -> Ground:
    """The ground of a request; `from_roads` by profile where the request has no matrices of its own."""
    matrices = request.matrices or from_roads or {}
    travel = _travel_by_mode(request, matrices, 1)
    work = _longest_route(request, travel)
    bounds = list(_bounds(request))
    # Nobody needs to leave earlier than all work before the first bound, nor to end later than all after the last.
    zero = max(0, min((first for first, _ in bounds), default=0) - work)
    lasts = [first if last is None else last for first, last in bounds]
    return Ground(request, matrices, travel, zero, min(LAST, max(lasts, default=0) - zero + work))


def _bounds(request: Request) -> Iterator[Window]:
    windows = [window for job in request.jobs for window in job.windows]
    for vehicle in request.vehicles:
        windows += [vehicle.window, *(rest.window for rest in vehicle.breaks)]
        for step in vehicle.steps or ():
            windows += [(second, second) for second in (step.after, step.before) if second is not None]
    return (window for window in windows if window != (0, None))


def _longest_route(request: Request, travel: Mapping[str, TravelTimes]) -> int:
    # No route takes longer than all services, set-ups and breaks, and the longest way to each job and to the end.
    most = np.zeros(max((times.size for times in travel.values()), default=0), dtype=np.int64)
    for times in travel.values():
        reached = np.where(times.durations < UNREACHABLE, times.durations, 0).max(axis=0, initial=0)
        most[: times.size] = np.maximum(most[: times.size], reached)
    work = sum(job.setup + job.service + int(most[job.spot.place]) for job in request.jobs)
    rest = sum(rest.service for vehicle in request.vehicles for rest in vehicle.breaks)
    return work + rest + int(most.max(initial=0))


def _travel_by_mode(request: Request, matrices: Mapping[str, Matrices], ticks: int) -> dict[str, TravelTimes]:
    first = {mode(vehicle): vehicle for vehicle in reversed(request.vehicles)}
    return {name: _travel(vehicle, matrices[vehicle.profile], ticks) for name, vehicle in first.items()}


def _travel(vehicle: AskedVehicle, matrices: Matrices, ticks: int) -> TravelTimes:
    scaled = -(-matrices.durations.astype(np.int64) * _factor(vehicle) * ticks // HUNDREDTHS)
    scaled[matrices.durations >= UNREACHABLE] = UNREACHABLE
    durations = np.minimum(scaled, UNREACHABLE).astype(np.int32)
    counted = matrices.distances if matrices.costs is None else matrices.costs
    distances = np.zeros_like(durations) if counted is None else counted.copy()
    distances[durations >= UNREACHABLE] = UNREACHABLE
    return TravelTimes(durations, distances)


def _factor(vehicle: AskedVehicle) -> int:
    return math.floor(HUNDREDTHS / vehicle.speed_factor + 0.5)
