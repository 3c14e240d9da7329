"""The problem every solver gets: jobs, vehicles, places, and travel times between them. Nothing is solved here.

Conventions, declared once for all of `routing`:

- Times are integer seconds since `Problem.horizon_start`; durations are integer seconds; distances integer metres.
- A `TimeWindow` bounds the **start of service**, both ends inclusive (as in PyVRP and VROOM). Legal hours, which bound
  the whole stay and are half-open, are converted by `planner.policy` before a problem is made.
- On arriving at a place that differs from the place before it, `setup_time` (parking, and walking to the door) passes
  before service can start; for consecutive jobs at the same place it is paid once.
- A `Break` starts within its own window, both ends inclusive, not before `shift_start`, and lies between two services
  (or before the first, or after the last): before leaving, on the road, between parking and the door, or while waiting.
  It delays what follows by its whole duration unless the vehicle would have waited anyway. Breaks may be taken in any
  order. A break whose window opens only once the vehicle has finished its route (or at that second) is not owed.
- A vehicle leaves its start place not before `shift_start` and reaches its end place not after `shift_end` and the
  overtime it may work. Overtime is what lies after `shift_end`.
- A stop starts as early as its route allows, but one with an aim (the earliest of its wish, else the time it had
  `before`) waits for its aim as long as nothing in its route comes too late by that.
- The two jobs of a `joint` start in the same second, on two vehicles, or both are left out. A joint stop that is not
  its route's first is idle for at most `Problem.joint_wait` seconds between the departure before it and its start.
- A job `after` another starts not before that one's departure, on whatever route, and only where that one is served.
- Jobs of one `group` are served by one vehicle.
- `amount` is taken from the vehicle's `capacity`, summed over its route, in as many dimensions as it has.

What a solver minimizes, in this order: must-do jobs left out; the sum of the priorities left out; the number left out;
then `Weights` over travel and the rest, in seconds (`routing.objective` has the sum).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from routing.errors import BadProblem
from routing.travel import TravelTimes
from routing.weights import PLAIN_COSTS, PLAIN_WEIGHTS, Before, Costs, Weights, Wish


class Coordinates(NamedTuple):
    """A point in WGS-84 degrees. `[lon, lat]` exists only inside adapters and GeoJSON."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """When service may start: seconds since the horizon's start, both ends inclusive."""

    earliest: int
    latest: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise BadProblem(
                "window_reversed", f"A time window ends ({self.latest}) before it begins ({self.earliest})."
            )


@dataclass(frozen=True, slots=True)
class Break:
    """A rest of `duration` seconds that must start within [earliest, latest]."""

    id: str
    earliest: int
    latest: int
    duration: int

    def __post_init__(self) -> None:
        if self.earliest > self.latest or self.duration < 0:
            raise BadProblem("break_reversed", f"Break {self.id} has a reversed window or a negative duration.")


@dataclass(frozen=True, slots=True)
class Job:
    """One call at one place.

    Parameters
    ----------
    id
        Opaque to `routing`, unique in the problem.
    place
        Index into the rows and columns of every `TravelTimes` of the problem.
    service_time, setup_time
        Seconds at the door; seconds from the parked vehicle to the door.
    windows
        One or more, sorted and disjoint.
    skills
        All of them must be among the vehicle's.
    priority
        0 to 100; what is left out is judged by it first.
    vehicles
        The only vehicles that may serve it, by id; None for any. A locked job names exactly one.
    preferred
        Vehicles that would better serve it; empty for no matter which.
    must
        Counts above all priorities.
    wish
        When its service would better start.
    after
        The id of the job that must be done before it; "" for none.
    group
        Jobs of one group go to one vehicle; "" for none.
    joint
        Shared by the two jobs that must start in the same second on two vehicles; "" for none.
    position
        Where it must stand in its route: 0 first, 1 second, -1 last; None for anywhere.
    amount
        What it takes of the vehicle's capacity, one number per dimension.
    """

    id: str
    place: int
    service_time: int
    windows: tuple[TimeWindow, ...]
    setup_time: int = 0
    skills: frozenset[str] = frozenset()
    priority: int = 50
    vehicles: frozenset[str] | None = None
    preferred: frozenset[str] = frozenset()
    must: bool = False
    wish: Wish | None = None
    after: str = ""
    group: str = ""
    joint: str = ""
    position: int | None = None
    amount: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.windows:
            raise BadProblem("no_window", f"Job {self.id} has no time window.")
        if any(a.latest >= b.earliest for a, b in zip(self.windows, self.windows[1:], strict=False)):
            raise BadProblem("windows_overlap", f"The windows of job {self.id} overlap or are not in order.")
        if self.service_time < 0 or self.setup_time < 0:
            raise BadProblem("negative_time", f"Job {self.id} has a negative service or set-up time.")
        if not 0 <= self.priority <= 100:
            raise BadProblem("priority_range", f"Job {self.id} has a priority outside 0 to 100.")
        if any(each < 0 for each in self.amount):
            raise BadProblem("negative_amount", f"Job {self.id} has a negative amount.")


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A shift as the solver sees it.

    Parameters
    ----------
    start_place, end_place
        Indexes like `Job.place`; None where the route may begin or end anywhere (no travel is counted there).
    travel_mode
        The key into `Problem.travel`.
    max_jobs, max_travel_time
        Limits for the whole route; None for no limit.
    max_overtime
        Seconds after `shift_end` by which it may still come back, at the price in `Weights`.
    costs, capacity
        See `Costs`; what it can carry, one number per dimension, empty for no limit.
    """

    id: str
    start_place: int | None
    end_place: int | None
    shift_start: int
    shift_end: int
    breaks: tuple[Break, ...] = ()
    skills: frozenset[str] = frozenset()
    travel_mode: str = "car"
    max_jobs: int | None = None
    max_travel_time: int | None = None
    max_overtime: int = 0
    costs: Costs = PLAIN_COSTS
    capacity: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.max_overtime < 0 or any(each < 0 for each in self.capacity):
            raise BadProblem("negative_limit", f"Vehicle {self.id} has a negative overtime or capacity.")
        if self.shift_start > self.shift_end:
            raise BadProblem("shift_reversed", f"The shift of vehicle {self.id} ends before it begins.")


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a solver needs, and nothing else.

    Parameters
    ----------
    horizon_start
        The aware moment that second 0 stands for.
    travel
        `TravelTimes` by travel mode, all over the same places.
    weights
        How much each thing counts.
    before
        The plan to keep near, by job id; empty where there is none.
    max_moved
        At most so many jobs of `before` may be on another vehicle or left out; None for no limit.
    joint_wait
        Seconds that either side of a joint visit may be idle before it.
    """

    horizon_start: datetime
    jobs: tuple[Job, ...]
    vehicles: tuple[Vehicle, ...]
    travel: Mapping[str, TravelTimes]
    weights: Weights = PLAIN_WEIGHTS
    before: Mapping[str, Before] = field(default_factory=dict)
    max_moved: int | None = None
    joint_wait: int = 600
    _job_by_id: Mapping[str, Job] = field(init=False, repr=False, compare=False)
    _vehicle_by_id: Mapping[str, Vehicle] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_job_by_id", {job.id: job for job in self.jobs})
        object.__setattr__(self, "_vehicle_by_id", {vehicle.id: vehicle for vehicle in self.vehicles})
        if self.horizon_start.tzinfo is None:
            raise BadProblem("naive_horizon", "The start of the horizon has no time zone.")
        if len(self._job_by_id) < len(self.jobs) or len(self._vehicle_by_id) < len(self.vehicles):
            raise BadProblem("duplicate_id", "Two jobs or two vehicles have the same id.")
        self._check_places()
        self._check_links()

    def _check_links(self) -> None:
        sides = Counter(job.joint for job in self.jobs if job.joint)
        if wrong := next((name for name, count in sides.items() if count != 2), None):
            raise BadProblem("joint_not_two", f"The joint visit {wrong} must have exactly two jobs.")
        if alone := next((job for job in self.jobs if job.after and job.after not in self._job_by_id), None):
            raise BadProblem("after_unknown", f"Job {alone.id} comes after a job that is not in the problem.")
        for job in self.jobs:
            seen, each = {job.id}, job
            while each.after:
                each = self._job_by_id[each.after]
                if each.id in seen:
                    raise BadProblem("after_circle", f"Job {job.id} would have to come after itself.")
                seen.add(each.id)
        dimensions = {len(job.amount) for job in self.jobs} | {len(v.capacity) for v in self.vehicles}
        if len(dimensions - {0}) > 1:
            raise BadProblem("amount_dimensions", "Amounts and capacities do not all have the same dimensions.")

    def _check_places(self) -> None:
        for vehicle in self.vehicles:
            if vehicle.travel_mode not in self.travel:
                raise BadProblem("no_travel_times", f"No travel times for the mode {vehicle.travel_mode!r}.")
        size = min((times.size for times in self.travel.values()), default=0)
        used = [job.place for job in self.jobs]
        used += [p for v in self.vehicles for p in (v.start_place, v.end_place) if p is not None]
        if any(not 0 <= place < size for place in used):
            raise BadProblem("unknown_place", f"A place index lies outside the {size} places of the travel times.")

    def job(self, job_id: str) -> Job:
        """The job of this id; KeyError where there is none."""
        return self._job_by_id[job_id]

    def vehicle(self, vehicle_id: str) -> Vehicle:
        """The vehicle of this id; KeyError where there is none."""
        return self._vehicle_by_id[vehicle_id]
