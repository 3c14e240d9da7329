"""How many of the times that customers were told for a day were kept, as the teams told how it went."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from planner.model import Day, Plan, Stop
from planner.policy.hours import is_as_promised


@dataclass(frozen=True, slots=True)
class Promised:
    """Spans that customers were told: kept, begun outside of them, and not begun at all."""

    kept: int = 0
    outside: int = 0
    not_made: int = 0

    @property
    def told(self) -> int:
        """How many there were."""
        return self.kept + self.outside + self.not_made


def begun(plan: Plan) -> dict[UUID, Stop]:
    """The stops, by visit, at which a team has been, or is."""
    return {
        s.visit_id: s for route in plan.routes for s in route.stops if s.actual and (s.actual.arrived or s.actual.over)
    }


def promised(day: Day, plan: Plan) -> Promised:
    """Those of one day, by its plan as it was gone."""
    been = begun(plan)
    told = [visit for visit in day.visits if visit.promised]
    made = [is_as_promised(visit, been[visit.id].start, day.zone) for visit in told if visit.id in been]
    return Promised(sum(made), len(made) - sum(made), len(told) - len(made))
