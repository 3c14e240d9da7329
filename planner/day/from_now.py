"""A day that is under way: what of its plan is past or too near to be changed, and what a change may still touch. Pure.

To search from now on, such stops are held as if they had begun (`freeze`); afterwards their own locks are back
(`thaw`), for nobody has told that a team was there.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.day.teams import dissolve
from planner.model import Day, Lock, Plan, Stop

LEAD = timedelta(minutes=30)
"""A stop that begins sooner than this is not changed any more: its team is on the way."""


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a new plan could touch.

    Parameters
    ----------
    frozen
        Visits that stay as they are: begun, or too near.
    locked
        Others that stay with their teams, because a person wants it.
    free
        Visits that may change.
    promised
        Those of them whose customers were promised a time.
    """

    frozen: int
    locked: int
    free: int
    promised: int


def is_near(stop: Stop, now: datetime) -> bool:
    """Whether a stop has begun, or begins too soon to be changed."""
    return stop.begun or stop.start < now + LEAD


def under_way(plan: Plan, now: datetime) -> Plan:
    """The plan in which, for good, nothing starts sooner than it can still be changed."""
    near = frozenset(stop.visit_id for route in plan.routes for stop in route.stops if is_near(stop, now))
    return replace(plan, not_before=now + LEAD, on_the_way=near)


def freeze(plan: Plan, now: datetime) -> Plan:
    """The plan with all that is past or near held where and when it is."""
    return _with(plan, lambda stop: Lock(start=stop.start, begun=True) if is_near(stop, now) else stop.lock)


def hold(plan: Plan, shift_ids: Set[UUID]) -> Plan:
    """The plan with these routes held as they are, stop by stop, whatever rule they break."""
    routes = (
        replace(route, stops=tuple(replace(stop, lock=Lock(start=stop.start, begun=True)) for stop in route.stops))
        if route.shift_id in shift_ids
        else route
        for route in plan.routes
    )
    return replace(plan, routes=tuple(routes))


def thaw(plan: Plan, before: Plan) -> Plan:
    """The plan found from a frozen one, with the locks that the stops had before they were frozen."""
    had = {(route.shift_id, stop.visit_id): stop.lock for route in before.routes for stop in route.stops}
    routes = tuple(
        replace(
            route,
            stops=tuple(
                replace(stop, lock=had.get((route.shift_id, stop.visit_id), stop.lock)) for stop in route.stops
            ),
        )
        for route in plan.routes
    )
    return replace(plan, routes=routes)


def stakes(day: Day, plan: Plan, now: datetime | None) -> Stakes:
    """What could change; with `now` only from then on."""
    stops = {stop.visit_id: stop for route in plan.routes for stop in route.stops}
    near = {key for key, stop in stops.items() if (is_near(stop, now) if now else stop.begun)}
    locked = {key for key, stop in stops.items() if stop.locked} - near
    free = stops.keys() - near - locked
    return Stakes(len(near), len(locked), len(free), sum(day.visit(key).promised is not None for key in free))


def without_team(day: Day, plan: Plan | None, shift_id: UUID, now: datetime) -> Day:
    """The day on which a team is not there from now on; its members are absent.

    A team that has made visits keeps those and gets no more; another is dissolved.
    """
    shift = day.shift(shift_id)
    made = sum(stop.begun or stop.start < now for stop in (plan.stops_of(shift_id) if plan else ()))
    if made:
        ended = replace(shift, max_visits=made)
        return replace(day, shifts=tuple(ended if each.id == shift_id else each for each in day.shifts))
    gone = dissolve(day, shift_id)
    busy = {member.id for each in gone.shifts for member in each.members}
    return replace(gone, absent=day.absent | {member.id for member in shift.members if member.id not in busy})


def _with(plan: Plan, lock_of: Callable[[Stop], Lock | None]) -> Plan:
    routes = (
        replace(route, stops=tuple(replace(stop, lock=lock_of(stop)) for stop in route.stops)) for route in plan.routes
    )
    return replace(plan, routes=tuple(routes))
