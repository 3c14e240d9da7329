"""What any solver returns: routes with their times, and the jobs left out with a reason. Nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a job is in no route, from the most basic reason on. The most basic one that holds is given."""

    NO_VEHICLE = "no_vehicle"
    """None of the vehicles it is restricted to takes jobs today, or there is no such vehicle at all."""
    NO_SKILL = "no_skill"
    """None of the vehicles that may serve it has all its skills."""
    UNREACHABLE = "unreachable"
    """No allowed vehicle can get there and back on the roads."""
    WINDOW_OUTSIDE_SHIFTS = "window_outside_shifts"
    """Even alone on an empty route, no allowed vehicle can be there in any window and be back within its limits."""
    NO_ROOM = "no_room"
    """It would fit an empty route, but not these routes beside what is already in them."""
    STOPPED_EARLY = "stopped_early"
    """The search was stopped before this job was tried."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A job placed on a route: seconds since the horizon's start.

    `arrival` at the place; `start` of service, after set-up and waiting; `departure` = start + service time.
    `waiting` is the idle time between arrival and start, beyond set-up and breaks.
    """

    job: str
    arrival: int
    start: int
    departure: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class BreakTaken:
    """A break as it lies in the route. `after` is the number of stops before it (0: before the first)."""

    id: str
    start: int
    end: int
    after: int


@dataclass(frozen=True, slots=True)
class Route:
    """One vehicle's ordered stops.

    `start` is when it leaves its start place (as late as the first stop allows, so that no one waits at a door),
    `end` when it reaches its end place. Travel excludes set-up, waiting and breaks. Every vehicle of the problem has
    exactly one route in a solution; an unused one has no stops and start == end == shift start.
    """

    vehicle: str
    stops: tuple[Stop, ...]
    start: int
    end: int
    breaks: tuple[BreakTaken, ...] = ()
    travel_time: int = 0
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A job without a stop, and why."""

    job: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Solution:
    """All routes and the unassigned: together exactly the jobs of the problem."""

    routes: tuple[Route, ...]
    unassigned: tuple[Unassigned, ...] = ()

    @property
    def travel_time(self) -> int:
        """Seconds on the road, over all routes."""
        return sum(route.travel_time for route in self.routes)

    @property
    def distance(self) -> int:
        """Metres, over all routes."""
        return sum(route.distance for route in self.routes)


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule a solution breaks: which, at which vehicle and job, and by how much (seconds, metres or a count).

    `kind` is one of: ``unknown_job``, ``duplicate_job``, ``missing_job``, ``unknown_vehicle``, ``duplicate_vehicle``,
    ``missing_vehicle``, ``skill``, ``vehicle_not_allowed``, ``early``, ``late`` (outside every window; amount to the
    nearest), ``travel_too_short`` (arrival before the road allows), ``setup_too_short``, ``service_too_short``,
    ``shift_start``, ``shift_end``, ``break_missing``, ``break_early``, ``break_late``, ``break_short``,
    ``break_overlap``, ``unknown_break``, ``max_jobs``, ``max_travel_time``, ``unreachable``, ``capacity`` (by how much,
    in the fullest dimension), ``position`` (places away from where it must stand), ``group_split`` (at each job that is
    not on the vehicle of the group's first), ``joint_apart`` (seconds between the two starts), ``joint_alone`` (the
    other side is left out), ``joint_together`` (both on one vehicle), ``joint_wait`` (idle beyond the limit),
    ``too_soon`` (seconds before the job it comes after has ended), ``nothing_before`` (that job is left out),
    ``max_moved`` (visits moved beyond the budget), ``wrong_total`` (waiting, a stay, a rest, travel or distance that is
    not what the problem and the other times say).
    """

    kind: str
    vehicle: str = ""
    job: str = ""
    amount: int = 0
