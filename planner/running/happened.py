"""What can happen to a team or on the road, as somebody chose it, and the answers that are offered: values alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from planner.day.absence import WayOut
from planner.day.difference import Difference
from planner.day.workday import Workday
from planner.model import Coordinates, Shift, TravelMode, Violation, Visit
from planner.running.calls_due import ToCall

USUAL_DELAY = timedelta(minutes=30)
"""Until another car is there. Judgement."""


class What(StrEnum):
    """What happened."""

    STAFF_ILL = "staff_ill"
    CAR_OUT = "car_out"
    STOPS_HERE = "stops_here"
    SPREAD = "spread"
    ROAD_CLOSED = "road_closed"


class Kind(StrEnum):
    """What is done about it."""

    ARRANGE = "arrange"
    """People change teams: see `Answer.arrangement`."""
    TRAVEL = "travel"
    """The team goes on another way, in the same order."""
    TRAVEL_REORDERED = "travel_reordered"
    TRAVEL_HANDED = "travel_handed"
    """The same, and what it cannot make any more goes to other teams, with its papers."""
    SPREAD = "spread"
    """The open visits go to other teams, as far as they can."""
    HAND_OVER = "hand_over"
    """The same, and papers change hands at meetings."""
    DROP = "drop"
    """The open visits are not made today."""
    KEEP = "keep"
    """Every route keeps its order and is timed anew."""
    REORDER = "reorder"
    """Every team keeps its visits, in a better order."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What somebody chose.

    Parameters
    ----------
    shift_id, staff_id
        Whom it happened to; a person alone where they fell ill.
    modes
        How the team could go on without its car.
    delay
        How long the team stands still before it does.
    vehicle
        The label of another car; empty where it is not known yet.
    ring
        The area that is closed.
    """

    what: What
    shift_id: UUID | None = None
    staff_id: UUID | None = None
    modes: tuple[TravelMode, ...] = (TravelMode.CAR, TravelMode.BICYCLE, TravelMode.FOOT)
    delay: timedelta = USUAL_DELAY
    vehicle: str = ""
    ring: tuple[Coordinates, ...] = ()


@dataclass(frozen=True, slots=True)
class Price:
    """What an answer costs against the plan as it is: visits with another team, visits without one, road, promises."""

    dropped: int
    moved: int
    travel_time: timedelta
    distance: int
    promises: int
    """Customers with a promised span that is not kept any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to go on, worked out to the end and judged.

    Parameters
    ----------
    mode, delay
        How the team goes on, where that changes.
    after
        The day and the plan that it leads to.
    customers
        Who would have to be called because of it.
    shut_in
        Visits within the area that is closed: whether they can be reached, somebody has to ask.
    held_up
        Teams that would have gone into the area that is closed or through it: they are told of it.
    broken
        What it breaks that was not broken before; empty but for what the office allows to be broken.
    """

    kind: Kind
    after: Workday
    change: Difference
    customers: tuple[ToCall, ...] = ()
    mode: TravelMode | None = None
    delay: timedelta = timedelta(0)
    arrangement: WayOut | None = None
    shut_in: tuple[Visit, ...] = ()
    held_up: tuple[Shift, ...] = ()
    broken: tuple[Violation, ...] = ()

    @property
    def price(self) -> Price:
        """What it costs."""
        before, after = self.change.before, self.change.after
        return Price(
            len(self.change.taken_out),
            len(self.change.moved),
            after.travel_time - before.travel_time,
            after.distance - before.distance,
            sum(call.promised for call in self.customers),
        )

    @property
    def offered(self) -> bool:
        """Whether it may be offered: it breaks nothing that is not broken now."""
        return not self.broken

    @property
    def rank(self) -> tuple[object, ...]:
        """For ranking, less is better: broken rules, promises, lost visits by their weight, visits moved, the road."""
        price = self.price
        lost = sum(1 + change.visit.priority for change in self.change.taken_out)
        return len(self.broken), price.promises, lost, price.moved, price.travel_time, list(Kind).index(self.kind)


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """An answer that was found while others are still worked out."""

    answer: Answer
