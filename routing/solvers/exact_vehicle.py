"""One vehicle's part of the exact model: its circuit through the jobs, its breaks, its end. Knows no other vehicle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from routing.objective import away_costs, moved_costs
from routing.placing import may_serve
from routing.problem import Break, Problem, Vehicle
from routing.solution import Route
from routing.travel import UNREACHABLE

BASE = ""
"""Stands for where a vehicle starts and ends, beside the ids of jobs."""

type Arc = tuple[str, str]


class ExactVehicle:
    """Variables and rules of a vehicle; `start` holds the start of service of every job, wherever it is served."""

    def __init__(
        self, model: cp_model.CpModel, problem: Problem, vehicle: Vehicle, start: Mapping[str, cp_model.IntVar]
    ) -> None:
        self.model, self.problem, self.vehicle, self.start = model, problem, vehicle, start
        self.jobs = [job for job in problem.jobs if may_serve(vehicle, job)]
        self.deadline = vehicle.shift_end + vehicle.max_overtime
        self.end = model.new_int_var(vehicle.shift_start, self.deadline, "")
        self.used = model.new_bool_var("")
        self.visits = {job.id: model.new_bool_var("") for job in self.jobs}
        self.arcs = {arc: model.new_bool_var("") for arc in self._possible()}
        self._circuit()
        self.rests = {rest.id: self._rest(rest) for rest in vehicle.breaks}
        self._times()
        self._limits()
        self._positions()

    # --- where it goes

    def _possible(self) -> Iterator[Arc]:
        nodes = [BASE, *(job.id for job in self.jobs)]
        for before in nodes:
            for after in nodes:
                if before != after and self._way(before, after) < UNREACHABLE and not self._too_late(before, after):
                    yield before, after

    def _way(self, before: str, after: str, what: str = "durations") -> int:
        start = self.vehicle.start_place if before == BASE else self.problem.job(before).place
        end = self.vehicle.end_place if after == BASE else self.problem.job(after).place
        if start is None or end is None:
            return 0
        return int(getattr(self.problem.travel[self.vehicle.travel_mode], what)[start, end])

    def _setup(self, before: str, after: str) -> int:
        if after == BASE:
            return 0
        job = self.problem.job(after)
        start = self.vehicle.start_place if before == BASE else self.problem.job(before).place
        return job.setup_time if start != job.place else 0

    def _busy(self, before: str, after: str) -> int:
        # From the start of service at one to what may begin at the other.
        service = 0 if before == BASE else self.problem.job(before).service_time
        return service + self._way(before, after) + self._setup(before, after)

    def _too_late(self, before: str, after: str) -> bool:
        earliest = self.vehicle.shift_start
        if before != BASE:
            earliest = max(earliest, self.problem.job(before).windows[0].earliest)
        latest = self.deadline if after == BASE else self.problem.job(after).windows[-1].latest
        return earliest + self._busy(before, after) > latest

    def _circuit(self) -> None:
        number = {BASE: 0} | {job.id: n for n, job in enumerate(self.jobs, start=1)}
        arcs: list[tuple[int, int, Any]] = [(number[a], number[b], taken) for (a, b), taken in self.arcs.items()]
        arcs += [(number[job], number[job], ~visit) for job, visit in self.visits.items()]
        self.model.add_circuit([*arcs, (0, 0, ~self.used)])
        for visit in self.visits.values():
            self.model.add_implication(visit, self.used)

    def visit(self, job: str) -> Any:
        """Whether it serves a job; never one that it may not."""
        return self.visits.get(job, 0)

    # --- when

    def _rest(self, rest: Break) -> tuple[Any, dict[str, Any]]:
        # When it begins, and behind which stop it is taken; where it is not owed, perhaps behind none.
        earliest = max(rest.earliest, self.vehicle.shift_start)
        behind = {node: self.model.new_bool_var("") for node in (BASE, *self.visits)}
        self.model.add_at_most_one(behind.values())
        for node, here in behind.items():
            self.model.add_implication(here, self.visits.get(node, self.used))
        if earliest > rest.latest:
            self.model.add(sum(behind.values()) == 0)
        begin = self.model.new_int_var(earliest, max(earliest, rest.latest), "")
        self.model.add(self.end <= rest.earliest).only_enforce_if(self.used, *(~here for here in behind.values()))
        return begin, behind

    def _resting(self, node: str) -> Any:
        return sum(rest.duration * self.rests[rest.id][1][node] for rest in self.vehicle.breaks)

    def _times(self) -> None:
        model, first = self.model, self.vehicle.shift_start
        # What follows a stop may begin by then, when its rests are over too.
        ready = {node: model.new_int_var(first, self.deadline, "") for node in (BASE, *self.visits)}
        begun = {BASE: first} | {job: self.start[job] for job in self.visits}
        for (before, after), arc in self.arcs.items():
            then = self.end if after == BASE else self.start[after]
            earliest = begun[before] + self._busy(before, after) + self._resting(before)
            model.add(then >= earliest).only_enforce_if(arc)
            model.add(then >= ready[before]).only_enforce_if(arc)
            if after != BASE and before != BASE and self.problem.job(after).joint:
                model.add(then <= earliest + self.problem.joint_wait).only_enforce_if(arc)
        for rest in self.vehicle.breaks:
            begin, behind = self.rests[rest.id]
            for node, here in behind.items():
                service = 0 if node == BASE else self.problem.job(node).service_time
                model.add(begin >= begun[node] + service).only_enforce_if(here)
                model.add(ready[node] >= begin + rest.duration).only_enforce_if(here)
        self._apart()

    def _apart(self) -> None:
        for number, one in enumerate(self.vehicle.breaks):
            for other in self.vehicle.breaks[:number]:
                (begin, behind), (its_begin, its_behind) = self.rests[one.id], self.rests[other.id]
                first = self.model.new_bool_var("")
                for node, here in behind.items():
                    both = (here, its_behind[node])
                    self.model.add(begin + one.duration <= its_begin).only_enforce_if(first, *both)
                    self.model.add(its_begin + other.duration <= begin).only_enforce_if(~first, *both)

    # --- how much

    def _limits(self) -> None:
        vehicle, model = self.vehicle, self.model
        if vehicle.max_jobs is not None:
            model.add(sum(self.visits.values()) <= vehicle.max_jobs)
        if vehicle.max_travel_time is not None:
            travel = sum(self._way(*arc) * variable for arc, variable in self.arcs.items())
            model.add(travel <= vehicle.max_travel_time)
        for dimension, room in enumerate(vehicle.capacity):
            load = sum(job.amount[dimension] * self.visits[job.id] for job in self.jobs if job.amount)
            model.add(load <= room)

    def _positions(self) -> None:
        placed = [job for job in self.jobs if job.position is not None]
        if not placed:
            return
        most = len(self.jobs)
        rank = {job.id: self.model.new_int_var(0, most, "") for job in self.jobs}
        for (before, after), arc in self.arcs.items():
            if after != BASE:
                self.model.add(rank[after] == (0 if before == BASE else rank[before] + 1)).only_enforce_if(arc)
        for job in placed:
            assert job.position is not None
            behind = 0 if job.position >= 0 else sum(self.visits.values())
            self.model.add(rank[job.id] == behind + job.position).only_enforce_if(self.visits[job.id])

    # --- what it costs

    def prices(self) -> Iterator[tuple[Fraction, Any]]:
        """What each variable costs, in seconds of travel."""
        costs, weights = self.vehicle.costs, self.problem.weights
        for arc, variable in self.arcs.items():
            price = Fraction(costs.per_hour * self._way(*arc), 3600)
            yield price + Fraction(costs.per_km * self._way(*arc, "distances"), 1000), variable
        yield Fraction(costs.fixed), self.used
        for job in self.jobs:
            away = away_costs(self.problem, self.vehicle, job) + moved_costs(self.problem, self.vehicle, job)
            yield _thousandths(away), self.visits[job.id]
        if self.vehicle.max_overtime and weights.overtime:
            overtime = self.model.new_int_var(0, self.vehicle.max_overtime, "")
            self.model.add(overtime >= self.end - self.vehicle.shift_end)
            yield _thousandths(weights.overtime), overtime

    # --- from and to solutions

    def order(self, value: cp_model.CpSolver) -> list[str]:
        """The jobs it serves, as solved."""
        following = {before: after for (before, after), arc in self.arcs.items() if value.boolean_value(arc)}
        order, node = [], following.get(BASE, BASE)
        while node != BASE:
            order.append(node)
            node = following[node]
        return order

    def hints(self, route: Route) -> Iterator[tuple[Any, int]]:
        """Its variables as they are in a route."""
        nodes = [BASE, *(stop.job for stop in route.stops), BASE]
        taken = set(pairwise(nodes)) if route.stops else set[Arc]()
        yield from ((variable, int(arc in taken)) for arc, variable in self.arcs.items())
        yield from ((visit, int(job in nodes)) for job, visit in self.visits.items())
        yield from ((self.used, int(bool(route.stops))), (self.end, route.end))
        rests = {rest.id: rest for rest in route.breaks}
        for name, (begin, behind) in self.rests.items():
            if name in rests:
                yield begin, rests[name].start
            yield from (
                (here, int(name in rests and nodes[rests[name].after] == node)) for node, here in behind.items()
            )


def _thousandths(price: float) -> Fraction:
    # Never more than the price, so that a bound stays one.
    return Fraction(math.floor(price * 1000 + 1e-6), 1000)
