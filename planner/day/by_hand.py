"""Where a hand puts a visit: the orders of the routes after it. Their times and reasons are `planner.day.edit`'s.

What is asked of other routes is asked of those that are given: whoever knows that the rest has no say leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from planner.day.conditions import Locks
from planner.day.job_ids import is_meeting
from planner.day.meetings import index_of
from planner.model import Lock, Plan
from planner.translate import DayProblem, orders_of, sides_of, visit_of
from routing.insertion import Insertion, cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.labels import legs_of
from routing.late_places import least_late
from routing.schedule import lateness_all
from routing.solution import Route, Solution, Stop

type Orders = Mapping[str, list[str]]
"""Job ids by vehicle, as `planner.translate` names them."""


def put(
    dp: DayProblem, orders: Orders, visit_id: UUID, vehicle: str, position: int | None = None, begun: int = 0
) -> Orders:
    """The orders with a visit on a route, at a position among its other stops or, without one, at the cheapest.

    `begun` stops of the route come before it in any case. What it does where a visit needs two teams is told in
    `planner.day.edit.move`.
    """
    sides = sides_of(dp, visit_id)
    here = [job for job in sides if job in orders.get(vehicle, ())]
    left = [job for job in sides if not any(job in order for order in orders.values())]
    if len(left) > 1 and position is None and (both := _met(dp, orders, left, vehicle)):
        return both
    tried = [_moved(dp, orders, job, vehicle, position, begun) for job in here[:1] or left[:1] or sides]
    orders = min(tried, key=lambda each: _worth(dp, each)) if len(tried) > 1 else next(iter(tried), orders)
    return _accompanied(dp, orders, left[1]) if len(left) > 1 else orders


def without(orders: Orders, jobs: Iterable[str]) -> dict[str, list[str]]:
    """The orders with some jobs less."""
    gone = set(jobs)
    return {vehicle: [job for job in order if job not in gone] for vehicle, order in orders.items()}


def orders_once(dp: DayProblem, plan: Plan) -> dict[str, list[str]]:
    """The orders of a plan with each job once: of a visit that needs no second team any more the first stop stays."""
    orders, seen = orders_of(dp, plan), set[str]()
    for vehicle, order in orders.items():
        orders[vehicle] = [job for job in dict.fromkeys(order) if job not in seen]
        seen.update(order)
    return orders


def movable(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID]) -> list[UUID]:
    """Those of some visits that a hand can put somewhere: a team may be sent to them, and none has been there yet."""
    known = {job.id for job in dp.problem.jobs}
    return [each for each in dict.fromkeys(visit_ids) if str(each) in known and not plan.has_begun(each)]


def place_among(route: Sequence[UUID], moved: Sequence[UUID], number: int, position: int) -> int:
    """Where the next of several visits goes, among the other stops of its route; meetings are none.

    Parameters
    ----------
    route
        The visits of the route as it is now.
    moved, number
        The visits that go there in this order, one after the other, and how many have gone already.
    position
        Where the first of them goes among the stops that stay.
    """
    others = [each for each in route if each != moved[number]]
    if number and moved[number - 1] in others:
        return others.index(moved[number - 1]) + 1
    staying = [each for each in others if each not in moved]
    return others.index(staying[max(position, 0)]) if position < len(staying) else len(others)


def known(dp: DayProblem, orders: Orders) -> dict[str, list[str]]:
    """The orders of every team the day has, and of no other."""
    return {vehicle.id: orders.get(vehicle.id, []) for vehicle in dp.problem.vehicles}


def carried(locks: Locks, orders: Orders) -> Locks:
    """The locks where a hand has put their visits."""
    found: dict[UUID, dict[UUID, Lock]] = {}
    made = [(visit_of(job), UUID(vehicle)) for vehicle, order in (orders.items() if locks else ()) for job in order
            if not is_meeting(job)]  # fmt: skip
    stays = set(made)
    for visit_id, shift_id in made:
        # Of two teams that meet one may have begun alone: its lock is not the other's.
        moved = (lock for shift, lock in locks.get(visit_id, {}).items() if (visit_id, shift) not in stays)
        if lock := locks.get(visit_id, {}).get(shift_id) or next(moved, None):
            found.setdefault(visit_id, {})[shift_id] = lock
    return found


def _moved(
    dp: DayProblem, orders: Orders, job: str, vehicle: str, position: int | None, begun: int
) -> dict[str, list[str]]:
    orders = without(orders, [job])
    order = orders.setdefault(vehicle, [])
    first = index_of(order, begun)
    at = _cheapest(dp, orders, vehicle, job, first) if position is None else max(index_of(order, position), first)
    order.insert(at, job)
    return orders


def _met(dp: DayProblem, orders: Orders, sides: list[str], vehicle: str) -> dict[str, list[str]] | None:
    # One side here and the other elsewhere, where both cost least.
    found = cheapest_joint(dp.problem, _in_order(dp, orders), sides[0], {sides[0]: vehicle})
    return _with(orders, dict(found.sides)) if found else None


def _accompanied(dp: DayProblem, orders: Orders, other: str) -> dict[str, list[str]]:
    # With the other side where it costs least; without it where it cannot be at the same moment.
    places = cheapest_insertions(dp.problem, _in_order(dp, orders), other)
    return _with(orders, {other: places[0]} if places else {})


def _with(orders: Orders, places: Mapping[str, Insertion]) -> dict[str, list[str]]:
    found = without(orders, places)
    for job, place in places.items():
        found[place.vehicle].insert(place.position, job)
    return found


def _worth(dp: DayProblem, orders: Orders) -> tuple[int, int]:
    problem, used = dp.problem, {vehicle: order for vehicle, order in known(dp, orders).items() if order}
    roads = (leg.travel for key, order in used.items() for leg in legs_of(problem, problem.vehicle(key), order))
    return lateness_all(problem, used), sum(roads)


def _in_order(dp: DayProblem, orders: Orders) -> Solution:
    # Where a job could go is asked of the orders alone: without times.
    routes = known(dp, orders).items()
    return Solution(tuple(Route(key, tuple(Stop(job, 0, 0, 0) for job in order), 0, 0) for key, order in routes))


def _cheapest(dp: DayProblem, orders: Orders, vehicle: str, job: str, begun: int) -> int:
    if found := cheapest_insertions(dp.problem, _in_order(dp, orders), job, vehicles={vehicle}):
        return found[0].position
    # No place keeps every rule: the least late one, and among equals the shortest.
    order = orders[vehicle]
    return least_late(dp.problem, vehicle, order, job, min(begun, len(order)))
