"""What a solution is worth: what is left out, then its cost in seconds of travel. Nothing is solved or checked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from routing.problem import Job, Problem, Vehicle
from routing.solution import Route, Solution, Stop
from routing.weights import MOVED, PREFERRED, SHIFTED


class Score(NamedTuple):
    """Compared from the first on, less is better: must-do jobs and priority left out, jobs left out, cost."""

    must_left: int
    priority_left: int
    left: int
    cost: float


@dataclass(frozen=True, slots=True)
class Bill:
    """What solutions or routes cost, in seconds of travel, each item with its weight."""

    travel: float = 0.0
    fixed: float = 0.0
    overtime: float = 0.0
    wishes: float = 0.0
    preferred: float = 0.0
    imbalance: float = 0.0
    changes: float = 0.0

    @property
    def total(self) -> float:
        """All items together."""
        return self.travel + self.fixed + self.overtime + self.wishes + self.preferred + self.imbalance + self.changes


def score(problem: Problem, solution: Solution) -> Score:
    """How good a solution is."""
    placed = {stop.job for route in solution.routes for stop in route.stops}
    left = [job for job in problem.jobs if job.id not in placed]
    return Score(
        sum(job.must for job in left),
        sum(job.priority for job in left),
        len(left),
        costs(problem, solution).total,
    )


def costs(problem: Problem, solution: Solution) -> Bill:
    """What the routes of a solution cost, item by item."""
    bills = [route_costs(problem, route) for route in solution.routes]
    return Bill(
        travel=sum(bill.travel for bill in bills),
        fixed=sum(bill.fixed for bill in bills),
        overtime=sum(bill.overtime for bill in bills),
        wishes=sum(bill.wishes for bill in bills),
        preferred=sum(bill.preferred for bill in bills),
        imbalance=imbalance(problem, {r.vehicle: working_time(problem, r) for r in solution.routes}),
        changes=sum(bill.changes for bill in bills),
    )


def route_costs(problem: Problem, route: Route) -> Bill:
    """What one route costs, all but the imbalance."""
    vehicle, weights = problem.vehicle(route.vehicle), problem.weights
    if not route.stops:
        return Bill()
    stops = [(problem.job(stop.job), stop) for stop in route.stops]
    return Bill(
        travel=travel_costs(vehicle, route.travel_time, route.distance),
        fixed=vehicle.costs.fixed,
        overtime=weights.overtime * max(0, route.end - vehicle.shift_end),
        wishes=weights.wishes * sum(_missed(job, stop) for job, stop in stops),
        preferred=sum(away_costs(problem, vehicle, job) for job, _ in stops),
        changes=sum(moved_costs(problem, vehicle, job) + _shifted(problem, stop) for job, stop in stops),
    )


def timing_costs(problem: Problem, route: Route) -> float:
    """The part of `route_costs` that asks when things are done: overtime, wishes, and times shifted."""
    vehicle, weights = problem.vehicle(route.vehicle), problem.weights
    missed = sum(_missed(problem.job(stop.job), stop) for stop in route.stops)
    shifted = sum(_shifted(problem, stop) for stop in route.stops)
    return weights.overtime * max(0, route.end - vehicle.shift_end) + weights.wishes * missed + shifted


def travel_costs(vehicle: Vehicle, seconds: int, metres: int) -> float:
    """What being on the road for so long and so far costs."""
    return vehicle.costs.per_hour * seconds / 3600 + vehicle.costs.per_km * metres / 1000


def away_costs(problem: Problem, vehicle: Vehicle, job: Job) -> float:
    """What it costs that a vehicle serves a job that others would better serve."""
    return problem.weights.wishes * PREFERRED if job.preferred and vehicle.id not in job.preferred else 0.0


def moved_costs(problem: Problem, vehicle: Vehicle, job: Job) -> float:
    """What it costs that a vehicle serves a job which another had before."""
    before = problem.before.get(job.id)
    return problem.weights.keep_plan * MOVED if before and before.vehicle != vehicle.id else 0.0


def imbalance(problem: Problem, worked: Mapping[str, int]) -> float:
    """What it costs that working times (by vehicle) differ, against their shifts; 0 where fairness has no weight."""
    if not problem.weights.fair_days:
        return 0.0
    shares = [(worked.get(v.id, 0), shift_length(v)) for v in problem.vehicles if v.max_jobs != 0]
    if not shares:
        return 0.0
    even = sum(work for work, _ in shares) ** 2 / sum(length for _, length in shares)
    return problem.weights.fair_days * (sum(work**2 / length for work, length in shares) - even)


def working_time(problem: Problem, route: Route) -> int:
    """Seconds on the road, parking and walking, and at doors; neither idle nor at rest."""
    return route.travel_time + time_at_places(problem, route.vehicle, [stop.job for stop in route.stops])


def time_at_places(problem: Problem, vehicle_id: str, job_ids: Iterable[str]) -> int:
    """Seconds of parking, walking and service of jobs served in this order."""
    place, seconds = problem.vehicle(vehicle_id).start_place, 0
    for job in map(problem.job, job_ids):
        seconds += job.service_time + (job.setup_time if place != job.place else 0)
        place = job.place
    return seconds


def shift_length(vehicle: Vehicle) -> int:
    """Seconds of a shift that are for work: without its breaks, at least one."""
    return max(1, vehicle.shift_end - vehicle.shift_start - sum(rest.duration for rest in vehicle.breaks))


def _missed(job: Job, stop: Stop) -> float:
    # The seconds by which a wish is missed, at its price.
    if job.wish is None:
        return 0.0
    early = 0 if job.wish.earliest is None else max(0, job.wish.earliest - stop.start)
    late = 0 if job.wish.latest is None else max(0, stop.start - job.wish.latest)
    return job.wish.price * (early + late)


def _shifted(problem: Problem, stop: Stop) -> float:
    before = problem.before.get(stop.job)
    if before is None or before.start is None:
        return 0.0
    return problem.weights.keep_plan * SHIFTED * abs(stop.start - before.start)
