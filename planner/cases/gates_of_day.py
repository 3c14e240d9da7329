"""The gates of every visit of a day, as they stand now: for the approval queue, the morning page and the door out."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.bootstrap import Office
from planner.cases.gates import At, CaseGate, case_gates, closed_gates
from planner.errors import NotAllowed
from planner.model import Day, Plan, Visit


def gates_of_visit(office: Office, day: Day, visit: Visit, at: At, plan: Plan | None = None) -> tuple[CaseGate, ...]:
    """Every gate of one visit of a day; a plan tells who goes there."""
    closed = office.closed(day)
    return case_gates(
        office.pack,
        closed,
        closed.standings.get(visit.customer.id),
        visit,
        at,
        covers=office.settings.outside_covers,
        team=_teams(day, plan).get(visit.id, frozenset()) if plan else frozenset(),
        zone=ZoneInfo(day.branch.time_zone),
    )


def closed_of_plan(office: Office, day: Day, plan: Plan, at: At = At.ISSUE) -> Mapping[UUID, tuple[CaseGate, ...]]:
    """Planned visits that may not go through, with the gates that are closed to them."""
    pack, closed, covers = office.pack, office.closed(day), office.settings.outside_covers
    zone, found = ZoneInfo(day.branch.time_zone), {}
    for visit_id, team in _teams(day, plan).items():
        visit = day.visit(visit_id)
        standing = closed.standings.get(visit.customer.id)
        gates = case_gates(pack, closed, standing, visit, at, covers=covers, team=team, zone=zone)
        if shut := closed_gates(gates):
            found[visit_id] = shut
    return found


def require_open(office: Office, day: Day, plan: Plan) -> None:
    """Refuse a plan with a visit to whom a gate is closed when it goes out.

    Raises
    ------
    NotAllowed
        ``gates_closed`` with how many visits, and the first gate.
    """
    if shut := closed_of_plan(office, day, plan):
        raise NotAllowed("gates_closed", count=len(shut), first=next(iter(shut.values()))[0].id)


def _teams(day: Day, plan: Plan) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    for route in plan.routes:
        members = frozenset(member.id for member in day.shift(route.shift_id).members)
        for stop in route.stops:
            found[stop.visit_id] = found.get(stop.visit_id, frozenset()) | members
    return found
