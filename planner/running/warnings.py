"""What will be missed if nobody does anything about it: promised times, windows, wishes, ends of shifts and of the law.

Said early, each once, the most urgent first, with how long something can still be done. What can be done is
`planner.running.ways`' business. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from planner.day.due import Due, DueKind, due_of
from planner.day.from_now import LEAD
from planner.model import Visit
from planner.policy.closed import ClosedDays
from planner.policy.hours import Moments, lawful_stays
from planner.policy.pack import Pack
from planner.running.forecast_model import Forecast, Mark, State, TeamForecast
from planner.translate import DayProblem, sides_of
from routing.problem import Job

MARGIN = timedelta(minutes=10)
"""Who will be in time by no more than this, and is later than planned, is warned of as well."""
A_LITTLE = timedelta(minutes=5)
"""Who comes back by less than this after the shift is no row: nobody would do anything about it."""
NOTHING = timedelta(0)


class WarningKind(StrEnum):
    """What will be missed; the first weigh most."""

    LEAVE = "leave"
    """The team is at a door, and has to leave it: the lawful hours end."""
    LAW = "law"
    PROMISE = "promise"
    WINDOW = "window"
    SHIFT_END = "shift_end"
    WISH = "wish"


RANK = {kind: number for number, kind in enumerate(WarningKind)}
KINDS = {
    DueKind.LAW: WarningKind.LAW,
    DueKind.PROMISE: WarningKind.PROMISE,
    DueKind.WINDOW: WarningKind.WINDOW,
    DueKind.WISH: WarningKind.WISH,
}


@dataclass(frozen=True, slots=True)
class DayWarning:
    """Something that will be missed, or nearly.

    Parameters
    ----------
    visit_id
        None for the end of a shift.
    due, expected
        When a stop has to start (or to be left, or a team to be back) at the latest, and when it will.
    act_by
        Until then it can still be kept by the team itself, did it go there at once; afterwards, until when the customer
        can still be called in time.
    in_reach
        Whether the team itself could still keep it.
    unlawful
        As it goes on the visit must not be made at all: its stay would lie outside the lawful hours.
    paused
        The team's day stands still, so that more will be missed than this.
    """

    kind: WarningKind
    shift_id: UUID
    visit_id: UUID | None
    due: datetime
    expected: datetime
    act_by: datetime
    in_reach: bool = True
    unlawful: bool = False
    paused: bool = False
    number: int = 0

    @property
    def late(self) -> timedelta:
        """By how much; below zero where it is kept narrowly."""
        return self.expected - self.due

    @property
    def missed(self) -> bool:
        """Whether it will be missed, and not only nearly."""
        return self.late > NOTHING

    @property
    def red(self) -> bool:
        """Whether it needs somebody: a wish, and what is nearly missed, is to be looked at."""
        return self.missed and self.kind is not WarningKind.WISH

    @property
    def is_little(self) -> bool:
        """Whether nobody need be told: a team comes back a few minutes after its shift."""
        return self.kind is WarningKind.SHIFT_END and self.late < A_LITTLE

    @property
    def key(self) -> tuple[UUID, UUID | None]:
        """What it is about: it stays one warning as it grows."""
        return self.shift_id, self.visit_id


def warnings(dp: DayProblem, found: Forecast, pack: Pack, closed: ClosedDays) -> tuple[DayWarning, ...]:
    """Everything that will be missed or nearly, the most urgent first; a visit of two teams once."""
    watch = _Watch(dp, found, pack, closed)
    seen: dict[UUID | tuple[UUID, None], DayWarning] = {}
    for team in found.teams:
        for warning in watch.team(team):
            known = seen.get(warning.visit_id or (warning.shift_id, None))
            if known is None or warning.late > known.late:
                seen[warning.visit_id or (warning.shift_id, None)] = warning
    return tuple(sorted(seen.values(), key=lambda each: (not each.red, each.act_by, RANK[each.kind], -each.late)))


class _Watch:
    # A day, looked at team by team.

    def __init__(self, dp: DayProblem, found: Forecast, pack: Pack, closed: ClosedDays) -> None:
        self._dp = dp
        self._found = found
        self._rules = pack, closed
        self._zone = dp.day.zone
        self._jobs = {job.id for job in dp.problem.jobs}

    def team(self, team: TeamForecast) -> Iterator[DayWarning]:
        for mark in team.marks:
            if mark.state is not State.MADE and (warning := self._stop(team, mark)):
                yield warning
        if team.late and not team.back_told:  # just in time is planned well: nobody waits for them
            yield self._shift_end(team)

    def _stop(self, team: TeamForecast, mark: Mark) -> DayWarning | None:
        if str(mark.visit_id) not in self._jobs:
            return None
        if mark.state is State.THERE:
            return self._leaving(team, mark)
        due = self._due(mark)
        late = mark.start - due.at
        moved = mark.planned is None or mark.start > mark.planned
        if late <= -MARGIN or (late <= NOTHING and not moved):
            return None
        act_by, in_reach = self._act_by(team, mark, due.at)
        unlawful = late > NOTHING and not self._is_lawful(mark)
        return DayWarning(
            KINDS[due.kind], team.shift_id, mark.visit_id, due.at, mark.start, act_by, in_reach, unlawful,
            team.paused, mark.number,
        )  # fmt: skip

    def _due(self, mark: Mark) -> Due:
        # A wish is only a wish: where more than that is missed, that is what is said.
        planned = self._dp.seconds(mark.planned or mark.start)
        hard = due_of(self._dp, mark.visit_id, planned, wish=False)
        return hard if mark.start > hard.at else due_of(self._dp, mark.visit_id, planned)

    def _leaving(self, team: TeamForecast, mark: Mark) -> DayWarning | None:
        ends = [end for begin, end in self._stays(mark) if begin <= mark.start < end]
        if not ends or mark.end <= ends[0]:  # planned to the last minute is planned well
            return None
        return DayWarning(
            WarningKind.LEAVE, team.shift_id, mark.visit_id, ends[0], mark.end, ends[0], True, True, team.paused,
            mark.number,
        )  # fmt: skip

    def _stays(self, mark: Mark) -> tuple[Moments, ...]:
        visit: Visit = self._dp.day.visit(mark.visit_id)
        return lawful_stays(*self._rules, visit, self._zone)

    def _is_lawful(self, mark: Mark) -> bool:
        return any(begin <= mark.start and mark.end <= end for begin, end in self._stays(mark))

    def _shift_end(self, team: TeamForecast) -> DayWarning:
        ahead = [mark for mark in team.marks if mark.state is State.AHEAD]
        free = [mark.start - LEAD for mark in ahead if mark.start - LEAD > self._found.now]
        act_by = free[-1] if free else ahead[-1].start if ahead else team.ends
        return DayWarning(
            WarningKind.SHIFT_END, team.shift_id, None, team.ends, team.back, act_by, bool(free), paused=team.paused
        )

    def _act_by(self, team: TeamForecast, mark: Mark, due: datetime) -> tuple[datetime, bool]:
        # When the team would have to go there from where it is, at the latest.
        now, problem = self._found.now, self._found.problem.problem
        vehicle, job = problem.vehicle(str(team.shift_id)), self._job(mark)
        begun = [each for each in team.marks if each.state is not State.AHEAD]
        here = self._job(begun[-1]).place if begun else vehicle.start_place
        ready = max(now, begun[-1].end) if begun else max(now, team.start)
        way = 0 if here is None else int(problem.travel[vehicle.travel_mode].durations[here, job.place])
        setup = job.setup_time if here != job.place else 0
        leave = due - timedelta(seconds=way + setup)
        return (leave, True) if leave >= ready else (max(due, now), False)

    def _job(self, mark: Mark) -> Job:
        return self._found.problem.problem.job(sides_of(self._dp, mark.visit_id)[0])
