"""What a forecast says, as frozen values: for each stop what was planned, what was told, and what is to be expected.

How it is worked out is `planner.running.forecast`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.day.heard import back, paused_by
from planner.model import Actual, Plan
from planner.told import CheckIn, Incident, Said
from planner.translate import DayProblem

type HeldStarts = Mapping[tuple[UUID, UUID], datetime]
"""When a team was to begin a visit, as it has it: by shift and visit."""


class State(StrEnum):
    """How far a stop is."""

    MADE = "made"
    """The team has left it, as was told or as follows from where it is."""
    THERE = "there"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Heard:
    """What teams said that is no part of a plan: that they left, and are back; and whose day stands still."""

    set_out: Mapping[UUID, datetime] = field(default_factory=dict)
    back: Mapping[UUID, datetime] = field(default_factory=dict)
    paused: frozenset[UUID] = frozenset()


SILENT = Heard()


def heard_of(check_ins: Iterable[CheckIn], incidents: Iterable[Incident] = ()) -> Heard:
    """The same from the facts of a day."""
    check_ins = tuple(check_ins)
    said = ((each.shift_id, each.moment) for each in check_ins if each.open and each.said == Said.SET_OUT)
    left = {shift_id: moment for shift_id, moment in said if shift_id}
    return Heard(left, back(check_ins), paused_by(incidents))


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop three times over: as its team has it, as it was told, and as it is to be expected.

    Parameters
    ----------
    number
        Its place in the route, from 1.
    planned
        Begin of service as the team has it; None where it does not have it.
    arrival, start, end
        To be expected; what was told, where it was told.
    """

    shift_id: UUID
    visit_id: UUID
    number: int
    state: State
    planned: datetime | None
    actual: Actual | None
    arrival: datetime
    start: datetime
    end: datetime

    @property
    def delay(self) -> timedelta:
        """How much later than planned it starts; below zero where it is sooner."""
        return self.start - self.planned if self.planned else timedelta(0)


@dataclass(frozen=True, slots=True)
class TeamForecast:
    """The rest of a team's day.

    Parameters
    ----------
    start, back
        When it leaves or left, and when it is or was back.
    planned_back
        By the plan.
    ends
        The end of its shift, with the overtime it may work.
    paused
        Its day stands still: its times are as if it went on now.
    """

    shift_id: UUID
    marks: tuple[Mark, ...]
    start: datetime
    back: datetime
    planned_back: datetime | None
    ends: datetime
    set_out: bool = False
    paused: bool = False
    back_told: bool = False

    @property
    def at(self) -> Mark | None:
        """The stop where it is."""
        return next((mark for mark in self.marks if mark.state == State.THERE), None)

    @property
    def next(self) -> Mark | None:
        """The stop where it will be next."""
        return next((mark for mark in self.marks if mark.state == State.AHEAD), None)

    @property
    def late(self) -> timedelta:
        """By how much it comes back after its shift and the overtime it may work."""
        return max(timedelta(0), self.back - self.ends)


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A day as it goes on by itself from `now`.

    Parameters
    ----------
    plan
        The plan with these times: it may be painted and judged as any other.
    teams
        All that have stops.
    problem
        What the times follow from: locks, facts, and what cannot lie in the past.
    heard, starts
        What it was told, as `planner.running.forecast.forecast`.
    """

    now: datetime
    plan: Plan
    teams: tuple[TeamForecast, ...]
    problem: DayProblem
    heard: Heard = SILENT
    starts: HeldStarts | None = None

    def team(self, shift_id: UUID) -> TeamForecast | None:
        """A team's; None where it has no stops."""
        return next((team for team in self.teams if team.shift_id == shift_id), None)

    def mark(self, shift_id: UUID, visit_id: UUID) -> Mark | None:
        """A stop's; None where there is no such stop."""
        team = self.team(shift_id)
        return next((mark for mark in team.marks if mark.visit_id == visit_id), None) if team else None
