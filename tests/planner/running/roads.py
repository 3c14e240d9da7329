"""A running day of two teams to tell stories with: issued, and under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.day import edit
from planner.day.papers import Papers
from planner.day.workday import Workday, judged, work_on
from planner.model import Day, Plan, Route, RouteMeeting, Visit
from routing.worker import Worker
from tests.builders import day, visit

EIGHT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def town(*more: Visit) -> Day:
    """Four visits in the north for the first team, four east of them for the second, and more for nobody."""
    north = (visit(n, north=1500 * n) for n in range(1, 5))
    east = (visit(n, north=1500 * (n - 4), east=1200) for n in range(5, 9))
    return day(*north, *east, *more)


def routed(office: Office, worker: Worker, the_day: Day, *routes: tuple[Visit, ...]) -> Workday:
    """The day with these visits on its routes, in this order; without any, the two of `town`."""
    framed = work_on(office, the_day, None, worker)
    plan = edit.follow(framed.problem, Plan(the_day.id))
    for shift, visits in zip(the_day.shifts, routes or (the_day.visits[:4], the_day.visits[4:8]), strict=False):
        for number, each in enumerate(visits):
            plan = edit.move(framed.problem, plan, each.id, shift.id, number)
    return judged(office, framed, plan)


def under_way(work: Workday, now: datetime = TEN) -> Workday:
    """The day once the teams have taken the papers of its plan along."""
    assert work.plan
    routes = [route for route in work.plan.routes if route.stops]
    papers = Papers(
        {route.shift_id: frozenset(stop.visit_id for stop in route.stops) for route in routes},
        {route.shift_id: route.start for route in routes},
        now,
    )
    return replace(work, problem=replace(work.problem, papers=papers))


def issued(office: Office, work: Workday, at: datetime = EIGHT) -> Plan:
    """Keep the day, and its plan as the next version that went out."""
    assert work.plan
    with office.store.writing() as session:
        if session.day(work.day.date) is None:
            session.save_day(work.day)
        frozen = session.freeze(work.plan)
        session.record("issued", "test", at, date=work.day.date.isoformat(), version=frozen.version, plan=frozen.id)
    return frozen


def at(office: Office, now: datetime) -> Office:
    """The office at another moment."""
    return replace(office, clock=lambda: now)


def route_of(plan: Plan, shift_id: UUID) -> Route:
    """The route of a team."""
    return next(route for route in plan.routes if route.shift_id == shift_id)


def meeting_of(plan: Plan, shift_id: UUID) -> RouteMeeting:
    """The only meeting on a route."""
    (found,) = route_of(plan, shift_id).meetings
    return found


def visits_of(plan: Plan, shift_id: UUID) -> list[UUID]:
    """The visits of a route in order."""
    return [stop.visit_id for stop in route_of(plan, shift_id).stops]
