"""Edits of a plan by hand: pure functions from plan to plan. They never refuse; `violations` reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from planner.model import Plan, Unassigned, Violation
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.translate import DayProblem, to_plan, to_solution, to_violation
from routing.check import check
from routing.insertion import cheapest_insertions
from routing.schedule import lateness, time_route
from routing.solution import Reason, Solution
from routing.solution import Unassigned as LeftOut


def move(dp: DayProblem, plan: Plan, visit_id: UUID, shift_id: UUID, position: int | None = None) -> Plan:
    """Put a visit on a route, at a position among its other stops or, without one, at the cheapest."""
    orders = _orders(plan, without=visit_id)
    order = orders.setdefault(str(shift_id), [])
    job = str(visit_id)
    place = _cheapest(dp, str(shift_id), order, job) if position is None else min(position, len(order))
    order.insert(place, job)
    return _replan(dp, plan, orders)


def take_out(dp: DayProblem, plan: Plan, visit_id: UUID) -> Plan:
    """Take a visit off its route."""
    return _replan(dp, plan, _orders(plan, without=visit_id), {visit_id: "taken_out"})


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


def lock(plan: Plan, visit_ids: Iterable[UUID], locked: bool) -> Plan:
    """Make visits stay with their team in later searches, or set them free."""
    chosen = set(visit_ids)
    routes = tuple(
        replace(route, stops=tuple(replace(s, locked=locked) if s.visit_id in chosen else s for s in route.stops))
        for route in plan.routes
    )
    return replace(plan, routes=routes)


def follow(dp: DayProblem, plan: Plan) -> Plan:
    """The same routes and locks on a changed day: what is gone leaves, what is new is unassigned as new."""
    known = {visit.visit_id for visit in plan.unassigned} | {
        stop.visit_id for route in plan.routes for stop in route.stops
    }
    fresh = {visit.id: "new" for visit in dp.day.visits if visit.id not in known}
    return _replan(dp, plan, _orders(plan), fresh)


def violations(dp: DayProblem, plan: Plan, pack: Pack, closed: ClosedDays) -> tuple[Violation, ...]:
    """Every rule a plan breaks: the law's, judged by the gate, and the numbers', by the independent checker."""
    legal = gate.judge(pack, closed, dp.day, plan)
    outside = {violation.visit_id for violation in legal if violation.kind == gate.HOURS}
    found = [to_violation(violation) for violation in check(dp.problem, to_solution(dp, plan))]
    # A stay outside the law is also outside the window that the law has cut: the law alone tells it.
    return (*legal, *(v for v in found if not (v.kind in ("late", "early") and v.visit_id in outside)))


def _orders(plan: Plan, without: UUID | None = None) -> dict[str, list[str]]:
    return {
        str(route.shift_id): [str(s.visit_id) for s in route.stops if s.visit_id != without] for route in plan.routes
    }


def _cheapest(dp: DayProblem, vehicle: str, order: list[str], job: str) -> int:
    timed = Solution((time_route(dp.problem, vehicle, order),))
    if found := cheapest_insertions(dp.problem, timed, job):
        return found[0].position
    # No place keeps every rule: the least late one, and among equals the shortest.
    return min(
        range(len(order) + 1),
        key=lambda place: (
            lateness(dp.problem, vehicle, [*order[:place], job, *order[place:]]),
            time_route(dp.problem, vehicle, [*order[:place], job, *order[place:]]).travel_time,
        ),
    )


def _replan(
    dp: DayProblem, plan: Plan, orders: Mapping[str, list[str]], reasons: Mapping[UUID, str] | None = None
) -> Plan:
    jobs = {job.id for job in dp.problem.jobs}
    kept = {vehicle.id: [job for job in orders.get(vehicle.id, []) if job in jobs] for vehicle in dp.problem.vehicles}
    routes = tuple(time_route(dp.problem, vehicle, order) for vehicle, order in kept.items())
    placed = {job for order in kept.values() for job in order}
    before = {each.visit_id: _still(each.reason) for each in plan.unassigned} | dict(reasons or {})
    left = tuple(LeftOut(job.id, Reason.NO_ROOM) for job in dp.problem.jobs if job.id not in placed)
    locked = frozenset(stop.visit_id for route in plan.routes for stop in route.stops if stop.locked)
    made = to_plan(dp, Solution(routes, left), locked=locked, made_at=plan.made_at)
    blocked = set(dp.blocked)
    unassigned = tuple(
        each if each.visit_id in blocked else Unassigned(each.visit_id, before.get(each.visit_id, "taken_out"))
        for each in made.unassigned
    )
    return replace(made, unassigned=unassigned)


def _still(reason: str) -> str:
    # What the gate said holds only while it says so: afterwards the visit is as good as new.
    return "new" if reason.startswith("rule:") or reason in ("not_located", "not_approved") else reason
