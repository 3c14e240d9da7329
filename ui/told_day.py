"""The open day as others write to it too: what was told by telephone, a customer's call, the evening's papers.

What is told here is one step of undo, like any other. What another hand wrote is taken in and never undone, and the
steps before it stay: each is brought up to it (`planner.day.meanwhile`) when it is gone back to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from planner.bootstrap import Office
from planner.day.edit import follow
from planner.day.meanwhile import alike, day_since, plan_since, same_orders, same_routes
from planner.day.workday import Workday, judged, open_day
from planner.model import Plan
from planner.text import gettext as _
from routing.worker import Worker
from ui.edited_day import EditedDay
from ui.keeper import Desk
from ui.telling import Back, Telling, ToldStep, UseCase, first_told, told_over, work_of
from ui.undo import State, Swap

type Done = Callable[[Any], object]
type Failed = Callable[[Exception], None]


class ToldDay(EditedDay):
    """One open day that hears of others. Nothing that is told is lost while the day is busy: it waits for its turn."""

    overtaken = Signal()
    """Another program keeps a newer plan of this day: `take_newer` or `keep_own`."""
    told = Signal(object)
    """What a use case of `tell` or `note` gave back."""

    def __init__(self, office: Office, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(office, worker, parent)
        self._eras: list[tuple[State, State]] = []
        self._waiting: deque[Callable[[], None]] = deque()
        self._crossed: list[tuple[Telling, bool]] = []
        self._keeper.overtaken.connect(self._tell_overtaken)
        self.busy_changed.connect(self._go_on_soon)

    @property
    def work(self) -> Workday | None:
        """The day as it stands, for who reads it on a thread."""
        return self._work

    def tell(
        self,
        text: str,
        use_case: UseCase,
        *args: object,
        back: Back | None = None,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Call a use case that writes to the plan of this day, as one step of undo.

        It is called on a thread as ``use_case(office, work, *args, by=user, **kwargs)``, and gives a `Workday` or what
        has one as `work`; `back` undoes more than the plan of it. A search under way is given up: its plan would not
        know what was told.
        """
        telling = Telling(use_case, args, kwargs, back)
        self._when_free(lambda: self._tell(text, telling, on_done or _nothing, on_error))

    def note(
        self,
        use_case: UseCase,
        *args: object,
        on_done: Done | None = None,
        on_error: Failed | None = None,
        **kwargs: Any,
    ) -> None:
        """Call a use case that changes no plan, as ``use_case(office, *args, by=user, **kwargs)``, and tell of it."""

        def done(found: object) -> None:
            (on_done or _nothing)(found)
            self.told.emit(found)

        self._background.run(
            use_case, self.office, *args, by=self.office.user, **kwargs,
            on_done=done, on_error=on_error or self.failed.emit,
        )  # fmt: skip

    def take_newer(self, text: str = "") -> None:
        """Another hand has written to the day: take in what it wrote; the steps before it stay."""
        if self._work:
            self._when_free(lambda: self._read(text or _("Written elsewhere"), own=True))

    def take_theirs(self) -> None:
        """Take in the plan of another program; the own one is one step of undo away."""
        self._when_free(lambda: self._read(_("The newer plan"), own=False))

    def keep_own(self) -> None:
        """Keep the plan of this window as the newest."""
        if self._work:
            self._keeper.desk.want(self._work.day, self._work.plan)
            self._keeper.save()

    def look_for_newer(self) -> None:
        """Look whether another program has changed this day."""
        if self._work and not self.busy:
            self._keeper.look(self._work.day.id)

    # --- within

    def _give_up(self) -> None:
        """End a search without what it found."""

    def _when_free(self, act: Callable[[], None]) -> None:
        self._waiting.append(act)
        if self.planning:
            self._give_up()
        self._go_on()

    def _go_on_soon(self) -> None:
        # Later: what has just ended is still to be taken in, and may begin something itself.
        if self._waiting and not self.busy:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self._waiting and not self.busy:
            self._waiting.popleft()()
            self._go_on_soon()

    def _tell(self, text: str, telling: Telling, on_done: Done, on_error: Failed | None) -> None:
        if (before := self._work) is None:
            return

        def taken(found: object) -> None:
            after = work_of(found)
            if after and (after.day, after.plan) != (before.day, before.plan):
                self._step(text, before, after, telling)
            if getattr(found, "reopen", False):
                self.take_newer(text)
            on_done(found)
            self.told.emit(found)

        asked = (self.office, self._keeper.desk, before, telling)
        self._begin(first_told, *asked, on_done=taken, on_error=on_error)

    def _read(self, text: str, *, own: bool) -> None:
        if (work := self._work) is None:
            return

        def read(found: tuple[Workday, Workday]) -> None:
            was, after = found
            if alike(work.day, after.day) and same_routes(work.plan, after.plan):
                self._take(after)
                return
            self._eras.append((State(work.day, work.plan), State(after.day, after.plan)))
            if same_routes(was.plan, after.plan):
                self._note("", work)
                self._take(after)
            else:
                self._step(text, was, after)

        self._begin(_read, self.office, self._keeper.desk, work, self.worker, own, on_done=read)

    def _step(self, text: str, before: Workday, after: Workday, telling: Telling | None = None) -> None:
        # It is kept already.
        self._note(text, before)
        self._take(after)
        states = self._state(before), self._state(after)
        if telling and telling.back:
            self.undo_stack.push(ToldStep(text, *states, partial(self._cross, telling)))
        else:
            self.undo_stack.push(Swap(text, *states, self._restore))

    def _cross(self, telling: Telling, state: State, *, forth: bool) -> None:
        # A step over what was told: the log of the day has to say so as well.
        self._crossed.append((telling, forth))
        if self._jumping:
            self._goal = state
        else:
            self._settle(state)

    def _settle(self, goal: State) -> None:
        crossed, self._crossed = tuple(self._crossed), []
        if not crossed or (work := self._work) is None:
            self._restore(goal)
            return

        def done(now: Workday) -> None:
            self._take(now)
            self._restore(goal)

        self._begin(told_over, self.office, self._keeper.desk, work, crossed, on_done=done)

    def _state(self, work: Workday) -> State:
        return State(work.day, work.plan, len(self._eras))

    def _since(self, state: State) -> State:
        work, era = self._work, state.era
        if work is None or era == len(self._eras):
            return state
        day, plan = state.day, state.plan
        for before, after in self._eras[era:]:
            day = day_since(day, before.day, after.day)
            plan = plan_since(plan, before.plan, after.plan) if plan else None
        if alike(day, work.day):
            day = work.day
            plan = follow(work.problem, plan) if plan else None
        return State(day, plan, len(self._eras))

    def _tell_overtaken(self) -> None:
        # Where only facts were told elsewhere there is nothing to choose: they are taken in.
        if self._work and not self.busy:
            self._background.run(
                _newest, self.office, self._work.day.id, on_done=self._compare_theirs, on_error=self.failed.emit
            )

    def _compare_theirs(self, theirs: Plan | None) -> None:
        if self._work is None or self.busy:
            return  # the next look finds it again
        if same_orders(self._work.plan, theirs):
            self.take_newer()
        else:
            self.overtaken.emit()


def _newest(office: Office, day_id: UUID) -> Plan | None:
    with office.store.reading() as session:
        return session.draft(day_id)


def _nothing(_found: object) -> None:
    return None


def _read(office: Office, desk: Desk, work: Workday, worker: Worker, own: bool) -> tuple[Workday, Workday]:
    # The day as it was here, brought up to the other hand's, and as it is now. What was not kept yet goes before: it
    # is kept first, unless the other hand kept a plan of its own.
    overtaken = desk.is_overtaken(work.day.id)
    if not overtaken:
        desk.keep()
    unsaved = desk.forget()
    after = open_day(office, work.day.date, worker, at_once=True)
    desk.saw(after.day.id)
    was = after
    if work.plan:
        was = judged(office, after, follow(after.problem, plan_since(work.plan, work.plan, after.plan)))
    if unsaved and own:
        desk.want(after.day, was.plan)
        desk.keep()
        return was, was
    return was, after
