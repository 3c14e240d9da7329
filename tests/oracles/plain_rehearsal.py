"""The days of a rehearsal told once more, one run after the other in plain numbers: slow, and easy to believe.

Routes that wait for each other are walked again and again until no start changes any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from routing.drawn_days import Drawn
from routing.problem import Problem, TimeWindow
from routing.solution import Route

type Key = tuple[str, int]
type Moments = dict[Key, int]
type Facts = Mapping[tuple[str, str], int | None]


@dataclass
class OneDay:
    """One run: what each step takes, by route and number."""

    problem: Problem
    routes: Sequence[Route]
    drawn: Drawn
    run: int
    facts: Facts

    def __post_init__(self) -> None:
        self.columns: dict[Key, int] = {}
        for route in self.routes:
            for number in range(len(route.stops) + 1 if route.stops else 0):
                self.columns[route.vehicle, number] = len(self.columns)
        self.planned = {(r.vehicle, n): stop.start for r in self.routes for n, stop in enumerate(r.stops)}

    def off(self, key: Key) -> bool:
        vehicle, number = key
        route = next(route for route in self.routes if route.vehicle == vehicle)
        is_fact = number < len(route.stops) and (vehicle, route.stops[number].job) in self.facts
        return not is_fact and bool(self.drawn.called_off[self.run, self.columns[key]])

    def travel(self, key: Key, seconds: int) -> int:
        return round(seconds * float(self.drawn.travel[self.run, self.columns[key]]))

    def stay(self, key: Key, seconds: int) -> int:
        return round(seconds * float(self.drawn.stay[self.run, self.columns[key]]))

    def service(self, key: Key, seconds: int) -> int:
        full = self.stay(key, seconds)
        return min(full, self.drawn.moment) if self.drawn.nobody_home[self.run, self.columns[key]] else full

    def others(self) -> dict[Key, list[tuple[str, Key]]]:
        """What each stop waits for, as far as the plan itself does."""
        job = self.problem.job
        where = {stop.job: (r.vehicle, n) for r in self.routes for n, stop in enumerate(r.stops)}
        found: dict[Key, list[tuple[str, Key]]] = {}
        for one, key in where.items():
            for other, its in where.items():
                if key[0] == its[0] or one == other:
                    continue
                if job(one).joint and job(one).joint == job(other).joint and self.planned[key] == self.planned[its]:
                    found.setdefault(key, []).append(("with", its))
                if job(one).after == other and self.planned[key] >= self.planned[its] + job(other).service_time:
                    found.setdefault(key, []).append(("after", its))
        return found

    def starts(self, floors: Mapping[Key, int]) -> tuple[Moments, Moments]:
        """When each step starts, and when its team alone would have been ready."""
        links = self.others()
        ready: Moments = {}
        over: Moments = {}
        for _ in range(200):
            before = dict(ready), dict(over)
            for route in self.routes:
                self._walk(route, floors, links, ready, over)
            if before == (ready, over):
                break
        joint = {key: [ready[its] for kind, its in links.get(key, ()) if kind == "with"] for key in ready}
        return {key: max([ready[key], *joint[key]]) for key in ready}, ready

    def _walk(
        self,
        route: Route,
        floors: Mapping[Key, int],
        links: Mapping[Key, list[tuple[str, Key]]],
        ready: Moments,
        over: Moments,
    ) -> None:
        vehicle = self.problem.vehicle(route.vehicle)
        durations = self.problem.travel[vehicle.travel_mode].durations
        begun = sum((vehicle.id, stop.job) in self.facts for stop in route.stops)
        rests = [r for r in route.breaks if r.after >= begun and (r.after or r.start >= route.start)]
        clock, place = route.start, vehicle.start_place

        def ride(key: Key, goal: int | None, door: Callable[[], int]) -> int:
            work = 0 if goal is None or place is None else self.travel(key, int(durations[place, goal]))
            work += door()
            now = clock
            while rests and rests[0].after <= key[1]:
                rest = next(each for each in vehicle.breaks if each.id == rests.pop(0).id)
                opens = max(now, rest.earliest)
                work -= min(work, opens - now)
                now = opens + rest.duration
            return now + work

        for number, stop in enumerate(route.stops):
            key, job = (vehicle.id, number), self.problem.job(stop.job)
            if (vehicle.id, stop.job) in self.facts:
                ready[key] = stop.start
                left = self.facts[vehicle.id, stop.job]
                over[key] = clock = stop.start + self.service(key, job.service_time) if left is None else left
                place = job.place
                continue
            if self.off(key):
                ready[key] = 0
                continue
            there = place
            at = ride(key, job.place, lambda: self.stay(key, job.setup_time) if there != job.place else 0)  # noqa: B023
            at = max(at, floors.get(key, 0))
            at = max(
                [at, *(over.get(its, 0) for kind, its in links.get(key, ()) if kind == "after" and not self.off(its))]
            )
            at = ready[key] = opened(job.windows, at)
            start = max([at, *(ready.get(its, 0) for kind, its in links.get(key, ()) if kind == "with")])
            over[key] = clock = start + self.service(key, job.service_time)
            place = job.place
        if route.stops:
            key = vehicle.id, len(route.stops)
            ready[key] = ride(key, vehicle.end_place, lambda: 0)


def opened(windows: Sequence[TimeWindow], at: int) -> int:
    """The first second from then on that lies in a window; then itself where all are over."""
    return next((max(at, window.earliest) for window in windows if at <= window.latest), at)
