"""The gates of every visit of a day, as they stand now: for the approval queue, the morning page and the door out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.gates import DAY, HOURS, At, CaseGate, Light, case_gates, closed_gates
from planner.errors import NotAllowed
from planner.model import Day, Plan, Visit
from planner.policy.gate import is_approved

TOLD_BESIDE = frozenset({DAY, HOURS})
"""Gates that are told of wherever a visit is, such as in the state of its row."""


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
        settled=office.settings.gates_settled,
        team=_teams(day, plan).get(visit.id, frozenset()) if plan else frozenset(),
        zone=day.zone,
    )


@dataclass(frozen=True, slots=True)
class Shut:
    """What keeps a visit in: gates that are shut `now`, and those that will be when it goes out."""

    now: tuple[CaseGate, ...] = ()
    later: tuple[CaseGate, ...] = ()


def shut_of_visit(office: Office, day: Day, visit: Visit, plan: Plan | None = None) -> Shut:
    """The gates of one visit's case that are shut, but for its day and hours, which are told wherever a visit is."""
    return _shut(_Asking(office, day, plan), visit)


def shut_of_day(office: Office, day: Day, plan: Plan | None = None) -> Mapping[UUID, Shut]:
    """The same of every visit of a day at which nobody has been; those that nothing keeps in are left out."""
    stops = [stop for route in plan.routes for stop in route.stops] if plan else []
    been = {stop.visit_id for stop in stops if stop.begun or stop.outcome}
    asking = _Asking(office, day, plan)
    found = {visit.id: _shut(asking, visit) for visit in day.visits if visit.id not in been}
    return {key: shut for key, shut in found.items() if shut.now or shut.later}


class _Asking:
    # What is read once for all visits of a day.

    def __init__(self, office: Office, day: Day, plan: Plan | None) -> None:
        self.pack, self.closed, self.settings = office.pack, office.closed(day), office.settings
        self.zone, self.teams = day.zone, _teams(day, plan) if plan else {}

    def gates(self, visit: Visit, at: At) -> tuple[CaseGate, ...]:
        standing, team = self.closed.standings.get(visit.customer.id), self.teams.get(visit.id, frozenset())
        covers, settled = self.settings.outside_covers, self.settings.gates_settled
        return case_gates(
            self.pack, self.closed, standing, visit, at, covers=covers, settled=settled, team=team, zone=self.zone
        )


def _shut(asking: _Asking, visit: Visit) -> Shut:
    if not is_approved(visit):
        # Whoever approves here lets nothing unknown pass, whatever an approval from outside covers.
        asked = asking.gates(visit, At.APPROVAL)
        return Shut(tuple(gate for gate in asked if gate.light != Light.GREEN and gate.id not in TOLD_BESIDE))
    now, later = (
        {gate.id: gate for gate in closed_gates(asking.gates(visit, at)) if gate.id not in TOLD_BESIDE}
        for at in (At.PLAN, At.ISSUE)
    )
    return Shut(tuple(now.values()), tuple(gate for key, gate in later.items() if key not in now))


def closed_of_plan(office: Office, day: Day, plan: Plan, at: At = At.ISSUE) -> Mapping[UUID, tuple[CaseGate, ...]]:
    """Planned visits that may not go through, with the gates that are closed to them."""
    asking = _Asking(office, day, plan)
    asked = {each: closed_gates(asking.gates(day.visit(each), at)) for each in asking.teams}
    return {visit_id: shut for visit_id, shut in asked.items() if shut}


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
