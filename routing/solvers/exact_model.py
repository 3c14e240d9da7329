"""A problem as CP-SAT sees it, exactly as the checker judges: which vehicle serves what, in which order and when.

One vehicle's part lies in `routing.solvers.exact_vehicle`. What is asked of the model, and what it is not asked because
it cannot price it, is decided in `routing.solvers.proof`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import lcm
from typing import Any

from ortools.sat.python import cp_model

from routing.problem import Job, Problem
from routing.solution import Solution
from routing.solvers.exact_vehicle import ExactVehicle


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: a value that nothing undercuts, the value of the best found, and that one's orders."""

    bound: int
    value: int | None = None
    orders: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def proven(self) -> bool:
        """Whether nothing is better than what was found."""
        return self.value == self.bound


class ExactModel:
    """`left` is what is left out, by `left_weights`; `cost` is in parts of a second of travel, `unit` of them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._first = min((vehicle.shift_start for vehicle in problem.vehicles), default=0)
        self._last = max((v.shift_end + v.max_overtime for v in problem.vehicles), default=0)
        self.start = {job.id: self._moment(job) for job in problem.jobs}
        self.vehicles = {v.id: ExactVehicle(self.model, problem, v, self.start) for v in problem.vehicles}
        self.served = {job.id: self._served(job) for job in problem.jobs}
        self._order()
        self._joint()
        self._group()
        self._budget()
        weights = left_weights(problem)
        self.left = sum(weights[job] * ~served for job, served in self.served.items())
        prices = [price for vehicle in self.vehicles.values() for price in vehicle.prices()]
        self.unit = lcm(*(price.denominator for price, _ in prices))
        self.cost = sum(int(price * self.unit) * variable for price, variable in prices if price)

    def _moment(self, job: Job) -> Any:
        windows = [(max(w.earliest, self._first), min(w.latest, self._last)) for w in job.windows]
        held = [[begin, end] for begin, end in windows if begin <= end]
        return self.model.new_int_var_from_domain(cp_model.Domain.from_intervals(held or [[self._first] * 2]), "")

    def _served(self, job: Job) -> Any:
        served = self.model.new_bool_var("")
        never = all(w.latest < self._first or w.earliest > self._last for w in job.windows)
        self.model.add(sum(vehicle.visit(job.id) for vehicle in self.vehicles.values()) == served)
        if never:
            self.model.add(served == 0)
        return served

    # --- rules across routes

    def _order(self) -> None:
        for job in self.problem.jobs:
            if job.after:
                before, served = self.problem.job(job.after), self.served[job.id]
                self.model.add_implication(served, self.served[before.id])
                ended = self.start[before.id] + before.service_time
                self.model.add(self.start[job.id] >= ended).only_enforce_if(served)

    def _joint(self) -> None:
        for one, other in joint_pairs(self.problem).values():
            self.model.add(self.served[one.id] == self.served[other.id])
            self.model.add(self.start[one.id] == self.start[other.id]).only_enforce_if(self.served[one.id])
            for vehicle in self.vehicles.values():
                self.model.add(vehicle.visit(one.id) + vehicle.visit(other.id) <= 1)

    def _group(self) -> None:
        for group in sorted({job.group for job in self.problem.jobs} - {""}):
            homes = [(vehicle, self.model.new_bool_var("")) for vehicle in self.vehicles.values()]
            self.model.add_at_most_one(home for _, home in homes)
            for job in self.problem.jobs:
                if job.group == group:
                    for vehicle, home in homes:
                        self.model.add(vehicle.visit(job.id) <= home)

    def _budget(self) -> None:
        if self.problem.max_moved is not None:
            known = {job.id: self.problem.before[job.id] for job in self.problem.jobs if job.id in self.problem.before}
            kept = [self.vehicles[old.vehicle].visit(job) for job, old in known.items() if old.vehicle in self.vehicles]
            self.model.add(sum(kept) >= len(known) - self.problem.max_moved)

    # --- searching

    def keep_left(self, left: int) -> None:
        """From now on leave out no more than this."""
        self.model.add(self.left <= left)

    def minimize(self, what: Any, time_limit_s: float, seed: int, threads: int) -> Found:
        """Search for the least of something that is never below zero."""
        self.model.minimize(what)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, time_limit_s)
        solver.parameters.random_seed = seed
        solver.parameters.num_workers = threads
        solver.parameters.linearization_level = 2
        status = solver.solve(self.model)
        bound = max(0, round(solver.best_objective_bound))
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found(bound)
        orders = {name: vehicle.order(solver) for name, vehicle in self.vehicles.items()}
        return Found(bound, round(solver.objective_value), orders)

    def begin_at(self, solution: Solution) -> None:
        """Begin the next search at a solution."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for route in solution.routes:
            for variable, value in self.vehicles[route.vehicle].hints(route):
                self.model.add_hint(variable, value)
            for stop in route.stops:
                self.model.add_hint(self.start[stop.job], stop.start)


def joint_pairs(problem: Problem) -> dict[str, tuple[Job, Job]]:
    """The two sides of each joint visit."""
    sides: dict[str, list[Job]] = {}
    for job in problem.jobs:
        if job.joint:
            sides.setdefault(job.joint, []).append(job)
    return {name: (jobs[0], jobs[1]) for name, jobs in sides.items()}


def left_weights(problem: Problem) -> dict[str, int]:
    """What leaving out each job weighs: sums of them sort like (must-do jobs, priority, number of jobs)."""
    count, priority = _bases(problem)
    return {job.id: 1 + job.priority * count + job.must * count * priority for job in problem.jobs}


def left_parts(problem: Problem, weight: int) -> tuple[int, int, int]:
    """A sum of `left_weights` as (must-do jobs, priority, number of jobs)."""
    count, priority = _bases(problem)
    return weight // (count * priority), weight // count % priority, weight % count


def _bases(problem: Problem) -> tuple[int, int]:
    return len(problem.jobs) + 1, sum(job.priority for job in problem.jobs) + 1
