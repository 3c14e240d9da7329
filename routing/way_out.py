"""One way out for a job that is in no route: what is changed, where it goes, and how both are done. Finds none itself.

How ways out are found, proved and ranked is told in `routing.relaxations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from routing.problem import Job, Problem, TimeWindow, Vehicle
from routing.schedule import time_all, time_route
from routing.solution import Reason, Route, Solution, Unassigned


class Means(StrEnum):
    """What makes the job fit."""

    INSERT = "insert"
    """Nothing: it fits as things are. With `WayOut.others`: once the job before it has its place too."""
    WINDOW = "window"
    OVERTIME = "overtime"
    STRETCH = "stretch"
    """A longer window and overtime together."""
    MOVE = "move"
    """Another job goes to another vehicle, perhaps to the place of a third that moves as well."""
    SKILL = "skill"
    ALLOW = "allow"
    """A vehicle that it is not kept for may serve it."""
    GROUP = "group"
    """It goes to another vehicle than the jobs it belongs to."""
    ORDER = "order"
    """It need not wait for the job it comes after."""
    DROP = "drop"
    """Another job, of lower priority, is left out instead; its place may be for a third that moves."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A job put before the stop at `position` of a route, as the route is by then."""

    job: str
    vehicle: str
    position: int


@dataclass(frozen=True, slots=True)
class WayOut:
    """What is done for a job, and what comes of it.

    Parameters
    ----------
    job
        The job that gets a place.
    placed
        Every job that gets a place by it, in this order: the other side of a joint, and one that moves, as well.
    whose
        The vehicle (skill) or the job (allow, group, order) whose rule is changed; "" for none.
    amount
        Seconds by which a window is longer; where none is, those of overtime, the most.
    overtime
        Seconds of overtime beyond what is allowed now, by vehicle.
    windows
        The longer window by job.
    skills
        What the vehicle can do besides.
    others
        Jobs that move, are left out, or get a place as well, as `means` says; in the order in which one makes room for
        the other. The other side of a joint is none.
    price
        What it costs: the difference of `routing.objective.costs`, in seconds.
    added_time
        Seconds more on the road, over all routes.
    start
        When the job's service will start.
    """

    means: Means
    job: str
    placed: tuple[Placement, ...]
    whose: str = ""
    amount: int = 0
    overtime: tuple[tuple[str, int], ...] = ()
    windows: tuple[tuple[str, TimeWindow], ...] = ()
    skills: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    price: float = 0.0
    added_time: int = 0
    start: int = 0

    @property
    def vehicle(self) -> str:
        """Whose route the job comes into."""
        return self.place_of(self.job).vehicle

    @property
    def position(self) -> int:
        """How many stops come before it."""
        return self.place_of(self.job).position

    @property
    def dropped(self) -> tuple[str, ...]:
        """The jobs that are left out instead."""
        placed = {each.job for each in self.placed}
        return tuple(job for job in self.others if job not in placed)

    def place_of(self, job_id: str) -> Placement:
        """Where a job that gets a place by it comes."""
        return next(each for each in self.placed if each.job == job_id)


def apply(problem: Problem, solution: Solution, way: WayOut) -> tuple[Problem, Solution]:
    """The problem with the rule changed, and the solution with the job in its place; all other orders stay."""
    changed = changed_problem(problem, way)
    gone = {*way.dropped, *(each.job for each in way.placed)}
    orders = {r.vehicle: [stop.job for stop in r.stops if stop.job not in gone] for r in solution.routes}
    for each in way.placed:
        orders[each.vehicle].insert(each.position, each.job)
    placed = {job for order in orders.values() for job in order}
    left = tuple(each for each in solution.unassigned if each.job not in placed)
    left += tuple(Unassigned(job, Reason.NO_ROOM) for job in sorted(gone - placed))
    return changed, Solution(_timed(changed, solution, orders), left)


def _timed(problem: Problem, before: Solution, orders: Mapping[str, list[str]]) -> tuple[Route, ...]:
    if any(job.joint or job.after for job in problem.jobs):
        return time_all(problem, orders)
    return tuple(
        route
        if [stop.job for stop in route.stops] == orders[route.vehicle]
        else time_route(problem, route.vehicle, orders[route.vehicle])
        for route in before.routes
    )


def changed_problem(problem: Problem, way: WayOut) -> Problem:
    """The problem in which the way out breaks no rule; the same where it needs no other."""
    if way.means in (Means.INSERT, Means.MOVE, Means.DROP):
        return problem
    windows, overtime = dict(way.windows), dict(way.overtime)
    jobs = (_job(job, way, windows) for job in problem.jobs)
    vehicles = (_vehicle(each, way, overtime) for each in problem.vehicles)
    return replace(problem, jobs=tuple(jobs), vehicles=tuple(vehicles))


def _vehicle(vehicle: Vehicle, way: WayOut, overtime: Mapping[str, int]) -> Vehicle:
    if vehicle.id in overtime:
        return replace(vehicle, max_overtime=vehicle.max_overtime + overtime[vehicle.id])
    if way.means is Means.SKILL and vehicle.id == way.whose:
        return replace(vehicle, skills=vehicle.skills | way.skills)
    return vehicle


def _job(job: Job, way: WayOut, windows: Mapping[str, TimeWindow]) -> Job:
    if job.id in windows:
        return replace(job, windows=widened(job.windows, windows[job.id]))
    if job.id != way.whose or way.means not in (Means.ALLOW, Means.GROUP, Means.ORDER):
        return job
    if way.means is Means.ALLOW:
        return replace(job, vehicles=(job.vehicles or frozenset()) | {way.place_of(job.id).vehicle})
    return replace(job, group="") if way.means is Means.GROUP else replace(job, after="")


def widened(windows: tuple[TimeWindow, ...], longer: TimeWindow) -> tuple[TimeWindow, ...]:
    """Windows with one made longer; what it then covers or touches becomes one with it."""
    apart = [w for w in windows if w.latest < longer.earliest - 1 or w.earliest > longer.latest + 1]
    near = [w for w in windows if w not in apart]
    ends = [w.earliest for w in (*near, longer)], [w.latest for w in (*near, longer)]
    return tuple(sorted((*apart, TimeWindow(min(ends[0]), max(ends[1]))), key=lambda w: w.earliest))
