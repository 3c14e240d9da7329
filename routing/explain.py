"""Why a job is in no route: the most basic reason that holds. The cheapest ways out are not here yet."""

from __future__ import annotations

from routing.insertion import Known, best_in_order, cheapest_insertions, may_have, may_serve
from routing.problem import Job, Problem, Vehicle
from routing.solution import Reason, Solution
from routing.travel import UNREACHABLE


def explain(problem: Problem, solution: Solution, job_id: str, known: Known | None = None) -> Reason:
    """The reason, found by trying: vehicles, skills, then roads, then an empty day, then these routes.

    `known` is as in `cheapest_insertions`.
    """
    job = problem.job(job_id)
    if basic := basic_reason(problem, job):
        return basic
    able = [vehicle for vehicle in problem.vehicles if may_serve(vehicle, job)]
    if not any(best_in_order(problem, vehicle, [], job) for vehicle in able):
        return Reason.WINDOW_OUTSIDE_SHIFTS
    return Reason.STOPPED_EARLY if cheapest_insertions(problem, solution, job_id, known) else Reason.NO_ROOM


def basic_reason(problem: Problem, job: Job) -> Reason | None:
    """The reason that holds whatever the routes are, found without timing any; None where there is none."""
    named = [vehicle for vehicle in problem.vehicles if may_have(vehicle, job)]
    if not named:
        return Reason.NO_VEHICLE
    able = [vehicle for vehicle in named if may_serve(vehicle, job)]
    if not able:
        return Reason.NO_SKILL
    return None if any(_reachable(problem, vehicle, job) for vehicle in able) else Reason.UNREACHABLE


def _reachable(problem: Problem, vehicle: Vehicle, job: Job) -> bool:
    durations = problem.travel[vehicle.travel_mode].durations
    there = vehicle.start_place is None or durations[vehicle.start_place, job.place] < UNREACHABLE
    back = vehicle.end_place is None or durations[job.place, vehicle.end_place] < UNREACHABLE
    return bool(there and back)
