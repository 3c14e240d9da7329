"""What an action of planning proposes: a plan in place of the one there is, to be accepted or discarded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from planner.bootstrap import Office
from planner.day.difference import Difference, difference
from planner.day.workday import Workday, judged, save_over
from planner.model import Plan
from routing.worker import Worker


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A day as it would be, what lies between it and the day as it is, and what else is to be said.

    Parameters
    ----------
    text
        Names the step for undo.
    problem
        What could not be done, such as urgent visits without room.
    lead
        What it brings and costs beside the difference, in words.
    """

    text: str
    before: Workday
    after: Workday
    difference: Difference
    problem: Exception | None = None
    lead: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return _routes(self.before.plan) == _routes(self.after.plan) and self.before.day == self.after.day


def propose(
    text: str,
    issued: Plan | None,
    search: Callable[..., Any],
    office: Office,
    worker: Worker,
    work: Workday,
    *args: object,
    on_message: Callable[[object], None],
    cancelled: Callable[[], bool],
) -> Proposal:
    """Search, and say what would change. Blocks; meant for a thread."""
    found = search(office, worker, work, *args, on_message=on_message, cancelled=cancelled)
    after, problem, *words = found if isinstance(found, tuple) else (found, None)
    changed = difference(
        work.day,
        work.plan,
        after.plan,
        day_after=after.day,
        broken=(work.violations, after.violations),
        issued=issued,
    )
    return Proposal(text, work, after, changed, problem, *words)


def kept(office: Office, proposal: Proposal) -> Workday:
    """The day of a proposal, saved; its plan as it was proposed."""
    after = proposal.after
    day = save_over(office, after.day, proposal.before.day)
    made = Workday(day, None, replace(after.problem, day=day), (), after.waits)
    return judged(office, made, after.plan) if after.plan else made


def _routes(plan: Plan | None) -> object:
    return (plan.routes, plan.unassigned) if plan else None
