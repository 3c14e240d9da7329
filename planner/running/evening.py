"""The evening of a running day: what still stands open, whether the day may be closed, and how it went in numbers.

Nothing is done by default: what nobody told stays open and on top. A closed day may be opened again, for a sheet that
was found later; both are recorded. How the report looks is `planner.documents.day_report`'s business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from planner.bootstrap import Office
from planner.cases.copies import Copy, copies_of
from planner.cases.entering import Line, lines, missing
from planner.cases.outcomes import TABLE, Next, VisitOutcome
from planner.cases.ringing import PhoneTeam, to_phone
from planner.day.heard import back
from planner.day.promised import Promised, begun
from planner.day.promised import promised as promised_of
from planner.errors import NotAllowed, NotFound
from planner.model import Day, Plan, Shift, Visit
from planner.policy.hours import moment
from planner.running.calls_due import ToCall
from planner.running.unkept import unkept
from planner.storage.session import Session
from planner.told import Alarm, CheckIn, Confirmed, DayFact, Incident
from planner.users import Right, User


class Open(StrEnum):
    """What may still stand open, in the order in which it is seen to."""

    INCIDENT = "incident"
    ALARM = "alarm"
    TEAM_OUT = "team_out"
    RING_TEAM = "ring_team"
    CALLS = "calls"
    """Who was promised a visit that nobody made, and was not called."""
    OUTCOMES = "outcomes"
    COPIES = "copies"


MUST: frozenset[Open] = frozenset({Open.INCIDENT, Open.ALARM, Open.TEAM_OUT})
"""While one of these is open people may be in danger: the day is not closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed(DayFact):
    """Somebody has closed the day. `left` counts what stood open then, by `Open`: it goes on to the next morning."""

    KIND: ClassVar[str] = "day_closed"

    left: dict[str, int]
    opened_at: datetime | None = None
    opened_by: str = ""

    @property
    def open(self) -> bool:
        """Whether the day is still closed."""
        return self.opened_at is None


@dataclass(frozen=True, slots=True)
class TeamEvening:
    """How one team's day went. `back` is when it was told that it is back; planned is as it was issued last."""

    shift: Shift
    planned: int
    done: int
    met: int
    late: int
    back: datetime | None
    planned_back: datetime | None
    missing: int


@dataclass(frozen=True, slots=True)
class Evening:
    """A day in its evening.

    Parameters
    ----------
    planned, done, met
        Visits of the plan that was issued last; those that did what they were for; those at which somebody was met.
    late
        By visit how much later than its window (or what was promised) it began.
    to_follow
        What the office does next, and for how many visits.
    changed
        Confirmations by telephone: changes that reached a team on the road.
    calls
        Customers to be called: what they were promised was not kept.
    """

    day: Day
    teams: tuple[TeamEvening, ...]
    missing: tuple[Line, ...]
    copies_out: tuple[Copy, ...]
    ringing: tuple[PhoneTeam, ...]
    alarms: tuple[Alarm, ...]
    incidents: tuple[Incident, ...]
    outcomes: tuple[VisitOutcome, ...]
    promised: Promised
    late: Mapping[UUID, timedelta]
    unassigned: int
    changed: int
    closed: DayClosed | None
    calls: tuple[ToCall, ...] = ()

    @property
    def planned(self) -> int:
        """Visits that were on paper."""
        return sum(team.planned for team in self.teams)

    @property
    def done(self) -> int:
        """Visits that did what they were for."""
        return sum(team.done for team in self.teams)

    @property
    def met(self) -> int:
        """Visits at which the customer was met."""
        return sum(team.met for team in self.teams)

    @property
    def to_follow(self) -> Mapping[Next, int]:
        """What the office does next, and how often."""
        return Counter(TABLE[each.code].next for each in self.outcomes)

    @property
    def left(self) -> dict[Open, int]:
        """What stands open, the most urgent first; nothing where all is done."""
        found = {
            Open.INCIDENT: sum(each.open for each in self.incidents),
            Open.ALARM: sum(each.open for each in self.alarms),
            Open.TEAM_OUT: sum(team.back is None for team in self.teams),
            Open.RING_TEAM: len(self.ringing),
            Open.CALLS: len(self.calls),
            Open.OUTCOMES: len(self.missing),
            Open.COPIES: len(self.copies_out),
        }
        return {each: count for each, count in found.items() if count}

    @property
    def may_close(self) -> bool:
        """Whether nobody is in danger or still out."""
        return self.closed is None and not MUST & set(self.left)


def evening(office: Office, when: date, *, by: User) -> Evening:
    """How a day stands in its evening.

    Raises
    ------
    NotFound
        ``no_day``: nothing was issued for it.
    """
    by.require(Right.SEE_CASE)
    calls = unkept(office, when)
    with office.store.reading() as session:
        return replace(_read(session, when), calls=calls)


def _read(session: Session, when: date) -> Evening:
    day = session.day(when)
    issued, plan = (session.issued(day.id), session.draft(day.id)) if day else (None, None)
    if day is None or issued is None:
        raise NotFound("no_day", date=when.isoformat())
    return _evening(session, day, issued, plan or issued)


def _evening(session: Session, day: Day, issued: Plan, plan: Plan) -> Evening:
    told, when = lines(session, day.date), day.date
    outcomes = tuple(line.outcome for line in told if line.outcome)
    late = _late(day, plan)
    return Evening(
        day=day,
        teams=tuple(_teams(day, issued, plan, told, late, back(session.day_facts(CheckIn, when)))),
        missing=missing(told),
        copies_out=tuple(copy for copy in copies_of(session, when) if copy.open),
        ringing=tuple(each for each in to_phone(session) if each.day == when),
        alarms=session.day_facts(Alarm, when),
        incidents=session.day_facts(Incident, when),
        outcomes=outcomes,
        promised=promised_of(day, plan),
        late=late,
        unassigned=len(plan.unassigned),
        changed=len(session.day_facts(Confirmed, when)),
        closed=next(iter(session.day_facts(DayClosed, when, open_only=True)), None),
    )


def _teams(
    day: Day,
    issued: Plan,
    plan: Plan,
    told: Collection[Line],
    late: Mapping[UUID, timedelta],
    home: Mapping[UUID, datetime],
) -> Iterable[TeamEvening]:
    known = {shift.id: shift for shift in day.shifts}
    stops = {route.shift_id: route.stops for route in plan.routes}
    for route in (route for route in issued.routes if route.stops and route.shift_id in known):
        mine = stops.get(route.shift_id, ())
        over = [stop.actual for stop in mine if stop.actual and stop.actual.over]
        yield TeamEvening(
            known[route.shift_id], len(route.stops), sum(each.outcome == "done" for each in over),
            sum(each.met for each in over), sum(stop.visit_id in late for stop in mine), home.get(route.shift_id),
            route.end, sum(line.missing for line in told if line.shift.id == route.shift_id),
        )  # fmt: skip


def _late(day: Day, plan: Plan) -> dict[UUID, timedelta]:
    visits = {visit.id: visit for visit in day.visits}
    starts = {key: stop.start for key, stop in begun(plan).items() if key in visits}
    found = {key: start - last for key, start in starts.items() if (last := _last(day, visits[key], start))}
    return {key: by for key, by in found.items() if by > timedelta(0)}


def _last(day: Day, visit: Visit, start: datetime) -> datetime | None:
    # What was promised counts before the window; of several windows the last that had begun by then.
    zone = day.zone
    windows = (visit.promised,) if visit.promised else visit.windows
    open_then = [each for each in windows if moment(visit.date, each.earliest, zone) <= start] or list(windows[:1])
    return moment(visit.date, open_then[-1].latest, zone) if open_then else None


# --- closing


def close_day(office: Office, when: date, *, by: User) -> DayClosed:
    """Close a day; what is left open is counted, and heads the next morning.

    Raises
    ------
    NotFound
        ``no_day``.
    NotAllowed
        ``day_closed_already``; ``people_still_out``: a team is not back, an alarm or an incident is open.
    """
    by.require(Right.PLAN)
    now, calls = office.clock(), unkept(office, when)
    with office.store.writing() as session:
        found = replace(_read(session, when), calls=calls)
        if found.closed:
            raise NotAllowed("day_closed_already", date=when.isoformat())
        if not found.may_close:
            raise NotAllowed("people_still_out", date=when.isoformat())
        left = {each.value: count for each, count in found.left.items()}
        session.record("day_closed", by.actor, now, date=when, **left)
        return session.add_day_fact(DayClosed(day=when, at=now, by=by.actor, left=left))


def open_again(office: Office, when: date, *, by: User) -> None:
    """Open a closed day again: something was found later."""
    by.require(Right.PLAN)
    now = office.clock()
    with office.store.writing() as session:
        for closed in session.day_facts(DayClosed, when, open_only=True):
            session.change_day_fact(replace(closed, opened_at=now, opened_by=by.actor))
            session.record("day_opened_again", by.actor, now, date=when)
