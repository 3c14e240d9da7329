"""From a problem to the arrays of the kernels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from routing.objective import away_costs, moved_costs, shift_length
from routing.placing import may_serve
from routing.problem import Job, Problem, Vehicle
from routing.solvers.ruin_recreate import arrays
from routing.solvers.ruin_recreate.arrays import BIG, FAR, FORBIDDEN, LAST, MILLI, NEG, NOWHERE, Array, Day
from routing.solvers.ruin_recreate.rests import Rests
from routing.travel import UNREACHABLE
from routing.weights import SHIFTED, Wish

MUST, PRIORITY = 10**13, 10**6
"""What a must-do and a point of priority weigh in the key, above the number left out."""
MUST_POINTS = 1000
NEAR = 200
"""Neighbors kept for each job."""
ANYWHERE = -1
"""The place of who may begin or end wherever it likes."""

type _Kind = tuple[str, int, int]  # travel mode, cost per hour and per kilometre


def lay_out(problem: Problem) -> Day:
    """The arrays of a problem with at least one job and one vehicle."""
    jobs, vehicles, weights = problem.jobs, problem.vehicles, problem.weights
    node = _nodes(problem)
    kinds = list(dict.fromkeys(_kind(vehicle) for vehicle in vehicles))
    legs = np.stack([_legs(problem, kind, [job.place for job in jobs] + list(node)) for kind in kinds], axis=1)
    extra = np.array([[_extra(problem, v, job) for job in jobs] for v in vehicles], np.int64)
    links = Links(jobs)
    rests = [Rests(v, 1 + max(len(each.breaks) for each in vehicles)) for v in vehicles]
    room = _ints(shift_length(v) if weights.fair_days and v.max_jobs != 0 else 0 for v in vehicles)
    amount, capacity = _amounts(problem)
    numbers = [weights.overtime, weights.fair_days, SHIFTED * weights.keep_plan, problem.joint_wait]
    numbers += [bool((links.partner >= 0).any()), max(1, int(room.sum()))]
    return Day(
        job=_table(_of_jobs(problem, links)),
        team=_table(_of_vehicles(problem, node, kinds, extra, room)),
        legs=legs,
        near=_near(legs[arrays.BY_COST, 0], len(jobs)),
        windows=_windows(jobs),
        extra=extra,
        amount=amount,
        capacity=capacity,
        group_members=links.group_members,
        followers=links.followers,
        rest=np.stack([each.legs for each in rests]),
        last=np.stack([each.last for each in rests]),
        numbers=np.array(numbers, np.float64),
    )


def _of_jobs(problem: Problem, links: Links) -> dict[int, Array]:
    jobs, weights = problem.jobs, problem.weights
    team = {vehicle.id: number for number, vehicle in enumerate(problem.vehicles)}
    before = [problem.before.get(job.id) for job in jobs]
    told = [each.start if each and weights.keep_plan else None for each in before]
    wishes = [job.wish or Wish(price=0) for job in jobs]
    return {
        arrays.SERVICE: _ints(job.service_time for job in jobs),
        arrays.WINDOW_COUNT: _ints(len(job.windows) for job in jobs),
        arrays.KEY: _ints(MUST * job.must + PRIORITY * job.priority + 1 for job in jobs),
        arrays.POINTS: _ints(job.priority + MUST_POINTS * job.must for job in jobs),
        arrays.MATES: links.mates,
        arrays.PARTNER: links.partner,
        arrays.AFTER: links.after,
        arrays.POSITION: _ints(_or(job.position, NOWHERE) for job in jobs),
        arrays.BEFORE: _ints(team.get(each.vehicle, -1) if each else -1 for each in before),
        arrays.SOFT: _ints(bool(job.wish) or when is not None for job, when in zip(jobs, told, strict=True)),
        arrays.AIM: _ints(_or(wish.earliest, _or(when, NEG)) for wish, when in zip(wishes, told, strict=True)),
        arrays.TOLD: _ints(_or(when, NEG) for when in told),
        arrays.LINKED: links.linked.astype(np.int64),
        arrays.WISH_FROM: _ints(_or(wish.earliest, NEG) for wish in wishes),
        arrays.WISH_TO: _ints(_or(wish.latest, BIG) for wish in wishes),
        arrays.WISH_PRICE: _ints(round(MILLI * wish.price * weights.wishes) for wish in wishes),
    }


def _of_vehicles(
    problem: Problem, node: Mapping[int, int], kinds: list[_Kind], extra: Array, room: Array
) -> dict[int, Array]:
    vehicles, count = problem.vehicles, len(problem.jobs)
    return {
        arrays.KIND: _ints(kinds.index(_kind(v)) for v in vehicles),
        arrays.BEGIN: _ints(node[_or(v.start_place, ANYWHERE)] for v in vehicles),
        arrays.FINISH: _ints(node[_or(v.end_place, ANYWHERE)] for v in vehicles),
        arrays.OPENS: _ints(v.shift_start for v in vehicles),
        arrays.DUE: _ints(min(v.shift_end, LAST) for v in vehicles),
        arrays.BREAK_COUNT: _ints(len(v.breaks) for v in vehicles),
        arrays.MOST_JOBS: _ints(min(_or(v.max_jobs, count), count) for v in vehicles),
        arrays.MOST_TRAVEL: _ints(_or(v.max_travel_time, BIG) for v in vehicles),
        arrays.FIXED: _ints(v.costs.fixed for v in vehicles),
        arrays.ROOM: room,
        arrays.TWIN: _twins(vehicles, extra),
    }


def _table(columns: Mapping[int, Array]) -> Array:
    # The columns in the order of their numbers.
    return np.ascontiguousarray(np.stack([columns[number] for number in range(len(columns))], axis=1))


def _ints(values: object) -> Array:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload,no-any-return]


def _or(value: int | None, other: int) -> int:
    return other if value is None else value


def _kind(vehicle: Vehicle) -> _Kind:
    return vehicle.travel_mode, vehicle.costs.per_hour, vehicle.costs.per_km


def _nodes(problem: Problem) -> dict[int, int]:
    # Where routes begin and end, as nodes behind those of the jobs.
    ends = {_or(place, ANYWHERE) for v in problem.vehicles for place in (v.start_place, v.end_place)}
    return {place: len(problem.jobs) + number for number, place in enumerate(sorted(ends))}


def _legs(problem: Problem, kind: _Kind, nodes: Sequence[int]) -> Array:
    # In the order of BY_TIME, BY_COST, BY_TRAVEL; nothing leads far to anywhere.
    mode, per_hour, per_km = kind
    places = np.array(nodes)
    known = places != ANYWHERE
    cells = np.ix_(np.where(known, places, 0), np.where(known, places, 0))
    travel = problem.travel[mode].durations[cells].astype(np.int64)
    metres = problem.travel[mode].distances[cells].astype(np.int64)
    nowhere = ~(known[:, None] & known[None, :])
    unreachable = (travel >= UNREACHABLE) & ~nowhere
    travel[nowhere] = metres[nowhere] = 0
    setup = np.array([job.setup_time for job in problem.jobs] + [0] * (len(places) - len(problem.jobs)))
    time = travel + np.where(places[:, None] == places[None, :], 0, setup[None, :])
    cost = np.rint(travel * per_hour / 3600 + metres * per_km / 1000).astype(np.int64)
    legs: Array = np.minimum(np.stack([time, cost, travel]), FAR)
    legs[:, unreachable] = FAR
    made: Array = legs.astype(np.int32)
    return made


def _windows(jobs: Sequence[Job]) -> Array:
    windows = np.zeros((len(jobs), max(len(job.windows) for job in jobs), 2), np.int64)
    for number, job in enumerate(jobs):
        for index, window in enumerate(job.windows):
            windows[number, index] = window.earliest, min(window.latest, LAST)
    return windows


def _extra(problem: Problem, vehicle: Vehicle, job: Job) -> int:
    if not may_serve(vehicle, job):
        return FORBIDDEN
    return round(away_costs(problem, vehicle, job) + moved_costs(problem, vehicle, job))


def _lists(lists: Sequence[Sequence[int]]) -> Array:
    most = max((len(each) for each in lists), default=0)
    return np.array([[*each, *[-1] * (most - len(each))] for each in lists], np.int64).reshape(len(lists), most)


class Links:
    """What ties jobs to each other, by their numbers; -1 for nothing.

    `mates` is the group of each, `group_members` the jobs of each group; `partner` the other side of its joint visit;
    `after` the job it comes after, `followers` those that come after it; `linked` whether it has any of these.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        index = {job.id: number for number, job in enumerate(jobs)}
        groups = sorted({job.group for job in jobs if job.group})
        self.mates = _ints(groups.index(job.group) if job.group else -1 for job in jobs)
        self.group_members = _lists([np.flatnonzero(self.mates == group).tolist() for group in range(len(groups))])
        self.partner = np.full(len(jobs), -1)
        sides: dict[str, int] = {}
        for number, job in enumerate(jobs):
            other = sides.setdefault(job.joint, number) if job.joint else number
            if other != number:
                self.partner[number], self.partner[other] = other, number
        self.after = _ints(index[job.after] if job.after else -1 for job in jobs)
        self.followers = _lists([np.flatnonzero(self.after == number).tolist() for number in range(len(jobs))])
        self.linked = (
            (self.mates >= 0) | (self.partner >= 0) | (self.after >= 0) | np.isin(np.arange(len(jobs)), self.after)
        )


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
