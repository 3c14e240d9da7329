"""What the window shows of its day, to be read. How it is changed is the business of `ui.edited_day`."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject

from planner.day.difference import Difference, difference
from planner.day.snapshots import Snapshots
from planner.day.states import Totals, VisitRow, VisitState, totals, visit_rows
from planner.day.workday import Workday
from planner.model import Day, Plan, Violation
from planner.translate import DayProblem
from ui.comparing import LAST, Comparison, with_issued, with_snapshot


class OpenDay(QObject):
    """One open day, as it stands; `planning` while a search shows its plans."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[VisitRow, ...] = ()
        self._by_id: dict[UUID, VisitRow] = {}
        self.planning = False
        self.issued_plan: Plan | None = None
        """The plan that went out last, if one did."""
        self.issued_broken: tuple[Violation, ...] = ()
        """What it broke when it was read."""
        self.snapshots: Snapshots = ()
        self._work: Workday | None = None
        self._shown: Plan | None = None
        self._shown_broken: tuple[Violation, ...] | None = None
        self._last: Comparison | None = None
        self._compared = LAST
        self._counted: tuple[tuple[object, ...], Totals] | None = None

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
        """Every rule that the plan breaks; while planning the best so far."""
        if self.planning and self._shown_broken is not None:
            return self._shown_broken
        return self._work.violations if self._work else ()

    @property
    def waits(self) -> bool:
        """Whether travel times are not all there yet, and nobody waits for them but a plan to come."""
        return self._work is not None and self._work.waits

    @property
    def rest(self) -> int:
        """How many visits could have a stop and have none: what planning the rest is about."""
        return sum(row.state == VisitState.UNASSIGNED for row in self.rows)

    # --- numbers

    @property
    def totals(self) -> Totals | None:
        """The plan in numbers."""
        return self._totals_of(self._work.day, self._shown, self.violations) if self._work else None

    def _totals_of(self, day: Day, plan: Plan | None, violations: tuple[Violation, ...]) -> Totals:
        # Several views ask for the same, and so does the next step, which is compared with them.
        asked = day, plan, violations, self.issued_plan
        if self._counted is None or any(a is not b for a, b in zip(asked, self._counted[0], strict=True)):
            self._counted = asked, totals(*asked)
        return self._counted[1]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What the numbers can be compared with: the plan before the last action, the issued one, snapshots."""
        found = [self._last] if self._last else []
        if self._work is None:
            return ()
        if self.issued_plan:
            found.append(with_issued(self._work.day, self.issued_plan, self.issued_broken))
        return (*found, *(with_snapshot(self._work.day, each) for each in self.snapshots))

    @property
    def comparison(self) -> Comparison | None:
        """What they are compared with; where what was chosen is gone, the plan before the last action."""
        found = {each.key: each for each in self.comparisons}
        return found.get(self._compared) or self._last

    @property
    def before(self) -> Totals | None:
        """The numbers of the plan that this one is compared with."""
        return self.comparison.totals if self.comparison else None

    def difference(self) -> Difference | None:
        """What lies between the plan that the numbers are compared with and the one there is."""
        if self._work is None or (other := self.comparison) is None:
            return None
        broken = (), self._work.violations
        found = difference(
            other.day, other.plan, self._work.plan, day_after=self._work.day, broken=broken, issued=self.issued_plan
        )
        return replace(found, before=other.totals) if other.totals else found

    def row(self, visit_id: UUID) -> VisitRow | None:
        """One visit as it stands."""
        return self._by_id.get(visit_id)

    def _make_rows(self) -> None:
        if self._work:
            self.rows = visit_rows(self._work.day, self._shown, self.violations, self.issued_plan)
            self._by_id = {row.visit.id: row for row in self.rows}
