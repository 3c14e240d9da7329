"""Times one route in a given order: arrival, waiting, start, departure, breaks. Decides no order, and refuses nothing.

Label k, b is the best way to start service at stop k with the breaks b taken: least lateness, then earliest.
Starting earlier is never worse, because waiting is allowed; so one label per stop and set of breaks is enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations

from routing.problem import Job, Problem, Vehicle
from routing.solution import BreakTaken, Route, Stop
from routing.travel import UNREACHABLE


@dataclass(frozen=True, slots=True)
class _Label:
    late: int
    at: int  # start of service; for the end of the route, arrival there
    arrival: int
    rests: tuple[BreakTaken, ...]  # on the leg that led here
    before: _Label | None


def time_route(problem: Problem, vehicle_id: str, job_ids: Sequence[str]) -> Route:
    """The route with its times; what comes too late is simply late, and `routing.check` says so."""
    return timed(problem, vehicle_id, job_ids)[0]


def timed(problem: Problem, vehicle_id: str, job_ids: Sequence[str]) -> tuple[Route, int]:
    """Both at once: the route, and its `lateness`."""
    vehicle = problem.vehicle(vehicle_id)
    if not job_ids:
        return Route(vehicle_id, (), vehicle.shift_start, vehicle.shift_start), 0
    jobs = [problem.job(job_id) for job_id in job_ids]
    end = _best_end(problem, vehicle, jobs)
    return _as_route(problem, vehicle, jobs, end), end.late


def lateness(problem: Problem, vehicle_id: str, job_ids: Sequence[str]) -> int:
    """Seconds by which stops, breaks and the end come too late, together; 0 where the order can be driven."""
    if not job_ids:
        return 0
    return _best_end(problem, problem.vehicle(vehicle_id), [problem.job(job_id) for job_id in job_ids]).late


def _best_end(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job]) -> _Label:
    durations = problem.travel[vehicle.travel_mode].durations
    labels: dict[frozenset[int], _Label] = {frozenset(): _Label(0, vehicle.shift_start, vehicle.shift_start, (), None)}
    place, service = vehicle.start_place, 0
    for behind, job in enumerate(jobs):
        travel = 0 if place is None else int(durations[place, job.place])
        setup = job.setup_time if place != job.place else 0
        labels = _advance(vehicle, labels, behind, service, travel, setup, job)
        place, service = job.place, job.service_time
    travel = 0 if vehicle.end_place is None or place is None else int(durations[place, vehicle.end_place])
    ends = _advance(vehicle, labels, len(jobs), service, travel, 0, None)
    return min(
        (_closed(vehicle, taken, label) for taken, label in ends.items()), key=lambda label: (label.late, label.at)
    )


def _advance(
    vehicle: Vehicle,
    labels: dict[frozenset[int], _Label],
    behind: int,
    service: int,
    travel: int,
    setup: int,
    job: Job | None,
) -> dict[frozenset[int], _Label]:
    found: dict[frozenset[int], _Label] = {}
    for taken, label in labels.items():
        leaving = label.at + service
        owed = [number for number in range(len(vehicle.breaks)) if number not in taken]
        for breaks in (some for count in range(len(owed) + 1) for some in permutations(owed, count)):
            reached = _leg(vehicle, label, leaving, travel, setup, breaks, behind)
            if job is not None:
                reached = _wait_for_window(job, reached)
            old = found.get(taken.union(breaks))
            if old is None or (reached.late, reached.at) < (old.late, old.at):
                found[taken.union(breaks)] = reached
    return found


def _leg(
    vehicle: Vehicle, label: _Label, leaving: int, travel: int, setup: int, breaks: Sequence[int], behind: int
) -> _Label:
    # A break starts at once if its window is open, else when it opens: on the road or at the door.
    clock, left, late, rests = leaving, travel + setup, label.late, []
    arrival = leaving + travel
    for number in breaks:
        owed = vehicle.breaks[number]
        begin = max(clock, owed.earliest)
        left -= min(left, begin - clock)
        late += max(0, begin - owed.latest)
        if begin < arrival or begin == leaving:
            arrival += owed.duration
        rests.append(BreakTaken(owed.id, begin, begin + owed.duration, behind))
        clock = begin + owed.duration
    return _Label(late, clock + left, arrival, tuple(rests), label)


def _wait_for_window(job: Job, reached: _Label) -> _Label:
    for window in job.windows:
        if reached.at <= window.latest:
            return replace(reached, at=max(reached.at, window.earliest))
    return replace(reached, late=reached.late + reached.at - job.windows[-1].latest)


def _closed(vehicle: Vehicle, taken: frozenset[int], label: _Label) -> _Label:
    # Breaks not taken are owed where their window had opened before the end.
    owed = sum(
        max(1, rest.duration) + max(0, label.at - rest.latest)
        for number, rest in enumerate(vehicle.breaks)
        if number not in taken and rest.earliest < label.at
    )
    return replace(label, late=label.late + owed + max(0, label.at - vehicle.shift_end))


def _as_route(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job], end: _Label) -> Route:
    labels: list[_Label] = []
    label: _Label | None = end.before
    while label is not None and label.before is not None:
        labels.append(label)
        label = label.before
    labels.reverse()
    stops = [_as_stop(problem, vehicle, jobs, number, labels[number]) for number in range(len(jobs))]
    setup = jobs[0].setup_time if vehicle.start_place != jobs[0].place else 0
    arrival = _as_late(labels[0].rests, stops[0].start, setup)
    stops[0] = replace(stops[0], arrival=arrival, waiting=0)
    rests = tuple(rest for each in (*labels, end) for rest in each.rests)
    places = [vehicle.start_place, *(job.place for job in jobs), vehicle.end_place]
    legs = [(a, b) for a, b in pairwise(places) if a is not None and b is not None]
    travel = problem.travel[vehicle.travel_mode]
    there = 0 if vehicle.start_place is None else int(travel.durations[vehicle.start_place, jobs[0].place])
    start = _as_late(labels[0].rests, arrival, there)
    time, distance = (
        sum(min(int(array[leg]), UNREACHABLE) for leg in legs) for array in (travel.durations, travel.distances)
    )
    return Route(vehicle.id, tuple(stops), start, end.at, rests, time, distance)


def _as_late(rests: Sequence[BreakTaken], by: int, work: int) -> int:
    # When so many seconds of work must begin to be done by then, beside the rests.
    for rest in reversed(rests):
        if by - rest.end >= work:
            break
        if rest.start < by:
            work -= max(0, by - rest.end)
            by = rest.start
    return by - work


def _as_stop(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job], number: int, label: _Label) -> Stop:
    job = jobs[number]
    before = jobs[number - 1].place if number else vehicle.start_place
    setup = job.setup_time if before != job.place else 0
    resting = sum(rest.end - max(rest.start, label.arrival) for rest in label.rests if rest.end > label.arrival)
    return Stop(
        job.id, label.arrival, label.at, label.at + job.service_time, label.at - label.arrival - setup - resting
    )
