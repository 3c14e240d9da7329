"""What the issue of a plan means for the cases behind its visits: their way goes on. Lets nothing out itself."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from planner.cases.model import Stage, StepKind
from planner.cases.way import may_take, take
from planner.model import Day, Plan
from planner.storage.session import Session


def move_on(session: Session, day: Day, plan: Plan, *, at: datetime, by: str) -> None:
    """Have the cases of all planned visits issued, in this transaction; those that are issued already stay so."""
    visits = {case.id: day.visit(visit) for visit in _planned(plan) for case in day.visit(visit).cases}
    for file in session.case_files(visits):
        if file.stage != Stage.ISSUED and may_take(file.stage, StepKind.ISSUED):
            take(session, file, StepKind.ISSUED, at=at, by=by, visit_id=visits[file.id].id)


def _planned(plan: Plan) -> tuple[UUID, ...]:
    return tuple({stop.visit_id: None for route in plan.routes for stop in route.stops})
