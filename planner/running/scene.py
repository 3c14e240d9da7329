"""What every answer is worked out from when something happened: the open day at a moment, searched and judged.

An answer is a day and a plan gone to the end: what it newly breaks was taken out of it, or it is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.bootstrap import Office
from planner.day.absence import WayOut
from planner.day.detours import detours
from planner.day.difference import difference
from planner.day.edit import follow
from planner.day.effect import newly_broken
from planner.day.framing import terms_of
from planner.day.from_now import LEAD, freeze, hold, thaw, under_way
from planner.day.optimize import Planning
from planner.day.searches import is_under_way
from planner.day.wanted import Wanted
from planner.day.workday import Workday, judged, work_on
from planner.model import Day, Plan, Shift, TravelMode, Visit
from planner.running.calls_due import CallMade, to_call
from planner.running.happened import Answer, Kind
from planner.running.shedding import shed
from routing.errors import Cancelled
from routing.worker import Worker

REORDER_S = 1.0
"""The longest search for another order: somebody waits on the phone."""


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A day and a plan that could be the answer, before they are judged."""

    kind: Kind
    after: Workday
    mode: TravelMode | None = None
    delay: timedelta = timedelta(0)
    arrangement: WayOut | None = None
    shut_in: tuple[Visit, ...] = ()
    held_up: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The open day at a moment. `plan` is its plan with what is past or near held as it is.

    The days of the `paused` teams stand still: nothing is given to them. Who is `back` drives nowhere any more.
    """

    office: Office
    worker: Worker
    work: Workday
    now: datetime
    issued: Plan | None
    made: tuple[CallMade, ...]
    paused: frozenset[UUID]
    back: frozenset[UUID]
    on_message: Callable[[object], None]
    cancelled: Callable[[], bool]
    plan: Plan = field(init=False)

    def __post_init__(self) -> None:
        plan = self.work.plan or follow(self.work.problem, Plan(self.work.day.id))
        object.__setattr__(self, "plan", under_way(plan, self.now) if is_under_way(plan, self.now) else plan)

    def pause(self) -> None:
        """Give up where nobody waits any more.

        Raises
        ------
        Cancelled
            So it is.
        """
        if self.cancelled():
            raise Cancelled

    def on(self, day: Day, plan: Plan | None = None) -> Workday:
        """The plan on another day: timed anew, and judged."""
        self.pause()
        return work_on(self.office, day, plan or self.plan, self.worker, on_message=self.on_message)

    def around(self, day: Day) -> Workday:
        """The plan on a day on which a road was closed just now; it may wait for what no team needs for what it has."""
        self.pause()
        travel = detours(self.office, day, self.plan, self.worker, on_message=self.on_message, cancelled=self.cancelled)
        if travel is None:
            return self.on(day)
        problem = terms_of(self.office, day).frame(day, travel)
        return judged(self.office, Workday(day, None, problem, (), waits=True), follow(problem, self.plan))

    def fitted(self, work: Workday) -> Workday:
        """The same without what it newly breaks."""
        return shed(self.office, work, self.work.violations, self.pause)

    def reordered(self, work: Workday, shift_ids: Collection[UUID]) -> Workday:
        """These teams in a better order from now on; each keeps its visits, as far as it can, and all others stay."""
        assert work.plan is not None
        plan, others = work.plan, {route.shift_id for route in work.plan.routes} - set(shift_ids)
        first = self.now + LEAD if plan.not_before else None
        start = freeze(hold(plan, others), self.now) if first else hold(plan, others)
        wanted = Wanted(same_teams=True, only=frozenset(), not_before=first)
        framed = work.problem if work.waits else None
        planning = Planning(
            self.office, work.day, start, self.worker, time_limit_s=REORDER_S, wanted=wanted, framed=framed
        )
        found = planning.wait(lambda _message: None, self.cancelled)
        self.pause()
        return judged(self.office, work, follow(work.problem, thaw(found, plan)))

    def answer(self, draft: Draft) -> Answer:
        """A draft judged against the day as it is."""
        work, after = self.work, draft.after
        change = difference(
            work.day, work.plan, after.plan, day_after=after.day,
            broken=(work.violations, after.violations), issued=self.issued,
        )  # fmt: skip
        had = {call.key for call in to_call(work.day, self.issued, work.plan, self.made, blocked=work.problem.blocked)}
        calls = to_call(after.day, self.issued, after.plan, self.made, blocked=after.problem.blocked)
        return Answer(
            draft.kind,
            after,
            change,
            tuple(call for call in calls if call.key not in had),
            draft.mode,
            draft.delay,
            draft.arrangement,
            draft.shut_in,
            draft.held_up,
            newly_broken(work.violations, after.violations),
        )

    def sealed(self, day: Day) -> Day:
        """The day on which a paused team has room for what it has, and for no more; only to search on."""
        had = {route.shift_id: len(route.stops) for route in self.plan.routes}
        shifts = (replace(s, max_visits=had.get(s.id, 0)) if s.id in self.paused else s for s in day.shifts)
        return replace(day, shifts=tuple(shifts)) if self.paused else day

    def gives_to_paused(self, after: Plan | None) -> bool:
        """Whether a paused team has a visit in this plan that it has not now."""
        had = {route.shift_id: {stop.visit_id for stop in route.stops} for route in self.plan.routes}
        routes = (route for route in (after.routes if after else ()) if route.shift_id in self.paused)
        return any({stop.visit_id for stop in r.stops} - had.get(r.shift_id, set()) for r in routes)

    def with_room(self, shift_id: UUID, count: int) -> Day:
        """The open day on which a team makes so many visits and no more."""
        shifts = (replace(s, max_visits=count) if s.id == shift_id else s for s in self.work.day.shifts)
        return replace(self.work.day, shifts=tuple(shifts))


def orders(plan: Plan | None) -> Hashable:
    """Who goes where in which order; meetings count."""
    routes = (route for route in (plan.routes if plan else ()) if route.stops)
    return tuple((each.shift_id, tuple(stop.visit_id for stop in each.stops), each.meetings) for each in routes)
