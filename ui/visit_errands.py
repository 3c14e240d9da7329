"""What is asked for one visit or one route by a menu or a key: each is one dialog, and what follows from its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from planner.day import outcomes
from planner.day.states import VisitState
from planner.model import Day, Plan
from planner.text import gettext as _
from ui.errand import Errand


class VisitErrands(Errand):
    """The errands of visits."""

    def review(self, visit_id: UUID | None = None) -> None:
        """Confirm or move the pins of addresses that are not sure; with a visit, begin with its own."""
        from ui.dialogs.places_review import ReviewDialog

        day = self._document.day
        if day is None:
            return
        reviewed = ReviewDialog.ask(self._window, self._office, day, visit_id, self._worker)
        if reviewed:
            self._document.took_in(_("Addresses"), reviewed)

    def edit_visit(self, visit_id: object) -> None:
        """Edit one visit."""
        from ui.dialogs.visit import VisitDialog

        row = self._document.row(visit_id)  # type: ignore[arg-type]
        day = self._document.day
        if row is None or day is None:
            return
        if visit := VisitDialog.ask(self._window, day, row.visit):
            self._document.change_visit(_("Edit {reference}").format(reference=visit.reference), visit)

    def ways_out(self, visit_id: UUID) -> None:
        """Say why a visit has no stop, and take a way out for it."""
        from ui.dialogs.ways_out import Address, WaysOutDialog

        document = self._document
        row, problem, plan = document.row(visit_id), document.problem, document.plan
        if row is None or row.stop or problem is None or plan is None or document.busy:
            return
        way = WaysOutDialog.ask(self._window, self._office, problem, plan, row)
        if isinstance(way, Address):
            self.review(visit_id)
        elif way:
            self.take_way(_("Way out for {reference}").format(reference=row.visit.reference), way.day, way.plan)

    def take_way(self, text: str, day: Day, plan: Plan) -> None:
        """Do exactly what a way out says: its plan, and its day where that is another one."""
        if day == self._document.day:
            self._document.change_plan(text, lambda _problem, _plan: plan)
        else:
            self._document.change_day(text, day, plan)

    def lock_time(self, visit_id: UUID, lock: Callable[[datetime], object]) -> None:
        """Ask when a visit shall start, and lock it to that."""
        from ui.dialogs.lock_time import LockTimeDialog

        row, problem = self._document.row(visit_id), self._document.problem
        if row and row.stop and problem and (start := LockTimeDialog.ask(self._window, problem, row)):
            lock(start)

    def mark(self, visit_ids: tuple[UUID, ...], kind: str) -> None:
        """Ask when visits began, were done or failed, and why; keep what was told."""
        from ui.dialogs.outcome import OutcomeDialog, told_words

        document = self._document
        day, plan, now = document.day, document.plan, self._office.clock()
        if day is None or plan is None or not visit_ids or document.busy:
            return
        if told := OutcomeDialog.ask(self._window, day, plan, visit_ids, now, kind):
            document.change_plan(told_words(told), lambda dp, plan: outcomes.tell(dp, plan, visit_ids, told))

    def unmark(self, visit_ids: tuple[UUID, ...]) -> None:
        """Take back what was told of visits."""
        text = _("Take back what was told")
        self._document.change_plan(text, lambda dp, plan: outcomes.unmark(dp, plan, visit_ids))

    def next_slot(self, visit_id: UUID) -> None:
        """Offer a failed visit its next lawful slot, at another time of day."""
        from ui.dialogs.next_slot import NextSlotDialog

        row, day = self._document.row(visit_id), self._document.day
        if row and day and not self._document.busy:
            NextSlotDialog.ask(self._window, self._office, day, row)

    def directions(self, visit_id: UUID | None) -> None:
        """Say the way of the route that a visit is on."""
        from ui.dialogs.directions import DirectionsDialog

        document = self._document
        if visit_id and document.day and document.plan:
            DirectionsDialog.ask(self._window, self._office, document.day, document.plan, visit_id, self._worker)

    def open_row(self, visit_id: UUID) -> None:
        """What Enter asks for in the table: the review of an address that is not sure, else the visit itself."""
        row = self._document.row(visit_id)
        if row and row.state == VisitState.NOT_LOCATED and not self._document.busy:
            self.review(visit_id)
        else:
            self.edit_visit(visit_id)

    def open_visit(self, visit_id: UUID) -> None:
        """What a double click asks for: the ways out of a visit that could have a stop and has none, else its row."""
        row = self._document.row(visit_id)
        if row and row.state == VisitState.UNASSIGNED and self._document.plan and not self._document.busy:
            self.ways_out(visit_id)
        else:
            self.open_row(visit_id)
