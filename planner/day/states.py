"""What a coordinator wants to know of each visit at a glance: planned or not, and what keeps it. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.model import Day, Plan, Shift, Stop, Violation, Visit

UTC = ZoneInfo("UTC")


class VisitState(StrEnum):
    """The state of a visit, what needs a person first."""

    NOT_LOCATED = "not_located"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNASSIGNED = "unassigned"
    LOCKED = "locked"
    BEGUN = "begun"
    PLANNED = "planned"


class PlacedStop(NamedTuple):
    """Whose stop it is; `number` counts the stops of the route from 1."""

    shift: Shift
    stop: Stop
    number: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as it stands in the plan: its stop, or two where it needs two teams; `reason` is why it has none."""

    visit: Visit
    state: VisitState
    places: tuple[PlacedStop, ...] = ()
    reason: str = ""
    violations: tuple[Violation, ...] = ()
    zone: ZoneInfo = UTC
    """Of the branch's clocks."""

    @property
    def shift(self) -> Shift | None:
        """Whose visit it is; of two teams the first."""
        return self.places[0].shift if self.places else None

    @property
    def stop(self) -> Stop | None:
        """Its stop, if it has one."""
        return self.places[0].stop if self.places else None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to. `spread` is the longest working time over the shortest, of the teams with stops;
    `unlocated` counts the visits whose place is not known surely enough."""

    planned: int
    visits: int
    travel_time: timedelta
    distance: int
    broken: int
    spread: timedelta
    unlocated: int = 0


def visit_rows(day: Day, plan: Plan | None, violations: Iterable[Violation] = ()) -> tuple[VisitRow, ...]:
    """A row for every visit of the day, in the day's order."""
    broken: dict[UUID | None, list[Violation]] = defaultdict(list)
    for violation in violations:
        broken[violation.visit_id].append(violation)
    placed: dict[UUID, list[PlacedStop]] = defaultdict(list)
    for route in plan.routes if plan else ():
        for number, stop in enumerate(route.stops, start=1):
            placed[stop.visit_id].append(PlacedStop(day.shift(route.shift_id), stop, number))
    reasons = {left.visit_id: left.reason for left in (plan.unassigned if plan else ())}
    zone = ZoneInfo(day.branch.time_zone)
    rows = (
        _row(visit, day.located(visit), placed[visit.id], reasons.get(visit.id, ""), broken[visit.id])
        for visit in day.visits
    )
    return tuple(replace(row, zone=zone) for row in rows)


def _row(visit: Visit, located: bool, places: list[PlacedStop], reason: str, broken: list[Violation]) -> VisitRow:
    if not places:
        state = VisitState.UNASSIGNED
        if not located:
            state, reason = VisitState.NOT_LOCATED, reason or "not_located"
        elif reason.startswith("rule:") or reason == "not_approved":
            state = VisitState.BLOCKED
        return VisitRow(visit, state, reason=reason)
    state = VisitState.BROKEN if broken else _settled(places)
    return VisitRow(visit, state, tuple(places), violations=tuple(broken))


def _settled(places: list[PlacedStop]) -> VisitState:
    if all(place.stop.begun for place in places):
        return VisitState.BEGUN
    return VisitState.LOCKED if all(place.stop.locked for place in places) else VisitState.PLANNED


def totals(day: Day, plan: Plan | None, violations: Iterable[Violation] = ()) -> Totals:
    """The plan in numbers."""
    routes = [route for route in (plan.routes if plan else ()) if route.stops]
    lengths = [route.end - route.start for route in routes]
    return Totals(
        planned=plan.planned if plan else 0,
        visits=len(day.visits),
        travel_time=plan.travel_time if plan else timedelta(0),
        distance=plan.distance if plan else 0,
        broken=len(tuple(violations)),
        spread=max(lengths) - min(lengths) if lengths else timedelta(0),
        unlocated=sum(not day.located(visit) for visit in day.visits),
    )
