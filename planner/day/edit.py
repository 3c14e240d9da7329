"""Edits of a plan by hand: pure functions from plan to plan. They never refuse; `violations` reports.

What has begun is a fact and no edit: it stays where it is, and what is put before it comes after it. How a plan is
locked is told in `planner.day.locking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from planner.day.conditions import Locks
from planner.day.locks import broken_locks, held, locks_of
from planner.model import Lock, Plan, Unassigned, Violation
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.translate import DayProblem, orders_of, sides_of, to_plan, to_solution, to_violation, visit_of
from routing.check import check
from routing.insertion import Insertion, cheapest_insertions
from routing.joint_insertion import cheapest_joint
from routing.schedule import lateness, time_all, time_route, timed_all
from routing.solution import Reason, Solution
from routing.solution import Unassigned as LeftOut
from routing.way_out import Placement

type Orders = Mapping[str, list[str]]


def move(dp: DayProblem, plan: Plan, visit_id: UUID, shift_id: UUID, position: int | None = None) -> Plan:
    """Put a visit on a route, at a position among its other stops or, without one, at the cheapest.

    A visit for two teams gets its second one as well where another can be there at the same moment. Where it has two
    and this is a third, the one gives way that costs less.
    """
    if plan.has_begun(visit_id):
        return plan
    dp, orders, vehicle = held(dp, plan, in_hand=visit_id), _orders(dp, plan), str(shift_id)
    begun = sum(route.begun for route in plan.routes if route.shift_id == shift_id)
    sides = sides_of(dp, visit_id)
    here = [job for job in sides if job in orders.get(vehicle, ())]
    left = [job for job in sides if not any(job in order for order in orders.values())]
    if len(left) > 1 and position is None and (both := _met(dp, orders, left, vehicle)):
        return _replan(dp, plan, both)
    tried = [_moved(dp, orders, job, vehicle, position, begun) for job in here[:1] or left[:1] or sides]
    orders = min(tried, key=lambda each: _worth(dp, each)) if len(tried) > 1 else next(iter(tried), orders)
    return _replan(dp, plan, _accompanied(dp, orders, left[1]) if len(left) > 1 else orders)


def put_all(dp: DayProblem, plan: Plan, placed: Iterable[Placement], out: Iterable[str] = ()) -> Plan:
    """Put jobs where a way out has them, one after the other, and take those off that are `out`."""
    placed, gone, dp = list(placed), list(out), held(dp, plan)
    orders = _without(_orders(dp, plan), {*gone, *(each.job for each in placed)})
    for each in placed:
        orders.setdefault(each.vehicle, []).insert(each.position, each.job)
    return _replan(dp, plan, orders, {visit_of(job): "taken_out" for job in gone})


def take_out(dp: DayProblem, plan: Plan, visit_id: UUID) -> Plan:
    """Take a visit off its route, or its two."""
    if plan.has_begun(visit_id):
        return plan
    dp = held(dp, plan)
    return _replan(dp, plan, _without(_orders(dp, plan), sides_of(dp, visit_id)), {visit_id: "taken_out"})


def move_all(
    dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], shift_id: UUID, position: int | None = None
) -> Plan:
    """Put visits on a route one after the other; those that no team may be sent to stay where they are."""
    known = {job.id for job in dp.problem.jobs}
    for offset, visit_id in enumerate(visit_id for visit_id in visit_ids if str(visit_id) in known):
        plan = move(dp, plan, visit_id, shift_id, None if position is None else position + offset)
    return plan


def take_all_out(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID]) -> Plan:
    """Take visits off their routes; those without a route keep their reason."""
    for visit_id in visit_ids:
        if plan.route_of(visit_id):
            plan = take_out(dp, plan, visit_id)
    return plan


def follow(dp: DayProblem, plan: Plan) -> Plan:
    """The same routes and locks on a changed day: what is gone leaves, what is new is unassigned as new."""
    known = {visit.visit_id for visit in plan.unassigned} | {
        stop.visit_id for route in plan.routes for stop in route.stops
    }
    fresh = {visit.id: "new" for visit in dp.day.visits if visit.id not in known}
    dp = held(dp, plan)
    return _replan(dp, plan, _orders(dp, plan), fresh)


def violations(dp: DayProblem, plan: Plan, pack: Pack, closed: ClosedDays) -> tuple[Violation, ...]:
    """Every rule a plan breaks: the law's, judged by the gate, the numbers', by the independent checker, and locks.

    Whoever locks a visit to a team has settled that it goes another way than the visits it belongs to; what has begun
    cannot be made otherwise any more.
    """
    legal = gate.judge(pack, closed, dp.day, plan)
    outside = {violation.visit_id for violation in legal if violation.kind == gate.HOURS}
    locked = {stop.visit_id for route in plan.routes for stop in route.stops if stop.locked}
    begun = {stop.visit_id for route in plan.routes for stop in route.stops if stop.begun}
    found = [to_violation(violation) for violation in check(dp.problem, to_solution(held(dp, plan), plan))]
    found = [v for v in found if v.visit_id not in begun]
    # A stay outside the law is also outside the window that the law has cut: the law alone tells it.
    found = [v for v in found if not (v.kind in ("late", "early") and v.visit_id in outside)]
    found = [v for v in found if not (v.kind == "group_split" and v.visit_id in locked)]
    return (*legal, *found, *broken_locks(plan))


def _orders(dp: DayProblem, plan: Plan) -> dict[str, list[str]]:
    # Each job once: of a visit that needs no second team any more the first stop stays.
    orders, seen = orders_of(dp, plan), set[str]()
    for vehicle, order in orders.items():
        orders[vehicle] = [job for job in dict.fromkeys(order) if job not in seen]
        seen.update(order)
    return orders


def _without(orders: Orders, jobs: Iterable[str]) -> dict[str, list[str]]:
    gone = set(jobs)
    return {vehicle: [job for job in order if job not in gone] for vehicle, order in orders.items()}


def _moved(
    dp: DayProblem, orders: Orders, job: str, vehicle: str, position: int | None, begun: int
) -> dict[str, list[str]]:
    orders = _without(orders, [job])
    order = orders.setdefault(vehicle, [])
    at = _cheapest(dp, orders, vehicle, job, begun) if position is None else min(max(position, begun), len(order))
    order.insert(at, job)
    return orders


def _met(dp: DayProblem, orders: Orders, sides: list[str], vehicle: str) -> dict[str, list[str]] | None:
    # One side here and the other elsewhere, where both cost least.
    found = cheapest_joint(dp.problem, _timed(dp, orders), sides[0], {sides[0]: vehicle})
    return _with(orders, dict(found.sides)) if found else None


def _accompanied(dp: DayProblem, orders: Orders, other: str) -> dict[str, list[str]]:
    # With the other side where it costs least; without it where it cannot be at the same moment.
    places = cheapest_insertions(dp.problem, _timed(dp, orders), other)
    return _with(orders, {other: places[0]} if places else {})


def _with(orders: Orders, places: Mapping[str, Insertion]) -> dict[str, list[str]]:
    found = _without(orders, places)
    for job, place in places.items():
        found[place.vehicle].insert(place.position, job)
    return found


def _worth(dp: DayProblem, orders: Orders) -> tuple[int, int]:
    routes, late = timed_all(dp.problem, _known(dp, orders))
    return late, sum(route.travel_time for route in routes)


def _timed(dp: DayProblem, orders: Orders) -> Solution:
    return Solution(time_all(dp.problem, _known(dp, orders)))


def _cheapest(dp: DayProblem, orders: Orders, vehicle: str, job: str, begun: int) -> int:
    if found := cheapest_insertions(dp.problem, _timed(dp, orders), job, vehicles={vehicle}):
        return found[0].position
    order = orders[vehicle]
    # No place keeps every rule: the least late one, and among equals the shortest.
    return min(
        range(min(begun, len(order)), len(order) + 1),
        key=lambda place: (
            lateness(dp.problem, vehicle, [*order[:place], job, *order[place:]]),
            time_route(dp.problem, vehicle, [*order[:place], job, *order[place:]]).travel_time,
        ),
    )


def _replan(dp: DayProblem, plan: Plan, orders: Orders, reasons: Mapping[UUID, str] | None = None) -> Plan:
    kept = _known(dp, orders)
    routes = time_all(dp.problem, kept)
    placed = {job for order in kept.values() for job in order}
    before = {each.visit_id: _still(each.reason) for each in plan.unassigned} | dict(reasons or {})
    left = tuple(LeftOut(job.id, Reason.NO_ROOM) for job in dp.problem.jobs if job.id not in placed)
    made = to_plan(dp, Solution(routes, left), locks=_carried(locks_of(plan, dp.day), kept), made_at=plan.made_at)
    blocked = set(dp.blocked)
    unassigned = tuple(
        each if each.visit_id in blocked else Unassigned(each.visit_id, before.get(each.visit_id, "taken_out"))
        for each in made.unassigned
    )
    return replace(made, unassigned=unassigned)


def _known(dp: DayProblem, orders: Orders) -> dict[str, list[str]]:
    # Of every team the day has, and of no other.
    return {vehicle.id: orders.get(vehicle.id, []) for vehicle in dp.problem.vehicles}


def _carried(locks: Locks, orders: Orders) -> Locks:
    # A lock goes where a hand puts its visit.
    found: dict[UUID, dict[UUID, Lock]] = {}
    for vehicle, order in orders.items() if locks else ():
        for visit_id in map(visit_of, order):
            if of_visit := locks.get(visit_id):
                shift_id = UUID(vehicle)
                found.setdefault(visit_id, {})[shift_id] = of_visit.get(shift_id) or next(iter(of_visit.values()))
    return found


def _still(reason: str) -> str:
    # What the gate said holds only while it says so: afterwards the visit is as good as new.
    return "new" if reason.startswith("rule:") or reason in ("not_located", "not_approved") else reason
