"""When each team is to be heard again: at every door it comes to or leaves, or an hour after it was heard last. Pure.

It goes by the plan as it was told, not by a forecast from now on: a team that should have left would otherwise be
expected anew every minute, and never be missed. What is done when nobody is heard is the business of
`planner.running.alarms`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from planner.model import Plan
from planner.running.held import Held
from planner.running.spoken import Next, next_of, route_of, standing, told_moments
from planner.settings import Settings
from planner.told import CheckIn, Said

NOTHING: Mapping[UUID, Held] = {}


@dataclass(frozen=True, slots=True)
class Beat:
    """How often a team is to be heard at least, and how long it is waited for before there is an alarm.

    With `every` zero the office keeps no watch.
    """

    every: timedelta = timedelta(minutes=60)
    grace: timedelta = timedelta(minutes=15)


def beat_of(settings: Settings) -> Beat:
    """As the office has chosen."""
    return Beat(timedelta(minutes=settings.check_in_every_minutes), timedelta(minutes=settings.check_in_minutes))


@dataclass(frozen=True, slots=True)
class Due:
    """A team is to be heard by `at`; not heard by `alarm_at`, it is looked for.

    `said` and `visit_id` are what it will most likely say, `number` is that of the stop on its paper. It was heard last
    at `heard_at`; None where it was not heard on this day.
    """

    shift_id: UUID
    said: Said
    visit_id: UUID | None
    number: int
    at: datetime
    alarm_at: datetime
    heard_at: datetime | None = None

    def late(self, now: datetime) -> timedelta:
        """For how long it should have been heard; zero while there is time."""
        return max(timedelta(0), now - self.at)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it was waited for long enough."""
        return now >= self.alarm_at


def due(
    plan: Plan | None,
    check_ins: Iterable[CheckIn],
    beat: Beat,
    *,
    held: Mapping[UUID, Held] = NOTHING,
    paused: Collection[UUID] = (),
) -> tuple[Due, ...]:
    """When each team that has something to do is to be heard next, the most urgent first.

    What stands in the plan of a door was heard as well. None of a team that is back or has had no stop, and none of one
    whose day is `paused`: somebody is at that already. A team that has not said that it set out is thought to have, as
    planned. One of whose route nothing is left, because all of it was called off, is waited for until it is back.
    """
    if not beat.every:
        return ()
    heard = standing(plan, check_ins)
    teams = (*(r.shift_id for r in (plan.routes if plan else ())), *(c.shift_id for c in heard if c.shift_id))
    found = [
        each
        for team in dict.fromkeys(teams)
        if team not in paused
        if (each := _due_of(plan, team, heard, beat, held.get(team)))
    ]
    return tuple(sorted(found, key=lambda each: (each.at, str(each.shift_id))))


def _due_of(plan: Plan | None, shift_id: UUID, heard: Sequence[CheckIn], beat: Beat, held: Held | None) -> Due | None:
    route, next_ = route_of(plan, shift_id), next_of(plan, shift_id, heard, held=held)
    if next_ is None:
        return None
    mine = [each for each in heard if each.shift_id == shift_id]
    last = max((*(each.at for each in mine), *(told_moments(route) if route else ())), default=None)
    begins = route.start if route else next_.at
    next_ = _set_out_late(next_, mine, begins)
    silent = (last or begins) + beat.every
    # Heard after the moment it was expected at, as when it said that it stays longer: then the hour alone counts.
    at = silent if last and next_.at <= last else min(next_.at, silent)
    return Due(shift_id, next_.said, next_.visit_id, next_.number, at, at + beat.grace, last)


def _set_out_late(next_: Next, mine: Sequence[CheckIn], planned: datetime) -> Next:
    # Nothing was told at a door yet: the first one is so much later as it left later.
    left = [each.moment for each in mine if each.said == Said.SET_OUT]
    if not left or any(each.visit_id for each in mine) or next_.said != Said.ARRIVED:
        return next_
    return replace(next_, at=next_.at + max(timedelta(0), left[-1] - planned))
