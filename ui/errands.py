"""What the coordinator asks for by a menu: each is one dialog, and what follows from its answer. Shows no day."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from planner.bootstrap import Office
from planner.day import importing
from planner.day import issue as door
from planner.day.issue import Issued
from planner.day.states import VisitState
from planner.day.travel import QUICK_FROM, day_places
from planner.model import Branch
from planner.recipients import choose
from planner.settings import Settings
from planner.text import gettext as _
from planner.text import language
from routing.worker import Worker
from ui.background import Background, Ticket
from ui.dialogs.about import AboutDialog
from ui.dialogs.directions import DirectionsDialog
from ui.dialogs.import_visits import ImportDialog
from ui.dialogs.issue import IssuedDialog, IssueDialog
from ui.dialogs.lock_time import LockTimeDialog
from ui.dialogs.places_review import ReviewDialog
from ui.dialogs.problem import show_problem
from ui.dialogs.quick_estimate import QuickEstimateDialog
from ui.dialogs.region import RegionDialog
from ui.dialogs.requests import RequestsDialog
from ui.dialogs.roster import RosterDialog
from ui.dialogs.settings import SettingsDialog
from ui.dialogs.urgent import UrgentDialog
from ui.dialogs.visit import VisitDialog
from ui.dialogs.ways_out import Address, WaysOutDialog
from ui.document import Document
from ui.progress_panel import ProgressPanel


class Errands(QObject):
    """Each public method is an entry of the menu."""

    settings_changed = Signal()
    """Language, theme or branch are others now: the window must be made anew."""
    region_changed = Signal()

    def __init__(self, window: QWidget, document: Document) -> None:
        super().__init__(window)
        self._window = window
        self._document = document
        self._background = Background(self)
        self._issuing: Ticket | None = None

    @property
    def _office(self) -> Office:
        return self._document.office

    @property
    def _worker(self) -> Worker:
        return self._document.worker

    # --- files

    def import_visits(self, file: Path | None = None) -> None:
        """Take in a spreadsheet of approved visits; the day follows."""
        days = ImportDialog.ask(self._window, self._office, "visits", file=file, date=self._document.date)
        if not days:
            return
        today = next((day for day in days if day.date == self._document.date), None)
        self._document.open(today.date if today else days[0].date)

    def import_staff(self) -> None:
        """Take in staff, teams and depots for the day that is open."""
        if ImportDialog.ask(self._window, self._office, "staff", date=self._document.date):
            self._document.reopen()

    def import_places(self) -> None:
        """Take in the office's own places."""
        if ImportDialog.ask(self._window, self._office, "places") is not None:
            self._document.reopen()

    def template(self) -> None:
        """Save the workbook to fill in."""
        name, _kind = QFileDialog.getSaveFileName(
            self._window, _("Save the template"), "rounds-template.xlsx", _("Workbook (*.xlsx)")
        )
        if name:
            self._guarded(lambda: importing.write_template(Path(name), language()))

    # --- the office

    def region(self) -> None:
        """Build or choose a region."""
        if RegionDialog.ask(self._window, self._office, self._worker):
            self.region_changed.emit()

    def settings(self) -> None:
        """Choose for the office."""
        with self._office.store.reading() as session:
            branch = session.branch()
        chosen = SettingsDialog.ask(self._window, self._office, self._office.settings, branch)
        if chosen:
            self._guarded(lambda: self._keep(*chosen))

    def _keep(self, settings: Settings, branch: Branch) -> None:
        with self._office.store.writing() as session:
            choose(self._office, session, settings)
            if branch != session.branch():
                session.save_branch(branch)
        self.settings_changed.emit()

    # --- the day

    def roster(self) -> None:
        """Who is here, in which team, from when to when."""
        day, plan = self._document.day, self._document.plan
        if day is None:
            return
        changed = RosterDialog.ask(self._window, self._office, day, plan, self._worker, self.import_staff)
        if changed:
            self._document.change_day(_("Roster"), *changed)

    def review(self, visit_id: UUID | None = None) -> None:
        """Confirm or move the pins of addresses that are not sure; with a visit, begin with its own."""
        day = self._document.day
        if day is None:
            return
        reviewed = ReviewDialog.ask(self._window, self._office, day, visit_id, self._worker)
        if reviewed:
            self._document.took_in(_("Addresses"), reviewed)

    def plan(self, *, afresh: bool = False) -> None:
        """Search for a plan; where travel times of many places are still missing, ask first whether to wait."""
        document, quick = self._document, False
        places = len(day_places(document.day)) if document.day and document.waits else 0
        if places > QUICK_FROM and not document.busy:
            answer = QuickEstimateDialog.ask(self._window, places)
            if answer is None:
                return
            quick = answer
        document.start_planning(afresh=afresh, quick=quick)

    def plan_afresh(self) -> None:
        """Search for a plan without the one there is."""
        self.plan(afresh=True)

    def edit_visit(self, visit_id: object) -> None:
        """Edit one visit."""
        row = self._document.row(visit_id)  # type: ignore[arg-type]
        day = self._document.day
        if row is None or day is None:
            return
        if visit := VisitDialog.ask(self._window, day, row.visit):
            self._document.change_visit(_("Edit {reference}").format(reference=visit.reference), visit)

    def ways_out(self, visit_id: UUID) -> None:
        """Say why a visit has no stop, and take a way out for it."""
        document = self._document
        row, problem, plan = document.row(visit_id), document.problem, document.plan
        if row is None or row.stop or problem is None or plan is None or document.busy:
            return
        way = WaysOutDialog.ask(self._window, self._office, problem, plan, row)
        if isinstance(way, Address):
            self.review(visit_id)
        elif way:
            text, after = _("Way out for {reference}").format(reference=row.visit.reference), way.plan
            if way.day == problem.day:
                document.change_plan(text, lambda _problem, _plan: after)
            else:
                document.change_day(text, way.day, after)

    def lock_time(self, visit_id: UUID, lock: Callable[[datetime], object]) -> None:
        """Ask when a visit shall start, and lock it to that."""
        row, problem = self._document.row(visit_id), self._document.problem
        if row and row.stop and problem and (start := LockTimeDialog.ask(self._window, problem, row)):
            lock(start)

    def directions(self, visit_id: UUID) -> None:
        """Say the way of the route that a visit is on."""
        document = self._document
        if document.day and document.plan:
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

    def insert_urgent(self, visit_ids: Collection[UUID]) -> None:
        """Put visits without a stop into the plan, with few others moved."""
        rows = [row for key in visit_ids if (row := self._document.row(key))]
        if not rows or self._document.busy:
            return
        if chosen := UrgentDialog.ask(self._window, [row.visit for row in rows]):
            self._document.insert_urgent([row.visit.id for row in rows], chosen.max_moved)

    def issue(self, panel: ProgressPanel) -> None:
        """The one door out: the papers of the plan as it is now."""
        document = self._document
        day, plan = document.day, document.plan
        if day is None or plan is None or document.busy or self._issuing:
            return
        chosen = IssueDialog.ask(self._window, self._office, day, plan, document.violations)
        if chosen is None:
            return
        document.save()
        folder, with_names = chosen
        panel.begin(_("Issuing"), can_stop=False)

        def ended() -> None:
            self._issuing = None
            panel.end()

        def issued(made: Issued) -> None:
            ended()
            document.issued()
            IssuedDialog.show_issued(self._window, made)

        def failed(problem: Exception) -> None:
            ended()
            show_problem(self._window, problem)

        self._issuing = self._background.run(
            door.issue, self._office, day, plan, folder, worker=self._worker, with_names=with_names,
            on_done=issued, on_error=failed, on_message=panel.take,
        )  # fmt: skip

    def requests(self) -> None:
        """What left this computer."""
        RequestsDialog.ask(self._window, self._office)

    def about(self) -> None:
        """Version, licenses, attribution."""
        AboutDialog.ask(self._window)

    def close(self) -> None:
        """Want nothing any longer."""
        self._background.close()

    def _guarded(self, function: Callable[[], object]) -> None:
        try:
            function()
        except Exception as problem:
            show_problem(self._window, problem)
