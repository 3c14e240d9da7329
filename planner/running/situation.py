"""How a running day stands, all of it at one moment: every team, and what needs a person now, the most urgent first.

It is put together from what the parts of the running day work out; nothing is kept, and nothing is decided here. How it
is said is `planner.running.situation_words`' business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.ringing import ToRing, to_ring
from planner.day.workday import Workday
from planner.model import Day, Plan, Shift
from planner.running import clock
from planner.running.alarms import open_alarms, raise_alarms, running_date
from planner.running.calls_due import ToCall, read_to_call
from planner.running.evening import DayClosed
from planner.running.forecast import forecast
from planner.running.forecast_model import Forecast, State, TeamForecast, heard_of
from planner.running.held import Held, read_held
from planner.running.incidents import open_incidents
from planner.running.pending import Pending, pending_of
from planner.running.spoken import Next, next_of, numbers_on_paper, standing, untold
from planner.running.waiting import since_when
from planner.running.warnings import DayWarning, warnings
from planner.told import Alarm, CheckIn, Incident


@dataclass(frozen=True, slots=True)
class TeamNow:
    """A team at this moment.

    Parameters
    ----------
    numbers
        Its visits by the number on its paper.
    next
        What it will say next; None where it has nothing to do, or is back.
    due
        When it is to be heard; None while it need not be.
    alarm
        Nobody has heard it for too long.
    """

    shift: Shift
    numbers: Mapping[UUID, int]
    next: Next | None = None
    due: clock.Due | None = None
    forecast: TeamForecast | None = None
    held: Held | None = None
    pending: Pending | None = None
    alarm: Alarm | None = None
    incident: Incident | None = None
    check_ins: tuple[CheckIn, ...] = ()
    untold: tuple[int, ...] = ()
    """Numbers of the stops that it has passed and of which no outcome was told."""

    @property
    def open_stops(self) -> tuple[int, ...]:
        """Numbers of the stops of which nothing was told."""
        marks = self.forecast.marks if self.forecast else ()
        return tuple(self.numbers[mark.visit_id] for mark in marks if mark.state == State.AHEAD)

    @property
    def stops_left(self) -> tuple[int, ...]:
        """The same of a team that said that it is back."""
        return self.open_stops if self.forecast and self.forecast.back_told else ()

    @property
    def paused(self) -> bool:
        """Whether its day stands still."""
        return self.incident is not None and self.incident.pauses


@dataclass(frozen=True, slots=True)
class Facts:
    """What was told and done on a day, as it lies in the database."""

    issued: Plan | None = None
    check_ins: tuple[CheckIn, ...] = ()
    incidents: tuple[Incident, ...] = ()
    """Of all days: they stay on top until they are closed."""
    alarms: tuple[Alarm, ...] = ()
    """So do they."""
    held: Mapping[UUID, Held] = field(default_factory=dict)
    rings: tuple[ToRing, ...] = ()
    calls: tuple[ToCall, ...] = ()
    waiting: tuple[Pending, ...] = ()
    """What teams under way do not know yet, and since when."""
    closed: bool = False
    """Whether somebody has closed the day."""


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A day at this moment. It `runs` once its papers are out, on its date, until somebody closes it."""

    now: datetime
    day: Day
    plan: Plan | None
    """The plan that it is of."""
    runs: bool
    facts: Facts
    forecast: Forecast | None = None
    teams: tuple[TeamNow, ...] = ()
    missed: tuple[DayWarning, ...] = ()
    today: Day | None = None
    """The day that is on, where another one is open: its teams are out all the same."""

    def shift(self, shift_id: UUID | None) -> Shift | None:
        """A shift of the open day, or of the one that is on."""
        days = (self.day, self.today) if self.today else (self.day,)
        return next((shift for day in days for shift in day.shifts if shift.id == shift_id), None)

    def team(self, shift_id: UUID | None) -> TeamNow | None:
        """One team."""
        return next((team for team in self.teams if team.shift.id == shift_id), None)

    @property
    def under_way(self) -> bool:
        """Whether a team has set out, as was told or as was planned."""
        return self.runs and (
            bool(self.facts.check_ins)
            or any(team.forecast and team.forecast.marks and team.forecast.start <= self.now for team in self.teams)
        )


def situation(office: Office, work: Workday, now: datetime) -> Situation:
    """Read how a day stands, and raise the alarms that are due. Blocks a little; meant for a thread."""
    day = work.day
    today = _on_the_road(office, day, now)
    is_on = today is day
    if today:
        raise_alarms(office, today)
    with office.store.reading() as session:
        issued, held = session.issued(day.id), read_held(session, day)
        waiting = pending_of(day, work.plan, held, now) if is_on and issued else ()
        facts = Facts(
            issued=issued,
            check_ins=standing(work.plan, session.day_facts(CheckIn, day.date)),
            incidents=open_incidents(session),
            alarms=open_alarms(session),
            held=held,
            rings=to_ring(session),
            calls=read_to_call(session, day, work.plan, work.problem.blocked) if is_on and issued else (),
            waiting=since_when(session, day, waiting, now),
            closed=bool(session.day_facts(DayClosed, day.date, open_only=True)),
        )
    runs = is_on and issued is not None and not facts.closed
    found = composed(office, work, facts, now, runs=runs)
    return found if is_on else replace(found, today=today)


def _on_the_road(office: Office, day: Day, now: datetime) -> Day | None:
    # The day that is on: the open one, or another whose papers are out.
    with office.store.reading() as session:
        if day.date == (on := running_date(session, now)):
            return day
        today = session.day(on)
        return today if today and session.issued(today.id) else None


def composed(office: Office, work: Workday, facts: Facts, now: datetime, *, runs: bool) -> Situation:
    """The same from what was read."""
    day, plan = work.day, work.plan
    if not runs or plan is None:
        return Situation(now, day, plan, False, facts)
    heard = heard_of(facts.check_ins, [each for each in facts.incidents if each.day == day.date])
    starts = {
        (held.shift_id, key): at
        for held in facts.held.values()
        for key, at in zip(held.visits, held.starts, strict=True)
    }
    found = forecast(work.problem, plan, now, heard=heard, starts=starts or None)
    missed = tuple(e for e in warnings(work.problem, found, office.pack, office.closed(day)) if not e.is_little)
    pending = {each.shift.id: each for each in facts.waiting}
    due = clock.due(plan, facts.check_ins, clock.beat_of(office.settings), held=facts.held, paused=heard.paused)
    teams = tuple(_team(shift, plan, facts, found, pending, due, now) for shift in day.shifts)
    return Situation(now, day, plan, True, facts, found, teams, missed)


def _team(
    shift: Shift, plan: Plan, facts: Facts, found: Forecast, pending: Mapping[UUID, Pending],
    due: tuple[clock.Due, ...], now: datetime,
) -> TeamNow:  # fmt: skip
    own = shift.id
    return TeamNow(
        shift=shift,
        numbers=numbers_on_paper(plan, own, facts.held.get(own)),
        next=next_of(plan, own, facts.check_ins, now, facts.held.get(own)),
        due=next((each for each in due if each.shift_id == own), None),
        forecast=found.team(own),
        held=facts.held.get(own),
        pending=pending.get(own),
        alarm=next((each for each in facts.alarms if each.shift_id == own), None),
        incident=next((each for each in facts.incidents if each.shift_id == own), None),
        check_ins=tuple(each for each in facts.check_ins if each.shift_id == own),
        untold=untold(plan, own, facts.held.get(own)),
    )
