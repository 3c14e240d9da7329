"""One job that is in no route, held against every route: what stands against it there, and where it would fit.

Finds places and says nothing of what to do about them: reasons are told in `routing.explain`, ways out are made in
`routing.relaxations`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from routing.lanes import lanes_of
from routing.problem import Job, Problem, TimeWindow
from routing.room import EVER, Gap, Lane, Span, common, spans_of
from routing.solution import Solution

type Legal = Mapping[str, Sequence[TimeWindow]] | None
"""The windows that the law leaves each job; None where nothing is known of a law."""


class Against(StrEnum):
    """What keeps a job out of a route."""

    SKILL = "skill"
    """Skills it needs that the vehicle lacks."""
    NOT_ALLOWED = "not_allowed"
    """It is kept for other vehicles, or locked to one."""
    GROUP = "group"
    """The jobs it belongs to are on another vehicle."""
    MAX_JOBS = "max_jobs"
    CAPACITY = "capacity"
    MAX_TRAVEL = "max_travel"
    UNREACHABLE = "unreachable"
    POSITION = "position"
    """The place in the route that it must have is taken, or out of reach."""
    WINDOW = "window"
    LEGAL = "legal"
    """Only outside the windows that the law leaves it, however long its own were."""
    SHIFT_END = "shift_end"
    BREAK = "break"
    AFTER = "after"
    """The job it comes after is left out, or ends too late."""
    JOINT = "joint"
    """No other vehicle can be there in the same second."""
    MAX_MOVED = "max_moved"
    """Another job would have to move, and no more may."""
    NO_TIME = "no_time"
    """No time is left: nothing that could be relaxed alone would make room."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands against a job in one vehicle's route, and by how much.

    Parameters
    ----------
    amount
        At the best place: seconds (``window``, ``legal``: to the nearest; ``shift_end``: after it and its overtime;
        ``break``: by which a rest would begin too late, or all of it; ``after``: too soon; ``joint``: apart;
        ``no_time``: missing, 0 where it is hopeless; ``max_travel``: beyond the limit), or a number of things.
    skills, others
        The skills that are missing; the jobs it concerns.
    alone
        Whether the job would fit this route if this alone were otherwise.
    """

    kind: Against
    vehicle: str
    amount: int = 0
    skills: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    alone: bool = True


@dataclass(eq=False)
class Inquiry:
    """A job against all routes; what was worked out once is kept."""

    problem: Problem
    solution: Solution
    job: Job
    legal: Legal = None
    _gaps: dict[tuple[object, ...], tuple[Gap, ...]] = field(default_factory=dict, init=False)
    _without: dict[str, Lane] = field(default_factory=dict, init=False)
    _elsewhere: dict[str, list[tuple[Lane, Gap]]] = field(default_factory=dict, init=False)

    def asking(self, job: Job) -> Inquiry:
        """The same for another job, or for this one otherwise."""
        asked = Inquiry(self.problem, self.solution, job, self.legal)
        asked.__dict__["lanes"] = self.lanes
        return asked

    @cached_property
    def lanes(self) -> dict[str, Lane]:
        """Every route, by vehicle."""
        return lanes_of(self.problem, self.solution)

    @cached_property
    def partner(self) -> Job | None:
        """The other side of a joint job."""
        sides = (each for each in self.problem.jobs if self.job.joint and each.joint == self.job.joint)
        return next((each for each in sides if each.id != self.job.id), None)

    @cached_property
    def windows(self) -> tuple[Span, ...]:
        """When the job may start, as its windows and the job before it allow; nothing where that one is left out."""
        return common(spans_of(self.job.windows), [(self.floor, EVER)])

    @cached_property
    def floor(self) -> int:
        """The departure of the job that it comes after; beyond all time where that one is left out."""
        if not self.job.after:
            return -EVER
        stops = (stop for route in self.solution.routes for stop in route.stops)
        return next((stop.departure for stop in stops if stop.job == self.job.after), EVER + 1)

    def bars(self, lane: Lane, job: Job) -> list[Obstacle]:
        """What stands against a job whenever it would come: skills, restrictions, its group, the vehicle's limits."""
        vehicle, found = lane.vehicle, []
        if missing := job.skills - vehicle.skills:
            found.append(Obstacle(Against.SKILL, vehicle.id, len(missing), skills=missing))
        if job.vehicles is not None and vehicle.id not in job.vehicles:
            found.append(Obstacle(Against.NOT_ALLOWED, vehicle.id))
        if mates := self._mates_elsewhere(lane, job):
            found.append(Obstacle(Against.GROUP, vehicle.id, others=mates))
        if vehicle.max_jobs is not None and len(lane.jobs) >= vehicle.max_jobs:
            found.append(Obstacle(Against.MAX_JOBS, vehicle.id, len(lane.jobs) + 1 - vehicle.max_jobs))
        if (over := _over(lane, job)) > 0:
            found.append(Obstacle(Against.CAPACITY, vehicle.id, over))
        return found

    def _mates_elsewhere(self, lane: Lane, job: Job) -> tuple[str, ...]:
        others = (each for each in self.lanes.values() if job.group and each.vehicle.id != lane.vehicle.id)
        return tuple(each.id for other in others for each in other.jobs if each.group == job.group and each != job)

    def gaps(self, lane: Lane, job: Job) -> tuple[Gap, ...]:
        """All places with room for a job in a lane, the shortest way first."""
        key = lane, job.id, job.after, job.position
        if key not in self._gaps:
            self._gaps[key] = tuple(self._room(lane, job))
        return self._gaps[key]

    def _room(self, lane: Lane, job: Job) -> Iterator[Gap]:
        # None before the job it comes after.
        behind = next((n for n, each in enumerate(lane.jobs) if each.id == job.after), -1) if job.after else -1
        return (gap for gap in lane.gaps(job) if gap.position > behind)

    def best(self, lane: Lane, job: Job, windows: Sequence[Span]) -> Gap | None:
        """The shortest way to serve a job within these windows."""
        gaps = self.gaps(lane, job) if lane is self.lanes.get(lane.vehicle.id) else self._room(lane, job)
        return next((gap for gap in gaps if common(gap.spans, windows)), None)

    # --- others that could make room

    def movable(self, lane: Lane) -> Iterator[Job]:
        """Jobs of a route that nothing else hangs on."""
        for job in lane.jobs:
            if not (job.joint or job.after or job.position is not None or job.id in self._followed):
                yield job

    @cached_property
    def _followed(self) -> frozenset[str]:
        return frozenset(each.after for each in self.problem.jobs if each.after)

    def without(self, lane: Lane, job: Job) -> Lane:
        """A lane of `lanes` with one of its jobs less."""
        if job.id not in self._without:
            self._without[job.id] = lane.without(job)
        return self._without[job.id]

    def elsewhere(self, home: Lane, job: Job) -> list[tuple[Lane, Gap]]:
        """The shortest place for a job in each other route as it is."""
        if job.id not in self._elsewhere:
            self._elsewhere[job.id] = list(self._places(home, job))
        return self._elsewhere[job.id]

    def _places(self, home: Lane, job: Job) -> Iterator[tuple[Lane, Gap]]:
        windows = spans_of(job.windows)
        for lane in self.lanes.values():
            if lane is not home and not self.bars(lane, job):
                gap = next((gap for gap in lane.gaps(job) if common(gap.spans, windows)), None)
                if gap:
                    yield lane, gap


def _over(lane: Lane, job: Job) -> int:
    # By how much it would be too full, in the fullest dimension.
    if not lane.vehicle.capacity or not job.amount:
        return 0
    loads = [sum(each.amount[n] for each in lane.jobs if each.amount) for n in range(len(job.amount))]
    return max(a + b - most for a, b, most in zip(loads, job.amount, lane.vehicle.capacity, strict=True))
