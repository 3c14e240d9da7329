"""The conventions of `routing.problem` once more, second by second, without a clever thought: for tiny problems.

It was written from those conventions, not from `schedule`, `check` or a solver, and must never borrow from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, permutations

from routing.problem import Job, Problem, Vehicle
from routing.solution import BreakTaken, Route
from routing.travel import UNREACHABLE

EVER = 10**6
Taken = frozenset[int]
Moment = tuple[int, Taken]
"""A second, and the breaks that are behind the vehicle by then."""


def orders(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Every order of every choice of jobs."""
    ids = [job.id for job in problem.jobs]
    for count in range(len(ids) + 1):
        yield from permutations(ids, count)


def allowed(vehicle: Vehicle, job: Job) -> bool:
    return job.skills <= vehicle.skills and (job.vehicles is None or vehicle.id in job.vehicles)


def feasible(problem: Problem, vehicle: Vehicle, order: tuple[str, ...]) -> bool:
    """Whether the vehicle may serve these jobs in this order, and some timing keeps every rule."""
    return (
        permitted(problem, vehicle, order)
        and (vehicle.max_travel_time is None or travel(problem, vehicle, order, "durations") <= vehicle.max_travel_time)
        and bool(ends(problem, vehicle, order))
    )


def permitted(problem: Problem, vehicle: Vehicle, order: tuple[str, ...]) -> bool:
    """Whether the rules let the vehicle serve these jobs in this order, if it only had the time."""
    jobs = [problem.job(each) for each in order]
    return (
        all(allowed(vehicle, job) for job in jobs)
        and (vehicle.max_jobs is None or len(jobs) <= vehicle.max_jobs)
        and all(sum(job.amount[n] for job in jobs if job.amount) <= most for n, most in enumerate(vehicle.capacity))
        and all(job.position is None or _at(order, job.position) == job.id for job in jobs)
    )


def _at(order: tuple[str, ...], position: int) -> str | None:
    return order[position] if -len(order) <= position < len(order) else None


def travel(problem: Problem, vehicle: Vehicle, order: tuple[str, ...], what: str) -> int:
    """Seconds on the road, or metres."""
    cells = getattr(problem.travel[vehicle.travel_mode], what)
    stations = [vehicle.start_place, *(problem.job(each).place for each in order), vehicle.end_place]
    if not order:
        return 0
    return sum(int(cells[a, b]) for a, b in pairwise(stations) if a is not None and b is not None)


def ends(
    problem: Problem, vehicle: Vehicle, order: tuple[str, ...], between: Mapping[str, tuple[int, int]] | None = None
) -> set[int]:
    """Every second at which a timing that keeps all windows, breaks and the shift may end; none: it does not fit.

    Services of jobs that are in `between` start within these two seconds.
    """
    if not order:
        return {vehicle.shift_start}
    here = vehicle.start_place
    ready: set[Moment] = {(second, frozenset()) for second in [vehicle.shift_start]}
    for number, job in enumerate(problem.job(each) for each in order):
        setup = job.setup_time if here != job.place else 0
        patience = problem.joint_wait if job.joint and number else None
        standing = _gap(vehicle, ready, _road(problem, vehicle, here, job.place), setup, patience)
        earliest, latest = (between or {}).get(job.id, (0, EVER))
        ready = {
            (second + job.service_time, taken)
            for second, taken in standing
            if any(window.earliest <= second <= window.latest for window in job.windows)
            and earliest <= second <= latest
        }
        here = job.place
    home = _gap(vehicle, ready, _road(problem, vehicle, here, vehicle.end_place), 0)
    return {second for second, taken in home if _nothing_owed(vehicle, second, taken)}


def _road(problem: Problem, vehicle: Vehicle, here: int | None, there: int | None) -> int:
    if here is None or there is None:
        return 0
    return int(problem.travel[vehicle.travel_mode].durations[here, there])


def _nothing_owed(vehicle: Vehicle, end: int, taken: Taken) -> bool:
    return all(number in taken or each.earliest >= end for number, each in enumerate(vehicle.breaks))


def _gap(vehicle: Vehicle, ready: set[Moment], road: int, setup: int, patience: int | None = None) -> set[Moment]:
    """Every moment by which the road and the set-up may be behind, with idling and breaks wherever they may lie.

    No more seconds are idled away than the `patience`; None for as many as there are.
    """
    if road == UNREACHABLE:
        return set()
    seen: set[tuple[int, Taken, int, int]] = set()
    waiting = [(second, taken, road + setup, 0) for second, taken in ready]
    while waiting:
        state = waiting.pop()
        second, taken, left, idle = state
        if state in seen or second > vehicle.shift_end + vehicle.max_overtime:
            continue
        seen.add(state)
        if patience is None or idle < patience:
            # idles: before leaving, on the road, at the door
            waiting.append((second + 1, taken, left, idle if patience is None else idle + 1))
        if left:
            waiting.append((second + 1, taken, left - 1, idle))  # a second on the road, or of parking and walking
        for number, each in enumerate(vehicle.breaks):
            if number not in taken and each.earliest <= second <= each.latest:
                waiting.append((second + each.duration, taken | {number}, left, idle))
    return {(second, taken) for second, taken, left, _ in seen if not left}


def obeys(problem: Problem, route: Route) -> bool:
    """Whether a timed route keeps every convention, looked at second by second."""
    vehicle = problem.vehicle(route.vehicle)
    order = tuple(stop.job for stop in route.stops)
    totals = (travel(problem, vehicle, order, "durations"), travel(problem, vehicle, order, "distances"))
    if (route.travel_time, route.distance) != totals:
        return False
    if not route.stops:
        return route.start == route.end == vehicle.shift_start and not route.breaks
    return (
        permitted(problem, vehicle, order)
        and (vehicle.max_travel_time is None or route.travel_time <= vehicle.max_travel_time)
        and vehicle.shift_start <= route.start
        and route.end <= vehicle.shift_end + vehicle.max_overtime
        and _rests_obey(vehicle, route)
        and _stops_obey(problem, vehicle, route)
    )


def _rests_obey(vehicle: Vehicle, route: Route) -> bool:
    owed = {each.id: each for each in vehicle.breaks}
    ids = [taken.id for taken in route.breaks]
    if len(set(ids)) < len(ids) or not set(ids) <= set(owed):
        return False
    if any(each.earliest < route.end and each.id not in ids for each in vehicle.breaks):
        return False
    timed = sorted(route.breaks, key=lambda taken: (taken.start, taken.end))
    return all(
        owed[taken.id].earliest <= taken.start <= owed[taken.id].latest
        and taken.end - taken.start == owed[taken.id].duration
        for taken in timed
    ) and all(a.end <= b.start for a, b in pairwise(timed))


def _stops_obey(problem: Problem, vehicle: Vehicle, route: Route) -> bool:
    here, ready = vehicle.start_place, vehicle.shift_start
    for number, stop in enumerate(route.stops):
        job = problem.job(stop.job)
        rests = [taken for taken in route.breaks if taken.after == number]
        leaving = route.start if number == 0 else ready
        road = _road(problem, vehicle, here, job.place)
        setup = job.setup_time if here != job.place else 0
        if road == UNREACHABLE or not _fits(ready, leaving, road, stop.arrival, rests, stop.start):
            return False
        resting = _seconds_of(rests, stop.arrival, stop.start)
        if stop.waiting < 0 or stop.waiting != stop.start - stop.arrival - setup - resting:
            return False
        if not any(window.earliest <= stop.start <= window.latest for window in job.windows):
            return False
        if stop.departure != stop.start + job.service_time:
            return False
        if job.joint and number and _idle(ready, stop.start, road + setup, rests) > problem.joint_wait:
            return False
        here, ready = job.place, stop.departure
    rests = [taken for taken in route.breaks if taken.after == len(route.stops)]
    road = _road(problem, vehicle, here, vehicle.end_place)
    known = sum(1 for taken in route.breaks if 0 <= taken.after <= len(route.stops)) == len(route.breaks)
    return known and road != UNREACHABLE and _fits(ready, ready, road, route.end, rests, route.end)


def _idle(ready: int, start: int, busy: int, rests: list[BreakTaken]) -> int:
    return start - ready - busy - _seconds_of(rests, ready, start)


def _fits(ready: int, leaving: int, road: int, arrival: int, rests: list[BreakTaken], start: int) -> bool:
    # rests lie between being ready and starting to serve; what lies on the road makes the road longer
    if any(taken.start < ready or taken.end > start for taken in rests):
        return False
    return ready <= leaving and arrival - leaving >= road + _seconds_of(rests, leaving, arrival)


def _seconds_of(rests: list[BreakTaken], begin: int, end: int) -> int:
    return sum(1 for second in range(begin, end) if any(taken.start <= second < taken.end for taken in rests))
