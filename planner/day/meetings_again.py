"""Meetings that rested while a team stood still, laid into the routes again: each where it costs least. Pure.

Who gets the papers comes there before the first visit that waits for them; for who brings them every place ahead is
tried. What comes of it is reported, as of any change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.day.job_ids import is_meeting, meeting_job, visit_of
from planner.day.meetings import resting
from planner.model import Meeting, Plan
from planner.translate import DayProblem
from routing.schedule import timed_all

type Orders = dict[str, list[str]]


def laid_again(dp: DayProblem, plan: Plan, orders: Mapping[str, Sequence[str]]) -> Orders:
    """The orders of a plan with those of its meetings that rest no more; `dp` has the jobs of those that can be."""
    made = {vehicle: list(order) for vehicle, order in orders.items()}
    if not dp.meetings or len(dp.meetings) == sum(is_meeting(job) for order in made.values() for job in order):
        return made
    for meeting in resting(plan):
        if meeting_job(meeting.id, meeting.to_shift) in dp.meetings:
            made |= _laid(dp, plan, made, meeting)
    return made


def _laid(dp: DayProblem, plan: Plan, orders: Orders, meeting: Meeting) -> Orders:
    taker, giver = str(meeting.to_shift), str(meeting.from_shift or "")
    mine, job = orders.get(taker, []), meeting_job(meeting.id, meeting.to_shift)
    head = _head(plan, mine)
    first = next((n for n, each in enumerate(mine) if n >= head and visit_of(each) in meeting.visits), None)
    if first is None or job in mine:
        return {}
    comes = {taker: [*mine[:first], job, *mine[first:]]}
    if meeting.from_shift is None:
        return comes
    theirs, part = orders.get(giver, []), meeting_job(meeting.id, meeting.from_shift)
    tried = (
        {**comes, giver: [*theirs[:gap], part, *theirs[gap:]]} for gap in range(_head(plan, theirs), len(theirs) + 1)
    )
    return min(tried, key=lambda each: _price(dp, each))


def _head(plan: Plan, order: Sequence[str]) -> int:
    # Behind how many jobs something may still be laid.
    return max(
        (n for n, job in enumerate(order, start=1) if not is_meeting(job) and plan.has_begun(visit_of(job))), default=0
    )


def _price(dp: DayProblem, orders: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    # Seconds too late, then at work, of these routes alone.
    routes, late = timed_all(dp.problem, orders)
    return late, sum(route.end - route.start for route in routes if route.stops)
