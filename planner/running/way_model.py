"""A way out of a warning and what it costs, as frozen values. Found in `planner.running.ways`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from planner.day.next_slot import Slot
from planner.model import Day, Plan, Window

if TYPE_CHECKING:
    from planner.running.handover import WayOver

MINUTE = timedelta(minutes=1)
TEAM_CALL, CUSTOMER_CALL, NEW_PROMISE = 3, 4, 6
"""Minutes: a call to a team, one to a customer, and what it weighs more that a promise has to be made anew."""
LEFT_OVER = CUSTOMER_CALL + NEW_PROMISE + 2
"""Minutes that each thing weighs that the team misses all the same: somebody has to come back to it, and call."""
AT_HAND = 5
"""Minutes that it weighs that a team may be at the door already by which it is sent elsewhere."""
DROPPED, OF_PRIORITY = 30, 0.5
"""Minutes that a visit on another day weighs, and what each point of its priority adds."""


class WayKind(StrEnum):
    """What is done."""

    REORDER = "reorder"
    """The team makes its stops in another order."""
    CALL = "call"
    """The customer agrees to another time."""
    HAND_OVER = "hand_over"
    """A visit goes to another team, with its papers."""
    DROP = "drop"
    """A visit is left for another day."""
    OVERTIME = "overtime"
    """The team works longer."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out, gone to the end: the day and the plan then, both judged.

    Parameters
    ----------
    visit_id
        What is moved, called about, handed over or dropped; None where a team works longer.
    shift_id
        Whose route it is on then; None where it is dropped.
    day, plan
        The day and the plan then; the day is as it was but for `CALL` and `OVERTIME`.
    travel_time, distance
        Extra time and metres on the road, over all teams; below zero where less is driven.
    moved
        The visits that stand elsewhere in their routes then, beside the dropped one.
    ring_teams, ring_customers
        Who has to be told: shifts, and visits.
    not_now
        Customers who have to be told as well, whom nobody may call now; they stay on the list of calls.
    span
        What the customer would be told, in local time.
    slots
        When a dropped visit may be made instead, soonest first.
    overtime
        How much longer the team may work then.
    mended, left
        What is missed no more, by visits (None: the end of the shift), and how much of it all is missed all the same.
    expected
        When the first of `mended` will be then: the start of its stop, or when the team is back; None where it is
        dropped.
    by_hand
        A stop that is near, which only a person may move or leave out: the team is rung up at once, and the way holds
        if they are not at that door yet.
    over
        How the papers of a visit reach the other team.
    """

    kind: WayKind
    visit_id: UUID | None
    shift_id: UUID | None
    day: Day
    plan: Plan
    travel_time: timedelta = timedelta(0)
    distance: int = 0
    moved: tuple[UUID, ...] = ()
    ring_teams: tuple[UUID, ...] = ()
    ring_customers: tuple[UUID, ...] = ()
    not_now: tuple[UUID, ...] = ()
    span: Window | None = None
    slots: tuple[Slot, ...] = ()
    overtime: timedelta = timedelta(0)
    mended: tuple[UUID | None, ...] = ()
    left: int = 0
    expected: datetime | None = None
    over: WayOver | None = None
    by_hand: UUID | None = None

    @property
    def price(self) -> float:
        """What it weighs, in minutes: the less the better. How much a call weighs is judgement, and stated above."""
        return self.cost + LEFT_OVER * self.left

    @property
    def cost(self) -> float:
        """The same without what it leaves to be mended."""
        found = self.travel_time / MINUTE + TEAM_CALL * len(self.ring_teams) + self.overtime / MINUTE
        found += AT_HAND if self.by_hand else 0
        for visit in map(self.day.visit, (*self.ring_customers, *self.not_now)):
            found += CUSTOMER_CALL + (NEW_PROMISE if visit.promised else 0)
        if self.kind is WayKind.DROP and self.visit_id:
            found += DROPPED + OF_PRIORITY * self.day.visit(self.visit_id).priority
        return found
