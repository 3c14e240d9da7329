"""Where in a route there is room for one more job, and when its service could start there. Times and changes nothing.

Labels, one per stop and set of breaks taken: when the vehicle leaves it at the earliest, and when it must be ready
there at the latest so that everything after it still fits. A leg with breaks on it is ready at
``max(leaving + way + rest, opening)``, provided ``leaving <= closing``: three numbers worked out once per vehicle. So
a place for a job is judged without timing the route again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.travel import UNREACHABLE, Seconds

EVER = 1 << 40
"""Beyond every second of a horizon."""
ALWAYS = ((-EVER, EVER),)
_LATE, _NEVER = 2 * EVER, -2 * EVER

type Span = tuple[int, int]
type Labels = list[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What other routes ask of the jobs of one: to start not before some second, and not after some other."""

    floors: Mapping[str, int] = field(default_factory=dict)
    ceilings: Mapping[str, int] = field(default_factory=dict)


NOTHING = Asked()


@dataclass(frozen=True, slots=True)
class Gap:
    """A place before the stop at `position`: `added` seconds of travel, and when service could start there.

    The spans, both ends included, know the route and its vehicle alone, not the windows of the job.
    """

    position: int
    added: int
    spans: tuple[Span, ...]


class Lane:
    """One vehicle's order with its labels; `deadline` is when it must be back, by default its shift and overtime."""

    def __init__(
        self,
        problem: Problem,
        vehicle: Vehicle,
        order: Sequence[str],
        asked: Asked = NOTHING,
        deadline: int | None = None,
    ) -> None:
        self.vehicle = vehicle
        self.jobs = [problem.job(job) for job in order]
        self.deadline = vehicle.shift_end + vehicle.max_overtime if deadline is None else deadline
        self.travel = 0
        self._problem = problem
        self._asked = asked
        self._durations: Seconds = problem.travel[vehicle.travel_mode].durations
        self._steps = _steps(vehicle.breaks)
        self._states = 1 << len(vehicle.breaks)
        if self.jobs:
            self.travel = sum(self._travel(a, b) for a, b in self._legs())
        self.leaving = self._leavings()
        self.latest = self._latests()

    def without(self, job: Job) -> Lane:
        """The same lane with one job less."""
        order = [each.id for each in self.jobs if each.id != job.id]
        return Lane(self._problem, self.vehicle, order, self._asked, self.deadline)

    def with_vehicle(self, vehicle: Vehicle, deadline: int | None = None) -> Lane:
        """The same order on another vehicle, or by another deadline."""
        return Lane(self._problem, vehicle, [job.id for job in self.jobs], self._asked, deadline)

    def latest_start(self, position: int) -> int:
        """When service at a stop must have begun for all that follows to fit; below zero where nothing helps."""
        return max(self.latest[position])

    def gaps(self, job: Job) -> Iterator[Gap]:
        """Every place with room for a job, the shortest way first."""
        for added, position in self.detours(job):
            if spans := tuple(_merged(self._spans(position, job))):
                yield Gap(position, added, spans)

    def detours(self, job: Job) -> list[tuple[int, int]]:
        """Seconds of travel that a job adds at each position it may have, the fewest first.

        Only places that roads lead to and from, and that keep the route within its vehicle's travel time.
        """
        found, most = [], self.vehicle.max_travel_time
        for position in self._positions(job):
            start, end = self._place(position - 1), self._place(position)
            ways = self._travel(start, job.place), self._travel(job.place, end)
            added = sum(ways) - (self._travel(start, end) if self.jobs else 0)
            if max(ways) < UNREACHABLE and (most is None or self.travel + added <= most):
                found.append((added, position))
        return sorted(found)

    def short_of(self, job: Job) -> int | None:
        """Seconds that are missing at the best place, whenever the job could be served; None where it is hopeless."""
        found = [
            begin - until
            for _added, position in self.detours(job)
            for begin, until in self._bounds(position, job)
            if begin < EVER and until > -EVER
        ]
        return min(found, default=None)

    def back_at(self, position: int, job: Job, windows: Sequence[Span]) -> int | None:
        """When the vehicle is back at the earliest with the job at this place; None where something comes too late."""
        leaving = [
            start + job.service_time if (start := _start(windows, ready)) < EVER else _LATE
            for ready in self._ready(position, job)
        ]
        place = job.place
        for each in self.jobs[position:]:
            ready = self._reached(leaving, self._way(place, each))
            leaving, place = self._served(each, ready), each.place
        ends = self._reached(leaving, self._travel(place, self.vehicle.end_place))
        found = [end for state, end in enumerate(ends) if end < EVER and end <= self._owed_until(state)]
        return min(found, default=None)

    # --- labels

    def _leavings(self) -> list[Labels]:
        labels = [_LATE] * self._states
        labels[0] = self.vehicle.shift_start
        found, place = [labels], self.vehicle.start_place
        for job in self.jobs:
            labels = self._served(job, self._reached(labels, self._way(place, job)))
            found.append(labels)
            place = job.place
        return found

    def _served(self, job: Job, ready: Labels) -> Labels:
        floor, windows = self._asked.floors.get(job.id, -EVER), spans_of(job.windows)
        starts = (_start(windows, max(at, floor)) for at in ready)
        return [start + job.service_time if start < EVER else _LATE for start in starts]

    def _latests(self) -> list[Labels]:
        labels = [min(self.deadline, self._owed_until(state)) for state in range(self._states)]
        found, place = [labels], self.vehicle.end_place
        for number in range(len(self.jobs) - 1, -1, -1):
            job = self.jobs[number]
            after = self.jobs[number + 1] if number + 1 < len(self.jobs) else None
            way = self._way(job.place, after) if after else self._travel(job.place, place)
            labels = self._begun(job, self._left(labels, way))
            found.append(labels)
        found.reverse()
        return found

    def _begun(self, job: Job, left: Labels) -> Labels:
        floor, windows = self._asked.floors.get(job.id, -EVER), spans_of(job.windows)
        ceiling = self._asked.ceilings.get(job.id, EVER)
        starts = (_latest(windows, min(at - job.service_time, ceiling)) for at in left)
        return [start if start >= floor else _NEVER for start in starts]

    def _owed_until(self, state: int) -> int:
        # A break not taken must not have opened before the end.
        return min((b.earliest for n, b in enumerate(self.vehicle.breaks) if not state >> n & 1), default=EVER)

    def _reached(self, leaving: Labels, way: int) -> Labels:
        ready = [_LATE] * self._states
        if way < UNREACHABLE:
            for step in self._steps:
                if (at := leaving[step.before]) <= step.closing:
                    ready[step.after] = min(ready[step.after], max(at + way + step.rest, step.opening))
        return ready

    def _left(self, latest: Labels, way: int) -> Labels:
        left = [_NEVER] * self._states
        if way < UNREACHABLE:
            for step in self._steps:
                if step.opening <= (at := latest[step.after]):
                    left[step.before] = max(left[step.before], min(step.closing, at - way - step.rest))
        return left

    # --- places

    def _ready(self, position: int, job: Job) -> Labels:
        return self._reached(self.leaving[position], self._way(self._place(position - 1), job))

    def _bounds(self, position: int, job: Job) -> Iterable[Span]:
        after = self.jobs[position] if position < len(self.jobs) else None
        way = self._way(job.place, after) if after else self._travel(job.place, self.vehicle.end_place)
        left = (at - job.service_time for at in self._left(self.latest[position], way))
        return zip(self._ready(position, job), left, strict=True)

    def _spans(self, position: int, job: Job) -> Iterator[Span]:
        return ((begin, until) for begin, until in self._bounds(position, job) if begin <= until)

    def _positions(self, job: Job) -> range:
        # Where it may stand, and where it pushes nobody off the place they must have.
        first, last = 0, len(self.jobs)
        for number, each in enumerate(self.jobs):
            if each.position is not None and each.position >= 0:
                first = number + 1
            elif each.position is not None:
                last = min(last, number)
        if job.position is None:
            return range(first, last + 1)
        wanted = job.position if job.position >= 0 else len(self.jobs) + 1 + job.position
        return range(wanted, wanted + 1) if first <= wanted <= last else range(0)

    def _place(self, number: int) -> int | None:
        if number < 0:
            return self.vehicle.start_place
        return self.jobs[number].place if number < len(self.jobs) else self.vehicle.end_place

    def _legs(self) -> Iterator[tuple[int | None, int | None]]:
        return ((self._place(number - 1), self._place(number)) for number in range(len(self.jobs) + 1))

    def _way(self, start: int | None, job: Job) -> int:
        travel = self._travel(start, job.place)
        return travel if travel >= UNREACHABLE or start == job.place else travel + job.setup_time

    def _travel(self, start: int | None, end: int | None) -> int:
        return 0 if start is None or end is None else int(self._durations.item(start, end))


@dataclass(frozen=True, slots=True)
class _Step:
    # A leg that begins with some breaks taken and ends with as many or more.
    before: int
    after: int
    rest: int
    opening: int
    closing: int


@cache
def _steps(breaks: tuple[Break, ...]) -> tuple[_Step, ...]:
    found: dict[tuple[int, int], list[_Step]] = {}
    for before in range(1 << len(breaks)):
        owed = [number for number in range(len(breaks)) if not before >> number & 1]
        for some in (some for count in range(len(owed) + 1) for some in permutations(owed, count)):
            if step := _step(breaks, before, some):
                found.setdefault((step.before, step.after), []).append(step)
    return tuple(step for steps in found.values() for step in steps if not any(_beats(o, step) for o in steps))


def _step(breaks: tuple[Break, ...], before: int, taken: Sequence[int]) -> _Step | None:
    rest, opening, closing, after = 0, -EVER, EVER, before
    for number in taken:
        owed = breaks[number]
        if max(opening, owed.earliest) > owed.latest:
            return None
        closing = min(closing, owed.latest - rest)
        opening = max(opening, owed.earliest) + owed.duration
        rest += owed.duration
        after |= 1 << number
    return _Step(before, after, rest, opening, closing)


def _beats(other: _Step, step: _Step) -> bool:
    no_worse = other.opening <= step.opening and other.closing >= step.closing
    return no_worse and (other.opening, -other.closing) != (step.opening, -step.closing)


# --- spans


def spans_of(windows: Iterable[TimeWindow]) -> tuple[Span, ...]:
    """Windows as plain spans."""
    return tuple((window.earliest, window.latest) for window in windows)


def common(one: Iterable[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """What lies in both."""
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in other)
    return tuple((begin, end) for begin, end in both if begin <= end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((begin, end))
    return merged


def _start(spans: Sequence[Span], ready: int) -> int:
    return next((max(ready, begin) for begin, end in spans if ready <= end), _LATE)


def _latest(spans: Sequence[Span], by: int) -> int:
    return next((min(by, end) for begin, end in reversed(spans) if by >= begin), _NEVER)
