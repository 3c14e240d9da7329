"""The gates a visit has to pass, one by one: what the law asks for, and what its window and its skills do. No words.

The plan is judged by `planner.policy.gate`; here is told of one visit what holds, also before it has a stop.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from planner.day.conditions import may_go
from planner.day.states import VisitRow
from planner.model import Day, Shift, Visit
from planner.policy import gate
from planner.policy.closed import ClosedDays
from planner.policy.hours import lawful_starts, lawful_stays
from planner.policy.pack import Pack

OUTSIDE_WINDOW = ("early", "late")


class GateKind(StrEnum):
    """What is asked, in the order in which people ask it."""

    APPROVED = "approved"
    HOURS = "hours"
    DAY = "day"
    LOCATED = "located"
    ONCE = "once"
    TEAM_SIZE = "team_size"
    WINDOW = "window"
    SKILLS = "skills"


LEGAL = frozenset(set(GateKind) - {GateKind.WINDOW, GateKind.SKILLS})
"""What nothing may pass."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate. `open` is None where only a team can tell; `amount` is by how much it is missed (seconds or a count).

    `teams` counts the teams of the day that would open it, where no team has the visit yet.
    """

    kind: GateKind
    open: bool | None
    amount: int = 0
    teams: int | None = None

    @property
    def legal(self) -> bool:
        """Whether it is the law's."""
        return self.kind in LEGAL


def gates(pack: Pack, closed: ClosedDays, day: Day, row: VisitRow) -> tuple[Gate, ...]:
    """Every gate of a visit as it stands in its plan."""
    visit = row.visit
    visiting = gate.closed_by(pack, closed, day, visit) is None
    return (
        Gate(GateKind.APPROVED, gate.is_approved(visit)),
        _hours(pack, closed, day, row),
        Gate(GateKind.DAY, visiting),
        Gate(GateKind.LOCATED, day.located(visit)),
        Gate(GateKind.ONCE, not _amounts(row, (gate.TWICE,))),
        _team_size(pack, day, row),
        _window(row),
        _skills(day, row),
    )


def lawful_hours(pack: Pack, closed: ClosedDays, day: Day, visit: Visit) -> list[tuple[str, str]]:
    """Between which times of the branch's clocks the whole stay must lie; none on a closed day."""
    zone = day.zone
    stays = lawful_stays(pack, closed, visit, zone)
    return [(f"{begin.astimezone(zone):%H:%M}", f"{end.astimezone(zone):%H:%M}") for begin, end in stays]


def _hours(pack: Pack, closed: ClosedDays, day: Day, row: VisitRow) -> Gate:
    if row.places:
        over = _amounts(row, (gate.HOURS, gate.LONGEST))
        return Gate(GateKind.HOURS, not over, max(over, default=0))
    return Gate(GateKind.HOURS, bool(lawful_starts(pack, closed, row.visit, day.zone)))


def _team_size(pack: Pack, day: Day, row: VisitRow) -> Gate:
    # Also whether its people are trained, and hold what the rules ask for.
    unfit = gate.unfit_for(pack, day)
    if row.places:
        few = max(sum(unfit.get(place.shift.id, {}).values()) for place in row.places)
        return Gate(GateKind.TEAM_SIZE, not few, few)
    return Gate(GateKind.TEAM_SIZE, None, teams=len(day.shifts) - len(unfit))


def _window(row: VisitRow) -> Gate:
    if not row.places:
        return Gate(GateKind.WINDOW, None)
    over = _amounts(row, OUTSIDE_WINDOW)
    return Gate(GateKind.WINDOW, not over, max(over, default=0))


def _skills(day: Day, row: VisitRow) -> Gate:
    asked = row.visit.skills
    if row.places or not asked:
        lacking = max((len(asked - place.shift.skills) for place in row.places), default=0)
        return Gate(GateKind.SKILLS, not lacking, lacking)
    return Gate(GateKind.SKILLS, None, teams=sum(_has_all(shift, row.visit) for shift in day.shifts))


def _has_all(shift: Shift, visit: Visit) -> bool:
    return visit.skills <= shift.skills and may_go(visit, shift)


def _amounts(row: VisitRow, kinds: Iterable[str]) -> list[int]:
    return [violation.amount for violation in row.violations if violation.kind in kinds]
