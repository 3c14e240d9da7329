"""OR-Tools' routing library as a solver; the only place that imports it.

Time is the only dimension: the cumulative value of a job is its start of service, so a leg takes the service before it,
the travel, and the set-up after it. Every order it finds is timed again by `routing.schedule`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from routing.insertion import may_serve
from routing.problem import Break, Problem, Vehicle
from routing.solution import Solution
from routing.solvers.settle import settle

PATIENCE_S, PATIENCE_PER_JOB_S = 3.0, 0.02
"""Without anything better for this long, and a little longer for each job, the search ends before its limit."""
PAUSE_S = 0.2
"""Between two plans that are told: a person sees no more, and a stop loses no more."""
PENALTY, PENALTY_PER_PRIORITY = 200_000, 20_000
"""Seconds of travel that leaving a job out is worth: more than any detour within a day."""
FAR = 10_000_000


def solve(
    problem: Problem,
    *,
    time_limit_s: float,
    seed: int,
    start: Solution | None = None,
    on_better: Callable[[Solution], None] | None = None,
) -> Solution:
    """A plan for every job, or a reason why not.

    Parameters
    ----------
    time_limit_s
        Seconds; the search ends earlier after `PATIENCE_S` without anything better.
    start
        Where to begin; what does not fit any more is left out of it.
    on_better
        Gets each solution that is better than all before.
    """
    if not problem.jobs or not problem.vehicles:
        return settle(problem, {})
    search = _Search(problem, time_limit_s, seed, on_better)
    search.run(settle(problem, _orders(problem, start), explained=False) if start else None)
    return settle(problem, search.best_orders)


@dataclass(frozen=True, slots=True)
class _Room:
    # What a shift leaves for its breaks. One that cannot start within the shift is not owed by whoever ends before it.
    rests: tuple[tuple[int, int, Break], ...]
    end: int
    usable: bool

    @classmethod
    def of(cls, vehicle: Vehicle) -> _Room:
        spans = [
            (max(rest.earliest, vehicle.shift_start), min(rest.latest, vehicle.shift_end - rest.duration), rest)
            for rest in vehicle.breaks
        ]
        end = min([vehicle.shift_end, *(rest.earliest for first, last, rest in spans if first > last)])
        return cls(tuple(span for span in spans if span[0] <= span[1]), end, end >= vehicle.shift_start)


class _Search:
    def __init__(
        self, problem: Problem, time_limit_s: float, seed: int, on_better: Callable[[Solution], None] | None
    ) -> None:
        self.problem = problem
        self.on_better = on_better
        self.best_orders: dict[str, list[str]] = {}
        self.best_cost: int | None = None
        self.told, self.told_at = self.best_orders, -PAUSE_S
        self.last_better = time.monotonic()
        self.until = self.last_better + time_limit_s
        self.patience = PATIENCE_S + PATIENCE_PER_JOB_S * len(problem.jobs)
        self.seed = seed
        self.zero = min(vehicle.shift_start for vehicle in problem.vehicles)
        self.rooms = [_Room.of(vehicle) for vehicle in problem.vehicles]
        jobs, vehicles = len(problem.jobs), len(problem.vehicles)
        starts = [jobs + 2 * number for number in range(vehicles)]
        self.manager = pywrapcp.RoutingIndexManager(
            jobs + 2 * vehicles, vehicles, starts, [node + 1 for node in starts]
        )
        self.model = pywrapcp.RoutingModel(self.manager)
        self._build()

    def run(self, start: Solution | None) -> None:
        """Search until the limit, the patience or the end."""
        parameters = self._parameters()
        self.model.CloseModelWithParameters(parameters)
        self.model.AddAtSolutionCallback(self._at_solution)
        self.model.AddSearchMonitor(self.model.solver().CustomLimit(self._enough))
        initial = self._read(start) if start else None
        if initial is not None:
            self.model.SolveFromAssignmentWithParameters(initial, parameters)
        else:
            self.model.SolveWithParameters(parameters)

    def _parameters(self) -> Any:
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        parameters.time_limit.FromMilliseconds(max(50, round((self.until - time.monotonic()) * 1000)))
        return parameters

    def _build(self) -> None:
        horizon = max(vehicle.shift_end for vehicle in self.problem.vehicles) - self.zero
        legs = {key: self._register(key) for key in {self._kind(v) for v in self.problem.vehicles}}
        transits = [legs[self._kind(vehicle)] for vehicle in self.problem.vehicles]
        self.model.AddDimensionWithVehicleTransits([time for time, _ in transits], horizon + 1, FAR, False, "time")
        for number, (_, cost) in enumerate(transits):
            self.model.SetArcCostEvaluatorOfVehicle(cost, number)
        dimension = self.model.GetDimensionOrDie("time")
        self._add_jobs(dimension)
        for number, vehicle in enumerate(self.problem.vehicles):
            self._add_vehicle(dimension, number, vehicle)

    @staticmethod
    def _kind(vehicle: Vehicle) -> str:
        return vehicle.travel_mode

    def _register(self, mode: str) -> tuple[int, int]:
        # One matrix of nodes for the time of a leg, and one for its cost.
        problem = self.problem
        places = np.array([job.place for job in problem.jobs] + [p for v in problem.vehicles for p in _ends(v)])
        durations = problem.travel[mode].durations.astype(np.int64)
        known = places >= 0
        travel = durations[np.ix_(np.where(known, places, 0), np.where(known, places, 0))]
        travel[~known, :] = 0
        travel[:, ~known] = 0
        travel = np.minimum(travel, FAR)
        padding = [0] * (2 * len(problem.vehicles))
        service = np.array([job.service_time for job in problem.jobs] + padding)
        setup = np.array([job.setup_time for job in problem.jobs] + padding)
        times = travel + service[:, None] + np.where(places[:, None] == places[None, :], 0, setup[None, :])
        return self.model.RegisterTransitMatrix(times.tolist()), self.model.RegisterTransitMatrix(travel.tolist())

    def _add_jobs(self, dimension: Any) -> None:
        last = max(vehicle.shift_end for vehicle in self.problem.vehicles)
        for node, job in enumerate(self.problem.jobs):
            index = self.manager.NodeToIndex(node)
            self.model.AddDisjunction([index], PENALTY + PENALTY_PER_PRIORITY * job.priority)
            windows = [w for w in job.windows if w.latest >= self.zero and w.earliest <= last]
            able = [n for n, v in enumerate(self.problem.vehicles) if self.rooms[n].usable and may_serve(v, job)]
            if not windows:
                self.model.VehicleVar(index).SetValues([-1])
                continue
            start = dimension.CumulVar(index)
            start.SetRange(max(0, windows[0].earliest - self.zero), windows[-1].latest - self.zero)
            for before, after in pairwise(windows):
                start.RemoveInterval(before.latest + 1 - self.zero, after.earliest - 1 - self.zero)
            if len(able) < len(self.problem.vehicles):
                self.model.VehicleVar(index).SetValues([-1, *able])

    def _add_vehicle(self, dimension: Any, number: int, vehicle: Vehicle) -> None:
        solver, room = self.model.solver(), self.rooms[number]
        if not room.usable:
            return
        for index in (self.model.Start(number), self.model.End(number)):
            dimension.CumulVar(index).SetRange(vehicle.shift_start - self.zero, room.end - self.zero)
        breaks = [
            solver.FixedDurationIntervalVar(first - self.zero, last - self.zero, rest.duration, False, rest.id)
            for first, last, rest in room.rests
        ]
        if breaks:
            service = [job.service_time for job in self.problem.jobs] + [0] * (2 * len(self.problem.vehicles))
            by_index = [service[self.manager.IndexToNode(i)] for i in range(self.model.Size())]
            by_index += [0] * (self.model.Size() + self.model.vehicles() - len(by_index))
            dimension.SetBreakIntervalsOfVehicle(breaks, number, by_index)
        if vehicle.max_jobs is not None:
            self._limit(f"jobs {number}", number, vehicle.max_jobs, [1] * len(self.problem.jobs))

    def _limit(self, name: str, number: int, most: int, units: list[int]) -> None:
        every = [len(self.problem.jobs)] * self.model.vehicles()
        every[number] = most
        demand = self.model.RegisterUnaryTransitVector(units + [0] * (2 * self.model.vehicles()))
        self.model.AddDimensionWithVehicleCapacity(demand, 0, every, True, name)

    def _read(self, start: Solution) -> Any:
        nodes = {job.id: node for node, job in enumerate(self.problem.jobs)}
        given = _orders(self.problem, start)
        return self.model.ReadAssignmentFromRoutes(
            [[self.manager.NodeToIndex(nodes[job]) for job in given[v.id]] for v in self.problem.vehicles], True
        )

    def _enough(self) -> bool:
        now = time.monotonic()
        self._tell(now)
        return now > self.until or (self.best_cost is not None and now > self.last_better + self.patience)

    def _at_solution(self) -> None:
        cost = self.model.CostVar().Value()
        if self.best_cost is not None and cost >= self.best_cost:
            return
        self.best_cost, self.last_better = cost, time.monotonic()
        self.best_orders = {vehicle.id: self._order(number) for number, vehicle in enumerate(self.problem.vehicles)}
        self._tell(self.last_better)

    def _tell(self, now: float) -> None:
        # Settling takes longer than finding something better does at first: the search goes on in between.
        if self.on_better and self.best_orders is not self.told and now >= self.told_at + PAUSE_S:
            self.told, self.told_at = self.best_orders, now
            self.on_better(settle(self.problem, self.best_orders, explained=False))

    def _order(self, number: int) -> list[str]:
        order, index = [], self.model.NextVar(self.model.Start(number)).Value()
        while not self.model.IsEnd(index):
            order.append(self.problem.jobs[self.manager.IndexToNode(index)].id)
            index = self.model.NextVar(index).Value()
        return order


def _orders(problem: Problem, solution: Solution) -> dict[str, list[str]]:
    jobs = {job.id for job in problem.jobs}
    return {route.vehicle: [stop.job for stop in route.stops if stop.job in jobs] for route in solution.routes}


def _ends(vehicle: Vehicle) -> tuple[int, int]:
    # -1 stands for anywhere.
    return tuple(-1 if place is None else place for place in (vehicle.start_place, vehicle.end_place))  # type: ignore[return-value]
