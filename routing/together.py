"""Routes whose times hang on each other, timed by a fixed point of rising floors. `schedule` is the door to it.

Whatever the links ask for is a floor under the start of another stop, so the earliest times that keep them all are
found by raising floors until none rises any more. Aims are floors as well, taken back where they make anything late.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from routing.labels import NO_FLOORS, Floors, Timing, as_route, best_timing
from routing.problem import Job, Problem
from routing.ride import ride_of
from routing.solution import Route


@dataclass(frozen=True, slots=True)
class Links:
    """Jobs on different routes that hang on each other: the other side of a joint, and those that come after."""

    partner: Mapping[str, str] = field(default_factory=dict)
    followers: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem, route_of: Mapping[str, str]) -> Links:
        """The links among placed jobs, given as vehicle by job."""
        sides: dict[str, list[str]] = {}
        followers: dict[str, list[str]] = {}
        for job in map(problem.job, route_of):
            if job.joint:
                sides.setdefault(job.joint, []).append(job.id)
            if job.after in route_of and route_of[job.after] != route_of[job.id]:
                followers.setdefault(job.after, []).append(job.id)
        pairs = [pair for pair in sides.values() if len(pair) == 2 and route_of[pair[0]] != route_of[pair[1]]]
        return cls({a: b for pair in pairs for a, b in (pair, pair[::-1])}, followers)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each two jobs that are linked."""
        yield from self.partner.items()
        yield from ((job, follower) for job, followers in self.followers.items() for follower in followers)


def aim_of(problem: Problem, job: Job) -> int | None:
    """The second a job waits for where that makes nothing late: the earliest of its wish, else its time of before."""
    if job.wish is not None and job.wish.earliest is not None:
        return job.wish.earliest
    before = problem.before.get(job.id) if problem.before else None
    return before.start if before else None


class Together:
    """The times of some routes, at best linked only with each other.

    Parameters
    ----------
    orders
        Job ids by vehicle id.
    floors
        The earliest start by job id, as anything else may ask for it.
    aims
        Whether stops wait for what they aim at; nothing is later by that, so whoever asks only for that goes without.
    """

    def __init__(
        self, problem: Problem, orders: Mapping[str, Sequence[str]], floors: Floors = NO_FLOORS, *, aims: bool = True
    ) -> None:
        self._problem = problem
        self._vehicles = {vehicle: problem.vehicle(vehicle) for vehicle in orders}
        self._orders = orders
        self._rides = {id_: ride_of(problem, vehicle, orders[id_]) for id_, vehicle in self._vehicles.items()}
        self._legs = {id_: ride.legs for id_, ride in self._rides.items()}
        self._route_of = {job: vehicle for vehicle, order in orders.items() for job in order}
        self._all_links = self._links = Links.of(problem, self._route_of)
        self._marks = frozenset(self._links.partner) | frozenset(self._links.followers)
        self._floors = dict(floors)
        self._timings: dict[str, Timing] = {}
        self._starts: dict[str, int] = {}
        self._held: Set[str] = frozenset()  # joint stops that make those before them start later
        self._before_joint: Set[str] = frozenset()  # stops after which a break counts for what it does to idle time
        if not self._rise(orders):
            self._part(floors)
        self.asked: Floors = dict(self._floors)
        """The floors the links ask for: no times that keep them are earlier."""
        self._shorten_waits()
        if aims:
            self._wait_for_aims()

    @property
    def late(self) -> int:
        """Seconds by which anything is too late, apart, too soon after another, or idle for too long."""
        starts = self._starts
        apart = sum(abs(starts[a] - starts[b]) for a, b in self._all_links.partner.items()) // 2
        soon = sum(
            max(0, starts[a] + self._problem.job(a).service_time - starts[b])
            for a, followers in self._all_links.followers.items()
            for b in followers
        )
        return self._late + apart + soon + self._idle

    def routes(self) -> dict[str, Route]:
        """Each route by its vehicle."""
        return {
            id_: as_route(self._problem, vehicle, self._legs[id_], self._timings[id_])
            for id_, vehicle in self._vehicles.items()
        }

    @property
    def _late(self) -> int:
        return sum([timing.late for timing in self._timings.values()])

    @property
    def _idle(self) -> int:
        return sum(self._waits().values())

    def _rise(self, vehicles: Iterable[str], most_late: int | None = None) -> bool:
        """Raise the floors, from these routes on, until all links are kept; False where that does not come to rest."""
        waiting = deque(vehicles)
        for _ in range(3 * len(self._vehicles) * (2 + sum(1 for _ in self._links.pairs()) + len(self._held))):
            if not waiting:
                return True
            vehicle = waiting.popleft()
            self._time(vehicle)
            if most_late is not None and self._late > most_late:
                return False
            for job, floor in self._demands(vehicle):
                if floor > self._floors.get(job, floor - 1):
                    self._floors[job] = floor
                    if self._starts.get(job, floor) < floor and self._route_of[job] not in waiting:
                        waiting.append(self._route_of[job])
        return not waiting

    def _time(self, vehicle: str) -> None:
        order, marks = self._orders[vehicle], self._marks | self._before_joint

        def find() -> Timing:
            legs, rank = self._legs[vehicle], partial(self._rank, vehicle)
            return best_timing(self._vehicles[vehicle], legs, self._floors, marks, rank)

        # All that these times depend on: what is asked of the stops, and what ranks them.
        marked = [tuple(map(some.__contains__, order)) if some else () for some in (self._marks, self._before_joint)]
        asked = tuple(map(self._floors.get, order)), *marked, bool(self._before_joint), self._problem.joint_wait
        timing = self._rides[vehicle].timing(asked, find)
        self._timings[vehicle] = timing
        self._starts.update(zip(order, timing.starts, strict=True))

    def _rank(self, vehicle: str, timing: Timing) -> tuple[int, ...]:
        starts = zip(self._orders[vehicle], timing.starts, strict=True)
        hung_on = sum([start for job, start in starts if job in self._marks]) if self._marks else 0
        idle = sum(self._idle_in(vehicle, timing).values()) if self._before_joint else 0
        return timing.late, idle, hung_on, timing.end

    def _demands(self, vehicle: str) -> Iterator[tuple[str, int]]:
        # The floors that a route puts under stops, its own or those of others.
        for job in filter(self._marks.__contains__, self._orders[vehicle]) if self._marks else ():
            start = self._starts[job]
            if job in self._links.partner:
                yield from ((job, start), (self._links.partner[job], start))
            for follower in self._links.followers.get(job, ()):
                yield follower, start + self._problem.job(job).service_time
        for job, idle in self._idle_in(vehicle, self._timings[vehicle]).items() if self._held else ():
            if job in self._held:
                order = self._orders[vehicle]
                before = order[order.index(job) - 1]
                yield before, self._starts[before] + idle

    def _waits(self) -> dict[str, int]:
        return {job: idle for key, timing in self._timings.items() for job, idle in self._idle_in(key, timing).items()}

    def _idle_in(self, vehicle: str, timing: Timing) -> dict[str, int]:
        # Seconds by which joint stops are idle beyond the limit.
        found, legs = {}, self._legs[vehicle]
        for number in self._rides[vehicle].joints:
            leg = legs[number]
            resting = sum(self._vehicles[vehicle].breaks[rest].duration for rest in timing.rests[number])
            busy = leg.service + leg.travel + leg.setup + resting
            idle = timing.starts[number] - timing.starts[number - 1] - busy - self._problem.joint_wait
            if idle > 0:
                found[self._orders[vehicle][number]] = idle
        return found

    def _part(self, floors: Floors) -> None:
        # Links that go in a circle cannot be kept: each route is timed alone, and `late` tells of it.
        self._links, self._marks, self._floors = Links(), frozenset(), dict(floors)
        self._rise(self._vehicles)

    def _shorten_waits(self) -> None:
        # Whoever would be idle for too long before a joint visit starts what is before it later: all, else who can.
        # Where that is not enough, a break in that time may do.
        if not (idle := self._waits()):
            return
        joint = frozenset(job for job in self._route_of if self._problem.job(job).joint)
        if not self._tried(self._vehicles, held=joint):
            for job in sorted(idle, key=self._starts.__getitem__):
                self._tried([self._route_of[job]], held=self._held | {job})
        if self._waits():
            before = [job for order in self._orders.values() for job, after in pairwise(order) if after in joint]
            self._tried(self._vehicles, held=joint, before_joint=frozenset(before))

    def _wait_for_aims(self) -> None:
        for job in self._route_of:
            aim = aim_of(self._problem, self._problem.job(job))
            if aim is None or self._starts[job] >= aim or self._tried_at(job, aim):
                continue
            early, late = self._starts[job], aim
            while late - early > 1:
                middle = (early + late) // 2
                early, late = (middle, late) if self._tried_at(job, middle) else (early, middle)

    def _tried_at(self, job: str, floor: int) -> bool:
        return self._tried([self._route_of[job]], {job: max(floor, self._floors.get(job, floor))})

    def _tried(
        self,
        vehicles: Iterable[str],
        floors: Floors = NO_FLOORS,
        held: Set[str] | None = None,
        before_joint: Set[str] | None = None,
    ) -> bool:
        # Keeps what is tried where nothing is later by it, nor idle for longer.
        kept = dict(self._floors), dict(self._timings), dict(self._starts), self._held, self._before_joint
        late, idle = self._late, self._idle
        self._floors.update(floors)
        self._held = self._held if held is None else held
        self._before_joint = self._before_joint if before_joint is None else before_joint
        if self._rise(vehicles, late) and self._idle <= idle:
            return True
        self._floors, self._timings, self._starts, self._held, self._before_joint = kept
        return False
