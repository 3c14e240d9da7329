"""Days of 5 to 25 visits with every rule drawn now and then, for hypothesis: fewer rules and visits while shrinking.

Every rule has a stream of random numbers of its own, so that leaving one out changes nothing else about the day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import strategies as st

from routing.problem import Break, Job, Problem, TimeWindow, Vehicle
from routing.solution import Solution
from routing.solvers.settle import settle
from routing.travel import UNREACHABLE, TravelTimes
from routing.weights import Before, Costs, Wish

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUR = 3600
SHIFT = 8 * HOUR

type Chance = np.random.Generator
type Rule = Callable[[Problem, Chance], Problem]


@st.composite
def days(draw: st.DrawFn, most_jobs: int = 25, most_vehicles: int = 5) -> Problem:
    """A day, and with what it is made: `day(jobs, vehicles, rules, seed)` makes it again."""
    jobs, vehicles = draw(st.integers(1, most_jobs)), draw(st.integers(1, most_vehicles))
    rules = draw(st.lists(st.sampled_from(sorted(RULES)), max_size=8, unique=True))
    return day(jobs, vehicles, rules, draw(st.integers(0, 999)))


def day(jobs: int, vehicles: int, rules: list[str], seed: int) -> Problem:
    """So many jobs within half an hour's drive, vehicles of eight hours from one depot, and these rules."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 1800, (jobs + 1, 2))
    seconds = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1)).astype(np.int32)
    service = rng.integers(10, 60, jobs) * 60
    made = Problem(
        EIGHT,
        tuple(Job(f"j{n}", n + 1, int(service[n]), (TimeWindow(0, SHIFT),)) for n in range(jobs)),
        tuple(Vehicle(f"v{n}", 0, 0, 0, SHIFT) for n in range(vehicles)),
        {"car": TravelTimes(seconds, seconds * 10), "foot": TravelTimes(seconds * 4, seconds * 9)},
    )
    for number, (name, rule) in enumerate(RULES.items()):
        if name in rules:
            made = rule(made, np.random.default_rng([seed, number]))
    return made


def _each_job(problem: Problem, rng: Chance, share: float, change: Callable[[Job], Job]) -> Problem:
    jobs = tuple(change(job) if rng.random() < share else job for job in problem.jobs)
    return replace(problem, jobs=jobs)


def _each_vehicle(problem: Problem, change: Callable[[Vehicle], Vehicle]) -> Problem:
    return replace(problem, vehicles=tuple(map(change, problem.vehicles)))


def _whole(rng: Chance, low: int, high: int) -> int:
    return int(rng.integers(low, high))


def _asymmetric(problem: Problem, rng: Chance) -> Problem:
    def skewed(times: TravelTimes) -> TravelTimes:
        more = (times.durations * rng.uniform(1, 1.6, times.durations.shape)).astype(np.int32)
        return TravelTimes(more, times.distances)

    return replace(problem, travel={mode: skewed(times) for mode, times in problem.travel.items()})


def _unreachable(problem: Problem, rng: Chance) -> Problem:
    lost = rng.random(problem.travel["car"].durations.shape) < 0.1
    lost[_whole(rng, 0, len(lost)), :] = True
    np.fill_diagonal(lost, val=False)

    def torn(times: TravelTimes) -> TravelTimes:
        cells = (np.where(lost, UNREACHABLE, each).astype(np.int32) for each in (times.durations, times.distances))
        return TravelTimes(*cells)

    return replace(problem, travel={mode: torn(times) for mode, times in problem.travel.items()})


def _windows(problem: Problem, rng: Chance) -> Problem:
    def narrow(job: Job) -> Job:
        bounds = sorted({_whole(rng, 0, SHIFT + HOUR) for _ in range(2 * _whole(rng, 1, 4))})
        return replace(job, windows=tuple(TimeWindow(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=False)))

    return _each_job(problem, rng, 0.5, narrow)


def _breaks(problem: Problem, rng: Chance) -> Problem:
    def rests(vehicle: Vehicle) -> tuple[Break, ...]:
        opens = [_whole(rng, 0, SHIFT) for _ in range(_whole(rng, 0, 4))]
        return tuple(
            Break(f"{vehicle.id}-rest-{n}", at, at + _whole(rng, 0, 2 * HOUR), _whole(rng, 0, HOUR))
            for n, at in enumerate(opens)
        )

    return _each_vehicle(problem, lambda vehicle: replace(vehicle, breaks=rests(vehicle)))


def _no_ends(problem: Problem, rng: Chance) -> Problem:
    def one(place: int | None) -> int | None:
        return None if rng.random() < 0.4 else place

    return _each_vehicle(problem, lambda v: replace(v, start_place=one(v.start_place), end_place=one(v.end_place)))


def _short_shifts(problem: Problem, rng: Chance) -> Problem:
    def short(vehicle: Vehicle) -> Vehicle:
        first, last = sorted((_whole(rng, 0, SHIFT), _whole(rng, 0, SHIFT)))
        return replace(vehicle, shift_start=first, shift_end=last)

    return _each_vehicle(problem, short)


def _after(problem: Problem, rng: Chance) -> Problem:
    jobs = list(problem.jobs)
    for number in range(1, len(jobs), 4):
        jobs[number] = replace(jobs[number], after=jobs[_whole(rng, 0, number)].id)
    return replace(problem, jobs=tuple(jobs))


def _joint(problem: Problem, rng: Chance) -> Problem:
    jobs = list(problem.jobs)
    for number in range(_whole(rng, 0, 2), len(jobs) - 1, 7):
        for side in (number, number + 1):
            jobs[side] = replace(jobs[side], joint=f"both-{number}")
    return replace(problem, jobs=tuple(jobs), joint_wait=_whole(rng, 0, HOUR))


def _positions(problem: Problem, rng: Chance) -> Problem:
    return _each_job(problem, rng, 0.1, lambda job: replace(job, position=_whole(rng, -1, 3)))


def _before(problem: Problem, rng: Chance) -> Problem:
    # A plan that keeps every rule of the day, so that nothing need be moved.
    vehicles = [vehicle.id for vehicle in problem.vehicles]
    orders: dict[str, list[str]] = {}
    for job in problem.jobs:
        orders.setdefault(vehicles[_whole(rng, 0, len(vehicles))], []).append(job.id)
    kept = before(settle(problem, orders), told=rng.random() < 0.5)
    weights = replace(problem.weights, keep_plan=float(_whole(rng, 0, 4)))
    return replace(problem, before=kept, weights=weights, max_moved=(None, 0, 1, 2)[_whole(rng, 0, 4)])


def before(solution: Solution, *, told: bool) -> dict[str, Before]:
    """A plan as the one to keep near, with its times where they were told."""
    return {
        stop.job: Before(route.vehicle, stop.start if told else None)
        for route in solution.routes
        for stop in route.stops
    }


def _capacity(problem: Problem, rng: Chance) -> Problem:
    loaded = _each_job(problem, rng, 0.8, lambda job: replace(job, amount=(_whole(rng, 0, 4), _whole(rng, 0, 4))))
    return _each_vehicle(loaded, lambda v: replace(v, capacity=(_whole(rng, 0, 12), 9) if rng.random() < 0.8 else ()))


def _costs(problem: Problem, rng: Chance) -> Problem:
    return _each_vehicle(
        problem, lambda v: replace(v, costs=Costs(_whole(rng, 0, HOUR), _whole(rng, 0, 7200), _whole(rng, 0, 90)))
    )


def _wishes(problem: Problem, rng: Chance) -> Problem:
    def wish() -> Wish:
        first, last = sorted((_whole(rng, 0, SHIFT), _whole(rng, 0, SHIFT)))
        return Wish(*[(first, last), (first, None), (None, last)][_whole(rng, 0, 3)], float(rng.choice([0.5, 1, 3])))

    return _each_job(problem, rng, 0.4, lambda job: replace(job, wish=wish()))


def _some(problem: Problem, rng: Chance) -> frozenset[str]:
    return frozenset(vehicle.id for vehicle in problem.vehicles if rng.random() < 0.5)


RULES: dict[str, Rule] = {
    "asymmetric": _asymmetric,
    "unreachable": _unreachable,
    "one place": lambda p, rng: _each_job(p, rng, 0.5, lambda job: replace(job, place=1)),
    "set-up": lambda p, rng: _each_job(p, rng, 0.8, lambda job: replace(job, setup_time=_whole(rng, 0, 600))),
    "modes": lambda p, rng: _each_vehicle(p, lambda v: replace(v, travel_mode="foot" if rng.random() < 0.4 else "car")),
    "windows": _windows,
    "skills": lambda p, rng: _each_vehicle(
        _each_job(p, rng, 0.3, lambda job: replace(job, skills=frozenset({"sign"}))),
        lambda v: replace(v, skills=frozenset({"sign"} if rng.random() < 0.5 else ())),
    ),
    "only": lambda p, rng: _each_job(p, rng, 0.2, lambda job: replace(job, vehicles=_some(p, rng))),
    "preferred": lambda p, rng: _each_job(p, rng, 0.4, lambda job: replace(job, preferred=_some(p, rng))),
    "priorities": lambda p, rng: _each_job(p, rng, 0.7, lambda job: replace(job, priority=_whole(rng, 0, 101))),
    "must": lambda p, rng: _each_job(p, rng, 0.2, lambda job: replace(job, must=True)),
    "wishes": _wishes,
    "short shifts": _short_shifts,
    "breaks": _breaks,
    "no ends": _no_ends,
    "overtime": lambda p, rng: _each_vehicle(p, lambda v: replace(v, max_overtime=_whole(rng, 0, HOUR))),
    "most jobs": lambda p, rng: _each_vehicle(p, lambda v: replace(v, max_jobs=_whole(rng, 0, 8))),
    "most travel": lambda p, rng: _each_vehicle(p, lambda v: replace(v, max_travel_time=_whole(rng, 0, 2 * HOUR))),
    "capacity": _capacity,
    "costs": _costs,
    "fair days": lambda p, rng: replace(p, weights=replace(p.weights, fair_days=float(_whole(rng, 0, 5)))),
    "groups": lambda p, rng: _each_job(p, rng, 0.4, lambda job: replace(job, group=f"house-{_whole(rng, 0, 4)}")),
    "after": _after,
    "positions": _positions,
    "joint": _joint,
    "before": _before,
}
"""In the order in which they are laid on; the plan before comes last, for it keeps all others."""
