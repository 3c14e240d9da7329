"""Fits a plan to a day whose teams have changed: what still fits stays, the rest goes where it is cheapest.

Routes of unchanged teams are kept as they are, also where a person made them break a rule; nothing new is planned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from planner.day.facts import as_it_went
from planner.day.locks import as_begun, locks_of, waiting
from planner.day.meetings import kept
from planner.model import Plan, Unassigned
from planner.translate import DayProblem, orders_of, to_plan
from routing.explain import explain
from routing.insertion import Insertion, best_in_order, cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.placing import may_serve
from routing.problem import Job, Problem, Vehicle
from routing.schedule import time_all
from routing.solution import Reason, Solution
from routing.solution import Unassigned as LeftOut
from routing.solvers.settle import settle

type Orders = dict[str, list[str]]


@dataclass(eq=False)
class Refit:
    """Fits one plan to many changed days of one set of travel times, and remembers what it has worked out.

    Parameters
    ----------
    before
        The day that the plan was made for, over the places of all the changed days.
    pause
        Called between visits; may raise to give up.
    """

    before: DayProblem
    plan: Plan
    pause: Callable[[], None] = lambda: None
    _best: dict[tuple[Vehicle, tuple[str, ...], Job], Insertion | None] = field(default_factory=dict)
    _plans: dict[tuple[Vehicle, ...], Plan] = field(default_factory=dict)

    def to(self, after: DayProblem) -> Plan:
        """The plan on a changed day: complete, with a reason for every visit that lost its stop."""
        if after.problem.vehicles not in self._plans:
            self._plans[after.problem.vehicles] = self._fit(after)
        return self._plans[after.problem.vehicles]

    def _fit(self, after: DayProblem) -> Plan:
        old = orders_of(self.before, self.plan)
        jobs = {job.id for job in after.problem.jobs}
        orders = {
            v.id: self._kept(after, v, [j for j in old.get(v.id, []) if j in jobs]) for v in after.problem.vehicles
        }
        placed = {job for order in orders.values() for job in order}
        adrift = [job for order in old.values() for job in order if job in jobs - placed]
        lost = self._spread(after.problem, orders, adrift)
        solution = as_begun(after, self.plan, Solution(time_all(after.problem, orders)))
        placed = {stop.job for route in solution.routes for stop in route.stops}
        reasons = {job: explain(after.problem, solution, job) for job in lost if job not in placed}
        return self._as_plan(after, solution, reasons)

    def _kept(self, after: DayProblem, vehicle: Vehicle, order: list[str]) -> list[str]:
        old = next((each for each in self.before.problem.vehicles if each.id == vehicle.id), None)
        if old is None or old == vehicle:
            return order
        # What a person has put there against a rule is not taken away because of that same rule.
        able = [job for job in order if self._serves(after.problem, vehicle, job) or not self._serves(None, old, job)]
        if replace(vehicle, skills=old.skills) == old:
            return able
        settled = settle(after.problem, {vehicle.id: able}, explained=False)
        return next([stop.job for stop in route.stops] for route in settled.routes if route.vehicle == vehicle.id)

    def _serves(self, problem: Problem | None, vehicle: Vehicle, job: str) -> bool:
        return may_serve(vehicle, (problem or self.before.problem).job(job))

    def _spread(self, problem: Problem, orders: Orders, adrift: list[str]) -> list[str]:
        # The most important first; each to its cheapest place among the routes as they are then.
        linked = any(job.joint or job.after for job in problem.jobs)
        for job in sorted((problem.job(each) for each in adrift), key=lambda each: -each.priority):
            self.pause()
            if linked or job.group:
                self._link(problem, orders, job)
                continue
            places = [place for vehicle in problem.vehicles if (place := self._place(problem, vehicle, orders, job))]
            if places:
                best = min(places, key=lambda place: place.added_time)
                orders[best.vehicle].insert(best.position, job.id)
        return self._lost(problem, orders, adrift)

    def _link(self, problem: Problem, orders: Orders, job: Job) -> None:
        # Where other routes hang on it, or it on them. What is served of a joint visit stays with its team.
        now = Solution(time_all(problem, orders))
        if job.joint:
            stay = {each: v for v, order in orders.items() for each in order if problem.job(each).joint == job.joint}
            pair = cheapest_joint(problem, now, job.id, stay)
            places = dict(pair.sides) if pair else {}
        else:
            found = cheapest_insertions(problem, now, job.id)
            places = {job.id: found[0]} if found else {}
        for id_, place in places.items():
            for order in orders.values():
                order[:] = [each for each in order if each != id_]
            orders[place.vehicle].insert(place.position, id_)

    def _lost(self, problem: Problem, orders: Orders, adrift: list[str]) -> list[str]:
        # With what is lost goes what hangs on it: the other side of a visit for two teams, and what comes after.
        placed = {job for order in orders.values() for job in order}
        lost = [job for job in adrift if job not in placed]
        while True:
            halved = {problem.job(job).joint for job in lost} - {""}
            more = [j.id for j in problem.jobs if j.id in placed and (j.after in lost or j.joint in halved)]
            if not more:
                return lost
            placed -= set(more)
            lost += more
            for order in orders.values():
                order[:] = [job for job in order if job in placed]

    def _place(self, problem: Problem, vehicle: Vehicle, orders: Orders, job: Job) -> Insertion | None:
        order = orders[vehicle.id]
        if not may_serve(vehicle, job) or (vehicle.max_jobs is not None and len(order) >= vehicle.max_jobs):
            return None
        key = vehicle, tuple(order), job  # what it is locked to ends with its team
        if key not in self._best:
            self._best[key] = next(iter(best_in_order(problem, vehicle, order, job)), None)
        return self._best[key]

    def _as_plan(self, after: DayProblem, solution: Solution, reasons: Mapping[str, Reason]) -> Plan:
        placed = {stop.job for route in solution.routes for stop in route.stops}
        left = tuple(
            LeftOut(job.id, reasons.get(job.id, Reason.NO_ROOM)) for job in after.problem.jobs if job.id not in placed
        )
        # A lock says with whom a visit stays; it ends where that team no longer has it.
        locks = locks_of(self.plan, after.day)
        made = to_plan(after, replace(solution, unassigned=left), locks=locks, made_at=self.plan.made_at)
        earlier = {each.visit_id: each.reason for each in self.plan.unassigned}
        blocked = set(after.blocked)
        unassigned = tuple(
            each if each.visit_id in blocked else Unassigned(each.visit_id, earlier.get(each.visit_id, each.reason))
            for each in made.unassigned
        )
        made = waiting(replace(made, unassigned=unassigned), self.plan)
        return kept(as_it_went(made, self.plan), self.plan, after)
