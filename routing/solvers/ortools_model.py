"""A problem in the terms of OR-Tools' routing library: nodes, dimensions, penalties. Searching is `ortools_routing`'s.

What the library has no words for is said as near as it can be (the idling before a joint visit, the spread of working
time, two aims of one stop); `settle` has the last word on every plan.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from ortools.constraint_solver import pywrapcp

from routing.objective import shift_length
from routing.placing import may_serve
from routing.problem import Break, Job, Problem, Vehicle
from routing.solvers.ortools_links import add_links
from routing.solvers.ortools_prices import PRICE, Prices

FAR = 10_000_000
"""Seconds no leg of one day takes; where no road leads."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a shift leaves for its breaks, overtime included: where each may start, and when the route must be over."""

    rests: tuple[tuple[int, int, Break], ...]
    end: int
    usable: bool

    @classmethod
    def of(cls, vehicle: Vehicle) -> Room:
        """A break that cannot start in time is not owed by whoever ends before it opens."""
        last_end = vehicle.shift_end + vehicle.max_overtime
        spans = [
            (max(rest.earliest, vehicle.shift_start), min(rest.latest, last_end - rest.duration), rest)
            for rest in vehicle.breaks
        ]
        end = min([last_end, *(rest.earliest for first, last, rest in spans if first > last)])
        return cls(tuple(span for span in spans if span[0] <= span[1]), end, end >= vehicle.shift_start)


class Model:
    """The routing model of a problem, not yet closed.

    Parameters
    ----------
    seed
        Draws the order of the nodes: the library itself has no seed that its search would heed.
    work
        Seconds of work to be expected in all, to be shared out evenly where days shall be fair; 0 where unknown.
    """

    def __init__(self, problem: Problem, seed: int, work: int = 0) -> None:
        self.problem = problem
        self.jobs = list(problem.jobs)
        random.Random(seed).shuffle(self.jobs)
        self.node = {job.id: node for node, job in enumerate(self.jobs)}
        self.zero = min(vehicle.shift_start for vehicle in problem.vehicles)
        self.rooms = [Room.of(vehicle) for vehicle in problem.vehicles]
        self.last = max(vehicle.shift_end + vehicle.max_overtime for vehicle in problem.vehicles)
        self.far = max(FAR, self.last - self.zero + 1)
        self.prices = Prices(problem)
        jobs, vehicles = len(self.jobs), len(problem.vehicles)
        starts = [jobs + 2 * number for number in range(vehicles)]
        self.manager = pywrapcp.RoutingIndexManager(
            jobs + 2 * vehicles, vehicles, starts, [node + 1 for node in starts]
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._add_times()
        for node, job in enumerate(self.jobs):
            self._add_job(self.manager.NodeToIndex(node), job)
        for number, vehicle in enumerate(problem.vehicles):
            self._add_vehicle(number, vehicle)
        self._add_counts()
        self._add_choices()
        if problem.weights.fair_days and work:
            self._add_fairness(work)
        add_links(self)

    @property
    def time(self) -> Any:
        """The dimension whose cumulative value is the start of service, counted from `zero`."""
        return self.routing.GetDimensionOrDie("time")

    def index(self, job_id: str) -> int:
        """The library's index of a job."""
        return int(self.manager.NodeToIndex(self.node[job_id]))

    def read(self, orders: Mapping[str, Sequence[str]]) -> Any:
        """These orders as the library takes them once the model is closed; None where they break a rule of it."""
        indexes = [[self.index(job) for job in orders.get(vehicle.id, ())] for vehicle in self.problem.vehicles]
        return self.routing.ReadAssignmentFromRoutes(indexes, True)

    def orders(self) -> dict[str, list[str]]:
        """The orders in the solution at which the search stands."""
        return {vehicle.id: self._order(number) for number, vehicle in enumerate(self.problem.vehicles)}

    def _order(self, number: int) -> list[str]:
        order, index = [], self.routing.NextVar(self.routing.Start(number)).Value()
        while not self.routing.IsEnd(index):
            order.append(self.jobs[self.manager.IndexToNode(index)].id)
            index = self.routing.NextVar(index).Value()
        return order

    def _padded(self, by_job: list[int]) -> list[int]:
        return by_job + [0] * (2 * len(self.problem.vehicles))

    def _places(self) -> npt.NDArray[np.int64]:
        # -1 stands for anywhere.
        ends = [p for v in self.problem.vehicles for p in (v.start_place, v.end_place)]
        return np.array([job.place for job in self.jobs] + [-1 if place is None else place for place in ends])

    def _between(self, cells: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
        # From node to node; nothing to and from anywhere, nor for a vehicle that stays unused.
        places, jobs = self._places(), len(self.jobs)
        known = np.where(places >= 0, places, 0)
        between: npt.NDArray[np.int64] = np.minimum(cells.astype(np.int64)[np.ix_(known, known)], self.far)
        between[places < 0, :] = 0
        between[:, places < 0] = 0
        between[jobs:, jobs:] = 0
        return between

    def _add_times(self) -> None:
        problem, places = self.problem, self._places()
        service = np.array(self._padded([job.service_time for job in self.jobs]))
        setup = np.array(self._padded([job.setup_time for job in self.jobs]))
        at_doors = service[:, None] + np.where(places[:, None] == places[None, :], 0, setup[None, :])
        modes = {vehicle.travel_mode for vehicle in problem.vehicles}
        travel = {mode: self._between(problem.travel[mode].durations) for mode in modes}
        self.legs = {mode: between + at_doors for mode, between in travel.items()}
        transits = {mode: self.routing.RegisterTransitMatrix(legs.tolist()) for mode, legs in self.legs.items()}
        by_vehicle = [transits[vehicle.travel_mode] for vehicle in problem.vehicles]
        self.routing.AddDimensionWithVehicleTransits(by_vehicle, self.last - self.zero, self.far, False, "time")
        self._add_travel(travel)

    def _add_travel(self, travel: dict[str, npt.NDArray[np.int64]]) -> None:
        # What a leg costs, and what of it counts against the most travel a vehicle may do.
        kinds: dict[tuple[str, int, int], int] = {}
        for number, vehicle in enumerate(self.problem.vehicles):
            kind = vehicle.travel_mode, vehicle.costs.per_hour, vehicle.costs.per_km
            if kind not in kinds:
                metres = self._between(self.problem.travel[vehicle.travel_mode].distances)
                cost = self.prices.of_legs(vehicle.costs, travel[vehicle.travel_mode], metres)
                kinds[kind] = self.routing.RegisterTransitMatrix(cost.tolist())
            self.routing.SetArcCostEvaluatorOfVehicle(kinds[kind], number)
            self.routing.SetFixedCostOfVehicle(vehicle.costs.fixed * PRICE, number)
        most = [v.max_travel_time for v in self.problem.vehicles]
        if any(each is not None for each in most):
            transits = {mode: self.routing.RegisterTransitMatrix(cells.tolist()) for mode, cells in travel.items()}
            by_vehicle = [transits[vehicle.travel_mode] for vehicle in self.problem.vehicles]
            limits = [self.far if each is None else each for each in most]
            self.routing.AddDimensionWithVehicleTransitAndCapacity(by_vehicle, 0, limits, True, "travel")

    def _add_job(self, index: int, job: Job) -> None:
        vehicles, home = self.problem.vehicles, self.routing.VehicleVar(index)
        self.routing.AddDisjunction([index], self.prices.of_leaving_out(job))
        windows = [w for w in job.windows if w.latest >= self.zero and w.earliest <= self.last]
        able = [number for number, v in enumerate(vehicles) if self.rooms[number].usable and may_serve(v, job)]
        if not windows or not able:
            home.SetValues([-1])
            return
        start = self.time.CumulVar(index)
        start.SetRange(max(0, windows[0].earliest - self.zero), windows[-1].latest - self.zero)
        for before, after in pairwise(windows):
            start.RemoveInterval(before.latest + 1 - self.zero, after.earliest - 1 - self.zero)
        if len(able) < len(vehicles):
            home.SetValues([-1, *able])
        earliest, latest = self.prices.of_starting(job)
        if earliest is not None:
            self.time.SetCumulVarSoftLowerBound(index, max(0, earliest[0] - self.zero), earliest[1])
        if latest is not None:
            self.time.SetCumulVarSoftUpperBound(index, max(0, latest[0] - self.zero), latest[1])
        if job.position == -1:
            ends = [self.routing.End(number) for number in range(len(vehicles))]
            self.routing.NextVar(index).SetValues([index, *ends])

    def _add_vehicle(self, number: int, vehicle: Vehicle) -> None:
        solver, room = self.routing.solver(), self.rooms[number]
        if not room.usable:
            return
        for index in (self.routing.Start(number), self.routing.End(number)):
            self.time.CumulVar(index).SetRange(vehicle.shift_start - self.zero, room.end - self.zero)
        if room.end > vehicle.shift_end:
            self.time.SetCumulVarSoftUpperBound(
                self.routing.End(number), vehicle.shift_end - self.zero, self.prices.overtime
            )
        breaks = [
            solver.FixedDurationIntervalVar(first - self.zero, last - self.zero, rest.duration, False, rest.id)
            for first, last, rest in room.rests
        ]
        if breaks:
            service = self._padded([job.service_time for job in self.jobs])
            by_index = [service[self.manager.IndexToNode(i)] for i in range(self.routing.Size())]
            by_index += [0] * (self.routing.Size() + self.routing.vehicles() - len(by_index))
            self.time.SetBreakIntervalsOfVehicle(breaks, number, by_index)

    def _add_counts(self) -> None:
        # How many jobs, and what they take of the vehicle. A job's cumulative value is what stands before it.
        vehicles = self.problem.vehicles
        ordered = [(job, job.position) for job in self.jobs if job.position is not None and job.position >= 0]
        if ordered or any(vehicle.max_jobs is not None for vehicle in vehicles):
            most = [len(self.jobs) if vehicle.max_jobs is None else vehicle.max_jobs for vehicle in vehicles]
            self._limit("jobs", [1] * len(self.jobs), most)
            for job, position in ordered:
                if position < max(most):
                    self.routing.GetDimensionOrDie("jobs").CumulVar(self.index(job.id)).SetValue(position)
                else:
                    self.routing.VehicleVar(self.index(job.id)).SetValue(-1)
        for each in range(max((len(vehicle.capacity) for vehicle in vehicles), default=0)):
            units = [job.amount[each] if job.amount else 0 for job in self.jobs]
            room = [vehicle.capacity[each] if vehicle.capacity else sum(units) for vehicle in vehicles]
            self._limit(f"amount {each}", units, room)

    def _limit(self, name: str, units: list[int], most: list[int]) -> None:
        demand = self.routing.RegisterUnaryTransitVector(self._padded(units))
        self.routing.AddDimensionWithVehicleCapacity(demand, 0, most, True, name)

    def _add_choices(self) -> None:
        # What depends on job and vehicle only: a dimension whose span is paid. Costs of legs by vehicle would do as
        # well, but take a matrix for each vehicle.
        rows = [[self.prices.of_choice(job, vehicle) for job in self.jobs] for vehicle in self.problem.vehicles]
        if not any(map(any, rows)):
            return
        known = {tuple(row): self.routing.RegisterUnaryTransitVector(self._padded(row)) for row in rows}
        most = max(map(sum, rows))
        self.routing.AddDimensionWithVehicleTransits([known[tuple(row)] for row in rows], 0, most, True, "choices")
        self.routing.GetDimensionOrDie("choices").SetSpanCostCoefficientForAllVehicles(1)

    def _add_fairness(self, work: int) -> None:
        # The square of what a day is longer than its even share, in minutes; waiting and breaks are not seen.
        vehicles, minute = self.problem.vehicles, 60
        minutes = {mode: (legs + minute // 2) // minute for mode, legs in self.legs.items()}
        transits = {mode: self.routing.RegisterTransitMatrix(legs.tolist()) for mode, legs in minutes.items()}
        by_vehicle = [transits[vehicle.travel_mode] for vehicle in vehicles]
        self.routing.AddDimensionWithVehicleTransits(by_vehicle, 0, self.far, True, "work")
        sharing = [number for number, vehicle in enumerate(vehicles) if vehicle.max_jobs != 0]
        lengths = {number: shift_length(vehicles[number]) for number in sharing}
        for number, length in lengths.items():
            share = work * length // sum(lengths.values()) // minute
            price = round(2 * PRICE * self.problem.weights.fair_days * minute**2 / length)
            self.routing.GetDimensionOrDie("work").SetQuadraticCostSoftSpanUpperBoundForVehicle(
                pywrapcp.BoundCost(share, max(1, price)), number
            )
