"""A plan of a day: who is visited when, by which shift, and who is not. Frozen values, standard library only.

Visits and shifts are named by their ids alone; what they are is said in `planner.model`, which hands these values on.
Moments are aware and kept in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from planner.location import Coordinates


@dataclass(frozen=True, slots=True)
class Lock:
    """What of a stop stays in later searches: its team always, and what else is said here.

    Parameters
    ----------
    place
        Where it stands in its route: 1 the first, 2 the second, -1 the last; None for anywhere.
    start
        When its service starts; None for whenever.
    begun
        A team is there, or was: it stays where it stands, and nothing goes before it. All stops before it have begun.
    """

    place: int | None = None
    start: datetime | None = None
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Actual:
    """How it went at a stop, as it was told: facts, which no plan changes.

    Parameters
    ----------
    arrived, left
        When the team stood at the door and when it went; None where nobody told.
    outcome
        ``"done"`` or ``"failed"``; ``""`` while the team is there, or has left and did not tell yet.
    reason
        Why it failed: ``"not_met"`` (nobody was there), ``"refused"`` or ``"stopped"`` (by the team); else ``""``.
    """

    arrived: datetime | None = None
    left: datetime | None = None
    outcome: str = ""
    reason: str = ""

    @property
    def over(self) -> bool:
        """Whether the team has left again."""
        return bool(self.outcome) or self.left is not None

    @property
    def met(self) -> bool:
        """Whether somebody was met: who limits visits may count these alone."""
        return bool(self.outcome) and self.reason != "not_met"


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit placed on a route, with aware times. A locked stop stays as its lock says.

    A visit that needs two teams has a stop on each of their routes, both with the same start.
    """

    visit_id: UUID
    arrival: datetime
    start: datetime
    departure: datetime
    waiting: timedelta = timedelta(0)
    travel_time: timedelta = timedelta(0)
    """From the place before it."""
    distance: int = 0
    """Metres from the place before it."""
    lock: Lock | None = None
    actual: Actual | None = None
    """How it went; a stop that has it has begun. Its times above are then these, as far as they are known."""

    @property
    def outcome(self) -> str:
        """``"done"``, ``"failed"``, or ``""`` while it is neither."""
        return self.actual.outcome if self.actual else ""

    @property
    def locked(self) -> bool:
        """Whether it stays with its team, at least."""
        return self.lock is not None

    @property
    def begun(self) -> bool:
        """Whether a team is there already, or was."""
        return self.lock is not None and self.lock.begun


@dataclass(frozen=True, slots=True)
class RouteBreak:
    """A rest as it lies in the route; `after` is the number of stops before it."""

    start: datetime
    end: datetime
    after: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """Papers come to a team that is under way: another team hands them over, or they lie ready where a route may end.

    Parameters
    ----------
    visits
        Whose papers change hands. It holds while one of them is on the route of `to_shift`.
    from_shift
        Who brings them; None where `to_shift` fetches them from the office.
    place, where
        Where that is, and in words that say no more than a street and a number, or the name of a base.
    soonest
        Neither team can be there before it: they have to be told.
    lasts
        How long it takes, at the place.
    over
        It has been: its papers are with `to_shift`, and nobody has to drive to it any more.
    """

    visits: tuple[UUID, ...]
    to_shift: UUID
    from_shift: UUID | None
    place: Coordinates
    where: str
    soonest: datetime
    lasts: timedelta = timedelta(minutes=5)
    id: UUID = field(default_factory=uuid4)
    over: bool = False

    @property
    def shifts(self) -> tuple[UUID, ...]:
        """Whose routes lead there."""
        return (self.to_shift,) if self.from_shift is None else (self.to_shift, self.from_shift)


@dataclass(frozen=True, slots=True)
class RouteMeeting:
    """A meeting as it lies in a route, which has no stop there: who goes on is at the stop before, or on the way."""

    meeting_id: UUID
    arrival: datetime
    start: datetime
    end: datetime
    travel_time: timedelta = timedelta(0)
    """From the place before it."""
    distance: int = 0
    """Metres from the place before it."""
    place: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A shift's ordered stops. `start` leaves the start place, `end` reaches the end place."""

    shift_id: UUID
    stops: tuple[Stop, ...]
    start: datetime
    end: datetime
    breaks: tuple[RouteBreak, ...] = ()
    travel_time: timedelta = timedelta(0)
    distance: int = 0
    last_travel_time: timedelta = timedelta(0)
    """From the last stop to the end place."""
    last_distance: int = 0
    meetings: tuple[RouteMeeting, ...] = ()

    @property
    def begun(self) -> int:
        """How many of its stops have begun: they are its first."""
        return sum(stop.begun for stop in self.stops)

    @property
    def in_order(self) -> tuple[Stop | RouteMeeting, ...]:
        """Its stops with its meetings between them."""
        found: list[Stop | RouteMeeting] = list(self.stops)
        for meeting in self.meetings:
            at = next((number for number, each in enumerate(found) if each.start >= meeting.start), len(found))
            found.insert(at, meeting)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Unassigned:
    """A visit without a stop. `reason` is a code: a `routing.solution.Reason`, ``"not_located"``,
    ``"not_approved"``, ``"taken_out"`` (by hand), ``"new"`` (came after planning), ``"promise_outside"``,
    ``"after_missing"``, ``"after_circle"`` (see `planner.day.conditions`), or ``"rule:<id>"`` of the policy."""

    visit_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a plan breaks: which, where, by how much (seconds, metres or a count).

    `kind` is a kind of `routing.solution.Violation`, a policy rule's id, or of the locks: ``position`` (places away),
    ``locked_start`` (seconds away), ``before_begun``; `legal` marks rules that nothing may pass.
    """

    kind: str
    shift_id: UUID | None = None
    visit_id: UUID | None = None
    amount: int = 0
    legal: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All routes of a day and the unassigned: together exactly the visits of the day. Kept, never overwritten.

    `travel_source` names the road network the times came from (``"valhalla:<region>"`` or ``"straight_line"``).
    `version` is 0 while it is a draft and counts the issued versions from 1. `not_before` is set where the plan was
    made on its day, under way: nothing starts sooner, whatever else of the plan is changed, but what teams
    were on the way to by then.
    """

    day_id: UUID
    routes: tuple[Route, ...] = ()
    unassigned: tuple[Unassigned, ...] = ()
    travel_source: str = ""
    made_at: datetime | None = None
    version: int = 0
    id: UUID = field(default_factory=uuid4)
    not_before: datetime | None = None
    on_the_way: frozenset[UUID] = frozenset()
    meetings: tuple[Meeting, ...] = ()
    """By which papers reach other teams: what of them still has to be driven to lies in the routes as well."""

    def route_of(self, visit_id: UUID) -> Route | None:
        """The route that holds this visit, if any; the first, where two do."""
        return next(iter(self.routes_of(visit_id)), None)

    def routes_of(self, visit_id: UUID) -> tuple[Route, ...]:
        """The routes that hold this visit: one, or two where it needs two teams."""
        return tuple(route for route in self.routes if any(stop.visit_id == visit_id for stop in route.stops))

    def stops_of(self, shift_id: UUID | None) -> tuple[Stop, ...]:
        """The stops of a shift, in order; none where it has no route."""
        return next((route.stops for route in self.routes if route.shift_id == shift_id), ())

    def has_begun(self, visit_id: UUID) -> bool:
        """Whether a team is at this visit already, or was."""
        return any(stop.begun for route in self.routes for stop in route.stops if stop.visit_id == visit_id)

    @property
    def travel_time(self) -> timedelta:
        """On the road, over all routes."""
        return sum((route.travel_time for route in self.routes), timedelta(0))

    @property
    def distance(self) -> int:
        """Metres on the road, over all routes."""
        return sum(route.distance for route in self.routes)

    @property
    def planned(self) -> int:
        """How many visits have a stop."""
        return len({stop.visit_id for route in self.routes for stop in route.stops})
