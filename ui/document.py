"""The day that the window shows: what it is now, what is under way, and how it is changed. Draws nothing.

Every change goes through here, so that it can be undone, is kept, and is seen by all views at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from planner.bootstrap import Office
from planner.day import edit
from planner.day.lines import Lines
from planner.day.searches import search_plan, search_urgent
from planner.day.states import Totals, totals, visit_rows
from planner.day.urgent import SEARCH_S
from planner.day.wanted import Wanted
from planner.day.workday import Workday, judged, keep, open_day, work_on
from planner.model import Day, Plan, Visit
from planner.text import gettext as _
from planner.translate import DayProblem
from routing.worker import Progress, Worker
from ui.background import Background, Ticket
from ui.keeper import Keeper
from ui.liner import Liner
from ui.open_day import OpenDay
from ui.roads import Roads
from ui.search import Search
from ui.undo import State, Swap


class Document(OpenDay):
    """One open day. Long work runs elsewhere; while it does, `busy` is true and nothing else is begun."""

    changed = Signal()
    """The day or its plan: show everything anew."""
    lines_changed = Signal()
    busy_changed = Signal()
    progressed = Signal(float, str)
    searched = Signal(object)
    """The `ui.search.Standing` of the search under way."""
    failed = Signal(object)

    def __init__(self, office: Office, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.worker = worker
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        self.before: Totals | None = None
        self.date: date | None = None
        self._ticket: Ticket | None = None
        self._background = Background(self)
        self._liner = Liner(office, self)
        self._liner.changed.connect(self.lines_changed)
        self._keeper = Keeper(office, self)
        self.roads = Roads(office, worker, self)
        self.roads.there.connect(self._time_anew)
        self._search = Search(self)
        self._search.better.connect(self._show_better)
        self._search.ticked.connect(self.searched)

    # --- what is there

    @property
    def lines(self) -> Lines:
        """The routes on the roads, as far as they are known."""
        return self._liner.lines

    @property
    def busy(self) -> bool:
        """Whether long work is under way."""
        return self._ticket is not None

    # --- opening

    def open(self, when: date) -> None:
        """Open another day; what could be undone is forgotten."""
        if self.busy:
            return
        self.save()
        self.date = when

        def opened(work: Workday) -> None:
            self.undo_stack.clear()
            self.before = None
            self._take(work)

        self._begin(partial(open_day, at_once=True), self.office, when, self.worker, on_done=opened)

    def reopen(self) -> None:
        """Read the day again: something beside it changed, such as the region."""
        self._liner.forget()
        if self.date:
            self.open(self.date)

    # --- planning

    def start_planning(self, *, afresh: bool = False, quick: bool = False) -> None:
        """Search for a better plan until nothing better is found, the time is over, or `stop`.

        With `quick` travel times that are not there yet are no more than estimated.
        """
        if self.busy or (work := self._work) is None:
            return
        start = None if afresh else work.plan
        limit_s = self.office.settings.time_limit_s
        search = partial(search_plan, wanted=Wanted(quick=quick))
        self._look(limit_s, search, work, start, on_done=lambda after: self._push(_("Plan"), work, after))

    def insert_urgent(self, visit_ids: Collection[UUID], max_moved: int | None) -> None:
        """Put visits into the plan at once; at most so many others (None: any number) go to another team."""
        if self.busy or (work := self._work) is None or work.plan is None:
            return

        def inserted(found: tuple[Workday, Exception | None]) -> None:
            self._push(_("Insert urgent visits"), work, found[0])
            if found[1]:
                self.failed.emit(found[1])

        self._look(SEARCH_S, search_urgent, work, work.plan, visit_ids, max_moved, on_done=inserted)

    def stop(self) -> None:
        """End what is under way; a search keeps the best plan so far."""
        if self._ticket is None:
            return
        if self.planning:
            self._search.stopped.set()
        else:
            self._ticket.cancel()
            self._ended()
            self._refresh()

    def _heard(self, message: object) -> None:
        if isinstance(message, Plan):
            self._search.take(message)
        elif isinstance(message, Progress):
            self.progressed.emit(message.share, message.step)

    def _show_better(self, plan: Plan) -> None:
        if self.planning:
            self._shown = plan
            self._refresh()

    def issued(self) -> None:
        """The plan went out: from now on it waits for the times that were told, and nothing else is otherwise."""
        if not self.busy and (work := self._work):
            self._begin(work_on, self.office, work.day, work.plan, self.worker, on_done=self._take)

    # --- changing

    def change_plan(self, text: str, change: Callable[[DayProblem, Plan], Plan]) -> None:
        """Edit the plan by a pure function; `text` names the step for undo."""
        if self.busy or (work := self._work) is None:
            return
        if work.waits and work.plan is None:  # nothing can be timed before they are there
            self._begin(
                work_on, self.office, work.day, None, self.worker,
                on_done=lambda now: (self._take(now), self.change_plan(text, change)),
            )  # fmt: skip
            return
        plan = work.plan or edit.follow(work.problem, Plan(work.day.id))
        self._push(text, work, judged(self.office, work, change(work.problem, plan)))

    def change_day(self, text: str, day: Day, plan: Plan | None = None) -> None:
        """Keep an edited day, and let its plan (or the one given) follow."""
        if self.busy or (work := self._work) is None:
            return
        self._begin(
            partial(keep, at_once=True), self.office, day, plan or work.plan, work.day, self.worker,
            on_done=lambda after: self._push(text, work, after),
        )  # fmt: skip

    def change_visit(self, text: str, visit: Visit) -> None:
        """Keep one edited visit."""
        if self._work:
            visits = tuple(visit if each.id == visit.id else each for each in self._work.day.visits)
            self.change_day(text, replace(self._work.day, visits=visits))

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

    def move(self, text: str, visit_ids: Iterable[UUID], shift_id: UUID, position: int | None = None) -> None:
        """Put visits on a route."""
        self.change_plan(text, lambda problem, plan: edit.move_all(problem, plan, visit_ids, shift_id, position))

    def take_out(self, text: str, visit_ids: Iterable[UUID]) -> None:
        """Take visits off their routes."""
        self.change_plan(text, lambda problem, plan: edit.take_all_out(problem, plan, visit_ids))

    # --- keeping

    def save(self) -> None:
        """Keep the plan as it is now, if it changed."""
        self._keeper.save()

    def close(self) -> None:
        """Keep what is there and end what is under way."""
        if self._ticket:
            self._ticket.cancel()
        self._search.end()
        self.save()
        self.roads.close()
        self._background.close()
        self._liner.close()

    # --- within

    def _look(
        self, limit_s: float, function: Callable[..., object], *args: object, on_done: Callable[..., None]
    ) -> None:
        self.planning = True
        self._search.begin(limit_s)
        self._begin(function, self.office, self.worker, *args, self._search.stopped.is_set, on_done=on_done)

    def _begin(self, function: Callable[..., object], *args: object, on_done: Callable[..., None]) -> None:
        def done(value: object) -> None:
            self._ended()
            on_done(value)

        def error(problem: Exception) -> None:
            self._ended()
            self._refresh()
            self.failed.emit(problem)

        self.roads.want(None)
        self._ticket = self._background.run(function, *args, on_done=done, on_error=error, on_message=self._heard)
        self.busy_changed.emit()

    def _ended(self) -> None:
        self._ticket = None
        self.planning = False
        self._search.end()
        self._shown = self._work.plan if self._work else None
        self.busy_changed.emit()

    def _push(self, text: str, before: Workday, after: Workday) -> None:
        self.before = totals(before.day, before.plan, before.violations)
        self._take(after)
        self.undo_stack.push(Swap(text, State(before.day, before.plan), State(after.day, after.plan), self._restore))
        self._keeper.want(after.plan)

    def _restore(self, state: State) -> None:
        work = self._work
        if work is None:
            return
        self.before = self.totals
        if state.day == work.day and state.plan is not None:
            # A plan on a quick estimate, where by now the roads are known.
            other = state.plan.travel_source != work.problem.travel_source
            self._restored(judged(self.office, work, edit.follow(work.problem, state.plan) if other else state.plan))
        elif state.day == work.day:
            self._take(replace(work, plan=None, violations=()))
        else:
            self._begin(
                partial(keep, at_once=True),
                self.office,
                state.day,
                state.plan,
                work.day,
                self.worker,
                on_done=self._restored,
            )

    def _restored(self, work: Workday) -> None:
        self._take(work)
        self._keeper.want(work.plan)

    def _time_anew(self) -> None:
        # The travel times are there: the day is framed by them, and a plan on a quick estimate follows.
        work = self._work
        if work is None or self.busy:
            return

        def timed(after: Workday) -> None:
            if self._work is work and not self.busy:
                self.before = self.totals
                self._take(after)
                self._keeper.want(after.plan)

        self._background.run(
            work_on, self.office, work.day, work.plan, self.worker, on_done=timed, on_error=self.failed.emit
        )

    def _take(self, work: Workday) -> None:
        self._work = work
        self._shown = work.plan
        self.date = work.day.date
        self._refresh()

    def _refresh(self) -> None:
        if self._work:
            broken = () if self.planning else self._work.violations
            self.rows = visit_rows(self._work.day, self._shown, broken)
        self.changed.emit()
        if self._work:
            self.roads.want(self._work.day if self._work.waits and not self.busy else None)
            self._liner.want(self._work.day, self._shown)
