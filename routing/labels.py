"""The times of one route in a given order, with its breaks: the least late, then the earliest. `schedule` is the door.

Label k, b is the best way to start service at stop k with the breaks b taken: least lateness, then earliest.
Starting earlier is never worse, because waiting is allowed; so one label per stop and set of breaks is enough. Where
other routes hang on the start of a stop, it counts as well on which side of it each break was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise, permutations
from typing import NamedTuple

from routing.problem import Job, Problem, Vehicle
from routing.solution import BreakTaken, Route, Stop

type Floors = Mapping[str, int]
"""The earliest start of service by job id, where something outside the route asks for one."""

MOST_KEYS = 64
"""So many ways of taking breaks before or after the stops that others hang on are told apart."""

NO_FLOORS: Floors = {}
NO_MARKS: Set[str] = frozenset()


class Timing(NamedTuple):
    """A route's lateness, its end, the start of each stop, and the breaks taken (by number) on each leg, in order."""

    late: int
    end: int
    starts: tuple[int, ...]
    rests: tuple[tuple[int, ...], ...]


class Leg(NamedTuple):
    """The way to a job, or home: seconds of service before it, on the road, and of set-up after it."""

    service: int
    travel: int
    setup: int
    job: Job | None


type _Label = tuple[int, int, int, tuple[int, ...]]
"""How late; when service starts or, at the end of the route, the arrival; the key of the label it came from; the breaks
taken on the leg that led here. Plain, for a hundred thousand are made while a hand drags visits."""


def best_timing(
    vehicle: Vehicle,
    legs: Sequence[Leg],
    floors: Floors = NO_FLOORS,
    marks: Set[str] = NO_MARKS,
    rank: Callable[[Timing], tuple[int, ...]] = lambda timing: (timing.late, timing.end),
) -> Timing:
    """The times of a route that rank first: by default the least late, and among them those that end first.

    Jobs in `marks` start as early as each way of taking breaks before or after them allows.
    """
    rests = [(rest.earliest, rest.latest, rest.duration) for rest in vehicle.breaks]
    sections = sum(1 for leg in legs if leg.job and leg.job.id in marks) if rests and marks else 0
    while (sections + 2) ** len(rests) > MOST_KEYS and sections:
        sections -= 1
    width, section = (sections + 1).bit_length(), 0
    labels: dict[int, _Label] = {0: (0, vehicle.shift_start, 0, ())}
    trace = []
    for leg in legs:
        floor = floors.get(leg.job.id) if floors and leg.job else None
        labels = _advance(rests, labels, leg, floor, width, section)
        trace.append(labels)
        if leg.job and leg.job.id in marks:
            section = min(section + 1, sections)
    paths = [_path(vehicle, trace, key, label, width) for key, label in labels.items()]
    return min(paths, key=rank)


class Tries:
    """One order in which a job is tried at one place after the other: what is before the place is timed once."""

    def __init__(self, problem: Problem, vehicle: Vehicle, order: Sequence[str], floors: Floors = NO_FLOORS) -> None:
        self._vehicle = vehicle
        self._floors = floors
        self._durations = problem.travel[vehicle.travel_mode].durations
        self._jobs = [problem.job(job_id) for job_id in order]
        self._legs = tuple(_legs(problem, vehicle, self._jobs))
        self._rests = [(rest.earliest, rest.latest, rest.duration) for rest in vehicle.breaks]
        self._width = 1  # no marks: one section
        self._before: list[dict[int, _Label]] = [{0: (0, vehicle.shift_start, 0, ())}]

    def lateness(self, position: int, job: Job, most: int | None = None) -> int | None:
        """Seconds by which the route with the job comes too late; None where they are more than `most`."""
        labels = self._up_to(position)
        for leg in self._behind(position, job):
            labels = self._on(labels, leg)
            if most is not None and min([label[0] for label in labels.values()]) > most:
                return None
        late = min([_late_at_end(self._vehicle, key, label, self._width) for key, label in labels.items()])
        return late if most is None or late <= most else None

    def travel(self, position: int, job: Job) -> int:
        """Seconds on the road with the job at this place."""
        behind = sum([leg.travel for leg in self._behind(position, job)])
        return behind + sum([leg.travel for leg in self._legs[:position]])

    def _behind(self, position: int, job: Job) -> list[Leg]:
        # The way to the job, the one from it, and the rest of the route as it is.
        before, after = self._legs[position], self._jobs[position] if position < len(self._jobs) else None
        place = self._jobs[position - 1].place if position else self._vehicle.start_place
        home = after.place if after else self._vehicle.end_place
        to = 0 if place is None else self._durations.item(place, job.place)
        on = 0 if home is None else self._durations.item(job.place, home)
        setup = after.setup_time if after and after.place != job.place else 0
        first = Leg(before.service, to, job.setup_time if place != job.place else 0, job)
        return [first, Leg(job.service_time, on, setup, after), *self._legs[position + 1 :]]

    def _up_to(self, position: int) -> dict[int, _Label]:
        while len(self._before) <= position:
            self._before.append(self._on(self._before[-1], self._legs[len(self._before) - 1]))
        return self._before[position]

    def _on(self, labels: Mapping[int, _Label], leg: Leg) -> dict[int, _Label]:
        floor = self._floors.get(leg.job.id) if self._floors and leg.job else None
        return _advance(self._rests, labels, leg, floor, self._width, 0)


def legs_of(problem: Problem, vehicle: Vehicle, job_ids: Sequence[str]) -> tuple[Leg, ...]:
    """The ways to each stop in this order, and the one home."""
    return tuple(_legs(problem, vehicle, [problem.job(job_id) for job_id in job_ids]))


def _legs(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job]) -> Iterator[Leg]:
    durations = problem.travel[vehicle.travel_mode].durations
    place, service = vehicle.start_place, 0
    for job in jobs:
        travel = 0 if place is None else durations.item(place, job.place)
        yield Leg(service, travel, job.setup_time if place != job.place else 0, job)
        place, service = job.place, job.service_time
    home = vehicle.end_place
    yield Leg(service, 0 if home is None or place is None else durations.item(place, home), 0, None)


def _advance(
    rests: Sequence[tuple[int, int, int]],
    labels: Mapping[int, _Label],
    leg: Leg,
    floor: int | None,
    width: int,
    section: int,
) -> dict[int, _Label]:
    service, travel, setup, job = leg
    found: dict[int, _Label] = {}
    for key, (late_before, start, _before, _rests) in labels.items():
        leaving = start + service
        for breaks, taken in _choices(key, len(rests), width, section) if rests else _NO_CHOICE:
            late, at = late_before, leaving + travel + setup
            if breaks:
                late, at = _rested(rests, breaks, late, leaving, travel + setup)
            if job is not None:
                if floor is not None and at < floor:
                    at = floor
                for window in job.windows:
                    if at <= window.latest:
                        if at < window.earliest:
                            at = window.earliest
                        break
                else:
                    late += at - job.windows[-1].latest
            old = found.get(taken)
            if old is None or late < old[0] or (late == old[0] and at < old[1]):
                found[taken] = late, at, key, breaks
    return found


_NO_CHOICE = (((), 0),)


@lru_cache(4096)
def _choices(key: int, count: int, width: int, section: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    # Which of the breaks still owed may be taken on a leg, and the key afterwards.
    owed = [number for number in range(count) if not _is_taken(key, number, width)]
    return tuple(
        (some, key + sum(section + 1 << width * number for number in some))
        for size in range(len(owed) + 1)
        for some in permutations(owed, size)
    )


def _is_taken(key: int, number: int, width: int) -> bool:
    return key >> width * number & (1 << width) - 1 != 0


def _rested(
    rests: Sequence[tuple[int, int, int]], breaks: Sequence[int], late: int, clock: int, left: int
) -> tuple[int, int]:
    # A break starts at once if its window is open, else when it opens: on the road or at the door.
    for number in breaks:
        earliest, latest, duration = rests[number]
        begin = max(clock, earliest)
        left -= min(left, begin - clock)
        late += max(0, begin - latest)
        clock = begin + duration
    return late, clock + left


def _late_at_end(vehicle: Vehicle, key: int, end: _Label, width: int) -> int:
    # Breaks not taken are owed where their window had opened before the end.
    late, at, _before, _rests = end
    late += max(0, at - vehicle.shift_end - vehicle.max_overtime)
    for number, rest in enumerate(vehicle.breaks):
        if rest.earliest < at and not _is_taken(key, number, width):
            late += max(1, rest.duration) + max(0, at - rest.latest)
    return late


def _path(vehicle: Vehicle, trace: Sequence[Mapping[int, _Label]], key: int, end: _Label, width: int) -> Timing:
    late, starts, rests = _late_at_end(vehicle, key, end, width), [], []
    for labels in reversed(trace):
        _late, at, key, taken = labels[key]
        starts.append(at)
        rests.append(taken)
    return Timing(late, end[1], tuple(starts[:0:-1]), tuple(rests[::-1]))


def as_route(problem: Problem, vehicle: Vehicle, legs: Sequence[Leg], timing: Timing) -> Route:
    """The route of a timing: it leaves as late as the first stop allows."""
    if len(legs) == 1:
        return Route(vehicle.id, (), vehicle.shift_start, vehicle.shift_start)
    stops: list[Stop] = []
    rests: list[BreakTaken] = []
    leaving, start = vehicle.shift_start, vehicle.shift_start
    for number, leg in enumerate(legs):
        taken, arrival = _taken(vehicle, timing.rests[number], leaving, leg.travel, number)
        rests += taken
        if leg.job is None:
            break
        at = timing.starts[number]
        if number == 0:
            arrival = _as_late(taken, at, leg.setup)
            start = _as_late(taken, arrival, leg.travel)
        resting = sum(rest.end - max(rest.start, arrival) for rest in taken if rest.end > arrival)
        waiting = at - arrival - leg.setup - resting if number else 0
        leaving = at + leg.job.service_time
        stops.append(Stop(leg.job.id, arrival, at, leaving, waiting))
    return Route(vehicle.id, tuple(stops), start, timing.end, tuple(rests), *_way(problem, vehicle, legs))


def _taken(
    vehicle: Vehicle, breaks: Sequence[int], leaving: int, travel: int, behind: int
) -> tuple[list[BreakTaken], int]:
    # The breaks of a leg as they lie, and the arrival.
    clock, arrival, taken = leaving, leaving + travel, []
    for number in breaks:
        owed = vehicle.breaks[number]
        begin = max(clock, owed.earliest)
        if begin < arrival or begin == leaving:
            arrival += owed.duration
        clock = begin + owed.duration
        taken.append(BreakTaken(owed.id, begin, clock, behind))
    return taken, arrival


def _as_late(rests: Sequence[BreakTaken], by: int, work: int) -> int:
    # When so many seconds of work must begin to be done by then, beside the rests.
    for rest in reversed(rests):
        if by - rest.end >= work:
            break
        if rest.start < by:
            work -= max(0, by - rest.end)
            by = rest.start
    return by - work


def _way(problem: Problem, vehicle: Vehicle, legs: Sequence[Leg]) -> tuple[int, int]:
    # Seconds and metres on the road.
    metres = problem.travel[vehicle.travel_mode].distances
    places = [vehicle.start_place, *(leg.job.place for leg in legs if leg.job), vehicle.end_place]
    ways = [(a, b) for a, b in pairwise(places) if a is not None and b is not None]
    return sum(leg.travel for leg in legs), sum(metres.item(way) for way in ways)
