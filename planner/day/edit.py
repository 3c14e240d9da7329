"""Edits of a plan by hand: pure functions from plan to plan. They never refuse; `violations` reports.

What has begun is a fact and no edit: it stays where it is, and what is put before it comes after it. How a plan is
locked is told in `planner.day.locking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from planner.day import by_hand, once
from planner.day.by_hand import Orders
from planner.day.facts import as_it_went, as_told
from planner.day.job_ids import is_meeting
from planner.day.locks import broken_locks, held, locks_of, waiting
from planner.day.meetings import brought, of_visits, papers_of, with_meetings, without_moot
from planner.day.meetings import kept as keeping
from planner.day.meetings_again import laid_again
from planner.day.papers import out_of_reach
from planner.model import Plan, Unassigned, Violation
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.translate import DayProblem, orders_of, sides_of, to_plan, to_violation, visit_of
from routing.solution import Reason, Solution
from routing.solution import Unassigned as LeftOut
from routing.way_out import Placement


def move(dp: DayProblem, plan: Plan, visit_id: UUID, shift_id: UUID, position: int | None = None) -> Plan:
    """Put a visit on a route, at a position among its other stops or, without one, at the cheapest.

    A visit for two teams gets its second one as well where another can be there at the same moment. Where it has two
    and this is a third, the one gives way that costs less.
    """
    if plan.has_begun(visit_id):
        return plan
    dp, vehicle = held(dp, plan, in_hand=visit_id), str(shift_id)
    begun = sum(stop.begun for stop in plan.stops_of(shift_id))
    return _replan(dp, plan, by_hand.put(dp, by_hand.orders_once(dp, plan), visit_id, vehicle, position, begun))


def put_all(dp: DayProblem, plan: Plan, placed: Iterable[Placement], out: Iterable[str] = ()) -> Plan:
    """Put jobs where a way out has them, one after the other, and take those off that are `out`."""
    placed, gone = list(placed), list(out)
    dp = held(dp, plan, free={visit_of(each.job) for each in placed})
    orders = by_hand.without(by_hand.orders_once(dp, plan), {*gone, *(each.job for each in placed)})
    for each in placed:
        orders.setdefault(each.vehicle, []).insert(each.position, each.job)
    return _replan(dp, plan, orders, {visit_of(job): "taken_out" for job in gone})


def take_out(dp: DayProblem, plan: Plan, visit_id: UUID) -> Plan:
    """Take a visit off its route, or its two."""
    if plan.has_begun(visit_id):
        return plan
    dp = held(dp, plan)
    orders = by_hand.without(by_hand.orders_once(dp, plan), sides_of(dp, visit_id))
    return _replan(dp, plan, orders, {visit_id: "taken_out"})


def move_all(
    dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], shift_id: UUID, position: int | None = None
) -> Plan:
    """Put visits on a route one after the other; those that no team may be sent to stay where they are.

    A position is the first one's, among the stops that stay; the others follow it. Without one each goes where it costs
    least.
    """
    moved = by_hand.movable(dp, plan, visit_ids)
    for number, visit_id in enumerate(moved):
        route = [stop.visit_id for stop in plan.stops_of(shift_id)]
        at = None if position is None else by_hand.place_among(route, moved, number, position)
        plan = move(dp, plan, visit_id, shift_id, at)
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
    return _replan(dp, plan, by_hand.orders_once(dp, plan), fresh)


def timed(dp: DayProblem, plan: Plan) -> Plan:
    """The same routes, locks and facts as this problem times them: it may ask for more than the plan's own locks do."""
    return _replan(dp, plan, by_hand.orders_once(dp, plan))


def violations(dp: DayProblem, plan: Plan, pack: Pack, closed: ClosedDays) -> tuple[Violation, ...]:
    """Every rule a plan breaks: the law's, judged by the gate, the numbers', by the independent checker, and locks.

    Whoever locks a visit to a team has settled that it goes another way than the visits it belongs to; what has begun
    cannot be made otherwise any more.
    """
    dp = with_meetings(dp, plan)
    told = as_told(dp, plan)
    return violations_in(told, plan, _solution(held(dp, plan, told=told), orders_of(dp, plan)), pack, closed)


def violations_in(
    dp: DayProblem, plan: Plan, solution: Solution, pack: Pack, closed: ClosedDays
) -> tuple[Violation, ...]:
    """The same of a plan whose numbers are at hand: the problem as it was told, and the solution within its locks."""
    legal = once.judge(pack, closed, dp.day, plan)
    outside = {violation.visit_id for violation in legal if violation.kind == gate.HOURS}
    found = _broken(dp, plan, solution)
    # A stay outside the law is also outside the window that the law has cut: the law alone tells it.
    return (*legal, *(v for v in found if not (v.kind in ("late", "early") and v.visit_id in outside)))


def broken(dp: DayProblem, plan: Plan) -> tuple[Violation, ...]:
    """What a plan breaks beside the law, which is not asked: the numbers, where papers are, and locks."""
    dp = with_meetings(dp, plan)
    told = as_told(dp, plan)
    return _broken(told, plan, _solution(held(dp, plan, told=told), orders_of(dp, plan)))


def laid(dp: DayProblem, plan: Plan, orders: Orders) -> Plan:
    """The plan with its routes in these orders of jobs, by a problem that has all of them; locks go along."""
    return _replan(dp, plan, orders)


def _broken(dp: DayProblem, plan: Plan, solution: Solution) -> tuple[Violation, ...]:
    locked = {stop.visit_id for route in plan.routes for stop in route.stops if stop.locked}
    begun = {stop.visit_id for route in plan.routes for stop in route.stops if stop.begun}
    found = of_visits(dp, map(to_violation, once.check(dp.problem, solution)))
    found = [v for v in found if v.visit_id not in begun]
    found = [v for v in found if not (v.kind == "group_split" and v.visit_id in locked)]
    return (*found, *out_of_reach(papers_of(dp, plan), plan, brought(dp, plan)), *broken_locks(plan))


def _replan(dp: DayProblem, plan: Plan, orders: Orders, reasons: Mapping[UUID, str] | None = None) -> Plan:
    kept = by_hand.known(dp, without_moot(laid_again(dp, plan, orders), dp))
    solution = _solution(dp, kept)
    before = {each.visit_id: _still(each.reason) for each in plan.unassigned} | dict(reasons or {})
    placed = {visit_of(job) for order in kept.values() for job in order if not is_meeting(job)}
    left = tuple(each for each in solution.unassigned if visit_of(each.job) not in placed)
    routes = once.to_routes(dp, solution.routes, by_hand.carried(locks_of(plan, dp.day), kept))
    made = as_it_went(replace(to_plan(dp, Solution((), left), made_at=plan.made_at), routes=routes), plan)
    blocked = set(dp.blocked)
    unassigned = tuple(
        each if each.visit_id in blocked else Unassigned(each.visit_id, before.get(each.visit_id, "taken_out"))
        for each in made.unassigned
    )
    return keeping(waiting(replace(made, unassigned=unassigned), plan), plan, dp)


def _solution(dp: DayProblem, orders: Orders) -> Solution:
    # As `planner.translate.to_solution`; routes that are as before are not timed again.
    routes = once.time_all(dp.problem, orders)
    placed = {stop.job for route in routes for stop in route.stops}
    return Solution(routes, tuple(LeftOut(job.id, Reason.NO_ROOM) for job in dp.problem.jobs if job.id not in placed))


def _still(reason: str) -> str:
    # What the gate said holds only while it says so: afterwards the visit is as good as new.
    return "new" if reason.startswith("rule:") or reason in ("not_located", "not_approved") else reason
