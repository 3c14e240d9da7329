"""On a day under way a stop that comes too late for its window is too late: nobody waits hours for the next one. Pure.

Who can be met from nine to eleven or from five to seven, and is planned for ten, is not met at five because the team is
late: all stops behind would stand still with it. Only a person, or a search, moves a visit to its next window. What the
law leaves no room for is no window of the customer's, and is waited for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from planner.model import Plan, Visit
from planner.policy.hours import moment
from planner.translate import DayProblem, sides_of
from routing.problem import Job


def in_same_windows(dp: DayProblem, plan: Plan, jobs: Mapping[str, Job], free: Collection[UUID] = ()) -> dict[str, Job]:
    """Those of the jobs that lose the windows behind the one they are planned in; the visits in `free` keep all."""
    if not any(stop.begun for route in plan.routes for stop in route.stops):
        return {}
    several = {each.id: each for each in dp.day.visits if len(each.windows) > 1 and not each.promised}
    found: dict[str, Job] = {}
    for route in plan.routes:
        for stop in route.stops:
            visit = several.get(stop.visit_id)
            if visit is None or visit.id in free or stop.begun or (stop.lock and stop.lock.start):
                continue
            last = _last(dp, visit, dp.seconds(stop.start))
            found |= {key: job for key in sides_of(dp, visit.id) if key in jobs if (job := _until(jobs[key], last))}
    return found


def _last(dp: DayProblem, visit: Visit, planned: int) -> int:
    # The end of the window in which it is planned, or that it has missed.
    zone = dp.day.zone
    spans = sorted(tuple(dp.seconds(moment(visit.date, at, zone)) for at in window) for window in visit.windows)
    return [latest for earliest, latest in spans if earliest <= planned or earliest == spans[0][0]][-1]


def _until(job: Job, last: int) -> Job | None:
    windows = tuple(window for window in job.windows if window.earliest <= last)
    return replace(job, windows=windows) if windows and windows != job.windows else None
