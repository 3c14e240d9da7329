"""What needs a person on a running day, the most urgent first: danger, then who is not heard, then who must be rung up.

Each thing is there once, with what it comes from. How it is said is `planner.running.situation_words`' business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from planner.cases.ringing import ToRing
from planner.running.pending import papers_due
from planner.running.situation import Situation, TeamNow
from planner.running.team_warning import TeamWarning, by_team
from planner.told import IncidentKind


class NeedKind(StrEnum):
    """What is wanted of a person; the first come first."""

    DANGER = "danger"
    ALARM = "alarm"
    INCIDENT = "incident"
    RING_TEAM = "ring_team"
    TELL_NOW = "tell_now"
    """A change that a team has to be told before it goes on."""
    PAPERS = "papers"
    """A team that has not left yet has papers of a route that is no longer its own: they are issued anew."""
    CALL_CUSTOMER = "call_customer"
    STOPS_LEFT = "stops_left"
    """A team is back, and not all of its stops were told: nobody goes there unless somebody sees to it."""
    WARNING = "warning"
    PENDING = "pending"
    LATE = "late"
    """A team should have been heard, and is still waited for; where it is late, its warning says so."""
    UNTOLD = "untold"
    """A team has passed a stop of which no outcome was told."""
    EVENING = "evening"
    """All teams are back: papers, outcomes and copies are seen to, and the day is closed."""
    NEAR = "near"
    """Something is kept only just."""

    @property
    def is_urgent(self) -> bool:
        """Whether it may not wait."""
        return self in (NeedKind.DANGER, NeedKind.ALARM)


RANK = {kind: number for number, kind in enumerate(NeedKind)}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs a person: `at` is since or until when, `about` what it comes from, `key` names it."""

    kind: NeedKind
    at: datetime
    key: str
    about: object
    shift_id: UUID | None = None
    visit_id: UUID | None = None

    @property
    def order(self) -> tuple[int, datetime, str]:
        """The most urgent first; of the same kind what is longest ago, or must be done soonest."""
        return RANK[self.kind], self.at, self.key


def needs(found: Situation) -> tuple[Need, ...]:
    """All of them, in order. Incidents of other days, and teams to ring up, are there on any day."""
    rows: list[Need] = []
    for need in sorted(_all(found), key=lambda need: need.order):
        # A late team whose ways out may still spare somebody a call comes before that call.
        place = next((n for n, each in enumerate(rows) if _may_spare(need, each, found.now)), len(rows))
        rows.insert(place, need)
    return tuple(rows)


def _may_spare(late: Need, call: Need, now: datetime) -> bool:
    # Until the promised time has passed somebody may be there in time.
    if late.kind is not NeedKind.WARNING or call.kind is not NeedKind.CALL_CUSTOMER:
        return False
    assert isinstance(late.about, TeamWarning)
    return any(each.visit_id == call.visit_id and each.missed and each.due > now for each in late.about.warnings)


def _all(found: Situation) -> Iterator[Need]:
    facts = found.facts
    for incident in facts.incidents:
        kind = NeedKind.DANGER if incident.kind == IncidentKind.DANGER else NeedKind.INCIDENT
        yield Need(kind, incident.at, f"incident:{incident.id}", incident, incident.shift_id, incident.visit_id)
    for alarm in facts.alarms:
        yield Need(NeedKind.ALARM, alarm.due, f"alarm:{alarm.id}", alarm, alarm.shift_id, alarm.visit_id)
    for ring in _rings(found):
        phone = ring.phone
        yield Need(NeedKind.RING_TEAM, phone.at, f"ring:{phone.id}", ring, phone.shift_id, phone.visit_id)
    if not found.runs:
        return
    due = papers_due(found.day, found.plan, facts.held, found.now)
    if due:
        yield Need(NeedKind.PAPERS, found.now, "papers", due)
    for call in facts.calls:
        yield Need(NeedKind.CALL_CUSTOMER, call.was, f"call:{call.visit.id}:{call.why}", call, None, call.visit.id)
    left = {team.shift.id for team in found.teams if team.stops_left and not team.paused and team.shift not in due}
    yield from _late(found, left)
    for team in found.teams:
        yield from _of_team(found, team)
        if team.shift.id in left:
            yield Need(NeedKind.STOPS_LEFT, found.now, f"left:{team.shift.id}", team.stops_left, team.shift.id)
    out = [team.forecast for team in found.teams if team.forecast and team.forecast.marks]
    if out and all(each.back_told for each in out):
        yield Need(NeedKind.EVENING, found.now, "evening", found.day.date)


def _late(found: Situation, left: Collection[UUID]) -> Iterator[Need]:
    for late in by_team(found.missed):
        # Where nobody goes there is nothing to be late for.
        if late.shift_id not in left and not _is_told_by_alarm(found.team(late.shift_id), late):
            kind = NeedKind.WARNING if late.missed else NeedKind.NEAR
            yield Need(kind, late.act_by, f"warning:{late.shift_id}", late, late.shift_id, late.first.visit_id)


def _is_told_by_alarm(team: TeamNow | None, late: TeamWarning) -> bool:
    # Of a team that is not heard nobody knows how late it is: it is rung up first. Once that was in vain its customers
    # wait as well, and are a second thing to do.
    return team is not None and team.alarm is not None and not (team.alarm.tried and late.missed)


def _rings(found: Situation) -> Iterator[ToRing]:
    # What is read out to a team with its other changes is no second thing to do.
    for ring in found.facts.rings:
        team = found.team(ring.phone.shift_id)
        if not (team and _is_told_with(team, ring)):
            yield ring


def _is_told_with(team: TeamNow, ring: ToRing) -> bool:
    phone, pending = ring.phone, team.pending
    return pending is not None and phone.shift_id == team.shift.id and phone.visit_id in pending.touched


def _of_team(found: Situation, team: TeamNow) -> Iterator[Need]:
    own = team.shift.id
    if team.pending:
        at_once = team.pending.near or any(_is_told_with(team, ring) for ring in found.facts.rings)
        kind = NeedKind.TELL_NOW if at_once else NeedKind.PENDING
        yield Need(kind, team.pending.since or found.now, f"pending:{own}", team.pending, own)
    is_late = any(each.missed and each.shift_id == own for each in found.missed)  # whose row says it as well
    if team.due and not team.alarm and not is_late and team.due.at <= found.now:
        yield Need(NeedKind.LATE, team.due.at, f"late:{own}", team.due, own, team.due.visit_id)
    if team.untold:
        yield Need(NeedKind.UNTOLD, found.now, f"untold:{own}", team.untold, own)


def next_due(found: Situation) -> TeamNow | None:
    """The team that is to be heard next; None where none is waited for."""
    waited = [team for team in found.teams if team.due]
    return min(waited, key=lambda team: team.due.at if team.due else found.now, default=None)
