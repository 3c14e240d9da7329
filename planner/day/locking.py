"""Locks put on and taken off by hand: pure functions from plan to plan. What they ask for is `planner.day.locks`'."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.day import edit
from planner.model import Lock, Plan, Route, Stop
from planner.translate import DayProblem, sides_of

FIRST, LAST = 1, -1


def lock(plan: Plan, visit_ids: Iterable[UUID]) -> Plan:
    """Make visits stay with their teams."""
    return _with(plan, visit_ids, lambda _number, stop: stop.lock or Lock())


def unlock(plan: Plan, visit_ids: Iterable[UUID]) -> Plan:
    """Set visits free. What comes after one that had begun cannot have begun: it stays with its team."""
    chosen = set(visit_ids)
    doubted = chosen & {stop.visit_id for route in plan.routes for stop in route.stops if stop.begun}
    while more := {key for route in plan.routes for key in _begun_behind(route, doubted)} - doubted:
        doubted |= more
    plan = _with(plan, doubted, lambda _number, _stop: Lock())
    return _with(plan, chosen, lambda _number, _stop: None)


def lock_place(plan: Plan, visit_ids: Iterable[UUID]) -> Plan:
    """Make visits stay where they stand in their routes, counted from the start."""
    return _with(plan, visit_ids, lambda number, stop: replace(stop.lock or Lock(), place=number))


def lock_end(dp: DayProblem, plan: Plan, visit_id: UUID, place: int) -> Plan:
    """Put a visit to one end of its route, `FIRST` (after what has begun) or `LAST`, and make it stay there."""
    if plan.has_begun(visit_id):
        return plan
    for route in plan.routes_of(visit_id):
        position = route.begun if place == FIRST else len(route.stops)
        plan = edit.move(dp, plan, visit_id, route.shift_id, position)
    return _with(
        plan, {visit_id}, lambda number, stop: replace(stop.lock or Lock(), place=LAST if place < 0 else number)
    )


def lock_start(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], start: datetime | None = None) -> Plan:
    """Make visits start when they do now, or at one moment. For what has begun: this is when it did."""
    plan = _with(plan, visit_ids, lambda _number, stop: replace(stop.lock or Lock(), start=start or stop.start))
    return edit.follow(dp, plan)


def begin(plan: Plan, visit_ids: Iterable[UUID], shift_id: UUID | None = None) -> Plan:
    """Mark visits as begun, with all before them in their routes: team, order and starts stay as they are now.

    With a shift only it is there: whom it meets at one of them may be on the way yet.
    """
    begun = set(visit_ids)
    routes = [route for route in plan.routes if shift_id in (None, route.shift_id)]
    while more := {key for route in routes for key in _up_to(route, begun)} - begun:
        begun |= more
    told = _with(plan, begun, lambda _number, stop: stop.lock if stop.begun else Lock(start=stop.start, begun=True))
    if shift_id is None:
        return told
    sides = zip(plan.routes, told.routes, strict=True)
    return replace(plan, routes=tuple(b if b.shift_id == shift_id else a for a, b in sides))


def starts_of(dp: DayProblem, visit_id: UUID) -> list[tuple[datetime, datetime]]:
    """When a visit may start at all, both ends included."""
    windows = (window for job in sides_of(dp, visit_id)[:1] for window in dp.problem.job(job).windows)
    return [(dp.moment(window.earliest), dp.moment(window.latest)) for window in windows]


def _up_to(route: Route, visit_ids: Set[UUID]) -> Iterable[UUID]:
    # To the last of the visits.
    numbers = [number for number, stop in enumerate(route.stops, start=1) if stop.visit_id in visit_ids]
    return (stop.visit_id for stop in route.stops[: max(numbers, default=0)])


def _begun_behind(route: Route, visit_ids: Set[UUID]) -> Iterable[UUID]:
    numbers = [number for number, stop in enumerate(route.stops) if stop.visit_id in visit_ids]
    return (stop.visit_id for stop in route.stops[min(numbers, default=len(route.stops)) :] if stop.begun)


def _with(plan: Plan, visit_ids: Iterable[UUID], lock_of: Callable[[int, Stop], Lock | None]) -> Plan:
    # `lock_of` gets the number of the stop in its route, from 1, and the stop.
    chosen = set(visit_ids)
    routes = tuple(
        replace(
            route,
            stops=tuple(
                _as_locked(stop, lock_of(number, stop)) if stop.visit_id in chosen else stop
                for number, stop in enumerate(route.stops, start=1)
            ),
        )
        for route in plan.routes
    )
    return replace(plan, routes=routes)


def _as_locked(stop: Stop, lock: Lock | None) -> Stop:
    # What was told of a stop goes when it has not begun, and is as a new lock says.
    if lock == stop.lock:
        return stop
    actual = stop.actual if lock and lock.begun else None
    if lock and lock.start and actual and actual.arrived:
        actual = replace(actual, arrived=lock.start)
    return replace(stop, lock=lock, actual=actual)
