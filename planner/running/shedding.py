"""Takes out of a plan what it cannot keep any more, as little as can be, until it breaks no more than before.

It searches for nothing: order and times stay as they are. What has begun is a fact, and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from planner.bootstrap import Office
from planner.day.edit import take_all_out, take_out
from planner.day.effect import newly_broken
from planner.day.workday import Workday, judged
from planner.model import Plan, Violation

MOST = 40
"""Visits that are taken out at most; who would lose more has another kind of day."""


def shed(office: Office, work: Workday, had: Iterable[Violation], pause: Callable[[], None] = lambda: None) -> Workday:
    """The plan without the visits because of which it newly breaks a rule: the least important that help go first."""
    had = tuple(had)
    for _number in range(MOST):
        broken = newly_broken(had, work.violations)
        if not broken or work.plan is None:
            break
        tries = [(_cost(one, had, work, key), one) for key in _blamed(work.plan, broken)
                 if (one := _without(office, work, key, pause))]  # fmt: skip
        best = min(tries, key=lambda each: each[0], default=None)
        if best is None or best[0][0] >= len(broken):
            break
        work = best[1]
    return work


def without(office: Office, work: Workday, visit_ids: Collection[UUID]) -> Workday:
    """The day on which these visits are not made, but for what has begun."""
    assert work.plan is not None
    open_ = [key for key in visit_ids if not work.plan.has_begun(key)]
    return judged(office, work, take_all_out(work.problem, work.plan, open_))


def _blamed(plan: Plan, broken: Iterable[Violation]) -> list[UUID]:
    # Every visit ahead of a team whose route breaks something: whichever goes, the others may fit.
    visits = {each.visit_id for each in broken}
    shifts = {each.shift_id for each in broken if each.shift_id}
    shifts |= {route.shift_id for key in visits if key for route in plan.routes_of(key)}
    return list(dict.fromkeys(
        stop.visit_id for route in plan.routes if route.shift_id in shifts for stop in route.stops if not stop.begun
    ))  # fmt: skip


def _without(office: Office, work: Workday, key: UUID, pause: Callable[[], None]) -> Workday | None:
    assert work.plan is not None
    pause()
    return judged(office, work, take_out(work.problem, work.plan, key))


def _cost(one: Workday, had: tuple[Violation, ...], before: Workday, key: UUID) -> tuple[int, bool, int, float]:
    # What is left broken, then what was promised or must be, then what matters, then the road that is saved.
    visit = before.day.visit(key)
    settled = visit.promised is not None or visit.must_do
    assert one.plan
    return len(newly_broken(had, one.violations)), settled, visit.priority, one.plan.travel_time.total_seconds()
