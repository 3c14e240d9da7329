"""What happens on a running day, as somebody told it by telephone: frozen values, standard library alone.

A fact is added, and later ended at most, never rewritten. What it means for the plan is said elsewhere: the plan itself
keeps how it went at each stop (`planner.plan.Actual`), and a change of it is *pending* until its team has confirmed it.
Moments are aware and kept in UTC. Free text is kept where a person wrote a log, and reaches neither record nor paper.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, NamedTuple
from uuid import UUID, uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFact:
    """Something that was told or done on a day: when, by whom in the office (`User.actor`), and of which team."""

    KIND: ClassVar[str] = ""

    day: date
    at: datetime
    by: str
    shift_id: UUID | None = None
    visit_id: UUID | None = None
    id: UUID = field(default_factory=uuid4)
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether it is in force still; what merely happened never is."""
        return False


class Said(StrEnum):
    """What a team says when it rings up, or is rung up."""

    SET_OUT = "set_out"
    ARRIVED = "arrived"
    LEFT = "left"
    """With the code of the outcome, or without one yet."""
    ALL_WELL = "all_well"
    """Nothing new, and everybody is well."""
    BACK = "back"
    """At the end of their route."""
    DANGER = "danger"
    """The code word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(DayFact):
    """A team was heard. `moment` is when what it said was so, `at` when it was heard.

    `stop` counts the stops of its route from 1 (0 for none), `code` is a `planner.cases.outcomes.Code` or empty.
    """

    KIND: ClassVar[str] = "check_in"

    said: Said
    moment: datetime
    stop: int = 0
    code: str = ""
    taken_back: bool = False

    @property
    def open(self) -> bool:
        """Whether it counts: a wrong one is taken back."""
        return not self.taken_back


class AlarmStep(StrEnum):
    """Who is tried when a team is not heard, in this order."""

    STAFF = "staff"
    PARTNER = "partner"
    SUPERVISOR = "supervisor"
    EMERGENCY = "emergency"


class Tried(NamedTuple):
    """Somebody was tried: when, by whom, and whether they answered."""

    step: AlarmStep
    at: datetime
    by: str
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm(DayFact):
    """A team was to be heard at `due` and was not, however long it was waited. It ends when the team is heard."""

    KIND: ClassVar[str] = "alarm"

    due: datetime
    tried: tuple[Tried, ...] = ()
    ended_at: datetime | None = None
    ended_by: str = ""

    @property
    def open(self) -> bool:
        """Whether the team has not been heard since."""
        return self.ended_at is None


class Line(NamedTuple):
    """A line of a log: when, by whom, and what happened in their words."""

    at: datetime
    by: str
    text: str


class IncidentKind(StrEnum):
    """What went wrong."""

    DANGER = "danger"
    ACCIDENT = "accident"
    ILLNESS = "illness"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(DayFact):
    """Something went wrong. While it is open and `pauses`, its team's day stands still and nothing is given to it.

    `dwelling` is what is held for all (`planner.model.Address.dwelling`), or empty, as long as one of its `holds` is in
    force: those of the people who were known then, by id.
    """

    KIND: ClassVar[str] = "incident"

    kind: IncidentKind
    pauses: bool = True
    dwelling: str = ""
    holds: tuple[UUID, ...] = ()
    log: tuple[Line, ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(DayFact):
    """Somebody of a team has confirmed by telephone what its route is from now on.

    `visits` are those of the whole route, in order; `starts` when each was then to begin. `who` is the name they gave.
    """

    KIND: ClassVar[str] = "confirmed"

    who: str
    issue: int
    """The version that was on paper then."""
    visits: tuple[UUID, ...]
    starts: tuple[datetime, ...]
    meetings: tuple[UUID, ...] = ()
    """The meetings it knows of (`planner.plan.Meeting.id`)."""
    meets: tuple[datetime, ...] = ()
    """When it is to be there."""
