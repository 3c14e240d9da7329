"""Other orders of one team's stops from now on, the least late first. Looks at one route alone, and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.day.job_ids import is_meeting
from routing.problem import Problem
from routing.schedule import lateness

FIRST_LOOK = 4
"""Where no stop alone makes it good, so many of the best orders are tried with a second stop moved."""


class Order(NamedTuple):
    """An order, how late it is, how long the road, and which jobs were moved to get there, each with its place."""

    late: int
    road: int
    jobs: tuple[str, ...]
    moves: tuple[tuple[str, int], ...]


def better_orders(problem: Problem, vehicle: str, jobs: Sequence[str], fixed: int) -> tuple[Order, ...]:
    """Orders that are less late than this one, with one stop moved or, where that is not enough, two.

    Parameters
    ----------
    fixed
        So many jobs at its head stay where they are.
    """
    now = Order(lateness(problem, vehicle, jobs), road_of(problem, vehicle, jobs), tuple(jobs), ())
    once = sorted({order.jobs: order for order in _with_one_moved(problem, vehicle, now, fixed)}.values())
    if not any(order.late == 0 for order in once):
        twice = (other for order in once[:FIRST_LOOK] for other in _with_one_moved(problem, vehicle, order, fixed))
        once = sorted({order.jobs: order for order in (*twice, *once)}.values())
    return tuple(order for order in once if order.late < now.late)


def _with_one_moved(problem: Problem, vehicle: str, order: Order, fixed: int) -> Iterator[Order]:
    for number in range(fixed, len(order.jobs)):
        job = order.jobs[number]
        if is_meeting(job):
            continue
        rest = [*order.jobs[:number], *order.jobs[number + 1 :]]
        for place in range(fixed, len(rest) + 1):
            if place != number:
                jobs = [*rest[:place], job, *rest[place:]]
                late = lateness(problem, vehicle, jobs)
                yield Order(late, road_of(problem, vehicle, jobs), tuple(jobs), (*order.moves, (job, place)))


def road_of(problem: Problem, vehicle_id: str, jobs: Sequence[str]) -> int:
    """Seconds on the road in this order."""
    vehicle = problem.vehicle(vehicle_id)
    durations = problem.travel[vehicle.travel_mode].durations
    places = [vehicle.start_place, *(problem.job(job).place for job in jobs), vehicle.end_place]
    return sum(durations.item(a, b) for a, b in pairwise(places) if a is not None and b is not None)
