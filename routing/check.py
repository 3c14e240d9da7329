"""The independent checker: does a solution keep what the problem asks? It believes no time that it can work out itself.

Shares no code with solvers or `routing.schedule`, on purpose: shared code would share the bug. The rules are the
conventions in `routing.problem`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from routing.problem import Break, Job, Problem, Vehicle
from routing.solution import BreakTaken, Route, Solution, Stop, Violation
from routing.travel import UNREACHABLE, TravelTimes


def check(problem: Problem, solution: Solution) -> tuple[Violation, ...]:
    """Every rule that is broken; nothing where the solution is good."""
    found = list(_check_membership(problem, solution))
    known = {vehicle.id for vehicle in problem.vehicles}
    jobs = {job.id for job in problem.jobs}
    for route in solution.routes:
        if route.vehicle in known and all(stop.job in jobs for stop in route.stops):
            found += _RouteCheck(problem, route).violations()
    return tuple(found)


def _check_membership(problem: Problem, solution: Solution) -> Iterator[Violation]:
    jobs = {job.id for job in problem.jobs}
    vehicles = {vehicle.id for vehicle in problem.vehicles}
    placed = Counter(stop.job for route in solution.routes for stop in route.stops)
    placed.update(left.job for left in solution.unassigned)
    for job, count in placed.items():
        if job not in jobs:
            yield Violation("unknown_job", job=job)
        elif count > 1:
            yield Violation("duplicate_job", job=job, amount=count - 1)
    for job in jobs - set(placed):
        yield Violation("missing_job", job=job)
    routes = Counter(route.vehicle for route in solution.routes)
    for vehicle, count in routes.items():
        if vehicle not in vehicles:
            yield Violation("unknown_vehicle", vehicle=vehicle)
        elif count > 1:
            yield Violation("duplicate_vehicle", vehicle=vehicle, amount=count - 1)
    for vehicle in vehicles - set(routes):
        yield Violation("missing_vehicle", vehicle=vehicle)


class _RouteCheck:
    # One vehicle's day, followed second by second.

    def __init__(self, problem: Problem, route: Route) -> None:
        self.problem = problem
        self.route = route
        self.vehicle: Vehicle = problem.vehicle(route.vehicle)
        self.travel: TravelTimes = problem.travel[self.vehicle.travel_mode]
        self.jobs = [problem.job(stop.job) for stop in route.stops]

    def violations(self) -> Iterator[Violation]:
        if not self.route.stops:
            return
        for job, stop in zip(self.jobs, self.route.stops, strict=True):
            yield from self._stop(job, stop)
        yield from self._legs()
        yield from self._shift()
        yield from self._breaks()
        yield from self._totals()

    def _broken(self, kind: str, amount: int = 0, job: str = "") -> Violation:
        return Violation(kind, vehicle=self.vehicle.id, job=job, amount=amount)

    def _stop(self, job: Job, stop: Stop) -> Iterator[Violation]:
        if missing := job.skills - self.vehicle.skills:
            yield self._broken("skill", len(missing), job.id)
        if job.vehicles is not None and self.vehicle.id not in job.vehicles:
            yield self._broken("vehicle_not_allowed", job=job.id)
        if not any(window.earliest <= stop.start <= window.latest for window in job.windows):
            early = min((w.earliest - stop.start for w in job.windows if w.earliest > stop.start), default=None)
            late = min((stop.start - w.latest for w in job.windows if w.latest < stop.start), default=None)
            if late is None or (early is not None and early < late):
                yield self._broken("early", early or 0, job.id)
            else:
                yield self._broken("late", late, job.id)
        if stop.departure - stop.start < job.service_time:
            yield self._broken("service_too_short", job.service_time - (stop.departure - stop.start), job.id)

    def _between(self) -> Iterator[tuple[int | None, int | None, int, int, str, int]]:
        # (from place, to place, leaving, arriving, job arrived at, number of stops behind)
        place, leaving = self.vehicle.start_place, self.route.start
        for number, (job, stop) in enumerate(zip(self.jobs, self.route.stops, strict=True)):
            yield place, job.place, leaving, stop.arrival, job.id, number
            place, leaving = job.place, stop.departure
        yield place, self.vehicle.end_place, leaving, self.route.end, "", len(self.jobs)

    def _legs(self) -> Iterator[Violation]:
        for start, end, leaving, arriving, job, behind in self._between():
            needed = 0 if start is None or end is None else int(self.travel.durations[start, end])
            if needed >= UNREACHABLE:
                yield self._broken("unreachable", job=job)
                continue
            resting = sum(
                min(b.end, arriving) - max(b.start, leaving) for b in self._resting(behind) if b.start < arriving
            )
            if arriving < leaving + needed + resting:
                yield self._broken("travel_too_short", leaving + needed + resting - arriving, job)
            if job:
                yield from self._setup(start, behind)

    def _setup(self, before: int | None, number: int) -> Iterator[Violation]:
        job, stop = self.jobs[number], self.route.stops[number]
        needed = job.setup_time if before != job.place else 0
        resting = sum(b.end - max(b.start, stop.arrival) for b in self._resting(number) if b.end > stop.arrival)
        if stop.start < stop.arrival + needed + resting:
            yield self._broken("setup_too_short", stop.arrival + needed + resting - stop.start, job.id)

    def _resting(self, behind: int) -> list[BreakTaken]:
        return [taken for taken in self.route.breaks if taken.after == behind]

    def _shift(self) -> Iterator[Violation]:
        if self.route.start < self.vehicle.shift_start:
            yield self._broken("shift_start", self.vehicle.shift_start - self.route.start)
        if self.route.end > self.vehicle.shift_end:
            yield self._broken("shift_end", self.route.end - self.vehicle.shift_end)
        if self.vehicle.max_jobs is not None and len(self.jobs) > self.vehicle.max_jobs:
            yield self._broken("max_jobs", len(self.jobs) - self.vehicle.max_jobs)

    def _breaks(self) -> Iterator[Violation]:
        taken = {each.id: each for each in self.route.breaks}
        for owed in self.vehicle.breaks:
            if owed.id in taken:
                yield from self._break(owed, taken[owed.id])
            elif owed.earliest < self.route.end:
                yield self._broken("break_missing", owed.duration)

    def _break(self, owed: Break, taken: BreakTaken) -> Iterator[Violation]:
        if taken.start < owed.earliest:
            yield self._broken("break_early", owed.earliest - taken.start)
        if taken.start > owed.latest:
            yield self._broken("break_late", taken.start - owed.latest)
        if taken.end - taken.start < owed.duration:
            yield self._broken("break_short", owed.duration - (taken.end - taken.start))
        for stop in self.route.stops:
            if taken.start < stop.departure and stop.start < taken.end:
                yield self._broken(
                    "break_overlap", min(stop.departure, taken.end) - max(stop.start, taken.start), stop.job
                )

    def _totals(self) -> Iterator[Violation]:
        pairs = [(a, b) for a, b, *_ in self._between() if a is not None and b is not None]
        durations = [int(self.travel.durations[a, b]) for a, b in pairs]
        if UNREACHABLE in durations:
            return
        distance = sum(int(self.travel.distances[a, b]) for a, b in pairs)
        if self.route.travel_time != sum(durations):
            yield self._broken("wrong_total", abs(self.route.travel_time - sum(durations)))
        if self.route.distance != distance:
            yield self._broken("wrong_total", abs(self.route.distance - distance))
        if self.vehicle.max_travel_time is not None and sum(durations) > self.vehicle.max_travel_time:
            yield self._broken("max_travel_time", sum(durations) - self.vehicle.max_travel_time)
