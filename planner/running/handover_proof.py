"""Whether a handover holds: the plan it leads to is gone to its end, checked, and judged by the law. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from planner.bootstrap import Office
from planner.day import edit
from planner.day.from_now import is_near
from planner.day.locks import held
from planner.day.meetings import coming_of, with_these
from planner.day.totals import NOTICED
from planner.model import Day, Meeting, Plan, Violation
from planner.policy.closed import ClosedDays
from planner.policy.pack import Pack
from planner.running.trial_orders import Draft
from planner.translate import DayProblem

PATIENCE = timedelta(minutes=30)
"""A team whose day has ended does not stand at its last door for longer than this until its papers are fetched."""

type Broken = tuple[str, UUID | None, UUID | None]


class Law(NamedTuple):
    """What plans are judged by."""

    pack: Pack
    closed: ClosedDays


def law_of(office: Office, day: Day) -> Law:
    """As it is now."""
    return Law(office.pack, office.closed(day))


@dataclass(frozen=True, slots=True)
class WayOver:
    """Visits with another team, and what comes of it.

    Parameters
    ----------
    meeting, meets_at
        How their papers reach it, and when; None where it has them, or is still where they are printed.
    plan
        What it leads to.
    added, distance
        More time at work of all teams, on the road, at the meeting and waiting for it; more metres. Negative for less.
    moved
        Other visits that start otherwise by more than is noticed.
    """

    visit_ids: tuple[UUID, ...]
    to_shift: UUID
    meeting: Meeting | None
    meets_at: datetime | None
    plan: Plan
    added: timedelta
    distance: int
    moved: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Proof:
    """What is asked of every way: nothing newly broken, nothing near moved, nobody made to wait at a last door.

    Parameters
    ----------
    ids
        The visits that go to another team: none of them may be unlawful there, whatever it is now.
    still
        Teams whose day has ended.
    """

    dp: DayProblem
    plan: Plan
    ids: tuple[UUID, ...]
    now: datetime
    law: Law
    still: Collection[UUID] = ()

    def way(self, draft: Draft) -> WayOver | None:
        """The draft at its end; None where it does not hold."""
        meetings = _with(self.plan.meetings, draft.meeting)
        coming = {each.id for each in coming_of(self.plan)} | ({draft.meeting.id} if draft.meeting else set())
        problem = with_these(self.dp, [each for each in meetings if each.id in coming])
        base = replace(self.plan, meetings=meetings)
        after = edit.laid(held(problem, base, free=self.ids), base, draft.orders)
        if self._moves_near(after) or not all(map(after.route_of, self.ids)) or self._waits(draft, after):
            return None
        found = self._found(after)
        if any(each.legal and each.visit_id in self.ids for each in found):
            return None
        if any(amount > self._had[key] for key, amount in _amounts(found).items()):
            return None
        return self._way(draft, after)

    def _found(self, plan: Plan) -> tuple[Violation, ...]:
        return edit.violations(self.dp, plan, self.law.pack, self.law.closed)

    @cached_property
    def _had(self) -> Counter[Broken]:
        return _amounts(self._found(self.plan))

    def _moves_near(self, after: Plan) -> bool:
        starts = _starts(after)
        near = [(r.shift_id, stop) for r in self.plan.routes for stop in r.stops if is_near(stop, self.now)]
        return any(starts.get((shift, stop.visit_id)) != stop.start for shift, stop in near)

    def _waits(self, draft: Draft, after: Plan) -> bool:
        meeting = draft.meeting
        return meeting is not None and any(
            lies.start - max(lies.arrival, self.now) > PATIENCE
            for route in after.routes if route.shift_id in self.still
            for lies in route.meetings if lies.meeting_id == meeting.id
        )  # fmt: skip

    def _way(self, draft: Draft, after: Plan) -> WayOver:
        met = (each for route in after.routes for each in route.meetings)
        return WayOver(
            self.ids,
            draft.to_shift,
            draft.meeting,
            next((each.start for each in met if draft.meeting and each.meeting_id == draft.meeting.id), None),
            after,
            _work(after) - _work(self.plan),
            after.distance - self.plan.distance,
            _moved(self.plan, after, self.ids),
        )


def _with(meetings: tuple[Meeting, ...], meeting: Meeting | None) -> tuple[Meeting, ...]:
    return (*(each for each in meetings if meeting is None or each.id != meeting.id), *((meeting,) if meeting else ()))


def _amounts(found: Iterable[Violation]) -> Counter[Broken]:
    amounts: Counter[Broken] = Counter()
    for each in found:
        amounts[each.kind, each.shift_id, each.visit_id] += max(each.amount, 1)
    return amounts


def _starts(plan: Plan) -> dict[tuple[UUID, UUID], datetime]:
    return {(route.shift_id, stop.visit_id): stop.start for route in plan.routes for stop in route.stops}


def _work(plan: Plan) -> timedelta:
    return sum((route.end - route.start for route in plan.routes if route.stops), timedelta(0))


def _moved(before: Plan, after: Plan, but: Collection[UUID]) -> tuple[UUID, ...]:
    had, has = _starts(before), _starts(after)
    return tuple(
        visit for (shift, visit), start in has.items()
        if visit not in but and abs(start - had.get((shift, visit), start)) > NOTICED
    )  # fmt: skip
