"""The open day as it is changed: each change is one step of undo, is kept, and is seen by all views at once.

Steps are whole states, so that undo has no limit but the memory, and one may go to any of them at once. What is
searched for, opened and closed is the business of `ui.document`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from planner.bootstrap import Office
from planner.day import edit, snapshots
from planner.day.workday import Workday, judged, keep, work_on
from planner.errors import NotAllowed
from planner.model import Day, Plan, Visit
from planner.text import gettext as _
from planner.translate import DayProblem
from planner.users import Right
from routing.worker import Worker
from ui.background import Background, Ticket
from ui.comparing import before_step
from ui.keeper import Keeper
from ui.open_day import OpenDay
from ui.undo import State, Swap


class EditedDay(OpenDay):
    """One open day. Long work runs elsewhere; while it does, `busy` is true and nothing else is begun."""

    changed = Signal()
    """The day or its plan: show everything anew."""
    busy_changed = Signal()
    failed = Signal(object)

    def __init__(self, office: Office, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.worker = worker
        self.undo_stack = QUndoStack(self)  # without a limit
        self.date: date | None = None
        self._ticket: Ticket | None = None
        self._held: Ticket | None = None
        self._background = Background(self)
        self._keeper = Keeper(office, self)
        self._jumping = False
        self._goal: State | None = None

    @property
    def busy(self) -> bool:
        """Whether long work is under way."""
        return self._ticket is not None

    # --- changing

    def change_plan(self, text: str, change: Callable[[DayProblem, Plan], Plan]) -> None:
        """Edit the plan by a pure function; `text` names the step for undo."""
        if self.busy or (work := self._work) is None:
            return
        if work.waits and work.plan is None:  # nothing can be timed before they are there

            def timed(now: Workday) -> None:
                self._take(now)
                self.change_plan(text, change)

            self._begin(work_on, self.office, work.day, None, self.worker, on_done=timed)
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

    def move(self, text: str, visit_ids: Iterable[UUID], shift_id: UUID, position: int | None = None) -> None:
        """Put visits on a route."""
        ids = tuple(visit_ids)
        self._change_some(text, ids, lambda problem, plan: edit.move_all(problem, plan, ids, shift_id, position))

    def take_out(self, text: str, visit_ids: Iterable[UUID]) -> None:
        """Take visits off their routes."""
        ids = tuple(visit_ids)
        self._change_some(text, ids, lambda problem, plan: edit.take_all_out(problem, plan, ids))

    def _change_some(self, text: str, ids: tuple[UUID, ...], change: Callable[[DayProblem, Plan], Plan]) -> None:
        # Several visits are put one after the other, and every route is timed each time: the window would wait.
        work = self._work
        if len(ids) == 1 or self.busy or work is None or work.plan is None:
            self.change_plan(text, change)
        else:
            self._begin(_changed, self.office, work, work.plan, change, on_done=lambda now: self._push(text, work, now))

    def go_to(self, step: int) -> None:
        """Go to the state after so many steps, however far: 0 is the state before the first."""
        if self.busy or step == self.undo_stack.index() or self._refused():
            return
        self._jumping = True
        try:
            self.undo_stack.setIndex(step)
        finally:
            self._jumping = False
        if goal := self._goal:
            self._goal = None
            self._settle(goal)

    def compare_with(self, key: str) -> None:
        """Choose what the numbers are compared with, by the key of one of `comparisons`."""
        self._compared = key
        self.changed.emit()

    # --- keeping

    def save(self) -> None:
        """Keep the plan as it is now, if it changed."""
        self._keeper.save()

    def hold(self, when: date) -> bool:
        """Keep what there is of a day and stand still, for somebody beside writes to it; False while that cannot be.

        Another day than the open one need not stand still.
        """
        if self.busy and when == self.date:
            return False
        if when != self.date or self._work is None:
            return True
        self.save()
        self._held = self._ticket = Ticket()
        self.busy_changed.emit()
        return True

    def let_go(self, when: date) -> bool:
        """They have written. Whether it was this day, which is to be read again then."""
        held, self._held = self._held, None
        if held and held is self._ticket:
            self._ended()
        return when == self.date and held is not None

    def take_snapshot(self, name: str) -> None:
        """Keep the plan aside under a name."""
        work, numbers = self._work, self.totals
        if work and work.plan and numbers and name.strip():
            taken = snapshots.Snapshot(name.strip(), self.office.clock(), work.plan, numbers)
            self._keep_snapshots(snapshots.added(self.snapshots, taken))

    def delete_snapshot(self, name: str) -> None:
        """Forget one."""
        self._keep_snapshots(snapshots.without(self.snapshots, name))

    def restore_snapshot(self, name: str) -> None:
        """Take the plan of a snapshot again, as one step of undo; what has begun since stays a fact."""
        if snapshot := snapshots.named(self.snapshots, name):
            text = _("Snapshot “{name}”").format(name=name)
            self.change_plan(text, lambda problem, plan: snapshots.restored(problem, snapshot.plan, plan))

    def _keep_snapshots(self, wanted: snapshots.Snapshots) -> None:
        if self.busy or (work := self._work) is None or wanted == self.snapshots:
            return
        self.snapshots = wanted
        self._begin(_keep_snapshots, self.office, work.day.id, wanted, on_done=lambda _none: self.changed.emit())

    # --- within

    def _begin(
        self,
        function: Callable[..., object],
        *args: object,
        on_done: Callable[..., object],
        on_error: Callable[[Exception], object] | None = None,
    ) -> None:
        def done(value: object) -> None:
            self._ended()
            on_done(value)

        def error(problem: Exception) -> None:
            self._ended()
            self._refresh()
            (on_error or self.failed.emit)(problem)

        self._ticket = self._background.run(function, *args, on_done=done, on_error=error, on_message=self._heard)
        self.busy_changed.emit()

    def _ended(self) -> None:
        self._ticket = None
        self.planning = False
        self._shown = self._work.plan if self._work else None
        self.busy_changed.emit()

    def _heard(self, message: object) -> None:
        raise NotImplementedError

    def _push(self, text: str, before: Workday, after: Workday) -> None:
        if self._refused():
            return
        self._note(text, before)
        self._take(after)
        self.undo_stack.push(Swap(text, self._state(before), self._state(after), self._restore))
        self._keeper.want(after.day, after.plan)

    def _settle(self, goal: State) -> None:
        self._restore(goal)

    def _state(self, work: Workday) -> State:
        return State(work.day, work.plan)

    def _since(self, state: State) -> State:
        # What another hand has written since is never undone.
        return state

    def _refused(self) -> bool:
        # Also a drag, or a search that somebody else had begun, changes nothing for who may not plan.
        try:
            self.office.user.require(Right.PLAN)
        except NotAllowed as problem:
            self.failed.emit(problem)
            return True
        return False

    def _note(self, step: str, before: Workday | None) -> None:
        # What the numbers of the next state are compared with.
        if before:
            numbers = self._totals_of(before.day, before.plan, before.violations)
            self._last = before_step(before.day, before.plan, step, self.office.clock(), numbers)

    def _restore(self, state: State) -> None:
        work = self._work
        if self._jumping or work is None:
            self._goal = state
            return
        self._note("", work)
        state = self._since(state)
        if state.day == work.day and state.plan is not None:
            # A plan on a quick estimate, where by now the roads are known; or one from before an issue, whose stops did
            # not wait for the times that were told since: as it was it could not go out again.
            other = state.plan.travel_source != work.problem.travel_source or bool(work.problem.problem.before)
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
        self._keeper.want(work.day, work.plan)

    def _take(self, work: Workday) -> None:
        self._work = work
        self._shown = work.plan
        self.date = work.day.date
        self._refresh()

    def _refresh(self) -> None:
        self._make_rows()
        self.changed.emit()


def _changed(office: Office, work: Workday, plan: Plan, change: Callable[[DayProblem, Plan], Plan]) -> Workday:
    return judged(office, work, change(work.problem, plan))


def _keep_snapshots(office: Office, day_id: UUID, wanted: snapshots.Snapshots) -> None:
    with office.store.writing() as session:
        snapshots.keep(session, day_id, wanted)
