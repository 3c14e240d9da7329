"""What a change of a plan by hand comes to: the value that is shown before a hand lets go. Computes no plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from planner.model import Route, Violation

NOTHING = timedelta(0)


class Cost(NamedTuple):
    """Compared from the first on, less is better: broken laws, other broken rules, seconds late, seconds of travel."""

    legal: int
    broken: int
    late: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What comes of moving visits to one place.

    All but `shift_id`, `position`, `broken…` and `routes` are differences: below zero is less than now.

    Parameters
    ----------
    shift_id
        Whose route they would be on; None where they would be taken out.
    position
        Where the first of them would stand among the stops that stay there.
    travel, distance
        On the road, over all teams; metres.
    late
        After the agreed times, over all visits.
    overtime
        After the ends of the shifts, over all teams.
    fairness
        Of the longest working day over the shortest: below zero is fairer.
    work, roads
        By touched shift, how much longer it works (on the road, parking, walking, at doors), and is on the road.
    shifted
        By visit, how much later each other stop would start; those that start as now are left out.
    broken
        Rules that are not broken now, or not by so much.
    routes
        The touched routes as they would be.
    seconds
        What the office's weights make of it, in seconds of travel.
    broken_now, broken_then
        Everything that the touched routes break, as they are and as they would be.
    """

    shift_id: UUID | None
    position: int = 0
    travel: timedelta = NOTHING
    distance: int = 0
    late: timedelta = NOTHING
    overtime: timedelta = NOTHING
    fairness: timedelta = NOTHING
    work: Mapping[UUID, timedelta] = field(default_factory=dict)
    roads: Mapping[UUID, timedelta] = field(default_factory=dict)
    shifted: Mapping[UUID, timedelta] = field(default_factory=dict)
    broken: tuple[Violation, ...] = ()
    routes: tuple[Route, ...] = ()
    seconds: float = 0.0
    broken_now: tuple[Violation, ...] = ()
    broken_then: tuple[Violation, ...] = ()

    @property
    def legal(self) -> tuple[Violation, ...]:
        """The broken rules that nothing may pass."""
        return tuple(violation for violation in self.broken if violation.legal)

    @property
    def cost(self) -> Cost:
        """For ranking: the law first, then the rules, then what it costs."""
        late = sum(violation.amount for violation in self.broken if violation.kind == "late")
        return Cost(len(self.legal), len(self.broken) - len(self.legal), late, self.seconds)

    @property
    def changes(self) -> bool:
        """Whether anything would be otherwise than now."""
        return bool(self.routes)


def newly_broken(before: Iterable[Violation], after: Iterable[Violation]) -> tuple[Violation, ...]:
    """What is broken afterwards and was not before, at the same visit or team, or not by so much; the law first."""
    had: dict[tuple[str, UUID | None], list[int]] = defaultdict(list)
    for violation in sorted(before, key=_amount):
        had[_where(violation)].append(violation.amount)
    found = []
    for violation in sorted(after, key=_amount, reverse=True):
        known = had[_where(violation)]
        if not known or violation.amount > known.pop():
            found.append(violation)
    return tuple(sorted(found, key=lambda each: not each.legal))


def _where(violation: Violation) -> tuple[str, UUID | None]:
    # A visit takes its rules along to another team.
    return violation.kind, violation.visit_id or violation.shift_id


def _amount(violation: Violation) -> int:
    return violation.amount
