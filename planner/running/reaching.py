"""Visits that no search may give to a team that is out, each brought by the meeting that costs least. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from planner.day.meetings import coming_of
from planner.model import Plan
from planner.running.handover import hand_over
from planner.running.handover_proof import Law
from planner.translate import DayProblem

type Question = Callable[[], bool]


def needs_papers(dp: DayProblem) -> bool:
    """Whether somebody is out, so that papers have to reach them."""
    return dp.papers is not None and bool(dp.papers.out)


def able_without(dp: DayProblem, visit_ids: Iterable[UUID], *, but: Collection[UUID] = ()) -> tuple[UUID, ...]:
    """Those of the visits that some team can make at once: it has their papers, or is still where they are printed."""
    papers, shifts = dp.papers, [shift.id for shift in dp.day.shifts if shift.id not in but]
    return tuple(each for each in visit_ids if papers is None or any(papers.has(shift, each) for shift in shifts))


def relying_on(plan: Plan, shift_id: UUID) -> tuple[UUID, ...]:
    """The visits of other teams whose papers this team was still to bring: where it stops, they have none."""
    coming = {each.to_shift: each.visits for each in coming_of(plan) if each.from_shift == shift_id}
    return tuple(
        stop.visit_id
        for route in plan.routes for stop in route.stops
        if not stop.begun and stop.visit_id in coming.get(route.shift_id, ())
    )  # fmt: skip


def bring(
    dp: DayProblem,
    plan: Plan,
    visit_ids: Iterable[UUID],
    now: datetime,
    *,
    law: Law,
    but: Collection[UUID] = (),
    still: Collection[UUID] = (),
    stopped: Question = lambda: False,
) -> Plan:
    """The plan with as many of the visits as can be brought, the most important first; others stay without a stop.

    What one meeting brings, it brings for the next as well. Teams that are `still` drive to none.
    """
    waiting = [dp.day.visit(each) for each in visit_ids if plan.route_of(each) is None]
    for visit in sorted(waiting, key=lambda each: (-each.must_do, -each.priority)):
        if stopped():
            break
        if ways := hand_over(dp, plan, [visit.id], now, law=law, but=but, still=still, most=1):
            plan = ways[0].plan
    return plan
