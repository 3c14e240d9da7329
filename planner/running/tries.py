"""Ways out of a warning, thought up: another order, another time, another team, another day. Verified elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from planner.day import edit
from planner.day.job_ids import is_meeting, visit_of
from planner.day.locks import held
from planner.day.next_slot import NOT_TRIED, next_slots
from planner.day.teams import edit_shift
from planner.model import Plan, Route, Visit
from planner.running.agreeing import agreed_visit, agreed_windows, span_for
from planner.running.reordering import Order, better_orders
from planner.running.team_warning import TeamWarning
from planner.running.trying import Tried, Trying
from planner.running.warnings import WarningKind
from planner.running.way_model import Way, WayKind
from planner.translate import sides_of
from routing.schedule import lateness
from routing.way_out import Placement

MOST_TRIED = 4
"""So many orders, or visits that could give way, are gone to the end."""
STEP = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
"""Nobody is asked to work longer than this beyond what is agreed."""


def reordered(day: Trying, late: TeamWarning) -> Iterator[Tried]:
    """The team makes its stops in another order; last of all one that moves what is near, which a person may."""
    vehicle, order = str(late.shift_id), day.orders.get(str(late.shift_id), [])
    fixed = begun_of(day.still.routes, late.shift_id, order)
    for better in better_orders(day.anew, vehicle, order, fixed)[:MOST_TRIED]:
        plan = day.thawed(edit.put_all(day.dp, day.still, _placed(better, vehicle, fixed)))
        yield Tried(_ordered(day, late, better, plan), day.dp)
    if not any(each.visit_id and day.is_near(each.visit_id) for each in late.to_mend):
        return
    begun = begun_of(day.loose.routes, late.shift_id, order)
    for better in better_orders(held(day.dp, day.loose, free=None).problem, vehicle, order, begun)[:MOST_TRIED]:
        if list(better.jobs[:fixed]) != order[:fixed]:
            going = [visit_of(job) for job in better.jobs[:fixed] if not is_meeting(job)]
            plan = day.thawed(edit.put_all(day.dp, day.loose, _placed(better, vehicle, begun)), going=going)
            door = next(was for now, was in zip(better.jobs, order, strict=False) if now != was and not is_meeting(was))
            yield Tried(replace(_ordered(day, late, better, plan), by_hand=visit_of(door)), day.dp)


def _placed(better: Order, vehicle: str, fixed: int) -> list[Placement]:
    return [Placement(job, vehicle, number) for number, job in enumerate(better.jobs) if number >= fixed]


def _ordered(day: Trying, late: TeamWarning, better: Order, plan: Plan) -> Way:
    moved = tuple(dict.fromkeys(visit_of(job) for job, _place in better.moves))
    shift_id = late.shift_id
    return Way(WayKind.REORDER, moved[0], shift_id, day.dp.day, plan, moved=moved, ring_teams=(shift_id,))


def called(day: Trying, late: TeamWarning) -> Iterator[Tried]:
    """A customer agrees to another time, at which the team will be there anyway: one after the other."""
    for warning in late.to_mend:
        mark = warning.visit_id and day.found.mark(warning.shift_id, warning.visit_id)
        if not mark or warning.kind not in (WarningKind.PROMISE, WarningKind.WINDOW) or warning.unlawful:
            continue
        visit = day.dp.day.visit(mark.visit_id)
        if span := span_for(day.pack, day.closed, day.dp.day, visit, mark.start, day.now, day.span):
            dp = agreed_windows(day.dp, agreed_visit(visit, span), day.pack, day.closed)
            plan = edit.follow(dp, day.plan)
            way = Way(
                WayKind.CALL, visit.id, late.shift_id, dp.day, plan, ring_customers=(visit.id,), span=span
            )  # fmt: skip
            yield Tried(way, dp)


def dropped(day: Trying, late: TeamWarning) -> Iterator[Tried]:
    """A visit is left for another day: one that would cost others more, or one that cannot be kept itself."""
    zone, rules = day.dp.day.zone, (day.pack, day.closed)
    order = [stop.visit_id for route in day.plan.routes if route.shift_id == late.shift_id for stop in route.stops]
    for visit in giving_way(day, late, near=True):
        near = visit.id if day.is_near(visit.id) else None
        plan = edit.take_out(day.dp, day.still_but(visit.id), visit.id)
        behind = order[order.index(visit.id) + 1 :][:1] if near and visit.id in order else []
        told = (visit.id,) if visit.promised else ()
        way = Way(
            WayKind.DROP, visit.id, None, day.dp.day, day.thawed(plan, going=behind), ring_teams=(late.shift_id,),
            ring_customers=told, slots=next_slots(*rules, visit, zone, day.now, NOT_TRIED), by_hand=near,
        )  # fmt: skip
        yield Tried(way, day.dp)


def longer(day: Trying, late: TeamWarning) -> Iterator[Tried]:
    """The team works longer, if it agrees."""
    warning = next((each for each in late.to_mend if each.kind is WarningKind.SHIFT_END), None)
    if warning is None or (extra := -(-(warning.late + STEP) // STEP) * STEP) > LONGEST:
        return
    shift = day.dp.day.shift(warning.shift_id)
    the_day = edit_shift(day.dp.day, replace(shift, max_overtime=shift.max_overtime + extra))
    problem = day.dp.problem
    vehicles = (
        replace(each, max_overtime=each.max_overtime + round(extra.total_seconds()))
        if each.id == str(shift.id)
        else each
        for each in problem.vehicles
    )
    dp = replace(day.dp, day=the_day, problem=replace(problem, vehicles=tuple(vehicles)))
    plan = edit.follow(dp, day.plan)
    way = Way(WayKind.OVERTIME, None, shift.id, the_day, plan, ring_teams=(shift.id,), overtime=extra)
    yield Tried(way, dp)


def giving_way(day: Trying, late: TeamWarning, *, near: bool = False) -> tuple[Visit, ...]:
    """The visits of a team without which it would be sooner, those first that matter least; then what is late itself.

    With `near` those as well, last of all, that are too near to be moved but by a person.
    """
    vehicle, problem = str(late.shift_id), day.problem
    order = day.orders.get(vehicle, [])
    free = begun_of(day.still.routes, late.shift_id, order)
    begun = begun_of(day.plan.routes, late.shift_id, order) if near else free
    own = {job for each in late.to_mend if each.visit_id for job in sides_of(day.dp, each.visit_id)}
    ends = any(each.visit_id is None for each in late.to_mend)
    last = len(order) if ends else max((number for number, job in enumerate(order) if job in own), default=len(order))
    now = lateness(problem, vehicle, order)
    found = []
    for number, job in enumerate(order[:last]):
        if number >= begun and job not in own and not is_meeting(job):
            then = lateness(problem, vehicle, [*order[:number], *order[number + 1 :]])
            visit = day.dp.day.visit(visit_of(job))
            if (then < now or number < free) and not visit.must_do:  # what is near stands still in these numbers
                found.append((number < free, visit.promised is not None, then, visit.priority, number, visit))
    ranked = sorted(found, key=lambda each: each[:5])
    others = [visit for at_hand, *_key, visit in ranked if not at_hand][: MOST_TRIED - 1]
    itself = [day.dp.day.visit(each.visit_id) for each in late.to_mend if each.visit_id]
    return (*others, *itself, *(visit for at_hand, *_key, visit in ranked if at_hand))


def begun_of(routes: tuple[Route, ...], shift_id: UUID, order: list[str]) -> int:
    """How many jobs of an order stay at its head, with the meetings between."""
    begun = sum(route.begun for route in routes if route.shift_id == shift_id)
    places = [number for number, job in enumerate(order) if not is_meeting(job)]
    return places[begun - 1] + 1 if begun else 0
