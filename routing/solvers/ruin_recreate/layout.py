"""From a problem to the arrays of the kernels, and an empty state beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from routing.insertion import may_serve
from routing.problem import Job, Problem, Vehicle
from routing.solvers.ruin_recreate import arrays
from routing.solvers.ruin_recreate.arrays import (
    BIG,
    FAR,
    FORBIDDEN,
    LAST,
    MILLI,
    NEG,
    NOWHERE,
    Array,
    Best,
    Day,
    State,
    Step,
)
from routing.solvers.ruin_recreate.rests import Rests
from routing.travel import UNREACHABLE
from routing.weights import MOVED, PREFERRED, SHIFTED, Costs

MUST, PRIORITY = 10**13, 10**6
"""What a must-do and a point of priority weigh in the key, above the number left out."""
MUST_POINTS = 1000
NEAR = 200
"""Neighbors kept for each job."""


def lay_out(problem: Problem) -> Day:
    """The arrays of a problem with at least one job and one vehicle."""
    jobs, vehicles = problem.jobs, problem.vehicles
    ends = sorted({(p if p is not None else -1) for v in vehicles for p in (v.start_place, v.end_place)})
    places = np.array([job.place for job in jobs] + ends)
    node = {place: len(jobs) + index for index, place in enumerate(ends)}
    kinds: dict[tuple[str, int, int], int] = {}
    kind = np.array([kinds.setdefault((v.travel_mode, v.costs.per_hour, v.costs.per_km), len(kinds)) for v in vehicles])
    legs = [_legs(problem, mode, Costs(0, hour, km), places) for mode, hour, km in kinds]
    time, cost, travel = (np.stack(each) for each in zip(*legs, strict=True))
    windows, window_count = _windows(jobs)
    team = {vehicle.id: number for number, vehicle in enumerate(vehicles)}
    extra = np.array([[_extra(problem, v, job) for job in jobs] for v in vehicles], np.int64)
    mates, group_members = _groups(jobs)
    links = _Links(jobs)
    rests = [Rests(v, 1 + max(len(each.breaks) for each in vehicles)) for v in vehicles]
    room = _ints(_room(v) if problem.weights.fair_days else 0 for v in vehicles)
    amount, capacity = _amounts(problem)
    told = [problem.before[job.id].start if job.id in problem.before else None for job in jobs]
    shifted = SHIFTED * problem.weights.keep_plan
    columns = {
        arrays.SERVICE: _ints(job.service_time for job in jobs),
        arrays.WINDOW_COUNT: window_count,
        arrays.KEY: _ints(MUST * job.must + PRIORITY * job.priority + 1 for job in jobs),
        arrays.POINTS: _ints(job.priority + MUST_POINTS * job.must for job in jobs),
        arrays.MATES: mates,
        arrays.PARTNER: links.partner,
        arrays.AFTER: links.after,
        arrays.POSITION: _ints(NOWHERE if job.position is None else job.position for job in jobs),
        arrays.BEFORE: _ints(
            team.get(problem.before[j.id].vehicle, -1) if j.id in problem.before else -1 for j in jobs
        ),
        arrays.SOFT: _ints(
            job.wish is not None or (when is not None and shifted > 0) for job, when in zip(jobs, told, strict=True)
        ),
        arrays.AIM: _ints(_aim(job, when) for job, when in zip(jobs, told, strict=True)),
        arrays.TOLD: _ints(NEG if when is None or not shifted else when for when in told),
        arrays.LINKED: ((mates >= 0) | links.linked).astype(np.int64),
        arrays.WISH_FROM: _ints(_wish(job)[0] for job in jobs),
        arrays.WISH_TO: _ints(_wish(job)[1] for job in jobs),
        arrays.WISH_PRICE: _ints(
            round(MILLI * job.wish.price * problem.weights.wishes) if job.wish else 0 for job in jobs
        ),
    }
    limited = any(vehicle.max_travel_time is not None for vehicle in vehicles)
    numbers = [problem.weights.overtime, problem.weights.fair_days, shifted, problem.joint_wait]
    return Day(
        job=_table(columns),
        team=_table(
            {
                arrays.KIND: kind,
                arrays.BEGIN: _ints(node[-1 if v.start_place is None else v.start_place] for v in vehicles),
                arrays.FINISH: _ints(node[-1 if v.end_place is None else v.end_place] for v in vehicles),
                arrays.OPENS: _ints(v.shift_start for v in vehicles),
                arrays.DUE: _ints(min(v.shift_end, LAST) for v in vehicles),
                arrays.BREAK_COUNT: _ints(len(v.breaks) for v in vehicles),
                arrays.MOST_JOBS: _ints(
                    len(jobs) if v.max_jobs is None else min(v.max_jobs, len(jobs)) for v in vehicles
                ),
                arrays.MOST_TRAVEL: _ints(BIG if v.max_travel_time is None else v.max_travel_time for v in vehicles),
                arrays.FIXED: _ints(v.costs.fixed for v in vehicles),
                arrays.ROOM: room,
                arrays.TWIN: _twins(vehicles, extra),
            }
        ),
        legs=np.stack([time, cost, travel if limited else cost]),
        near=_near(cost[0], len(jobs)),
        windows=windows,
        extra=extra,
        amount=amount,
        capacity=capacity,
        group_members=group_members,
        followers=links.followers,
        rest=np.stack([each.legs for each in rests]),
        last=np.stack([each.last for each in rests]),
        numbers=np.array([*numbers, float((links.partner >= 0).any()), max(1, room.sum())], np.float64),
    )


def empty_state(day: Day, seed: int) -> State:
    """Nothing planned yet."""
    vehicles, jobs = day.extra.shape
    rows, breaks = 2 * vehicles, day.last.shape[1]
    longest = int(day.team[:, arrays.MOST_JOBS].max())
    return State(
        at=np.arange(vehicles),
        route=np.zeros((rows, longest + 1), np.int64),
        row=np.zeros((rows, 8), np.int64),
        depart=np.zeros((rows, longest + 2, breaks), np.int64),
        latest=np.zeros((rows, longest + 2, breaks), np.int64),
        load=np.zeros((rows, day.amount.shape[1]), np.int64),
        job=np.tile(np.array([-1, NEG, BIG]), (jobs, 1)),
        bank=np.arange(jobs),
        sums=np.zeros(13, np.int64),
        known=np.full((jobs, vehicles, 3), -1, np.int64),
        random=np.array([(seed * 2 + 1) * 0x9E3779B97F4A7C15 % 2**64 | 1], np.uint64),
        spare_route=np.zeros(longest + 2, np.int64),
        spare=np.zeros((longest + 4, breaks), np.int64),
    )


def empty_best(day: Day) -> Best:
    """No plan yet."""
    vehicles, jobs = day.extra.shape
    longest = int(day.team[:, arrays.MOST_JOBS].max())
    return Best(
        np.zeros((vehicles, longest + 1), np.int64), np.zeros(vehicles, np.int64), np.zeros((jobs, 2), np.int64)
    )


def empty_step(day: Day) -> Step:
    """Nothing touched yet."""
    vehicles, jobs = day.extra.shape
    return Step(
        touched=np.zeros(vehicles, np.int64),
        mark=np.zeros(vehicles, np.bool_),
        jobs=np.zeros(jobs, np.int64),
        was=np.zeros(jobs, np.int64),
        gone=np.zeros(jobs, np.bool_),
        order=np.zeros(jobs),
        pins=np.zeros((8 * jobs, 3), np.int64),
        stamp=np.zeros(vehicles, np.int64),
        sides=np.zeros((2, (jobs + vehicles) * day.last.shape[1], 6), np.int64),
        counts=np.zeros(4, np.int64),
    )


def _table(columns: Mapping[int, Array]) -> Array:
    # The columns in the order of their numbers.
    return np.ascontiguousarray(np.stack([columns[number] for number in range(len(columns))], axis=1))


def _ints(values: object) -> Array:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload,no-any-return]


def _legs(problem: Problem, mode: str, costs: Costs, places: Array) -> tuple[Array, Array, Array]:
    times = problem.travel[mode]
    known = places >= 0
    cells = np.ix_(np.where(known, places, 0), np.where(known, places, 0))
    travel, metres = times.durations[cells].astype(np.int64), times.distances[cells].astype(np.int64)
    nowhere = ~(known[:, None] & known[None, :])
    unreachable = (travel >= UNREACHABLE) & ~nowhere
    travel[nowhere] = metres[nowhere] = 0
    setup = np.array([job.setup_time for job in problem.jobs] + [0] * (len(places) - len(problem.jobs)))
    time = travel + np.where(places[:, None] == places[None, :], 0, setup[None, :])
    cost = np.rint((travel * costs.per_hour) / 3600 + (metres * costs.per_km) / 1000).astype(np.int64)
    for cell in (time, cost, travel):
        np.minimum(cell, FAR, out=cell)
        cell[unreachable] = FAR
    return time.astype(np.int32), cost.astype(np.int32), travel.astype(np.int32)


def _windows(jobs: Sequence[Job]) -> tuple[Array, Array]:
    counts = _ints(len(job.windows) for job in jobs)
    windows = np.zeros((len(jobs), int(counts.max()), 2), np.int64)
    for number, job in enumerate(jobs):
        for index, window in enumerate(job.windows):
            windows[number, index] = window.earliest, min(window.latest, LAST)
    return windows, counts


def _extra(problem: Problem, vehicle: Vehicle, job: Job) -> int:
    if not may_serve(vehicle, job):
        return FORBIDDEN
    away = PREFERRED * problem.weights.wishes if job.preferred and vehicle.id not in job.preferred else 0.0
    before = problem.before.get(job.id)
    moved = MOVED * problem.weights.keep_plan if before and before.vehicle != vehicle.id else 0.0
    return round(away + moved)


def _lists(lists: Sequence[Sequence[int]]) -> Array:
    most = max((len(each) for each in lists), default=0)
    return np.array([[*each, *[-1] * (most - len(each))] for each in lists], np.int64).reshape(len(lists), most)


def _groups(jobs: Sequence[Job]) -> tuple[Array, Array]:
    names = sorted({job.group for job in jobs if job.group})
    members = _lists([[n for n, job in enumerate(jobs) if job.group == name] for name in names])
    return _ints(names.index(job.group) if job.group else -1 for job in jobs), members


class _Links:
    # The other side of each joint visit, the job each comes after, and the jobs that come after each; -1 for none.

    def __init__(self, jobs: Sequence[Job]) -> None:
        index = {job.id: number for number, job in enumerate(jobs)}
        self.partner = np.full(len(jobs), -1)
        sides: dict[str, int] = {}
        for number, job in enumerate(jobs):
            if job.joint:
                other = sides.setdefault(job.joint, number)
                if other != number:
                    self.partner[number], self.partner[other] = other, number
        self.after = _ints(index[job.after] if job.after else -1 for job in jobs)
        self.followers = _lists([np.flatnonzero(self.after == number).tolist() for number in range(len(jobs))])
        first = np.zeros(len(jobs), np.bool_)
        first[self.after[self.after >= 0]] = True
        self.linked = (self.partner >= 0) | (self.after >= 0) | first


def _aim(job: Job, told: int | None) -> int:
    if job.wish and job.wish.earliest is not None:
        return job.wish.earliest
    return NEG if told is None else told


def _wish(job: Job) -> tuple[int, int]:
    if job.wish is None:
        return NEG, BIG
    earliest, latest = job.wish.earliest, job.wish.latest
    return NEG if earliest is None else earliest, BIG if latest is None else latest


def _room(vehicle: Vehicle) -> int:
    if vehicle.max_jobs == 0:
        return 0
    return max(1, vehicle.shift_end - vehicle.shift_start - sum(rest.duration for rest in vehicle.breaks))


def _amounts(problem: Problem) -> tuple[Array, Array]:
    size = max([0, *(len(job.amount) for job in problem.jobs), *(len(v.capacity) for v in problem.vehicles)])
    amount = np.array([job.amount or (0,) * size for job in problem.jobs], np.int64).reshape(len(problem.jobs), size)
    capacity = [v.capacity or (BIG,) * size for v in problem.vehicles]
    return amount, np.array(capacity, np.int64).reshape(len(problem.vehicles), size)


def _twins(vehicles: Sequence[Vehicle], extra: Array) -> Array:
    first: dict[object, int] = {}
    found = []
    for number, v in enumerate(vehicles):
        rests = tuple((rest.earliest, rest.latest, rest.duration) for rest in v.breaks)
        limits = (v.max_jobs, v.max_travel_time, v.max_overtime, v.costs, v.capacity, v.travel_mode)
        same = (v.start_place, v.end_place, v.shift_start, v.shift_end, rests, limits)
        found.append(first.setdefault((*same, extra[number].tobytes()), number))
    return np.array(found)


def _near(cost: Array, jobs: int) -> Array:
    both = cost[:jobs, :jobs].astype(np.int64) + cost[:jobs, :jobs].T
    np.fill_diagonal(both, -1)
    nearest = np.argsort(both, axis=1, kind="stable")[:, : min(jobs, NEAR)]
    return np.ascontiguousarray(nearest)  # one layout, so that one kernel serves all days
