"""What is asked of the whole plan by a menu or a key: searches of every kind, the papers, and plans to compare with."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from uuid import UUID

from planner.day.searches import is_under_way
from planner.day.snapshots import Snapshots
from planner.day.totals import Totals
from planner.day.travel import QUICK_FROM, day_places
from planner.text import gettext as _
from ui.background import Ticket
from ui.dialogs.problem import show_problem
from ui.errand import Errand
from ui.progress_panel import ProgressPanel
from ui.proposal import Proposal

if TYPE_CHECKING:
    from planner.day.issue import Issued
    from planner.day.printing import DayPapers
    from planner.model import Day


class PlanErrands(Errand):
    """The errands of the plan."""

    _issuing: Ticket | None = None

    def roster(self) -> None:
        """Who is here, in which team, from when to when."""
        from ui.dialogs.roster import RosterDialog

        day, plan = self._document.day, self._document.plan
        if day is None:
            return
        changed = RosterDialog.ask(self._window, self._office, day, plan, self._worker, self.import_staff)
        if changed:
            self._document.change_day(_("Roster"), *changed)

    def import_staff(self) -> None:
        """Take in staff, teams and depots for the day that is open."""
        from ui.dialogs.import_visits import ImportDialog

        if ImportDialog.ask(self._window, self._office, "staff", date=self._document.date):
            self._document.reopen()

    def plan(self, *, afresh: bool = False) -> None:
        """Search for a plan; where travel times of many places are still missing, ask first whether to wait."""
        from ui.dialogs.quick_estimate import QuickEstimateDialog

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

    def plan_rest(self) -> None:
        """Put what has no stop into the plan there is."""
        self._document.plan_rest()

    def improve(self) -> None:
        """Find better orders and times for the same teams."""
        self._document.improve()

    def replan(self) -> None:
        """Propose a better plan, in which few visits go to another team; ask from when on, and how many."""
        from ui.dialogs.replan import ReplanDialog

        document, now = self._document, self._office.clock()
        day, plan = document.day, document.plan
        if day is None or plan is None or document.busy:
            return
        under_way = is_under_way(plan, now)
        if chosen := ReplanDialog.ask(self._window, day, plan, now, from_now=under_way):
            document.replan(chosen.from_now, chosen.max_moved)

    def snapshots(self) -> None:
        """Keep the plan aside under a name, and take an earlier one again."""
        from ui.dialogs.snapshots import SnapshotsDialog

        document = self._document
        if document.day is None:
            return
        zone = document.day.zone

        def read() -> tuple[Snapshots, Totals | None]:
            return document.snapshots, document.totals

        name = SnapshotsDialog.ask(self._window, read, document.take_snapshot, document.delete_snapshot, zone)
        if name:
            document.restore_snapshot(name)

    def spread_team(self, shift_id: UUID | None) -> None:
        """A team is ill: propose a plan in which the others make its visits; where none is meant, ask which."""
        from ui.dialogs.which_team import WhichTeamDialog

        day, plan = self._document.day, self._document.plan
        if day is None or plan is None or self._document.busy:
            return
        if shift_id is None:
            title, lead = _("A team is ill"), _("Which one? Its open visits are spread over the others.")
            shift_id = WhichTeamDialog.ask(self._window, title, lead, _("&Spread its visits"), day, plan)
        if shift_id:
            self._document.spread_team(shift_id)

    def rehearse(self, select: Callable[[UUID], object]) -> None:
        """Play the day of the plan many times, and make it sturdier where that is wanted; `select` shows a visit."""
        from ui.dialogs.rehearse import RehearseDialog

        document = self._document
        if document.busy or document.day is None:
            return
        if RehearseDialog.ask(self._window, self._office, document.problem, document.plan, select):
            document.make_sturdier()

    def decide(self, proposal: Proposal) -> None:
        """Show what a search proposes, and take it or leave it."""
        from ui.dialogs.difference import DifferenceDialog

        if DifferenceDialog.ask(self._window, proposal):
            self._document.accept()
        else:
            self._document.discard()

    def difference(self) -> None:
        """Show what lies between the plan and the one that its numbers are compared with."""
        from ui.dialogs.difference import DifferenceDialog

        day, other, found = self._document.day, self._document.comparison, self._document.difference()
        if day and other and found:
            title = _("Since {plan}").format(plan=other.title)
            DifferenceDialog.show_between(self._window, title, found, day.zone)

    def insert_urgent(self, visit_ids: Collection[UUID]) -> None:
        """Put visits without a stop into the plan, with few others moved."""
        from ui.dialogs.urgent import UrgentDialog

        rows = [row for key in visit_ids if (row := self._document.row(key))]
        if not rows or self._document.busy:
            return
        if chosen := UrgentDialog.ask(self._window, [row.visit for row in rows]):
            self._document.insert_urgent([row.visit.id for row in rows], chosen.max_moved)

    def issue(self, panel: ProgressPanel) -> None:
        """The one door out: the papers of the plan as it is now."""
        from planner.day import issue as door
        from planner.day.printing import papers_of_issue
        from ui.dialogs.issue import IssuedDialog, IssueDialog

        document = self._document
        day, plan = document.day, document.plan
        if day is None or plan is None or document.busy or self._issuing:
            return
        problem = document.problem
        found = door.in_the_way(problem, plan, document.violations) if problem else document.violations
        chosen = IssueDialog.ask(self._window, self._office, day, plan, found)
        if chosen is None:
            return
        document.save()
        folder, wanted = chosen
        panel.begin(_("Issuing"), can_stop=False)

        def ended() -> None:
            self._issuing = None
            panel.end()

        def issued(made: Issued) -> None:
            ended()
            document.issued()
            if IssuedDialog.show_issued(self._window, made):
                self._look(day, papers_of_issue, made)

        def failed(problem: Exception) -> None:
            ended()
            show_problem(self._window, problem)

        self._issuing = self._background.run(
            door.issue, self._office, day, plan, folder, worker=self._worker, wanted=wanted,
            on_done=issued, on_error=failed, on_message=panel.take,
        )  # fmt: skip

    def papers(self) -> None:
        """The newest papers of the day that is open, on the screen, to be printed again."""
        from planner.day.printing import papers_in_force
        from ui.dialogs.issue import papers_folder

        if day := self._document.day:
            self._look(day, papers_in_force, papers_folder(self._office))

    def _look(self, day: Day, read: Callable[..., DayPapers], source: object) -> None:
        from ui.dialogs.print_preview import PrintPreview

        self._background.run(
            read, self._office, day.date, source,
            on_done=lambda papers: PrintPreview.show_papers(self._window, self._office, day, papers),
            on_error=lambda problem: show_problem(self._window, problem),
        )  # fmt: skip
