"""How a day goes on, walked through by the clock: shares no code with `planner.running`, `planner.day` or schedules.

Of the numbers of a day it takes windows, stays and roads as they are; what was told it reads from the plan itself.
A route with a break is walked with the break on each of its ways, and stands alone; where routes hang on each other,
all are walked again and again until nobody has to wait any longer for anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from planner.model import Plan, Route, Stop
from planner.translate import DayProblem
from routing.problem import Job, TimeWindow, Vehicle


class Walked(NamedTuple):
    """Seconds: how much is late in all, when the team is back, and when each stop ahead begins, by job."""

    late: int
    back: int
    starts: Mapping[str, int]


class Walk:
    """A day at a moment, with the job of each stop by shift, in the order of its route."""

    def __init__(self, dp: DayProblem, plan: Plan, now: datetime, jobs: Mapping[str, list[str]]) -> None:
        self.dp, self.plan, self.jobs = dp, plan, jobs
        self.now = dp.seconds(now)
        self.waits: dict[str, int] = {}

    def alone(self, route: Route) -> list[Walked]:
        """All that is best: least late, then soonest back."""
        ways = list(self._ways(route))
        best = min((way.late, way.back) for way in ways)
        return [way for way in ways if (way.late, way.back) == best]

    def together(self) -> dict[str, int]:
        """The starts ahead of all routes, without breaks, for whom the other team and the stop before are waited."""
        while True:
            starts: dict[str, int] = {}
            for route in self.plan.routes:
                (walked,) = self._ways(route)
                starts |= walked.starts
            asked = {job: max(self.waits.get(job, 0), self._asked(job, starts)) for job in starts}
            if asked == self.waits:
                return starts
            self.waits = asked

    def _asked(self, job: str, starts: Mapping[str, int]) -> int:
        mine = self.dp.problem.job(job)
        least = starts[job]
        for other in self.dp.problem.jobs:
            if other.id in starts and mine.joint and other.joint == mine.joint:
                least = max(least, starts[other.id])
            if mine.after == other.id:
                least = max(least, self._over(other, starts))
        return least

    def _over(self, job: Job, starts: Mapping[str, int]) -> int:
        # When it will be over; it may be that somebody is still there.
        if job.id in starts:
            return starts[job.id] + job.service_time
        for route in self.plan.routes:
            if route.begun and self.jobs[str(route.shift_id)][route.begun - 1] == job.id:
                return self._here(self.dp.problem.vehicle(str(route.shift_id)), route)[1]
        return 0

    def _ways(self, route: Route) -> Iterator[Walked]:
        vehicle = self.dp.problem.vehicle(str(route.shift_id))
        ahead = len(route.stops) - route.begun
        for on in range(ahead + 1) if vehicle.breaks else (None,):
            yield self._walk(vehicle, route, on, ahead)
        if vehicle.breaks:
            yield self._walk(vehicle, route, None, ahead)

    def _walk(self, vehicle: Vehicle, route: Route, on: int | None, ahead: int) -> Walked:
        place, clock = self._here(vehicle, route)
        late, starts = 0, {}
        for number in range(ahead):
            name = self.jobs[vehicle.id][route.begun + number]
            job = self.dp.problem.job(name)
            work = self._road(vehicle, place, job.place) + (job.setup_time if place != job.place else 0)
            more, clock = self._rested(vehicle, clock, work) if on == number else (0, clock + work)
            clock = max(clock, self.now, self.waits.get(name, 0))
            missed, clock = _opened(self._windows(job, route.stops[route.begun + number]), clock)
            late += more + missed
            starts[name] = clock
            place, clock = job.place, clock + job.service_time
        work = self._road(vehicle, place, vehicle.end_place)
        more, clock = self._rested(vehicle, clock, work) if on == ahead else (0, clock + work)
        late += more + max(0, clock - vehicle.shift_end - vehicle.max_overtime)
        for rest in vehicle.breaks if on is None else ():
            if rest.earliest < clock:
                late += rest.duration + max(0, clock - rest.latest)
        return Walked(late, clock, starts)

    def _here(self, vehicle: Vehicle, route: Route) -> tuple[int | None, int]:
        # Where a team is ready to go on, and from when.
        if not route.begun:
            return vehicle.start_place, vehicle.shift_start
        stop = route.stops[route.begun - 1]
        job = self.dp.problem.job(self.jobs[vehicle.id][route.begun - 1])
        assert stop.actual
        if stop.actual.left:
            return job.place, self.dp.seconds(stop.actual.left)
        assert stop.actual.arrived
        return job.place, max(self.now, self.dp.seconds(stop.actual.arrived) + job.service_time)

    def _windows(self, job: Job, stop: Stop) -> list[TimeWindow]:
        # Once somebody is under way nobody waits at a door for the customer's next window, but in a plan that says so.
        known, planned = list(job.windows), self.dp.seconds(stop.start)
        if not any(route.begun for route in self.plan.routes) or len(self.dp.day.visit(stop.visit_id).windows) < 2:
            return known
        return [window for window in known if window.earliest <= planned] or known[:1]

    def _road(self, vehicle: Vehicle, here: int | None, there: int | None) -> int:
        if here is None or there is None:
            return 0
        return int(self.dp.problem.travel[vehicle.travel_mode].durations[here, there])

    def _rested(self, vehicle: Vehicle, clock: int, work: int) -> tuple[int, int]:
        (rest,) = vehicle.breaks
        begin = max(clock, rest.earliest)
        done = min(work, begin - clock)
        return max(0, begin - rest.latest), begin + rest.duration + work - done


def _opened(windows: Sequence[TimeWindow], clock: int) -> tuple[int, int]:
    for window in windows:
        if clock <= window.latest:
            return 0, max(clock, window.earliest)
    return clock - windows[-1].latest, clock
