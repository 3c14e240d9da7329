"""What each team of a day took along: the papers of the last version that went out before it set out.

A version that was issued after a team had set out lies in the office, and is not what the team has. What was confirmed
by telephone since is `planner.running.held`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from planner.day.heard import back, paused_by, set_out
from planner.day.papers import Papers
from planner.day.travel import rounded
from planner.model import Day, Plan, Route
from planner.storage.session import Session
from planner.told import CheckIn, Incident

ISSUED = "issued"
"""The record's word for it, see `planner.audit`."""
EARLIEST = timedelta(days=60)
"""No plan is issued longer than this before its day."""


class Version(NamedTuple):
    """A plan that went out, when, and the shifts that were printed with it; None where that is not known: all."""

    plan: Plan
    at: datetime
    printed: frozenset[UUID] | None = None


def taken_along(versions: Sequence[Version], told: Iterable[CheckIn] = ()) -> dict[UUID, tuple[Route, int]]:
    """The route on the papers that each team took along, and its version: the last printed for it before it set out.

    A team that was back, and has something to do again, takes along what was printed for that.
    """
    told = tuple(told)
    since, found, sheets = set_out(told), dict[UUID, tuple[Route, int]](), dict[UUID, tuple[Route, int]]()
    for version in sorted(versions, key=lambda each: each.plan.version):
        routes = {route.shift_id: route for route in version.plan.routes if route.stops}
        home = back(each for each in told if each.moment <= version.at)
        for shift, route in routes.items():
            if version.printed is None or shift in version.printed or shift not in sheets:
                sheets[shift] = route, version.plan.version
        for shift in found.keys() | routes.keys():
            had = found.get(shift)
            if had and min(since.get(shift, had[0].start), had[0].start) <= version.at:
                if shift in home and shift in routes and not all(stop.begun for stop in routes[shift].stops):
                    found[shift] = sheets[shift]  # it goes out once more
                continue  # it was out already
            if shift in routes:
                found[shift] = sheets[shift]
            else:
                found.pop(shift, None)
    return found


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
    some = datetime.fromisoformat(rows[0]["at"]) if rows else day_start(day)
    told = {details.get("plan"): (row["at"], details) for row in rows for details in (json.loads(row["details"]),)}
    return tuple(_version(plan, told.get(str(plan.id)), some) for plan in issues)


def _version(plan: Plan, told: tuple[str, Mapping[str, Any]] | None, some: datetime) -> Version:
    if told is None:
        return Version(plan, plan.made_at or some)
    at, printed = datetime.fromisoformat(told[0]), told[1].get("printed")  # records of before do not say it
    return Version(plan, at, None if printed is None else frozenset(map(UUID, printed)))


def day_start(day: Day) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day.date, datetime.min.time(), day.zone)
