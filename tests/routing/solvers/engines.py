"""Every engine by its name, held to the hard part of the contract whenever it is asked for a plan."""

from __future__ import annotations

import inspect
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from routing.check import check
from routing.problem import Problem
from routing.solution import Reason, Solution
from routing.solvers import ENGINES
from routing.solvers.settle import settle

THOROUGH = tuple(name for name in ENGINES if name != "ortools_routing")
"""Engines that promise to get small days right also where jobs depend on one another. OR-Tools' library moves one job
at a time, so that two that must move together may stay where they are."""


@dataclass(frozen=True)
class Engine:
    """One of them."""

    name: str

    @property
    def solve(self) -> Any:
        return import_module(f"routing.solvers.{self.name}").solve

    @property
    def counts(self) -> bool:
        """Whether its search can be ended after so many iterations, and is then the same for the same seed."""
        return "iterations" in inspect.signature(self.solve).parameters

    def plan(self, problem: Problem, seconds: float = 0.15, *, seed: int = 1, **more: Any) -> Solution:
        """A plan, complete, explained and within every rule."""
        if "patience" in inspect.signature(self.solve).parameters:
            more.setdefault("patience", seconds / 3)  # the library never knows that it has found the best
        solution: Solution = self.solve(problem, time_limit_s=seconds, seed=seed, **more)
        hold(problem, solution)
        return solution


def hold(problem: Problem, solution: Solution) -> None:
    """Every visit once with a stop or once without and with a reason; a route for each vehicle; no rule broken."""
    seen = Counter(stop.job for route in solution.routes for stop in route.stops)
    seen.update(left.job for left in solution.unassigned)
    assert seen == Counter(job.id for job in problem.jobs)
    assert sorted(route.vehicle for route in solution.routes) == sorted(vehicle.id for vehicle in problem.vehicles)
    assert all(isinstance(left.reason, Reason) for left in solution.unassigned)
    assert check(problem, solution) == ()


def settled(problem: Problem) -> Solution:
    """A plan of no engine: jobs dealt out in turn, and what does not fit put where it does."""
    vehicles = [vehicle.id for vehicle in problem.vehicles]
    orders = {vehicle: [job.id for job in problem.jobs[n :: len(vehicles)]] for n, vehicle in enumerate(vehicles)}
    return settle(problem, orders)


def left_out(solution: Solution) -> dict[str, str]:
    """Who is left out, and why."""
    return {left.job: left.reason for left in solution.unassigned}


def homes(solution: Solution) -> dict[str, str]:
    """Which vehicle serves whom."""
    return {stop.job: route.vehicle for route in solution.routes for stop in route.stops}


def starts(solution: Solution) -> dict[str, float]:
    """When whose service starts, in minutes."""
    return {stop.job: stop.start / 60 for route in solution.routes for stop in route.stops}


def order(solution: Solution, vehicle: str) -> list[str]:
    """Whom a vehicle serves, in order."""
    return [stop.job for route in solution.routes for stop in route.stops if route.vehicle == vehicle]
