"""What must be on top of a running day whenever somebody looks, told from what teams really do and the clock alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from planner.model import Plan
from planner.policy.hours import moment
from planner.running.calls_due import CallMade
from planner.running.forecast_model import State
from planner.running.needs import Need, NeedKind, needs
from planner.running.situation import Situation
from planner.running.team_warning import TeamWarning
from planner.storage.session import Session
from tests.replay.crew import Crew
from tests.replay.morning import ZONE
from tests.replay.random_law import Law

UNHEARD = timedelta(minutes=75 + 6)
"""An hour, the grace of an alarm, and as long as nobody looks."""
MINUTE = timedelta(minutes=1)
TO_BE_TOLD = {NeedKind.PENDING, NeedKind.TELL_NOW, NeedKind.RING_TEAM}


def named_in(need: Need) -> Iterator[UUID]:
    """The visits that something is said of."""
    if isinstance(need.about, TeamWarning):
        yield from (each.visit_id for each in need.about.warnings if each.visit_id)
    elif need.visit_id:
        yield need.visit_id


class Eyes:
    """One look at a situation."""

    def __init__(self, found: Situation, crews: Mapping[UUID, Crew], heard_at: Mapping[UUID, datetime]) -> None:
        assert found.plan
        self._found, self._plan, self._crews, self._heard = found, found.plan, crews, heard_at
        self._needs = needs(found)
        self._about = {visit_id for need in self._needs for visit_id in named_in(need)}
        # Of who is not heard nobody knows how late it is: it is rung up first.
        unheard = {alarm.shift_id for alarm in found.facts.alarms}
        # What a team that is back has left open is one row of its stops.
        left = {need.shift_id for need in self._needs if need.kind is NeedKind.STOPS_LEFT}
        self._about |= {each.visit_id for each in found.missed if each.shift_id in unheard | left and each.visit_id}
        self._teams = {(need.kind, need.shift_id) for need in self._needs}

    def missing(self, session: Session, blocked: Mapping[UUID, str], law: Law) -> Iterator[str]:
        """What should be said and is not, in words."""
        twice = [key for key, count in Counter(need.key for need in self._needs).items() if count > 1]
        yield from (f"{key} is there twice" for key in twice)
        yield from self._in_vain(session, blocked)
        yield from self._too_late(law)
        yield from self._not_told()
        yield from self._unheard()

    def _in_vain(self, session: Session, blocked: Mapping[UUID, str]) -> Iterator[str]:
        day, now, issued = self._found.day, self._found.now, self._found.facts.issued
        places = {stop.visit_id: stop for route in self._plan.routes for stop in route.stops}
        printed = _visits(issued) if issued else set()
        called = {each.visit_id for each in session.day_facts(CallMade, day.date) if each.answered}
        for visit in day.visits:
            if visit.promised is None or visit.id in self._about or visit.id in blocked:
                continue
            stop, last = places.get(visit.id), moment(visit.date, visit.promised.latest, ZONE)
            if stop is None and visit.id in printed - called:
                yield f"nobody comes to {visit.reference}, who was promised, and nobody is to call"
            if stop and not stop.begun and now > last + MINUTE:
                yield f"{visit.reference} was promised until {visit.promised.latest:%H:%M}, and nothing is said"

    def _too_late(self, law: Law) -> Iterator[str]:
        day, found = self._found.day, self._found.forecast
        for team in found.teams if found else ():
            for mark in team.marks:
                visit = day.visit(mark.visit_id)
                if mark.state is not State.AHEAD or visit.id in self._about:
                    continue
                if visit.promised and mark.start >= moment(visit.date, visit.promised.latest, ZONE) + MINUTE:
                    yield f"{visit.reference} is expected after its promise, and nothing is said"
                if law.spares(day, visit.id, mark.start, mark.end, team.shift_id):
                    yield f"{visit.reference} is expected at forbidden hours, and nothing is said"

    def _not_told(self) -> Iterator[str]:
        # A team that would go on otherwise than the plan has to be told, by telephone or by new papers.
        routes = {route.shift_id: route.stops for route in self._plan.routes}
        for crew in self._crews.values():
            if crew.left is None or crew.back or (crew.paused and crew.at is None):
                continue
            done = {made.visit_id for made in crew.made} | ({crew.at} if crew.at else set())
            stops = routes.get(crew.shift_id, ())
            planned = [stop.visit_id for stop in stops if not stop.begun and stop.visit_id not in done]
            begun = {stop.visit_id for stop in stops if stop.begun}
            told = {(kind, crew.shift_id) for kind in TO_BE_TOLD} & self._teams
            if planned != [each for each in crew.todo if each not in begun] and not told and not self._papers:
                yield f"{crew.name} goes on otherwise than planned, and nobody is to ring it up"

    @property
    def _papers(self) -> bool:
        return any(need.kind is NeedKind.PAPERS for need in self._needs)

    def _unheard(self) -> Iterator[str]:
        for crew in self._crews.values():
            if crew.left is None or crew.back or crew.paused:
                continue
            last = max(self._heard.get(crew.shift_id, crew.left), crew.left)
            looked_for = {(NeedKind.ALARM, crew.shift_id), (NeedKind.DANGER, crew.shift_id)} & self._teams
            if self._found.now - last > UNHEARD and not looked_for:
                yield f"{crew.name} was not heard since {last.astimezone(ZONE):%H:%M}, and there is no alarm"


def _visits(plan: Plan) -> set[UUID]:
    return {stop.visit_id for route in plan.routes for stop in route.stops}
