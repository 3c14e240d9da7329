"""What the window shows of its day, to be read. How it is changed is `ui.document`'s business."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from planner.day.states import Totals, VisitRow, totals
from planner.day.workday import Workday
from planner.model import Day, Plan, Violation
from planner.translate import DayProblem


class OpenDay(QObject):
    """One open day, as it stands; `planning` while a search shows its plans."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[VisitRow, ...] = ()
        self.planning = False
        self._work: Workday | None = None
        self._shown: Plan | None = None

    @property
    def day(self) -> Day | None:
        """The open day; None while the first is being opened."""
        return self._work.day if self._work else None

    @property
    def plan(self) -> Plan | None:
        """The plan to show: while planning the best so far."""
        return self._shown

    @property
    def problem(self) -> DayProblem | None:
        """The day as numbers, for edits."""
        return self._work.problem if self._work else None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every rule that the plan breaks."""
        return self._work.violations if self._work else ()

    @property
    def waits(self) -> bool:
        """Whether travel times are not all there yet, and nobody waits for them but a plan to come."""
        return self._work is not None and self._work.waits

    @property
    def totals(self) -> Totals | None:
        """The plan in numbers."""
        broken = () if self.planning else self.violations
        return totals(self._work.day, self._shown, broken) if self._work else None

    def row(self, visit_id: UUID) -> VisitRow | None:
        """One visit as it stands."""
        return next((row for row in self.rows if row.visit.id == visit_id), None)
