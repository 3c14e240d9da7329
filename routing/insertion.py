"""The cheapest place for one job in given routes: while editing, for suggestions, and to fill what was left out."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from routing.labels import NO_FLOORS, Floors, Tries, legs_of
from routing.objective import away_costs, imbalance, moved_costs, time_at_places, timing_costs, travel_costs
from routing.placing import Placing, has_room, stands_wrong
from routing.problem import Job, Problem, Vehicle
from routing.schedule import time_route
from routing.solution import Solution
from routing.travel import UNREACHABLE, Seconds


@dataclass(frozen=True, slots=True)
class Insertion:
    """Where a job could go: before the stop at `position`, and what that adds.

    `added_time` and `added_distance` are seconds and metres on the road, `added_cost` is what the objective adds, in
    seconds of travel.
    """

    vehicle: str
    position: int
    added_time: int
    added_distance: int
    added_cost: float = 0.0


type Known = dict[tuple[str, tuple[str, ...], str], Insertion | None]
"""What was worked out before: the best place by vehicle, order and job."""


def cheapest_insertions(
    problem: Problem,
    solution: Solution,
    job_id: str,
    known: Known | None = None,
    vehicles: Container[str] | None = None,
) -> tuple[Insertion, ...]:
    """The cheapest feasible place in each allowed route that has one, cheapest first.

    One side of a joint has a place only where the other has one already: both at once is `cheapest_joint`. Whoever
    asks about many jobs in much the same routes hands over one `known`, which is added to; whoever asks about some
    `vehicles` only names them.
    """
    job, placing, found = problem.job(job_id), Placing(problem, solution, {job_id}), []
    worked = _worked(placing)
    for vehicle in (problem.vehicle(r.vehicle) for r in solution.routes if vehicles is None or r.vehicle in vehicles):
        if placing.may_join(vehicle, job) and (place := _best_beside(placing, vehicle, job, known)):
            found.append(_with_imbalance(placing, worked, job, place))
    return tuple(sorted(found, key=lambda place: place.added_cost))


def _best_beside(placing: Placing, vehicle: Vehicle, job: Job, known: Known | None) -> Insertion | None:
    problem, order = placing.problem, placing.orders[vehicle.id]
    if not placing.stands_alone(vehicle, job):
        return next(iter(places_beside(placing, vehicle, job)), None)
    key = vehicle.id, tuple(order), job.id
    if known is None or key not in known:
        best = next(iter(best_in_order(problem, vehicle, order, job)), None)
        if known is None:
            return best
        known[key] = best
    return known[key]


def best_in_order(
    problem: Problem, vehicle: Vehicle, order: Sequence[str], job: Job, floors: Floors | None = None
) -> list[Insertion]:
    """The cheapest feasible place in one order, in a list of one or none; no other route is asked, but for `floors`."""

    tries = Tries(problem, vehicle, order, floors or NO_FLOORS)

    def fits(position: int, _tried: list[str]) -> bool:
        return tries.lateness(position, job, 0) == 0

    def timing(tried: list[str]) -> float:
        now, then = (time_route(problem, vehicle.id, each, floors) for each in (order, tried))
        return timing_costs(problem, then) - timing_costs(problem, now)

    matters = _times_matter(problem, vehicle, [problem.job(each) for each in (*order, job.id)])
    return _best(problem, vehicle, order, job, fits, timing if matters else None)


def places_beside(placing: Placing, vehicle: Vehicle, job: Job) -> list[Insertion]:
    """The same where other routes hang on the job, or on what is in the route."""

    problem, order = placing.problem, placing.orders[vehicle.id]
    alone = Tries(problem, vehicle, order)

    def fits(position: int, tried: list[str]) -> bool:
        # What others ask for makes nothing sooner: they are asked only where the route alone is in time.
        return alone.lateness(position, job, 0) == 0 and placing.fits({vehicle.id: tried})

    def timing(tried: list[str]) -> float:
        now, then = placing.routes({vehicle.id: tried})
        return sum(timing_costs(problem, route) for route in then) - sum(timing_costs(problem, r) for r in now)

    matters = _times_matter(problem, vehicle, problem.jobs)
    return _best(problem, vehicle, order, job, fits, timing if matters else None)


def _best(
    problem: Problem,
    vehicle: Vehicle,
    order: Sequence[str],
    job: Job,
    fits: Callable[[int, list[str]], bool],
    timing: Callable[[list[str]], float] | None,
) -> list[Insertion]:
    best: Insertion | None = None
    for place in gaps(problem, vehicle, order, job):
        if best and place.added_cost >= best.added_cost:
            break
        tried = [*order[: place.position], job.id, *order[place.position :]]
        if fits(place.position, tried):
            cost = place.added_cost + (timing(tried) if timing else 0.0)
            if best is None or cost < best.added_cost:
                best = replace(place, added_cost=cost)
    return [best] if best else []


def gaps(problem: Problem, vehicle: Vehicle, order: Sequence[str], job: Job) -> list[Insertion]:
    """Every place in an order that all rules but those of time allow, cheapest first: what it costs beside times."""
    if not has_room(problem, vehicle, [*order, job.id]):
        return []
    times, used = problem.travel[vehicle.travel_mode], bool(order)  # an unused vehicle goes nowhere
    places = [vehicle.start_place, *(problem.job(each).place for each in order), vehicle.end_place]
    base = sum(_way(times.durations, a, b) for a, b in pairwise(places)) if used else 0
    most = UNREACHABLE - 1 if vehicle.max_travel_time is None else vehicle.max_travel_time
    other = away_costs(problem, vehicle, job) + moved_costs(problem, vehicle, job)
    other += 0 if used else vehicle.costs.fixed
    ruled = any(each.after or each.position is not None for each in (job, *map(problem.job, order)))
    wrong, found = set(stands_wrong(problem, order)) if ruled else set(), []
    for position, (a, b) in enumerate(pairwise(places)):
        added, metres = (_detour(cells, a, job.place, b, used) for cells in (times.durations, times.distances))
        if base + added > most:
            continue
        if not ruled or wrong.issuperset(stands_wrong(problem, [*order[:position], job.id, *order[position:]])):
            cost = other + travel_costs(vehicle, added, metres)
            found.append(Insertion(vehicle.id, position, added, metres, cost))
    return sorted(found, key=lambda place: place.added_cost)


def _detour(cells: Seconds, start: int | None, over: int, end: int | None, used: bool) -> int:
    return _way(cells, start, over) + _way(cells, over, end) - (_way(cells, start, end) if used else 0)


def _way(cells: Seconds, start: int | None, end: int | None) -> int:
    return 0 if start is None or end is None else cells.item(start, end)


def _times_matter(problem: Problem, vehicle: Vehicle, jobs: Sequence[Job]) -> bool:
    # Whether the objective asks when anything is done.
    if vehicle.max_overtime or any(job.wish for job in jobs):
        return True
    return bool(problem.weights.keep_plan and any(job.id in problem.before for job in jobs))


def _worked(placing: Placing) -> dict[str, int]:
    problem = placing.problem
    if not problem.weights.fair_days:
        return {}
    return {
        id_: sum(leg.travel for leg in legs_of(problem, problem.vehicle(id_), order))
        + time_at_places(problem, id_, order)
        for id_, order in placing.orders.items()
        if order
    }


def _with_imbalance(placing: Placing, worked: Mapping[str, int], job: Job, place: Insertion) -> Insertion:
    problem, order = placing.problem, placing.orders[place.vehicle]
    if not problem.weights.fair_days:
        return place
    tried = [*order[: place.position], job.id, *order[place.position :]]
    longer = place.added_time + time_at_places(problem, place.vehicle, tried)
    longer += worked.get(place.vehicle, 0) - time_at_places(problem, place.vehicle, order)
    fairness = imbalance(problem, {**worked, place.vehicle: longer}) - imbalance(problem, worked)
    return replace(place, added_cost=place.added_cost + fairness)
