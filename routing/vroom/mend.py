"""Makes a plan of what a search found, and mends it where VROOM's times, to the second, are not the search's.

Where jobs share a place the search may come too late by a set-up (`convert.make_problem`), and may rest between
parking and the door, which VROOM does not know. Then a stop goes elsewhere, or is left out: every plan made here keeps
every rule.
"""

from __future__ import annotations

from routing.insertion import cheapest_insertions
from routing.schedule import time_route
from routing.solution import Reason, Solution
from routing.vroom.convert import SURE, make_problem
from routing.vroom.ground import Ground
from routing.vroom.plan import TimedPlan, rested_plan

type Routes = dict[int, list[int]]
"""Job ids by vehicle id."""


def solved_plan(ground: Ground, solution: Solution) -> TimedPlan:
    """What a search found, in VROOM's times."""
    return mended_plan(ground, solution)[0]


def mended_plan(ground: Ground, solution: Solution) -> tuple[TimedPlan, frozenset[int]]:
    """The plan of a solution, and the jobs that were late in it before it was mended."""
    routes = {int(route.vehicle): [int(stop.job) for stop in route.stops] for route in solution.routes}
    reasons = {int(left.job): left.reason for left in solution.unassigned}
    plan = rested_plan(ground, routes, reasons)
    late = frozenset(int(each.job) for each in plan.violations if each.kind == "late")
    while plan.violations:
        vehicle = int(plan.violations[0].vehicle)
        gone = _least(ground, routes[vehicle], vehicle)
        routes[vehicle].remove(gone)
        routes = _elsewhere(ground, routes, gone)
        placed = any(gone in order for order in routes.values())
        plan = rested_plan(ground, routes, reasons if placed else reasons | {gone: Reason.NO_ROOM})
        reasons = dict(plan.left)
    return plan, late


def _least(ground: Ground, order: list[int], vehicle: int) -> int:
    # The least important stop without which the others are in time.
    priority = {job.id: job.priority for job in ground.request.jobs}
    ranked = sorted(order, key=lambda job: priority[job])
    helps = (job for job in ranked if _is_kept(ground, {vehicle: [each for each in order if each != job]}))
    return next(helps, ranked[0])


def _is_kept(ground: Ground, routes: Routes) -> bool:
    return not rested_plan(ground, routes).violations


def _elsewhere(ground: Ground, routes: Routes, job: int) -> Routes:
    # Where it costs least on another route, or at another place of its own.
    problem = make_problem(ground, others=SURE)
    named = {vehicle: [str(each) for each in order] for vehicle, order in routes.items()}
    timed = Solution(tuple(time_route(problem, str(vehicle), order) for vehicle, order in named.items()))
    for place in cheapest_insertions(problem, timed, str(job)):
        vehicle = int(place.vehicle)
        order = [*routes[vehicle][: place.position], job, *routes[vehicle][place.position :]]
        if _is_kept(ground, {vehicle: order}):
            return {**routes, vehicle: order}
    return routes
