"""What a coordinator wants to know of each visit at a glance: planned or not, and what keeps it. Changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.totals import Totals as Totals
from planner.day.totals import totals as totals
from planner.model import Day, Plan, Shift, Stop, Violation, Visit

UTC = ZoneInfo("UTC")
type Told = dict[UUID, Stop]
"""The stops of one visit in the plan that was issued last, by shift."""


class VisitState(StrEnum):
    """The state of a visit, what needs a person first.

    ISSUED is where and when the plan that was issued last has it; DONE and FAILED are told by the team.
    """

    NOT_LOCATED = "not_located"
    BROKEN = "broken"
    BLOCKED = "blocked"
    UNASSIGNED = "unassigned"
    FAILED = "failed"
    LOCKED = "locked"
    BEGUN = "begun"
    PLANNED = "planned"
    ISSUED = "issued"
    DONE = "done"


class PlacedStop(NamedTuple):
    """Whose stop it is; `number` counts the stops of the route from 1."""

    shift: Shift
    stop: Stop
    number: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as it stands in the plan: its stop, or two where it needs two teams; `reason` is why it has none.

    `told` is its stop, or the first of two, in the plan that was issued last; `issued` says whether all its stops are
    still as they are there, whatever else its state tells.
    """

    visit: Visit
    state: VisitState
    places: tuple[PlacedStop, ...] = ()
    reason: str = ""
    violations: tuple[Violation, ...] = ()
    zone: ZoneInfo = UTC
    """Of the branch's clocks."""
    issued: bool = False
    told: Stop | None = None

    @property
    def shift(self) -> Shift | None:
        """Whose visit it is; of two teams the first."""
        return self.places[0].shift if self.places else None

    @property
    def stop(self) -> Stop | None:
        """Its stop, if it has one."""
        return self.places[0].stop if self.places else None


def visit_rows(
    day: Day, plan: Plan | None, violations: Iterable[Violation] = (), issued: Plan | None = None
) -> tuple[VisitRow, ...]:
    """A row for every visit of the day, in the day's order; `issued` is the plan that was issued last, if one was."""
    broken: dict[UUID | None, list[Violation]] = defaultdict(list)
    for violation in violations:
        broken[violation.visit_id].append(violation)
    placed: dict[UUID, list[PlacedStop]] = defaultdict(list)
    for route in plan.routes if plan else ():
        shift = day.shift(route.shift_id)
        for number, stop in enumerate(route.stops, start=1):
            placed[stop.visit_id].append(PlacedStop(shift, stop, number))
    reasons = {left.visit_id: left.reason for left in (plan.unassigned if plan else ())}
    told, zone = _told(issued), day.zone
    found = []
    for visit in day.visits:
        key, located = visit.id, day.located(visit)
        places, wrong, told_of = placed.get(key, ()), tuple(broken.get(key, ())), told.get(key)
        reason = reasons.get(key, "") if located or places else reasons.get(key, "") or "not_located"
        same = told_of is not None and _is_as_told(places, told_of)
        state = _placed_state(places, wrong, same) if places else _open_state(located, reason)
        first = next(iter(told_of.values())) if told_of else None
        found.append(VisitRow(visit, state, tuple(places), "" if places else reason, wrong, zone, same, first))
    return tuple(found)


def _told(issued: Plan | None) -> dict[UUID, Told]:
    found: dict[UUID, Told] = defaultdict(dict)
    for route in issued.routes if issued else ():
        for stop in route.stops:
            found[stop.visit_id][route.shift_id] = stop
    return found


def _is_as_told(places: Sequence[PlacedStop], told: Told) -> bool:
    stops = [(told.get(place.shift.id), place.stop) for place in places]
    return bool(stops) and all(stop and stop.start == now.start for stop, now in stops)


def _open_state(located: bool, reason: str) -> VisitState:
    if not located:
        return VisitState.NOT_LOCATED
    blocked = reason.startswith("rule:") or reason == "not_approved"
    return VisitState.BLOCKED if blocked else VisitState.UNASSIGNED


def _placed_state(places: Sequence[PlacedStop], broken: Sequence[Violation], as_told: bool) -> VisitState:
    if state := _over(places):
        return state
    if broken:
        return VisitState.BROKEN
    state = _settled(places)
    return VisitState.ISSUED if as_told and state == VisitState.PLANNED else state


def _over(places: Sequence[PlacedStop]) -> VisitState | None:
    # Where two teams went, it is done when both are, and has failed when one has.
    outcomes = [place.stop.outcome for place in places]
    if "failed" in outcomes:
        return VisitState.FAILED
    return VisitState.DONE if all(outcomes) else None


def _settled(places: Sequence[PlacedStop]) -> VisitState:
    if all(place.stop.begun for place in places):
        return VisitState.BEGUN
    return VisitState.LOCKED if all(place.stop.locked for place in places) else VisitState.PLANNED
