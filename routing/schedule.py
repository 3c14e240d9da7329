"""Times routes in given orders: arrival, waiting, start, departure, breaks. Decides no order, and refuses nothing.

One route alone, or all of them together where stops hang on each other: joint visits, and jobs after others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from routing.labels import NO_FLOORS, Floors, as_route, best_timing, legs_of
from routing.problem import Job, Problem
from routing.solution import Route
from routing.together import Links, Together, aim_of


def time_route(problem: Problem, vehicle_id: str, job_ids: Sequence[str], floors: Floors | None = None) -> Route:
    """The route with its times; what comes too late is simply late, and `routing.check` says so.

    `floors` are the earliest starts by job id, as other routes may ask for them.
    """
    return timed(problem, vehicle_id, job_ids, floors)[0]


def timed(problem: Problem, vehicle_id: str, job_ids: Sequence[str], floors: Floors | None = None) -> tuple[Route, int]:
    """Both at once: the route, and its `lateness`."""
    vehicle = problem.vehicle(vehicle_id)
    if not job_ids:
        return Route(vehicle_id, (), vehicle.shift_start, vehicle.shift_start), 0
    if any(_is_more(problem, problem.job(job_id)) for job_id in job_ids):
        alone = Together(problem, {vehicle_id: job_ids}, floors or NO_FLOORS)
        return alone.routes()[vehicle_id], alone.late
    legs = legs_of(problem, vehicle, job_ids)
    timing = best_timing(vehicle, legs, floors or NO_FLOORS)
    return as_route(problem, vehicle, legs, timing), timing.late


def _is_more(problem: Problem, job: Job) -> bool:
    return bool(job.joint) or aim_of(problem, job) is not None


def lateness(problem: Problem, vehicle_id: str, job_ids: Sequence[str], floors: Floors | None = None) -> int:
    """Seconds by which stops, breaks and the end come too late, together; 0 where the order can be driven."""
    if not job_ids:
        return 0
    vehicle = problem.vehicle(vehicle_id)
    return best_timing(vehicle, legs_of(problem, vehicle, job_ids), floors or NO_FLOORS).late


def time_all(problem: Problem, orders: Mapping[str, Sequence[str]]) -> tuple[Route, ...]:
    """The routes of all vehicles of the problem, in its order, from job ids by vehicle id.

    Joint sides start in the same second and `after` is kept, as far as the orders allow it.
    """
    return timed_all(problem, orders)[0]


def timed_all(problem: Problem, orders: Mapping[str, Sequence[str]]) -> tuple[tuple[Route, ...], int]:
    """Both at once: the routes, and the seconds by which anything is too late, apart, too soon or idle for too long.

    What a rule says beside times (a side left out, both on one vehicle, a wrong order within a route) is not in it.
    """
    found: dict[str, tuple[Route, int]] = {}
    late = 0
    for group in groups_of(problem, orders):
        together = Together(problem, {v.id: orders[v.id] for v in problem.vehicles if v.id in group})
        late += together.late
        found |= {vehicle: (route, 0) for vehicle, route in together.routes().items()}
    for vehicle in problem.vehicles:
        if vehicle.id not in found:
            found[vehicle.id] = timed(problem, vehicle.id, orders.get(vehicle.id, ()))
    late += sum(alone for _, alone in found.values())
    return tuple(found[vehicle.id][0] for vehicle in problem.vehicles), late


def lateness_all(problem: Problem, orders: Mapping[str, Sequence[str]]) -> int:
    """The second of `timed_all`, found more quickly; vehicles without an order are passed over."""
    groups = groups_of(problem, orders)
    linked = frozenset[str]().union(*groups)
    late = sum(lateness(problem, vehicle, order) for vehicle, order in orders.items() if vehicle not in linked)
    return late + sum(
        Together(problem, {v: order for v, order in orders.items() if v in group}, aims=False).late for group in groups
    )


def groups_of(problem: Problem, orders: Mapping[str, Sequence[str]]) -> tuple[frozenset[str], ...]:
    """The vehicles whose times hang on each other, group by group; one that stands alone is in none."""
    if not any(job.joint or job.after for job in problem.jobs):
        return ()
    route_of = {job: vehicle for vehicle, order in orders.items() for job in order}
    groups: dict[str, frozenset[str]] = {}
    for a, b in Links.of(problem, route_of).pairs():
        one, other = route_of[a], route_of[b]
        both = groups.get(one, frozenset({one})) | groups.get(other, frozenset({other}))
        groups |= dict.fromkeys(both, both)
    return tuple(dict.fromkeys(groups.values()))
