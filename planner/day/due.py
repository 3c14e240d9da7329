"""Until when a stop has to start, and what for: what was told to the customer, their times, their wish, or the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.model import Visit
from planner.policy.hours import moment
from planner.translate import DayProblem, sides_of


class DueKind(StrEnum):
    """What sets the last start."""

    PROMISE = "promise"
    WINDOW = "window"
    WISH = "wish"
    LAW = "law"
    """The whole planned stay has to end within the lawful hours (or before the lock or fact that cut them)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment at which service may start, included."""

    kind: DueKind
    at: datetime


def due_of(dp: DayProblem, visit_id: UUID, planned: int, *, wish: bool = True) -> Due:
    """The last start of a visit planned for this second; KeyError where no team may be sent to it.

    Of several windows that one counts in which it is planned: to come in the next one is too late. A wish counts as
    long as the plan itself keeps it, and somebody asks for it.
    """
    job = dp.problem.job(sides_of(dp, visit_id)[0])
    inside = (window for window in job.windows if window.earliest <= planned <= window.latest)
    last = next(inside, job.windows[-1]).latest
    if wish and job.wish and job.wish.latest is not None and planned <= job.wish.latest < last:
        return Due(DueKind.WISH, dp.moment(job.wish.latest))
    return Due(_kind(dp, dp.day.visit(visit_id), last), dp.moment(last))


def _kind(dp: DayProblem, visit: Visit, last: int) -> DueKind:
    zone = dp.day.zone
    if visit.promised and dp.seconds(moment(visit.date, visit.promised.latest, zone)) == last:
        return DueKind.PROMISE
    ends = {dp.seconds(moment(visit.date, window.latest, zone)) for window in visit.windows}
    return DueKind.WINDOW if last in ends else DueKind.LAW
