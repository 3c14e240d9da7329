"""Plans with VROOM's times, judged by `routing.check`: what a search found, or what a person has laid down in steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from routing.check import check
from routing.errors import BadProblem
from routing.problem import Problem
from routing.schedule import time_route
from routing.solution import BreakTaken, Reason, Route, Solution, Stop, Unassigned, Violation
from routing.vroom.convert import Orders, exact_problem, make_problem
from routing.vroom.ground import Ground
from routing.vroom.request import AskedStep, AskedVehicle
from routing.vroom.timing import TimedStep, in_seconds, lay

COUNTED = frozenset({"skill", "max_jobs", "capacity"})
"""Kinds whose amount is no time."""


@dataclass(frozen=True, slots=True, eq=False)
class TimedPlan:
    """Routes with their steps by vehicle id (none for a vehicle that stays), why jobs are left out, and what is broken.

    All in whole seconds; `zero` of the ground is to be added.
    A violation names vehicle and job by their ids as text; that of a break has ``break:`` and the id of the break for
    its job.
    """

    ground: Ground
    routes: Mapping[int, tuple[TimedStep, ...]]
    left: Mapping[int, Reason]
    violations: tuple[Violation, ...]


def human_plan(ground: Ground) -> TimedPlan:
    """The routes of the file's ``steps``, each break where it stands there, with everything they break."""
    ground = ground.fine()
    steps = {vehicle.id: tuple(vehicle.steps or ()) for vehicle in ground.request.vehicles}
    return _judged(ground, steps, {})


def rested_plan(ground: Ground, orders: Orders, reasons: Mapping[int, Reason] | None = None) -> TimedPlan:
    """Routes of these orders, each with all breaks of its vehicle where they cost least."""
    ground = ground.fine()
    problem = exact_problem(ground, orders)
    steps = {v.id: _with_breaks(problem, v, orders.get(v.id, ())) for v in ground.request.vehicles}
    return _judged(ground, steps, reasons or {})


def start_solution(ground: Ground) -> Solution | None:
    """The routes of the file's ``steps``, to begin from; None without steps. Times are the solver's own.

    Raises
    ------
    BadProblem
        ``steps_broken``: a route cannot be driven within every rule, as VROOM refuses it too.
    """
    orders = ground.request.orders()
    if not any(orders.values()):
        return None
    if broken := rested_plan(ground, orders).violations:
        number = next(n for n, v in enumerate(ground.request.vehicles) if str(v.id) == broken[0].vehicle)
        where = f"vehicles[{number}].steps"
        raise BadProblem(
            "steps_broken", f"{where} break a rule.", where=where, first=broken[0].kind, amount=broken[0].amount
        )
    problem = make_problem(ground)
    routes = tuple(time_route(problem, str(vehicle), [str(job) for job in order]) for vehicle, order in orders.items())
    placed = {stop.job for route in routes for stop in route.stops}
    return Solution(
        routes, tuple(Unassigned(job.id, Reason.STOPPED_EARLY) for job in problem.jobs if job.id not in placed)
    )


def _with_breaks(problem: Problem, vehicle: AskedVehicle, order: Sequence[int]) -> tuple[AskedStep, ...]:
    if not order:
        return ()
    taken = time_route(problem, str(vehicle.id), [str(job) for job in order]).breaks
    known = {int(rest.id) for rest in taken}
    steps = []
    for number in range(len(order) + 1):
        steps += [AskedStep(True, int(rest.id)) for rest in taken if rest.after == number]
        steps += [AskedStep(False, job) for job in order[number : number + 1]]
    # What opens only when the route is over is not owed to us, but to VROOM it is.
    return (*steps, *(AskedStep(True, rest.id) for rest in vehicle.breaks if rest.id not in known))


def _judged(ground: Ground, steps: Mapping[int, Sequence[AskedStep]], reasons: Mapping[int, Reason]) -> TimedPlan:
    orders = {vehicle: [step.id for step in route if not step.is_break] for vehicle, route in steps.items()}
    vehicles = {vehicle.id: vehicle for vehicle in ground.request.vehicles}
    routes = {number: lay(ground, vehicles[number], steps[number]) for number, order in orders.items() if order}
    placed = {job for order in orders.values() for job in order}
    left = {job.id: reasons.get(job.id, Reason.STOPPED_EARLY) for job in ground.request.jobs if job.id not in placed}
    problem = exact_problem(ground, orders)
    solution = Solution(
        tuple(_route(ground, problem, vehicle, routes.get(vehicle.id, ())) for vehicle in ground.request.vehicles),
        tuple(Unassigned(str(job), reason) for job, reason in left.items()),
    )
    found = [v for v in check(problem, solution) if v.kind not in ("break_early", "break_late", "break_missing")]
    for number, route in routes.items():
        found += _about_steps(ground, vehicles[number], route)
    told = {number: in_seconds(route, ground.ticks) for number, route in routes.items()}
    return TimedPlan(ground, told, left, tuple(_of_seconds(violation, ground.ticks) for violation in found))


def _of_seconds(violation: Violation, ticks: int) -> Violation:
    if violation.kind in COUNTED:
        return violation
    return replace(violation, amount=-(-violation.amount // ticks))


def _about_steps(ground: Ground, vehicle: AskedVehicle, route: Sequence[TimedStep]) -> list[Violation]:
    # What the checker does not know: which break it is, those it does not count as owed, and times set by hand.
    name, found = str(vehicle.id), []
    taken = {step.id: step for step in route if step.kind == "break"}
    for rest in vehicle.breaks:
        step, label = taken.get(rest.id), f"break:{rest.id}"
        if step is None:
            found.append(Violation("break_missing", name, label, rest.service * ground.ticks))
            continue
        earliest, latest = ground.window(rest.window)
        earliest = max(earliest, ground.window(vehicle.window)[0])
        if step.start < earliest:
            found.append(Violation("break_early", name, label, earliest - step.start))
        if step.start > latest:
            found.append(Violation("break_late", name, label, step.start - latest))
    for step in route:
        if step.before is not None and step.start > step.before:
            job = f"break:{step.id}" if step.kind == "break" else str(step.id)
            found.append(Violation("late", name, job, step.start - step.before))
    return found


def _route(ground: Ground, problem: Problem, vehicle: AskedVehicle, steps: Sequence[TimedStep]) -> Route:
    opens = ground.window(vehicle.window)[0]
    if not steps:
        return Route(str(vehicle.id), (), opens, opens)
    stops: list[Stop] = []
    breaks: list[BreakTaken] = []
    for number, step in enumerate(steps):
        if step.kind == "break":
            breaks.append(BreakTaken(str(step.id), step.start, step.end, len(stops)))
        elif step.kind == "job":
            resting, there = _there(steps, number)
            idle = step.start - there - resting
            stops.append(Stop(str(step.id), there, step.start, step.end, idle))
    route = Route(str(vehicle.id), tuple(stops), steps[0].arrival, steps[-1].arrival, tuple(breaks), steps[-1].travel)
    return replace(route, distance=_counted(problem, vehicle, route))


def _there(steps: Sequence[TimedStep], number: int) -> tuple[int, int]:
    # Seconds of rest between arriving at the place of a job and its start, and when that arrival is.
    first = number
    while steps[first - 1].kind == "break" and steps[first - 1].travel == steps[number].travel:
        first -= 1
    return sum(step.service for step in steps[first:number]), steps[first].arrival


def _counted(problem: Problem, vehicle: AskedVehicle, route: Route) -> int:
    places = [problem.job(stop.job).place for stop in route.stops]
    if vehicle.start:
        places.insert(0, vehicle.start.place)
    if vehicle.end:
        places.append(vehicle.end.place)
    distances = problem.travel[problem.vehicle(route.vehicle).travel_mode].distances
    return sum(int(distances[a, b]) for a, b in pairwise(places))
