"""What was written beside a state of editing meanwhile, brought into that state: a third hand loses nothing. Pure.

A customer called and their visit is gone, the paper of a team came back: whoever then undoes a step of before must
neither bring the visit back nor forget what was told. Reads and stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from planner.model import Day, Depot, Plan, Route, Shift, Staff, Stop, Visit

type Places = dict[tuple[UUID, UUID], Stop]


def day_since(day: Day, before: Day, after: Day) -> Day:
    """A day with all that makes `after` another one than `before`; of what both changed, the later counts."""
    return replace(
        day,
        version=after.version,
        visits=_merged(day.visits, before.visits, after.visits),
        shifts=_merged(day.shifts, before.shifts, after.shifts),
        staff=_merged(day.staff, before.staff, after.staff),
        depots=_merged(day.depots, before.depots, after.depots),
        absent=(day.absent | (after.absent - before.absent)) - (before.absent - after.absent),
        closed=(
            *(road for road in day.closed if road in after.closed or road not in before.closed),
            *(road for road in after.closed if road not in before.closed and road not in day.closed),
        ),
    )


def alike(one: Day, other: Day) -> bool:
    """Whether two states of a day say the same, whoever saved them last."""
    return _bare(one) == _bare(other)


def plan_since(plan: Plan, before: Plan | None, after: Plan | None) -> Plan:
    """A plan with what was told, or taken back, from one plan to the other; it has still to follow its day."""
    had, has = _told(before), _told(after)
    fresh = {key: stop for key, stop in has.items() if key not in had or not _same(had[key], stop)}
    gone = had.keys() - has.keys()
    return replace(plan, routes=tuple(_with(route, fresh, gone) for route in plan.routes))


def same_routes(one: Plan | None, other: Plan | None) -> bool:
    """Whether every team makes the same visits in the same order, and the same was told; whatever the times."""
    return _orders(one) == _orders(other)


def same_orders(one: Plan | None, other: Plan | None) -> bool:
    """The same, whatever was told: what lies between them are facts alone."""
    return _visits(one) == _visits(other)


def _visits(plan: Plan | None) -> object:
    if plan is None:
        return None
    orders = {route.shift_id: tuple(stop.visit_id for stop in route.stops) for route in plan.routes}
    meetings = tuple(replace(each, over=False) for each in plan.meetings)
    return {key: order for key, order in orders.items() if order}, meetings


def _merged[Row: (Visit, Shift, Staff, Depot)](
    rows: Iterable[Row], before: Iterable[Row], after: Iterable[Row]
) -> tuple[Row, ...]:
    own, old, new = ({row.id: row for row in each} for each in (rows, before, after))
    kept = {key: row for key, row in own.items() if key in new or key not in old}
    changed = {key: row for key, row in new.items() if key not in old or not _equal(row, old[key])}
    return tuple({**kept, **changed}.values())


def _equal[Row: (Visit, Shift, Staff, Depot)](one: Row, other: Row) -> bool:
    return replace(one, version=0) == replace(other, version=0)


def _bare(day: Day) -> object:
    ends = {
        shift.id: (
            tuple(each.id for each in shift.members),
            *(end and end.id for end in (shift.start_at, shift.end_at)),
        )
        for shift in day.shifts
    }
    people = {each.id: replace(each, version=0) for each in day.staff if not each.retired}
    depots = {each.id: replace(each, version=0) for each in day.depots if not each.retired}
    visits = {each.id: _bare_visit(each) for each in day.visits}
    return visits, tuple(map(_bare_shift, day.shifts)), ends, people, depots, day.absent, day.closed


def _bare_shift(shift: Shift) -> Shift:
    return replace(shift, version=0, team=replace(shift.team, version=0), members=(), start_at=None, end_at=None)


def _bare_visit(visit: Visit) -> Visit:
    return replace(visit, version=0, customer=replace(visit.customer, version=0),
                   cases=tuple(replace(case, version=0) for case in visit.cases))  # fmt: skip


def _told(plan: Plan | None) -> Places:
    routes = plan.routes if plan else ()
    return {(route.shift_id, stop.visit_id): stop for route in routes for stop in route.stops if stop.begun}


def _same(one: Stop, other: Stop) -> bool:
    return (one.actual, one.lock) == (other.actual, other.lock)


def _with(route: Route, fresh: Mapping[tuple[UUID, UUID], Stop], gone: Iterable[tuple[UUID, UUID]]) -> Route:
    # What has begun comes first, in the order in which it did; what was taken back is free again.
    stops = []
    for stop in route.stops:
        key = route.shift_id, stop.visit_id
        if key in fresh:
            told = fresh[key]
            stop = replace(stop, actual=told.actual, lock=told.lock, start=told.start, departure=told.departure)
        elif key in gone:
            stop = replace(stop, actual=None, lock=None)
        stops.append(stop)
    if tuple(stops) == route.stops:
        return route
    begun = sorted((stop for stop in stops if stop.begun), key=lambda stop: stop.start)
    return replace(route, stops=(*begun, *(stop for stop in stops if not stop.begun)))


def _orders(plan: Plan | None) -> object:
    if plan is None:
        return None
    stops = {route.shift_id: tuple((s.visit_id, s.actual, s.begun) for s in route.stops) for route in plan.routes}
    return {key: order for key, order in stops.items() if order}, plan.meetings
