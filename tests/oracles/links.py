"""Joint visits, order, groups and the budget of moves once more, by trying every second; no cleverer than `timing`.

It looks at whole plans, and asks `timing` about each route.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from routing.problem import Job, Problem
from routing.solution import Solution, Stop
from tests.oracles import timing

Orders = Mapping[str, tuple[str, ...]]
Span = tuple[int, int]


def homes(orders: Orders) -> dict[str, str]:
    return {job: vehicle for vehicle, order in orders.items() for job in order}


def shared(problem: Problem, orders: Orders) -> bool:
    """Whether the jobs lie where the rules between jobs let them, whatever the times are."""
    at = homes(orders)
    placed = [problem.job(job) for job in at]
    for job in placed:
        if job.after and job.after not in at:
            return False
        if job.after and at[job.after] == at[job.id]:
            order = orders[at[job.id]]
            if order.index(job.after) > order.index(job.id):
                return False
        for other in problem.jobs:
            if job.joint and other.joint == job.joint and other is not job and at.get(other.id) in (None, at[job.id]):
                return False
            if job.group and other.group == job.group and at.get(other.id, at[job.id]) != at[job.id]:
                return False
    return True


def stands(problem: Problem, orders: Orders) -> bool:
    """Whether the orders keep every rule with some times, all starts that others hang on tried."""
    if not shared(problem, orders):
        return False
    for vehicle in problem.vehicles:
        order = orders[vehicle.id]
        road = timing.travel(problem, vehicle, order, "durations")
        if not timing.permitted(problem, vehicle, order) or road > (vehicle.max_travel_time or timing.EVER):
            return False
        if vehicle.max_travel_time == 0 and road:
            return False
    return on_time(problem, orders)


def on_time(problem: Problem, orders: Orders) -> bool:
    """Whether there are times that keep windows, breaks, shifts and whatever routes ask of each other."""
    at = homes(orders)
    across = [job for job in map(problem.job, at) if job.after in at and at[job.after] != at[job.id]]
    pairs = [job for job in map(problem.job, at) if job.joint]
    known: dict[tuple[str, tuple[tuple[str, Span], ...]], bool] = {}

    def drivable(vehicle: str, spans: Mapping[str, Span]) -> bool:
        key = vehicle, tuple(sorted((job, span) for job, span in spans.items() if at[job] == vehicle))
        if key not in known:
            known[key] = bool(timing.ends(problem, problem.vehicle(vehicle), orders[vehicle], dict(key[1])))
        return known[key]

    return any(
        all(drivable(vehicle.id, spans) for vehicle in problem.vehicles) for spans in _starts(problem, pairs, across)
    )


def _starts(problem: Problem, pairs: list[Job], across: list[Job]) -> Iterator[dict[str, Span]]:
    """Every choice of seconds for the starts that others hang on, as the spans in which services have to start."""
    leading = {job.joint or job.id: job for job in [*pairs, *(problem.job(job.after) for job in across)]}
    seconds = [[s for w in job.windows for s in range(w.earliest, w.latest + 1)] for job in leading.values()]
    for chosen in product(*seconds):
        start = dict(zip(leading, chosen, strict=True))
        spans = {job.id: (start[job.joint], start[job.joint]) for job in pairs}
        for job in across:
            first = problem.job(job.after)
            begin = start[first.joint or first.id]
            spans[first.id] = begin, begin
            earliest, latest = spans.get(job.id, (0, timing.EVER))
            spans[job.id] = max(earliest, begin + first.service_time), latest
        yield spans


def obeys(problem: Problem, solution: Solution) -> bool:
    """Whether a timed plan keeps every convention."""
    if not all(timing.obeys(problem, route) for route in solution.routes):
        return False
    at = {stop.job: (route.vehicle, stop) for route in solution.routes for stop in route.stops}
    moved = [job for job, before in problem.before.items() if job not in at or at[job][0] != before.vehicle]
    if problem.max_moved is not None and len(moved) > problem.max_moved:
        return False
    return all(_obeys(problem, job, at) for job in map(problem.job, at))


def _obeys(problem: Problem, job: Job, at: Mapping[str, tuple[str, Stop]]) -> bool:
    vehicle, stop = at[job.id]
    if job.after and (job.after not in at or at[job.after][1].departure > stop.start):
        return False
    others = [each for each in problem.jobs if each is not job]
    sides = [at.get(each.id) for each in others if job.joint and each.joint == job.joint]
    group = [at[each.id] for each in others if job.group and each.group == job.group and each.id in at]
    together = all(side and side[0] != vehicle and side[1].start == stop.start for side in sides)
    return together and all(beside == vehicle for beside, _ in group)
