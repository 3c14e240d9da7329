"""OR-Tools' routing library as its guide would use it: guided local search until the time is over.

The search is the same every time for the same model, so a seed shuffles the jobs and chooses the first solution.
"""

from __future__ import annotations

import time
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.solver.peers import Answer
from routing.problem import Job, Problem

PER_JOB, PER_PRIORITY, PER_MUST = 10_000, 100_000, 1_000_000_000
"""What leaving a job out costs, in seconds of travel: so much that no detour is worth it."""
FIRST = (
    routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION,
    routing_enums_pb2.FirstSolutionStrategy.LOCAL_CHEAPEST_INSERTION,
)


def warm(*_: object) -> None:
    """Nothing to do: it is compiled."""


def solve(problem: Problem, seconds: float, seed: int) -> Answer:
    """Its plan after so many seconds."""
    return _Search(problem, seed).run(seconds)


class _Search:
    def __init__(self, problem: Problem, seed: int) -> None:
        self.began = time.perf_counter()
        self.problem, self.seed = problem, seed
        self.jobs = Random(seed).sample(problem.jobs, len(problem.jobs))
        count, vehicles = len(self.jobs), problem.vehicles
        starts = [count + 2 * number for number in range(len(vehicles))]
        self.places = [job.place for job in self.jobs]
        self.places += [place for vehicle in vehicles for place in (vehicle.start_place, vehicle.end_place)]
        self.manager = pywrapcp.RoutingIndexManager(len(self.places), len(vehicles), starts, [n + 1 for n in starts])
        self.model = pywrapcp.RoutingModel(self.manager)
        self.first_s: float | None = None
        self._add_time()
        for node, job in enumerate(self.jobs):
            self._add_job(node, job)
        self._add_vehicles()
        self._add_capacity()

    def run(self, seconds: float) -> Answer:
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = FIRST[self.seed % 2]
        parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        left = seconds - (time.perf_counter() - self.began)
        parameters.time_limit.FromMilliseconds(max(100, round(left * 1000)))
        self.model.AddAtSolutionCallback(self._at_solution)
        found = self.model.SolveWithParameters(parameters)
        orders = {
            vehicle.id: self._order(found, number) if found else []
            for number, vehicle in enumerate(self.problem.vehicles)
        }
        return Answer(orders, self.first_s)

    def _at_solution(self) -> None:
        if self.first_s is None:
            self.first_s = time.perf_counter() - self.began

    def _order(self, found: Any, number: int) -> list[str]:
        order, index = [], found.Value(self.model.NextVar(self.model.Start(number)))
        while not self.model.IsEnd(index):
            order.append(self.jobs[self.manager.IndexToNode(index)].id)
            index = found.Value(self.model.NextVar(index))
        return order

    def _add_time(self) -> None:
        padding = [0] * (2 * len(self.problem.vehicles))
        self.service = [job.service_time for job in self.jobs] + padding
        setup = np.array([job.setup_time for job in self.jobs] + padding)
        places = np.array(self.places)
        times, costs = [], []
        for vehicle in self.problem.vehicles:
            durations = self.problem.travel[vehicle.travel_mode].durations.astype(np.int64)
            travel = durations[np.ix_(places, places)]
            spent = travel + np.array(self.service)[:, None] + np.where(places[:, None] == places, 0, setup)
            if not times or vehicle.travel_mode != self.problem.vehicles[len(times) - 1].travel_mode:
                leg = self.model.RegisterTransitMatrix(spent.tolist())
                cost = self.model.RegisterTransitMatrix(travel.tolist())
            times.append(leg)
            costs.append(cost)
        horizon = max(vehicle.shift_end for vehicle in self.problem.vehicles)
        self.model.AddDimensionWithVehicleTransits(times, horizon, horizon, False, "time")
        for number, cost in enumerate(costs):
            self.model.SetArcCostEvaluatorOfVehicle(cost, number)
        self.time = self.model.GetDimensionOrDie("time")

    def _add_job(self, node: int, job: Job) -> None:
        index = self.manager.NodeToIndex(node)
        self.model.AddDisjunction([index], PER_JOB + PER_PRIORITY * job.priority + PER_MUST * job.must)
        start = self.time.CumulVar(index)
        start.SetRange(job.windows[0].earliest, job.windows[-1].latest)
        for before, after in pairwise(job.windows):
            start.RemoveInterval(before.latest + 1, after.earliest - 1)
        able = [number for number, vehicle in enumerate(self.problem.vehicles) if job.skills <= vehicle.skills]
        if len(able) < len(self.problem.vehicles):
            self.model.VehicleVar(index).SetValues([-1, *able])

    def _add_vehicles(self) -> None:
        solver = self.model.solver()
        service = [self.service[self.manager.IndexToNode(index)] for index in range(self.model.Size())]
        service += [0] * self.model.vehicles()
        for number, vehicle in enumerate(self.problem.vehicles):
            for index in (self.model.Start(number), self.model.End(number)):
                self.time.CumulVar(index).SetRange(vehicle.shift_start, vehicle.shift_end)
            breaks = [
                solver.FixedDurationIntervalVar(rest.earliest, rest.latest, rest.duration, False, rest.id)
                for rest in vehicle.breaks
            ]
            if breaks:
                self.time.SetBreakIntervalsOfVehicle(breaks, number, service)

    def _add_capacity(self) -> None:
        for dimension in range(len(self.problem.vehicles[0].capacity)):
            amounts = [job.amount[dimension] if job.amount else 0 for job in self.jobs]
            amounts += [0] * (2 * len(self.problem.vehicles))
            load = self.model.RegisterUnaryTransitVector(amounts)
            most = [vehicle.capacity[dimension] for vehicle in self.problem.vehicles]
            self.model.AddDimensionWithVehicleCapacity(load, 0, most, True, f"load {dimension}")
