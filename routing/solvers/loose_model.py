"""A whole day with its rules loosened, for CP-SAT: what not even this model can place, no plan can. It plans nothing.

What is loosened: the work of a vehicle must fit into its shift beside its breaks, but in no order, and every stop takes
no more than the shortest way that leads to it from anywhere. Only joint visits have times: both sides the same, and
those of one vehicle one after the other. Places in a route and idle time are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from routing.placing import may_serve
from routing.problem import Job, Problem, Vehicle
from routing.solvers.exact_model import joint_pairs, left_weights
from routing.travel import UNREACHABLE, Seconds

type Ways = npt.NDArray[np.int64]


class LooseModel:
    """`least_left` bounds what any plan leaves out, as a sum of `left_weights`."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._ways = {mode: _shortest(times.durations) for mode, times in problem.travel.items()}
        here = [job.place for job in problem.jobs]
        self._shared = {job.id for job in problem.jobs if here.count(job.place) > 1}
        self._on = {
            (job.id, vehicle.id): self.model.new_bool_var("")
            for vehicle in problem.vehicles
            for job in problem.jobs
            if self._is_able(vehicle, job)
        }
        self._served = {job.id: self._is_served(job) for job in problem.jobs}
        for job in problem.jobs:
            if job.after:
                self.model.add_implication(self._served[job.id], self._served[job.after])
        for vehicle in problem.vehicles:
            self._fill(vehicle)
        self._group()
        self._budget()
        self._joint()
        self.left = sum(weight * ~self._served[job] for job, weight in left_weights(problem).items())

    def least_left(self, time_limit_s: float, seed: int, threads: int) -> int:
        """No plan leaves out less than this."""
        self.model.minimize(self.left)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, time_limit_s)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = threads
        solver.parameters.linearization_level = 2
        solver.solve(self.model)
        return max(0, round(solver.best_objective_bound))

    # --- one job on one vehicle

    def _is_able(self, vehicle: Vehicle, job: Job) -> bool:
        # Whether it could serve the job with nothing else to do.
        there, back = self._there(vehicle, job), self._back(vehicle, job)
        first, last = self._span(vehicle, job)
        return (
            may_serve(vehicle, job)
            and max(there, back) < UNREACHABLE
            and any(max(first, window.earliest) <= min(last, window.latest) for window in job.windows)
        )

    def _span(self, vehicle: Vehicle, job: Job) -> tuple[int, int]:
        # The first and the last second at which it could begin.
        last = vehicle.shift_end + vehicle.max_overtime - job.service_time - self._back(vehicle, job)
        return vehicle.shift_start + self._there(vehicle, job) + self._setup(vehicle, job), last

    def _there(self, vehicle: Vehicle, job: Job) -> int:
        return 0 if vehicle.start_place is None else self._way(vehicle, vehicle.start_place, job.place)

    def _back(self, vehicle: Vehicle, job: Job) -> int:
        return 0 if vehicle.end_place is None else self._way(vehicle, job.place, vehicle.end_place)

    def _way(self, vehicle: Vehicle, start: int, end: int) -> int:
        return int(self._ways[vehicle.travel_mode][start, end])

    def _setup(self, vehicle: Vehicle, job: Job) -> int:
        # Nothing where another stop at the same place may have paid it.
        return 0 if job.id in self._shared or vehicle.start_place == job.place else job.setup_time

    def _is_served(self, job: Job) -> Any:
        served = self.model.new_bool_var("")
        able = [self._on[job.id, v.id] for v in self.problem.vehicles if (job.id, v.id) in self._on]
        self.model.add(sum(able) == served)
        return served

    # --- one vehicle

    def _fill(self, vehicle: Vehicle) -> None:
        jobs = [job for job in self.problem.jobs if (job.id, vehicle.id) in self._on]
        if not jobs:
            return
        on = {job.id: self._on[job.id, vehicle.id] for job in jobs}
        used = self.model.new_bool_var("")
        for each in on.values():
            self.model.add_implication(each, used)
        starts = {job.place for job in jobs} | {vehicle.start_place}
        roads = {job.id: self._shortest_to(vehicle, job, starts) for job in jobs}
        travel = sum(roads[job.id] * on[job.id] for job in jobs)
        travel += min(self._back(vehicle, job) for job in jobs) * used
        stays = sum((job.service_time + self._setup(vehicle, job)) * on[job.id] for job in jobs)
        self.model.add(travel + stays <= max(0, _room(vehicle)))
        if vehicle.max_jobs is not None:
            self.model.add(sum(on.values()) <= vehicle.max_jobs)
        if vehicle.max_travel_time is not None:
            self.model.add(travel <= vehicle.max_travel_time)
        for dimension, room in enumerate(vehicle.capacity):
            self.model.add(sum(job.amount[dimension] * on[job.id] for job in jobs if job.amount) <= room)

    def _shortest_to(self, vehicle: Vehicle, job: Job, starts: set[int | None]) -> int:
        if vehicle.start_place in (None, job.place) or job.id in self._shared:
            return 0
        return min(self._way(vehicle, start, job.place) for start in starts - {job.place} if start is not None)

    # --- across vehicles

    def _group(self) -> None:
        for group in sorted({job.group for job in self.problem.jobs} - {""}):
            homes = {vehicle.id: self.model.new_bool_var("") for vehicle in self.problem.vehicles}
            self.model.add_at_most_one(homes.values())
            for job, vehicle in self._able():
                if job.group == group:
                    self.model.add_implication(self._on[job.id, vehicle.id], homes[vehicle.id])

    def _able(self) -> Iterator[tuple[Job, Vehicle]]:
        for job, vehicle in self._on:
            yield self.problem.job(job), self.problem.vehicle(vehicle)

    def _budget(self) -> None:
        if self.problem.max_moved is not None:
            known = {job.id: self.problem.before[job.id] for job in self.problem.jobs if job.id in self.problem.before}
            kept = [self._on[key] for job, old in known.items() if (key := (job, old.vehicle)) in self._on]
            self.model.add(sum(kept) >= len(known) - self.problem.max_moved)

    def _joint(self) -> None:
        pairs = joint_pairs(self.problem)
        first = min((v.shift_start for v in self.problem.vehicles), default=0)
        last = max((v.shift_end + v.max_overtime for v in self.problem.vehicles), default=0)
        begins = {job.id: self.model.new_int_var(first, last, "") for sides in pairs.values() for job in sides}
        for one, other in pairs.values():
            self.model.add(self._served[one.id] == self._served[other.id])
            self.model.add(begins[one.id] == begins[other.id]).only_enforce_if(self._served[one.id])
        for job, vehicle in self._able():
            if job.joint:
                self._within(vehicle, job, begins[job.id])
        jobs = [job for sides in pairs.values() for job in sides]
        for vehicle in self.problem.vehicles:
            for one, other in combinations((job for job in jobs if (job.id, vehicle.id) in self._on), 2):
                self._one_by_one(vehicle, one, other, begins)

    def _within(self, vehicle: Vehicle, job: Job, begin: Any) -> None:
        first, last = self._span(vehicle, job)
        spans = [[max(first, w.earliest), min(last, w.latest)] for w in job.windows]
        held = cp_model.Domain.from_intervals([span for span in spans if span[0] <= span[1]])
        self.model.add_linear_expression_in_domain(begin, held).only_enforce_if(self._on[job.id, vehicle.id])

    def _one_by_one(self, vehicle: Vehicle, one: Job, other: Job, begins: dict[str, Any]) -> None:
        both = (self._on[one.id, vehicle.id], self._on[other.id, vehicle.id])
        if one.joint == other.joint:
            self.model.add_at_most_one(both)
            return
        earlier = self.model.new_bool_var("")
        for a, b, order in ((one, other, earlier), (other, one, ~earlier)):
            gap = a.service_time + self._way(vehicle, a.place, b.place) + self._setup(vehicle, b)
            self.model.add(begins[b.id] >= begins[a.id] + gap).only_enforce_if(order, *both)


def _room(vehicle: Vehicle) -> int:
    # Seconds for work, whichever of its breaks it is back before.
    deadline, rooms = vehicle.shift_end + vehicle.max_overtime, []
    for count in range(len(vehicle.breaks) + 1):
        for taken in combinations(vehicle.breaks, count):
            until = min([deadline, *(rest.earliest for rest in vehicle.breaks if rest not in taken)])
            rooms.append(until - vehicle.shift_start - sum(rest.duration for rest in taken))
    return max(rooms)


def _shortest(durations: Seconds) -> Ways:
    # Seconds from place to place over any others (Floyd and Warshall, 1962).
    ways = durations.astype(np.int64)
    for via in range(len(ways)):
        np.minimum(ways, ways[:, via, None] + ways[None, via, :], out=ways)
    return np.minimum(ways, UNREACHABLE)
