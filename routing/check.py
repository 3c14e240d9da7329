"""The independent checker: does a solution keep what the problem asks? It believes no time that it can work out itself.

Shares no code with solvers or `routing.schedule`, on purpose: shared code would share the bug. The rules are the
conventions in `routing.problem`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from routing.check_links import check_links
from routing.problem import Break, Job, Problem, Vehicle
from routing.solution import BreakTaken, Route, Solution, Stop, Violation
from routing.travel import UNREACHABLE, Seconds, TravelTimes


def check_route(problem: Problem, route: Route) -> tuple[Violation, ...]:
    """Every rule that a route breaks by itself; the problem has its vehicle and all its jobs."""
    return tuple(_RouteCheck(problem, route).violations())


def check(
    problem: Problem, solution: Solution, of_route: Callable[[Problem, Route], Iterable[Violation]] = check_route
) -> tuple[Violation, ...]:
    """Every rule that is broken; nothing where the solution is good.

    Whoever checks nearly the same again and again may look up what `check_route` found before: that is `of_route`.
    """
    found = list(_check_membership(problem, solution))
    known = {vehicle.id for vehicle in problem.vehicles}
    jobs = {job.id for job in problem.jobs}
    for route in solution.routes:
        if route.vehicle in known and all(stop.job in jobs for stop in route.stops):
            found += of_route(problem, route)
    return (*found, *check_links(problem, solution))


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
            yield from self._unused()
            return
        rules = (self._stops, self._legs, self._shift, self._load, self._breaks, self._joint)
        found = [violation for rule in rules for violation in rule()]
        yield from found or self._totals()

    def _broken(self, kind: str, amount: int = 0, job: str = "") -> Violation:
        return Violation(kind, vehicle=self.vehicle.id, job=job, amount=amount)

    def _unused(self) -> Iterator[Violation]:
        route, begin = self.route, self.vehicle.shift_start
        amount = abs(route.travel_time) + abs(route.distance) + abs(route.start - begin) + abs(route.end - begin)
        if amount or route.breaks:
            yield self._broken("wrong_total", amount)

    def _stops(self) -> Iterator[Violation]:
        for number, (job, stop) in enumerate(zip(self.jobs, self.route.stops, strict=True)):
            yield from self._stop(job, stop)
            if job.position is not None:
                wanted = job.position if job.position >= 0 else len(self.jobs) + job.position
                if wanted != number:
                    yield self._broken("position", abs(wanted - number), job.id)

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
            resting = self._resting(behind, leaving, arriving)
            if arriving < leaving + needed + resting:
                yield self._broken("travel_too_short", leaving + needed + resting - arriving, job)
            if job:
                yield from self._setup(start, behind)

    def _setup(self, before: int | None, number: int) -> Iterator[Violation]:
        if (idle := self._idle(before, number)) < 0:
            yield self._broken("setup_too_short", -idle, self.jobs[number].id)

    def _idle(self, before: int | None, number: int) -> int:
        # what is left between arrival and start, beyond set-up and rests
        job, stop = self.jobs[number], self.route.stops[number]
        needed = job.setup_time if before != job.place else 0
        return stop.start - stop.arrival - needed - self._resting(number, stop.arrival, stop.start)

    def _resting(self, behind: int, begin: int, end: int) -> int:
        # seconds of rest between two moments, among the breaks after so many stops
        rests = [taken for taken in self.route.breaks if taken.after == behind]
        return sum(max(0, min(taken.end, end) - max(taken.start, begin)) for taken in rests)

    def _shift(self) -> Iterator[Violation]:
        vehicle = self.vehicle
        if self.route.start < vehicle.shift_start:
            yield self._broken("shift_start", vehicle.shift_start - self.route.start)
        if self.route.end > vehicle.shift_end + vehicle.max_overtime:
            yield self._broken("shift_end", self.route.end - vehicle.shift_end - vehicle.max_overtime)
        if vehicle.max_jobs is not None and len(self.jobs) > vehicle.max_jobs:
            yield self._broken("max_jobs", len(self.jobs) - vehicle.max_jobs)
        durations = self._total(self.travel.durations)
        if vehicle.max_travel_time is not None and vehicle.max_travel_time < durations < UNREACHABLE:
            yield self._broken("max_travel_time", durations - vehicle.max_travel_time)

    def _load(self) -> Iterator[Violation]:
        loads = [sum(job.amount[n] for job in self.jobs if job.amount) for n in range(len(self.vehicle.capacity))]
        over = max((load - room for load, room in zip(loads, self.vehicle.capacity, strict=True)), default=0)
        if over > 0:
            yield self._broken("capacity", over)

    def _joint(self) -> Iterator[Violation]:
        # Idle between the departure before a joint visit and its start, wherever: beyond road, set-up and rests.
        for (place, there, leaving, _, job_id, number), job in zip(self._between(), self.jobs, strict=False):
            if not number or not job.joint or place is None or there is None:
                continue
            start = self.route.stops[number].start
            busy = int(self.travel.durations[place, there]) + (job.setup_time if place != there else 0)
            idle = start - leaving - busy - self._resting(number, leaving, start)
            if idle > self.problem.joint_wait:
                yield self._broken("joint_wait", idle - self.problem.joint_wait, job_id)

    def _total(self, cells: Seconds) -> int:
        return sum(int(cells[a, b]) for a, b, *_ in self._between() if a is not None and b is not None)

    def _breaks(self) -> Iterator[Violation]:
        known = {owed.id: owed for owed in self.vehicle.breaks}
        for owed in self.vehicle.breaks:
            if owed.earliest < self.route.end and all(taken.id != owed.id for taken in self.route.breaks):
                yield self._broken("break_missing", owed.duration)
        for number, taken in enumerate(self.route.breaks):
            if taken.id not in known or any(taken.id == other.id for other in self.route.breaks[:number]):
                yield self._broken("unknown_break")
            else:
                yield from self._break(known[taken.id], taken)
                yield from self._apart(taken, self.route.breaks[:number])

    def _break(self, owed: Break, taken: BreakTaken) -> Iterator[Violation]:
        earliest = max(owed.earliest, self.vehicle.shift_start)
        if taken.start < earliest:
            yield self._broken("break_early", earliest - taken.start)
        if taken.start > owed.latest:
            yield self._broken("break_late", taken.start - owed.latest)
        if taken.end - taken.start < owed.duration:
            yield self._broken("break_short", owed.duration - (taken.end - taken.start))

    def _apart(self, taken: BreakTaken, others: Sequence[BreakTaken]) -> Iterator[Violation]:
        # A break lies between the two stops it claims to lie between, beside services and other breaks.
        overlaps = [(stop.start, stop.departure, stop.job) for stop in self.route.stops]
        overlaps += [(other.start, other.end, "") for other in others]
        found = False
        for start, end, job in overlaps:
            if taken.start < end and start < taken.end:
                found = True
                yield self._broken("break_overlap", min(end, taken.end) - max(start, taken.start), job)
        before = [stop.departure for stop in self.route.stops[: taken.after]]
        after = [*(stop.start for stop in self.route.stops[max(0, taken.after) :]), self.route.end]
        astray = max(0, *(end - taken.start for end in before), *(taken.end - start for start in after))
        if not found and (astray or not 0 <= taken.after <= len(self.route.stops)):
            yield self._broken("break_overlap", astray)

    def _totals(self) -> Iterator[Violation]:
        # Numbers that follow from the others; looked at where no rule is broken.
        totals = [
            ("", self.route.travel_time - self._total(self.travel.durations)),
            ("", self.route.distance - self._total(self.travel.distances)),
        ]
        for (before, *_, number), job, stop in zip(self._between(), self.jobs, self.route.stops, strict=False):
            totals.append((job.id, stop.waiting - self._idle(before, number)))
            totals.append((job.id, stop.departure - stop.start - job.service_time))
        owed = {rest.id: rest.duration for rest in self.vehicle.breaks}
        totals += [("", taken.end - taken.start - owed[taken.id]) for taken in self.route.breaks]
        for job_id, wrong in totals:
            if wrong:
                yield self._broken("wrong_total", abs(wrong), job_id)
