"""The day that the window shows: opened, searched for a plan, proposed to, and kept. Draws nothing.

How it is changed by hand and undone is told in `ui.edited_day`. A search that changes a plan there is does not change
it by itself: it ends in a proposal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QMetaMethod, QObject, Signal

from planner.bootstrap import Office
from planner.day import searches, snapshots
from planner.day.lines import Lines
from planner.day.urgent import SEARCH_S
from planner.day.wanted import Wanted
from planner.day.workday import Workday, work_on
from planner.model import Day, Plan
from planner.running.searches import SPREAD_S, search_urgent, spread_team
from planner.text import gettext as _
from routing.worker import Progress, Worker
from ui.judging import Judging
from ui.liner import Liner
from ui.opening import Issued, issued_day, opened_day
from ui.proposal import Proposal, kept, propose
from ui.roads import Roads
from ui.search import Search
from ui.told_day import ToldDay


class Document(ToldDay):
    """One open day, with what runs beside it."""

    lines_changed = Signal()
    progressed = Signal(float, str)
    searched = Signal(object)
    """The `ui.search.Standing` of the search under way."""
    settled = Signal(object)
    """A search has ended: its `ui.search.Settled`."""
    proposed = Signal(object)
    """A `Proposal` waits for `accept` or `discard`. Where nobody listens, it is accepted."""

    def __init__(self, office: Office, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(office, worker, parent)
        self.proposal: Proposal | None = None
        self._liner = Liner(office, self)
        self._liner.changed.connect(self.lines_changed)
        self.roads = Roads(office, worker, self)
        self.roads.there.connect(self._time_anew)
        self._search = Search(self)
        self._search.better.connect(self._judge_better)
        self._judging = Judging(office, self)
        self._judging.found.connect(self._show_better)
        self._search.ticked.connect(self.searched)

    @property
    def lines(self) -> Lines:
        """The routes on the roads, as far as they are known."""
        return self._liner.lines

    # --- opening

    def open(self, when: date) -> None:
        """Open another day; what could be undone is forgotten."""
        if self.busy:
            return
        self.save()
        self.date = when

        def opened(found: tuple[Workday, Issued, snapshots.Snapshots]) -> None:
            work, (self.issued_plan, self.issued_broken), self.snapshots = found
            self.undo_stack.clear()
            self._eras.clear()
            self._last = self.proposal = None
            self._take(work)

        self._begin(opened_day, self.office, when, self.worker, self._keeper.desk, on_done=opened)

    def reopen(self) -> None:
        """Read the day again: something beside it changed, such as the region."""
        self._liner.forget()
        if self.date:
            self.open(self.date)

    def took_in(self, text: str, day: Day) -> None:
        """A dialog has saved the day already (an import, a confirmed place): let the plan follow."""
        if self.busy or (work := self._work) is None:
            return
        if work.day.date != day.date:
            self.open(day.date)
            return
        self._begin(
            partial(work_on, at_once=True), self.office, day, work.plan, self.worker,
            on_done=lambda after: self._push(text, work, after),
        )  # fmt: skip

    def issued(self) -> None:
        """The plan went out: from now on it waits for the times that were told, and nothing else is otherwise."""
        if not self.busy and (work := self._work):
            asked = (work.day, work.plan, self.worker, self._keeper.desk)
            self._begin(issued_day, self.office, *asked, on_done=self._take_issued)

    def _take_issued(self, found: tuple[Workday, Issued]) -> None:
        work, (self.issued_plan, self.issued_broken) = found
        self._take(work)

    # --- planning

    def start_planning(self, *, afresh: bool = False, quick: bool = False) -> None:
        """Search for a better plan until nothing better is found, the time is over, or `stop`.

        With `quick` travel times that are not there yet are no more than estimated.
        """
        if self.busy or (work := self._work) is None:
            return
        search = partial(searches.search_plan, wanted=Wanted(quick=quick))
        self._look(_("Plan"), _("Planning"), search, None if afresh else work.plan)

    def plan_rest(self) -> None:
        """Put what has no stop into the plan; every route keeps its visits and their order."""
        if self._work and self._work.plan:
            self._look(_("Plan the rest"), _("Planning the rest"), searches.plan_rest, self._work.plan, self._now())
        else:
            self.start_planning()

    def improve(self) -> None:
        """Find better orders and times; every visit keeps its team."""
        if self._work and self._work.plan:
            self._look(_("Improve"), _("Improving"), searches.improve, self._work.plan, self._now())

    def replan(self, from_now: bool, max_moved: int | None) -> None:
        """Find a better plan in which at most so many visits go to another team (None: any number)."""
        if self._work and self._work.plan:
            now = self.office.clock() if from_now else None
            text = _("Re-plan from now") if from_now else _("Re-plan")
            self._look(text, _("Re-planning"), searches.replan, self._work.plan, max_moved, now)

    def make_sturdier(self) -> None:
        """Propose a plan with room before its weak places, with what it costs; no visit loses its stop."""
        if self._work and self._work.plan:
            self._look(_("Make it sturdier"), _("Making it sturdier"), searches.sturdier, self._work.plan, self._now())

    def insert_urgent(self, visit_ids: Collection[UUID], max_moved: int | None) -> None:
        """Put visits into the plan at once; at most so many others (None: any number) go to another team."""
        if self._work and self._work.plan:
            asked = (self._work.plan, visit_ids, max_moved, self._now())
            self._look(_("Insert urgent visits"), _("Inserting"), search_urgent, *asked, limit_s=SEARCH_S)

    def spread_team(self, shift_id: UUID) -> None:
        """A team is ill: its open visits go to the others."""
        if self._work and self._work.plan:
            text = _("{team} is out").format(team=self._work.day.shift(shift_id).team.name)
            asked = (self._work.plan, shift_id, self.office.clock())
            self._look(text, _("Spreading"), spread_team, *asked, limit_s=SPREAD_S)

    def stop(self) -> None:
        """End what is under way; a search keeps the best plan so far."""
        if self._ticket is None:
            return
        if self.planning:
            self._search.stop()
        else:
            self._give_up()

    def _give_up(self) -> None:
        if self._ticket:
            self._search.stop()
            self._ticket.cancel()
            self._ended()
            self._refresh()

    # --- proposals

    def accept(self) -> None:
        """Take what was proposed, as one step of undo; nothing where the day is another one by now."""
        proposal, self.proposal = self.proposal, None
        work = self._work
        if proposal is None or work is None or self.busy or proposal.is_empty:
            return
        if (work.day, work.plan) != (proposal.before.day, proposal.before.plan):
            return
        if proposal.after.day == proposal.before.day:
            self._push(proposal.text, work, proposal.after)
            return
        self._begin(kept, self.office, proposal, on_done=lambda after: self._push(proposal.text, work, after))

    def discard(self) -> None:
        """Leave everything as it is."""
        self.proposal = None

    def _propose(self, proposal: Proposal) -> None:
        had, is_asked = proposal.before.plan, self.isSignalConnected(QMetaMethod.fromSignal(self.proposed))
        self.proposal = proposal
        if is_asked or proposal.is_empty:
            self._refresh()
        if proposal.is_empty and proposal.problem:
            self.discard()
        elif is_asked and had and had.planned:
            self.proposed.emit(proposal)
        else:
            self.accept()
        if proposal.problem:
            self.failed.emit(proposal.problem)

    # --- within

    def _now(self) -> datetime | None:
        # Once a plan went out and teams are on their way, there is a past that no search may touch.
        now, plan = self.office.clock(), self._work.plan if self._work else None
        return now if plan and self.issued_plan and searches.is_under_way(plan, now) else None

    def _look(
        self, text: str, doing: str, search: Callable[..., object], *args: object, limit_s: float | None = None
    ) -> None:
        if self.busy or (work := self._work) is None:
            return
        self.proposal = self._shown_broken = None
        self.planning = True
        self._search.begin(self.office.settings.time_limit_s if limit_s is None else limit_s, doing)
        asked = (self.office, self.worker, work, *args, self._search.stopped.is_set)
        self._begin(propose, text, self.issued_plan, search, *asked, on_done=self._propose)

    def _begin(
        self,
        function: Callable[..., object],
        *args: object,
        on_done: Callable[..., object],
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        self.roads.want(None)
        super()._begin(function, *args, on_done=on_done, on_error=on_error)

    def _ended(self) -> None:
        if self.planning and (settled := self._search.end(self.office.clock())):
            self.settled.emit(settled)
        self._judging.forget()
        super()._ended()

    def _heard(self, message: object) -> None:
        if isinstance(message, Plan):
            self._search.take(message)
        elif isinstance(message, Progress):
            self.progressed.emit(message.share, message.step)

    def _judge_better(self, plan: Plan) -> None:
        if self.planning and self._work:
            self._judging.want(self._work, plan)

    def _show_better(self, better: Workday) -> None:
        if self.planning:
            self._shown, self._shown_broken = better.plan, better.violations
            self._refresh()

    def _time_anew(self) -> None:
        # The travel times are there: the day is framed by them, and a plan on a quick estimate follows.
        work = self._work
        if work is None or self.busy:
            return

        def timed(after: Workday) -> None:
            if self._work is work and not self.busy:
                self._note("", work)
                self._restored(after)

        self._background.run(
            work_on, self.office, work.day, work.plan, self.worker, on_done=timed, on_error=self.failed.emit
        )

    def _refresh(self) -> None:
        super()._refresh()
        if self._work:
            self.roads.want(self._work.day if self._work.waits and not self.busy else None)
            self._liner.want(self._work.day, self._shown)

    def close(self) -> None:
        """Keep what is there and end what is under way."""
        if self._ticket:
            self._ticket.cancel()
        self._search.end(self.office.clock())
        self.save()
        self.roads.close()
        self._judging.forget()
        self._background.close()
        self._liner.close()
