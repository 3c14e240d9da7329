"""Ways out of a warning, thought up: another order, another time, another team, another day. Verified elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from planner.day import edit
from planner.day.job_ids import is_meeting, visit_of
from planner.day.next_slot import NOT_TRIED, next_slots
from planner.day.teams import edit_shift
from planner.model import Route, Visit
from planner.running.agreeing import agreed_visit, agreed_windows, span_for
from planner.running.reordering import better_orders
from planner.running.trying import Tried, Trying
from planner.running.warnings import DayWarning, WarningKind
from planner.running.way_model import Way, WayKind
from planner.translate import sides_of
from routing.schedule import lateness
from routing.way_out import Placement

MOST_TRIED = 4
"""So many orders, or visits that could give way, are gone to the end."""
STEP = timedelta(minutes=5)
LONGEST = timedelta(hours=1)
"""Nobody is asked to work longer than this beyond what is agreed."""


def reordered(day: Trying, warning: DayWarning) -> Iterator[Tried]:
    """The team makes its stops in another order."""
    vehicle = str(warning.shift_id)
    order = day.orders.get(vehicle, [])
    fixed = begun_of(day.still.routes, warning.shift_id, order)
    for better in better_orders(day.anew, vehicle, order, fixed)[:MOST_TRIED]:
        placed = [Placement(job, vehicle, number) for number, job in enumerate(better.jobs) if number >= fixed]
        plan = day.thawed(edit.put_all(day.dp, day.still, placed))
        moved = tuple(dict.fromkeys(visit_of(job) for job, _place in better.moves))
        way = Way(
            WayKind.REORDER, moved[0], warning.shift_id, day.dp.day, plan, moved=moved, ring_teams=(warning.shift_id,)
        )
        yield Tried(way, day.dp)


def called(day: Trying, warning: DayWarning) -> Iterator[Tried]:
    """The customer agrees to another time, at which the team will be there anyway."""
    mark = warning.visit_id and day.found.mark(warning.shift_id, warning.visit_id)
    if not mark or warning.kind not in (WarningKind.PROMISE, WarningKind.WINDOW) or warning.unlawful:
        return
    visit = day.dp.day.visit(mark.visit_id)
    span = span_for(day.pack, day.closed, day.dp.day, visit, mark.start, day.now, day.span)
    if span is None:
        return
    agreed = agreed_visit(visit, span)
    dp = agreed_windows(day.dp, agreed, day.pack, day.closed)
    way = Way(
        WayKind.CALL, visit.id, warning.shift_id, dp.day, edit.follow(dp, day.plan), ring_customers=(visit.id,),
        span=span,
    )  # fmt: skip
    yield Tried(way, dp)


def dropped(day: Trying, warning: DayWarning) -> Iterator[Tried]:
    """A visit is left for another day: one that would cost others more, or the one that cannot be kept itself."""
    zone, rules = day.dp.day.zone, (day.pack, day.closed)
    for visit in giving_way(day, warning):
        plan = day.thawed(edit.take_out(day.dp, day.still_but(visit.id), visit.id))
        slots = next_slots(*rules, visit, zone, day.now, NOT_TRIED)
        told = (visit.id,) if visit.promised else ()
        way = Way(
            WayKind.DROP, visit.id, None, day.dp.day, plan, ring_teams=(warning.shift_id,), ring_customers=told,
            slots=slots,
        )  # fmt: skip
        yield Tried(way, day.dp)


def longer(day: Trying, warning: DayWarning) -> Iterator[Tried]:
    """The team works longer, if it agrees."""
    extra = -(-(warning.late + STEP) // STEP) * STEP
    if warning.kind is not WarningKind.SHIFT_END or extra > LONGEST:
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


def giving_way(day: Trying, warning: DayWarning) -> tuple[Visit, ...]:
    """The visits of a team without which it would be in time, those first that matter least; last the one itself."""
    vehicle, problem = str(warning.shift_id), day.problem
    order = day.orders.get(vehicle, [])
    begun = begun_of(day.still.routes, warning.shift_id, order)
    own = set(sides_of(day.dp, warning.visit_id)) if warning.visit_id else set()
    last = next((number for number, job in enumerate(order) if job in own), len(order))
    late = lateness(problem, vehicle, order)
    found = []
    for number in range(begun, last):
        job = order[number]
        if not is_meeting(job):
            then = lateness(problem, vehicle, [*order[:number], *order[number + 1 :]])
            visit = day.dp.day.visit(visit_of(job))
            if then < late and not visit.must_do:
                found.append((visit.promised is not None, then, visit.priority, number, visit))
    others = [visit for *_key, visit in sorted(found, key=lambda each: each[:4])][: MOST_TRIED - 1]
    itself = (day.dp.day.visit(warning.visit_id),) if warning.visit_id else ()
    return (*others, *itself)


def begun_of(routes: tuple[Route, ...], shift_id: UUID, order: list[str]) -> int:
    """How many jobs of an order stay at its head, with the meetings between."""
    begun = sum(route.begun for route in routes if route.shift_id == shift_id)
    places = [number for number, job in enumerate(order) if not is_meeting(job)]
    return places[begun - 1] + 1 if begun else 0
