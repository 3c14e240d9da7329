"""Where the papers of the visits are once teams are out, and so who may make which. Pure.

What each team took along is told by the versions that went out; `planner.day.carried` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from planner.model import Coordinates, Plan, Violation

if TYPE_CHECKING:
    from planner.translate import DayProblem

PAPERS = "papers_elsewhere"
"""The rule: a team that is out makes only visits whose papers it carries, or gets first."""
NOBODY = ("no_vehicle",)
"""Why a search leaves out what no team may take."""
MISSED = "meeting_missed"
"""The two teams of a meeting, or one of them, cannot be there as planned."""


@dataclass(frozen=True, slots=True)
class Papers:
    """Who carries what, at a moment.

    Parameters
    ----------
    carried
        The visits on the papers that each team took along, by its shift.
    leaves
        When it set out, as it was told, or is to by those papers.
    now
        The moment that decides who is out.
    paused
        Teams whose day stands still: they are given nothing, wherever they are, and nobody meets them.
    shut
        Doors at which nobody stands: somebody was in danger there.
    """

    carried: Mapping[UUID, frozenset[UUID]]
    leaves: Mapping[UUID, datetime]
    now: datetime
    paused: frozenset[UUID] = frozenset()
    shut: frozenset[Coordinates] = frozenset()

    @property
    def out(self) -> frozenset[UUID]:
        """The teams that are under way, or paused: what is printed now does not reach them by itself."""
        return self.paused | {shift for shift, since in self.leaves.items() if since <= self.now}

    def carriers(self, visit_id: UUID) -> tuple[UUID, ...]:
        """The teams under way that have the papers of a visit and can hand them over."""
        able = sorted(self.out - self.paused)
        return tuple(shift for shift in able if visit_id in self.carried.get(shift, ()))

    def has(self, shift_id: UUID, visit_id: UUID) -> bool:
        """Whether a team has the papers of a visit, or is still where they are printed."""
        since = self.leaves.get(shift_id)
        inside = shift_id not in self.paused and (since is None or since > self.now)
        return inside or visit_id in self.carried.get(shift_id, ())


def at_moment(dp: DayProblem, now: datetime) -> DayProblem:
    """The same problem at a later moment: somebody may have set out since."""
    if dp.papers is None or (later := replace(dp.papers, now=now)).out == dp.papers.out:
        return dp
    return replace(dp, papers=later)


def reasoned(papers: Papers | None, plan: Plan) -> Plan:
    """The plan that says of a visit which no team may take for want of papers that this is why."""
    if papers is None or not papers.out or not any(each.reason in NOBODY for each in plan.unassigned):
        return plan
    shifts = [route.shift_id for route in plan.routes]
    left = tuple(
        replace(each, reason=PAPERS)
        if each.reason in NOBODY and not any(papers.has(shift, each.visit_id) for shift in shifts)
        else each
        for each in plan.unassigned
    )
    return replace(plan, unassigned=left)


def out_of_reach(papers: Papers | None, plan: Plan, brought: Set[tuple[UUID, UUID]]) -> Iterator[Violation]:
    """Stops of teams that have no papers of them, and get none; what has begun is a fact.

    `brought` is what reaches teams by meetings, as shift and visit: see `planner.day.meetings`.
    """
    if papers is None or not (out := papers.out):
        return
    for route in plan.routes:
        if route.shift_id not in out:
            continue
        for stop in route.stops:
            key = route.shift_id, stop.visit_id
            if not stop.begun and key not in brought and not papers.has(*key):
                yield Violation(PAPERS, *key)
