"""How it goes at the doors, told by hand: begun, done, failed, each with its time. Pure functions from plan to plan.

The rest of a route is timed from what was told. What it means for a plan that a stop has begun is `planner.day.facts`'.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from planner.day import edit, locking
from planner.model import Actual, Lock, Plan, Route, Stop
from planner.translate import DayProblem

DONE, FAILED = "done", "failed"
NOT_MET, REFUSED, STOPPED = "not_met", "refused", "stopped"
REASONS = (NOT_MET, REFUSED, STOPPED)
"""Why a visit failed: nobody was there; the customer wanted none; the team ended it, as the law or the moment asked."""

BEGUN, LEFT = "begun", "left"
KINDS = (BEGUN, LEFT, DONE, FAILED)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told of visits: one of `KINDS`, when, and of a failed one one of `REASONS`.

    `LEFT` is gone again, and how it went is not told yet. Of two teams that meet at a visit `shift_id` tells whose side
    it is about; None is both.
    """

    kind: str
    at: datetime
    reason: str = ""
    shift_id: UUID | None = None


def tell(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], told: Told) -> Plan:
    """Put what was told into the plan.

    What stands before it in the route has begun as well. Of several visits of one route the time is the last one's;
    when it was so of the others is not told.
    """
    if told.kind == FAILED and told.reason not in REASONS:
        raise ValueError(told.reason)
    chosen = set(visit_ids)
    begun = locking.begin(plan, chosen, told.shift_id)
    routes = (_told_of(r, chosen, told) if told.shift_id in (None, r.shift_id) else r for r in begun.routes)
    if told.kind == BEGUN and told.shift_id:
        routes = (_waited(route, chosen, told) for route in routes)
    return edit.follow(dp, replace(begun, routes=tuple(routes)))


def begin(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], at: datetime) -> Plan:
    """Say that a team arrived at a visit, or both that meet there: as `tell`."""
    return tell(dp, plan, visit_ids, Told(BEGUN, at))


def done(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], at: datetime) -> Plan:
    """Say that a visit is done and the team left it: as `tell`."""
    return tell(dp, plan, visit_ids, Told(DONE, at))


def failed(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], at: datetime, reason: str) -> Plan:
    """Say that a visit failed, for one of `REASONS`, and the team left it: as `tell`."""
    return tell(dp, plan, visit_ids, Told(FAILED, at, reason))


def unmark(dp: DayProblem, plan: Plan, visit_ids: Iterable[UUID], shift_id: UUID | None = None) -> Plan:
    """Take back what was told of visits, or what one team told of them.

    One behind which nothing has begun is free again; others have begun still.
    """
    chosen = set(visit_ids)
    routes = tuple(
        replace(route, stops=tuple(_unmarked(route.stops, chosen))) if shift_id in (None, route.shift_id) else route
        for route in plan.routes
    )
    return edit.follow(dp, replace(plan, routes=routes))


def told_around(plan: Plan, visit_id: UUID) -> tuple[datetime | None, datetime | None]:
    """The last moment told of what stands before a visit in its route, and the first of what comes after it."""
    route = plan.route_of(visit_id)
    stops = route.stops if route else ()
    number = next((number for number, stop in enumerate(stops) if stop.visit_id == visit_id), 0)
    before = [when for stop in stops[:number] for when in _moments(stop)]
    after = [when for stop in stops[number + 1 :] for when in _moments(stop)]
    return max(before, default=None), min(after, default=None)


def can_unmark(plan: Plan, visit_ids: Iterable[UUID]) -> bool:
    """Whether anything was told of any of these visits."""
    chosen = set(visit_ids)
    return any(stop.begun for route in plan.routes for stop in route.stops if stop.visit_id in chosen)


def _moments(stop: Stop) -> list[datetime]:
    return [when for when in (stop.actual.arrived, stop.actual.left) if when] if stop.actual else []


def _told_of(route: Route, chosen: Set[UUID], told: Told) -> Route:
    numbers = [number for number, stop in enumerate(route.stops) if stop.visit_id in chosen]
    if not numbers:
        return route
    stops = list(route.stops)
    outcome = told.kind if told.kind in (DONE, FAILED) else ""
    for number in numbers[:-1]:
        if outcome:  # when, nobody told
            actual = stops[number].actual or Actual()
            stops[number] = replace(stops[number], actual=replace(actual, outcome=outcome, reason=told.reason))
    last = numbers[-1]
    gone = told.kind != BEGUN
    stops[last] = _left(stops[last], told.at, outcome, told.reason) if gone else _arrived(stops[last], told.at)
    return replace(route, stops=_in_order(stops, last))


def _waited(route: Route, chosen: Set[UUID], told: Told) -> Route:
    # They go in together: who stood there before has begun when the other came.
    stops = tuple(
        replace(stop, lock=Lock(start=max(told.at, stop.lock.start or told.at), begun=True))
        if stop.visit_id in chosen and stop.begun and stop.lock and not (stop.actual and stop.actual.over)
        else stop
        for stop in route.stops
    )
    return replace(route, stops=stops)


def _arrived(stop: Stop, at: datetime) -> Stop:
    return replace(stop, lock=Lock(start=at, begun=True), actual=Actual(arrived=at))


def _left(stop: Stop, at: datetime, outcome: str, reason: str) -> Stop:
    arrived = stop.actual.arrived if stop.actual else None
    start = (stop.lock and stop.lock.start) or stop.start
    if arrived:
        arrived = start = min(arrived, at)
    elif start >= at:  # sooner than planned: it began so much sooner as it takes
        start = at - (stop.departure - stop.start)
    return replace(stop, lock=Lock(start=start, begun=True), actual=Actual(arrived, at, outcome, reason))


def _in_order(stops: list[Stop], last: int) -> tuple[Stop, ...]:
    # What stands before and of which no time was told cannot have begun later than the road leaves for.
    for number in range(last - 1, -1, -1):
        stop, behind = stops[number], stops[number + 1]
        assert stop.lock is not None
        assert behind.lock is not None
        start, limit = stop.lock.start or stop.start, (behind.lock.start or behind.start) - behind.travel_time
        if not _moments(stop) and start > limit:
            stops[number] = replace(stop, lock=replace(stop.lock, start=limit))
    return tuple(stops)


def _unmarked(stops: tuple[Stop, ...], chosen: Set[UUID]) -> list[Stop]:
    found: list[Stop] = []
    begun_behind = False
    for stop in reversed(stops):
        if stop.visit_id in chosen and stop.begun:
            stop = replace(stop, actual=None, lock=stop.lock if begun_behind else None)
        begun_behind = begun_behind or stop.begun
        found.append(stop)
    return found[::-1]
