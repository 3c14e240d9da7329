"""Whether given routes can be driven in time, all of them together. It tries every place for every break.

For breaks at given places the rules only say "not before": waiting is allowed, so the earliest times that keep them are
found by raising floors until nothing rises, and the routes can be driven exactly where those come in time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from routing.problem import Break, Job, Problem, Vehicle

Rests = tuple[tuple[Break, ...], ...]
"""The breaks taken before each stop, in their order; the last after the last."""
MOST_TRIES = 2000
"""After so many ways to place the breaks of linked routes a plan counts as one that cannot be driven."""


@dataclass(frozen=True, slots=True)
class Route:
    """Jobs in their order, and the seconds of travel to each and back."""

    vehicle: Vehicle
    jobs: tuple[Job, ...]
    legs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Way:
    # One way to drive a route: where the breaks are, when each service starts, and how long the team idles before it.
    rests: Rests
    starts: tuple[int, ...]
    idle: tuple[int, ...]


def can_be_driven(problem: Problem, routes: Sequence[Route]) -> bool:
    """Whether windows, shifts, breaks, joint visits, their waits, and what comes after what can all be kept."""
    linked = {job.id for job in problem.jobs if job.joint or job.after} | {job.after for job in problem.jobs}
    tied = [route for route in routes if any(job.id in linked for job in route.jobs)]
    if not all(any(_ways(route, {})) for route in routes if route not in tied):
        return False
    return _Together(problem, tied, linked).works({})


class _Together:
    # Routes whose times hang on each other.

    def __init__(self, problem: Problem, routes: Sequence[Route], linked: set[str]) -> None:
        self.problem, self.routes, self.linked = problem, routes, linked
        self.tries = 0

    def works(self, chosen: Mapping[int, Rests]) -> bool:
        """Whether there are times that keep everything, with the breaks of the chosen routes placed as chosen."""
        self.tries += 1
        ways = self._settled(chosen)
        if ways is None or self.tries > MOST_TRIES:
            return False
        earliest = self._earliest(ways)
        undecided = [
            n for n, route in enumerate(self.routes) if not any(self._fits(route, w, earliest) for w in ways[n])
        ]
        if not undecided:
            return True
        number = undecided[0]
        return number not in chosen and any(self.works({**chosen, number: way.rests}) for way in ways[number])

    def _settled(self, chosen: Mapping[int, Rests]) -> list[list[_Way]] | None:
        # The ways to drive each route once the floors have risen; None where a route has none.
        floors: dict[str, int] = {}
        while True:
            ways = [list(_ways(route, floors, chosen.get(number))) for number, route in enumerate(self.routes)]
            if not all(ways):
                return None
            risen = self._risen(ways)
            if risen == floors:
                return ways
            floors = risen

    def _earliest(self, ways: Sequence[Sequence[_Way]]) -> dict[str, int]:
        return {
            job.id: min(way.starts[place] for way in ways[number])
            for number, route in enumerate(self.routes)
            for place, job in enumerate(route.jobs)
            if job.id in self.linked
        }

    def _risen(self, ways: Sequence[Sequence[_Way]]) -> dict[str, int]:
        # What the links, and the limit on idling before joint stops, ask of every start.
        earliest = self._earliest(ways)
        floors = dict(earliest)
        together: dict[str, int] = {}
        for job in (job for route in self.routes for job in route.jobs if job.id in earliest):
            together[job.joint] = max(together.get(job.joint, 0), earliest[job.id])
        for number, route in enumerate(self.routes):
            for place, job in enumerate(route.jobs):
                if job.joint:
                    floors[job.id] = max(floors[job.id], together[job.joint])
                    if place:
                        held = min(way.starts[place - 1] + self._excess(way, place) for way in ways[number])
                        floors[route.jobs[place - 1].id] = max(floors.get(route.jobs[place - 1].id, 0), held)
                if job.after:
                    done = earliest[job.after] + self.problem.job(job.after).service_time
                    floors[job.id] = max(floors[job.id], done)
        return floors

    def _excess(self, way: _Way, place: int) -> int:
        return max(0, way.idle[place] - self.problem.joint_wait)

    def _fits(self, route: Route, way: _Way, earliest: Mapping[str, int]) -> bool:
        return all(
            start == earliest.get(job.id, start) and not (job.joint and place and self._excess(way, place))
            for place, (job, start) in enumerate(zip(route.jobs, way.starts, strict=True))
        )


def _ways(route: Route, floors: Mapping[str, int], rests: Rests | None = None) -> Iterator[_Way]:
    # Every way to take the breaks, or the given one, each as early as it can be driven.
    return _Drive(route, floors, rests).on(route.vehicle.shift_start, route.vehicle.breaks, _Way((), (), ()))


@dataclass(frozen=True, slots=True)
class _Drive:
    route: Route
    floors: Mapping[str, int]
    rests: Rests | None

    def on(self, leaving: int, owed: tuple[Break, ...], way: _Way) -> Iterator[_Way]:
        """Everything that can follow where a team is ready to leave after these stops and still owed these breaks."""
        place, vehicle = len(way.starts), self.route.vehicle
        job = self.route.jobs[place] if place < len(self.route.jobs) else None
        work = self.route.legs[place] + self._setup(place)
        for breaks in self._choices(place, owed):
            there = _pass(leaving, work, breaks)
            if there is None:
                continue
            rests, left = (*way.rests, tuple(breaks)), tuple(each for each in owed if each not in breaks)
            if job is None:
                if there <= vehicle.shift_end + vehicle.max_overtime and all(each.earliest >= there for each in left):
                    yield _Way(rests, way.starts, way.idle)
                continue
            wanted = max(there, self.floors.get(job.id, there))
            start = next((max(wanted, span.earliest) for span in job.windows if wanted <= span.latest), None)
            if start is not None:
                idle = start - leaving - work - sum(each.duration for each in breaks)
                after = _Way(rests, (*way.starts, start), (*way.idle, idle))
                yield from self.on(start + job.service_time, left, after)

    def _setup(self, place: int) -> int:
        jobs = self.route.jobs
        if place == len(jobs):
            return 0
        before = jobs[place - 1].place if place else self.route.vehicle.start_place
        return jobs[place].setup_time if jobs[place].place != before else 0

    def _choices(self, place: int, owed: tuple[Break, ...]) -> Iterator[tuple[Break, ...]]:
        if self.rests is not None:
            yield self.rests[place]
            return
        for count in range(len(owed) + 1):
            yield from permutations(owed, count)


def _pass(leaving: int, work: int, breaks: Sequence[Break]) -> int | None:
    # When `work` seconds of driving and set-up that begin at `leaving` are done, with these breaks in this order; the
    # work goes on until a break's window opens. None where one would start too late.
    clock = leaving
    for each in breaks:
        begin = max(clock, each.earliest)
        if begin > each.latest:
            return None
        work -= min(work, begin - clock)
        clock = begin + each.duration
    return clock + work
