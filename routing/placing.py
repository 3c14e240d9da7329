"""What other routes, and the rules beside times, say to putting a job somewhere. What it costs is not asked here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from routing.problem import Job, Problem, Vehicle
from routing.schedule import groups_of, lateness, lateness_all, timed_all
from routing.solution import Route, Solution
from routing.together import Together


def may_serve(vehicle: Vehicle, job: Job) -> bool:
    """Whether skills and restrictions let this vehicle serve this job at all."""
    return job.skills <= vehicle.skills and may_have(vehicle, job)


def may_have(vehicle: Vehicle, job: Job) -> bool:
    """Whether the vehicle takes any jobs today, and the job is not restricted to others."""
    return vehicle.max_jobs != 0 and (job.vehicles is None or vehicle.id in job.vehicles)


def has_room(problem: Problem, vehicle: Vehicle, job_ids: Collection[str]) -> bool:
    """Whether so many jobs, and all they take, are within the vehicle's limits."""
    if vehicle.max_jobs is not None and len(job_ids) > vehicle.max_jobs:
        return False
    amounts = [amount for job in job_ids if (amount := problem.job(job).amount)] if vehicle.capacity else []
    return all(sum(taken) <= room for taken, room in zip(zip(*amounts, strict=True), vehicle.capacity, strict=False))


def stands_wrong(problem: Problem, order: Sequence[str]) -> list[str]:
    """The jobs of an order that are not where their `position` says, or are before the one they come after."""
    where = {job: number for number, job in enumerate(order)}
    return [job.id for job in map(problem.job, order) if _is_wrong(job, where)]


def _is_wrong(job: Job, where: Mapping[str, int]) -> bool:
    number = where[job.id]
    if job.position is not None and number != (job.position if job.position >= 0 else len(where) + job.position):
        return True
    return where.get(job.after, -1) > number


def other_side(problem: Problem, job: Job) -> Job | None:
    """The other job of a joint."""
    if not job.joint:
        return None
    return next(each for each in problem.jobs if each.joint == job.joint and each.id != job.id)


class Placing:
    """The routes of a solution without some jobs, asked where these could stand."""

    def __init__(self, problem: Problem, solution: Solution, without: Iterable[str]) -> None:
        out = frozenset(without)
        self.problem = problem
        self.orders = {r.vehicle: [s.job for s in r.stops if s.job not in out] for r in solution.routes}
        self._route_of = {job: vehicle for vehicle, order in self.orders.items() for job in order}
        self._groups = groups_of(problem, self.orders)
        self._leading = {job.after for job in problem.jobs if job.after}
        self._late_of: dict[tuple[str, ...], int] = {}

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """The earliest start of each job that hangs on another route, as these routes ask for it."""
        found: dict[str, int] = {}
        for group in self._groups:
            orders = {vehicle: order for vehicle, order in self.orders.items() if vehicle in group}
            found |= Together(self.problem, orders, aims=False).asked
        return found

    def may_join(self, vehicle: Vehicle, job: Job, beside: str = "") -> bool:
        """Whether the job may go to this vehicle's route, as far as skills, limits and the routes of others say.

        `beside` is the other side of a joint that goes to a route at the same time.
        """
        if not may_serve(vehicle, job) or not has_room(self.problem, vehicle, [*self.orders[vehicle.id], job.id]):
            return False
        if job.after and job.after not in self._route_of:
            return False
        if job.joint and not beside:
            other = other_side(self.problem, job)
            if other is None or self._route_of.get(other.id, vehicle.id) == vehicle.id:
                return False
        homes = self._homes(job)
        return not homes or vehicle.id in homes

    def _homes(self, job: Job) -> set[str]:
        if not job.group:
            return set()
        return {self._route_of[j.id] for j in self.problem.jobs if j.group == job.group and j.id in self._route_of}

    def stands_alone(self, vehicle: Vehicle, job: Job) -> bool:
        """Whether no other route has a say in what the job does to this one."""
        if job.joint or job.after or job.id in self._leading:
            return False
        return not any(vehicle.id in group for group in self._groups)

    def fits(self, changed: Mapping[str, Sequence[str]]) -> bool:
        """Whether these orders can be driven, and make nothing later on the routes that hang on them."""
        if any(lateness(self.problem, vehicle, order, self.asked) for vehicle, order in changed.items()):
            return False
        orders = self.orders | {vehicle: list(order) for vehicle, order in changed.items()}
        near = self._near(orders, changed)
        late = lateness_all(self.problem, {vehicle: orders[vehicle] for vehicle in near})
        if late and near not in self._late_of:
            self._late_of[near] = lateness_all(self.problem, {vehicle: self.orders[vehicle] for vehicle in near})
        return late == 0 or late <= self._late_of[near]

    def routes(self, changed: Mapping[str, Sequence[str]]) -> tuple[list[Route], list[Route]]:
        """The routes of these orders and those that hang on them: as they are, and as they would be."""
        orders = self.orders | {vehicle: list(order) for vehicle, order in changed.items()}
        near = self._near(orders, changed)
        now, then = (
            timed_all(self.problem, {vehicle: each[vehicle] for vehicle in near})[0] for each in (self.orders, orders)
        )
        return [route for route in now if route.vehicle in near], [route for route in then if route.vehicle in near]

    def _near(self, orders: Mapping[str, Sequence[str]], changed: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
        groups = groups_of(self.problem, orders)
        near = frozenset(changed).union(*(group for group in groups if not group.isdisjoint(changed)))
        return tuple(vehicle for vehicle in orders if vehicle in near)
