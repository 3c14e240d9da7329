"""Days of rows for the table: a small one with every kind of state, and one with some thousand visits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from planner.day.states import PlacedStop, VisitRow, VisitState
from planner.model import Lock, Shift, Stop, Team, Violation
from tests.builders import depot, shift, visit

EIGHT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def teams(*names: str) -> tuple[Shift, ...]:
    """Shifts of teams of these names."""
    yard = depot()
    return tuple(
        replace(shift(number, depot=yard), team=Team(name, sign=number % 16)) for number, name in enumerate(names)
    )


def placed(number: int, at: Shift, stop: int, lock: Lock | None = None) -> VisitRow:
    """A planned visit, the so-manieth of a team."""
    made = visit(number)
    start = EIGHT + timedelta(minutes=50 * stop)
    on = PlacedStop(at, Stop(made.id, start, start, start + made.service_time, lock=lock), stop)
    state = VisitState.PLANNED if lock is None else VisitState.BEGUN if lock.begun else VisitState.LOCKED
    return VisitRow(made, state, (on,))


def small_day() -> tuple[VisitRow, ...]:
    """Eight visits: two teams, and one of everything that needs a person."""
    heron, otter = teams("Heron", "Otter")
    late = placed(5, otter, 2)
    return (
        placed(1, heron, 2),
        placed(2, heron, 1, Lock()),
        VisitRow(visit(3), VisitState.UNASSIGNED, reason="no_time"),
        placed(4, otter, 1),
        replace(late, state=VisitState.BROKEN, violations=(Violation("late", otter.id, late.visit.id, 600),)),
        VisitRow(replace(visit(6), approved_by=""), VisitState.BLOCKED, reason="not_approved"),
        VisitRow(replace(visit(7), location=None), VisitState.NOT_LOCATED, reason="not_located"),
        placed(8, heron, 3, Lock(begun=True)),
    )


def large_day(count: int = 5_000, crews: int = 32) -> tuple[VisitRow, ...]:
    """As many visits as nobody has on one day."""
    shifts = teams(*(f"Team {number}" for number in range(crews)))
    return tuple(
        placed(number, shifts[number % crews], number // crews + 1)
        if number % 50
        else VisitRow(visit(number), VisitState.UNASSIGNED, reason="no_time")
        for number in range(count)
    )
