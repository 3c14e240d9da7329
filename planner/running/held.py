"""What each team really has of its day: the papers it took along, and what it has confirmed by telephone since.

A version that was issued after a team had set out lies in the office, and is not what the team has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from planner.day.papers import Papers
from planner.day.travel import rounded
from planner.model import Day, Plan, Route
from planner.running.heard import back, paused_by, set_out
from planner.running.model import CheckIn, Confirmed, Incident
from planner.storage.session import Session
from planner.text import clock

ISSUED = "issued"
"""The record's word for it, see `planner.audit`."""
EARLIEST = timedelta(days=60)
"""No plan is issued longer than this before its day."""


class Version(NamedTuple):
    """A plan that went out, and when."""

    plan: Plan
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """The route that a team has in hand or in mind.

    Parameters
    ----------
    visits, starts, ends
        All of its route, in order, with the times it knows of; `ends` is empty where it was told by telephone.
    issue
        The version on its paper; 0 where it took none along.
    confirmed_at, who
        When somebody of it confirmed by telephone what it has, and the name they gave.
    printed
        The visits on its paper, in order: their numbers stay.
    leaves
        When it sets out by its paper, or said that it did.
    meetings
        When it is to be at meetings that it knows of, by `planner.plan.Meeting.id`.
    """

    shift_id: UUID
    visits: tuple[UUID, ...] = ()
    starts: tuple[datetime, ...] = ()
    ends: tuple[datetime, ...] = ()
    issue: int = 0
    confirmed_at: datetime | None = None
    who: str = ""
    printed: tuple[UUID, ...] = ()
    leaves: datetime | None = None
    meetings: Mapping[UUID, datetime] = field(default_factory=dict)

    def label(self, zone: ZoneInfo) -> str:
        """The version, and after it the time of the last telephone call that changed it: ``2 · 10:42``."""
        number = str(self.issue or "–")
        return f"{number} · {clock(self.confirmed_at, zone)}" if self.confirmed_at else number


def held_of(versions: Sequence[Version], told: Iterable[CheckIn], confirmed: Iterable[Confirmed]) -> dict[UUID, Held]:
    """What each team has, by its shift: of the versions that went out one after the other, and the calls since."""
    told = tuple(told)
    return _confirmed(taken_along(versions, told), confirmed, set_out(told))


def taken_along(versions: Sequence[Version], told: Iterable[CheckIn] = ()) -> dict[UUID, tuple[Route, int]]:
    """The route on the papers that each team took along, and its version: the last before it set out."""
    since, found = set_out(told), dict[UUID, tuple[Route, int]]()
    for version in sorted(versions, key=lambda each: each.plan.version):
        routes = {route.shift_id: route for route in version.plan.routes if route.stops}
        for shift in found.keys() | routes.keys():
            had = found.get(shift)
            if had and min(since.get(shift, had[0].start), had[0].start) <= version.at:
                continue  # it was out already
            if shift in routes:
                found[shift] = routes[shift], version.plan.version
            else:
                found.pop(shift, None)
    return found


def read_held(session: Session, day: Day) -> dict[UUID, Held]:
    """What each team of a day has now."""
    told, confirmed = session.day_facts(CheckIn, day.date), session.day_facts(Confirmed, day.date)
    return held_of(versions_of(session, day), told, confirmed)


def read_papers(session: Session, day: Day, now: datetime) -> Papers | None:
    """Where the papers of a day are; None while none went out."""
    versions, told = versions_of(session, day), session.day_facts(CheckIn, day.date)
    if not versions:
        return None
    had, since, home = taken_along(versions, told), set_out(told), back(told)
    incidents = session.day_facts(Incident, day.date)
    held = {each.dwelling for each in incidents if each.dwelling}
    return Papers(
        {shift: frozenset(stop.visit_id for stop in route.stops) for shift, (route, _version) in had.items()},
        {
            shift: min(route.start, since.get(shift, route.start))
            for shift, (route, _version) in had.items()
            if shift not in home
        },
        now,
        paused_by(incidents),
        frozenset(rounded(v.location.coordinates) for v in day.visits if v.location and v.address.dwelling in held),
    )


def versions_of(session: Session, day: Day) -> tuple[Version, ...]:
    """The plans of a day that went out, with when: as the record says, else when they were made."""
    issues = session.issues(day.id)
    if not issues:
        return ()
    first = min(each.made_at for each in issues if each.made_at) if any(each.made_at for each in issues) else None
    rows = session.records_of(ISSUED, first - EARLIEST if first else None)
    times = {json.loads(row["details"]).get("plan"): datetime.fromisoformat(row["at"]) for row in rows}
    some = datetime.fromisoformat(rows[0]["at"]) if rows else day_start(day)
    return tuple(Version(plan, times.get(str(plan.id)) or plan.made_at or some) for plan in issues)


def day_start(day: Day) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day.date, datetime.min.time(), day.zone)


def _confirmed(
    routes: Mapping[UUID, tuple[Route, int]], confirmed: Iterable[Confirmed], since: Mapping[UUID, datetime]
) -> dict[UUID, Held]:
    found = {shift: _on_paper(route, issue, since.get(shift)) for shift, (route, issue) in routes.items()}
    for each in sorted(confirmed, key=lambda fact: fact.at):
        if each.shift_id:
            before = found.get(each.shift_id, Held(each.shift_id))
            if each.issue < before.issue:
                continue  # what was said of papers that it left behind
            found[each.shift_id] = replace(
                before, visits=each.visits, starts=each.starts, ends=(), confirmed_at=each.at, who=each.who,
                meetings=dict(zip(each.meetings, each.meets, strict=True)),
            )  # fmt: skip
    return found


def _on_paper(route: Route, issue: int, since: datetime | None) -> Held:
    visits = tuple(stop.visit_id for stop in route.stops)
    starts, ends = tuple(stop.start for stop in route.stops), tuple(stop.departure for stop in route.stops)
    leaves = min(route.start, since or route.start)
    return Held(route.shift_id, visits, starts, ends, issue, printed=visits, leaves=leaves)
