"""Visits that a team carried on paper and that the plan has let go since: somebody stood at the door all the same.

A hold may have come, or the plan have been changed, when the team was out already. What was done is a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from planner.model import Actual, Day, Lock, Plan, Route, Stop


def put_back(day: Day, plan: Plan, issued: Plan, begun: Mapping[UUID, datetime | None]) -> Plan:
    """The plan with these visits where the paper had them, begun at these moments (None: as it was planned).

    Two teams that went in together are both put back. One that is on a route still, or was on no paper of a team that
    is here today, is left as it is.
    """
    shifts = {shift.id for shift in day.shifts}
    for visit_id, at in begun.items():
        if plan.route_of(visit_id):
            continue
        for paper in issued.routes:
            went = next((stop for stop in paper.stops if stop.visit_id == visit_id), None)
            if went and paper.shift_id in shifts:
                plan = _as_it_went(plan, paper, went, at or went.start)
    return plan


def _as_it_went(plan: Plan, paper: Route, stop: Stop, start: datetime) -> Plan:
    went = replace(
        stop, start=start, departure=max(start, stop.departure),
        lock=Lock(start=start, begun=True), actual=Actual(arrived=start),
    )  # fmt: skip
    left = tuple(each for each in plan.unassigned if each.visit_id != stop.visit_id)
    return replace(plan, routes=_with(plan, paper, went), unassigned=left)


def _with(plan: Plan, paper: Route, went: Stop) -> tuple[Route, ...]:
    # Among the stops by when they began; who was there before has begun as well.
    routes = {route.shift_id: route for route in plan.routes}
    route = routes.get(paper.shift_id, replace(paper, stops=()))
    before = [_as_begun(stop) for stop in route.stops if stop.start <= went.start]
    after = [stop for stop in route.stops if stop.start > went.start]
    routes[paper.shift_id] = replace(route, stops=(*before, went, *after))
    return tuple(routes.values())


def _as_begun(stop: Stop) -> Stop:
    return stop if stop.begun else replace(stop, lock=Lock(start=stop.start, begun=True))
