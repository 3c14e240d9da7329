"""PyVRP, which has no breaks.

Skills become travel times that nobody can keep, several windows become clients in a group of which one must be served.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from pyvrp import Client, ClientGroup, Depot, Location, ProblemData, VehicleType
from pyvrp import solve as search
from pyvrp.stop import MaxRuntime

from benchmarks.solver.peers import Answer
from routing.problem import Job, Problem, Vehicle

FAR = 10_000_000
"""Seconds to whom a vehicle may not serve."""


def warm(*_: object) -> None:
    """Nothing to do: it is compiled."""


def solve(problem: Problem, seconds: float, seed: int) -> Answer:
    """Its plan after so many seconds; it plans every job, in time or not."""
    began = time.perf_counter()
    model = _Model(problem)
    left = seconds - (time.perf_counter() - began)
    found = search(model.data, MaxRuntime(max(0.1, left)), seed=seed, collect_stats=False, display=False)
    return Answer(model.orders(found.best), iterations=found.num_iterations)


class _Model:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        bases = sorted({place for v in problem.vehicles for place in (v.start_place, v.end_place) if place is not None})
        kinds: dict[Vehicle, list[str]] = {}
        for vehicle in problem.vehicles:
            kinds.setdefault(_kind(vehicle), []).append(vehicle.id)
        self.kinds = kinds
        self.profiles = list(dict.fromkeys((kind.travel_mode, kind.skills) for kind in kinds))
        places = np.array(bases + [job.place for job in problem.jobs])
        matrices = [self._matrix(profile, places, len(bases)) for profile in self.profiles]
        self.clients: list[Client] = []
        self.groups: list[ClientGroup] = []
        self.job_of: list[str] = []
        for number, job in enumerate(problem.jobs):
            self._add(job, len(bases) + number)
        self.data = ProblemData(
            [Location(0, 0) for _ in places],
            self.clients,
            [Depot(number) for number in range(len(bases))],
            [self._type(kind, len(ids), bases) for kind, ids in kinds.items()],
            matrices,
            matrices,
            self.groups,
        )

    def _add(self, job: Job, location: int) -> None:
        several = len(job.windows) > 1
        if several:
            self.groups.append(ClientGroup(required=True))
        for window in job.windows:
            if several:
                self.groups[-1].add_client(len(self.clients))
            self.clients.append(
                Client(
                    location,
                    delivery=list(job.amount),
                    service_duration=job.service_time,
                    tw_early=window.earliest,
                    tw_late=window.latest,
                    required=not several,
                    group=len(self.groups) - 1 if several else None,
                )
            )
            self.job_of.append(job.id)

    def _matrix(self, profile: tuple[str, frozenset[str]], places: object, bases: int) -> object:
        mode, skills = profile
        matrix = self.problem.travel[mode].durations.astype(np.int64)[np.ix_(places, places)]
        for number, job in enumerate(self.problem.jobs):
            if not job.skills <= skills:
                matrix[bases + number, :] = matrix[:, bases + number] = FAR
        np.fill_diagonal(matrix, 0)
        return matrix

    def _type(self, kind: Vehicle, count: int, bases: list[int]) -> VehicleType:
        return VehicleType(
            count,
            list(kind.capacity),
            bases.index(kind.start_place),
            bases.index(kind.end_place),
            tw_early=kind.shift_start,
            tw_late=kind.shift_end,
            profile=self.profiles.index((kind.travel_mode, kind.skills)),
        )

    def orders(self, best: object) -> dict[str, list[str]]:
        """Its routes, given to the vehicles of each kind in turn."""
        free = [list(ids) for ids in self.kinds.values()]
        orders = {vehicle.id: [] for vehicle in self.problem.vehicles}
        for route in best.routes():
            stops = [self.job_of[each.idx] for each in route.schedule() if each.is_client()]
            orders[free[route.vehicle_type()].pop()] = stops
        return orders


def _kind(vehicle: Vehicle) -> Vehicle:
    # Vehicles that are the same but for their id are one type.
    return replace(vehicle, id="")
